// Reads the table of runtime functions into LLVM declarations, with what each row says about its effects.

#include "codegen/lower/AmaruToLLVM/RuntimeCalls.h"
#include "llvm/ADT/StringMap.h"

namespace amaru::lower {

namespace LLVM = mlir::LLVM;
using mlir::Type;
using mlir::Value;

namespace {

enum class Kind { Void, I1, I8, I32, I64, F32, F64, Ptr };

struct Row {
  Kind result;
  llvm::SmallVector<Kind, 6> params;
  llvm::StringRef effect;
};

/// `(I64, Ptr)` in the table reads as a call of this.
template <typename... Kinds> llvm::SmallVector<Kind, 6> params(Kinds... kinds) { return {kinds...}; }

const llvm::StringMap<Row> &table() {
  static const llvm::StringMap<Row> rows = [] {
    using enum Kind;
    llvm::StringMap<Row> all;
#define AMARU_RT_FUNCTION(name, result, parameters, effect, doc) all[#name] = Row{result, params parameters, effect};
#include "runtime/abi/RuntimeFunctions.def"
    return all;
  }();
  return rows;
}

Type typeOf(Kind kind, mlir::MLIRContext *context) {
  switch (kind) {
  case Kind::Void:
    return LLVM::LLVMVoidType::get(context);
  case Kind::I1:
    return mlir::IntegerType::get(context, 1);
  case Kind::I8:
    return mlir::IntegerType::get(context, 8);
  case Kind::I32:
    return mlir::IntegerType::get(context, 32);
  case Kind::I64:
    return mlir::IntegerType::get(context, 64);
  case Kind::F32:
    return mlir::Float32Type::get(context);
  case Kind::F64:
    return mlir::Float64Type::get(context);
  case Kind::Ptr:
    return LLVM::LLVMPointerType::get(context);
  }
}

void describeEffect(LLVM::LLVMFuncOp function, llvm::StringRef effect) {
  mlir::OpBuilder b(function.getContext());
  using LLVM::ModRefInfo;
  auto touches = [&](ModRefInfo argument) {
    auto none = ModRefInfo::NoModRef;
    function.setMemoryEffectsAttr(LLVM::MemoryEffectsAttr::get(
        b.getContext(), /*other=*/none, argument, /*inaccessibleMem=*/none, /*errnoMem=*/none, /*targetMem0=*/none,
        /*targetMem1=*/none));
    function.setWillReturn(true);
  };
  function.setNoUnwind(true);
  if (effect == "pure")
    touches(ModRefInfo::NoModRef);
  else if (effect == "read")
    touches(ModRefInfo::Ref);
  else if (effect == "write")
    touches(ModRefInfo::ModRef);
  else if (effect == "error")
    function.setPassthroughAttr(b.getStrArrayAttr({"cold"}));
}

/// C passes a bool as a byte of 0 or 1; memory just allocated aliases nothing.
void describeConvention(LLVM::LLVMFuncOp function, const Row &row) {
  mlir::OpBuilder b(function.getContext());
  for (auto [position, kind] : llvm::enumerate(row.params))
    if (kind == Kind::I1)
      function.setArgAttr(position, LLVM::LLVMDialect::getZExtAttrName(), b.getUnitAttr());
  if (row.result == Kind::I1)
    function.setResultAttr(0, LLVM::LLVMDialect::getZExtAttrName(), b.getUnitAttr());
  if (row.result == Kind::Ptr && row.effect == "alloc")
    function.setResultAttr(0, LLVM::LLVMDialect::getNoAliasAttrName(), b.getUnitAttr());
}

/// `value` as the runtime takes it.
Value coerce(mlir::ImplicitLocOpBuilder &b, Value value, Type wanted) {
  Type given = value.getType();
  if (given == wanted)
    return value;
  if (llvm::isa<LLVM::LLVMPointerType>(given))
    return LLVM::PtrToIntOp::create(b, wanted, value);
  if (llvm::isa<mlir::FloatType>(given) && llvm::isa<mlir::FloatType>(wanted))
    return LLVM::FPExtOp::create(b, wanted, value);
  if (llvm::isa<mlir::FloatType>(given))
    return LLVM::BitcastOp::create(b, wanted, value);
  if (given.isInteger(1))
    return LLVM::ZExtOp::create(b, wanted, value);
  return LLVM::SExtOp::create(b, wanted, value);
}

} // namespace

LLVM::LLVMFuncOp declareRuntime(mlir::ModuleOp module, llvm::StringRef name) {
  if (auto known = module.lookupSymbol<LLVM::LLVMFuncOp>(name))
    return known;
  auto found = table().find(name);
  if (found == table().end())
    return nullptr;
  const Row &row = found->second;
  mlir::MLIRContext *context = module.getContext();
  llvm::SmallVector<Type> inputs;
  for (Kind kind : row.params)
    inputs.push_back(typeOf(kind, context));
  auto type = LLVM::LLVMFunctionType::get(typeOf(row.result, context), inputs);
  auto b = mlir::OpBuilder::atBlockBegin(module.getBody());
  auto function = LLVM::LLVMFuncOp::create(b, module.getLoc(), name, type);
  describeEffect(function, row.effect);
  describeConvention(function, row);
  return function;
}

LLVM::CallOp callRuntime(mlir::ImplicitLocOpBuilder &b, mlir::ModuleOp module, llvm::StringRef name,
                         mlir::ValueRange operands) {
  LLVM::LLVMFuncOp function = declareRuntime(module, name);
  if (!function || function.getNumArguments() != operands.size())
    return nullptr;
  llvm::SmallVector<Value> coerced;
  for (auto [operand, wanted] : llvm::zip(operands, function.getFunctionType().getParams()))
    coerced.push_back(coerce(b, operand, wanted));
  return LLVM::CallOp::create(b, function, coerced);
}

} // namespace amaru::lower
