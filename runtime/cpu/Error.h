// The pending exception of a thread, for the runtime's own files. An exception holds its class name, its message and
// its frames in one block of fixed size, so that adding a frame never allocates.
#pragma once

#include "runtime/abi/Runtime.h"

#include <initializer_list>
#include <string_view>

namespace amaru::rt {

/// A site and how many times in a row it occurred.
struct Frame {
  const amaru_rt_site *site;
  int64_t repeats;
};

struct Exception {
  const char *className;
  /// NUL-terminated.
  const char *message;
  int64_t messageBytes;
  bool ownsMessage;
  /// From a fixed reserve rather than from malloc.
  bool isEmergency;
  /// SystemExit with an integer.
  bool hasStatus;
  int64_t status;

  /// Innermost first. When there are more frames than fit, the innermost and the outermost halves are kept and the
  /// middle is counted in `omitted`.
  static constexpr int64_t half = 48;
  Frame frames[2 * half];
  int64_t frameCount;
  /// Where in the outer half the oldest frame lies.
  int64_t outerStart;
  int64_t omitted;

  void addFrame(const amaru_rt_site *site);
  Frame &frame(int64_t index);
};

Exception *pendingException();

/// Makes an exception without a frame pending; the message is the concatenation of the pieces. The class name must be
/// a literal. Returns true, so that a function that tells whether it raised can end with it.
bool raiseError(const char *className, std::initializer_list<std::string_view> message);

/// Raises the OSError that `error` (an errno) calls for, with Python's message: [Errno 2] No such file …: 'path'
bool raiseOsError(int error, std::string_view path);

bool isSubclass(const char *className, const char *base);

/// Prints to file 2 as CPython prints an uncaught exception.
void printTraceback(Exception &exception);

} // namespace amaru::rt
