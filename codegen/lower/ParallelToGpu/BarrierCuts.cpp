// Two walks: the first deals the ops out to steps, the second finds the values that a step needs of an earlier one.

#include "codegen/lower/ParallelToGpu/BarrierCuts.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"

namespace amaru::lower {

namespace arith = mlir::arith;
namespace scf = mlir::scf;
using llvm::SmallVector;
using mlir::Block;
using mlir::Operation;
using mlir::Value;

llvm::SetVector<Value> usedFromOutside(Operation *op) {
  llvm::SetVector<Value> used(op->operand_begin(), op->operand_end());
  mlir::getUsedValuesDefinedAbove(op->getRegions(), used);
  return used;
}

BarrierCuts::BarrierCuts(mlir::func::FuncOp kernel) : uniformity(kernel) {
  checkBarriers(kernel);
  if (!faults.empty())
    return;
  for (Value argument : kernel.getArguments())
    ofBlock.insert(argument);
  // One array for the whole block, wherever it is written.
  kernel.walk([&](ir::SharedOp shared) { ofBlock.insert(shared.getResult()); });
  Block &body = kernel.getBody().front();
  cut(body);
  findKept(body);
}

void BarrierCuts::checkBarriers(mlir::func::FuncOp kernel) {
  kernel.walk([&](ir::BarrierOp barrier) {
    Operation *because = nullptr;
    if (!uniformity.isReachedTogether(barrier, because))
      faults.push_back({barrier.getLoc(), "a barrier", "a kernel", because->getLoc()});
  });
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

namespace {

bool hasEffects(Operation *op) { return !mlir::isMemoryEffectFree(op); }

/// Arithmetic that is checked changes nothing but the pending exception.
bool isChecked(Operation *op) {
  return llvm::isa<ir::AddOp, ir::SubOp, ir::MulOp, ir::CheckIndexOp, ir::FloorDivOp, ir::ModOp, ir::BroadcastDimOp>(
      op);
}

} // namespace

bool BarrierCuts::isTogether(Operation *op) {
  auto askForThread = [](ir::ThreadIdOp) { return mlir::WalkResult::interrupt(); };
  return op->getNumResults() > 0 && (isChecked(op) || !hasEffects(op)) && !op->walk(askForThread).wasInterrupted() &&
         llvm::all_of(op->getResults(), [&](Value result) { return uniformity.isUniform(result); }) &&
         llvm::all_of(usedFromOutside(op), [&](Value value) { return isOfBlock(value); });
}

/// A branch that all threads take alike had better stand around the loop over the threads.
bool BarrierCuts::isSharedChoice(Operation *op) {
  auto choice = llvm::dyn_cast<scf::IfOp>(op);
  return choice && hasEffects(op) && isOfBlock(choice.getCondition());
}

void BarrierCuts::cut(Block &block) {
  SmallVector<Step> plan;
  SmallVector<Operation *> pending;
  auto flush = [&] {
    if (pending.empty())
      return;
    ++lastSection;
    for (Operation *op : pending)
      sections[op] = lastSection;
    plan.push_back({Step::Kind::Threads, std::move(pending)});
    pending.clear();
  };
  for (Operation &op : block.without_terminator()) {
    if (llvm::isa<ir::SharedOp>(op))
      continue;
    if (llvm::isa<ir::BarrierOp>(op)) {
      flush();
    } else if (containsBarrier(&op) || (pending.empty() && isSharedChoice(&op))) {
      flush();
      plan.push_back({Step::Kind::Structure, {&op}});
      enterStructure(&op);
    } else if (isTogether(&op)) {
      // It overtakes what is pending, unless both could be seen to happen.
      if (hasEffects(&op) && llvm::any_of(pending, hasEffects))
        flush();
      plan.push_back({Step::Kind::Together, {&op}});
      ofBlock.insert(op.result_begin(), op.result_end());
    } else {
      pending.push_back(&op);
    }
  }
  flush();
  plans[&block] = std::move(plan);
}

void BarrierCuts::enterStructure(Operation *op) {
  for (mlir::Region &region : op->getRegions())
    for (Block &block : region) {
      for (Value argument : block.getArguments())
        if (uniformity.isUniform(argument))
          ofBlock.insert(argument);
      cut(block);
    }
  for (Value result : op->getResults())
    if (uniformity.isUniform(result))
      ofBlock.insert(result);
}

//===----------------------------------------------------------------------===//
// Values across cuts
//===----------------------------------------------------------------------===//

bool BarrierCuts::isRepeated(Operation *op) {
  if (op->getNumRegions() > 0 || op->getNumResults() == 0 || !mlir::isPure(op))
    return false;
  if (llvm::isa<ir::ThreadIdOp>(op) || llvm::any_of(op->getResultTypes(), llvm::IsaPred<ir::ArrayType>))
    return true;
  auto isInteger = llvm::IsaPred<mlir::IntegerType>;
  return llvm::isa<arith::ArithDialect>(op->getDialect()) && llvm::all_of(op->getOperandTypes(), isInteger) &&
         llvm::all_of(op->getResultTypes(), isInteger) &&
         !llvm::isa<arith::DivSIOp, arith::DivUIOp, arith::RemSIOp, arith::RemUIOp>(op);
}

void BarrierCuts::findKept(Block &block) {
  for (const Step &step : steps(block))
    for (Operation *op : step.ops) {
      if (step.kind == Step::Kind::Threads)
        keepOperands(op, sections[op]);
      if (step.kind != Step::Kind::Structure)
        continue;
      for (Value operand : op->getOperands())
        keep(operand);
      for (mlir::Region &region : op->getRegions())
        for (Block &inner : region) {
          for (Value argument : inner.getArguments())
            keep(argument);
          findKept(inner);
        }
      for (Value result : op->getResults())
        keep(result);
    }
  for (Value operand : block.getTerminator()->getOperands())
    keep(operand);
}

void BarrierCuts::keepOperands(Operation *op, unsigned section) {
  for (Value value : usedFromOutside(op)) {
    Operation *origin = value.getDefiningOp();
    auto found = origin ? sections.find(origin) : sections.end();
    if (found == sections.end() || found->second != section)
      keep(value);
  }
}

void BarrierCuts::keep(Value value) {
  if (isOfBlock(value) || keptValues.contains(value))
    return;
  Operation *op = value.getDefiningOp();
  if (op && isRepeated(op)) {
    for (Value operand : op->getOperands())
      keep(operand);
    return;
  }
  if (!value.getType().isIntOrFloat())
    faults.push_back({value.getLoc(), "an array that each thread chooses for itself and uses behind a barrier",
                      "a kernel", std::nullopt});
  keptValues.insert(value);
}

} // namespace amaru::lower
