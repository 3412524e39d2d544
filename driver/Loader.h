// Finds, reads and parses modules, and remembers for the cache which files were read and which were looked for in vain.
#pragma once

#include "lang/diag/Engine.h"
#include "lang/typed/Program.h"
#include "launch/Cache.h"

namespace amaru::driver {

class Loader {
public:
  Loader(support::SourceManager &sources, diag::Engine &engine) : sources(sources), engine(engine) {}

  /// Reads and parses a file; null after an error was reported.
  std::unique_ptr<typed::Module> read(const std::string &path, llvm::StringRef name);
  /// The same for a text that is no file.
  std::unique_ptr<typed::Module> parse(std::string text, const std::string &path, llvm::StringRef name);
  /// The module of that name: in `folder`, unless that is empty, else in the stdlib. Null if there is none, or after an
  /// error was reported.
  std::unique_ptr<typed::Module> find(llvm::StringRef name, llvm::StringRef folder = "");

  const launch::Entry &inputs() const { return entry; }

private:
  std::unique_ptr<typed::Module> probe(llvm::StringRef name, llvm::StringRef folder);

  support::SourceManager &sources;
  diag::Engine &engine;
  launch::Entry entry;
};

/// The folder of the stdlib's sources.
std::string stdlibFolder();

} // namespace amaru::driver
