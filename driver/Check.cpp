// `amaru check FILE…`
#include "driver/Commands.h"

namespace amaru::driver {

namespace {

/// What stands on stdin, as if it were the file of that name: an editor's text that nobody has saved yet.
int checkStdin(Compilation &compilation, const std::string &name) {
  auto buffer = llvm::MemoryBuffer::getSTDIN();
  if (!buffer)
    return failure("cannot read stdin: " + buffer.getError().message());
  bool good = compilation.parseText((*buffer)->getBuffer().str(), name, "__main__") && compilation.check();
  compilation.printDiagnostics();
  return good ? 0 : 1;
}

} // namespace

int check(const Arguments &arguments) {
  if (arguments.files.empty())
    return usageError("check: which file?");
  if (llvm::count(arguments.files, "-") > 1)
    return usageError("check: stdin can be read once");
  int worst = 0;
  for (const std::string &file : arguments.files) {
    Compilation compilation(arguments.options);
    worst = std::max(worst, file == "-" ? checkStdin(compilation, arguments.stdinName) : prepare(compilation, file));
  }
  return worst;
}

} // namespace amaru::driver
