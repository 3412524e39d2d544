// amaru-expand-math: exp and log become the arithmetic that computes them, without a branch, a table or a call, so that a
// loop over them is vectorised like any other. Given is a machine with a fused multiply-add. Every operation is rounded by
// itself and carries no flag, so that an element has the same bits in a scalar and in a vector of any width.
//
// The reductions are those of Cody and Waite (Software Manual for the Elementary Functions, 1980); the logarithm's series
// in f / (2 + f) is that of Tang (Table-driven implementation of the logarithm function, 1990) and fdlibm. The
// coefficients are minimax ones, found by Remez' exchange. The sums' rounding errors are kept (Dekker's fast two-sum), so
// that the results are within 0.8 ulp.

#include "codegen/lower/Passes.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include <cmath>
#include <limits>

namespace amaru::lower {
#define GEN_PASS_DEF_EXPANDMATH
#include "codegen/lower/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace math = mlir::math;
using arith::CmpFPredicate;
using mlir::Type;
using mlir::Value;

/// A binary format, and the constants of the functions in it.
struct Format {
  /// Bits of the stored fraction.
  unsigned fraction;
  uint64_t bias;
  /// The bits of sqrt(1/2).
  uint64_t sqrtHalf;
  /// ln 2 as a sum of two numbers, for fused multiply-adds.
  double ln2High, ln2Low;
  /// The same with a first part so short that its product with any exponent is exact.
  double ln2Short, ln2Rest;
  /// From here on exp is 0 downwards, and infinite upwards.
  double expLow, expHigh;
  /// exp(r) is about 1 + r + r^2 (c0 + c1 r + ...) where |r| <= ln 2 / 2.
  llvm::ArrayRef<double> exp;
  /// log(1 + f) is about 2 s + s z (c0 + c1 z + ...) where s = f / (2 + f), z = s^2, sqrt(1/2) <= 1 + f <= sqrt(2).
  llvm::ArrayRef<double> log;
};

constexpr double exp64[] = {0.5000000000000011,     0.1666666666666641,     0.04166666666652973,
                            0.00833333333349498,    0.0013888888943758778,  0.0001984126950576053,
                            2.4801492950814586e-05, 2.7557586818780313e-06, 2.763030585635464e-07,
                            2.500001383800854e-08};
constexpr double log64[] = {0.6666666666666735,  0.39999999999412883, 0.28571428742824645, 0.22222198524708975,
                            0.18183567024243041, 0.153139771566181,   0.14796725971184407};
constexpr double exp32[] = {0.49999993432824197, 0.16666520405841243, 0.04166839069449332, 0.008368744665713468,
                            0.0013814543952658446};
constexpr double log32[] = {0.6666677655623833, 0.39977517956763375, 0.2987241433321048};

const Format f64Format = {.fraction = 52,
                          .bias = 1023,
                          .sqrtHalf = 0x3fe6a09e667f3bcd,
                          .ln2High = 0.6931471805599453,
                          .ln2Low = 2.3190468138462996e-17,
                          .ln2Short = 0.6931471805598903,
                          .ln2Rest = 5.497923018708371e-14,
                          .expLow = -746,
                          .expHigh = 710,
                          .exp = exp64,
                          .log = log64};
const Format f32Format = {.fraction = 23,
                          .bias = 127,
                          .sqrtHalf = 0x3f3504f3,
                          .ln2High = 0.6931471824645996,
                          .ln2Low = -1.9046542121259336e-09,
                          .ln2Short = 0.693145751953125,
                          .ln2Rest = 1.428606765330187e-06,
                          .expLow = -104,
                          .expHigh = 89,
                          .exp = exp32,
                          .log = log32};

/// Short names for the ops that the formulas are made of, on numbers or vectors of one format.
struct Formula : mlir::ImplicitLocOpBuilder {
  const Format &format;
  /// The type of the numbers, and that of their bits.
  Type real, bits;

  Formula(mlir::Operation *op, const Format &format)
      : ImplicitLocOpBuilder(op->getLoc(), op), format(format), real(op->getResult(0).getType()) {
    bits = getIntegerType(mlir::getElementTypeOrSelf(real).getIntOrFloatBitWidth());
    if (auto vector = llvm::dyn_cast<mlir::VectorType>(real))
      bits = vector.clone(bits);
  }

