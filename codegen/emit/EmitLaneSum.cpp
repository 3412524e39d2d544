// `primitive.lane_sum(array, first, count)`: a leaf of NumPy's pairwise sum. Lane k adds the elements whose number is k mod
// 8, one after the other; then the lanes are added as ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)). `count` is a multiple of 8
// from 8 to 128. The order is NumPy's, so the bits are, whatever vectors the machine has. Halves are added as f32.
#include "codegen/emit/Emitter.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace amaru::emit {

namespace arith = mlir::arith;
namespace vector = mlir::vector;
using mlir::Value;

namespace {

constexpr int64_t laneCount = 8, maxRounds = 16;

/// Elements `at … at + 7` of a one-dimensional array, as the type that is added.
Value loadLanes(mlir::OpBuilder &b, mlir::Location loc, Value array, Value at, mlir::VectorType added) {
  auto type = llvm::cast<ir::ArrayType>(array.getType());
  auto loaded = mlir::VectorType::get(laneCount, type.getElementType());
  Value lanes;
  if (type.getLayout() == ir::Layout::C) {
    auto mask = mlir::VectorType::get(laneCount, b.getI1Type());
    Value all = arith::ConstantOp::create(b, loc, mlir::DenseElementsAttr::get(mask, true));
    lanes = ir::VectorLoadOp::create(b, loc, loaded, array, at, all);
  } else {
    llvm::SmallVector<Value> elements;
    for (int64_t k = 0; k < laneCount; ++k) {
      Value offset = arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(k));
      Value index = arith::AddIOp::create(b, loc, at, offset, arith::IntegerOverflowFlags::nsw);
      elements.push_back(ir::LoadOp::create(b, loc, type.getElementType(), array, index));
    }
    lanes = vector::FromElementsOp::create(b, loc, loaded, elements);
  }
  return loaded == added ? lanes : Value(arith::ExtFOp::create(b, loc, added, lanes));
}

} // namespace

Val Emitter::emitLaneSum(NodeId expr) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  Value array = emit(node.args()[0]).value(), first = emit(node.args()[1]).value(),
        count = emit(node.args()[2]).value();
  auto lanes = mlir::VectorType::get(laneCount, lowered(type).front());
  auto nsw = arith::IntegerOverflowFlags::nsw;

  Value one = constantInt(loc, 1), step = constantInt(loc, laneCount);
  // The bound says that the loop is a short one.
  Value rounds = arith::MinSIOp::create(builder, loc, arith::DivSIOp::create(builder, loc, count, step),
                                        constantInt(loc, maxRounds));
  auto loop = mlir::scf::ForOp::create(builder, loc, one, rounds, one, loadLanes(builder, loc, array, first, lanes));
  {
    mlir::OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    Value offset = arith::MulIOp::create(builder, loc, loop.getInductionVar(), step, nsw);
    Value next = loadLanes(builder, loc, array, arith::AddIOp::create(builder, loc, first, offset, nsw), lanes);
    Value sum = arith::AddFOp::create(builder, loc, loop.getRegionIterArg(0), next);
    mlir::scf::YieldOp::create(builder, loc, sum);
  }
  llvm::SmallVector<Value> level;
  for (int64_t k = 0; k < laneCount; ++k)
    level.push_back(vector::ExtractOp::create(builder, loc, loop.getResult(0), llvm::ArrayRef<int64_t>{k}));
  for (size_t size = laneCount / 2; size > 0; size /= 2)
    for (size_t k = 0; k < size; ++k)
      level[k] = arith::AddFOp::create(builder, loc, level[2 * k], level[2 * k + 1]);
  return {type, {level[0]}};
}

} // namespace amaru::emit
