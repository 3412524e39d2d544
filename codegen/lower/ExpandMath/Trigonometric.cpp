// sin, cos and tan: x is reduced to at most pi / 4 by multiples of pi / 2, whose number says which of the two series, with which
// sign, the result is. Sine and cosine of one number share all of it but the last choice. Numbers so large that the
// reduction would lose them are libm's.

#include "codegen/lower/ExpandMath/Formula.h"

namespace amaru::lower {

using mlir::Value;
using Predicate = Formula::Predicate;

/// sin(r) is about r + r^3 (c0 + c1 z + ...), cos(r) about 1 - z / 2 + z^2 (c0 + c1 z + ...), where z = r^2, |r| <= pi / 4.
static constexpr double sin64[] = {-0.1666666666666663,    0.008333333333322122,    -0.0001984126982959039,
                                   2.7557313621098125e-06, -2.5050747643153565e-08, 1.5896219517836906e-10};
static constexpr double cos64[] = {0.041666666666666595,    -0.001388888888887302, 2.4801587288829135e-05,
                                   -2.7557314172802057e-07, 2.087569996157394e-09, -1.1358491015677195e-11};
/// The same to what f32 holds.
static constexpr double sin32[] = {-0.16666654610636425, 0.008332160395495569, -0.00019515210555936388};
static constexpr double cos32[] = {0.04166664573690221, -0.0013887318378476843, 2.4433350570094873e-05};

namespace {

/// pi / 2 as a sum. The first part is so long, and the second so short, that their products with a multiplier below 2^21 are
/// taken off exactly.
constexpr double halfPi[] = {1.5707963267948966, 6.12323399409214e-17, 1.6446256936324258e-26};
/// The second part in full, for results that need less.
constexpr double halfPiRest = 6.123233995736766e-17;
constexpr double twoOverPi = 0.6366197723675814;

/// Sine and cosine of what is left of x, and the bits of the multiplier.
struct Quadrant {
  Pair sine, cosine;
  Value multiplier;
};

Quadrant computeWide(Formula &f, Value x) {
  auto [k, multiplier] = f.roundProduct(x, twoOverPi, 0);
  Value reduced = f.fma(k, f.number(-halfPi[0]), x);
  Value r = f.fma(k, f.number(-halfPi[1]), reduced);
  Value low = f.fma(k, f.number(-halfPi[1]), f.sub(reduced, r));
  low = f.fma(k, f.number(-halfPi[2]), low);

  // r + low stands for r: sin(r + low) == sin(r) + low cos(r), cos(r + low) == cos(r) - low sin(r).
  Value z = f.mul(r, r), minusHalf = f.mul(r, f.number(-0.5));
  Value lowCosine = f.fma(f.mul(low, minusHalf), r, low);
  Pair sine = f.sumOf(r, f.fma(f.mul(r, z), f.polynomial(z, sin64), lowCosine));
  // head + rest is the exact value of the first two terms.
  Value head = f.fma(minusHalf, r, f.number(1.0));
  Value rest = f.fma(minusHalf, r, f.sub(f.number(1.0), head));
  rest = f.fma(f.neg(r), low, rest);
  Pair cosine = f.sumOf(head, f.fma(f.mul(z, z), f.polynomial(z, cos64), rest));
  return {sine, cosine, multiplier};
}

/// In f64 for a result in f32, without low parts.
Quadrant computeNarrow(Formula &f, Value x) {
  auto [k, multiplier] = f.roundProduct(x, twoOverPi, 0);
  Value r = f.fma(k, f.number(-halfPiRest), f.fma(k, f.number(-halfPi[0]), x));
  Value z = f.mul(r, r);
  Value sine = f.fma(f.mul(r, z), f.polynomial(z, sin32), r);
  Value cosine = f.fma(f.mul(z, z), f.polynomial(z, cos32), f.fma(z, f.number(-0.5), f.number(1.0)));
  return {{sine, Value()}, {cosine, Value()}, multiplier};
}

Value sum(Formula &f, Pair value) { return value.low ? f.add(value.high, value.low) : value.high; }

/// The sine, `turns` quarters of a turn further.
Value sineOf(Formula &f, const Quadrant &quadrant, uint64_t turns) {
  Value quarter = turns ? f.addBits(quadrant.multiplier, f.pattern(turns)) : quadrant.multiplier;
  Value chosen = f.select(f.isOdd(quarter), sum(f, quadrant.cosine), sum(f, quadrant.sine));
  // The second bit says that the sign changes.
  Value sign = f.signFromLastBit(f.shiftRight(quarter, 1));
  return f.realOf(f.exclusiveOr(f.bitsOf(chosen), sign));
}

Value sine(Formula &f, const Quadrant &quadrant) { return sineOf(f, quadrant, 0); }
/// cos(x) == sin(x + pi / 2).
Value cosine(Formula &f, const Quadrant &quadrant) { return sineOf(f, quadrant, 1); }

/// Sine by cosine, or after an odd number of quarters of a turn, the other way round with the other sign.
Value tangent(Formula &f, const Quadrant &quadrant) {
  Value isOdd = f.isOdd(quadrant.multiplier), result;
  Pair sine = quadrant.sine, cosine = quadrant.cosine;
  Pair dividend = {f.select(isOdd, cosine.high, sine.high), Value()};
  Pair divisor = {f.select(isOdd, sine.high, cosine.high), Value()};
  if (sine.low) {
    dividend.low = f.select(isOdd, cosine.low, sine.low);
    divisor.low = f.select(isOdd, sine.low, cosine.low);
    result = sum(f, f.quotientOf(dividend, divisor));
  } else {
    result = f.div(dividend.high, divisor.high);
  }
  return f.realOf(f.exclusiveOr(f.bitsOf(result), f.signFromLastBit(quadrant.multiplier)));
}

/// A function of |x|; an odd one then gets the sign of x.
Value expand(Formula &f, mlir::Operation *op, Value (*function)(Formula &, const Quadrant &), bool isOdd,
             llvm::StringRef libm) {
  Value x = op->getOperand(0), size = f.abs(x), result;
  if (f.format().isWide()) {
    result = function(f, computeWide(f, size));
  } else {
    Formula wide = f.widened();
    result = f.fromWide(function(wide, computeNarrow(wide, wide.fromNarrow(size))));
  }
  if (isOdd) {
    Value sign = f.exclusiveOr(f.bitsOf(x), f.bitsOf(size));
    result = f.realOf(f.exclusiveOr(f.bitsOf(result), sign));
  }
  // True for a NaN, which has gone its way through the sums.
  Value holds = f.compare(Predicate::ULE, size, f.choose(0x1p20, 0x1p40));
  return f.orLibm(holds, result, libm, x);
}

} // namespace

Value expandSin(Formula &f, mlir::Operation *op) { return expand(f, op, sine, /*isOdd=*/true, "amaru_rt_sin"); }
Value expandCos(Formula &f, mlir::Operation *op) { return expand(f, op, cosine, /*isOdd=*/false, "amaru_rt_cos"); }
Value expandTan(Formula &f, mlir::Operation *op) { return expand(f, op, tangent, /*isOdd=*/true, "amaru_rt_tan"); }

} // namespace amaru::lower