  Value constant(Type type, mlir::TypedAttr value) {
    if (auto vector = llvm::dyn_cast<mlir::VectorType>(type))
      value = mlir::DenseElementsAttr::get(vector, mlir::Attribute(value));
    return arith::ConstantOp::create(*this, value);
  }
  Value number(double value) { return constant(real, getFloatAttr(mlir::getElementTypeOrSelf(real), value)); }
  Value pattern(uint64_t value) {
    Type type = mlir::getElementTypeOrSelf(bits);
    return constant(bits, getIntegerAttr(type, llvm::APInt(type.getIntOrFloatBitWidth(), value)));
  }

  Value add(Value a, Value b) { return arith::AddFOp::create(*this, a, b); }
  Value sub(Value a, Value b) { return arith::SubFOp::create(*this, a, b); }
  Value mul(Value a, Value b) { return arith::MulFOp::create(*this, a, b); }
  Value div(Value a, Value b) { return arith::DivFOp::create(*this, a, b); }
  Value fma(Value a, Value b, Value c) { return math::FmaOp::create(*this, a, b, c); }
  Value compare(CmpFPredicate predicate, Value a, double b) {
    return arith::CmpFOp::create(*this, predicate, a, number(b));
  }
  Value select(Value condition, Value a, Value b) { return arith::SelectOp::create(*this, condition, a, b); }

