// The command line of `amaru parse`: reads each file, parses it, prints what was asked for.
#include "parser/ParseCommand.h"

#include "lang/ast/Printer.h"
#include "parser/Parser.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <chrono>

namespace amaru::parser {

namespace {

struct CommandLine {
  bool dump = false, json = false, quiet = false, stats = false, jsonErrors = false;
  llvm::SmallVector<llvm::StringRef, 4> files;
};

enum ExitCode { Right = 0, Wrong = 1, Unusable = 2 };

bool readCommandLine(int argc, char **argv, CommandLine &out) {
  for (int i = 1; i < argc; ++i) {
    llvm::StringRef arg = argv[i];
    if (!arg.starts_with("-") || arg == "-")
      out.files.push_back(arg);
    else if (arg == "--dump")
      out.dump = true;
    else if (arg == "--json")
      out.json = true;
    else if (arg == "--quiet")
      out.quiet = true;
    else if (arg == "--stats")
      out.stats = true;
    else if (arg == "--error-format=json")
      out.jsonErrors = true;
    else if (arg != "--error-format=text") {
      llvm::errs() << argv[0] << ": unknown option `" << diag::escapeControl(arg) << "`\n";
      return false;
    }
  }
  if (out.files.empty()) {
    llvm::errs() << "usage: " << argv[0]
                 << " FILE... [--dump | --json] [--quiet] [--stats] [--error-format=text|json]\n";
    return false;
  }
  return true;
}

/// The text of a file; null after a message.
const support::SourceBuffer *load(llvm::StringRef path, support::SourceManager &sources, diag::Engine &diagnostics) {
  llvm::sys::fs::file_status status;
  bool isStdin = path == "-";
  auto error = isStdin ? std::error_code() : llvm::sys::fs::status(path, status);
  if (!error && !isStdin && llvm::sys::fs::is_directory(status))
    error = std::make_error_code(std::errc::is_a_directory);
  if (error) {
    diagnostics.report(diag::Id::CannotRead).arg(path).arg(error.message());
    return nullptr;
  }
  if (!isStdin && status.getSize() > support::SourceManager::maxBytes) {
    diagnostics.report(diag::Id::FileTooLarge).arg(path);
    return nullptr;
  }
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer) {
    diagnostics.report(diag::Id::CannotRead).arg(path).arg(buffer.getError().message());
    return nullptr;
  }
  return readSource(sources, isStdin ? "<stdin>" : path.str(), (*buffer)->getBuffer().str(), diagnostics);
}

int parseFile(llvm::StringRef path, const CommandLine &command) {
  support::SourceManager sources;
  diag::Engine diagnostics(sources);
  const support::SourceBuffer *source = load(path, sources, diagnostics);
  std::optional<ast::Tree> tree;
  double seconds = 0;
  if (source) {
    auto start = std::chrono::steady_clock::now();
    tree = parse(*source, diagnostics, {/*supersetSyntax=*/path.ends_with(".amaru")});
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  command.jsonErrors ? diag::renderJson(llvm::errs(), diagnostics) : diag::renderText(llvm::errs(), diagnostics);
  if (!source)
    return Unusable;
  if (command.stats)
    llvm::outs() << llvm::format(
        "%u bytes, %zu nodes, %.1f bytes of tree per byte, %.2f ms, %.1f MB/s\n", source->size(), tree->nodeCount(),
        double(tree->bytes()) / std::max(1u, source->size()), seconds * 1e3, source->size() / seconds / 1e6);
  if (diagnostics.hasErrors())
    return Wrong;
  if (command.json)
    ast::printJson(llvm::outs(), *tree, *source);
  else if (command.dump)
    ast::printDump(llvm::outs(), *tree);
  else if (!command.quiet)
    llvm::outs() << diag::escapeControl(path) << ": ok\n";
  return Right;
}

} // namespace

int parseMain(int argc, char **argv) {
  CommandLine command;
  if (!readCommandLine(argc, argv, command))
    return Unusable;
  int result = Right;
  for (llvm::StringRef path : command.files)
    result = std::max(result, parseFile(path, command));
  return result;
}

} // namespace amaru::parser
