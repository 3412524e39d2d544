// Arrays in registers, taken apart and put together.

#include "codegen/lower/AmaruToLLVM/Descriptor.h"

namespace amaru::lower {

namespace LLVM = mlir::LLVM;
using ir::Layout;
using mlir::Type;
using mlir::Value;

void addArrayConversions(mlir::LLVMTypeConverter &converter) {
  converter.addConversion([](ir::ArrayType type) -> Type {
    mlir::MLIRContext *context = type.getContext();
    Type pointer = LLVM::LLVMPointerType::get(context);
    llvm::SmallVector<Type> fields{pointer, pointer};
    Type extents = LLVM::LLVMArrayType::get(mlir::IntegerType::get(context, 64), type.getRank());
    if (type.getRank() > 0)
      fields.push_back(extents);
    if (type.getRank() > 0 && type.getLayout() == Layout::Strided)
      fields.push_back(extents);
    return LLVM::LLVMStructType::getLiteral(context, fields);
  });
  converter.addConversion([](Type type) -> std::optional<Type> {
    if (llvm::isa<ir::StrType, ir::ExceptionType, ir::ListType, ir::RecordType>(type))
      return LLVM::LLVMPointerType::get(type.getContext());
    return std::nullopt;
  });
}

Value ownerOf(mlir::ImplicitLocOpBuilder &b, Type type, Value converted) {
  auto array = llvm::dyn_cast<ir::ArrayType>(type);
  return array ? Descriptor(b, array, converted).owner() : converted;
}

static void mark(mlir::Operation *access, llvm::StringRef what) {
  mlir::MLIRContext *context = access->getContext();
  auto root = LLVM::TBAARootAttr::get(context, mlir::StringAttr::get(context, "amaru"));
  auto type = LLVM::TBAATypeDescriptorAttr::get(context, what, LLVM::TBAAMemberAttr::get(root, 0));
  auto tag = mlir::ArrayAttr::get(context, LLVM::TBAATagAttr::get(type, type, 0));
  llvm::cast<LLVM::AliasAnalysisOpInterface>(access).setTBAATags(tag);
}

void markElement(mlir::Operation *access) { mark(access, "element"); }
void markHead(mlir::Operation *access) { mark(access, "head"); }

Type memoryType(const mlir::LLVMTypeConverter &converter, Type element) {
  return element.isInteger(1) ? mlir::IntegerType::get(element.getContext(), 8) : converter.convertType(element);
}

Value i64Constant(mlir::ImplicitLocOpBuilder &b, int64_t value) {
  return LLVM::ConstantOp::create(b, b.getI64Type(), value);
}

Value mulNoWrap(mlir::ImplicitLocOpBuilder &b, Value lhs, Value rhs) {
  return LLVM::MulOp::create(b, lhs, rhs, LLVM::IntegerOverflowFlags::nsw);
}

Value addNoWrap(mlir::ImplicitLocOpBuilder &b, Value lhs, Value rhs) {
  return LLVM::AddOp::create(b, lhs, rhs, LLVM::IntegerOverflowFlags::nsw);
}

Value Descriptor::field(int64_t position) const { return LLVM::ExtractValueOp::create(b, value, position); }

Value Descriptor::size(int64_t axis) const {
  return LLVM::ExtractValueOp::create(b, value, llvm::ArrayRef<int64_t>{2, axis});
}

llvm::SmallVector<Value> Descriptor::sizes() const {
  llvm::SmallVector<Value> all;
  for (int64_t axis = 0; axis < type.getRank(); ++axis)
    all.push_back(size(axis));
  return all;
}

llvm::SmallVector<Value> Descriptor::strides() const {
  int64_t rank = type.getRank();
  llvm::SmallVector<Value> all(rank);
  if (type.getLayout() == Layout::Strided) {
    for (int64_t axis = 0; axis < rank; ++axis)
      all[axis] = LLVM::ExtractValueOp::create(b, value, llvm::ArrayRef<int64_t>{3, axis});
    return all;
  }
  Value stride;
  for (int64_t step = 0; step < rank; ++step) {
    int64_t axis = type.getLayout() == Layout::C ? rank - 1 - step : step;
    all[axis] = stride ? stride : i64Constant(b, 1);
    if (step + 1 < rank)
      stride = stride ? mulNoWrap(b, stride, size(axis)) : size(axis);
  }
  return all;
}

Value Descriptor::pack(mlir::ImplicitLocOpBuilder &b, Type converted, ir::ArrayType type, Value owner, Value data,
                       mlir::ValueRange sizes, mlir::ValueRange strides) {
  Value packed = LLVM::PoisonOp::create(b, converted);
  packed = LLVM::InsertValueOp::create(b, packed, owner, llvm::ArrayRef<int64_t>{0});
  packed = LLVM::InsertValueOp::create(b, packed, data, llvm::ArrayRef<int64_t>{1});
  for (auto [axis, size] : llvm::enumerate(sizes))
    packed = LLVM::InsertValueOp::create(b, packed, size, llvm::ArrayRef<int64_t>{2, int64_t(axis)});
  if (type.getLayout() == Layout::Strided)
    for (auto [axis, stride] : llvm::enumerate(strides))
      packed = LLVM::InsertValueOp::create(b, packed, stride, llvm::ArrayRef<int64_t>{3, int64_t(axis)});
  return packed;
}

} // namespace amaru::lower
