// Gives each thread of a kernel its iterations: the kernel's loop becomes the one iteration with the thread's number, if
// there is one. With reductions a thread takes several iterations of its block's share, and what the threads found is
// combined in shared memory, in a tree whose shape depends on nothing. Parallel loops inside the kernel's, or in functions
// that it calls, run in order within the thread.

#include "codegen/lower/ParallelToGpu/Passes.h"
#include "codegen/lower/Reductions.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"

namespace amaru::lower {
#define GEN_PASS_DEF_MAPTHREADS
#include "codegen/lower/ParallelToGpu/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace scf = mlir::scf;
using arith::CmpIPredicate;
using ir::ParallelForOp;
using llvm::SmallVector;
using mlir::ImplicitLocOpBuilder;
using mlir::Value;
using mlir::ValueRange;

constexpr auto noWrap = arith::IntegerOverflowFlags::nsw;

Value integer(ImplicitLocOpBuilder &b, int64_t value) {
  return arith::ConstantOp::create(b, b.getI64IntegerAttr(value));
}

/// thread < to - from. An empty range whose difference leaves 64 bits is seen by its bounds.
Value hasIteration(ImplicitLocOpBuilder &b, Value thread, Value from, Value to) {
  Value count = arith::SubIOp::create(b, to, from);
  Value isInside = arith::CmpIOp::create(b, CmpIPredicate::slt, thread, count);
  if (mlir::matchPattern(from, mlir::m_Zero()))
    return isInside;
  Value isNotEmpty = arith::CmpIOp::create(b, CmpIPredicate::slt, from, to);
  return arith::AndIOp::create(b, isNotEmpty, isInside);
}

/// Moves the ops of the loop's body to the end of `block`; what they yield comes back.
SmallVector<Value> moveBody(ParallelForOp loop, mlir::Block *block, ValueRange arguments) {
  mlir::Block &body = loop.getBody().front();
  SmallVector<Value> yielded;
  for (auto [argument, value] : llvm::zip(body.getArguments(), arguments))
    argument.replaceAllUsesWith(value);
  llvm::append_range(yielded, body.getTerminator()->getOperands());
  body.getTerminator()->erase();
  block->getOperations().splice(block->end(), body.getOperations());
  return yielded;
}

/// for k in range(from, to, step): the loop's body for iteration first + k, with what its reductions have so far.
scf::ForOp runInOrder(ImplicitLocOpBuilder &b, ParallelForOp loop, Value from, Value to, Value step, Value first = {}) {
  auto serial = scf::ForOp::create(b, from, to, step, loop.getStarts());
  mlir::OpBuilder::InsertionGuard guard(b);
  if (!serial.getBody()->empty())
    serial.getBody()->back().erase();
  b.setInsertionPointToEnd(serial.getBody());
  SmallVector<Value> arguments{serial.getInductionVar()};
  if (first)
    arguments[0] = arith::AddIOp::create(b, first, arguments[0], noWrap);
  llvm::append_range(arguments, serial.getRegionIterArgs());
  SmallVector<Value> yielded = moveBody(loop, serial.getBody(), arguments);
  b.setInsertionPointToEnd(serial.getBody());
  scf::YieldOp::create(b, yielded);
  return serial;
}

/// The thread's number in a grid of one axis.
Value threadNumber(ImplicitLocOpBuilder &b) {
  Value block = ir::BlockIdOp::create(b, 0), size = ir::BlockDimOp::create(b, 0), thread = ir::ThreadIdOp::create(b, 0);
  return arith::AddIOp::create(b, arith::MulIOp::create(b, block, size, noWrap), thread, noWrap);
}

void runOneIteration(ParallelForOp loop) {
  ImplicitLocOpBuilder b(loop.getLoc(), loop);
  Value thread = threadNumber(b);
  Value condition = hasIteration(b, thread, loop.getFrom(), loop.getTo());
  auto choice = scf::IfOp::create(b, mlir::TypeRange{}, condition, /*withElseRegion=*/false);
  choice.thenBlock()->back().erase();
  b.setInsertionPointToEnd(choice.thenBlock());
  Value index = arith::AddIOp::create(b, loop.getFrom(), thread, noWrap);
  moveBody(loop, choice.thenBlock(), index);
  b.setInsertionPointToEnd(choice.thenBlock());
  scf::YieldOp::create(b);
}

/// A reduction's part in a kernel.
class Reducing {
public:
  explicit Reducing(ParallelForOp loop) : loop(loop), b(loop.getLoc(), loop), thread(ir::ThreadIdOp::create(b, 0)) {}

