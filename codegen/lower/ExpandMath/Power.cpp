// pow: 2^(y log2 |x|), with the logarithm to 66 bits for f64, and in f64 for f32. What has a meaning of its own is libm's: a
// base that is 0, subnormal or not finite, an exponent that is not finite, results out of range, and a negative base to a
// fraction.

#include "codegen/lower/ExpandMath/Formula.h"
#include <cmath>
#include <limits>

namespace amaru::lower {

using mlir::Value;
using Predicate = Formula::Predicate;

namespace {

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
  return {exp2Of(f, product), isPlain};
}

/// In f64 for a result in f32, whose subnormal numbers are normal there.
Power computeNarrow(Formula &f, Value x, Value y) {
  Value product = f.mul(y, log2Narrow(f, x));
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
