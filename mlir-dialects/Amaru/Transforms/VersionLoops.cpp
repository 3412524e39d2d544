// Moves the checks of a loop nest to its entry. For each checked value the interval that it covers over all iterations is
// computed at run time, before the loop, from the intervals of the loop variables:
//
//     for i in range(a, b):                 lo = a + 1, hi = (b - 1) + 1, no overflow
//         check_index(i + 1, n)       ->    if lo >= 0 and hi < n:  copy without the check
//                                           else:                   the loop as it was
//
// An interval may be that of an empty loop (low above high): then nothing runs that could fail. Whatever is executed has
// its values inside the intervals, so the copy is safe whenever the test holds; if it does not, the original raises at
// the exact iteration.

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir-dialects/Amaru/Transforms/LinearForm.h"
#include "mlir-dialects/Amaru/Transforms/Passes.h"
#include "mlir-dialects/Amaru/Transforms/RangeCount.h"
#include "mlir-dialects/Amaru/Transforms/Walks.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace amaru::ir {
#define GEN_PASS_DEF_VERSIONLOOPS
#include "mlir-dialects/Amaru/Transforms/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace scf = mlir::scf;
namespace LLVM = mlir::LLVM;
using arith::CmpIPredicate;
using llvm::SmallVector;
using mlir::Operation;
using mlir::Value;

/// A nest of more operations is left alone, and so is a function once its copies add up to the second.
constexpr size_t largestNest = 1500;
constexpr size_t largestGrowth = 8000;

/// All values from `low` to `high`.
struct Interval {
  Value low, high;
};
using MaybeInterval = std::optional<Interval>;

bool isCheck(Operation *op) { return llvm::isa<CheckIndexOp, AddOp, SubOp, MulOp, RaiseIfOp>(op); }

/// The threads of a block would choose their copies each for itself, and wait for each other at different barriers.
bool hasBarrier(Operation *op) {
  return op->walk([](BarrierOp) { return mlir::WalkResult::interrupt(); }).wasInterrupted();
}

bool hasNoWrap(arith::IntegerOverflowFlags flags) {
  return bitEnumContainsAll(flags, arith::IntegerOverflowFlags::nsw);
}

//===----------------------------------------------------------------------===//
// Intervals at the entry of a nest
//===----------------------------------------------------------------------===//

/// Writes, before the loop `root`, the intervals of values inside of it and the test that the checks need.
class EntryTest {
public:
  explicit EntryTest(Operation *root) : root(root), b(root->getLoc(), root) {
    holds = arith::ConstantOp::create(b, b.getBoolAttr(true));
  }

  /// True when nothing that was asked about can fail.
  Value holds;

  /// Adds what `check` tests to the entry test. False if the loop bounds do not determine it.
  bool include(Operation *check) {
    if (auto index = llvm::dyn_cast<CheckIndexOp>(check))
      return includeIndex(index);
    if (auto raise = llvm::dyn_cast<RaiseIfOp>(check))
      return includeRaise(raise.getCondition());
    // The interval of a result includes that it does not overflow.
    return interval(check->getResult(0)).has_value();
  }

private:
  Operation *root;
  mlir::ImplicitLocOpBuilder b;
  llvm::DenseMap<Value, MaybeInterval> known;

  bool isInvariant(Value value) { return !root->isAncestor(value.getParentBlock()->getParentOp()); }

  Value integer(int64_t value) { return arith::ConstantOp::create(b, b.getI64IntegerAttr(value)); }
  Value compare(CmpIPredicate predicate, Value lhs, Value rhs) { return arith::CmpIOp::create(b, predicate, lhs, rhs); }
  void require(Value condition) { holds = arith::AndIOp::create(b, holds, condition); }
  Value least(Value a, Value b2) { return a == b2 ? a : arith::MinSIOp::create(b, a, b2); }
  Value most(Value a, Value b2) { return a == b2 ? a : arith::MaxSIOp::create(b, a, b2); }

