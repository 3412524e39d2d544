// Linear forms: reading them off the operations that make a value, and adding them up.

#include "mlir-dialects/Amaru/Transforms/LinearForm.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"

namespace amaru::ir {

using mlir::Value;

namespace {

constexpr Int128 largest = Int128(1) << 100;
constexpr size_t mostTerms = 8;
/// Longer chains of arithmetic are cut: the rest is one term.
constexpr unsigned deepest = 16;

bool isTooLarge(Int128 number) { return number > largest || number < -largest; }

/// a * b where that stays below `largest`.
std::optional<Int128> multiply(Int128 a, Int128 b) {
  Int128 product;
  if (__builtin_mul_overflow(a, b, &product) || isTooLarge(product))
    return std::nullopt;
  return product;
}

bool wrapsNot(mlir::arith::IntegerOverflowFlags flags) {
  return bitEnumContainsAll(flags, mlir::arith::IntegerOverflowFlags::nsw);
}

struct Binary {
  enum { Add, Sub, Mul } kind;
  Value lhs, rhs;
};

/// The operation behind `value` if it is exact arithmetic.
std::optional<Binary> exactArithmetic(Value value) {
  mlir::Operation *op = value.getDefiningOp();
  if (auto add = llvm::dyn_cast_or_null<AddOp>(op))
    return Binary{Binary::Add, add.getLhs(), add.getRhs()};
  if (auto sub = llvm::dyn_cast_or_null<SubOp>(op))
    return Binary{Binary::Sub, sub.getLhs(), sub.getRhs()};
  if (auto mul = llvm::dyn_cast_or_null<MulOp>(op))
    return Binary{Binary::Mul, mul.getLhs(), mul.getRhs()};
  if (auto add = llvm::dyn_cast_or_null<mlir::arith::AddIOp>(op); add && wrapsNot(add.getOverflowFlags()))
    return Binary{Binary::Add, add.getLhs(), add.getRhs()};
  if (auto sub = llvm::dyn_cast_or_null<mlir::arith::SubIOp>(op); sub && wrapsNot(sub.getOverflowFlags()))
    return Binary{Binary::Sub, sub.getLhs(), sub.getRhs()};
  if (auto mul = llvm::dyn_cast_or_null<mlir::arith::MulIOp>(op); mul && wrapsNot(mul.getOverflowFlags()))
    return Binary{Binary::Mul, mul.getLhs(), mul.getRhs()};
  return std::nullopt;
}

/// A value under another name: an index that a check let through, a variable that a `while` condition hands on.
Value sameValue(Value value) {
  if (auto check = value.getDefiningOp<CheckIndexOp>(); check && check.getNonnegative())
    return check.getIndex();
  auto argument = llvm::dyn_cast<mlir::BlockArgument>(value);
  auto loop = argument ? llvm::dyn_cast<mlir::scf::WhileOp>(argument.getOwner()->getParentOp()) : nullptr;
  if (loop && argument.getOwner() == loop.getAfterBody())
    return loop.getConditionOp().getArgs()[argument.getArgNumber()];
  return {};
}

LinearForm linearizeTo(Value value, unsigned depth) {
  if (std::optional<int64_t> constant = constantOf(value))
    return LinearForm(*constant);
  if (depth == 0)
    return LinearForm::of(value);
  if (Value same = sameValue(value))
    return linearizeTo(same, depth - 1);
  std::optional<Binary> op = exactArithmetic(value);
  if (!op)
    return LinearForm::of(value);
  LinearForm lhs = linearizeTo(op->lhs, depth - 1), rhs = linearizeTo(op->rhs, depth - 1);
  if (op->kind == Binary::Mul) {
    if (lhs.isConstant())
      std::swap(lhs, rhs);
    return rhs.isConstant() && lhs.scale(rhs.getConstant()) ? lhs : LinearForm::of(value);
  }
  return lhs.add(rhs, op->kind == Binary::Add ? 1 : -1) ? lhs : LinearForm::of(value);
}

} // namespace

std::optional<int64_t> constantOf(Value value) {
  llvm::APInt constant;
  if (mlir::matchPattern(value, mlir::m_ConstantInt(&constant)) && constant.getBitWidth() <= 64)
    return constant.getSExtValue();
  return std::nullopt;
}

Int128 LinearForm::factorOf(Value value) const {
  for (const Term &term : terms)
    if (term.value == value)
      return term.factor;
  return 0;
}

bool LinearForm::add(const LinearForm &other, Int128 factor) {
  for (const Term &term : other.terms) {
    std::optional<Int128> product = multiply(term.factor, factor);
    if (!product)
      return false;
    auto found = llvm::find_if(terms, [&](const Term &own) { return own.value == term.value; });
    if (found == terms.end())
      terms.push_back({term.value, *product});
    else if (isTooLarge(found->factor += *product))
      return false;
  }
  llvm::erase_if(terms, [](const Term &term) { return term.factor == 0; });
  std::optional<Int128> product = multiply(other.constant, factor);
  return product && !isTooLarge(constant += *product) && terms.size() <= mostTerms;
}

bool LinearForm::scale(Int128 factor) {
  LinearForm scaled;
  if (!scaled.add(*this, factor))
    return false;
  *this = std::move(scaled);
  return true;
}

LinearForm linearize(Value value) { return linearizeTo(value, deepest); }

} // namespace amaru::ir
