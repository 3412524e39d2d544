// `amaru run FILE [ARGS…]` when the cache does not have the program.
#include "driver/Commands.h"
#include "launch/Launch.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <climits>
#include <unistd.h>

namespace amaru::driver {

namespace {

void keep(const launch::RunRequest &request, const Compilation &compilation, const llvm::MemoryBuffer &shared) {
  char directory[PATH_MAX];
  launch::Key key{"run", request.file, getcwd(directory, sizeof(directory)) ? directory : "", request.options};
  std::string error;
  if (!launch::publish(key, compilation.inputs(), shared.getBufferStart(), shared.getBufferSize(), error))
    llvm::errs() << "amaru: warning: the compiled program is not kept: " << error << "\n";
}

/// Compiles the program and keeps it; an open descriptor of the shared object goes to `object`. The exit code.
int compileProgram(const launch::RunRequest &request, const Options &options, int &object) {
  Compilation compilation(options);
  if (int failed = prepare(compilation, request.file))
    return failed;
  llvm::SmallVector<char, 0> code;
  std::string error;
  if (!compilation.compile(target::OutputKind::Object, code, error))
    return internalError(error);
  auto shared = linkInMemory(code, error);
  if (!shared)
    return failure("cannot link the program: " + error);
  keep(request, compilation, *shared);
  object = anonymousObject(shared->getBuffer());
  return object < 0 ? failure("the compiled program does not fit in memory") : 0;
}

} // namespace

int run(int argc, char **argv) {
  launch::RunRequest request;
  if (!launch::parseRun(argc, argv, request))
    return usageError("run: which file?");
  llvm::SmallVector<llvm::StringRef> words;
  llvm::StringRef(request.options).split(words, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  Arguments arguments = readArguments(words);
  if (!arguments.error.empty())
    return usageError(arguments.error);
  int object = -1;
  if (int failed = onCompilerThread([&] { return compileProgram(request, arguments.options, object); }))
    return failed;
  return launch::runObject(object, request);
}

} // namespace amaru::driver