  /// The result of an LLVM operation that also says whether it overflowed, which the test then requires it not to.
  template <typename WithOverflow> Value exact(Value lhs, Value rhs) {
    auto pair = LLVM::LLVMStructType::getLiteral(b.getContext(), {b.getI64Type(), b.getI1Type()});
    Value both = WithOverflow::create(b, pair, lhs, rhs);
    Value overflowed = LLVM::ExtractValueOp::create(b, both, 1);
    require(arith::XOrIOp::create(b, overflowed, arith::ConstantOp::create(b, b.getBoolAttr(true))));
    return LLVM::ExtractValueOp::create(b, both, 0);
  }
  Value plus(Value lhs, Value rhs) { return exact<LLVM::SAddWithOverflowOp>(lhs, rhs); }
  Value minus(Value lhs, Value rhs) { return exact<LLVM::SSubWithOverflowOp>(lhs, rhs); }
  Value times(Value lhs, Value rhs) { return exact<LLVM::SMulWithOverflowOp>(lhs, rhs); }

  //===--------------------------------------------------------------------===//
  // Checks
  //===--------------------------------------------------------------------===//

  bool includeIndex(CheckIndexOp op) {
    MaybeInterval index = interval(op.getIndex()), extent = interval(op.getExtent());
    if (!index || !extent)
      return false;
    if (countsFromEnd(op)) {
      require(compare(CmpIPredicate::sge, plus(index->low, extent->low), integer(0)));
      return true;
    }
    if (!op.getNonnegative())
      require(compare(CmpIPredicate::sge, index->low, integer(0)));
    require(compare(CmpIPredicate::slt, index->high, extent->low));
    return true;
  }

  bool includeRaise(Value condition) {
    if (isInvariant(condition)) {
      require(arith::XOrIOp::create(b, condition, arith::ConstantOp::create(b, b.getBoolAttr(true))));
      return true;
    }
    auto test = condition.getDefiningOp<arith::CmpIOp>();
    if (!test || !test.getLhs().getType().isInteger(64))
      return false;
    MaybeInterval lhs = interval(test.getLhs()), rhs = interval(test.getRhs());
    if (!lhs || !rhs)
      return false;
    switch (test.getPredicate()) {
    case CmpIPredicate::eq:
      require(arith::OrIOp::create(b, compare(CmpIPredicate::sgt, lhs->low, rhs->high),
                                   compare(CmpIPredicate::slt, lhs->high, rhs->low)));
      return true;
    case CmpIPredicate::slt:
      require(compare(CmpIPredicate::sge, lhs->low, rhs->high));
      return true;
    case CmpIPredicate::sle:
      require(compare(CmpIPredicate::sgt, lhs->low, rhs->high));
      return true;
    case CmpIPredicate::sgt:
      require(compare(CmpIPredicate::sle, lhs->high, rhs->low));
      return true;
    case CmpIPredicate::sge:
      require(compare(CmpIPredicate::slt, lhs->high, rhs->low));
      return true;
    default:
      return false;
    }
  }

  //===--------------------------------------------------------------------===//
  // Values
  //===--------------------------------------------------------------------===//

  MaybeInterval interval(Value value) {
    if (isInvariant(value))
      return Interval{value, value};
    auto [entry, isNew] = known.try_emplace(value, std::nullopt);
    if (!isNew)
      return entry->second;
    MaybeInterval computed = compute(value);
    known[value] = computed;
    return computed;
  }

