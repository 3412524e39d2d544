// print(): values go through one buffer to file 1, line by line on a terminal, else in large pieces. A refused write
// is remembered; the text is dropped, and the program's exit status tells.
#include "runtime/cpu/Stdout.h"

#include "runtime/cpu/ArrayText.h"
#include "runtime/cpu/String.h"
#include "runtime/cpu/Text.h"

#include <cerrno>
#include <cstdlib>
#include <new>
#include <pthread.h>
#include <sys/single_threaded.h>
#include <unistd.h>

using namespace amaru::rt;

namespace {

constexpr size_t bufferBytes = 64 << 10;
char buffer[bufferBytes];
size_t used = 0;
int firstError = 0;
enum { Unknown, Terminal, Other } device = Unknown;
void (*redirection)(const char *, int64_t) = nullptr;
pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/// Held while the buffer is used; costs nothing as long as there is one thread.
class Lock {
public:
  Lock() : taken(!__libc_single_threaded) {
    if (taken)
      pthread_mutex_lock(&mutex);
  }
  ~Lock() {
    if (taken)
      pthread_mutex_unlock(&mutex);
  }

private:
  bool taken;
};

/// Returns an errno, 0 when all is written.
int writeAll(int file, const char *text, size_t bytes) {
  while (bytes > 0) {
    ssize_t written = write(file, text, bytes);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return errno;
    text += written;
    bytes -= size_t(written);
  }
  return 0;
}

void emit(const char *text, size_t bytes) {
  if (redirection)
    return redirection(text, int64_t(bytes));
  if (int error = firstError ? firstError : writeAll(1, text, bytes))
    firstError = error;
}

void flushLocked() {
  if (used > 0)
    emit(buffer, used);
  used = 0;
}

/// What capture_begin opened on this thread, innermost first.
struct Capture {
  TextBuffer text;
  Capture *outer = nullptr;
};
__thread Capture *capture __attribute__((tls_model("initial-exec")));
/// How many captures inside of that one there was no memory for.
__thread int64_t lostCaptures __attribute__((tls_model("initial-exec")));

template <typename Append> void writeWith(Append append) {
  TextBuffer out;
  append(out);
  writeStdout(out.view());
}

} // namespace

void amaru::rt::writeStdout(std::string_view text) {
  if (lostCaptures)
    return;
  if (capture)
    return capture->text.append(text);
  Lock lock;
  if (device == Unknown)
    device = isatty(1) ? Terminal : Other;
  if (text.size() > bufferBytes - used) {
    flushLocked();
    if (text.size() >= bufferBytes)
      return emit(text.data(), text.size());
  }
  memcpy(buffer + used, text.data(), text.size());
  used += text.size();
  if (device == Terminal && memchr(text.data(), '\n', text.size()))
    flushLocked();
}

int amaru::rt::stdoutError() { return firstError; }

void amaru::rt::writeStderr(std::string_view text) { writeAll(2, text.data(), text.size()); }

extern "C" {

void amaru_rt_write_text(void *text, int64_t bytes) { writeStdout({static_cast<char *>(text), size_t(bytes)}); }

void amaru_rt_write_str(void *str) { writeStdout(strView(str)); }

void amaru_rt_write_int(int64_t value) {
  writeWith([=](TextBuffer &out) { appendInt(out, value); });
}

void amaru_rt_write_uint(int64_t value) {
  writeWith([=](TextBuffer &out) { appendUint(out, uint64_t(value)); });
}

void amaru_rt_write_float(double value) {
  writeWith([=](TextBuffer &out) { appendFloat(out, value); });
}

void amaru_rt_write_f32(float value) {
  writeWith([=](TextBuffer &out) { appendNumpyFloat(out, value, FloatKind::F32); });
}

void amaru_rt_write_f16(float value) {
  writeWith([=](TextBuffer &out) { appendNumpyFloat(out, value, FloatKind::F16); });
}

void amaru_rt_write_bool(bool value) { writeStdout(value ? "True" : "False"); }

void amaru_rt_write_none(void) { writeStdout("None"); }

void amaru_rt_write_complex(double real, double imaginary) {
  writeWith([=](TextBuffer &out) { appendComplex(out, real, imaginary); });
}

void amaru_rt_write_c128(double real, double imaginary) {
  writeWith([=](TextBuffer &out) { appendNumpyComplex(out, real, imaginary, FloatKind::F64); });
}

void amaru_rt_write_complex_repr(double real, double imaginary, int32_t dtype) {
  double parts[2] = {real, imaginary};
  float halves[2] = {float(real), float(imaginary)};
  const void *value = dtype == AMARU_RT_DTYPE_C64 ? static_cast<const void *>(halves) : parts;
  writeWith([=](TextBuffer &out) { appendScalar(out, value, dtype, /*asRepr=*/true); });
}

void amaru_rt_write_c64(float real, float imaginary) {
  writeWith([=](TextBuffer &out) { appendNumpyComplex(out, real, imaginary, FloatKind::F32); });
}

void amaru_rt_write_str_repr(void *str) {
  writeWith([=](TextBuffer &out) { appendStrRepr(out, strView(str), /*asciiOnly=*/false); });
}

void amaru_rt_write_scalar(void *value, int32_t dtype) {
  writeWith([=](TextBuffer &out) { appendScalar(out, value, dtype, /*asRepr=*/false); });
}

void amaru_rt_write_scalar_repr(void *value, int32_t dtype) {
  writeWith([=](TextBuffer &out) { appendScalar(out, value, dtype, /*asRepr=*/true); });
}

void amaru_rt_write_array(void *data, int32_t dtype, int32_t rank, void *sizes, void *strides) {
  writeWith([=](TextBuffer &out) { appendArrayStr(out, arrayView(data, dtype, rank, sizes, strides)); });
}

void amaru_rt_write_array_repr(void *data, int32_t dtype, int32_t rank, void *sizes, void *strides) {
  writeWith([=](TextBuffer &out) { appendArrayRepr(out, arrayView(data, dtype, rank, sizes, strides)); });
}

void amaru_rt_capture_begin(void) {
  // Not `new`, which would bring in the C++ runtime.
  void *room = lostCaptures ? nullptr : malloc(sizeof(Capture));
  if (!room) {
    ++lostCaptures;
    return;
  }
  auto *inner = new (room) Capture;
  inner->outer = capture;
  capture = inner;
}

void *amaru_rt_capture_end(void) {
  if (lostCaptures) {
    --lostCaptures;
    amaru_rt_raise_memory_error();
    return nullptr;
  }
  Capture *inner = capture;
  capture = inner->outer;
  void *str = newStr(inner->text);
  inner->~Capture();
  free(inner);
  return str;
}

bool amaru_rt_stdout_flush(void) {
  Lock lock;
  flushLocked();
  return firstError != 0;
}

void amaru_rt_stdout_redirect(void *writer) {
  Lock lock;
  flushLocked();
  redirection = reinterpret_cast<void (*)(const char *, int64_t)>(writer);
}

void amaru_rt_stderr_write(void *text, int64_t bytes) { writeStderr({static_cast<char *>(text), size_t(bytes)}); }

} // extern "C"
