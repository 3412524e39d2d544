// log, log1p, log2 and log10. The natural logarithm's series in g / (2 + g) is that of Tang (Table-driven implementation of
// the logarithm function, 1990) and fdlibm. The sums' rounding errors are kept, so that the results are within 0.8 ulp.

#include "codegen/lower/ExpandMath/Formula.h"
#include <cmath>
#include <limits>

namespace amaru::lower {

using mlir::Value;
using Coefficients = Formula::Coefficients;
using Predicate = Formula::Predicate;

/// log(1 + g) is about 2 s + s z (c0 + c1 z + ...) where s = g / (2 + g), z = s^2, sqrt(1/2) <= 1 + g <= sqrt(2).
static constexpr double log64[] = {0.6666666666666735,  0.39999999999412883, 0.28571428742824645, 0.22222198524708975,
                                   0.18183567024243041, 0.153139771566181,   0.14796725971184407};
static constexpr double log32[] = {0.6666677655623833, 0.39977517956763375, 0.2987241433321048};

/// log2(1 + g) == s (a + z a / 3 + z^2 (c0 + c1 z + ...)), with s and z as above and a = 2 / ln 2.
static constexpr double log2Series[] = {0.5770780163556177, 0.41219858309202373, 0.3205989022586258, 0.2623077024205415,
                                        0.22198393891261,   0.19125650960977444, 0.19037311972051468};
static constexpr double a[] = {2.8853900817779268, 4.0710547481862066e-17};
static constexpr double aThird[] = {0.9617966939259756, 5.0577616648125907e-17};
/// log2(1 + g) is about s (a + z (c0 + c1 z + ...)).
static constexpr double log2ShortSeries[] = {0.9617966792420998, 0.5770828424883124, 0.4117068521452215,
                                             0.3402102060974205};

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// k ln 2 + log(1 + g), where g + low is meant; without `low` g is exact.
Value logOf(Formula &f, Value k, Value g, Value low) {
  // log(1 + g) == g - g^2 / 2 + s (g^2 / 2 + R(s^2)); head + rest is the exact value of the first two terms.
  Value s = f.div(g, f.add(g, f.number(2.0)));
  Value z = f.mul(s, s);
  Value halfG = f.mul(g, f.number(0.5));
  Value minusHalfG = f.mul(g, f.number(-0.5));
  Value head = f.fma(minusHalfG, g, g);
  Value rest = f.fma(minusHalfG, g, f.sub(g, head));
  if (low)
    rest = f.add(rest, f.fma(f.neg(g), low, low));
  Value series = f.polynomial(z, f.choose<Coefficients>(log64, log32));
  Value tail = f.mul(s, f.fma(z, series, f.mul(halfG, g)));

  // ln 2 in two parts, the first so short that its product with any exponent is exact.
  Value scaled = f.mul(k, f.number(f.choose(0.6931471805598903, 0.693145751953125)));
  Pair sum = f.sumOf(scaled, head);
  Value ln2Rest = f.number(f.choose(5.497923018708371e-14, 1.428606765330187e-06));
  return f.add(sum.high, f.add(f.add(sum.low, rest), f.fma(k, ln2Rest, tail)));
}

/// x as a normal number, a power of two larger where it is subnormal.
struct Lifted {
  Value normal, isSubnormal;
  unsigned lift;
};
Lifted liftSubnormal(Formula &f, Value x) {
  unsigned lift = f.format().fraction + 2;
  Value isSubnormal = f.compare(Predicate::OLT, x, std::ldexp(1.0, 1 - int(f.format().bias)));
  return {f.select(isSubnormal, f.mul(x, f.number(std::ldexp(1.0, lift))), x), isSubnormal, lift};
}

/// Infinity and NaN are their own logarithms; below 0 there is none.
Value finishLog(Formula &f, Value x, Value result, double zero = 0.0) {
  result = f.select(f.compare(Predicate::OLT, x, infinity), result, x);
  Value atMostZero = f.select(f.compare(Predicate::OEQ, x, zero), f.number(-infinity),
                              f.number(std::numeric_limits<double>::quiet_NaN()));
  return f.select(f.compare(Predicate::OLE, x, zero), atMostZero, result);
}

/// log2(x) times a constant of 106 bits.
Value expandLogOf2(Formula &f, mlir::Operation *op, double factor, double factorLow) {
  Value x = op->getOperand(0);
  if (!f.format().isWide()) {
    Formula wide = f.widened();
    Value logarithm = log2Narrow(wide, wide.fromNarrow(x));
    return finishLog(f, x, f.fromWide(factor == 1.0 ? logarithm : wide.mul(logarithm, wide.number(factor))));
  }
  Lifted lifted = liftSubnormal(f, x);
  Pair logarithm = log2Wide(f, lifted.normal);
  Value lift = f.select(lifted.isSubnormal, f.number(-double(lifted.lift)), f.number(0.0));
  Pair sum = f.sumOf(lift, logarithm.high);
  sum.low = f.add(sum.low, logarithm.low);
  if (factor != 1.0) {
    Pair product = f.productOf(sum.high, f.number(factor));
    product.low = f.fma(sum.high, f.number(factorLow), product.low);
    sum = {product.high, f.fma(sum.low, f.number(factor), product.low)};
  }
  return finishLog(f, x, f.add(sum.high, sum.low));
}

} // namespace

