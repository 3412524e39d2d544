// Running a compiled program, and reaching the compiler.
#pragma once

#include <string>
#include <vector>

namespace amaru::launch {

/// What `amaru run` was asked for.
struct RunRequest {
  /// Options that change the code, as given and in their order.
  std::string options;
  std::string file;
  /// The file and its arguments: the program's sys.argv.
  std::vector<char *> argv;
};

/// Maps a shared object and runs its program; the exit code.
int runObject(int descriptor, int argc, char **argv);

/// Hands the whole command line to the compiler library, which is opened now; the exit code.
int runCompiler(int argc, char **argv);

/// Reads `amaru run [OPTIONS] FILE [ARGS…]`. False when it is not in that form (the compiler then says what is wrong).
bool parseRun(int argc, char **argv, RunRequest &request);

} // namespace amaru::launch
