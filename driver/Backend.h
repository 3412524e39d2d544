// From a typed program to an MLIR module, an LLVM module, an object. Stages are run on demand and each at most once.
#pragma once

#include "codegen/emit/Emit.h"
#include "codegen/pipeline/CpuPipeline.h"
#include "codegen/target/cpu/Target.h"

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

class Backend {
public:
  Backend(const Options &options, const typed::Program &program) : options(options), program(program) {}

  /// What callers outside reach.
  void setEntries(std::vector<emit::EntryPoint> chosen) { entries = std::move(chosen); }
  bool hasEntries() const { return !entries.empty(); }
  /// Lets listeners hear what the passes do with checks, and what LLVM says of its own; lines are then kept.
  void listen(ir::ExplainSink &checks, std::unique_ptr<llvm::DiagnosticHandler> remarks);

  /// The amaru dialect, run through the pipeline up to `stage`. Null after an internal failure.
  mlir::ModuleOp lower(codegen::CpuStage stage);
  /// The LLVM module, not optimised yet. Null after an internal failure.
  llvm::Module *llvmModule(std::string &error);
  /// Optimises the LLVM module in place.
  bool optimize(std::string &error);
  /// Machine code of the LLVM module as it is now.
  bool emitCode(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error);
  /// All of it.
  bool compile(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error);

private:
  llvm::TargetMachine *targetMachine(std::string &error);

  Options options;
  const typed::Program &program;
  std::vector<emit::EntryPoint> entries;
  /// What MLIR said when a pass failed.
  std::string passErrors;
  std::unique_ptr<mlir::MLIRContext> context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  llvm::LLVMContext llvmContext;
  std::unique_ptr<llvm::Module> llvm;
  std::unique_ptr<llvm::TargetMachine> machine;
};

} // namespace amaru::driver