  Value addBits(Value a, Value b) { return arith::AddIOp::create(*this, a, b); }
  Value subBits(Value a, Value b) { return arith::SubIOp::create(*this, a, b); }
  Value shiftLeft(Value a, uint64_t count) { return arith::ShLIOp::create(*this, a, pattern(count)); }
  Value shiftRight(Value a, uint64_t count) { return arith::ShRUIOp::create(*this, a, pattern(count)); }
  Value bitsOf(Value a) { return arith::BitcastOp::create(*this, bits, a); }
  Value realOf(Value a) { return arith::BitcastOp::create(*this, real, a); }
};

/// c0 + c1 x + c2 x^2 + ..., by halves (Estrin), which leaves the machine more to do at once than Horner's rule.
Value polynomial(Formula &f, Value x, llvm::ArrayRef<double> coefficients) {
  llvm::SmallVector<Value> terms;
  for (double coefficient : coefficients)
    terms.push_back(f.number(coefficient));
  for (Value power = x;; power = f.mul(power, power)) {
    llvm::SmallVector<Value> pairs;
    for (size_t i = 0; i < terms.size(); i += 2)
      pairs.push_back(i + 1 < terms.size() ? f.fma(terms[i + 1], power, terms[i]) : terms[i]);
    if (pairs.size() == 1)
      return pairs[0];
    terms = std::move(pairs);
  }
}

/// value * 2^k, where `offset` are the bits of k + 2 bias: in two halves, since 2^k need not be a normal number; only
/// the second product can round.
Value scale(Formula &f, Value value, Value offset) {
  Value half = f.shiftRight(offset, 1);
  Value first = f.realOf(f.shiftLeft(half, f.format.fraction));
  Value second = f.realOf(f.shiftLeft(f.subBits(offset, half), f.format.fraction));
  return f.mul(f.mul(value, first), second);
}

/// exp(x) == 2^k exp(r) where x == k ln 2 + r, |r| <= ln 2 / 2.
Value expandExp(Formula &f, Value x) {
  const Format &format = f.format;
  // Both comparisons are false for a NaN, which goes its way through the sums.
  x = f.select(f.compare(CmpFPredicate::OGT, x, format.expHigh), f.number(format.expHigh), x);
  x = f.select(f.compare(CmpFPredicate::OLT, x, format.expLow), f.number(format.expLow), x);

  // 3/2 2^fraction has 1 as its last place: the sum is rounded to an integer, which lies in its last bits.
  double shifter = 1.5 * double(uint64_t(1) << format.fraction);
  uint64_t shifterBits = ((format.bias + format.fraction) << format.fraction) | (uint64_t(1) << (format.fraction - 1));
  Value shifted = f.fma(x, f.number(1.4426950408889634), f.number(shifter));
  Value k = f.sub(shifted, f.number(shifter));
  Value offset = f.subBits(f.bitsOf(shifted), f.pattern(shifterBits - 2 * format.bias));

  // The first step is exact; what the second rounds off is `low`.
  Value reduced = f.fma(k, f.number(-format.ln2High), x);
  Value r = f.fma(k, f.number(-format.ln2Low), reduced);
  Value low = f.fma(k, f.number(-format.ln2Low), f.sub(reduced, r));

  Value one = f.number(1.0);
  Value sum = f.add(one, r);
  Value rest = f.add(f.sub(one, sum), r);
  Value tail = f.fma(f.mul(r, r), polynomial(f, r, format.exp), low);
  return scale(f, f.add(sum, f.add(rest, tail)), offset);
}

/// log(x) == k ln 2 + log(1 + g) where x == 2^k (1 + g), sqrt(1/2) <= 1 + g < sqrt(2).
Value expandLog(Formula &f, Value x) {
  const Format &format = f.format;
  double infinity = std::numeric_limits<double>::infinity();
  unsigned lift = format.fraction + 2;
  double smallestNormal = std::ldexp(1.0, 1 - int(format.bias));
  Value isSubnormal = f.compare(CmpFPredicate::OLT, x, smallestNormal);
  Value normal = f.select(isSubnormal, f.mul(x, f.number(std::ldexp(1.0, lift))), x);

  // The exponent of x / sqrt(1/2), plus `excess` so that it is no negative number.
  uint64_t excess = format.bias + 1;
  Value pattern = f.bitsOf(normal);
  Value exponent =
      f.shiftRight(f.addBits(pattern, f.pattern((excess << format.fraction) - format.sqrtHalf)), format.fraction);
  Value significand = f.realOf(
      f.addBits(f.subBits(pattern, f.shiftLeft(exponent, format.fraction)), f.pattern(excess << format.fraction)));
  // A number with 1 as its last place takes the exponent into its last bits.
  double shifter = double(uint64_t(1) << format.fraction);
  Value shifted = f.realOf(f.addBits(exponent, f.pattern((format.bias + format.fraction) << format.fraction)));
  Value k = f.sub(shifted, f.select(isSubnormal, f.number(shifter + excess + lift), f.number(shifter + excess)));

  // log(1 + g) == g - g^2 / 2 + s (g^2 / 2 + R(s^2)); head + rest is the exact value of the first two terms.
  Value g = f.sub(significand, f.number(1.0));
  Value s = f.div(g, f.add(g, f.number(2.0)));
  Value z = f.mul(s, s);
  Value halfG = f.mul(g, f.number(0.5));
  Value minusHalfG = f.mul(g, f.number(-0.5));
  Value head = f.fma(minusHalfG, g, g);
  Value rest = f.fma(minusHalfG, g, f.sub(g, head));
  Value tail = f.mul(s, f.fma(z, polynomial(f, z, format.log), f.mul(halfG, g)));

  Value scaled = f.mul(k, f.number(format.ln2Short));
  Value sum = f.add(scaled, head);
  Value lost = f.add(f.sub(scaled, sum), head);
  Value small = f.add(f.add(lost, rest), f.fma(k, f.number(format.ln2Rest), tail));
  Value result = f.add(sum, small);

  // Infinity and NaN are their own logarithms; below 0 there is none.
  result = f.select(f.compare(CmpFPredicate::OLT, x, infinity), result, x);
  Value atMostZero = f.select(f.compare(CmpFPredicate::OEQ, x, 0.0), f.number(-infinity),
                              f.number(std::numeric_limits<double>::quiet_NaN()));
  return f.select(f.compare(CmpFPredicate::OLE, x, 0.0), atMostZero, result);
}

/// The format that the functions are computed in; null where a call of libm stays.
const Format *formatOf(Type type) {
  Type element = mlir::getElementTypeOrSelf(type);
  return element.isF64() ? &f64Format : element.isF32() ? &f32Format : nullptr;
}

struct ExpandMath : impl::ExpandMathBase<ExpandMath> {
  void expand(mlir::Operation *op, Value (*formula)(Formula &, Value)) {
    const Format *format = formatOf(op->getResult(0).getType());
    if (!format)
      return;
    Formula f(op, *format);
    op->getResult(0).replaceAllUsesWith(formula(f, op->getOperand(0)));
    op->erase();
  }

  void runOnOperation() override {
    getOperation().walk([&](mlir::Operation *op) {
      if (llvm::isa<math::ExpOp>(op))
        expand(op, expandExp);
      else if (llvm::isa<math::LogOp>(op))
        expand(op, expandLog);
    });
  }
};

} // namespace
} // namespace amaru::lower
