// The CPU pipeline: a flat list, with a reason beside each pass.

#include "codegen/pipeline/CpuPipeline.h"
#include "codegen/lower/ParallelToGpu/Passes.h"
#include "codegen/lower/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir-dialects/Amaru/Transforms/Passes.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/IR/Module.h"

namespace amaru::codegen {

using mlir::func::FuncOp;

namespace {

void addCleanUp(mlir::OpPassManager &passes) {
  passes.addNestedPass<FuncOp>(mlir::createCanonicalizerPass());
  passes.addNestedPass<FuncOp>(mlir::createCSEPass());
}

/// Still Python's ops; afterwards only checks that may fail are left.
void addAmaruStage(mlir::OpPassManager &passes) {
  // Constants and equal extents are one value each: proofs compare values by identity.
  addCleanUp(passes);
}

void addLoopsStage(mlir::OpPassManager &passes, const CpuOptions &options) {
  // What is called in a loop is seen with that loop from here on.
  passes.addPass(ir::createInlineCalls());
  addCleanUp(passes);
  // A list's length is one value while it cannot change: proofs compare values by identity.
  passes.addPass(ir::createForwardLengths());
  if (options.removeChecks) {
    // Extents and other invariants leave the loops, so that bounds at a loop's entry can name them.
    passes.addNestedPass<FuncOp>(mlir::createLoopInvariantCodeMotionPass());
    // What is certain costs nothing, and need not be tested at a loop's entry.
    passes.addNestedPass<FuncOp>(ir::createProveChecks(options.explain));
    addCleanUp(passes);
  }
  // A kernel's threads become loops, whose checks are versioned like any other's.
  passes.addPass(lower::createThreadsToLoops());
  if (options.removeChecks) {
    // What is left of a nest's checks moves to its entry.
    passes.addNestedPass<FuncOp>(ir::createVersionLoops(options.explain));
  }
  // After versioning, which wants loops as they were written.
  if (options.insertPolls)
    passes.addNestedPass<FuncOp>(ir::createInsertPolls());
  // Array expressions become loops after polling: they do not poll.
  passes.addPass(lower::createConvertAmaruToSCF());
  // Bodies that threads run become functions while their captured values are still whole arrays.
  passes.addPass(lower::createOutlineParallel());
  // Division, slices, broadcasting and elementary functions, in every function there is by now.
  passes.addPass(lower::createConvertAmaruToArith());
  // All float operations are there by now, and none is folded strictly or freely before its flags say which.
  passes.addNestedPass<FuncOp>(ir::createSetFastmath());
  // Inlining and versioning have measured functions as they were written, lanes are formed over what this leaves, and nothing
  // has folded an elementary function by the library of this machine.
  if (options.fusesMultiplyAdd)
    passes.addNestedPass<FuncOp>(lower::createExpandMath());
  addCleanUp(passes);
  // When all that is left in a loop is arithmetic, loads, stores and the checks that stay.
  passes.addNestedPass<FuncOp>(ir::createVectorizeLanes(options.vectorBytes, options.explain));
  addCleanUp(passes);
}

void addLlvmStage(mlir::OpPassManager &passes) {
  // Exceptions are branches, so control flow must be blocks first.
  passes.addPass(mlir::createSCFToControlFlowPass());
  // Blocks that nothing reaches would count as uses.
  passes.addNestedPass<FuncOp>(mlir::createCanonicalizerPass());
  passes.addPass(lower::createLowerRaises());
  // What a `try` reads back after its body has failed are values again, before references to them are counted.
  passes.addNestedPass<FuncOp>(mlir::createMem2Reg());
  // References are counted when all ways out of a function are visible, and while arrays are still one value each.
  passes.addPass(lower::createManageOwnership());
  passes.addPass(lower::createConvertAmaruToLLVM());
  // Descriptors are packed and unpacked at every use until here.
  passes.addPass(mlir::createCanonicalizerPass());
  passes.addPass(mlir::createCSEPass());
}

} // namespace

void buildCpuPipeline(mlir::OpPassManager &passes, const CpuOptions &options) {
  addAmaruStage(passes);
  if (options.stopAfter == CpuStage::Amaru)
    return;
  addLoopsStage(passes, options);
  if (options.stopAfter == CpuStage::Loops)
    return;
  addLlvmStage(passes);
}

void registerCpuPipelines() {
  static mlir::PassPipelineRegistration<> toAmaru(
      "amaru-cpu-amaru", "the CPU pipeline up to the canonical amaru dialect",
      [](mlir::OpPassManager &passes) { buildCpuPipeline(passes, {.stopAfter = CpuStage::Amaru}); });
  static mlir::PassPipelineRegistration<> toLoops(
      "amaru-cpu-loops", "the CPU pipeline up to loops without needless checks",
      [](mlir::OpPassManager &passes) { buildCpuPipeline(passes, {.stopAfter = CpuStage::Loops}); });
  static mlir::PassPipelineRegistration<> toLlvm(
      "amaru-cpu-llvm", "the whole CPU pipeline, down to the LLVM dialect",
      [](mlir::OpPassManager &passes) { buildCpuPipeline(passes, {.stopAfter = CpuStage::Llvm}); });
}

void registerCpuDialects(mlir::DialectRegistry &registry) {
  registry.insert<ir::AmaruDialect, mlir::arith::ArithDialect, mlir::cf::ControlFlowDialect,
                  mlir::complex::ComplexDialect, mlir::func::FuncDialect, mlir::LLVM::LLVMDialect,
                  mlir::math::MathDialect, mlir::scf::SCFDialect, mlir::ub::UBDialect, mlir::vector::VectorDialect>();
  mlir::registerBuiltinDialectTranslation(registry);
  mlir::registerLLVMDialectTranslation(registry);
}

std::unique_ptr<llvm::Module> translateToLlvm(mlir::ModuleOp module, llvm::LLVMContext &context) {
  // Natural alignment, as on every CPU there is; the target sets its own layout later.
  module->setAttr(mlir::LLVM::LLVMDialect::getDataLayoutAttrName(),
                  mlir::StringAttr::get(module.getContext(), "e-i64:64-i128:128-n8:16:32:64-S128"));
  std::unique_ptr<llvm::Module> translated = mlir::translateModuleToLLVMIR(module, context, "amaru");
  if (!translated)
    return nullptr;
  for (llvm::GlobalVariable &global : translated->globals())
    // The runtime is loaded before any compiled code, so its variables have a fixed place in each thread.
    if (global.isThreadLocal())
      global.setThreadLocalMode(llvm::GlobalValue::InitialExecTLSModel);
  return translated;
}

} // namespace amaru::codegen
