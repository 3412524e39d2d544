// atan: of a quotient between -tan(pi / 8) and tan(pi / 8), plus a multiple of pi / 4.

#include "codegen/lower/ExpandMath/Formula.h"

namespace amaru::lower {

using mlir::Value;
using Coefficients = Formula::Coefficients;
using Predicate = Formula::Predicate;

/// atan(t) is about t + t^3 (c0 + c1 z + ...) where z = t^2, |t| <= tan(pi / 8).
static constexpr double atan64[] = {-0.333333333333332,   0.1999999999995316,   -0.14285714280158032,
                                    0.11111110781722253,  -0.09090897712614558, 0.07692059490571759,
                                    -0.06663096617808545, 0.05847840500416484,  -0.05039106354603479,
                                    0.038060022838429464, -0.017902746235182253};
static constexpr double atan32[] = {-0.33333316445350647, 0.19998471438884735, -0.14243514835834503,
                                    0.10593651235103607, -0.060777731239795685};

/// atan(x) == pi / 4 + atan((x - 1) / (x + 1)) == pi / 2 + atan(-1 / x), for x > 0.
Value expandAtan(Formula &f, mlir::Operation *op) {
  Value x = op->getOperand(0);
  // From here on the result is pi / 2.
  Value size = f.atMost(f.abs(x), f.choose(0x1p60, 0x1p30));
  Value isMiddle = f.compare(Predicate::OGT, size, 0.41421356237309503);
  Value isLarge = f.compare(Predicate::OGT, size, 2.414213562373095);
  Value zero = f.number(0.0), one = f.number(1.0);
  auto choose = [&](Value small, Value middle, Value large) {
    return f.select(isLarge, large, f.select(isMiddle, middle, small));
  };
  // What these round off is exact, since 1 is a multiple of their last places.
  Pair less = f.sumOf(f.number(-1.0), size), more = f.sumOf(one, size);
  Pair dividend = {choose(size, less.high, f.number(-1.0)), choose(zero, less.low, zero)};
  Pair divisor = {choose(one, more.high, size), choose(zero, more.low, zero)};
  Pair t = f.quotientOf(dividend, divisor);

  Value z = f.mul(t.high, t.high);
  Value series = f.polynomial(z, f.choose<Coefficients>(atan64, atan32));
  Value tail = f.fma(f.mul(t.high, z), series, t.low);
  auto quarters = [&](double quarter) { return choose(zero, f.number(quarter), f.number(2 * quarter)); };
  Value base = quarters(f.choose(0.7853981633974483, 0.7853981852531433));
  Value baseLow = quarters(f.choose(3.061616997868383e-17, -2.1855695000931213e-08));
  Pair sum = f.sumOf(base, t.high);
  return f.copySign(f.add(sum.high, f.add(sum.low, f.add(tail, baseLow))), x);
}

} // namespace amaru::lower
