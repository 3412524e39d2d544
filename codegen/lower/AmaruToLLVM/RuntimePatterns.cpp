// Calls of the runtime, reference counts, strings, globals, and the hand-over of a parallel body to the threads.

#include "codegen/lower/AmaruToLLVM/Patterns.h"
#include "codegen/lower/AmaruToLLVM/RuntimeCalls.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "runtime/abi/Layouts.h"

namespace amaru::lower {

namespace LLVM = mlir::LLVM;
using ir::ArrayType;
using llvm::SmallVector;
using mlir::ImplicitLocOpBuilder;
using mlir::LogicalResult;
using mlir::success;
using mlir::Type;
using mlir::Value;
using mlir::ValueRange;

namespace {

template <typename Op> struct Pattern : mlir::ConvertOpToLLVMPattern<Op> {
  using mlir::ConvertOpToLLVMPattern<Op>::ConvertOpToLLVMPattern;
  using Adaptor = typename Op::Adaptor;
  using Rewriter = mlir::ConversionPatternRewriter;
};

mlir::ModuleOp moduleOf(mlir::Operation *op) { return op->getParentOfType<mlir::ModuleOp>(); }

Type pointerType(ImplicitLocOpBuilder &b) { return LLVM::LLVMPointerType::get(b.getContext()); }

/// Stack space that lives as long as the call, wherever it is asked for.
Value stackSpace(ImplicitLocOpBuilder &b, Type type) {
  mlir::OpBuilder::InsertionGuard guard(b);
  mlir::Operation *function = b.getInsertionBlock()->getParent()->getParentOp();
  b.setInsertionPointToStart(&function->getRegion(0).front());
  return LLVM::AllocaOp::create(b, pointerType(b), type, i64Constant(b, 1));
}

/// Results beyond what the function returns are written through its last pointers.
struct LibmPattern : Pattern<ir::LibmOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::LibmOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    LLVM::CallOp call = callRuntime(b, moduleOf(op), op.getFunction(), adaptor.getOperands());
    if (!call)
      return op.emitOpError() << "does not fit `" << op.getFunction() << "` of the runtime";
    rewriter.replaceOp(op, call);
    return success();
  }
};

struct RuntimePattern : Pattern<ir::RuntimeOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::RuntimeOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    LLVM::LLVMFuncOp function = declareRuntime(moduleOf(op), op.getFunction());
    bool isVoid = !function || llvm::isa<LLVM::LLVMVoidType>(function.getFunctionType().getReturnType());
    auto written = mlir::TypeRange(op.getResultTypes()).drop_front(isVoid || op.getNumResults() == 0 ? 0 : 1);
    SmallVector<Value> operands(adaptor.getOperands()), places;
    for (auto [given, operand] : llvm::zip(op.getOperands(), operands))
      if (auto array = llvm::dyn_cast<ArrayType>(given.getType()))
        operand = Descriptor(b, array, operand).data();
    for (Type type : written)
      places.push_back(stackSpace(b, memoryType(*getTypeConverter(), type)));
    operands.append(places);
    LLVM::CallOp call = callRuntime(b, moduleOf(op), op.getFunction(), operands);
    if (!call)
      return op.emitOpError() << "does not fit `" << op.getFunction() << "` of the runtime";
    SmallVector<Value> results(call->getResults());
    for (auto [type, place] : llvm::zip(written, places))
      results.push_back(read(b, type, place));
    rewriter.replaceOp(op, llvm::ArrayRef(results).take_front(op.getNumResults()));
    return success();
  }

  Value read(ImplicitLocOpBuilder &b, Type type, Value place) const {
    Value value = LLVM::LoadOp::create(b, memoryType(*getTypeConverter(), type), place);
    if (!type.isInteger(1))
      return value;
    return LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::ne, value, LLVM::ConstantOp::create(b, b.getI8IntegerAttr(0)));
  }
};

template <typename Op> struct CountPattern : Pattern<Op> {
  using Pattern<Op>::Pattern;
  LogicalResult matchAndRewrite(Op op, typename Op::Adaptor adaptor,
                                mlir::ConversionPatternRewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    constexpr bool isRetain = std::is_same_v<Op, ir::RetainOp>;
    llvm::StringRef plain = isRetain ? "amaru_rt_retain" : "amaru_rt_release";
    llvm::StringRef shared = isRetain ? "amaru_rt_retain_shared" : "amaru_rt_release_shared";
    Value owner = ownerOf(b, op.getValue().getType(), adaptor.getValue());
    callRuntime(b, moduleOf(op), op.getAtomic() ? shared : plain, owner);
    rewriter.eraseOp(op);
    return success();
  }
};

/// Zero, null or false: whatever reads it was told not to, but nothing may become poison on the way. A list is an
/// immortal empty one, whose length may be asked for before it is known whether the variable is set.
struct UndefPattern : Pattern<ir::UndefOp> {
  using Pattern::Pattern;

