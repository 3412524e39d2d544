// Lists and records: which references their ops move, and that elements fit.

#include "mlir-dialects/Amaru/IR/Amaru.h"

namespace amaru::ir {

using llvm::cast;
using mlir::LogicalResult;
using mlir::success;

bool ListLoadOp::loadsReferences() { return !getBorrowed(); }
bool ListLoadOp::lendsReferences() { return getBorrowed(); }
mlir::OperandRange ListStoreOp::getTaken() { return getParts(); }
void ListStoreOp::countAtomically() { setAtomic(true); }
mlir::OperandRange ListPushOp::getTaken() { return getParts(); }

bool RecordGetOp::loadsReferences() { return !getBorrowed(); }
bool RecordGetOp::lendsReferences() { return getBorrowed(); }
mlir::OperandRange RecordNewOp::getTaken() { return getParts(); }
mlir::OperandRange RecordSetOp::getTaken() { return getOperation()->getOperands().take_front(1); }
void RecordSetOp::countAtomically() { setAtomic(true); }

static LogicalResult verifyElement(mlir::Operation *op, mlir::Value list, mlir::TypeRange parts) {
  llvm::ArrayRef<mlir::Type> expected = cast<ListType>(list.getType()).getParts();
  if (llvm::equal(expected, parts))
    return success();
  return op->emitOpError() << "element has parts (" << parts << ") in a list of (" << mlir::TypeRange(expected) << ")";
}

LogicalResult ListLoadOp::verify() { return verifyElement(*this, getList(), getResultTypes()); }
LogicalResult ListStoreOp::verify() { return verifyElement(*this, getList(), getParts().getTypes()); }
LogicalResult ListPushOp::verify() { return verifyElement(*this, getList(), getParts().getTypes()); }

static LogicalResult verifyField(mlir::Operation *op, mlir::Value record, int64_t field, mlir::Type type) {
  llvm::ArrayRef<mlir::Type> fields = cast<RecordType>(record.getType()).getParts();
  if (field < 0 || field >= int64_t(fields.size()))
    return op->emitOpError() << "names field " << field << " of " << fields.size();
  if (fields[field] != type)
    return op->emitOpError() << "field " << field << " is " << fields[field] << ", not " << type;
  return success();
}

LogicalResult RecordGetOp::verify() { return verifyField(*this, getRecord(), getField(), getResult().getType()); }
LogicalResult RecordSetOp::verify() { return verifyField(*this, getRecord(), getField(), getValue().getType()); }

} // namespace amaru::ir