  MaybeInterval compute(Value value) {
    if (!value.getType().isInteger(64))
      return std::nullopt;
    if (auto argument = llvm::dyn_cast<mlir::BlockArgument>(value))
      return ofArgument(argument);
    Operation *op = value.getDefiningOp();
    if (std::optional<int64_t> constant = constantOf(value)) {
      Value same = integer(*constant);
      return Interval{same, same};
    }
    if (auto dim = llvm::dyn_cast<DimOp>(op); dim && isInvariant(dim.getArray())) {
      Value same = b.clone(*op)->getResult(0);
      return Interval{same, same};
    }
    if (auto check = llvm::dyn_cast<CheckIndexOp>(op); check && !countsFromEnd(check))
      return include(check) ? interval(check.getIndex()) : std::nullopt;
    if (MaybeInterval element = ofRangeElement(value))
      return element;
    if (llvm::isa<AddOp, SubOp, MulOp>(op) || isExact(op))
      return ofArithmetic(op);
    if (std::optional<RangeCount> count = matchRangeCount(value))
      return ofRangeCount(*count);
    if (auto choice = llvm::dyn_cast<scf::IfOp>(op)) {
      unsigned position = llvm::cast<mlir::OpResult>(value).getResultNumber();
      return unite(choice.thenYield().getOperand(position), choice.elseYield().getOperand(position));
    }
    if (auto select = llvm::dyn_cast<arith::SelectOp>(op))
      return unite(select.getTrueValue(), select.getFalseValue());
    if (llvm::isa<arith::MinSIOp, arith::MaxSIOp>(op))
      return ofExtreme(op);
    if (auto loop = llvm::dyn_cast<scf::ForOp>(op))
      return ofLoopResult(loop, llvm::cast<mlir::OpResult>(value).getResultNumber());
    if (auto mod = llvm::dyn_cast<ModOp>(op))
      return ofMod(mod);
    if (auto div = llvm::dyn_cast<FloorDivOp>(op))
      return ofFloorDiv(div);
    return std::nullopt;
  }

  static bool isExact(Operation *op) {
    if (auto add = llvm::dyn_cast<arith::AddIOp>(op))
      return hasNoWrap(add.getOverflowFlags());
    if (auto sub = llvm::dyn_cast<arith::SubIOp>(op))
      return hasNoWrap(sub.getOverflowFlags());
    if (auto mul = llvm::dyn_cast<arith::MulIOp>(op))
      return hasNoWrap(mul.getOverflowFlags());
    return false;
  }

  MaybeInterval ofArithmetic(Operation *op) {
    MaybeInterval lhs = interval(op->getOperand(0)), rhs = interval(op->getOperand(1));
    if (!lhs || !rhs)
      return std::nullopt;
    if (llvm::isa<AddOp, arith::AddIOp>(op))
      return Interval{plus(lhs->low, rhs->low), plus(lhs->high, rhs->high)};
    if (llvm::isa<SubOp, arith::SubIOp>(op))
      return Interval{minus(lhs->low, rhs->high), minus(lhs->high, rhs->low)};
    return ofProduct(*lhs, *rhs);
  }

  /// The extremes of a product lie in the corners; fewer where a side is a single value.
  MaybeInterval ofProduct(Interval lhs, Interval rhs) {
    if (lhs.low == lhs.high)
      std::swap(lhs, rhs);
    Value ll = times(lhs.low, rhs.low), hl = times(lhs.high, rhs.low);
    Interval result{least(ll, hl), most(ll, hl)};
    if (rhs.low == rhs.high)
      return result;
    Value lh = times(lhs.low, rhs.high), hh = times(lhs.high, rhs.high);
    return Interval{least(result.low, least(lh, hh)), most(result.high, most(lh, hh))};
  }

  /// An element `start + k * step` of a range lies between start and stop: where the sign of the step is only known at
  /// run time, the test requires it to be positive.
  MaybeInterval ofRangeElement(Value value) {
    std::optional<RangeOffset> offset = matchRangeOffset(value);
    Value start;
    if (auto sum = value.getDefiningOp<arith::AddIOp>(); sum && !offset)
      for (unsigned side : {0, 1})
        if (!offset && (offset = matchRangeOffset(sum->getOperand(side))))
          start = sum->getOperand(1 - side);
    if (!offset)
      return std::nullopt;
    const RangeCount &count = offset->count;
    MaybeInterval low = interval(count.start ? count.start : count.low);
    MaybeInterval high = interval(count.stop ? count.stop : count.high);
    if (!low || !high)
      return std::nullopt;
    bool startsAtZero = !start;
    auto isStart = [&](Value end) { return end && (startsAtZero ? constantOf(end) == 0 : end == start); };
    if (isStart(count.start)) {
      MaybeInterval step = interval(offset->step);
      if (!step)
        return std::nullopt;
      require(compare(CmpIPredicate::sgt, step->low, integer(0)));
      return Interval{low->low, minus(high->high, integer(1))};
    }
    if (isStart(count.low) && constantOf(offset->step).value_or(0) > 0)
      return Interval{low->low, minus(high->high, integer(1))};
    if (isStart(count.high) && constantOf(offset->step).value_or(0) < 0)
      return Interval{plus(low->low, integer(1)), high->high};
    return std::nullopt;
  }

