// Raising, passing on and inspecting exceptions. Each thread has at most one pending exception, and one that it handles;
// MemoryError and RecursionError come from a fixed reserve and allocate nothing.
#include "runtime/cpu/Error.h"

#include "runtime/cpu/LiveObjects.h"
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
/// What the innermost `except` or `finally` that runs is handling.
__thread Exception *handled __attribute__((tls_model("initial-exec")));
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

Exception *retained(Exception *exception) {
  amaru_rt_retain(exception);
  return exception;
}

void freeException(amaru_rt_owner *owner) {
  auto *exception = reinterpret_cast<Exception *>(owner);
  if (exception->ownsMessage)
    free(const_cast<char *>(exception->message));
  for (int64_t i = 0; exception->arguments && i < exception->argumentCount; ++i) {
    Argument &argument = exception->arguments[i];
    if (argument.kind == Argument::Kind::Str || argument.kind == Argument::Kind::Text)
      amaru_rt_release(argument.text);
    if (argument.kind == Argument::Kind::Text)
      amaru_rt_release(argument.repr);
  }
  free(exception->arguments);
  amaru_rt_release(exception->cause);
  amaru_rt_release(exception->context);
  if (exception->isEmergency) {
    __atomic_store_n(&emergencyTaken[exception - emergencies], false, __ATOMIC_RELEASE);
    return;
  }
  countObject(-1);
  if (spare)
    free(spare);
  spare = exception;
}

/// An exception with one reference, which belongs to the caller.
Exception *create(const char *className, bool mayAllocate) {
  Exception *exception = nullptr;
  if (mayAllocate) {
    watchThreadExit();
    exception = spare ? spare : static_cast<Exception *>(malloc(sizeof(Exception)));
    spare = nullptr;
  }
  bool isEmergency = !exception;
  if (isEmergency)
    exception = newEmergency();
  else
    countObject(1);
  exception->owner = {1, freeException};
  exception->className = className;
  exception->arguments = nullptr;
  exception->argumentCount = 0;
  exception->cause = exception->context = nullptr;
  exception->suppressesContext = false;
  exception->message = "";
  exception->messageBytes = 0;
  exception->ownsMessage = false;
  exception->isEmergency = isEmergency;
  exception->hasStatus = false;
  exception->frameCount = exception->outerStart = exception->omitted = 0;
  return exception;
}

/// Gives `exception` what is being handled as its context, as a raise does; a chain stays without a circle.
void setContext(Exception *exception) {
  if (!handled || handled == exception)
    return;
  for (Exception *at = handled; at->context; at = at->context)
    if (at->context == exception) {
      at->context = nullptr;
      amaru_rt_release(exception);
      break;
    }
  Exception *old = exception->context;
  exception->context = retained(handled);
  amaru_rt_release(old);
}

/// Takes over the reference.
void setPending(Exception *exception) {
  Exception *old = pending;
  pending = exception;
  amaru_rt_release(old);
}

