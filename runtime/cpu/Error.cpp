// Raising, passing on and inspecting exceptions. Each thread has at most one pending exception; MemoryError and
// RecursionError come from a fixed reserve and allocate nothing.
#include "runtime/cpu/Error.h"

#include "runtime/cpu/String.h"
#include "runtime/cpu/Text.h"
#include "runtime/cpu/TextBuffer.h"
#include "runtime/cpu/ThreadExit.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

using namespace amaru::rt;

namespace {

__thread Exception *pending __attribute__((tls_model("initial-exec")));
/// The last exception this thread freed: raising in a loop then costs no malloc.
__thread Exception *spare __attribute__((tls_model("initial-exec")));

constexpr int emergencyCount = 32;
Exception emergencies[emergencyCount];
bool emergencyTaken[emergencyCount];

struct ClassBase {
  const char *name, *base;
};
constexpr ClassBase classBases[] = {
#define AMARU_EXCEPTION(Name, Base) {#Name, #Base},
#include "runtime/abi/Exceptions.def"
};

Exception *newEmergency() {
  for (int i = 0; i < emergencyCount; ++i)
    if (!__atomic_exchange_n(&emergencyTaken[i], true, __ATOMIC_ACQUIRE))
      return &emergencies[i];
  // Only when that many threads fail at once and none has dealt with it.
  abort();
}

void freeException(Exception *exception) {
  if (exception->ownsMessage)
    free(const_cast<char *>(exception->message));
  if (exception->isEmergency) {
    __atomic_store_n(&emergencyTaken[exception - emergencies], false, __ATOMIC_RELEASE);
    return;
  }
  if (spare)
    free(spare);
  spare = exception;
}

/// Replaces the pending exception.
Exception *begin(const char *className, bool mayAllocate) {
  if (pending)
    freeException(pending);
  Exception *exception = nullptr;
  if (mayAllocate) {
    watchThreadExit();
    exception = spare ? spare : static_cast<Exception *>(malloc(sizeof(Exception)));
    spare = nullptr;
  }
  bool isEmergency = !exception;
  if (isEmergency)
    exception = newEmergency();
  exception->className = className;
  exception->message = "";
  exception->messageBytes = 0;
  exception->ownsMessage = false;
  exception->isEmergency = isEmergency;
  exception->hasStatus = false;
  exception->frameCount = exception->outerStart = exception->omitted = 0;
  pending = exception;
  return exception;
}

void setMessage(Exception &exception, TextBuffer &text) {
  int64_t bytes = int64_t(text.size());
  if (char *message = text.release()) {
    exception.message = message;
    exception.messageBytes = bytes;
    exception.ownsMessage = true;
  }
}

void setStaticMessage(Exception &exception, const char *message) {
  exception.message = message;
  exception.messageBytes = int64_t(strlen(message));
}

void appendArgument(TextBuffer &out, char format, int64_t value) {
  switch (format) {
  case 'u':
    return appendUint(out, uint64_t(value));
  case 'f': {
    double bits;
    memcpy(&bits, &value, sizeof(bits));
    return appendFloat(out, bits);
  }
  case 's':
    return out.append(strView(reinterpret_cast<void *>(value)));
  case 'r':
    return appendStrRepr(out, strView(reinterpret_cast<void *>(value)), /*asciiOnly=*/false);
  default:
    return appendInt(out, value);
  }
}

/// Fills in the placeholders `{0}` and `{0:f}` of a message.
void appendTemplate(TextBuffer &out, const char *text, const int64_t (&arguments)[3]) {
  for (const char *at = text; *at; ++at) {
    bool isBrace = *at == '{' || *at == '}';
    if (isBrace && at[1] == *at) {
      out.append(*at++);
      continue;
    }
    bool isArgument = *at == '{' && at[1] >= '0' && at[1] <= '2';
    if (isArgument && at[2] == '}') {
      appendArgument(out, 'd', arguments[at[1] - '0']);
      at += 2;
    } else if (isArgument && at[2] == ':' && at[3] && at[4] == '}') {
      appendArgument(out, at[3], arguments[at[1] - '0']);
      at += 4;
    } else {
      out.append(*at);
    }
  }
}

bool sameFrame(const amaru_rt_site &a, const amaru_rt_site &b) {
  return &a == &b || (a.line == b.line && !strcmp(a.file, b.file) && !strcmp(a.function, b.function));
}

} // namespace

void Exception::addFrame(const amaru_rt_site *site) {
  // A site without a file is no place to show.
  if (!site->file)
    return;
  if (frameCount > 0 && sameFrame(*frame(frameCount - 1).site, *site)) {
    ++frame(frameCount - 1).repeats;
    return;
  }
  if (frameCount == 2 * half) {
    omitted += frame(half).repeats;
    outerStart = (outerStart + 1) % half;
    --frameCount;
  }
  ++frameCount;
  frame(frameCount - 1) = {site, 1};
}

