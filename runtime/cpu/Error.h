// The pending exception of a thread, for the runtime's own files. An exception is a counted object that holds its class,
// its arguments and its frames in one block of fixed size, so that adding a frame never allocates.
//
// A class is a text: its name, then `<` and the names of its bases up to one of Python's own, as in
// `__main__.BadInput<ValueError`; Python's own classes are plain names of runtime/abi/Exceptions.def.
#pragma once

#include "runtime/abi/Runtime.h"
#include "runtime/cpu/TextBuffer.h"

#include <initializer_list>
#include <string_view>

namespace amaru::rt {

/// A site and how many times in a row it occurred.
struct Frame {
  const amaru_rt_site *site;
  int64_t repeats;
};

/// One of `e.args` that is no string.
struct Argument {
  enum class Kind : uint8_t { Int, Float, Str, Text } kind;
  union {
    int64_t integer;
    double number;
    /// A counted string: the argument itself, or what str() of it is.
    void *text;
  };
  /// Of a Text: what repr() of it is.
  void *repr;
};

struct Exception {
  amaru_rt_owner owner;
  const char *className;
  /// The only argument where it is a string; NUL-terminated.
  const char *message;
  int64_t messageBytes;
  bool ownsMessage;
  /// From a fixed reserve rather than from malloc.
  bool isEmergency;
  /// SystemExit with an integer.
  bool hasStatus;
  int64_t status;
  /// All arguments, where they are not just `message`.
  Argument *arguments;
  int64_t argumentCount;
  /// What `raise … from` named, and what was being handled; both are owned.
  Exception *cause, *context;
  bool suppressesContext;

  /// Innermost first. When there are more frames than fit, the innermost and the outermost halves are kept and the
  /// middle is counted in `omitted`.
  static constexpr int64_t half = 48;
  Frame frames[2 * half];
  int64_t frameCount;
  /// Where in the outer half the oldest frame lies.
  int64_t outerStart;
  int64_t omitted;

  /// As Python prints it: the module is left out where it is the program itself.
  std::string_view shownClass() const;
  void appendStr(TextBuffer &out) const;
  /// `('a', 1)`
  void appendArguments(TextBuffer &out) const;
  void appendRepr(TextBuffer &out) const;

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

/// Makes what this thread is handling the context of the pending exception, unless it has one: for an exception that was
/// raised on another thread.
void addContextToPending();

/// Prints to file 2 as CPython prints an uncaught exception.
void printTraceback(Exception &exception);

} // namespace amaru::rt
