// What is known of an op from its operands alone. Anything that needs to know where the op stands (loops, conditions)
// is for the passes.

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include <optional>

namespace amaru::ir {

using mlir::Attribute;
using mlir::OpFoldResult;
using mlir::Value;

static std::optional<int64_t> constantOf(Attribute attribute) {
  if (auto integer = llvm::dyn_cast_or_null<mlir::IntegerAttr>(attribute))
    return integer.getInt();
  return std::nullopt;
}

static std::optional<int64_t> constantOf(Value value) {
  llvm::APInt constant;
  if (mlir::matchPattern(value, mlir::m_ConstantInt(&constant)))
    return constant.getSExtValue();
  return std::nullopt;
}

static OpFoldResult constant(mlir::MLIRContext *context, int64_t value) {
  return mlir::IntegerAttr::get(mlir::IntegerType::get(context, 64), value);
}

/// The constant that `compute` (one of the overflow builtins) makes of two constants, unless it overflows: the op then
/// stays and raises when it is reached.
template <typename Compute>
static OpFoldResult foldChecked(mlir::Operation *op, Attribute lhs, Attribute rhs, Compute compute) {
  std::optional<int64_t> left = constantOf(lhs), right = constantOf(rhs);
  int64_t result;
  if (!left || !right || compute(*left, *right, &result))
    return {};
  return constant(op->getContext(), result);
}

/// x + 0 == x
OpFoldResult AddOp::fold(FoldAdaptor adaptor) {
  if (constantOf(adaptor.getRhs()) == 0)
    return getLhs();
  if (constantOf(adaptor.getLhs()) == 0)
    return getRhs();
  return foldChecked(*this, adaptor.getLhs(), adaptor.getRhs(),
                     [](int64_t a, int64_t b, int64_t *r) { return __builtin_add_overflow(a, b, r); });
}

/// x - 0 == x, x - x == 0
OpFoldResult SubOp::fold(FoldAdaptor adaptor) {
  if (constantOf(adaptor.getRhs()) == 0)
    return getLhs();
  if (getLhs() == getRhs())
    return constant(getContext(), 0);
  return foldChecked(*this, adaptor.getLhs(), adaptor.getRhs(),
                     [](int64_t a, int64_t b, int64_t *r) { return __builtin_sub_overflow(a, b, r); });
}

/// x * 1 == x, x * 0 == 0
OpFoldResult MulOp::fold(FoldAdaptor adaptor) {
  std::optional<int64_t> left = constantOf(adaptor.getLhs()), right = constantOf(adaptor.getRhs());
  if (right == 1)
    return getLhs();
  if (left == 1)
    return getRhs();
  if (left == 0 || right == 0)
    return constant(getContext(), 0);
  return foldChecked(*this, adaptor.getLhs(), adaptor.getRhs(),
                     [](int64_t a, int64_t b, int64_t *r) { return __builtin_mul_overflow(a, b, r); });
}

/// A constant inside a constant extent, and an index that the same check has already let through.
OpFoldResult CheckIndexOp::fold(FoldAdaptor adaptor) {
  if (auto earlier = getIndex().getDefiningOp<CheckIndexOp>(); earlier && earlier.getExtent() == getExtent())
    return getIndex();
  std::optional<int64_t> index = constantOf(adaptor.getIndex()), extent = constantOf(adaptor.getExtent());
  if (!index || !extent || *index >= *extent || *index < -*extent)
    return {};
  return constant(getContext(), *index < 0 ? *index + *extent : *index);
}

/// The extent along `axis` of an array, where the op that made the array says it.
static Value knownExtent(Value array, int64_t axis) {
  mlir::Operation *op = array.getDefiningOp();
  if (auto alloc = llvm::dyn_cast_or_null<AllocOp>(op))
    return alloc.getExtents()[axis];
  if (auto reshape = llvm::dyn_cast_or_null<ReshapeOp>(op))
    return reshape.getExtents()[axis];
  if (auto strided = llvm::dyn_cast_or_null<StridedViewOp>(op))
    return strided.getSizes()[axis];
  if (auto buffer = llvm::dyn_cast_or_null<WrapBufferOp>(op))
    return buffer.getExtents()[axis];
  if (auto view = llvm::dyn_cast_or_null<ViewOp>(op)) {
    for (auto [sourceAxis, size] : llvm::enumerate(view.getSizes())) {
      if (llvm::is_contained(view.getDropped(), int64_t(sourceAxis)))
        continue;
      if (axis-- == 0)
        return size;
    }
  }
  return {};
}

/// dim(alloc(n, m), 1) == m; dim of a cast or transpose is a dim of its source.
OpFoldResult DimOp::fold(FoldAdaptor) {
  if (Value extent = knownExtent(getArray(), getAxis()))
    return extent;
  if (auto cast = getArray().getDefiningOp<CastLayoutOp>()) {
    getArrayMutable().assign(cast.getSource());
    return getResult();
  }
  if (auto expand = getArray().getDefiningOp<ExpandOp>()) {
    if (llvm::is_contained(expand.getAxes(), int64_t(getAxis())))
      return constant(getContext(), 1);
    setAxis(getAxis() - llvm::count_if(expand.getAxes(), [&](int64_t axis) { return axis < int64_t(getAxis()); }));
    getArrayMutable().assign(expand.getSource());
    return getResult();
  }
  if (auto transpose = getArray().getDefiningOp<TransposeOp>()) {
    setAxis(transpose.getPermutation()[getAxis()]);
    getArrayMutable().assign(transpose.getSource());
    return getResult();
  }
  return {};
}

/// Equal extents stay, and 1 gives way to the other.
OpFoldResult BroadcastDimOp::fold(FoldAdaptor adaptor) {
  if (getLhs() == getRhs() || constantOf(adaptor.getRhs()) == 1)
    return getLhs();
  if (constantOf(adaptor.getLhs()) == 1)
    return getRhs();
  std::optional<int64_t> left = constantOf(adaptor.getLhs()), right = constantOf(adaptor.getRhs());
  return left && left == right ? OpFoldResult(getLhs()) : OpFoldResult();
}

/// What is never raised disappears.
mlir::LogicalResult RaiseIfOp::canonicalize(RaiseIfOp op, mlir::PatternRewriter &rewriter) {
  if (constantOf(op.getCondition()) != 0)
    return mlir::failure();
  rewriter.eraseOp(op);
  return mlir::success();
}

} // namespace amaru::ir
