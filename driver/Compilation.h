// One compilation: from the path of a file to a typed program, an MLIR module, an object.
//
// Stages are run on demand and each at most once; a stage that found errors stops those behind it.
#pragma once

#include "codegen/emit/Emit.h"
#include "codegen/pipeline/CpuPipeline.h"
#include "codegen/target/cpu/Target.h"
#include "lang/diag/Engine.h"
#include "lang/sema/Sema.h"
#include "launch/Cache.h"

#include "mlir/IR/MLIRContext.h"
#include "llvm/IR/DiagnosticHandler.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

namespace amaru::driver {

struct Options {
  emit::Options emit;
  target::CpuTargetOptions target;
  codegen::CpuOptions pipeline;
  bool jsonErrors = false;
  /// The LLVM module knows the line of each instruction.
  bool lineTables = false;
};

class Compilation : public sema::ModuleLoader {
public:
  explicit Compilation(Options options);
  ~Compilation() override;

  /// Reads and parses a file: as `__main__`, or as the module of that name. False after errors.
  bool parse(const std::string &path, llvm::StringRef moduleName = "__main__");
  /// The same for a text that is no file.
  bool parseText(std::string text, const std::string &path, llvm::StringRef moduleName);
  /// A module beside the main one; null after an error was reported.
  std::unique_ptr<typed::Module> parseModule(std::string text, const std::string &path, llvm::StringRef name);
  /// Binds the names of the top level; `check` does so if nobody did. `isProgram`: it runs as `__main__`, and variables
  /// that no function reads stay local.
  void bind(bool isProgram);
  /// Types everything that its top level reaches. False after errors.
  bool check();
  /// Checks one function of the main module for the types of a signature, `f(f64[:,:], int)`. Null after errors.
  typed::Instance *instantiate(llvm::StringRef signature);
  /// The amaru dialect, run through the pipeline up to `stage`. Null after an internal failure.
  mlir::ModuleOp lower(codegen::CpuStage stage);
  /// Machine code of the program, with the entry point `amaru_main` unless others were set.
  bool compile(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error);
  /// The LLVM module, not optimised yet. Null after an internal failure.
  llvm::Module *llvmModule(std::string &error);
  /// Optimises the LLVM module in place.
  bool optimize(std::string &error);
  /// Machine code of the LLVM module as it is now.
  bool emitCode(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error);

  /// What callers outside reach, instead of the top level as `amaru_main`.
  void setEntries(std::vector<emit::EntryPoint> chosen) { entries = std::move(chosen); }

  /// Hears what LLVM's passes say of what they did.
  void setRemarkHandler(std::unique_ptr<llvm::DiagnosticHandler> handler) {
    llvmContext.setDiagnosticHandler(std::move(handler));
  }

  /// Writes what was found to stderr.
  void printDiagnostics();

  /// The files that were read and the paths that were not there, for the cache.
  const launch::Entry &inputs() const { return entry; }
  /// The module that was parsed first.
  typed::Module &mainModule() { return *root; }
  typed::Program &typedProgram() { return program; }
  sema::Sema &analysis() { return *sema; }
  diag::Engine &diagnostics() { return engine; }

private:
  std::unique_ptr<typed::Module> load(llvm::StringRef name, const typed::Module &importer) override;
  std::unique_ptr<typed::Module> readModule(const std::string &path, llvm::StringRef name);
  llvm::TargetMachine *targetMachine(std::string &error);

  Options options;
  support::SourceManager sources;
  diag::Engine engine;
  typed::Program program;
  std::unique_ptr<sema::Sema> sema;
  std::unique_ptr<typed::Module> parsed;
  typed::Module *root = nullptr;
  std::vector<emit::EntryPoint> entries;
  /// What MLIR said when a pass failed.
  std::string passErrors;
  std::unique_ptr<mlir::MLIRContext> context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  llvm::LLVMContext llvmContext;
  std::unique_ptr<llvm::Module> llvm;
  std::unique_ptr<llvm::TargetMachine> machine;
  launch::Entry entry;
};

/// The folder of the stdlib's sources.
std::string stdlibFolder();

} // namespace amaru::driver
