// Builders and interface methods of the amaru ops.

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Matchers.h"

#include "mlir-dialects/Amaru/IR/AmaruInterfaces.cpp.inc"
#define GET_OP_CLASSES
#include "mlir-dialects/Amaru/IR/AmaruOps.cpp.inc"

namespace amaru::ir {

/// An integer division traps where the divisor is zero, so it may be hoisted above its `raise_if` only if the divisor is
/// a constant other than zero. A float division never traps.
static mlir::Speculation::Speculatability divisionSpeculatability(mlir::Value divisor) {
  llvm::APInt constant;
  bool cannotTrap = llvm::isa<mlir::FloatType>(divisor.getType()) ||
                    (mlir::matchPattern(divisor, mlir::m_ConstantInt(&constant)) && !constant.isZero());
  return cannotTrap ? mlir::Speculation::Speculatable : mlir::Speculation::NotSpeculatable;
}

mlir::Speculation::Speculatability FloorDivOp::getSpeculatability() { return divisionSpeculatability(getRhs()); }
mlir::Speculation::Speculatability ModOp::getSpeculatability() { return divisionSpeculatability(getRhs()); }

bool isReference(mlir::Type type) { return llvm::isa<ArrayType, StrType, ExceptionType, ListType, RecordType>(type); }

/// A global may be set anew while a loaded value is in use.
bool GlobalLoadOp::loadsReferences() { return true; }

mlir::OperandRange GlobalStoreOp::getTaken() { return getOperation()->getOperands(); }

void YieldOp::build(mlir::OpBuilder &, mlir::OperationState &) {}

void CallOp::build(mlir::OpBuilder &builder, mlir::OperationState &state, llvm::StringRef callee,
                   mlir::TypeRange results, mlir::ValueRange operands) {
  build(builder, state, results, mlir::FlatSymbolRefAttr::get(builder.getContext(), callee), operands,
        /*arg_attrs=*/{}, /*res_attrs=*/{});
}

} // namespace amaru::ir
