// exp and log. The reductions are those of Cody and Waite (Software Manual for the Elementary Functions, 1980); the
// logarithm's series in f / (2 + f) is that of Tang (Table-driven implementation of the logarithm function, 1990) and
// fdlibm. The sums' rounding errors are kept, so that the results are within 0.8 ulp.

#include "codegen/lower/ExpandMath/Formula.h"
#include <cmath>
#include <limits>

namespace amaru::lower {

using mlir::Value;
using Predicate = Formula::Predicate;

/// exp(r) is about 1 + r + r^2 (c0 + c1 r + ...) where |r| <= ln 2 / 2.
static constexpr double exp64[] = {0.5000000000000011,     0.1666666666666641,     0.04166666666652973,
                                   0.00833333333349498,    0.0013888888943758778,  0.0001984126950576053,
                                   2.4801492950814586e-05, 2.7557586818780313e-06, 2.763030585635464e-07,
                                   2.500001383800854e-08};
static constexpr double exp32[] = {0.49999993432824197, 0.16666520405841243, 0.04166839069449332, 0.008368744665713468,
                                   0.0013814543952658446};

/// log(1 + f) is about 2 s + s z (c0 + c1 z + ...) where s = f / (2 + f), z = s^2, sqrt(1/2) <= 1 + f <= sqrt(2).
static constexpr double log64[] = {0.6666666666666735,  0.39999999999412883, 0.28571428742824645, 0.22222198524708975,
                                   0.18183567024243041, 0.153139771566181,   0.14796725971184407};
static constexpr double log32[] = {0.6666677655623833, 0.39977517956763375, 0.2987241433321048};

ReducedExponent reduceByLn2(Formula &f, Value x, uint64_t excess) {
  auto [k, bits] = f.roundProduct(x, 1.4426950408889634, excess);
  // The first step is exact; what the second rounds off is `low`.
  Value reduced = f.fma(k, f.number(-f.format().ln2High), x);
  Value r = f.fma(k, f.number(-f.format().ln2Low), reduced);
  Value low = f.fma(k, f.number(-f.format().ln2Low), f.sub(reduced, r));
  return {bits, {r, low}};
}

/// exp(x) == 2^k exp(r) where x == k ln 2 + r.
Value expandExp(Formula &f, mlir::Operation *op) {
  // From here on the result is infinite upwards, and 0 downwards.
  Value x = f.atMost(op->getOperand(0), f.choose(710, 89));
  x = f.atLeast(x, f.choose(-746, -104));
  auto [offset, r] = reduceByLn2(f, x, 2 * f.format().bias);
  Pair sum = f.sumOf(f.number(1.0), r.high);
  Value series = f.polynomial(r.high, f.choose<Formula::Coefficients>(exp64, exp32));
  Value tail = f.fma(f.mul(r.high, r.high), series, r.low);
  return f.scale(f.add(sum.high, f.add(sum.low, tail)), offset);
}

/// log(x) == k ln 2 + log(1 + g) where x == 2^k (1 + g), sqrt(1/2) <= 1 + g < sqrt(2).
Value expandLog(Formula &f, mlir::Operation *op) {
  Value x = op->getOperand(0);
  double infinity = std::numeric_limits<double>::infinity();
  unsigned lift = f.format().fraction + 2;
  Value isSubnormal = f.compare(Predicate::OLT, x, std::ldexp(1.0, 1 - int(f.format().bias)));
  Value normal = f.select(isSubnormal, f.mul(x, f.number(std::ldexp(1.0, lift))), x);
  Formula::Decoded decoded = f.decode(normal);
  Value shifter = f.select(isSubnormal, f.number(f.exponentShifter() + lift), f.number(f.exponentShifter()));
  Value k = f.sub(f.shiftedExponent(decoded), shifter);

  // log(1 + g) == g - g^2 / 2 + s (g^2 / 2 + R(s^2)); head + rest is the exact value of the first two terms.
  Value g = f.sub(decoded.significand, f.number(1.0));
  Value s = f.div(g, f.add(g, f.number(2.0)));
  Value z = f.mul(s, s);
  Value halfG = f.mul(g, f.number(0.5));
  Value minusHalfG = f.mul(g, f.number(-0.5));
  Value head = f.fma(minusHalfG, g, g);
  Value rest = f.fma(minusHalfG, g, f.sub(g, head));
  Value series = f.polynomial(z, f.choose<Formula::Coefficients>(log64, log32));
  Value tail = f.mul(s, f.fma(z, series, f.mul(halfG, g)));

  // ln 2 in two parts, the first so short that its product with any exponent is exact.
  Value scaled = f.mul(k, f.number(f.choose(0.6931471805598903, 0.693145751953125)));
  Pair sum = f.sumOf(scaled, head);
  Value ln2Rest = f.number(f.choose(5.497923018708371e-14, 1.428606765330187e-06));
  Value result = f.add(sum.high, f.add(f.add(sum.low, rest), f.fma(k, ln2Rest, tail)));

  // Infinity and NaN are their own logarithms; below 0 there is none.
  result = f.select(f.compare(Predicate::OLT, x, infinity), result, x);
  Value atMostZero = f.select(f.compare(Predicate::OEQ, x, 0.0), f.number(-infinity),
                              f.number(std::numeric_limits<double>::quiet_NaN()));
  return f.select(f.compare(Predicate::OLE, x, 0.0), atMostZero, result);
}

} // namespace amaru::lower
