// What must hold of an op beyond the types of its operands: ranks, numbers of indices, bodies that fit their op.

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/STLExtras.h"

namespace amaru::ir {

using llvm::cast;
using llvm::isa;
using mlir::failure;
using mlir::LogicalResult;
using mlir::success;

static ArrayType arrayType(mlir::Value value) { return cast<ArrayType>(value.getType()); }

/// One `what` for each axis of `type`.
static LogicalResult verifyCount(mlir::Operation *op, size_t count, ArrayType type, llvm::StringRef what) {
  if (int64_t(count) == type.getRank())
    return success();
  return op->emitOpError() << "has " << count << " " << what << " for an array of rank " << type.getRank();
}

static LogicalResult verifySameElement(mlir::Operation *op, ArrayType source, ArrayType result) {
  if (source.getElementType() == result.getElementType())
    return success();
  return op->emitOpError() << "changes the element type from " << source.getElementType() << " to "
                           << result.getElementType();
}

/// `ir_types` are those of the block's arguments, in order.
static LogicalResult verifyBlockArgs(mlir::Operation *op, mlir::Block &block, mlir::TypeRange expected) {
  if (llvm::equal(block.getArgumentTypes(), expected))
    return success();
  return op->emitOpError() << "body takes (" << block.getArgumentTypes() << ") where (" << expected << ") is given";
}

static LogicalResult verifyYield(mlir::Operation *op, mlir::Block &block, mlir::TypeRange expected) {
  mlir::TypeRange yielded = block.getTerminator()->getOperandTypes();
  if (llvm::equal(yielded, expected))
    return success();
  return op->emitOpError() << "body yields (" << yielded << ") where (" << expected << ") is needed";
}

LogicalResult ArrayType::verify(llvm::function_ref<mlir::InFlightDiagnostic()> emitError, mlir::Type elementType,
                                int64_t rank, Layout) {
  if (rank < 0)
    return emitError() << "rank of an array is negative";
  if (!isa<mlir::IntegerType, mlir::FloatType, mlir::ComplexType>(elementType))
    return emitError() << "element of an array is " << elementType << ", which is no number";
  return success();
}

LogicalResult TryOp::verifyRegions() {
  for (mlir::Region *region : {&getBody(), &getHandler()}) {
    if (region->empty())
      return emitOpError() << "has no body or no handler";
    if (region->getNumArguments() != 0)
      return emitOpError() << "takes no arguments";
    for (mlir::Block &block : *region)
      if (auto yield = llvm::dyn_cast<YieldOp>(block.getTerminator());
          yield && !llvm::equal(yield.getOperandTypes(), getResultTypes()))
        return emitOpError() << "yields (" << yield.getOperandTypes() << ") where (" << getResultTypes()
                             << ") is needed";
  }
  return success();
}

LogicalResult RaiseIfOp::verify() {
  if (getArgs().size() > 3)
    return emitOpError() << "has " << getArgs().size() << " arguments, at most 3 fit";
  return success();
}

LogicalResult AllocOp::verify() { return verifyCount(*this, getExtents().size(), arrayType(getResult()), "extents"); }

LogicalResult DimOp::verify() {
  int64_t axis = getAxis(), rank = arrayType(getArray()).getRank();
  if (axis < 0 || axis >= rank)
    return emitOpError() << "axis " << axis << " is outside an array of rank " << rank;
  return success();
}

LogicalResult LoadOp::verify() { return verifyCount(*this, getIndices().size(), arrayType(getArray()), "indices"); }
LogicalResult StoreOp::verify() { return verifyCount(*this, getIndices().size(), arrayType(getArray()), "indices"); }

/// The array has an axis with adjacent neighbours; vector, mask and indices fit it.
static LogicalResult verifyVectorAccess(mlir::Operation *op, ArrayType array, size_t indices, mlir::Type value,
                                        mlir::Type mask) {
  auto values = cast<mlir::VectorType>(value), lanes = cast<mlir::VectorType>(mask);
  if (array.getLayout() == Layout::Strided)
    return op->emitOpError() << "needs an array of layout c or f";
  if (values.getElementType() != array.getElementType() || !lanes.getElementType().isInteger(1) ||
      values.getShape() != lanes.getShape() || values.getRank() != 1)
    return op->emitOpError() << "moves " << values << " under " << lanes << " for elements of "
                             << array.getElementType();
  return verifyCount(op, indices, array, "indices");
}

LogicalResult VectorLoadOp::verify() {
  return verifyVectorAccess(*this, arrayType(getArray()), getIndices().size(), getType(), getMask().getType());
}
LogicalResult VectorStoreOp::verify() {
  return verifyVectorAccess(*this, arrayType(getArray()), getIndices().size(), getValue().getType(),
                            getMask().getType());
}

LogicalResult ViewOp::verify() {
  ArrayType source = arrayType(getSource()), result = arrayType(getResult());
  if (failed(verifyCount(*this, getOffsets().size(), source, "offsets")) ||
      failed(verifyCount(*this, getSizes().size(), source, "sizes")) ||
      failed(verifyCount(*this, getSteps().size(), source, "steps")) ||
      failed(verifySameElement(*this, source, result)))
    return failure();
  llvm::ArrayRef<int64_t> dropped = getDropped();
  if (!llvm::is_sorted(dropped, std::less_equal<int64_t>()) && dropped.size() > 1)
    return emitOpError() << "names dropped axes out of order";
  if (!dropped.empty() && (dropped.front() < 0 || dropped.back() >= source.getRank()))
    return emitOpError() << "drops an axis outside an array of rank " << source.getRank();
  return verifyCount(*this, source.getRank() - dropped.size(), result, "kept axes");
}

LogicalResult TransposeOp::verify() {
  ArrayType source = arrayType(getSource()), result = arrayType(getResult());
  if (failed(verifyCount(*this, getPermutation().size(), source, "axes in its permutation")) ||
      failed(verifyCount(*this, getPermutation().size(), result, "axes in its permutation")) ||
      failed(verifySameElement(*this, source, result)))
    return failure();
  llvm::SmallVector<bool> seen(source.getRank());
  for (int64_t axis : getPermutation()) {
    if (axis < 0 || axis >= source.getRank() || seen[axis])
      return emitOpError() << "axes are no permutation";
    seen[axis] = true;
  }
  return success();
}

LogicalResult ReshapeOp::verify() {
  ArrayType source = arrayType(getSource()), result = arrayType(getResult());
  if (source.getLayout() != Layout::C || result.getLayout() != Layout::C)
    return emitOpError() << "is only for arrays of layout `c`";
  if (failed(verifySameElement(*this, source, result)))
    return failure();
  return verifyCount(*this, getExtents().size(), result, "extents");
}

LogicalResult StrideOp::verify() {
  int64_t rank = arrayType(getArray()).getRank();
  if (getAxis() >= uint64_t(rank))
    return emitOpError() << "asks for axis " << getAxis() << " of an array with " << rank;
  return success();
}

LogicalResult StridedViewOp::verify() {
  ArrayType result = arrayType(getResult());
  if (failed(verifyCount(*this, getSizes().size(), result, "sizes")))
    return failure();
  return verifyCount(*this, getStrides().size(), result, "strides");
}

LogicalResult CastLayoutOp::verify() {
  ArrayType source = arrayType(getSource()), result = arrayType(getResult());
  if (failed(verifyCount(*this, source.getRank(), result, "axes")) || failed(verifySameElement(*this, source, result)))
    return failure();
  if (result.getLayout() != Layout::Strided && result.getLayout() != source.getLayout())
    return emitOpError() << "makes the layout more precise";
  return success();
}

LogicalResult ElementwiseOp::verify() {
  ArrayType into = arrayType(getInto());
  llvm::SmallVector<mlir::Type> elements;
  for (mlir::Value input : getInputs()) {
    elements.push_back(arrayType(input).getElementType());
    if (arrayType(input).getRank() > into.getRank())
      return emitOpError() << "has an input of a rank above that of the result";
  }
  if (failed(verifyBlockArgs(*this, getBody().front(), elements)))
    return failure();
  return verifyYield(*this, getBody().front(), into.getElementType());
}

LogicalResult ParallelForOp::verify() {
  if (getKinds().size() != getStarts().size())
    return emitOpError() << "has " << getStarts().size() << " reductions and " << getKinds().size() << " kinds";
  static constexpr llvm::StringLiteral known[] = {"add", "mul", "min", "max", "and", "or", "xor"};
  for (mlir::Attribute kind : getKinds()) {
    llvm::StringRef name = cast<mlir::StringAttr>(kind).getValue();
    name.consume_back("u");
    if (!llvm::is_contained(known, name))
      return emitOpError() << "has an unknown kind of reduction " << kind;
  }
  llvm::SmallVector<mlir::Type> args{getFrom().getType()};
  llvm::append_range(args, getStarts().getTypes());
  if (failed(verifyBlockArgs(*this, getBody().front(), args)))
    return failure();
  if (getResultTypes() != getStarts().getTypes())
    return emitOpError() << "results differ in type from its start values";
  return verifyYield(*this, getBody().front(), getResultTypes());
}

LogicalResult CallOp::verifySymbolUses(mlir::SymbolTableCollection &symbols) {
  auto callee = symbols.lookupNearestSymbolFrom<mlir::FunctionOpInterface>(*this, getCalleeAttr());
  if (!callee)
    return emitOpError() << "calls `" << getCallee() << "`, which is no function";
  if (!llvm::equal(callee.getArgumentTypes(), getOperandTypes()) ||
      !llvm::equal(callee.getResultTypes(), getResultTypes()))
    return emitOpError() << "has other types than `" << getCallee() << "`";
  return success();
}

LogicalResult ParallelCallOp::verifySymbolUses(mlir::SymbolTableCollection &symbols) {
  if (!symbols.lookupNearestSymbolFrom<mlir::FunctionOpInterface>(*this, getCalleeAttr()))
    return emitOpError() << "runs `" << getCallee() << "`, which is no function";
  return success();
}

LogicalResult SharedOp::verify() {
  if (llvm::any_of(getExtents(), [](int64_t extent) { return extent < 1; }))
    return emitOpError() << "has an extent below 1";
  return verifyCount(*this, getExtents().size(), arrayType(getResult()), "extents");
}

LogicalResult LaunchOp::verify() {
  if (getGrid().size() != 3 || getBlock().size() != 3)
    return emitOpError() << "has " << getGrid().size() << " and " << getBlock().size()
                         << " extents, where grid and block have 3 each";
  return success();
}

LogicalResult LaunchOp::verifySymbolUses(mlir::SymbolTableCollection &symbols) {
  auto callee = symbols.lookupNearestSymbolFrom<mlir::FunctionOpInterface>(*this, getCalleeAttr());
  if (!callee || !llvm::equal(callee.getArgumentTypes(), getArgs().getTypes()))
    return emitOpError() << "launches `" << getCallee() << "`, which takes other operands";
  return success();
}

} // namespace amaru::ir
