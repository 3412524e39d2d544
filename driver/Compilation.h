// One compilation: from the path of a file to a typed program, an MLIR module, an object.
//
// Stages are run on demand and each at most once; a stage that found errors stops those behind it.
#pragma once

#include "driver/Backend.h"
#include "driver/Loader.h"
#include "lang/diag/Engine.h"
#include "lang/sema/Sema.h"

namespace amaru::driver {

class Compilation : public sema::ModuleLoader {
public:
  explicit Compilation(const Options &options);
  ~Compilation() override;

  /// Reads and parses a file: as `__main__`, or as the module of that name. False after errors.
  bool parse(const std::string &path, llvm::StringRef moduleName = "__main__");
  /// The same for a text that is no file.
  bool parseText(std::string text, const std::string &path, llvm::StringRef moduleName);
  /// A module beside the main one; null after an error was reported.
  std::unique_ptr<typed::Module> parseModule(std::string text, const std::string &path, llvm::StringRef name) {
    return loader.parse(std::move(text), path, name);
  }
  /// Binds the names of the top level; `check` does so if nobody did. `isProgram`: it runs as `__main__`, and variables
  /// that no function reads stay local.
  void bind(bool isProgram);
  /// Types everything that its top level reaches. False after errors.
  bool check();
  /// Checks one function of the main module for the types of a signature, `f(f64[:,:], int)`. Null after errors.
  typed::Instance *instantiate(llvm::StringRef signature);
  /// The stages of the backend, with the entry point `amaru_main` unless others were set.
  mlir::ModuleOp lower(codegen::CpuStage stage) { return backend().lower(stage); }
  llvm::Module *llvmModule(std::string &error) { return backend().llvmModule(error); }
  bool optimize(std::string &error) { return backend().optimize(error); }
  bool emitCode(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error) {
    return backend().emitCode(kind, output, error);
  }
  bool compile(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error) {
    return backend().compile(kind, output, error);
  }
  void setEntries(std::vector<emit::EntryPoint> chosen) { behind.setEntries(std::move(chosen)); }
  Backend &backend();

  /// Writes what was found to stderr.
  void printDiagnostics();

  /// The files that were read and the paths that were not there, for the cache.
  const launch::Entry &inputs() const { return loader.inputs(); }
  /// The module that was parsed first.
  typed::Module &mainModule() { return *root; }
  typed::Program &typedProgram() { return program; }
  sema::Sema &analysis() { return *sema; }
  diag::Engine &diagnostics() { return engine; }

private:
  std::unique_ptr<typed::Module> load(llvm::StringRef name, const typed::Module &importer) override;

  bool jsonErrors;
  support::SourceManager sources;
  diag::Engine engine;
  Loader loader;
  typed::Program program;
  std::unique_ptr<sema::Sema> sema;
  std::unique_ptr<typed::Module> parsed;
  typed::Module *root = nullptr;
  Backend behind;
};

} // namespace amaru::driver
