// sinh, cosh and tanh, from exp(x) - 1 kept as a sum of two numbers, so that what they end in is rounded once.

#include "codegen/lower/ExpandMath/Formula.h"

namespace amaru::lower {

using mlir::Value;
using Predicate = Formula::Predicate;

/// tanh(x) == p / (p + 1) where p = (exp(2 x) - 1) / 2, for x >= 0.
Value expandTanh(Formula &f, mlir::Operation *op) {
  Value x = op->getOperand(0);
  // From here on the result is 1.
  Value size = f.atMost(f.abs(x), f.choose(20, 10));
  Pair p = scaledExpm1(f, f.add(size, size), 1);
  // What the sum rounds off is exact on both sides of 1, since 1 is a multiple of its last place.
  Pair divisor = f.sumOf(f.number(1.0), p.high);
  divisor.low = f.add(divisor.low, p.low);
  Pair quotient = f.quotientOf(p, divisor);
  return f.copySign(f.add(quotient.high, quotient.low), x);
}

/// |x|, but no more than what sinh and cosh send to infinity. A quarter of exp(x) still is a number there.
static Value limited(Formula &f, Value x) { return f.atMost(f.abs(x), f.choose(710.6, 89.5)); }

/// sinh(x) / 2 == p + p / (4 p + 1) where p = (exp(x) - 1) / 4, for x >= 0.
Value expandSinh(Formula &f, mlir::Operation *op) {
  Value x = op->getOperand(0), size = limited(f, x);
  Pair p = scaledExpm1(f, size, 2);
  // The quotient is 1 / 4 long before its divisor is too large for a number.
  Value isLarge = f.compare(Predicate::OGT, p.high, 0x1p60);
  Pair dividend = {f.select(isLarge, f.number(0x1p60), p.high), f.select(isLarge, f.number(0.0), p.low)};
  Value four = f.number(4.0);
  Pair divisor = f.sumOf(f.number(1.0), f.mul(dividend.high, four));
  divisor.low = f.fma(dividend.low, four, divisor.low);
  Pair quotient = f.quotientOf(dividend, divisor);
  Pair sum = f.sumOf(p.high, quotient.high);
  Value half = f.add(sum.high, f.add(sum.low, f.add(p.low, quotient.low)));
  // Near 0 the result is x, which might not have a half.
  Value isTiny = f.compare(Predicate::OLT, size, f.choose(0x1p-28, 0x1p-13));
  return f.copySign(f.select(isTiny, size, f.add(half, half)), x);
}

/// cosh(x) / 2 == h + 1 / (16 h) where h = exp(x) / 4, for x >= 0.
Value expandCosh(Formula &f, mlir::Operation *op) {
  auto [power, q] = expParts(f, limited(f, op->getOperand(0)), 2);
  Pair sum = f.sumOf(f.number(1.0), q.high);
  Pair quarter = {f.mul(power, sum.high), f.mul(power, f.add(sum.low, q.low))};
  Value inverse = f.div(f.number(1.0 / 16), quarter.high);
  // 1 / (16 (h + l)) is about c - 16 c^2 l, where c = 1 / (16 h).
  Value share = f.fma(f.mul(inverse, f.number(-16.0)), inverse, f.number(1.0));
  Pair result = f.sumOf(quarter.high, inverse);
  Value half = f.add(result.high, f.fma(quarter.low, share, result.low));
  return f.add(half, half);
}

} // namespace amaru::lower
