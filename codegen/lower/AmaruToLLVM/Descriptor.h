// How an array looks in registers: {owner, data, [sizes]}, and for layout `strided` [strides] in elements.
// `c` and `f` arrays have no strides of their own: they follow from the sizes.
#pragma once

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace amaru::lower {

/// Adds arrays, strings, lists and records to the types that LLVM's converter knows.
void addArrayConversions(mlir::LLVMTypeConverter &converter);

/// The type of an element in memory: a bool takes a byte.
mlir::Type memoryType(const mlir::LLVMTypeConverter &converter, mlir::Type element);

/// Reads the parts of an array.
class Descriptor {
public:
  Descriptor(mlir::ImplicitLocOpBuilder &b, ir::ArrayType type, mlir::Value value) : b(b), type(type), value(value) {}

  mlir::Value owner() const { return field(0); }
  mlir::Value data() const { return field(1); }
  mlir::Value size(int64_t axis) const;
  llvm::SmallVector<mlir::Value> sizes() const;
  /// In elements; `c` and `f` strides are products of sizes.
  llvm::SmallVector<mlir::Value> strides() const;

  /// The parts as one value. `strides` are used for layout `strided` only.
  static mlir::Value pack(mlir::ImplicitLocOpBuilder &b, mlir::Type converted, ir::ArrayType type, mlir::Value owner,
                          mlir::Value data, mlir::ValueRange sizes, mlir::ValueRange strides);

private:
  mlir::ImplicitLocOpBuilder &b;
  ir::ArrayType type;
  mlir::Value value;

  mlir::Value field(int64_t position) const;
};

/// The pointer that counts the references to a converted value.
mlir::Value ownerOf(mlir::ImplicitLocOpBuilder &b, mlir::Type type, mlir::Value converted);

/// Says that an access touches an element of an array or a list, or the head of a list or a record: never both.
void markElement(mlir::Operation *access);
void markHead(mlir::Operation *access);

/// The constant `value` as i64.
mlir::Value i64Constant(mlir::ImplicitLocOpBuilder &b, int64_t value);

/// Products and sums of sizes and indices stay within the storage, so they do not wrap.
mlir::Value mulNoWrap(mlir::ImplicitLocOpBuilder &b, mlir::Value lhs, mlir::Value rhs);
mlir::Value addNoWrap(mlir::ImplicitLocOpBuilder &b, mlir::Value lhs, mlir::Value rhs);

} // namespace amaru::lower
