// Gives each thread of a kernel its iteration: the kernel's loop becomes the one iteration with the thread's number, if there
// is one. Parallel loops inside it, or in functions that it calls, run in order within the thread.

#include "codegen/lower/ParallelToGpu/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"

namespace amaru::lower {
#define GEN_PASS_DEF_MAPTHREADS
#include "codegen/lower/ParallelToGpu/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace scf = mlir::scf;
using ir::ParallelForOp;
using mlir::ImplicitLocOpBuilder;
using mlir::Value;

/// thread < to - from. An empty range whose difference leaves 64 bits is seen by its bounds.
Value hasIteration(ImplicitLocOpBuilder &b, Value thread, Value from, Value to) {
  using arith::CmpIPredicate;
  Value count = arith::SubIOp::create(b, to, from);
  Value isInside = arith::CmpIOp::create(b, CmpIPredicate::slt, thread, count);
  if (mlir::matchPattern(from, mlir::m_Zero()))
    return isInside;
  Value isNotEmpty = arith::CmpIOp::create(b, CmpIPredicate::slt, from, to);
  return arith::AndIOp::create(b, isNotEmpty, isInside);
}

/// Moves the loop's body before the end of `block`.
void moveBody(ParallelForOp loop, mlir::Block *block, Value index) {
  mlir::Block &body = loop.getBody().front();
  body.getTerminator()->erase();
  block->getOperations().splice(block->getTerminator()->getIterator(), body.getOperations());
  body.getArgument(0).replaceAllUsesWith(index);
  loop.erase();
}

void runInOrder(ParallelForOp loop) {
  ImplicitLocOpBuilder b(loop.getLoc(), loop);
  Value one = arith::ConstantOp::create(b, b.getI64IntegerAttr(1));
  auto serial = scf::ForOp::create(b, loop.getFrom(), loop.getTo(), one);
  moveBody(loop, serial.getBody(), serial.getInductionVar());
}

void runOneIteration(ParallelForOp loop, Value thread) {
  ImplicitLocOpBuilder b(loop.getLoc(), loop);
  Value condition = hasIteration(b, thread, loop.getFrom(), loop.getTo());
  auto choice = scf::IfOp::create(b, mlir::TypeRange{}, condition, /*withElseRegion=*/false);
  b.setInsertionPointToStart(choice.thenBlock());
  Value index = arith::AddIOp::create(b, loop.getFrom(), thread, arith::IntegerOverflowFlags::nsw);
  moveBody(loop, choice.thenBlock(), index);
}

struct MapThreads : impl::MapThreadsBase<MapThreads> {
  void runOnOperation() override {
    mlir::func::FuncOp function = getOperation();
    bool isKernel = function->hasAttr(kernelAttr);
    // Inner loops come first, so that their parents are still there to be seen.
    function.walk([&](ParallelForOp loop) {
      if (loop->hasAttr(launchAttr))
        return;
      if (isKernel && !loop->getParentOfType<ParallelForOp>())
        runOneIteration(loop, function.getArguments().back());
      else
        runInOrder(loop);
    });
  }
};

} // namespace
} // namespace amaru::lower
