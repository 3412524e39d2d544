// Makes long loops notice Ctrl-C, at a cost that does not show: what runs long polls outside of its innermost loop.

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir-dialects/Amaru/Transforms/LinearForm.h"
#include "mlir-dialects/Amaru/Transforms/Passes.h"
#include "mlir-dialects/Amaru/Transforms/Walks.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace amaru::ir {
#define GEN_PASS_DEF_INSERTPOLLS
#include "mlir-dialects/Amaru/Transforms/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace scf = mlir::scf;
using mlir::Operation;
using mlir::Value;

/// Iterations between two polls of a plain counting loop.
constexpr int64_t stripTrips = 1 << 16;

/// A value that this one does not exceed.
std::optional<int64_t> limitOf(Value value) {
  auto least = value.getDefiningOp<arith::MinSIOp>();
  return constantOf(least ? least.getRhs() : value);
}

bool isShort(scf::ForOp loop) {
  auto from = constantOf(loop.getLowerBound()), to = limitOf(loop.getUpperBound()), step = constantOf(loop.getStep());
  if (!from || !to || !step || *step <= 0)
    return false;
  return *to <= *from || (uint64_t(*to) - uint64_t(*from)) / uint64_t(*step) < uint64_t(stripTrips);
}

/// Whether one iteration may itself take long.
bool hasLoopOrCall(Operation *loop) {
  return holds(loop, llvm::IsaPred<mlir::LoopLikeOpInterface, CallOp, ElementwiseOp, ParallelForOp>);
}

void pollAtStart(mlir::Block &block, mlir::Location location) {
  auto b = mlir::OpBuilder::atBlockBegin(&block);
  PollOp::create(b, location);
}

/// for i in range(a, b, s): body    becomes
///
///     for k in range(strips):
///         poll
///         first = a + k * (2^16 * s)
///         for i in range(first, first + min(2^16 * s, b - first), s): body
///
/// Nothing wraps: strips are counted in unsigned arithmetic, and each begins before b.
scf::ForOp stripMine(scf::ForOp loop) {
  mlir::ImplicitLocOpBuilder b(loop.getLoc(), loop);
  auto integer = [&](int64_t value) -> Value { return arith::ConstantOp::create(b, b.getI64IntegerAttr(value)); };
  Value from = loop.getLowerBound(), to = loop.getUpperBound();
  Value zero = integer(0), one = integer(1);
  Value strip = integer(stripTrips * *constantOf(loop.getStep()));

  Value isEmpty = arith::CmpIOp::create(b, arith::CmpIPredicate::sge, from, to);
  Value last = arith::SubIOp::create(b, arith::SubIOp::create(b, to, from), one);
  Value full = arith::AddIOp::create(b, arith::DivUIOp::create(b, last, strip), one);
  Value strips = arith::SelectOp::create(b, isEmpty, zero, full);

  auto outer = scf::ForOp::create(b, zero, strips, one, loop.getInitArgs());
  loop.replaceAllUsesWith(outer.getResults());
  b.setInsertionPointToStart(outer.getBody());
  PollOp::create(b);
  Value first = arith::AddIOp::create(b, from, arith::MulIOp::create(b, outer.getInductionVar(), strip));
  Value left = arith::SubIOp::create(b, to, first);
  Value end = arith::AddIOp::create(b, first, arith::MinUIOp::create(b, left, strip));

  loop->moveBefore(outer.getBody(), outer.getBody()->end());
  loop.setLowerBound(first);
  loop.setUpperBound(end);
  loop.getInitArgsMutable().assign(outer.getRegionIterArgs());
  mlir::Block *body = outer.getBody();
  if (loop.getNumResults() == 0 && llvm::isa<scf::YieldOp>(*std::prev(loop->getIterator()))) {
    std::prev(loop->getIterator())->moveBefore(body, body->end());
    return outer;
  }
  b.setInsertionPointToEnd(body);
  scf::YieldOp::create(b, loop.getResults());
  return outer;
}

bool canStripMine(scf::ForOp loop) {
  auto step = constantOf(loop.getStep());
  return !isShort(loop) && loop.getInductionVar().getType().isInteger(64) && step && *step > 0 &&
         *step < INT64_MAX / stripTrips;
}

void pollIn(Operation *loop) {
  if (auto whileLoop = llvm::dyn_cast<scf::WhileOp>(loop)) {
    pollAtStart(*whileLoop.getAfterBody(), loop->getLoc());
    return;
  }
  auto forLoop = llvm::cast<scf::ForOp>(loop);
  if (hasLoopOrCall(loop))
    pollAtStart(*forLoop.getBody(), loop->getLoc());
  else if (canStripMine(forLoop))
    stripMine(forLoop);
  else if (!isShort(forLoop))
    pollAtStart(*forLoop.getBody(), loop->getLoc());
}

struct InsertPolls : impl::InsertPollsBase<InsertPolls> {
  void runOnOperation() override {
    llvm::SmallVector<Operation *> found;
    getOperation().walk([&](Operation *op) {
      // A counting loop inside another loop ends soon enough; a `while` loop may not end at all.
      bool isOutermost = llvm::isa<scf::ForOp>(op) && !op->getParentOfType<mlir::LoopLikeOpInterface>();
      if (isOutermost || llvm::isa<scf::WhileOp>(op))
        found.push_back(op);
    });
    for (Operation *loop : found)
      pollIn(loop);
    // The loop over a thread's share of the iterations is not there yet: whoever makes it polls in it.
    getOperation().walk(
        [](ParallelForOp loop) { loop->setAttr(pollsAttribute, mlir::UnitAttr::get(loop.getContext())); });
  }
};

} // namespace

scf::ForOp pollInStrips(scf::ForOp loop) { return hasLoopOrCall(loop) || !canStripMine(loop) ? loop : stripMine(loop); }

std::unique_ptr<mlir::Pass> createInsertPolls() { return std::make_unique<InsertPolls>(); }

} // namespace amaru::ir