  /// 0 … (high - low - 1) / stride + 1
  MaybeInterval ofRangeCount(const RangeCount &count) {
    MaybeInterval low = interval(count.low), high = interval(count.high);
    if (!low || !high)
      return std::nullopt;
    Value zero = integer(0), one = integer(1);
    Value distance = most(minus(high->high, low->low), zero);
    if (count.stride && *count.stride > 1) {
      Value last = arith::DivSIOp::create(b, most(minus(distance, one), zero), integer(*count.stride));
      return Interval{zero, arith::AddIOp::create(b, last, one)};
    }
    return Interval{zero, distance};
  }

  MaybeInterval unite(Value a, Value c) {
    MaybeInterval first = interval(a), second = interval(c);
    if (!first || !second)
      return std::nullopt;
    return Interval{least(first->low, second->low), most(first->high, second->high)};
  }

  MaybeInterval ofExtreme(Operation *op) {
    MaybeInterval lhs = interval(op->getOperand(0)), rhs = interval(op->getOperand(1));
    if (!lhs || !rhs)
      return std::nullopt;
    if (llvm::isa<arith::MinSIOp>(op))
      return Interval{least(lhs->low, rhs->low), least(lhs->high, rhs->high)};
    return Interval{most(lhs->low, rhs->low), most(lhs->high, rhs->high)};
  }

  /// x % c is in 0 … c-1 for a constant c > 0.
  MaybeInterval ofMod(ModOp op) {
    std::optional<int64_t> divisor = constantOf(op.getRhs());
    if (!divisor || *divisor < 1)
      return std::nullopt;
    return Interval{integer(0), integer(*divisor - 1)};
  }

  /// x // c grows with x for a constant c > 0.
  MaybeInterval ofFloorDiv(FloorDivOp op) {
    std::optional<int64_t> divisor = constantOf(op.getRhs());
    MaybeInterval lhs = interval(op.getLhs());
    if (!divisor || *divisor < 1 || !lhs || op.getIsUnsigned())
      return std::nullopt;
    Value by = integer(*divisor);
    return Interval{FloorDivOp::create(b, lhs->low, by, mlir::UnitAttr()),
                    FloorDivOp::create(b, lhs->high, by, mlir::UnitAttr())};
  }

  //===--------------------------------------------------------------------===//
  // Loop variables and counters
  //===--------------------------------------------------------------------===//

  MaybeInterval ofArgument(mlir::BlockArgument argument) {
    Operation *parent = argument.getOwner()->getParentOp();
    if (auto loop = llvm::dyn_cast_or_null<ParallelForOp>(parent); loop && argument.getArgNumber() == 0)
      return between(loop.getFrom(), loop.getTo());
    auto loop = llvm::dyn_cast_or_null<scf::ForOp>(parent);
    if (!loop)
      return std::nullopt;
    if (argument == loop.getInductionVar())
      return between(loop.getLowerBound(), loop.getUpperBound());
    // A counter: at most its growth in one iteration, times the iterations before this one.
    Value start = loop.getTiedLoopInit(argument)->get();
    MaybeInterval from = interval(start);
    Value step = from ? growth(loop.getTiedLoopYieldedValue(argument)->get(), argument) : nullptr;
    if (!step)
      return std::nullopt;
    return Interval{from->low, plus(from->high, times(step, minus(trips(loop), integer(1))))};
  }