  static LLVM::GlobalOp emptyList(ImplicitLocOpBuilder &b, mlir::ModuleOp module) {
    constexpr llvm::StringLiteral name = ".list.none";
    if (auto known = module.lookupSymbol<LLVM::GlobalOp>(name))
      return known;
    mlir::OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(module.getBody());
    Type i64 = b.getI64Type(), pointer = pointerType(b);
    Type type = LLVM::LLVMStructType::getLiteral(b.getContext(), {i64, pointer, i64, i64, pointer, i64, pointer});
    auto global =
        LLVM::GlobalOp::create(b, type, /*isConstant=*/true, LLVM::Linkage::Internal, name, mlir::Attribute());
    b.setInsertionPointToStart(b.createBlock(&global.getInitializerRegion()));
    Value value = LLVM::ZeroOp::create(b, type);
    LLVM::ReturnOp::create(
        b, LLVM::InsertValueOp::create(b, value, i64Constant(b, AMARU_RT_IMMORTAL), llvm::ArrayRef<int64_t>{0}));
    return global;
  }

  LogicalResult matchAndRewrite(ir::UndefOp op, Adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    if (llvm::isa<ir::ListType>(op.getType())) {
      rewriter.replaceOpWithNewOp<LLVM::AddressOfOp>(op, emptyList(b, moduleOf(op)));
      return success();
    }
    rewriter.replaceOpWithNewOp<LLVM::ZeroOp>(op, getTypeConverter()->convertType(op.getType()));
    return success();
  }
};

struct IsNullPattern : Pattern<ir::IsNullOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::IsNullOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Value pointer = ownerOf(b, op.getValue().getType(), adaptor.getValue());
    Value null = LLVM::ZeroOp::create(b, pointer.getType());
    rewriter.replaceOpWithNewOp<LLVM::ICmpOp>(op, LLVM::ICmpPredicate::eq, pointer, null);
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

int64_t countCodePoints(llvm::StringRef utf8) {
  return llvm::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; });
}

/// A literal is an immortal `amaru_rt_str` in read-only memory.
struct StrConstantPattern : Pattern<ir::StrConstantOp> {
  using Pattern::Pattern;

  static LLVM::GlobalOp create(ImplicitLocOpBuilder &b, mlir::ModuleOp module, llvm::StringRef text,
                               llvm::StringRef name) {
    mlir::OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(module.getBody());
    std::string terminated = text.str() + '\0';
    Type i64 = b.getI64Type(), chars = LLVM::LLVMArrayType::get(b.getI8Type(), terminated.size());
    Type owner = LLVM::LLVMStructType::getLiteral(b.getContext(), {i64, pointerType(b)});
    Type type = LLVM::LLVMStructType::getLiteral(b.getContext(), {owner, i64, i64, i64, chars});
    auto global = LLVM::GlobalOp::create(b, type, /*isConstant=*/true, LLVM::Linkage::Internal, name, mlir::Attribute(),
                                         /*alignment=*/16);
    b.setInsertionPointToStart(b.createBlock(&global.getInitializerRegion()));
    Value value = LLVM::UndefOp::create(b, type);
    auto set = [&](Value part, llvm::ArrayRef<int64_t> at) { value = LLVM::InsertValueOp::create(b, value, part, at); };
    set(i64Constant(b, AMARU_RT_IMMORTAL), {0, 0});
    set(LLVM::ZeroOp::create(b, pointerType(b)), {0, 1});
    set(i64Constant(b, countCodePoints(text)), {1});
    set(i64Constant(b, text.size()), {2});
    set(i64Constant(b, 0), {3});
    set(LLVM::ConstantOp::create(b, chars, b.getStringAttr(terminated)), {4});
    LLVM::ReturnOp::create(b, value);
    return global;
  }

  LogicalResult matchAndRewrite(ir::StrConstantOp op, Adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    mlir::ModuleOp module = moduleOf(op);
    LLVM::GlobalOp global;
    for (auto known : module.getOps<LLVM::GlobalOp>())
      if (known->getAttr("amaru.literal") == op.getValueAttr())
        global = known;
    if (!global) {
      unsigned number = 0;
      for (auto known : module.getOps<LLVM::GlobalOp>())
        number += known->hasAttr("amaru.literal");
      global = create(b, module, op.getValue(), ".str." + std::to_string(number));
      global->setAttr("amaru.literal", op.getValueAttr());
    }
    rewriter.replaceOpWithNewOp<LLVM::AddressOfOp>(op, global);
    return success();
  }
};

/// The runtime takes sizes, and strides in bytes, from memory.
struct WriteArrayPattern : Pattern<ir::WriteArrayOp> {
  using Pattern::Pattern;

