// How cells become SSA values: what `mem2reg` asks of the ops that make, read and set them.

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/Builders.h"

namespace amaru::ir {

using BlockingUses = llvm::SmallPtrSetImpl<mlir::OpOperand *>;
using NewBlockingUses = llvm::SmallVectorImpl<mlir::OpOperand *>;
using mlir::MemorySlot;
using mlir::Value;

//===- The cell -------------------------------------------------------------------------------------------------===//

llvm::SmallVector<MemorySlot> CellOp::getPromotableSlots() {
  return {MemorySlot{getResult(), llvm::cast<CellType>(getType()).getContentType()}};
}

Value CellOp::getDefaultValue(const MemorySlot &slot, mlir::OpBuilder &builder) {
  return UndefOp::create(builder, getLoc(), slot.elemType);
}

void CellOp::handleBlockArgument(const MemorySlot &, mlir::BlockArgument, mlir::OpBuilder &) {}

std::optional<mlir::PromotableAllocationOpInterface>
CellOp::handlePromotionComplete(const MemorySlot &, Value defaultValue, mlir::OpBuilder &) {
  if (defaultValue && defaultValue.use_empty())
    defaultValue.getDefiningOp()->erase();
  erase();
  return std::nullopt;
}

//===- Reading --------------------------------------------------------------------------------------------------===//

bool CellLoadOp::loadsFrom(const MemorySlot &slot) { return getCell() == slot.ptr; }
bool CellLoadOp::storesTo(const MemorySlot &) { return false; }
Value CellLoadOp::getStored(const MemorySlot &, mlir::OpBuilder &, Value, const mlir::DataLayout &) { return {}; }

bool CellLoadOp::canUsesBeRemoved(const MemorySlot &, const BlockingUses &, NewBlockingUses &,
                                  const mlir::DataLayout &) {
  return true;
}

mlir::DeletionKind CellLoadOp::removeBlockingUses(const MemorySlot &, const BlockingUses &, mlir::OpBuilder &,
                                                  Value reachingDefinition, const mlir::DataLayout &) {
  getResult().replaceAllUsesWith(reachingDefinition);
  return mlir::DeletionKind::Delete;
}

//===- Setting --------------------------------------------------------------------------------------------------===//

bool CellStoreOp::loadsFrom(const MemorySlot &) { return false; }
bool CellStoreOp::storesTo(const MemorySlot &slot) { return getCell() == slot.ptr; }
Value CellStoreOp::getStored(const MemorySlot &, mlir::OpBuilder &, Value, const mlir::DataLayout &) {
  return getValue();
}

bool CellStoreOp::canUsesBeRemoved(const MemorySlot &, const BlockingUses &, NewBlockingUses &,
                                   const mlir::DataLayout &) {
  return true;
}

mlir::DeletionKind CellStoreOp::removeBlockingUses(const MemorySlot &, const BlockingUses &, mlir::OpBuilder &, Value,
                                                   const mlir::DataLayout &) {
  return mlir::DeletionKind::Delete;
}

} // namespace amaru::ir
