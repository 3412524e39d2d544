// Patterns over plain arithmetic. Canonicalisation rewrites it in many ways, so differences are compared as sums modulo
// 2^64 and not by their shape.

#include "mlir-dialects/Amaru/Transforms/RangeCount.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace amaru::ir {

namespace arith = mlir::arith;
namespace scf = mlir::scf;
using mlir::Value;

namespace {

/// As `linearize`, through arithmetic that may wrap: right modulo 2^64.
LinearForm linearizeModulo(Value value, unsigned depth = 12) {
  mlir::Operation *op = value.getDefiningOp();
  if (depth > 0 && llvm::isa_and_nonnull<arith::AddIOp, arith::SubIOp>(op)) {
    LinearForm sum = linearizeModulo(op->getOperand(0), depth - 1);
    LinearForm other = linearizeModulo(op->getOperand(1), depth - 1);
    if (sum.add(other, llvm::isa<arith::AddIOp>(op) ? 1 : -1))
      return sum;
    return LinearForm::of(value);
  }
  LinearForm exact = linearize(value);
  // Exact arithmetic may hide wrapping arithmetic below it.
  LinearForm result(exact.getConstant());
  for (const LinearForm::Term &term : exact.getTerms()) {
    bool isSum =
        term.value != value && llvm::isa_and_nonnull<arith::AddIOp, arith::SubIOp>(Value(term.value).getDefiningOp());
    LinearForm part = isSum && depth > 0 ? linearizeModulo(term.value, depth - 1) : LinearForm::of(term.value);
    if (!result.add(part, term.factor))
      return LinearForm::of(value);
  }
  return result;
}

/// value == high - low + constant, modulo 2^64
bool isDifference(Value value, Value high, Value low, Int128 constant) {
  LinearForm form = linearizeModulo(value);
  if (!form.add(linearizeModulo(high), -1) || !form.add(linearizeModulo(low)) || !form.add(LinearForm(-constant)))
    return false;
  return form.isConstant() && uint64_t(form.getConstant()) == 0;
}

/// The stride, 0 if it is not constant; nothing if `rounds` does not count from low to high.
std::optional<int64_t> strideOf(Value rounds, Value low, Value high) {
  if (isDifference(rounds, high, low, 0))
    return 1;
  auto increment = rounds.getDefiningOp<arith::AddIOp>();
  if (!increment || constantOf(increment.getRhs()) != 1)
    return std::nullopt;
  auto division = increment.getLhs().getDefiningOp<arith::DivUIOp>();
  if (!division || !isDifference(division.getLhs(), high, low, -1))
    return std::nullopt;
  return std::max<int64_t>(constantOf(division.getRhs()).value_or(0), 0);
}

/// start and stop where both ends are chosen by the same condition, the other way round.
void resolveEnds(RangeCount &count) {
  auto low = count.low.getDefiningOp<arith::SelectOp>(), high = count.high.getDefiningOp<arith::SelectOp>();
  if (!low || !high || low.getCondition() != high.getCondition() || low.getTrueValue() != high.getFalseValue() ||
      low.getFalseValue() != high.getTrueValue())
    return;
  count.start = low.getTrueValue();
  count.stop = low.getFalseValue();
}

} // namespace

std::optional<RangeCount> matchRangeCount(Value value) {
  auto select = value.getDefiningOp<arith::SelectOp>();
  if (!select || constantOf(select.getFalseValue()) != 0)
    return std::nullopt;
  auto compare = select.getCondition().getDefiningOp<arith::CmpIOp>();
  if (!compare)
    return std::nullopt;
  RangeCount count;
  count.low = compare.getLhs();
  count.high = compare.getRhs();
  if (compare.getPredicate() == arith::CmpIPredicate::sgt)
    std::swap(count.low, count.high);
  else if (compare.getPredicate() != arith::CmpIPredicate::slt)
    return std::nullopt;
  std::optional<int64_t> stride = strideOf(select.getTrueValue(), count.low, count.high);
  if (!stride)
    return std::nullopt;
  if (*stride > 0)
    count.stride = *stride;
  resolveEnds(count);
  return count;
}

std::optional<RangeOffset> matchRangeOffset(Value value) {
  auto product = value.getDefiningOp<arith::MulIOp>();
  if (!product)
    return std::nullopt;
  for (unsigned side : {0, 1}) {
    auto argument = llvm::dyn_cast<mlir::BlockArgument>(product->getOperand(side));
    mlir::Operation *parent = argument ? argument.getOwner()->getParentOp() : nullptr;
    Value from, to;
    if (auto loop = llvm::dyn_cast_or_null<scf::ForOp>(parent); loop && argument == loop.getInductionVar()) {
      from = loop.getLowerBound();
      to = loop.getUpperBound();
    } else if (auto loop = llvm::dyn_cast_or_null<ParallelForOp>(parent); loop && argument.getArgNumber() == 0) {
      from = loop.getFrom();
      to = loop.getTo();
    }
    if (!from || constantOf(from) != 0)
      continue;
    if (std::optional<RangeCount> count = matchRangeCount(to))
      return RangeOffset{product->getOperand(1 - side), *count};
  }
  return std::nullopt;
}

} // namespace amaru::ir
