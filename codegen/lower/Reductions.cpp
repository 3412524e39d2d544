// How two partial results of a reduction are made one.

#include "codegen/lower/Reductions.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace amaru::lower {

namespace arith = mlir::arith;
using mlir::Value;

namespace {

/// Python's `min`/`max`: the later value only if it is strictly beyond.
Value pickExtreme(mlir::ImplicitLocOpBuilder &b, bool isMin, bool isUnsigned, Value soFar, Value next) {
  using arith::CmpFPredicate, arith::CmpIPredicate;
  Value isBeyond;
  if (llvm::isa<mlir::FloatType>(next.getType()))
    isBeyond = arith::CmpFOp::create(b, isMin ? CmpFPredicate::OLT : CmpFPredicate::OGT, next, soFar);
  else if (isUnsigned)
    isBeyond = arith::CmpIOp::create(b, isMin ? CmpIPredicate::ult : CmpIPredicate::ugt, next, soFar);
  else
    isBeyond = arith::CmpIOp::create(b, isMin ? CmpIPredicate::slt : CmpIPredicate::sgt, next, soFar);
  return arith::SelectOp::create(b, isBeyond, next, soFar);
}

} // namespace

Value combineReduced(mlir::ImplicitLocOpBuilder &b, llvm::StringRef kind, Value lhs, Value rhs) {
  bool isUnsigned = kind.consume_back("u");
  bool isFloat = llvm::isa<mlir::FloatType>(lhs.getType()), isInt = lhs.getType().isInteger(64) && !isUnsigned;
  if (llvm::isa<mlir::ComplexType>(lhs.getType()))
    return kind == "add" ? Value(mlir::complex::AddOp::create(b, lhs, rhs))
                         : Value(mlir::complex::MulOp::create(b, lhs, rhs));
  if (kind == "add")
    return isFloat ? Value(arith::AddFOp::create(b, lhs, rhs))
           : isInt ? Value(ir::AddOp::create(b, lhs, rhs))
                   : Value(arith::AddIOp::create(b, lhs, rhs));
  if (kind == "mul")
    return isFloat ? Value(arith::MulFOp::create(b, lhs, rhs))
           : isInt ? Value(ir::MulOp::create(b, lhs, rhs))
                   : Value(arith::MulIOp::create(b, lhs, rhs));
  if (kind == "and")
    return arith::AndIOp::create(b, lhs, rhs);
  if (kind == "or")
    return arith::OrIOp::create(b, lhs, rhs);
  if (kind == "xor")
    return arith::XOrIOp::create(b, lhs, rhs);
  return pickExtreme(b, /*isMin=*/kind == "min", isUnsigned, lhs, rhs);
}

void combinePartials(mlir::ImplicitLocOpBuilder &b, ir::ParallelForOp loop, mlir::ValueRange partials, Value blocks) {
  auto integer = [&](int64_t value) -> Value { return arith::ConstantOp::create(b, b.getI64IntegerAttr(value)); };
  auto fold = mlir::scf::ForOp::create(b, integer(0), blocks, integer(1), loop.getStarts());
  loop.replaceAllUsesWith(fold.getResults());
  mlir::OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(fold.getBody());
  llvm::SmallVector<Value> combined;
  for (auto [partial, soFar, kind] : llvm::zip(partials, fold.getRegionIterArgs(), loop.getKinds())) {
    Value next = ir::LoadOp::create(b, soFar.getType(), partial, mlir::ValueRange{fold.getInductionVar()});
    combined.push_back(combineReduced(b, llvm::cast<mlir::StringAttr>(kind).getValue(), soFar, next));
  }
  mlir::scf::YieldOp::create(b, combined);
}

} // namespace amaru::lower