Frame &Exception::frame(int64_t index) {
  return index < half ? frames[index] : frames[half + (index - half + outerStart) % half];
}

void amaru::rt::freeSpareException() {
  amaru_rt_error_clear();
  free(spare);
  spare = nullptr;
}

Exception *amaru::rt::pendingException() { return pending; }

bool amaru::rt::raiseError(const char *className, std::initializer_list<std::string_view> message) {
  TextBuffer text;
  for (std::string_view piece : message)
    text.append(piece);
  setMessage(*begin(className, /*mayAllocate=*/true), text);
  return true;
}

bool amaru::rt::raiseOsError(int error, std::string_view path) {
  const char *className = "OSError";
  switch (error) {
  case ENOENT:
    className = "FileNotFoundError";
    break;
  case EACCES:
  case EPERM:
    className = "PermissionError";
    break;
  case EISDIR:
    className = "IsADirectoryError";
    break;
  case ENOTDIR:
    className = "NotADirectoryError";
    break;
  case EEXIST:
    className = "FileExistsError";
    break;
  case EPIPE:
    className = "BrokenPipeError";
    break;
  }
  TextBuffer text;
  text.append("[Errno ");
  appendInt(text, error);
  text.append("] ");
  text.append(strerror(error));
  if (!path.empty()) {
    text.append(": ");
    appendStrRepr(text, path, /*asciiOnly=*/false);
  }
  return raiseError(className, {text.view()});
}

bool amaru::rt::isSubclass(const char *className, const char *base) {
  while (strcmp(className, base) != 0) {
    const char *next = nullptr;
    for (const ClassBase &row : classBases)
      if (!strcmp(row.name, className))
        next = row.base;
    if (!next)
      return false;
    className = next;
  }
  return true;
}

extern "C" {

void amaru_rt_raise(void *sitePointer, int64_t a, int64_t b, int64_t c) {
  auto *site = static_cast<const amaru_rt_site *>(sitePointer);
  const char *message = site->message ? site->message : "";
  if (!strcmp(site->exception, "MemoryError") || !strcmp(site->exception, "RecursionError")) {
    setStaticMessage(*begin(site->exception, /*mayAllocate=*/false), message);
  } else {
    // The text is made first: an argument may belong to the exception that is being replaced.
    TextBuffer text;
    appendTemplate(text, message, {a, b, c});
    Exception *exception = begin(site->exception, /*mayAllocate=*/true);
    setMessage(*exception, text);
    if (!strcmp(message, "{0}")) {
      exception->hasStatus = true;
      exception->status = a;
    }
  }
  pending->addFrame(site);
}

void amaru_rt_raise_class(void *className, void *message) {
  raiseError(static_cast<const char *>(className), {strView(message)});
}

void amaru_rt_raise_memory_error(void) { begin("MemoryError", /*mayAllocate=*/false); }

void amaru_rt_raise_recursion_error(void) {
  setStaticMessage(*begin("RecursionError", /*mayAllocate=*/false), "maximum recursion depth exceeded");
}

void amaru_rt_traceback_add(void *site) {
  if (pending)
    pending->addFrame(static_cast<const amaru_rt_site *>(site));
}

bool amaru_rt_error_pending(void) { return pending != nullptr; }

void amaru_rt_error_clear(void) {
  if (pending)
    freeException(pending);
  pending = nullptr;
}

void *amaru_rt_error_class(void) { return pending ? const_cast<char *>(pending->className) : nullptr; }

void *amaru_rt_error_message(void) { return pending ? const_cast<char *>(pending->message) : nullptr; }

int64_t amaru_rt_error_message_bytes(void) { return pending ? pending->messageBytes : 0; }

void *amaru_rt_error_str(void) {
  if (!pending)
    return newStr("");
  return newStr({pending->message, size_t(pending->messageBytes)});
}

bool amaru_rt_error_matches(void *className) {
  return pending && isSubclass(pending->className, static_cast<const char *>(className));
}

int64_t amaru_rt_error_frame_count(void) { return pending ? pending->frameCount : 0; }

void *amaru_rt_error_frame(int64_t index) {
  if (!pending || index < 0 || index >= pending->frameCount)
    return nullptr;
  return const_cast<amaru_rt_site *>(pending->frame(index).site);
}

int64_t amaru_rt_error_frame_repeats(int64_t index) {
  return pending && index >= 0 && index < pending->frameCount ? pending->frame(index).repeats : 0;
}

void *amaru_rt_error_take(void) {
  Exception *taken = pending;
  pending = nullptr;
  return taken;
}

void amaru_rt_error_restore(void *exception) {
  if (pending && pending != exception)
    freeException(pending);
  pending = static_cast<Exception *>(exception);
}

void amaru_rt_error_drop(void *exception) {
  if (exception)
    freeException(static_cast<Exception *>(exception));
}

void amaru_rt_error_print(void) {
  if (!pending)
    return;
  amaru_rt_stdout_flush();
  printTraceback(*pending);
  amaru_rt_error_clear();
}

} // extern "C"
