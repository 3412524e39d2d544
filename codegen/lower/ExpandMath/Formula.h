// What the formulas of elementary functions are written in: short names for the operations on numbers of one binary format,
// and the steps that several functions share. Every operation is rounded by itself and carries no flag, so that an element
// has the same bits in a scalar and in a vector of any width.
#pragma once

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/TypeUtilities.h"

namespace amaru::lower {

/// A binary format of IEEE 754.
struct Format {
  /// Bits of the stored fraction.
  unsigned fraction;
  uint64_t bias;
  /// ln 2 as a sum of two numbers, for fused multiply-adds.
  double ln2High, ln2Low;

  bool isWide() const { return fraction == 52; }
  /// What added to a number rounds it to an integer, which then lies in the last bits of the sum.
  double shifter() const { return 1.5 * double(uint64_t(1) << fraction); }
  uint64_t shifterBits() const { return ((bias + fraction) << fraction) | (uint64_t(1) << (fraction - 1)); }
};

/// A number as a sum whose second part is small beside the first.
struct Pair {
  mlir::Value high, low;
};

/// Operations on numbers or vectors of one format, inserted before an operation.
class Formula : public mlir::ImplicitLocOpBuilder {
public:
  using Value = mlir::Value;
  using Coefficients = llvm::ArrayRef<double>;
  using Predicate = mlir::arith::CmpFPredicate;

  /// Of the format of `op`'s result, which has one (`hasFormat`).
  explicit Formula(mlir::Operation *op);

  /// Whether formulas compute numbers of this type.
  static bool hasFormat(mlir::Type type);
  /// The same place, in f64.
  Formula widened() const;

  const Format &format() const { return *numbers; }
  mlir::Type type() const { return real; }
  /// One of two by the format: that of f64 or that of f32.
  template <typename T> T choose(T wide, T narrow) const { return numbers->isWide() ? wide : narrow; }

  Value number(double value) { return constant(real, getFloatAttr(mlir::getElementTypeOrSelf(real), value)); }
  Value pattern(uint64_t value);

  Value add(Value a, Value b) { return mlir::arith::AddFOp::create(*this, a, b); }
  Value sub(Value a, Value b) { return mlir::arith::SubFOp::create(*this, a, b); }
  Value mul(Value a, Value b) { return mlir::arith::MulFOp::create(*this, a, b); }
  Value div(Value a, Value b) { return mlir::arith::DivFOp::create(*this, a, b); }
  Value neg(Value a) { return mlir::arith::NegFOp::create(*this, a); }
  Value abs(Value a) { return mlir::math::AbsFOp::create(*this, a); }
  Value fma(Value a, Value b, Value c) { return mlir::math::FmaOp::create(*this, a, b, c); }
  Value roundEven(Value a) { return mlir::math::RoundEvenOp::create(*this, a); }
  Value copySign(Value a, Value sign) { return mlir::math::CopySignOp::create(*this, a, sign); }
  Value compare(Predicate predicate, Value a, Value b) { return mlir::arith::CmpFOp::create(*this, predicate, a, b); }
  Value compare(Predicate predicate, Value a, double b) { return compare(predicate, a, number(b)); }
  Value select(Value condition, Value a, Value b) { return mlir::arith::SelectOp::create(*this, condition, a, b); }
  Value both(Value a, Value b) { return mlir::arith::AndIOp::create(*this, a, b); }
  Value either(Value a, Value b) { return mlir::arith::OrIOp::create(*this, a, b); }
  /// Not above or not below a limit; a NaN stays one.
  Value atMost(Value a, double limit) { return select(compare(Predicate::OGT, a, limit), number(limit), a); }
  Value atLeast(Value a, double limit) { return select(compare(Predicate::OLT, a, limit), number(limit), a); }

  Value addBits(Value a, Value b) { return mlir::arith::AddIOp::create(*this, a, b); }
  Value subBits(Value a, Value b) { return mlir::arith::SubIOp::create(*this, a, b); }
  Value exclusiveOr(Value a, Value b) { return mlir::arith::XOrIOp::create(*this, a, b); }
  Value shiftLeft(Value a, uint64_t count) { return mlir::arith::ShLIOp::create(*this, a, pattern(count)); }
  Value shiftRight(Value a, uint64_t count) { return mlir::arith::ShRUIOp::create(*this, a, pattern(count)); }
  Value bitsOf(Value a) { return mlir::arith::BitcastOp::create(*this, bits, a); }
  Value isOdd(Value bits);
  /// The last bit as the sign of a number.
  Value signFromLastBit(Value a) { return shiftLeft(a, mlir::getElementTypeOrSelf(bits).getIntOrFloatBitWidth() - 1); }
  Value realOf(Value a) { return mlir::arith::BitcastOp::create(*this, real, a); }

