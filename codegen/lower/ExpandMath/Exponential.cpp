// exp, exp2 and expm1. The reductions are those of Cody and Waite (Software Manual for the Elementary Functions, 1980). The
// sums' rounding errors are kept, so that the results are within 0.8 ulp.

#include "codegen/lower/ExpandMath/Formula.h"

namespace amaru::lower {

using mlir::Value;
using Coefficients = Formula::Coefficients;
using Predicate = Formula::Predicate;

/// exp(r) is about 1 + r + r^2 (c0 + c1 r + ...) where |r| <= ln 2 / 2.
static constexpr double exp64[] = {0.5000000000000011,     0.1666666666666641,     0.04166666666652973,
                                   0.00833333333349498,    0.0013888888943758778,  0.0001984126950576053,
                                   2.4801492950814586e-05, 2.7557586818780313e-06, 2.763030585635464e-07,
                                   2.500001383800854e-08};
static constexpr double exp32[] = {0.49999993432824197, 0.16666520405841243, 0.04166839069449332, 0.008368744665713468,
                                   0.0013814543952658446};

/// exp(r) - 1 is about r + r^2 / 2 + r^3 (c0 + c1 r + ...).
static constexpr double expm164[] = {0.16666666666666674,    0.04166666666666658,    0.008333333333322866,
                                     0.001388888888894275,   0.00019841269883372559, 2.480158719638786e-05,
                                     2.7557246721370667e-06, 2.7557389731115784e-07, 2.510822933415167e-08,
                                     2.0877816820415484e-09};
static constexpr double expm132[] = {0.1666666567325592, 0.041666481643915176, 0.008333422243595123,
                                     0.0013933186419308186, 0.00019822288595605642};

/// 2^r is about 1 + r ln 2 + r^2 (c2 + c3 r + ...) where |r| <= 1/2.
static constexpr double exp2Long[] = {1.0,
                                      0.6931471805599453,
                                      0.2402265069591012,
                                      0.05550410866482073,
                                      0.009618129107597583,
                                      0.0013333558146688012,
                                      0.00015403530453422806,
                                      1.5252733544012312e-05,
                                      1.3215436888698262e-06,
                                      1.017818613542182e-07,
                                      7.073536777355572e-09,
                                      4.4360511371164173e-10};
static constexpr double exp2Short[] = {1.0,
                                       0.6931471805599453,
                                       0.24022647738456726,
                                       0.05550362169742584,
                                       0.00961852353066206,
                                       0.0013390138046815991,
                                       0.00015321554383262992};

Coefficients exp2Series(bool isWide) { return isWide ? Coefficients(exp2Long) : Coefficients(exp2Short); }

/// x == k ln 2 + r, |r| <= ln 2 / 2, with the bits of k + `excess`.
static std::pair<Value, Pair> reduceByLn2(Formula &f, Value x, uint64_t excess) {
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
  Value series = f.polynomial(r.high, f.choose<Coefficients>(exp64, exp32));
  Value tail = f.fma(f.mul(r.high, r.high), series, r.low);
  return f.scale(f.add(sum.high, f.add(sum.low, tail)), offset);
}

Value exp2Of(Formula &f, Pair x) {
  auto [k, offset] = f.round(x.high, 2 * f.format().bias);
  Pair r = {f.sub(x.high, k), Value()};
  if (x.low)
    r = f.sumOf(r.high, x.low);
  Value ln2 = f.number(f.format().ln2High);
  Pair linear = f.productOf(r.high, ln2);
  linear.low = f.fma(r.high, f.number(f.format().ln2Low), linear.low);
  if (r.low)
    linear.low = f.fma(r.low, ln2, linear.low);
  Pair sum = f.sumOf(f.number(1.0), linear.high);
  Value series = f.polynomial(r.high, exp2Series(f.format().isWide()).drop_front(2));
  Value tail = f.fma(f.mul(r.high, r.high), series, linear.low);
  return f.scale(f.add(sum.high, f.add(sum.low, tail)), offset);
}

Value expandExp2(Formula &f, mlir::Operation *op) {
  // From here on the result is infinite upwards, and 0 downwards.
  Value x = f.atMost(op->getOperand(0), f.choose(1025, 129));
  return exp2Of(f, {f.atLeast(x, f.choose(-1080, -160)), Value()});
}

ExpParts expParts(Formula &f, Value x, unsigned shift) {
  auto [biased, r] = reduceByLn2(f, x, f.format().bias - shift);
  Pair half = f.productOf(r.high, f.mul(r.high, f.number(0.5)));
  Pair sum = f.sumOf(r.high, half.high);
  // exp(r + low) - 1 is about exp(r) - 1 + low (1 + r).
  Value low = f.add(f.fma(r.high, r.low, r.low), half.low);
  Value series = f.polynomial(r.high, f.choose<Coefficients>(expm164, expm132));
  Value tail = f.fma(f.mul(f.mul(r.high, r.high), r.high), series, low);
  return {f.powerOfTwo(biased), f.sumOf(sum.high, f.add(sum.low, tail))};
}

Pair scaledExpm1(Formula &f, Value x, unsigned shift) {
  auto [power, q] = expParts(f, x, shift);
  // What the difference rounds off is where 1 has become small beside the power, and 0 where it is the other way round. The
  // difference is 0, or not below what is added to it.
  Pair difference = f.sumOf(power, f.number(-1.0 / (1 << shift)));
  Pair sum = f.sumOf(difference.high, f.mul(power, q.high));
  return {sum.high, f.fma(power, q.low, f.add(sum.low, difference.low))};
}

Value expandExpm1(Formula &f, mlir::Operation *op) {
  Value x = op->getOperand(0);
  // From here on the result is infinite upwards, and -1 downwards.
  Pair half = scaledExpm1(f, f.atLeast(f.atMost(x, f.choose(710, 89)), f.choose(-40, -20)), 1);
  Value sum = f.add(half.high, half.low);
  // Near 0 the result is x, which might not have a half.
  Value isTiny = f.compare(Predicate::OLT, f.abs(x), f.choose(0x1p-54, 0x1p-25));
  return f.select(isTiny, x, f.add(sum, sum));
}

} // namespace amaru::lower
