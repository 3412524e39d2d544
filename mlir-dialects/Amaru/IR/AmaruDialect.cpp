// Registers the types and ops of the amaru dialect, and how its folds become constants.

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

/// The types of parts, separated by commas; there may be none.
static mlir::ParseResult parseParts(mlir::AsmParser &parser, llvm::SmallVector<mlir::Type> &parts) {
  mlir::Type part;
  mlir::OptionalParseResult first = parser.parseOptionalType(part);
  if (!first.has_value())
    return mlir::success();
  if (failed(*first))
    return mlir::failure();
  parts.push_back(part);
  while (succeeded(parser.parseOptionalComma())) {
    if (parser.parseType(part))
      return mlir::failure();
    parts.push_back(part);
  }
  return mlir::success();
}

static void printParts(mlir::AsmPrinter &printer, llvm::ArrayRef<mlir::Type> parts) {
  llvm::interleaveComma(parts, printer);
}

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