  /// A number of another format in this one.
  Value fromNarrow(Value a) { return mlir::arith::ExtFOp::create(*this, real, a); }
  Value fromWide(Value a) { return mlir::arith::TruncFOp::create(*this, real, a); }

  //===- Exact steps ---------------------------------------------------------------------------------------------===//

  /// a + b exactly, where |a| >= |b| or a == 0 (Dekker).
  Pair sumOf(Value a, Value b);
  /// a * b exactly, short of underflow.
  Pair productOf(Value a, Value b);
  /// a / b, with twice the bits of a number; without `low` parts they are exact.
  Pair quotientOf(Pair a, Pair b);

  //===- Shared steps --------------------------------------------------------------------------------------------===//

  /// c0 + c1 x + c2 x^2 + ..., by halves (Estrin), which leaves the machine more to do at once than Horner's rule.
  Value polynomial(Value x, Coefficients coefficients);

  struct Rounded {
    Value integer, bits;
  };
  /// The integer nearest to a b + 0, as a number and as bits that hold it plus `excess`; |a b| < 2^(fraction - 2).
  Rounded roundProduct(Value a, double b, uint64_t excess);
  Rounded round(Value a, uint64_t excess);

  /// 2^k, a normal number, where `biased` are the bits of k + bias.
  Value powerOfTwo(Value biased) { return realOf(shiftLeft(biased, numbers->fraction)); }
  /// value * 2^k, where `offset` are the bits of k + 2 bias: in two halves, since 2^k need not be a normal number; only the
  /// second product can round.
  Value scale(Value value, Value offset);

  struct Decoded {
    /// The bits of the exponent plus bias + 1, and a number in [sqrt(1/2), sqrt(2)).
    Value exponent, significand;
  };
  /// normal == 2^k significand, for a positive normal number.
  Decoded decode(Value normal);
  /// The exponent as a number, plus `exponentShifter`.
  Value shiftedExponent(const Decoded &decoded);
  double exponentShifter() const;

  /// `result` where the formula holds, and what libm gives elsewhere, in a branch that is rarely taken. Of numbers alone.
  Value orLibm(Value holds, Value result, llvm::StringRef function, mlir::ValueRange arguments);

private:
  const Format *numbers;
  /// The type of the numbers, and that of their bits.
  mlir::Type real, bits;

  Formula(mlir::Location loc, const mlir::OpBuilder &at, mlir::Type real);
  Value constant(mlir::Type type, mlir::TypedAttr value);
};

//===- Parts that functions of several families are made of -------------------------------------------------------===//

/// 2^(x.high + x.low); without a `low` part x is exact.
mlir::Value exp2Of(Formula &f, Pair x);
/// Coefficients of 2^r, |r| <= 1/2, to what f64 or f32 holds.
Formula::Coefficients exp2Series(bool isWide);

/// x == k ln 2 + r: 2^(k - shift), which must be a normal number, and exp(r) - 1.
struct ExpParts {
  mlir::Value power;
  Pair expm1;
};
ExpParts expParts(Formula &f, mlir::Value x, unsigned shift);
/// (exp(x) - 1) / 2^shift.
Pair scaledExpm1(Formula &f, mlir::Value x, unsigned shift);

/// log2(x) to 66 bits in f64, for a positive normal x.
Pair log2Wide(Formula &f, mlir::Value x);
/// log2(x) to what f32 holds, computed in f64.
mlir::Value log2Narrow(Formula &f, mlir::Value x);

//===- The functions: each takes its operation, before which it stands, and gives the result -----------------------===//

mlir::Value expandExp(Formula &f, mlir::Operation *op);
mlir::Value expandExp2(Formula &f, mlir::Operation *op);
mlir::Value expandExpm1(Formula &f, mlir::Operation *op);
mlir::Value expandLog(Formula &f, mlir::Operation *op);
mlir::Value expandLog2(Formula &f, mlir::Operation *op);
mlir::Value expandLog10(Formula &f, mlir::Operation *op);
mlir::Value expandLog1p(Formula &f, mlir::Operation *op);
mlir::Value expandSin(Formula &f, mlir::Operation *op);
mlir::Value expandCos(Formula &f, mlir::Operation *op);
mlir::Value expandTan(Formula &f, mlir::Operation *op);
mlir::Value expandAtan(Formula &f, mlir::Operation *op);
mlir::Value expandSinh(Formula &f, mlir::Operation *op);
mlir::Value expandCosh(Formula &f, mlir::Operation *op);
mlir::Value expandTanh(Formula &f, mlir::Operation *op);
mlir::Value expandErf(Formula &f, mlir::Operation *op);
mlir::Value expandPow(Formula &f, mlir::Operation *op);

} // namespace amaru::lower
