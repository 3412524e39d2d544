// Entry points: how the world outside calls a compiled function. Arguments and results lie in slots of 8 bytes.
//
//   int, sized integers, float, f32, f16, bool   one slot, the value in its lowest bytes (a bool is 0 or 1)
//   complex                                      two slots
//   str                                          one slot, the pointer
//   array                                        owner, data, the sizes, the strides in elements (always all of them)
//
// Arguments are borrowed from the caller, results are given to it. The function returns 1 if an exception is pending.

#include "codegen/lower/AmaruToLLVM/Patterns.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace amaru::lower {

namespace LLVM = mlir::LLVM;
using ir::ArrayType;
using llvm::SmallVector;
using mlir::ImplicitLocOpBuilder;
using mlir::Type;
using mlir::Value;

namespace {

/// Walks over slots, one after the other.
class Slots {
public:
  Slots(ImplicitLocOpBuilder &b, const mlir::LLVMTypeConverter &converter, Value base)
      : b(b), converter(converter), base(base) {}

  Value read(Type type) {
    if (auto array = llvm::dyn_cast<ArrayType>(type))
      return readArray(array);
    if (auto complex = llvm::dyn_cast<mlir::ComplexType>(type)) {
      Value value = LLVM::PoisonOp::create(b, converter.convertType(type));
      for (int64_t part : {0, 1})
        value = LLVM::InsertValueOp::create(b, value, readScalar(complex.getElementType()), part);
      return value;
    }
    return readScalar(type);
  }

  void write(Type type, Value value) {
    if (auto array = llvm::dyn_cast<ArrayType>(type)) {
      writeArray(array, value);
    } else if (llvm::isa<mlir::ComplexType>(type)) {
      for (int64_t part : {0, 1})
        writeScalar(LLVM::ExtractValueOp::create(b, value, part));
    } else {
      writeScalar(value);
    }
  }

private:
  ImplicitLocOpBuilder &b;
  const mlir::LLVMTypeConverter &converter;
  Value base;
  int32_t next = 0;

  Value nextSlot() {
    return LLVM::GEPOp::create(b, base.getType(), b.getI64Type(), base, llvm::ArrayRef<LLVM::GEPArg>{next++},
                               LLVM::GEPNoWrapFlags::inbounds);
  }

  Value readScalar(Type type) {
    if (!type.isInteger(1))
      return LLVM::LoadOp::create(b, converter.convertType(type), nextSlot());
    Value byte = LLVM::LoadOp::create(b, b.getI8Type(), nextSlot());
    return LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::ne, byte, LLVM::ConstantOp::create(b, b.getI8IntegerAttr(0)));
  }

  /// Clears the bytes that the value does not fill.
  void writeScalar(Value value) {
    Type type = value.getType();
    bool isNarrow = type.isIntOrFloat() && type.getIntOrFloatBitWidth() < 64;
    if (isNarrow && llvm::isa<mlir::FloatType>(type))
      value = LLVM::BitcastOp::create(b, b.getIntegerType(type.getIntOrFloatBitWidth()), value);
    if (isNarrow)
      value = LLVM::ZExtOp::create(b, b.getI64Type(), value);
    LLVM::StoreOp::create(b, value, nextSlot());
  }

  Value readArray(ArrayType type) {
    auto readMany = [&](int64_t count, Type each) {
      SmallVector<Value> values;
      for (int64_t i = 0; i < count; ++i)
        values.push_back(LLVM::LoadOp::create(b, each, nextSlot()));
      return values;
    };
    SmallVector<Value> pointers = readMany(2, base.getType());
    SmallVector<Value> sizes = readMany(type.getRank(), b.getI64Type());
    SmallVector<Value> strides = readMany(type.getRank(), b.getI64Type());
    return Descriptor::pack(b, converter.convertType(type), type, pointers[0], pointers[1], sizes, strides);
  }

  void writeArray(ArrayType type, Value value) {
    Descriptor array(b, type, value);
    SmallVector<Value> parts{array.owner(), array.data()};
    parts.append(array.sizes());
    parts.append(array.strides());
    for (Value part : parts)
      LLVM::StoreOp::create(b, part, nextSlot());
  }
};

/// The results of a call as the single value that LLVM knows, taken apart.
SmallVector<Value> unpackResults(ImplicitLocOpBuilder &b, LLVM::CallOp call, size_t count) {
  if (count <= 1)
    return SmallVector<Value>(call->getResults());
  SmallVector<Value> results;
  for (size_t i = 0; i < count; ++i)
    results.push_back(LLVM::ExtractValueOp::create(b, call.getResult(), i));
  return results;
}

} // namespace

SmallVector<EntryPoint> findEntryPoints(mlir::ModuleOp module) {
  SmallVector<EntryPoint> entries;
  for (auto function : module.getOps<mlir::func::FuncOp>()) {
    auto symbol = function->getAttrOfType<mlir::StringAttr>("amaru.entry");
    if (!symbol)
      continue;
    bool mayRaise = function->hasAttr("amaru.raises");
    auto results = function.getResultTypes().drop_back(mayRaise ? 1 : 0);
    entries.push_back({symbol.str(), function.getName().str(), llvm::to_vector(function.getArgumentTypes()),
                       llvm::to_vector(results), mayRaise});
  }
  return entries;
}

void createEntryPoint(mlir::ModuleOp module, const mlir::LLVMTypeConverter &converter, const EntryPoint &entry) {
  auto callee = module.lookupSymbol<LLVM::LLVMFuncOp>(entry.function);
  ImplicitLocOpBuilder b(callee.getLoc(), mlir::OpBuilder::atBlockEnd(module.getBody()));
  Type pointer = LLVM::LLVMPointerType::get(b.getContext());
  auto type = LLVM::LLVMFunctionType::get(b.getI32Type(), {pointer, pointer});
  auto function = LLVM::LLVMFuncOp::create(b, entry.symbol, type, LLVM::Linkage::External);
  function.setNoUnwind(true);
  mlir::Block *block = function.addEntryBlock(b);
  b.setInsertionPointToStart(block);

  Slots argSlots(b, converter, block->getArgument(0));
  SmallVector<Value> args;
  for (Type input : entry.inputs)
    args.push_back(argSlots.read(input));
  auto call = LLVM::CallOp::create(b, callee, args);

  size_t count = entry.results.size() + entry.mayRaise;
  SmallVector<Value> results = unpackResults(b, call, count);
  Slots resultSlots(b, converter, block->getArgument(1));
  for (auto [result, value] : llvm::zip(entry.results, results))
    resultSlots.write(result, value);
  Value raised = entry.mayRaise ? Value(LLVM::ZExtOp::create(b, b.getI32Type(), results.back()))
                                : Value(LLVM::ConstantOp::create(b, b.getI32IntegerAttr(0)));
  LLVM::ReturnOp::create(b, raised);
}

} // namespace amaru::lower
