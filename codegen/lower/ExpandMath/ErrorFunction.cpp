// erf, of f64 alone (Python's math has it, NumPy does not): an odd series near 0, and from there on what is left to 1 as a power of two.

#include "codegen/lower/ExpandMath/Formula.h"

namespace amaru::lower {

using mlir::Value;
using Predicate = Formula::Predicate;

/// Where the second series takes over from the first; its first coefficient is rounded little there.
static constexpr double border = 0.734375;

/// erf(x) is about x + x (c0 + c1 z + ...) where z = x^2, |x| <= border.
static constexpr double belowBorder[] = {0.1283791670955126,      -0.37612638903183754,    0.11283791670955098,
                                         -0.02686617064512206,    0.005223977625278598,    -0.0008548327006243947,
                                         0.0001205533183244079,   -1.4925599711789808e-05, 1.6460621056338232e-06,
                                         -1.6336620640669338e-07, 1.4441134330676588e-08,  -9.597210433263724e-10};

/// log2(1 - erf(border + t)) is about -(c0 + c1 t + ...) until the difference is lost beside 1.
static constexpr double aboveBorder[] = {
    1.7417440989443,        3.1748917238288383,      1.1618790049434384,     0.07747220993756429,
    -0.018586909704234218,  0.003292292238821241,    -0.0001697420800657542, -0.00016275876990158497,
    8.12892167238607e-05,   -2.1009713516459748e-05, 1.8770028198256862e-06, 1.1561994715948161e-06,
    -7.341193895422114e-07, 2.48816015918228e-07,    -5.858138742543535e-08, 9.860381239798183e-09,
    -1.140206741993829e-09, 8.13327541786619e-11,    -2.69635389449664e-12};

/// c0 + x (c1 + x (...)), and what the sum rounds off.
static Pair polynomialParts(Formula &f, Value x, Formula::Coefficients coefficients) {
  Value first = f.number(coefficients[0]);
  Value rest = f.fma(x, f.polynomial(x, coefficients.drop_front(2)), f.number(coefficients[1]));
  Value sum = f.fma(x, rest, first);
  return {sum, f.fma(x, rest, f.sub(first, sum))};
}

Value expandErf(Formula &f, mlir::Operation *op) {
  Value x = op->getOperand(0), size = f.abs(x);
  Pair series = polynomialParts(f, f.mul(size, size), belowBorder);
  Value near = f.fma(size, series.high, size);

  // From the limit on the result is 1.
  Value t = f.sub(f.atMost(size, 5.95), f.number(border));
  // What is rounded off counts where the result is near the first series.
  Pair logarithm = polynomialParts(f, t, aboveBorder);
  auto [k, bits] = f.round(logarithm.high, 0);
  Value r = f.sub(f.sub(k, logarithm.high), logarithm.low);
  Value power = f.powerOfTwo(f.subBits(f.pattern(f.format().bias), bits));
  // 1 - power is exact, so that the series' own rounding is taken times r.
  Value rest = f.polynomial(r, exp2Series(/*isWide=*/true).drop_front());
  Value far = f.fma(f.neg(f.mul(power, r)), rest, f.sub(f.number(1.0), power));

  // A NaN is not below the border, and goes its way through the second series.
  Value isNear = f.compare(Predicate::OLT, size, border);
  return f.copySign(f.select(isNear, near, far), x);
}

} // namespace amaru::lower