  static int64_t elementBytes(Type type) {
    if (auto complex = llvm::dyn_cast<mlir::ComplexType>(type))
      return 2 * elementBytes(complex.getElementType());
    return (type.getIntOrFloatBitWidth() + 7) / 8;
  }

  static Value spill(ImplicitLocOpBuilder &b, ValueRange values) {
    Value space = stackSpace(b, LLVM::LLVMArrayType::get(b.getI64Type(), std::max<size_t>(values.size(), 1)));
    for (auto [position, value] : llvm::enumerate(values)) {
      Value at = LLVM::GEPOp::create(b, space.getType(), b.getI64Type(), space,
                                     llvm::ArrayRef<LLVM::GEPArg>{int32_t(position)});
      LLVM::StoreOp::create(b, value, at);
    }
    return space;
  }

  LogicalResult matchAndRewrite(ir::WriteArrayOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    auto type = llvm::cast<ArrayType>(op.getArray().getType());
    Descriptor array(b, type, adaptor.getArray());
    SmallVector<Value> byteStrides;
    for (Value stride : array.strides())
      byteStrides.push_back(LLVM::MulOp::create(b, stride, i64Constant(b, elementBytes(type.getElementType()))));
    Value dtype = LLVM::ConstantOp::create(b, op.getDtypeAttr());
    Value rank = LLVM::ConstantOp::create(b, b.getI32IntegerAttr(type.getRank()));
    callRuntime(b, moduleOf(op), op.getRepr() ? "amaru_rt_write_array_repr" : "amaru_rt_write_array",
                {array.data(), dtype, rank, spill(b, array.sizes()), spill(b, byteStrides)});
    rewriter.eraseOp(op);
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Globals: a slot and a flag
//===----------------------------------------------------------------------===//

std::string flagName(llvm::StringRef name) { return (name + ".set").str(); }

struct GlobalPattern : Pattern<ir::GlobalOp> {
  using Pattern::Pattern;
  static void create(ImplicitLocOpBuilder &b, Type type, llvm::StringRef name) {
    mlir::OpBuilder::InsertionGuard guard(b);
    auto global =
        LLVM::GlobalOp::create(b, type, /*isConstant=*/false, LLVM::Linkage::Internal, name, mlir::Attribute());
    b.setInsertionPointToStart(b.createBlock(&global.getInitializerRegion()));
    LLVM::ReturnOp::create(b, LLVM::ZeroOp::create(b, type));
  }
  LogicalResult matchAndRewrite(ir::GlobalOp op, Adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    std::string name = op.getSymName().str();
    Type type = getTypeConverter()->convertType(op.getType());
    rewriter.eraseOp(op);
    create(b, type, name);
    create(b, b.getI8Type(), flagName(name));
    return success();
  }
};

Value addressOf(ImplicitLocOpBuilder &b, llvm::StringRef name) {
  return LLVM::AddressOfOp::create(b, pointerType(b), name);
}

struct GlobalLoadPattern : Pattern<ir::GlobalLoadOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::GlobalLoadOp op, Adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Type type = getTypeConverter()->convertType(op.getResult().getType());
    Value value = LLVM::LoadOp::create(b, type, addressOf(b, op.getName()));
    Value flag = LLVM::LoadOp::create(b, b.getI8Type(), addressOf(b, flagName(op.getName())));
    Value zero = LLVM::ConstantOp::create(b, b.getI8IntegerAttr(0));
    Value isSet = LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::ne, flag, zero);
    rewriter.replaceOp(op, {value, isSet});
    return success();
  }
};

/// The slot takes the reference that it is given and releases the one it held.
struct GlobalStorePattern : Pattern<ir::GlobalStoreOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::GlobalStoreOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Type type = op.getValue().getType();
    Value slot = addressOf(b, op.getName()), old;
    bool isCounted = ir::isReference(type);
    if (isCounted)
      old = LLVM::LoadOp::create(b, adaptor.getValue().getType(), slot);
    LLVM::StoreOp::create(b, adaptor.getValue(), slot);
    LLVM::StoreOp::create(b, LLVM::ConstantOp::create(b, b.getI8IntegerAttr(1)), addressOf(b, flagName(op.getName())));
    if (isCounted)
      callRuntime(b, moduleOf(op), "amaru_rt_release", ownerOf(b, type, old));
    rewriter.eraseOp(op);
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Parallel calls
//===----------------------------------------------------------------------===//

/// Captured values travel in a struct on the caller's stack, which a function beside the body unpacks again:
///
///     bool body.part(void *context, int64_t begin, int64_t end) { return body(context->a, context->b, begin, end); }
struct ParallelCallPattern : Pattern<ir::ParallelCallOp> {
  using Pattern::Pattern;

  static bool mayRaise(mlir::ModuleOp module, llvm::StringRef name) {
    return module.lookupSymbol(name)->hasAttr("amaru.raises");
  }