  void run() {
    scf::ForOp share = runShare();
    SmallVector<Value> tiles;
    for (Value result : share.getResults()) {
      auto type = ir::ArrayType::get(b.getContext(), result.getType(), 1, ir::Layout::C);
      tiles.push_back(ir::SharedOp::create(b, type, llvm::ArrayRef<int64_t>{loopBlockSize}));
      ir::StoreOp::create(b, result, tiles.back(), ValueRange{thread});
    }
    ir::BarrierOp::create(b);
    for (int64_t reach = loopBlockSize / 2; reach > 0; reach /= 2)
      combine(tiles, reach);
    SmallVector<Value> results;
    for (auto [tile, start] : llvm::zip(tiles, loop.getStarts()))
      results.push_back(ir::LoadOp::create(b, start.getType(), tile, ValueRange{integer(b, 0)}));
    loop.replaceAllUsesWith(results);
  }

private:
  ParallelForOp loop;
  ImplicitLocOpBuilder b;
  Value thread;

  /// The block's share is a run of iterations, of which its threads take turns.
  scf::ForOp runShare() {
    Value size = integer(b, loopBlockSize), zero = integer(b, 0);
    Value isNotEmpty = arith::CmpIOp::create(b, CmpIPredicate::slt, loop.getFrom(), loop.getTo());
    Value difference = arith::SubIOp::create(b, loop.getTo(), loop.getFrom());
    Value count = arith::SelectOp::create(b, isNotEmpty, difference, zero);
    Value rounds =
        arith::CeilDivUIOp::create(b, arith::CeilDivUIOp::create(b, count, size), ir::GridDimOp::create(b, 0));
    Value share = arith::MulIOp::create(b, rounds, size, noWrap);
    Value begin = arith::MulIOp::create(b, ir::BlockIdOp::create(b, 0), share, noWrap);
    Value end = arith::MinSIOp::create(b, arith::AddIOp::create(b, begin, share, noWrap), count);
    Value own = arith::AddIOp::create(b, begin, thread, noWrap);
    scf::ForOp serial = runInOrder(b, loop, own, end, size, loop.getFrom());
    serial->setAttr(iterationsAttr, b.getUnitAttr());
    return serial;
  }

  /// if thread < reach: tile[thread] = tile[thread] + tile[thread + reach]
  void combine(ValueRange tiles, int64_t reach) {
    Value isActive = arith::CmpIOp::create(b, CmpIPredicate::slt, thread, integer(b, reach));
    auto choice = scf::IfOp::create(b, mlir::TypeRange{}, isActive, /*withElseRegion=*/false);
    {
      mlir::OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(choice.thenBlock());
      Value other = arith::AddIOp::create(b, thread, integer(b, reach), noWrap);
      for (auto [tile, start, kind] : llvm::zip(tiles, loop.getStarts(), loop.getKinds())) {
        Value lhs = ir::LoadOp::create(b, start.getType(), tile, ValueRange{thread});
        Value rhs = ir::LoadOp::create(b, start.getType(), tile, ValueRange{other});
        Value both = combineReduced(b, llvm::cast<mlir::StringAttr>(kind).getValue(), lhs, rhs);
        ir::StoreOp::create(b, both, tile, ValueRange{thread});
      }
    }
    ir::BarrierOp::create(b);
  }
};

struct MapThreads : impl::MapThreadsBase<MapThreads> {
  void runOnOperation() override {
    mlir::func::FuncOp function = getOperation();
    bool isLoopKernel = function->hasAttr(blockSizeAttr), isKernel = function->hasAttr(kernelAttr);
    bool isOnDevice = isKernel || function->hasAttr(deviceAttr);
    SmallVector<ParallelForOp> loops;
    // Inner loops come first, so that their parents are still there to be seen.
    function.walk([&](ParallelForOp loop) { loops.push_back(loop); });
    for (ParallelForOp loop : loops) {
      ImplicitLocOpBuilder b(loop.getLoc(), loop);
      bool isKernelLoop = isLoopKernel && !loop->getParentOfType<ParallelForOp>();
      if (isKernelLoop && loop.getStarts().empty())
        runOneIteration(loop);
      else if (isKernelLoop)
        Reducing(loop).run();
      else if (isOnDevice)
        loop.replaceAllUsesWith(runInOrder(b, loop, loop.getFrom(), loop.getTo(), integer(b, 1)).getResults());
      else
        continue;
      loop.erase();
    }
  }
};

} // namespace
} // namespace amaru::lower
