// Starts from the belief that every value is the same for all threads and withdraws it, round after round, where a value is
// a thread's own: its number, what it read from memory, what was chosen by a condition that differs.

#include "codegen/lower/ParallelToGpu/Uniformity.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace amaru::lower {

namespace scf = mlir::scf;
using mlir::Operation;
using mlir::Value;
using mlir::ValueRange;

namespace {

/// Whether equal operands give equal results: arithmetic, checked or not, and the parts of arrays.
bool isFunctionOfOperands(Operation *op) {
  return llvm::isa<ir::AddOp, ir::SubOp, ir::MulOp, ir::CheckIndexOp, ir::FloorDivOp, ir::ModOp, ir::BroadcastDimOp,
                   ir::SharedOp>(op) ||
         (mlir::isMemoryEffectFree(op) && op->getNumRegions() == 0);
}

} // namespace

Uniformity::Uniformity(mlir::func::FuncOp kernel) {
  do {
    changed = false;
    kernel.walk<mlir::WalkOrder::PreOrder>([&](Operation *op) { visit(op); });
  } while (changed);
}

void Uniformity::markAll(ValueRange values) {
  for (Value value : values)
    mark(value);
}

void Uniformity::join(Value to, ValueRange from) {
  if (!llvm::all_of(from, [&](Value value) { return isUniform(value); }))
    mark(to);
}

void Uniformity::visit(Operation *op) {
  if (auto loop = llvm::dyn_cast<scf::ForOp>(op)) {
    join(loop.getInductionVar(), {loop.getLowerBound(), loop.getUpperBound(), loop.getStep()});
    bool isCounted = isUniform(loop.getInductionVar());
    for (auto [position, carried] : llvm::enumerate(loop.getRegionIterArgs())) {
      join(carried, {loop.getInitArgs()[position], loop.getYieldedValues()[position]});
      if (!isCounted || !isUniform(carried))
        mark(loop.getResult(position));
    }
    return;
  }
  if (auto choice = llvm::dyn_cast<scf::IfOp>(op)) {
    for (auto [position, result] : llvm::enumerate(choice.getResults()))
      join(result,
           {choice.getCondition(), choice.thenYield().getOperand(position), choice.elseYield().getOperand(position)});
    return;
  }
  if (auto loop = llvm::dyn_cast<scf::WhileOp>(op)) {
    for (auto [position, carried] : llvm::enumerate(loop.getBeforeArguments()))
      join(carried, {loop.getInits()[position], loop.getYieldOp().getOperand(position)});
    scf::ConditionOp condition = loop.getConditionOp();
    for (auto [position, passed] : llvm::enumerate(condition.getArgs())) {
      join(loop.getAfterArguments()[position], passed);
      join(loop.getResult(position), {passed, condition.getCondition()});
    }
    return;
  }
  if (llvm::isa<ir::ThreadIdOp>(op) || !isFunctionOfOperands(op)) {
    // Other ops with regions hand values in as they like.
    for (mlir::Region &region : op->getRegions())
      if (!llvm::isa<mlir::func::FuncOp>(op))
        for (mlir::Block &block : region)
          markAll(block.getArguments());
    return markAll(op->getResults());
  }
  for (Value result : op->getResults())
    join(result, op->getOperands());
}

bool Uniformity::isReachedTogether(Operation *op, Operation *&because) const {
  for (Operation *parent = op->getParentOp(); parent && !llvm::isa<mlir::func::FuncOp>(parent);
       parent = parent->getParentOp()) {
    bool isTogether = false;
    if (auto loop = llvm::dyn_cast<scf::ForOp>(parent))
      isTogether = isUniform(loop.getInductionVar());
    else if (auto choice = llvm::dyn_cast<scf::IfOp>(parent))
      isTogether = isUniform(choice.getCondition());
    else if (auto loop = llvm::dyn_cast<scf::WhileOp>(parent))
      isTogether = isUniform(loop.getConditionOp().getCondition());
    if (!isTogether) {
      because = parent;
      return false;
    }
  }
  return true;
}

bool containsBarrier(Operation *op) {
  return op->walk([](ir::BarrierOp) { return mlir::WalkResult::interrupt(); }).wasInterrupted();
}

} // namespace amaru::lower
