// tanh, from exp(r) - 1 kept as a sum of two numbers, so that the quotient it ends in is rounded once.

#include "codegen/lower/ExpandMath/Formula.h"

namespace amaru::lower {

using mlir::Value;

/// exp(r) - 1 is about r + r^2 (c0 + c1 r + ...) where |r| <= ln 2 / 2.
static constexpr double expm164[] = {0.5000000000000001,    0.1666666666666667,     0.04166666666665229,
                                     0.008333333333326153,  0.0013888888895597217,  0.00019841269874765153,
                                     2.480157453791779e-05, 2.7557255461782194e-06, 2.7567927335827085e-07,
                                     2.510519422227151e-08, 1.7687680267023671e-09};
static constexpr double expm132[] = {
    0.5, 0.1666666716337204, 0.04166632890701294, 0.008333220146596432, 0.0013943196972832084, 0.00019961573707405478};

/// exp(x) - 1 == 2^k - 1 + 2^k (exp(r) - 1), where 0 <= x and 2^k is a number.
static Pair expm1Parts(Formula &f, Value x) {
  auto [biased, r] = reduceByLn2(f, x, f.format().bias);
  Value series = f.polynomial(r.high, f.choose<Formula::Coefficients>(expm164, expm132));
  Pair q = f.sumOf(r.high, f.fma(f.mul(r.high, r.high), series, r.low));
  Value power = f.powerOfTwo(biased);
  // 2^k - 1 is 0, or not below the other term.
  Pair sum = f.sumOf(f.sub(power, f.number(1.0)), f.mul(power, q.high));
  return {sum.high, f.fma(power, q.low, sum.low)};
}

/// tanh(x) == p / (p + 2) where p = exp(2 x) - 1, for x >= 0.
Value expandTanh(Formula &f, mlir::Operation *op) {
  Value x = op->getOperand(0);
  // From here on the result is 1.
  Value size = f.atMost(f.abs(x), f.choose(20, 10));
  Pair p = expm1Parts(f, f.add(size, size));
  // What the sum rounds off is exact on both sides of 2, since 2 is a multiple of its last place.
  Pair divisor = f.sumOf(f.number(2.0), p.high);
  divisor.low = f.add(divisor.low, p.low);
  Value inverse = f.div(f.number(1.0), divisor.high);
  Value quotient = f.mul(p.high, inverse);
  Value remainder = f.add(f.fma(f.neg(quotient), divisor.high, p.high), p.low);
  remainder = f.fma(f.neg(quotient), divisor.low, remainder);
  return f.copySign(f.fma(remainder, inverse, quotient), x);
}

} // namespace amaru::lower