  /// from … to - 1; an empty range may come out the wrong way round.
  MaybeInterval between(Value from, Value to) {
    MaybeInterval low = interval(from), high = interval(to);
    if (!low || !high)
      return std::nullopt;
    return Interval{low->low, arith::SubIOp::create(b, high->high, integer(1))};
  }

  /// An upper bound of the iterations of a loop whose bounds have intervals, and of its step 1 or more; at least 1.
  Value trips(scf::ForOp loop) {
    MaybeInterval from = interval(loop.getLowerBound()), to = interval(loop.getUpperBound());
    return from && to ? most(minus(to->high, from->low), integer(1)) : Value();
  }

  /// The results of counters: `start … start + growth * trips`.
  MaybeInterval ofLoopResult(scf::ForOp loop, unsigned position) {
    mlir::BlockArgument argument = loop.getRegionIterArg(position);
    MaybeInterval from = interval(loop.getInitArgs()[position]);
    Value step = from ? growth(loop.getYieldedValues()[position], argument) : nullptr;
    if (!step)
      return std::nullopt;
    return Interval{from->low, plus(from->high, times(step, trips(loop)))};
  }

  /// By how much `next` exceeds the loop's variable `start` at most, if it is never below; null if that is not known.
  Value growth(Value next, mlir::BlockArgument start) {
    auto loop = llvm::cast<scf::ForOp>(start.getOwner()->getParentOp());
    if (!interval(loop.getLowerBound()) || !interval(loop.getUpperBound()))
      return {};
    if (next == start)
      return integer(0);
    Operation *op = next.getDefiningOp();
    if (!op)
      return {};
    if (llvm::isa<AddOp>(op) || (llvm::isa<arith::AddIOp>(op) && isExact(op))) {
      for (unsigned side : {0, 1}) {
        std::optional<int64_t> step = constantOf(op->getOperand(1 - side));
        if (!step || *step < 0)
          continue;
        if (Value before = growth(op->getOperand(side), start))
          return plus(before, integer(*step));
      }
      return {};
    }
    unsigned position = llvm::cast<mlir::OpResult>(next).getResultNumber();
    if (auto choice = llvm::dyn_cast<scf::IfOp>(op)) {
      Value a = growth(choice.thenYield().getOperand(position), start);
      Value c = a ? growth(choice.elseYield().getOperand(position), start) : nullptr;
      return c ? most(a, c) : nullptr;
    }
    if (auto inner = llvm::dyn_cast<scf::ForOp>(op)) {
      Value before = growth(inner.getInitArgs()[position], start);
      Value each = before ? growth(inner.getYieldedValues()[position], inner.getRegionIterArg(position)) : nullptr;
      return each ? plus(before, times(each, trips(inner))) : nullptr;
    }
    return {};
  }

public:
  /// `a[-1]`: an index that is written as a negative constant.
  static bool countsFromEnd(CheckIndexOp op) { return constantOf(op.getIndex()).value_or(0) < 0; }
};

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

/// `op`, which passed the entry test, as plain arithmetic.
void dropCheck(Operation *op) {
  mlir::ImplicitLocOpBuilder b(op->getLoc(), op);
  auto nsw = arith::IntegerOverflowFlags::nsw;
  Value result;
  if (auto check = llvm::dyn_cast<CheckIndexOp>(op))
    result = EntryTest::countsFromEnd(check) ? Value(arith::AddIOp::create(b, check.getIndex(), check.getExtent(), nsw))
                                             : check.getIndex();
  else if (llvm::isa<AddOp>(op))
    result = arith::AddIOp::create(b, op->getOperand(0), op->getOperand(1), nsw);
  else if (llvm::isa<SubOp>(op))
    result = arith::SubIOp::create(b, op->getOperand(0), op->getOperand(1), nsw);
  else if (llvm::isa<MulOp>(op))
    result = arith::MulIOp::create(b, op->getOperand(0), op->getOperand(1), nsw);
  if (result)
    op->getResult(0).replaceAllUsesWith(result);
  op->erase();
}

