// What the commands of `amaru` share: their options, their exit codes, and the thread they run on.
//
// Exit codes: the program's own for `run`; 1 for errors in the input; 2 for wrong usage; 70 for a fault of the compiler.
#pragma once

#include "driver/Compilation.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/MemoryBuffer.h"

namespace amaru::driver {

constexpr const char *version = "0.1.0";

/// A command line taken apart.
struct Arguments {
  std::vector<std::string> files;
  std::string stage, function, output, emitKind = "exe", target = "cpu", stdinName = "<stdin>";
  Options options;
  /// How many threads parallel loops may use, for commands that run programs; 0 is the default.
  int64_t threads = 0;
  /// Set when the command line cannot be used.
  std::string error;
};

Arguments readArguments(llvm::ArrayRef<llvm::StringRef> words);

int run(int argc, char **argv);
int check(const Arguments &arguments);
int emit(const Arguments &arguments);
int build(const Arguments &arguments);
int explain(const Arguments &arguments);
int repl(const Arguments &arguments);
int cache(const Arguments &arguments);
int doctor(const Arguments &arguments);

int usageError(const std::string &text);
/// A fault of the compiler; says where it kept the program that shows it.
int internalError(const std::string &text);
/// 1, after saying what could not be done.
int failure(const std::string &text);

/// Runs a step of the compiler on a thread with a large stack, since programs may nest deeply. Where it crashes, the
/// process ends with exit code 70, a message and a file that reproduces the crash.
int onCompilerThread(llvm::function_ref<int()> step);
/// What a crash report says of this process: its command line, the first file of which goes into the reproducer.
void rememberCommandLine(int argc, char **argv);

/// Whether a file can be opened; says so in Python's words if not.
bool canOpen(const std::string &file);
/// Reads, parses and checks a file; prints what was found. 0, or the exit code.
int prepare(Compilation &compilation, const std::string &file, llvm::StringRef moduleName = "__main__");
/// Writes to a file, or to stdout for `-` or nothing; the exit code.
int writeOutput(llvm::StringRef bytes, const std::string &path);

/// Links an object into the bytes of a shared object; null, with `error` set, if that fails.
std::unique_ptr<llvm::MemoryBuffer> linkInMemory(llvm::ArrayRef<char> object, std::string &error);
/// A shared object in a file that nobody else sees: its descriptor, or -1.
int anonymousObject(llvm::StringRef bytes);

/// The name under which a file is imported.
std::string moduleNameOf(llvm::StringRef file);

} // namespace amaru::driver
