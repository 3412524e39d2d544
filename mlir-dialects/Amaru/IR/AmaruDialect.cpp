// Registers the types and ops of the amaru dialect, and how its folds become constants.

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

#include "mlir-dialects/Amaru/IR/AmaruDialect.cpp.inc"
#include "mlir-dialects/Amaru/IR/AmaruEnums.cpp.inc"
#define GET_TYPEDEF_CLASSES
#include "mlir-dialects/Amaru/IR/AmaruTypes.cpp.inc"

namespace amaru::ir {

void AmaruDialect::initialize() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "mlir-dialects/Amaru/IR/AmaruTypes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "mlir-dialects/Amaru/IR/AmaruOps.cpp.inc"
      >();
}

mlir::Operation *AmaruDialect::materializeConstant(mlir::OpBuilder &builder, mlir::Attribute value, mlir::Type type,
                                                   mlir::Location location) {
  return mlir::arith::ConstantOp::materialize(builder, value, type, location);
}

} // namespace amaru::ir