/// Replaces the pending exception.
Exception *begin(const char *className, bool mayAllocate) {
  Exception *exception = create(className, mayAllocate);
  setContext(exception);
  setPending(exception);
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

/// The text that C callers read; made when asked for where there are several arguments.
void fillMessage(Exception &exception) {
  if (!exception.arguments || exception.ownsMessage)
    return;
  TextBuffer text;
  exception.appendStr(text);
  setMessage(exception, text);
}

std::string_view classNameOf(const char *path) { return {path, strcspn(path, "<")}; }

/// The name of a class without its module.
std::string_view lastName(const char *path) {
  std::string_view name = classNameOf(path);
  // npos + 1 is 0. Not substr, which can throw: the library has no part of C++ that does.
  name.remove_prefix(name.rfind('.') + 1);
  return name;
}

bool startsWith(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && !memcmp(text.data(), start.data(), start.size());
}

/// Room for one more argument; null when there is no memory.
Argument *addArgument(void *pointer) {
  auto *exception = static_cast<Exception *>(pointer);
  size_t bytes = size_t(exception->argumentCount + 1) * sizeof(Argument);
  auto *grown = static_cast<Argument *>(realloc(exception->arguments, bytes));
  if (!grown)
    return nullptr;
  exception->arguments = grown;
  return &grown[exception->argumentCount++];
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

std::string_view Exception::shownClass() const {
  constexpr std::string_view main = "__main__.";
  std::string_view name = classNameOf(className);
  if (startsWith(name, main))
    name.remove_prefix(main.size());
  return name;
}

static void appendArgumentText(TextBuffer &out, const Argument &argument, bool isRepr) {
  switch (argument.kind) {
  case Argument::Kind::Int:
    return appendInt(out, argument.integer);
  case Argument::Kind::Float:
    return appendFloat(out, argument.number);
  case Argument::Kind::Str:
    return isRepr ? appendStrRepr(out, strView(argument.text), /*asciiOnly=*/false)
                  : out.append(strView(argument.text));
  case Argument::Kind::Text:
    return out.append(strView(isRepr ? argument.repr : argument.text));
  }
}

void Exception::appendArguments(TextBuffer &out) const {
  out.append('(');
  if (!arguments && (messageBytes > 0 || ownsMessage)) {
    if (hasStatus)
      appendInt(out, status);
    else
      appendStrRepr(out, {message, size_t(messageBytes)}, /*asciiOnly=*/false);
    out.append(',');
  }
  for (int64_t i = 0; i < argumentCount; ++i) {
    out.append(i > 0 ? ", " : "");
    appendArgumentText(out, arguments[i], /*isRepr=*/true);
  }
  out.append(argumentCount == 1 ? ",)" : ")");
}

void Exception::appendStr(TextBuffer &out) const {
  // A KeyError shows its key as it would be written, so that an empty string can be seen.
  bool isKey = isSubclass(className, "KeyError");
  if (!arguments && isKey && !hasStatus && (messageBytes > 0 || ownsMessage))
    return appendStrRepr(out, {message, size_t(messageBytes)}, /*asciiOnly=*/false);
  if (!arguments)
    return out.append({message, size_t(messageBytes)});
  if (argumentCount > 1)
    return appendArguments(out);
  appendArgumentText(out, arguments[0], isKey);
}

void Exception::appendRepr(TextBuffer &out) const {
  out.append(lastName(className));
  TextBuffer all;
  appendArguments(all);
  std::string_view text = all.view();
  // A tuple of one has a comma that a call has not.
  const bool isSingle = text.size() >= 2 && text[text.size() - 2] == ',';
  if (isSingle)
    text.remove_suffix(2);
  out.append(text);
  out.append(isSingle ? ")" : "");
}

void amaru::rt::freeSpareException() {
  amaru_rt_error_clear();
  free(spare);
  spare = nullptr;
}

Exception *amaru::rt::pendingException() { return pending; }

void amaru::rt::addContextToPending() {
  if (!pending || !handled)
    return;
  Exception *last = pending;
  while (last != handled && last->context)
    last = last->context;
  if (last != handled)
    last->context = retained(handled);
}

bool amaru::rt::raiseError(const char *className, std::initializer_list<std::string_view> message) {
  TextBuffer text;
  for (std::string_view piece : message)
    text.append(piece);
  Exception *exception = begin(className, /*mayAllocate=*/true);
  if (message.size() > 0)
    setMessage(*exception, text);
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
  std::string_view wanted = classNameOf(base);
  // The names that the class itself lists, then the bases of Python's own.
  while (classNameOf(className) != wanted) {
    size_t length = strcspn(className, "<");
    const char *next = className[length] ? className + length + 1 : nullptr;
    for (const ClassBase &row : classBases)
      if (!next && !strcmp(row.name, className))
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
    // Without a message it has no arguments, which is not the same as an empty one.
    if (*message)
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

void amaru_rt_error_clear(void) { setPending(nullptr); }

void *amaru_rt_error_class(void) { return pending ? const_cast<char *>(pending->className) : nullptr; }

void *amaru_rt_error_message(void) {
  if (!pending)
    return nullptr;
  fillMessage(*pending);
  return const_cast<char *>(pending->message);
}

int64_t amaru_rt_error_message_bytes(void) {
  if (!pending)
    return 0;
  fillMessage(*pending);
  return pending->messageBytes;
}

void *amaru_rt_error_str(void) { return pending ? amaru_rt_exception_str(pending) : newStr(""); }

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

void amaru_rt_error_restore(void *exception) { setPending(static_cast<Exception *>(exception)); }

void amaru_rt_error_drop(void *exception) { amaru_rt_release(exception); }

void amaru_rt_error_print(void) {
  if (!pending)
    return;
  amaru_rt_stdout_flush();
  printTraceback(*pending);
  amaru_rt_error_clear();
}

//===- Exceptions as values -------------------------------------------------------------------------------------===//

void *amaru_rt_exception_new(void *className) { return create(strView(className).data(), /*mayAllocate=*/true); }

void amaru_rt_exception_add_int(void *exception, int64_t value) {
  auto *target = static_cast<Exception *>(exception);
  target->hasStatus = target->argumentCount == 0;
  target->status = value;
  if (Argument *argument = addArgument(exception)) {
    argument->kind = Argument::Kind::Int;
    argument->integer = value;
  }
}

void amaru_rt_exception_add_float(void *exception, double value) {
  if (Argument *argument = addArgument(exception)) {
    argument->kind = Argument::Kind::Float;
    argument->number = value;
  }
}

void amaru_rt_exception_add_str(void *exception, void *value) {
  if (Argument *argument = addArgument(exception)) {
    argument->kind = Argument::Kind::Str;
    amaru_rt_retain(argument->text = value);
  }
}

void amaru_rt_exception_add_text(void *exception, void *text, void *repr) {
  if (Argument *argument = addArgument(exception)) {
    argument->kind = Argument::Kind::Text;
    amaru_rt_retain(argument->text = text);
    amaru_rt_retain(argument->repr = repr);
  }
}

void amaru_rt_exception_set_cause(void *exception, void *cause) {
  auto *target = static_cast<Exception *>(exception);
  amaru_rt_retain(cause);
  amaru_rt_release(target->cause);
  target->cause = static_cast<Exception *>(cause);
  target->suppressesContext = true;
}

void amaru_rt_exception_raise(void *site, void *exception) {
  auto *raised = retained(static_cast<Exception *>(exception));
  setContext(raised);
  setPending(raised);
  raised->addFrame(static_cast<const amaru_rt_site *>(site));
}

void amaru_rt_exception_reraise(void *exception) { setPending(retained(static_cast<Exception *>(exception))); }

bool amaru_rt_exception_matches(void *exception, void *className) {
  return isSubclass(static_cast<Exception *>(exception)->className, strView(className).data());
}

void *amaru_rt_exception_str(void *exception) {
  TextBuffer out;
  static_cast<Exception *>(exception)->appendStr(out);
  return newStr(out.view());
}

void *amaru_rt_exception_repr(void *exception) {
  TextBuffer out;
  static_cast<Exception *>(exception)->appendRepr(out);
  return newStr(out.view());
}

void *amaru_rt_exception_args(void *exception) {
  TextBuffer out;
  static_cast<Exception *>(exception)->appendArguments(out);
  return newStr(out.view());
}

void *amaru_rt_exception_class_name(void *exception) {
  return newStr(lastName(static_cast<Exception *>(exception)->className));
}

void *amaru_rt_handled(void) { return retained(handled); }

void *amaru_rt_handled_enter(void *exception) {
  if (!exception)
    return retained(handled);
  Exception *previous = handled;
  handled = retained(static_cast<Exception *>(exception));
  return previous;
}

void amaru_rt_handled_leave(void *previous) {
  Exception *left = handled;
  handled = retained(static_cast<Exception *>(previous));
  amaru_rt_release(left);
}

} // extern "C"
