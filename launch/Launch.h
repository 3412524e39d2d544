// Running a compiled program, and reaching the compiler.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace amaru::launch {

/// What `amaru run` was asked for.
struct RunRequest {
  /// Options that change the code, as given and in their order.
  std::string options;
  std::string file;
  /// How many threads parallel loops may use; 0 is the default.
  int64_t threads = 0;
  /// The file and its arguments: the program's sys.argv.
  std::vector<char *> argv;
};

/// Maps a shared object and runs its program as the request says; the exit code.
int runObject(int descriptor, RunRequest &request);

/// Hands the whole command line to the compiler library, which is opened now; the exit code.
int runCompiler(int argc, char **argv);

/// The value of `--threads=N`; none if it is not a number of at least 1.
std::optional<int64_t> readThreads(const char *text);

/// Reads `amaru run [OPTIONS] FILE [ARGS…]`. False when it is not in that form (the compiler then says what is wrong).
bool parseRun(int argc, char **argv, RunRequest &request);

} // namespace amaru::launch
