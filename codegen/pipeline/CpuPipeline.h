// The way from the amaru dialect to LLVM for a CPU: which passes run, in which order, and where one may stop to look.
#pragma once

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/Pass/PassManager.h"
#include <memory>

namespace llvm {
class LLVMContext;
class Module;
} // namespace llvm

namespace amaru::ir {
struct ExplainSink;
} // namespace amaru::ir

namespace amaru::codegen {

/// Where the pipeline stops; the names are those of `amaru emit --stage`.
enum class CpuStage {
  /// Canonical amaru dialect, before any check was proved.
  Amaru,
  /// Checks proved, loops versioned, parallel bodies outlined, array expressions expanded; control flow is still `scf`.
  Loops,
  /// The LLVM dialect, ready for `translateToLlvm`.
  Llvm,
};

struct CpuOptions {
  CpuStage stopAfter = CpuStage::Llvm;
  /// Prove checks away and version loops; off shows what every check costs.
  bool removeChecks = true;
  /// Poll for Ctrl-C in long loops.
  bool insertPolls = true;
  /// The width of the CPU's vectors in bytes, for loops that run in lanes; 0 leaves them scalar.
  unsigned vectorBytes = 0;
  /// The CPU multiplies and adds with one rounding: exp and log are computed in place.
  bool fusesMultiplyAdd = false;
  /// Told what became of each check, if given. Must outlive the pass manager.
  ir::ExplainSink *explain = nullptr;
};

/// Adds the passes to `passes`, whose anchor is `builtin.module`.
void buildCpuPipeline(mlir::OpPassManager &passes, const CpuOptions &options = {});

/// Makes `amaru-cpu-amaru`, `amaru-cpu-loops` and `amaru-cpu-llvm` known to `amaru-opt`.
void registerCpuPipelines();

/// Everything a context needs to hold emitted code, to run the pipeline and to translate its result.
void registerCpuDialects(mlir::DialectRegistry &registry);

/// The LLVM module of a module that has gone through the pipeline; null if it holds something that has no translation.
std::unique_ptr<llvm::Module> translateToLlvm(mlir::ModuleOp module, llvm::LLVMContext &context);

} // namespace amaru::codegen
