// Spells out what Python means by //, %, /, slices and broadcasting in the arithmetic that machines have.
// Every pattern works on the ops where they stand, inside loops, so that loop passes see plain arithmetic.

#include "codegen/lower/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/ADT/APFloat.h"

namespace amaru::lower {
#define GEN_PASS_DEF_CONVERTAMARUTOARITH
#include "codegen/lower/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
using arith::CmpFPredicate;
using arith::CmpIPredicate;
using llvm::isa;
using mlir::LogicalResult;
using mlir::PatternRewriter;
using mlir::success;
using mlir::Type;
using mlir::Value;

/// Short names for the ops that the formulas below are made of.
struct Formula : mlir::ImplicitLocOpBuilder {
  Formula(mlir::Operation *op, PatternRewriter &rewriter) : ImplicitLocOpBuilder(op->getLoc(), rewriter) {}

  Value integer(Type type, int64_t value) { return arith::ConstantOp::create(*this, getIntegerAttr(type, value)); }
  Value integer(int64_t value) { return integer(getI64Type(), value); }
  Value real(Type type, double value) { return arith::ConstantOp::create(*this, getFloatAttr(type, value)); }

  Value compare(CmpIPredicate predicate, Value a, Value b) { return arith::CmpIOp::create(*this, predicate, a, b); }
  Value compare(CmpFPredicate predicate, Value a, Value b) { return arith::CmpFOp::create(*this, predicate, a, b); }
  Value select(Value condition, Value a, Value b) { return arith::SelectOp::create(*this, condition, a, b); }
  Value both(Value a, Value b) { return arith::AndIOp::create(*this, a, b); }
  Value differ(Value a, Value b) { return arith::XOrIOp::create(*this, a, b); }
  Value add(Value a, Value b) { return arith::AddIOp::create(*this, a, b); }
  Value sub(Value a, Value b) { return arith::SubIOp::create(*this, a, b); }
  Value max(Value a, Value b) { return arith::MaxSIOp::create(*this, a, b); }
  Value min(Value a, Value b) { return arith::MinSIOp::create(*this, a, b); }
};

/// The exponent if `value` is the constant 2^exponent.
std::optional<unsigned> powerOfTwo(Value value) {
  llvm::APInt constant;
  if (mlir::matchPattern(value, mlir::m_ConstantInt(&constant)) && constant.isStrictlyPositive() &&
      constant.isPowerOf2())
    return constant.logBase2();
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

/// C's quotient and remainder, with the divisor -1 taken apart, because the smallest integer by -1 traps on x86.
struct CDivision {
  Value quotient, remainder;
};

CDivision divideTowardsZero(Formula &f, Value a, Value b) {
  Type type = a.getType();
  llvm::APInt constant;
  if (mlir::matchPattern(b, mlir::m_ConstantInt(&constant)) && !constant.isAllOnes())
    return {arith::DivSIOp::create(f, a, b), arith::RemSIOp::create(f, a, b)};
  Value isMinusOne = f.compare(CmpIPredicate::eq, b, f.integer(type, -1));
  Value safe = f.select(isMinusOne, f.integer(type, 1), b);
  Value quotient = arith::DivSIOp::create(f, a, safe);
  Value remainder = arith::RemSIOp::create(f, a, safe);
  return {f.select(isMinusOne, f.sub(f.integer(type, 0), a), quotient), remainder};
}

/// Whether C's remainder has another sign than the divisor, so that Python rounds one further down.
Value roundsDown(Formula &f, Value remainder, Value b) {
  Value zero = f.integer(b.getType(), 0);
  Value inexact = f.compare(CmpIPredicate::ne, remainder, zero);
  return f.both(inexact, f.compare(CmpIPredicate::slt, f.differ(remainder, b), zero));
}

/// a // 2^k == a >> k;  a // b == a / b - (signs of a % b and b differ)
Value integerFloorDiv(Formula &f, Value a, Value b) {
  if (std::optional<unsigned> shift = powerOfTwo(b))
    return arith::ShRSIOp::create(f, a, f.integer(a.getType(), *shift));
  CDivision c = divideTowardsZero(f, a, b);
  Value one = f.integer(a.getType(), 1);
  return f.select(roundsDown(f, c.remainder, b), f.sub(c.quotient, one), c.quotient);
}

/// a % 2^k == a & (2^k - 1);  a % b == r + b where r = C's remainder has the other sign, else r
Value integerMod(Formula &f, Value a, Value b) {
  if (std::optional<unsigned> shift = powerOfTwo(b))
    return f.both(a, f.integer(a.getType(), (int64_t(1) << *shift) - 1));
  CDivision c = divideTowardsZero(f, a, b);
  return f.select(roundsDown(f, c.remainder, b), f.add(c.remainder, b), c.remainder);
}

//===----------------------------------------------------------------------===//
// Floats
//===----------------------------------------------------------------------===//

/// CPython's `_float_div_mod`, operation by operation; halves are computed in f32, as NumPy does.
struct FloatDivision {
  Formula &f;
  Value a, b, zero, rawMod, hasRemainder, isAdjusted;

  FloatDivision(Formula &f, Value a, Value b) : f(f), a(a), b(b) {
    zero = f.real(a.getType(), 0.0);
    rawMod = arith::RemFOp::create(f, a, b);
    // NaN counts as true in C.
    hasRemainder = f.compare(CmpFPredicate::UNE, rawMod, zero);
    Value signsDiffer = f.differ(f.compare(CmpFPredicate::OLT, b, zero), f.compare(CmpFPredicate::OLT, rawMod, zero));
    isAdjusted = f.both(hasRemainder, signsDiffer);
  }

  Value mod() {
    Value adjusted = f.select(isAdjusted, arith::AddFOp::create(f, rawMod, b), rawMod);
    return f.select(hasRemainder, adjusted, mlir::math::CopySignOp::create(f, zero, b));
  }

  Value floorDiv() {
    Type type = a.getType();
    Value one = f.real(type, 1.0);
    Value quotient = arith::DivFOp::create(f, a, b);
    Value raw = arith::DivFOp::create(f, arith::SubFOp::create(f, a, rawMod), b);
    Value div = f.select(isAdjusted, arith::SubFOp::create(f, raw, one), raw);
    Value floor = mlir::math::FloorOp::create(f, div);
    Value isFar = f.compare(CmpFPredicate::OGT, arith::SubFOp::create(f, div, floor), f.real(type, 0.5));
    Value snapped = f.select(isFar, arith::AddFOp::create(f, floor, one), floor);
    Value isNonZero = f.compare(CmpFPredicate::UNE, div, zero);
    Value result = f.select(isNonZero, snapped, mlir::math::CopySignOp::create(f, zero, quotient));
    return f.select(f.compare(CmpFPredicate::OEQ, b, zero), quotient, result);
  }
};

/// `compute` on a and b, through f32 if they are halves.
template <typename Compute> Value atLeastSingle(Formula &f, Value a, Value b, Compute compute) {
  Type type = a.getType();
  if (type.getIntOrFloatBitWidth() >= 32)
    return compute(a, b);
  Type wide = f.getF32Type();
  Value result = compute(arith::ExtFOp::create(f, wide, a), arith::ExtFOp::create(f, wide, b));
  return arith::TruncFOp::create(f, type, result);
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

LogicalResult lowerFloorDiv(ir::FloorDivOp op, PatternRewriter &rewriter) {
  Formula f(op, rewriter);
  Value a = op.getLhs(), b = op.getRhs(), result;
  if (isa<mlir::FloatType>(a.getType()))
    result = atLeastSingle(f, a, b, [&](Value x, Value y) { return FloatDivision(f, x, y).floorDiv(); });
  else if (op.getIsUnsigned())
    result = arith::DivUIOp::create(f, a, b);
  else
    result = integerFloorDiv(f, a, b);
  rewriter.replaceOp(op, result);
  return success();
}

LogicalResult lowerMod(ir::ModOp op, PatternRewriter &rewriter) {
  Formula f(op, rewriter);
  Value a = op.getLhs(), b = op.getRhs(), result;
  if (isa<mlir::FloatType>(a.getType()))
    result = atLeastSingle(f, a, b, [&](Value x, Value y) { return FloatDivision(f, x, y).mod(); });
  else if (op.getIsUnsigned())
    result = arith::RemUIOp::create(f, a, b);
  else
    result = integerMod(f, a, b);
  rewriter.replaceOp(op, result);
  return success();
}

/// Whether a float holds `value` exactly because it is in -2^53 … 2^53.
Value fitsFloat(Formula &f, Value value) {
  Value shifted = f.add(value, f.integer(int64_t(1) << 53));
  return f.compare(CmpIPredicate::ule, shifted, f.integer(int64_t(1) << 54));
}

/// One division where both operands are exact as floats; the runtime's long division elsewhere.
LogicalResult lowerTrueDiv(ir::TrueDivOp op, PatternRewriter &rewriter) {
  Formula f(op, rewriter);
  Type f64 = f.getF64Type();
  Value isExact = f.both(fitsFloat(f, op.getLhs()), fitsFloat(f, op.getRhs()));
  auto choice = mlir::scf::IfOp::create(f, mlir::TypeRange{f64}, isExact, /*withElseRegion=*/true);
  {
    mlir::OpBuilder::InsertionGuard guard(rewriter);
    f.setInsertionPointToStart(&choice.getThenRegion().front());
    Value lhs = arith::SIToFPOp::create(f, f64, op.getLhs()), rhs = arith::SIToFPOp::create(f, f64, op.getRhs());
    mlir::scf::YieldOp::create(f, mlir::ValueRange{arith::DivFOp::create(f, lhs, rhs)});
    f.setInsertionPointToStart(&choice.getElseRegion().front());
    auto exact = ir::RuntimeOp::create(f, mlir::TypeRange{f64}, "amaru_rt_int_true_div", op->getOperands());
    mlir::scf::YieldOp::create(f, exact.getResults());
  }
  rewriter.replaceOp(op, choice);
  return success();
}

/// One end of a slice as `slice.indices` clips it: a negative one counts from the end; then into `low … high`.
Value clipSliceEnd(Formula &f, Value end, Value extent, Value low, Value high) {
  Value isNegative = f.compare(CmpIPredicate::slt, end, f.integer(0));
  Value counted = f.select(isNegative, f.add(end, extent), end);
  return f.min(f.max(counted, low), high);
}

LogicalResult lowerSliceBounds(ir::SliceBoundsOp op, PatternRewriter &rewriter) {
  Formula f(op, rewriter);
  Value extent = op.getExtent(), zero = f.integer(0), one = f.integer(1), minusOne = f.integer(-1);
  // -2^63 has no positive counterpart; a step of -(2^63 - 1) takes the same elements.
  Value step = f.max(op.getStep(), f.integer(-INT64_MAX));
  Value isBackward = f.compare(CmpIPredicate::slt, step, zero);
  // Forward, ends lie in 0 … extent; backward in -1 … extent-1.
  Value low = f.select(isBackward, minusOne, zero);
  Value high = f.select(isBackward, f.sub(extent, one), extent);
  Value start = op.getStart() ? clipSliceEnd(f, op.getStart(), extent, low, high) : f.select(isBackward, high, low);
  Value stop = op.getStop() ? clipSliceEnd(f, op.getStop(), extent, low, high) : f.select(isBackward, low, high);
  Value distance = f.select(isBackward, f.sub(start, stop), f.sub(stop, start));
  Value stride = f.select(isBackward, f.sub(zero, step), step);
  Value steps = f.add(arith::DivUIOp::create(f, f.sub(f.max(distance, one), one), stride), one);
  Value count = f.select(f.compare(CmpIPredicate::sgt, distance, zero), steps, zero);
  rewriter.replaceOp(op, {f.max(start, zero), count});
  return success();
}

/// Raises unless the extents are equal or one of them is 1; the result is the one that is not 1.
LogicalResult lowerBroadcastDim(ir::BroadcastDimOp op, PatternRewriter &rewriter) {
  Formula f(op, rewriter);
  Value lhs = op.getLhs(), rhs = op.getRhs(), one = f.integer(1);
  Value differ = f.compare(CmpIPredicate::ne, lhs, rhs);
  Value noneIsOne = f.both(f.compare(CmpIPredicate::ne, lhs, one), f.compare(CmpIPredicate::ne, rhs, one));
  ir::RaiseIfOp::create(f, f.both(differ, noneIsOne), "ValueError", op.getMessage(), mlir::ValueRange{lhs, rhs});
  rewriter.replaceOp(op, f.select(f.compare(CmpIPredicate::eq, lhs, one), rhs, lhs));
  return success();
}

/// Not a pattern: what the rewriter finds it may fold.
void lowerElementary(ir::ElementaryOp op) {
  mlir::OpBuilder b(op);
  mlir::OperationState state(op.getLoc(), op.getFunction());
  state.addOperands(op.getOperands());
  state.addTypes(op.getType());
  op.replaceAllUsesWith(b.create(state)->getResult(0));
  op.erase();
}

struct ConvertAmaruToArith : impl::ConvertAmaruToArithBase<ConvertAmaruToArith> {
  void runOnOperation() override {
    mlir::RewritePatternSet patterns(&getContext());
    patterns.add(lowerFloorDiv).add(lowerMod).add(lowerTrueDiv).add(lowerSliceBounds).add(lowerBroadcastDim);
    if (failed(mlir::applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    getOperation()->walk(lowerElementary);
  }
};

} // namespace
} // namespace amaru::lower
