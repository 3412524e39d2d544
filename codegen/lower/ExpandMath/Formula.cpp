// The steps that several formulas share.

#include "codegen/lower/ExpandMath/Formula.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace amaru::lower {

using mlir::Type;
using mlir::Value;

static const Format f64Format = {
    .fraction = 52, .bias = 1023, .ln2High = 0.6931471805599453, .ln2Low = 2.3190468138462996e-17};
static const Format f32Format = {
    .fraction = 23, .bias = 127, .ln2High = 0.6931471824645996, .ln2Low = -1.9046542121259336e-09};

bool Formula::hasFormat(Type type) {
  Type element = mlir::getElementTypeOrSelf(type);
  return element.isF64() || element.isF32();
}

Formula::Formula(mlir::Location loc, const mlir::OpBuilder &at, Type real)
    : ImplicitLocOpBuilder(loc, at), numbers(mlir::getElementTypeOrSelf(real).isF64() ? &f64Format : &f32Format),
      real(real), bits(getIntegerType(mlir::getElementTypeOrSelf(real).getIntOrFloatBitWidth())) {
  if (auto vector = llvm::dyn_cast<mlir::VectorType>(real))
    bits = vector.clone(bits);
}

Formula::Formula(mlir::Operation *op) : Formula(op->getLoc(), mlir::OpBuilder(op), op->getResult(0).getType()) {}

Formula Formula::widened() const {
  Type wide = mlir::Float64Type::get(getContext());
  auto vector = llvm::dyn_cast<mlir::VectorType>(real);
  return Formula(getLoc(), *this, vector ? Type(vector.clone(wide)) : wide);
}

Value Formula::constant(Type type, mlir::TypedAttr value) {
  if (auto vector = llvm::dyn_cast<mlir::VectorType>(type))
    value = mlir::DenseElementsAttr::get(vector, mlir::Attribute(value));
  return mlir::arith::ConstantOp::create(*this, value);
}

Value Formula::pattern(uint64_t value) {
  Type type = mlir::getElementTypeOrSelf(bits);
  return constant(bits, getIntegerAttr(type, llvm::APInt(type.getIntOrFloatBitWidth(), value)));
}

Pair Formula::sumOf(Value a, Value b) {
  Value sum = add(a, b);
  return {sum, add(sub(a, sum), b)};
}

Pair Formula::productOf(Value a, Value b) {
  Value product = mul(a, b);
  return {product, fma(a, b, neg(product))};
}

Pair Formula::quotientOf(Pair a, Pair b) {
  Value inverse = div(number(1.0), b.high), quotient = mul(a.high, inverse);
  Value remainder = fma(neg(quotient), b.high, a.high);
  if (a.low)
    remainder = add(remainder, a.low);
  if (b.low)
    remainder = fma(neg(quotient), b.low, remainder);
  return {quotient, mul(remainder, inverse)};
}

Value Formula::polynomial(Value x, Coefficients coefficients) {
  llvm::SmallVector<Value> terms;
  for (double coefficient : coefficients)
    terms.push_back(number(coefficient));
  for (Value power = x;; power = mul(power, power)) {
    llvm::SmallVector<Value> pairs;
    for (size_t i = 0; i < terms.size(); i += 2)
      pairs.push_back(i + 1 < terms.size() ? fma(terms[i + 1], power, terms[i]) : terms[i]);
    if (pairs.size() == 1)
      return pairs[0];
    terms = std::move(pairs);
  }
}

Formula::Rounded Formula::roundProduct(Value a, double b, uint64_t excess) {
  Value shifted = fma(a, number(b), number(numbers->shifter()));
  return {sub(shifted, number(numbers->shifter())), subBits(bitsOf(shifted), pattern(numbers->shifterBits() - excess))};
}

Formula::Rounded Formula::round(Value a, uint64_t excess) {
  Value shifted = add(a, number(numbers->shifter()));
  return {sub(shifted, number(numbers->shifter())), subBits(bitsOf(shifted), pattern(numbers->shifterBits() - excess))};
}

Value Formula::scale(Value value, Value offset) {
  Value half = shiftRight(offset, 1);
  return mul(mul(value, powerOfTwo(half)), powerOfTwo(subBits(offset, half)));
}

Formula::Decoded Formula::decode(Value normal) {
  const unsigned fraction = numbers->fraction;
  const uint64_t excess = numbers->bias + 1;
  const uint64_t sqrtHalf = choose<uint64_t>(0x3fe6a09e667f3bcd, 0x3f3504f3);
  // The exponent of x / sqrt(1/2), plus `excess` so that it is no negative number.
  Value x = bitsOf(normal);
  Value exponent = shiftRight(addBits(x, pattern((excess << fraction) - sqrtHalf)), fraction);
  Value significand = addBits(subBits(x, shiftLeft(exponent, fraction)), pattern(excess << fraction));
  return {exponent, realOf(significand)};
}

Value Formula::shiftedExponent(const Decoded &decoded) {
  // A number with 1 as its last place takes the exponent into its last bits.
  return realOf(addBits(decoded.exponent, pattern((numbers->bias + numbers->fraction) << numbers->fraction)));
}

double Formula::exponentShifter() const { return double(uint64_t(1) << numbers->fraction) + double(numbers->bias + 1); }

Value Formula::isOdd(Value value) {
  Value last = mlir::arith::AndIOp::create(*this, value, pattern(1));
  return mlir::arith::CmpIOp::create(*this, mlir::arith::CmpIPredicate::ne, last, pattern(0));
}

Value Formula::orLibm(Value holds, Value result, llvm::StringRef function, mlir::ValueRange arguments) {
  auto choice = mlir::scf::IfOp::create(*this, real, holds, /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(*this);
  setInsertionPointToStart(choice.thenBlock());
  mlir::scf::YieldOp::create(*this, result);
  setInsertionPointToStart(choice.elseBlock());
  llvm::SmallVector<Value> wide(arguments);
  if (!numbers->isWide())
    for (Value &argument : wide)
      argument = mlir::arith::ExtFOp::create(*this, getF64Type(), argument);
  Value called = ir::LibmOp::create(*this, getF64Type(), function, wide);
  mlir::scf::YieldOp::create(*this, numbers->isWide() ? called : fromWide(called));
  return choice.getResult(0);
}

} // namespace amaru::lower