class Versioning {
public:
  explicit Versioning(ExplainSink *sink) : sink(sink) {}

  /// Versions the outermost loops in `region`; where a loop has checks that its own entry cannot test, tries those inside.
  void visit(mlir::Region &region) {
    for (mlir::Block &block : region)
      for (Operation &op : llvm::make_early_inc_range(block))
        visit(op);
  }

private:
  ExplainSink *sink;
  size_t growth = 0;

  void explain(Operation *op, CheckFate fate, llvm::StringRef reason) {
    if (sink && sink->check)
      sink->check(op->getLoc(), op->getName().stripDialect(), fate, reason);
  }

  void visit(Operation &op) {
    if (isCheck(&op))
      explain(&op, CheckFate::Kept,
              op.getParentOfType<mlir::LoopLikeOpInterface>() ? "its values depend on more than the loops' bounds"
                                                              : "its values are not known before it runs");
    Operation *fast = &op;
    if (llvm::isa<scf::ForOp, ParallelForOp>(op))
      fast = version(&op);
    for (mlir::Region &region : fast->getRegions())
      visit(region);
  }

  /// Makes a copy of `root` without the checks that can be tested at its entry; returns the copy, or `root` if there is
  /// nothing to gain.
  Operation *version(Operation *root) {
    size_t size = countOps(root);
    SmallVector<Operation *> checks;
    root->walk([&](Operation *op) {
      if (isCheck(op))
        checks.push_back(op);
    });
    if (checks.empty())
      return root;
    if (size > largestNest || growth + size > largestGrowth || hasBarrier(root))
      return root;

    Operation *before = root->getPrevNode();
    EntryTest test(root);
    llvm::erase_if(checks, [&](Operation *check) { return !test.include(check); });
    if (checks.empty()) {
      eraseSince(before, root);
      return root;
    }
    growth += size;
    for (Operation *check : checks)
      explain(check, CheckFate::Versioned, "tested at the loop's entry");
    return split(root, test.holds, checks);
  }

  /// Erases the entry test of a loop that is not versioned after all.
  void eraseSince(Operation *before, Operation *root) {
    while (root->getPrevNode() != before) {
      Operation *last = root->getPrevNode();
      last->erase();
    }
  }

  /// if holds: copy, else: root
  Operation *split(Operation *root, Value holds, llvm::ArrayRef<Operation *> checks) {
    mlir::ImplicitLocOpBuilder b(root->getLoc(), root);
    auto choice = scf::IfOp::create(b, root->getResultTypes(), holds, /*withElseRegion=*/true);
    root->replaceAllUsesWith(choice.getResults());

    mlir::Block *thenBlock = choice.thenBlock(), *elseBlock = choice.elseBlock();
    mlir::IRMapping copies;
    b.setInsertionPointToStart(thenBlock);
    Operation *fast = b.clone(*root, copies);
    SmallVector<Operation *> dropped;
    for (Operation *check : checks)
      dropped.push_back(copies.lookup(check));
    root->moveBefore(elseBlock, elseBlock->begin());
    if (root->getNumResults() > 0) {
      b.setInsertionPointToEnd(thenBlock);
      scf::YieldOp::create(b, fast->getResults());
      b.setInsertionPointToEnd(elseBlock);
      scf::YieldOp::create(b, root->getResults());
    }
    for (Operation *check : dropped)
      dropCheck(check);
    return fast;
  }
};

struct VersionLoops : impl::VersionLoopsBase<VersionLoops> {
  explicit VersionLoops(ExplainSink *sink) : sink(sink) {}
  void runOnOperation() override { Versioning(sink).visit(getOperation().getBody()); }
  ExplainSink *sink;
};

} // namespace

std::unique_ptr<mlir::Pass> createVersionLoops(ExplainSink *sink) { return std::make_unique<VersionLoops>(sink); }

} // namespace amaru::ir