/// log(x) == k ln 2 + log(1 + g) where x == 2^k (1 + g), sqrt(1/2) <= 1 + g < sqrt(2).
Value expandLog(Formula &f, mlir::Operation *op) {
  Value x = op->getOperand(0);
  auto [normal, isSubnormal, lift] = liftSubnormal(f, x);
  Formula::Decoded decoded = f.decode(normal);
  Value shifter = f.select(isSubnormal, f.number(f.exponentShifter() + lift), f.number(f.exponentShifter()));
  Value k = f.sub(f.shiftedExponent(decoded), shifter);
  return finishLog(f, x, logOf(f, k, f.sub(decoded.significand, f.number(1.0)), Value()));
}

/// log(1 + x), where what 1 + x rounds off is kept.
Value expandLog1p(Formula &f, mlir::Operation *op) {
  Value x = op->getOperand(0);
  // What the sum rounds off is exact wherever it counts, since 1 is a multiple of its last place.
  Pair sum = f.sumOf(f.number(1.0), x);
  Formula::Decoded decoded = f.decode(sum.high);
  Value k = f.sub(f.shiftedExponent(decoded), f.number(f.exponentShifter()));
  // 2^(1 - k), from the bits of k + bias + 1.
  Value inversePower = f.powerOfTwo(f.subBits(f.pattern(2 * f.format().bias + 2), decoded.exponent));
  Value low = f.mul(f.mul(sum.low, inversePower), f.number(0.5));
  Pair g = f.sumOf(f.sub(decoded.significand, f.number(1.0)), low);
  return f.copySign(finishLog(f, x, logOf(f, k, g.high, g.low), -1.0), x);
}

Pair log2Wide(Formula &f, Value x) {
  Formula::Decoded decoded = f.decode(x);
  Value k = f.sub(f.shiftedExponent(decoded), f.number(f.exponentShifter()));
  Value g = f.sub(decoded.significand, f.number(1.0));
  // 1 has the significand's exponent, or the one above.
  Pair s = f.quotientOf({g, Value()}, f.sumOf(f.number(1.0), decoded.significand));
  Pair z = f.productOf(s.high, s.high);
  z.low = f.fma(f.add(s.high, s.high), s.low, z.low);
  Pair series = f.productOf(z.high, f.polynomial(z.high, log2Series));
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

Value log2Narrow(Formula &f, Value x) {
  Formula::Decoded decoded = f.decode(x);
  Value exponent = f.sub(f.shiftedExponent(decoded), f.number(f.exponentShifter()));
  Value s = f.div(f.sub(decoded.significand, f.number(1.0)), f.add(decoded.significand, f.number(1.0)));
  Value z = f.mul(s, s);
  return f.fma(s, f.fma(z, f.polynomial(z, log2ShortSeries), f.number(a[0])), exponent);
}

Value expandLog2(Formula &f, mlir::Operation *op) { return expandLogOf2(f, op, 1.0, 0.0); }

Value expandLog10(Formula &f, mlir::Operation *op) {
  return expandLogOf2(f, op, 0.3010299956639812, -2.8037281277851704e-18);
}

} // namespace amaru::lower
