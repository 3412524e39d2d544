// pow: 2^(y log2 |x|), with the logarithm to 66 bits for f64, and in f64 for f32. What has a meaning of its own is libm's: a
// base that is 0, subnormal or not finite, an exponent that is not finite, results out of range, and a negative base to a
// fraction.

#include "codegen/lower/ExpandMath/Formula.h"
#include <cmath>
#include <limits>

namespace amaru::lower {

using mlir::Value;
using Predicate = Formula::Predicate;

/// log2(1 + g) == s (a + z a / 3 + z^2 (c0 + c1 z + ...)) where s = g / (2 + g), z = s^2, a = 2 / ln 2,
/// sqrt(1/2) <= 1 + g <= sqrt(2).
static constexpr double log64[] = {0.5770780163556177, 0.41219858309202373, 0.3205989022586258, 0.2623077024205415,
                                   0.22198393891261,   0.19125650960977444, 0.19037311972051468};
/// log2(1 + g) is about s (a + z (c0 + c1 z + ...)).
static constexpr double log32[] = {0.9617966792420998, 0.5770828424883124, 0.4117068521452215, 0.3402102060974205};
static constexpr double a[] = {2.8853900817779268, 4.0710547481862066e-17};
static constexpr double aThird[] = {0.9617966939259756, 5.0577616648125907e-17};

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
static constexpr double exp2Short[] = {1.0000000005536525,    0.6931472057188663,   0.2402264689399973,
                                       0.05550328805216791,   0.009618488792195422, 0.0013399929836761595,
                                       0.00015345864372494993};

Formula::Coefficients exp2Series(bool isWide) {
  return isWide ? Formula::Coefficients(exp2Long) : Formula::Coefficients(exp2Short);
}

namespace {

/// log2(x) for a positive normal x.
Pair log2Wide(Formula &f, Value x) {
  Formula::Decoded decoded = f.decode(x);
  Value k = f.sub(f.shiftedExponent(decoded), f.number(f.exponentShifter()));
  Value g = f.sub(decoded.significand, f.number(1.0));
  // 1 has the significand's exponent, or the one above.
  Pair divisor = f.sumOf(f.number(1.0), decoded.significand);
  Value inverse = f.div(f.number(1.0), divisor.high);
  Pair s;
  s.high = f.mul(g, inverse);
  Value remainder = f.fma(f.neg(s.high), divisor.high, g);
  s.low = f.mul(f.fma(f.neg(s.high), divisor.low, remainder), inverse);

  Pair z = f.productOf(s.high, s.high);
  z.low = f.fma(f.add(s.high, s.high), s.low, z.low);
  Pair series = f.productOf(z.high, f.polynomial(z.high, log64));
  Pair inner = f.sumOf(f.number(aThird[0]), series.high);
  inner.low = f.add(f.add(inner.low, f.number(aThird[1])), series.low);
  Pair term = f.productOf(z.high, inner.high);
  term.low = f.fma(z.low, inner.high, f.fma(z.high, inner.low, term.low));
  Pair factor = f.sumOf(f.number(a[0]), term.high);
  factor.low = f.add(f.add(factor.low, f.number(a[1])), term.low);
  Pair logarithm = f.productOf(s.high, factor.high);
  logarithm.low = f.fma(s.low, factor.high, f.fma(s.high, factor.low, logarithm.low));

  // k is 0, or not below the other term.
  Pair sum = f.sumOf(k, logarithm.high);
  return {sum.high, f.add(sum.low, logarithm.low)};
}

/// 2^(x.high + x.low).
Value exp2Wide(Formula &f, Pair x) {
  auto [k, offset] = f.round(x.high, 2 * f.format().bias);
  Pair r = f.sumOf(f.sub(x.high, k), x.low);
  Pair linear = f.productOf(r.high, f.number(f.format().ln2High));
  linear.low = f.fma(r.high, f.number(f.format().ln2Low), linear.low);
  linear.low = f.fma(r.low, f.number(f.format().ln2High), linear.low);
  Pair sum = f.sumOf(f.number(1.0), linear.high);
  Value tail =
      f.fma(f.mul(r.high, r.high), f.polynomial(r.high, exp2Series(/*isWide=*/true).drop_front(2)), linear.low);
  return f.scale(f.add(sum.high, f.add(sum.low, tail)), offset);
}

/// |x|^y, and whether it is that: `limit` is how large the power of two may be.
struct Power {
  Value value, isPlain;
};

Value isWithin(Formula &f, Value x, double low, double high) {
  return f.both(f.compare(Predicate::OGE, x, low), f.compare(Predicate::OLT, x, high));
}

Power computeWide(Formula &f, Value x, Value y) {
  Pair logarithm = log2Wide(f, x);
  Pair product = f.productOf(y, logarithm.high);
  product.low = f.fma(y, logarithm.low, product.low);
  Value isPlain = f.both(isWithin(f, x, std::numeric_limits<double>::min(), std::numeric_limits<double>::infinity()),
                         f.compare(Predicate::OLT, f.abs(product.high), 1100));
  return {exp2Wide(f, product), isPlain};
}

/// In f64 for a result in f32, whose subnormal numbers are normal there.
Power computeNarrow(Formula &f, Value x, Value y) {
  Formula::Decoded decoded = f.decode(x);
  Value exponent = f.sub(f.shiftedExponent(decoded), f.number(f.exponentShifter()));
  Value s = f.div(f.sub(decoded.significand, f.number(1.0)), f.add(decoded.significand, f.number(1.0)));
  Value z = f.mul(s, s);
  Value logarithm = f.fma(s, f.fma(z, f.polynomial(z, log32), f.number(a[0])), exponent);
  Value product = f.mul(y, logarithm);
  auto [k, biased] = f.round(product, f.format().bias);
  Value value = f.mul(f.polynomial(f.sub(product, k), exp2Series(/*isWide=*/false)), f.powerOfTwo(biased));
  Value isPlain = f.both(isWithin(f, x, 0x1p-149, std::numeric_limits<double>::infinity()),
                         f.compare(Predicate::OLT, f.abs(product), 200));
  return {value, isPlain};
}

} // namespace

Value expandPow(Formula &f, mlir::Operation *op) {
  Value x = op->getOperand(0), y = op->getOperand(1), size = f.abs(x);
  Power power;
  if (f.format().isWide()) {
    power = computeWide(f, size, y);
  } else {
    Formula wide = f.widened();
    power = computeNarrow(wide, wide.fromNarrow(size), wide.fromNarrow(y));
    power.value = f.fromWide(power.value);
  }
  // A negative base to an odd power is negative.
  Value isNegative = f.compare(Predicate::OLT, x, 0.0);
  Value isWhole = f.compare(Predicate::OEQ, f.roundEven(y), y);
  Value half = f.mul(y, f.number(0.5));
  Value isOdd = f.compare(Predicate::UNE, f.roundEven(half), half);
  Value result = f.select(f.both(isNegative, isOdd), f.neg(power.value), power.value);
  Value hasMeaning = f.either(isWhole, f.compare(Predicate::OGT, x, 0.0));
  return f.orLibm(f.both(power.isPlain, hasMeaning), result, "amaru_rt_pow", op->getOperands());
}

} // namespace amaru::lower
