// A function that asks which thread runs it, or waits for the others, is part of the kernel that calls it: barriers are cut
// where all of the kernel's code is in view.

#include "codegen/lower/ParallelToGpu/Passes.h"
#include "mlir-dialects/Amaru/Transforms/InlineCalls.h"
#include "llvm/ADT/DenseSet.h"

namespace amaru::lower {

namespace func = mlir::func;
using llvm::SmallVector;
using mlir::Operation;

namespace {

/// Calls of calls beyond this are a recursion, which is reported where kernels are checked.
constexpr unsigned deepestCall = 64;

func::FuncOp calleeOf(ir::CallOp call) {
  return call->getParentOfType<mlir::ModuleOp>().lookupSymbol<func::FuncOp>(call.getCallee());
}

/// The functions that ask for their thread, themselves or through what they call.
llvm::DenseSet<Operation *> findAsking(mlir::ModuleOp module) {
  llvm::DenseSet<Operation *> asking;
  size_t before;
  do {
    before = asking.size();
    for (auto function : module.getOps<func::FuncOp>())
      function.walk([&](Operation *op) {
        auto call = llvm::dyn_cast<ir::CallOp>(op);
        if (llvm::isa<ir::ThreadIdOp, ir::BlockIdOp, ir::BlockDimOp, ir::GridDimOp, ir::BarrierOp>(op) ||
            (call && asking.contains(calleeOf(call))))
          asking.insert(function);
      });
  } while (asking.size() != before);
  return asking;
}

void inlineInto(func::FuncOp kernel, const llvm::DenseSet<Operation *> &asking) {
  for (unsigned depth = 0; depth < deepestCall; ++depth) {
    SmallVector<ir::CallOp> calls;
    kernel.walk([&](ir::CallOp call) {
      if (asking.contains(calleeOf(call)))
        calls.push_back(call);
    });
    if (calls.empty())
      return;
    for (ir::CallOp call : calls)
      ir::inlineCall(call, calleeOf(call));
  }
}

} // namespace

void inlineIntoKernels(mlir::ModuleOp module) {
  SmallVector<func::FuncOp> kernels, others;
  llvm::DenseSet<Operation *> asking = findAsking(module);
  for (auto function : module.getOps<func::FuncOp>())
    if (function->hasAttr(kernelAttr))
      kernels.push_back(function);
    else if (asking.contains(function))
      others.push_back(function);
  for (func::FuncOp kernel : kernels)
    inlineInto(kernel, asking);
  // Nobody but kernels called them.
  for (func::FuncOp function : others)
    if (mlir::SymbolTable::symbolKnownUseEmpty(function, module))
      function.erase();
}

} // namespace amaru::lower
