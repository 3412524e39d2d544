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
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"

namespace amaru::driver {

struct Options {
  emit::Options emit;
  target::CpuTargetOptions target;
  codegen::CpuOptions pipeline;
  bool jsonErrors = false;
};

class Compilation : public sema::ModuleLoader {
public:
  explicit Compilation(Options options);
  ~Compilation() override;

  /// Reads and parses a file as `__main__`. False after errors.
  bool parse(const std::string &path);
  /// Types everything that its top level reaches. False after errors.
  bool check();
  /// The amaru dialect, run through the pipeline up to `stage`. Null after an internal failure.
  mlir::ModuleOp lower(codegen::CpuStage stage);
  /// Machine code of the program, with the entry point `amaru_main`.
  bool compile(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error);
  /// The LLVM module, optimised.
  llvm::Module *llvmModule(std::string &error);

  /// Writes what was found to stderr.
  void printDiagnostics();

  /// The files that were read and the paths that were not there, for the cache.
  const launch::Entry &inputs() const { return entry; }
  const ast::Tree &mainTree() const { return program.main->tree; }
  const typed::Program &typedProgram() const { return program; }
  diag::Engine &diagnostics() { return engine; }

private:
  std::unique_ptr<typed::Module> load(llvm::StringRef name, const typed::Module &importer) override;
  std::unique_ptr<typed::Module> readModule(const std::string &path, llvm::StringRef name);

  Options options;
  support::SourceManager sources;
  diag::Engine engine;
  typed::Program program;
  std::unique_ptr<sema::Sema> sema;
  std::unique_ptr<typed::Module> parsedMain;
  std::unique_ptr<mlir::MLIRContext> context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  llvm::LLVMContext llvmContext;
  std::unique_ptr<llvm::Module> llvm;
  launch::Entry entry;
};

/// The folder of the stdlib's sources.
std::string stdlibFolder();

} // namespace amaru::driver
