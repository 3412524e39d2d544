// Facts about ints, and proofs by elimination: to show goal >= 0, subtract multiples of facts until what remains is at
// least 0 whatever its values are. Each query has a budget, so that the time for a function grows with its length.

#include "mlir-dialects/Amaru/Transforms/RangeFacts.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir-dialects/Amaru/Transforms/RangeCount.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"

namespace amaru::ir {

namespace arith = mlir::arith;
namespace scf = mlir::scf;
using arith::CmpIPredicate;
using llvm::SmallVectorImpl;
using mlir::Value;

namespace {

constexpr unsigned stepsPerQuery = 200;
constexpr unsigned deepestProof = 7;
/// Of the facts assumed about one value, the latest are tried.
constexpr size_t mostAssumed = 12;
constexpr Int128 largestExtent = Int128(1) << 47;
constexpr ConstantRange everyInt = {INT64_MIN, INT64_MAX};

ConstantRange unite(ConstantRange a, ConstantRange b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

ConstantRange clip(ConstantRange range) {
  return {std::max(range.low, everyInt.low), std::min(range.high, everyInt.high)};
}

ConstantRange product(ConstantRange a, ConstantRange b) {
  Int128 corners[] = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
  return {*std::min_element(std::begin(corners), std::end(corners)),
          *std::max_element(std::begin(corners), std::end(corners))};
}

/// lhs - rhs + constant, if that can be written down.
std::optional<LinearForm> difference(const LinearForm &lhs, const LinearForm &rhs, Int128 constant = 0) {
  LinearForm form = lhs;
  if (!form.add(rhs, -1) || !form.add(LinearForm(constant)))
    return std::nullopt;
  return form;
}

std::optional<LinearForm> difference(Value lhs, Value rhs, Int128 constant = 0) {
  return difference(linearize(lhs), linearize(rhs), constant);
}

bool isMinimum(arith::SelectOp select) {
  auto compare = select.getCondition().getDefiningOp<arith::CmpIOp>();
  if (!compare)
    return false;
  bool straight = compare.getLhs() == select.getTrueValue() && compare.getRhs() == select.getFalseValue();
  bool swapped = compare.getRhs() == select.getTrueValue() && compare.getLhs() == select.getFalseValue();
  auto predicate = compare.getPredicate();
  bool isLess = predicate == CmpIPredicate::slt || predicate == CmpIPredicate::sle;
  bool isGreater = predicate == CmpIPredicate::sgt || predicate == CmpIPredicate::sge;
  return (straight && isLess) || (swapped && isGreater);
}

bool isMaximum(arith::SelectOp select) {
  auto compare = select.getCondition().getDefiningOp<arith::CmpIOp>();
  if (!compare)
    return false;
  bool straight = compare.getLhs() == select.getTrueValue() && compare.getRhs() == select.getFalseValue();
  bool swapped = compare.getRhs() == select.getTrueValue() && compare.getLhs() == select.getFalseValue();
  auto predicate = compare.getPredicate();
  bool isLess = predicate == CmpIPredicate::slt || predicate == CmpIPredicate::sle;
  bool isGreater = predicate == CmpIPredicate::sgt || predicate == CmpIPredicate::sge;
  return (straight && isGreater) || (swapped && isLess);
}

/// What a number of a GPU's grid can be; the launch has checked the extents.
std::optional<ConstantRange> gridRange(mlir::Operation *op) {
  auto axis = op->getAttrOfType<mlir::IntegerAttr>("axis");
  if (!axis || !llvm::isa<ThreadIdOp, BlockIdOp, BlockDimOp, GridDimOp>(op))
    return std::nullopt;
  bool isOfBlock = llvm::isa<ThreadIdOp, BlockDimOp>(op), isNumber = llvm::isa<ThreadIdOp, BlockIdOp>(op);
  Int128 most = isOfBlock ? (axis.getInt() == 2 ? 64 : 1024) : axis.getInt() == 0 ? INT32_MAX : 65535;
  return isNumber ? ConstantRange{0, most - 1} : ConstantRange{1, most};
}

/// The two values that an `scf.if` yields for one of its results.
std::optional<std::pair<Value, Value>> yieldsOf(Value value) {
  auto choice = value.getDefiningOp<scf::IfOp>();
  if (!choice)
    return std::nullopt;
  unsigned position = llvm::cast<mlir::OpResult>(value).getResultNumber();
  return std::pair(choice.thenYield().getOperand(position), choice.elseYield().getOperand(position));
}

bool isSignedInt(FloorDivOp op) { return op.getType().isInteger(64) && !op.getIsUnsigned(); }

/// Whether every term of `form` exists where `op` stands.
bool isVisibleAt(const LinearForm &form, mlir::Operation *op) {
  return llvm::all_of(form.getTerms(), [&](const LinearForm::Term &term) {
    Value value = term.value;
    return !op->isAncestor(value.getParentBlock()->getParentOp());
  });
}

} // namespace

//===----------------------------------------------------------------------===//
// Ranges of constants
//===----------------------------------------------------------------------===//

ConstantRange RangeFacts::rangeOf(Value value) {
  // While a value's range is being computed, what depends on it in a circle sees every int.
  auto [entry, isNew] = ranges.try_emplace(value, everyInt);
  if (!isNew)
    return entry->second;
  ConstantRange range = clip(computeRange(value));
  ranges[value] = range;
  return range;
}

ConstantRange RangeFacts::computeRange(Value value) {
  if (std::optional<int64_t> constant = constantOf(value))
    return {*constant, *constant};
  if (auto argument = llvm::dyn_cast<mlir::BlockArgument>(value)) {
    llvm::SmallVector<LinearForm, 4> facts;
    argumentFacts(argument, facts);
    ConstantRange range = everyInt;
    for (LinearForm &fact : facts) {
      // value >= -rest, or value <= rest.
      Int128 factor = fact.factorOf(value);
      if ((factor != 1 && factor != -1) || !fact.add(LinearForm::of(value), -factor))
        continue;
      if (factor == 1)
        range.low = std::max(range.low, lowestValue(fact.scale(-1) ? fact : LinearForm(everyInt.low)));
      else if (fact.scale(-1))
        range.high = std::min(range.high, -lowestValue(fact));
    }
    return range;
  }
  mlir::Operation *op = value.getDefiningOp();
  auto operand = [&](unsigned i) { return rangeOf(op->getOperand(i)); };
  if (llvm::isa<DimOp, ListLenOp, SliceBoundsOp>(op))
    return {0, largestExtent};
  if (llvm::isa<CheckIndexOp>(op))
    return {0, largestExtent - 1};
  if (std::optional<ConstantRange> range = gridRange(op))
    return *range;
  if (llvm::isa<AddOp>(op))
    return {operand(0).low + operand(1).low, operand(0).high + operand(1).high};
  if (llvm::isa<SubOp>(op))
    return {operand(0).low - operand(1).high, operand(0).high - operand(1).low};
  if (llvm::isa<MulOp>(op))
    return product(operand(0), operand(1));
  if (llvm::isa<arith::AddIOp, arith::SubIOp, arith::MulIOp>(op)) {
    ConstantRange range = llvm::isa<arith::AddIOp>(op)
                              ? ConstantRange{operand(0).low + operand(1).low, operand(0).high + operand(1).high}
                          : llvm::isa<arith::SubIOp>(op)
                              ? ConstantRange{operand(0).low - operand(1).high, operand(0).high - operand(1).low}
                              : product(operand(0), operand(1));
    bool mayWrap = range.low < everyInt.low || range.high > everyInt.high;
    return mayWrap || !value.getType().isInteger(64) ? everyInt : range;
  }
  if (llvm::isa<arith::MinSIOp>(op))
    return {std::min(operand(0).low, operand(1).low), std::min(operand(0).high, operand(1).high)};
  if (llvm::isa<arith::MaxSIOp>(op))
    return {std::max(operand(0).low, operand(1).low), std::max(operand(0).high, operand(1).high)};
  if (auto select = llvm::dyn_cast<arith::SelectOp>(op)) {
    ConstantRange a = rangeOf(select.getTrueValue()), b = rangeOf(select.getFalseValue());
    if (isMinimum(select))
      return {std::min(a.low, b.low), std::min(a.high, b.high)};
    if (isMaximum(select))
      return {std::max(a.low, b.low), std::max(a.high, b.high)};
    return unite(a, b);
  }
  if (auto yields = yieldsOf(value))
    return unite(rangeOf(yields->first), rangeOf(yields->second));
  if (auto mod = llvm::dyn_cast<ModOp>(op); mod && value.getType().isInteger(64) && operand(1).low >= 1)
    return {0, operand(1).high - 1};
  if (auto div = llvm::dyn_cast<FloorDivOp>(op); div && isSignedInt(div) && operand(1).low >= 1)
    return {std::min<Int128>(operand(0).low, 0), std::max<Int128>(operand(0).high, 0)};
  if (auto broadcast = llvm::dyn_cast<BroadcastDimOp>(op))
    return unite(operand(0), operand(1));
  if (auto extension = llvm::dyn_cast<arith::ExtUIOp>(op))
    return {0, (Int128(1) << extension.getIn().getType().getIntOrFloatBitWidth()) - 1};
  if (auto extension = llvm::dyn_cast<arith::ExtSIOp>(op)) {
    Int128 half = Int128(1) << (extension.getIn().getType().getIntOrFloatBitWidth() - 1);
    return {-half, half - 1};
  }
  if (llvm::isa<arith::AndIOp>(op) && operand(1).low >= 0)
    return {0, operand(1).high};
  return everyInt;
}

/// The least that a form can be by the ranges of its terms.
Int128 RangeFacts::lowestValue(const LinearForm &form) {
  Int128 lowest = form.getConstant();
  for (const LinearForm::Term &term : form.getTerms()) {
    ConstantRange range = rangeOf(term.value);
    // Factors and ranges are far below the width: 2^100 * 2^63 may not fit, so large factors give up.
    if (term.factor > (Int128(1) << 60) || term.factor < -(Int128(1) << 60))
      return -(Int128(1) << 126);
    lowest += term.factor * (term.factor > 0 ? range.low : range.high);
  }
  return lowest;
}

//===----------------------------------------------------------------------===//
// Facts from how a value is made
//===----------------------------------------------------------------------===//

std::optional<Int128> RangeFacts::growth(Value next, Value start, unsigned depth) {
  if (next == start)
    return 0;
  if (depth == 0)
    return std::nullopt;
  // The body of a `while` receives its variables through the condition.
  if (auto argument = llvm::dyn_cast<mlir::BlockArgument>(next)) {
    auto loop = llvm::dyn_cast_or_null<scf::WhileOp>(argument.getOwner()->getParentOp());
    if (loop && argument.getOwner() == loop.getAfterBody())
      return growth(loop.getConditionOp().getArgs()[argument.getArgNumber()], start, depth - 1);
    return std::nullopt;
  }
  mlir::Operation *op = next.getDefiningOp();
  auto plainAdd = llvm::dyn_cast<arith::AddIOp>(op);
  bool isExactAdd = plainAdd && bitEnumContainsAll(plainAdd.getOverflowFlags(), arith::IntegerOverflowFlags::nsw);
  if (llvm::isa<AddOp>(op) || isExactAdd) {
    for (unsigned side : {0, 1}) {
      std::optional<Int128> before = growth(op->getOperand(side), start, depth - 1);
      if (!before)
        continue;
      ConstantRange step = rangeOf(op->getOperand(1 - side));
      if (step.low >= 0)
        return *before + step.high;
    }
    return std::nullopt;
  }
  std::optional<std::pair<Value, Value>> choices = yieldsOf(next);
  if (auto select = llvm::dyn_cast<arith::SelectOp>(op))
    choices = std::pair(select.getTrueValue(), select.getFalseValue());
  if (!choices)
    return std::nullopt;
  std::optional<Int128> a = growth(choices->first, start, depth - 1), b = growth(choices->second, start, depth - 1);
  return a && b ? std::optional(std::max(*a, *b)) : std::nullopt;
}

void RangeFacts::argumentFacts(mlir::BlockArgument argument, SmallVectorImpl<LinearForm> &facts) {
  auto push = [&](std::optional<LinearForm> fact) {
    if (fact)
      facts.push_back(*fact);
  };
  mlir::Operation *parent = argument.getOwner()->getParentOp();
  LinearForm self = LinearForm::of(argument);
  if (auto loop = llvm::dyn_cast_or_null<scf::ForOp>(parent)) {
    if (argument == loop.getInductionVar()) {
      // from <= i <= to - 1
      push(difference(self, linearize(loop.getLowerBound())));
      push(difference(linearize(loop.getUpperBound()), self, -1));
      return;
    }
    Value start = loop.getTiedLoopInit(argument)->get();
    Value next = loop.getTiedLoopYieldedValue(argument)->get();
    std::optional<Int128> step = growth(next, argument);
    if (!step)
      return;
    // start <= k <= start + step * (i - from)
    push(difference(self, linearize(start)));
    LinearForm most = linearize(start);
    if (*step <= INT64_MAX && most.add(LinearForm::of(loop.getInductionVar()), *step) &&
        most.add(linearize(loop.getLowerBound()), -*step))
      push(difference(most, self));
    return;
  }
  if (auto loop = llvm::dyn_cast_or_null<ParallelForOp>(parent)) {
    if (argument.getArgNumber() == 0) {
      push(difference(self, linearize(loop.getFrom())));
      push(difference(linearize(loop.getTo()), self, -1));
    }
    return;
  }
  if (auto loop = llvm::dyn_cast_or_null<scf::WhileOp>(parent)) {
    unsigned position = argument.getArgNumber();
    if (argument.getOwner() == loop.getBeforeBody() && growth(loop.getYieldOp().getOperand(position), argument))
      push(difference(self, linearize(loop.getInits()[position])));
  }
}

void RangeFacts::structuralFacts(Value value, SmallVectorImpl<LinearForm> &facts) {
  if (auto argument = llvm::dyn_cast<mlir::BlockArgument>(value)) {
    argumentFacts(argument, facts);
    return;
  }
  auto push = [&](std::optional<LinearForm> fact) {
    if (fact)
      facts.push_back(*fact);
  };
  LinearForm self = LinearForm::of(value);
  mlir::Operation *op = value.getDefiningOp();
  auto atMost = [&](Value bound, Int128 constant = 0) { push(difference(linearize(bound), self, constant)); };
  auto atLeast = [&](Value bound) { push(difference(self, linearize(bound))); };
  if (auto check = llvm::dyn_cast<CheckIndexOp>(op)) {
    atMost(check.getExtent(), -1);
  } else if (auto slice = llvm::dyn_cast<SliceBoundsOp>(op)) {
    atMost(slice.getExtent());
    // Consecutive elements end within the axis: first + count <= extent.
    if (constantOf(slice.getStep()) == 1) {
      LinearForm end = LinearForm::of(slice.getFirst());
      if (end.add(LinearForm::of(slice.getCount())))
        push(difference(linearize(slice.getExtent()), end));
    }
  } else if (llvm::isa<arith::MinSIOp>(op)) {
    atMost(op->getOperand(0));
    atMost(op->getOperand(1));
  } else if (llvm::isa<arith::MaxSIOp>(op)) {
    atLeast(op->getOperand(0));
    atLeast(op->getOperand(1));
  } else if (auto select = llvm::dyn_cast<arith::SelectOp>(op)) {
    for (Value choice : {select.getTrueValue(), select.getFalseValue()}) {
      if (isMinimum(select))
        atMost(choice);
      if (isMaximum(select))
        atLeast(choice);
    }
  } else if (auto mod = llvm::dyn_cast<ModOp>(op); mod && value.getType().isInteger(64)) {
    if (rangeOf(mod.getRhs()).low >= 1)
      atMost(mod.getRhs(), -1);
  } else if (auto div = llvm::dyn_cast<FloorDivOp>(op); div && isSignedInt(div)) {
    // c * q <= x <= c * q + c - 1
    if (std::optional<int64_t> divisor = constantOf(div.getRhs()); divisor && *divisor >= 1) {
      LinearForm multiple = self;
      if (multiple.scale(*divisor)) {
        push(difference(linearize(div.getLhs()), multiple));
        push(difference(multiple, linearize(div.getLhs()), *divisor - 1));
      }
    }
  } else if (auto offset = matchRangeOffset(value); offset && offset->count.start) {
    // start + k * step stays before stop.
    if (rangeOf(offset->step).low >= 1) {
      push(self);
      if (auto room = difference(offset->count.stop, offset->count.start, -1))
        push(difference(*room, self));
    }
  } else if (auto yields = yieldsOf(value)) {
    // Both ways give the same but for a constant: `k` or `k + 1`.
    LinearForm a = linearize(yields->first), b = linearize(yields->second);
    std::optional<LinearForm> apart = difference(a, b);
    if (apart && apart->isConstant() && isVisibleAt(a, op) && isVisibleAt(b, op)) {
      bool aIsLess = apart->getConstant() <= 0;
      push(difference(self, aIsLess ? a : b));
      push(difference(aIsLess ? b : a, self));
    }
  }
}

//===----------------------------------------------------------------------===//
// Assumptions
//===----------------------------------------------------------------------===//

void RangeFacts::assume(const LinearForm &form) {
  for (const LinearForm::Term &term : form.getTerms())
    assumedOf[term.value].push_back(assumed.size());
  assumed.push_back(form);
}

/// In a round of a loop over a range, low < high, and the last element is below high:  stride * (count - 1) < high - low.
void RangeFacts::assumeRounds(Value count) {
  std::optional<RangeCount> range = matchRangeCount(count);
  if (!range)
    return;
  std::optional<LinearForm> room = difference(range->high, range->low, -1);
  if (!room)
    return;
  assume(*room);
  LinearForm last = linearize(count);
  if (range->stride && last.add(LinearForm(-1)) && room->add(last, -*range->stride))
    assume(*room);
}

void RangeFacts::closeScope(size_t mark) {
  for (; assumed.size() > mark; assumed.pop_back())
    for (const LinearForm::Term &term : assumed.back().getTerms())
      assumedOf[term.value].pop_back();
}

void RangeFacts::assumeCondition(Value condition, bool truth) {
  auto assumeOrder = [&](Value smaller, Value greater, Int128 gap) {
    if (auto form = difference(greater, smaller, -gap))
      assume(*form);
    if (isNonNegative(linearize(smaller)))
      assumeRounds(greater);
  };
  mlir::Operation *op = condition.getDefiningOp();
  if (auto compare = llvm::dyn_cast_or_null<arith::CmpIOp>(op)) {
    if (!compare.getLhs().getType().isInteger(64))
      return;
    Value a = compare.getLhs(), b = compare.getRhs();
    CmpIPredicate predicate = truth ? compare.getPredicate() : arith::invertPredicate(compare.getPredicate());
    switch (predicate) {
    case CmpIPredicate::slt:
      return assumeOrder(a, b, 1);
    case CmpIPredicate::sle:
      return assumeOrder(a, b, 0);
    case CmpIPredicate::sgt:
      return assumeOrder(b, a, 1);
    case CmpIPredicate::sge:
      return assumeOrder(b, a, 0);
    case CmpIPredicate::eq:
      assumeOrder(a, b, 0);
      return assumeOrder(b, a, 0);
    case CmpIPredicate::ne:
      // a >= b and a != b: a > b
      if (isDifferenceNonNegative(a, b, 0))
        return assumeOrder(b, a, 1);
      if (isDifferenceNonNegative(b, a, 0))
        return assumeOrder(a, b, 1);
      return;
    default:
      return;
    }
  }
  // a and b; not (a or b); not a
  if (llvm::isa_and_nonnull<arith::AndIOp>(op) && truth)
    for (Value part : op->getOperands())
      assumeCondition(part, true);
  if (llvm::isa_and_nonnull<arith::OrIOp>(op) && !truth)
    for (Value part : op->getOperands())
      assumeCondition(part, false);
  if (llvm::isa_and_nonnull<arith::XOrIOp>(op) && constantOf(op->getOperand(1)).value_or(0) != 0)
    assumeCondition(op->getOperand(0), !truth);
  // Short circuits: `a and b` is `b if a else False`, `a or b` is `True if a else b`.
  Value first;
  std::optional<std::pair<Value, Value>> choices = yieldsOf(condition);
  if (auto choice = llvm::dyn_cast_or_null<scf::IfOp>(op))
    first = choice.getCondition();
  if (auto select = llvm::dyn_cast_or_null<arith::SelectOp>(op)) {
    first = select.getCondition();
    choices = std::pair(select.getTrueValue(), select.getFalseValue());
  }
  if (!choices)
    return;
  if (truth && constantOf(choices->first) == 0) {
    assumeCondition(first, false);
    assumeCondition(choices->second, true);
  }
  if (truth && constantOf(choices->second) == 0) {
    assumeCondition(first, true);
    assumeCondition(choices->first, true);
  }
  if (!truth && constantOf(choices->first).value_or(0) != 0) {
    assumeCondition(first, false);
    assumeCondition(choices->second, false);
  }
}

//===----------------------------------------------------------------------===//
// Proofs
//===----------------------------------------------------------------------===//

bool RangeFacts::isNonNegative(const LinearForm &form) {
  budget = stepsPerQuery;
  return prove(form, deepestProof);
}

bool RangeFacts::isDifferenceNonNegative(Value lhs, Value rhs, Int128 constant) {
  std::optional<LinearForm> form = difference(lhs, rhs, constant);
  return form && isNonNegative(*form);
}

/// goal >= 0 follows from fact >= 0 and |a| * goal - |c| * fact >= 0, where a and c are the factors of `value` in the fact
/// and in the goal: `value` is then gone.
bool RangeFacts::proveThrough(const LinearForm &goal, Value value, const LinearForm &fact, unsigned depth) {
  Int128 inGoal = goal.factorOf(value), inFact = fact.factorOf(value);
  if (inFact == 0 || (inGoal > 0) != (inFact > 0))
    return false;
  Int128 a = inFact > 0 ? inFact : -inFact, c = inGoal > 0 ? inGoal : -inGoal;
  LinearForm rest = goal;
  return rest.scale(a) && rest.add(fact, -c) && prove(rest, depth - 1);
}

bool RangeFacts::prove(const LinearForm &goal, unsigned depth) {
  if (lowestValue(goal) >= 0)
    return true;
  if (depth == 0 || goal.isConstant() || budget == 0)
    return false;
  --budget;
  for (const LinearForm::Term &term : goal.getTerms()) {
    llvm::SmallVector<LinearForm, 4> facts;
    structuralFacts(term.value, facts);
    auto own = assumedOf.find(term.value);
    if (own != assumedOf.end())
      for (size_t fact : llvm::ArrayRef<size_t>(own->second).take_back(mostAssumed))
        facts.push_back(assumed[fact]);
    for (const LinearForm &fact : facts)
      if (proveThrough(goal, term.value, fact, depth))
        return true;
  }
  return false;
}

std::optional<bool> RangeFacts::decide(Value condition) {
  auto compare = condition.getDefiningOp<arith::CmpIOp>();
  if (!compare || !compare.getLhs().getType().isInteger(64))
    return std::nullopt;
  Value a = compare.getLhs(), b = compare.getRhs();
  auto less = [&](Value x, Value y, Int128 gap) { return isDifferenceNonNegative(y, x, -gap); };
  // The answer `whenFirst` if the first holds, its opposite if the second does.
  auto either = [&](bool first, auto second, bool whenFirst) -> std::optional<bool> {
    if (first)
      return whenFirst;
    if (second())
      return !whenFirst;
    return std::nullopt;
  };
  switch (compare.getPredicate()) {
  case CmpIPredicate::slt:
    return either(less(a, b, 1), [&] { return less(b, a, 0); }, true);
  case CmpIPredicate::sle:
    return either(less(a, b, 0), [&] { return less(b, a, 1); }, true);
  case CmpIPredicate::sgt:
    return either(less(b, a, 1), [&] { return less(a, b, 0); }, true);
  case CmpIPredicate::sge:
    return either(less(b, a, 0), [&] { return less(a, b, 1); }, true);
  case CmpIPredicate::eq:
    return either(less(a, b, 1) || less(b, a, 1), [&] { return less(a, b, 0) && less(b, a, 0); }, false);
  case CmpIPredicate::ne:
    return either(less(a, b, 1) || less(b, a, 1), [&] { return less(a, b, 0) && less(b, a, 0); }, true);
  default:
    return std::nullopt;
  }
}

} // namespace amaru::ir