  static std::string createPart(ImplicitLocOpBuilder &b, mlir::ModuleOp module, llvm::StringRef body, Type context) {
    std::string name = (body + ".part").str();
    bool raises = mayRaise(module, body);
    mlir::OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(module.getBody());
    Type i64 = b.getI64Type(), i1 = b.getI1Type();
    auto type = LLVM::LLVMFunctionType::get(i1, {pointerType(b), i64, i64});
    auto part = LLVM::LLVMFuncOp::create(b, name, type, LLVM::Linkage::Internal);
    part.setResultAttr(0, LLVM::LLVMDialect::getZExtAttrName(), b.getUnitAttr());
    mlir::Block *entry = part.addEntryBlock(b);
    b.setInsertionPointToStart(entry);
    SmallVector<Value> args;
    Value captured = LLVM::LoadOp::create(b, context, entry->getArgument(0));
    for (size_t i = 0; i < llvm::cast<LLVM::LLVMStructType>(context).getBody().size(); ++i)
      args.push_back(LLVM::ExtractValueOp::create(b, captured, i));
    args.append({entry->getArgument(1), entry->getArgument(2)});
    auto call = LLVM::CallOp::create(b, raises ? mlir::TypeRange{i1} : mlir::TypeRange{}, body, args);
    LLVM::ReturnOp::create(b, raises ? call.getResult() : Value(LLVM::ConstantOp::create(b, b.getBoolAttr(false))));
    return name;
  }

  LogicalResult matchAndRewrite(ir::ParallelCallOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    auto types = llvm::to_vector(adaptor.getCaptures().getTypes());
    Type context = LLVM::LLVMStructType::getLiteral(b.getContext(), types);
    Value space = stackSpace(b, context), packed = LLVM::PoisonOp::create(b, context);
    for (auto [position, value] : llvm::enumerate(adaptor.getCaptures()))
      packed = LLVM::InsertValueOp::create(b, packed, value, position);
    LLVM::StoreOp::create(b, packed, space);
    std::string part = createPart(b, moduleOf(op), op.getCallee(), context);
    auto call =
        callRuntime(b, moduleOf(op), "amaru_rt_parallel_for",
                    {addressOf(b, part), space, adaptor.getFrom(), adaptor.getTo(), i64Constant(b, op.getGrain())});
    rewriter.replaceOp(op, call->getResults());
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Launches on a device
//===----------------------------------------------------------------------===//

/// Arguments lie in slots of 8 bytes: a number in one, of an array the address, the sizes and the strides.
struct LaunchPattern : Pattern<ir::LaunchOp> {
  using Pattern::Pattern;

  static Value asSlot(ImplicitLocOpBuilder &b, Value value) {
    Type type = value.getType(), i64 = b.getI64Type();
    if (llvm::isa<mlir::FloatType>(type)) {
      Type bits = b.getIntegerType(type.getIntOrFloatBitWidth());
      value = LLVM::BitcastOp::create(b, bits, value);
      type = bits;
    }
    return type == i64 ? value : Value(LLVM::ZExtOp::create(b, i64, value));
  }

  LogicalResult matchAndRewrite(ir::LaunchOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    auto record = op->getAttrOfType<mlir::FlatSymbolRefAttr>("amaru.record");
    if (!record)
      return op.emitOpError() << "has no record of its kernel";
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    SmallVector<Value> slots;
    for (auto [value, converted] : llvm::zip(op.getArgs(), adaptor.getArgs())) {
      auto type = llvm::dyn_cast<ArrayType>(value.getType());
      if (!type) {
        slots.push_back(asSlot(b, converted));
        continue;
      }
      Descriptor array(b, type, converted);
      slots.push_back(LLVM::PtrToIntOp::create(b, b.getI64Type(), array.data()));
      llvm::append_range(slots, array.sizes());
      llvm::append_range(slots, array.strides());
    }
    SmallVector<Value> operands{addressOf(b, record.getValue()), WriteArrayPattern::spill(b, slots)};
    llvm::append_range(operands, adaptor.getGrid());
    llvm::append_range(operands, adaptor.getBlock());
    rewriter.replaceOp(op, callRuntime(b, moduleOf(op), "amaru_rt_gpu_launch", operands)->getResults());
    return success();
  }
};

} // namespace

void addRuntimePatterns(const mlir::LLVMTypeConverter &converter, mlir::RewritePatternSet &patterns) {
  patterns.add<LibmPattern, RuntimePattern, CountPattern<ir::RetainOp>, CountPattern<ir::ReleaseOp>, UndefPattern,
               IsNullPattern, StrConstantPattern, WriteArrayPattern, GlobalPattern, GlobalLoadPattern,
               GlobalStorePattern, ParallelCallPattern, LaunchPattern>(converter);
}

} // namespace amaru::lower
