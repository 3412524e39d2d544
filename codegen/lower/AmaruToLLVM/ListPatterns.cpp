// Lists and records in memory (runtime/abi/Layouts.h). A list has its elements in a block of their own; a record has its
// fields behind its head. What differs from type to type is written once as a function of the module: how an element is
// appended, and how the references among elements or fields are released.

#include "codegen/lower/AmaruToLLVM/Patterns.h"
#include "codegen/lower/AmaruToLLVM/RuntimeCalls.h"
#include "runtime/abi/Layouts.h"
#include "llvm/Support/raw_ostream.h"

namespace amaru::lower {

namespace LLVM = mlir::LLVM;
using llvm::SmallVector;
using mlir::Block;
using mlir::ImplicitLocOpBuilder;
using mlir::LogicalResult;
using mlir::success;
using mlir::Type;
using mlir::Value;
using mlir::ValueRange;

namespace {

mlir::ModuleOp moduleOf(mlir::Operation *op) { return op->getParentOfType<mlir::ModuleOp>(); }

//===- Parts in memory ------------------------------------------------------------------------------------------===//

/// The parts of an element, or the fields of a record, beside each other.
class Layout {
public:
  Layout(ImplicitLocOpBuilder &b, const mlir::LLVMTypeConverter &converter, llvm::ArrayRef<Type> parts)
      : b(b), converter(converter), parts(parts) {
    SmallVector<Type> members;
    for (Type part : parts)
      members.push_back(memoryType(converter, part));
    type = LLVM::LLVMStructType::getLiteral(b.getContext(), members);
    pointer = LLVM::LLVMPointerType::get(b.getContext());
  }

  /// How many bytes elements lie apart.
  Value bytes() {
    Value end =
        LLVM::GEPOp::create(b, pointer, type, LLVM::ZeroOp::create(b, pointer), llvm::ArrayRef<LLVM::GEPArg>{1});
    return LLVM::PtrToIntOp::create(b, b.getI64Type(), end);
  }

  Value address(Value base, LLVM::GEPArg index, size_t part) {
    return LLVM::GEPOp::create(b, pointer, type, base, llvm::ArrayRef<LLVM::GEPArg>{index, int32_t(part)},
                               LLVM::GEPNoWrapFlags::inbounds);
  }

  Value load(Value base, LLVM::GEPArg index, size_t part) {
    Value value = LLVM::LoadOp::create(b, type.getBody()[part], address(base, index, part));
    markElement(value.getDefiningOp());
    if (!parts[part].isInteger(1))
      return value;
    return LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::ne, value, LLVM::ConstantOp::create(b, b.getI8IntegerAttr(0)));
  }

  void store(Value value, Value base, LLVM::GEPArg index, size_t part) {
    if (parts[part].isInteger(1))
      value = LLVM::ZExtOp::create(b, b.getI8Type(), value);
    markElement(LLVM::StoreOp::create(b, value, address(base, index, part)));
  }

  bool hasReferences() const { return llvm::any_of(parts, ir::isReference); }

private:
  ImplicitLocOpBuilder &b;
  const mlir::LLVMTypeConverter &converter;
  llvm::ArrayRef<Type> parts;
  LLVM::LLVMStructType type;
  Type pointer;
};

/// A field of a list's head.
Value headField(ImplicitLocOpBuilder &b, Value list, size_t offset) {
  return LLVM::GEPOp::create(b, list.getType(), b.getI8Type(), list, llvm::ArrayRef<LLVM::GEPArg>{int32_t(offset)},
                             LLVM::GEPNoWrapFlags::inbounds);
}

Value loadHead(ImplicitLocOpBuilder &b, Value list, size_t offset, Type type) {
  Value value = LLVM::LoadOp::create(b, type, headField(b, list, offset));
  markHead(value.getDefiningOp());
  return value;
}

Value lengthOf(ImplicitLocOpBuilder &b, Value list) {
  return loadHead(b, list, offsetof(amaru_rt_list, length), b.getI64Type());
}

Value dataOf(ImplicitLocOpBuilder &b, Value list) {
  return loadHead(b, list, offsetof(amaru_rt_list, data), list.getType());
}

//===- Functions of a type --------------------------------------------------------------------------------------===//

std::string nameFor(llvm::StringRef what, llvm::ArrayRef<Type> parts) {
  std::string name;
  llvm::raw_string_ostream out(name);
  out << what << '<';
  llvm::interleaveComma(parts, out, [&](Type part) { part.print(out); });
  out << '>';
  return name;
}

/// Other threads may count the same references in a program that has parallel loops.
llvm::StringRef releaseFunction(mlir::ModuleOp module) {
  return module->hasAttr("amaru.threads") ? "amaru_rt_release_shared" : "amaru_rt_release";
}

void releasePart(ImplicitLocOpBuilder &b, mlir::ModuleOp module, Type type, Value converted) {
  if (ir::isReference(type))
    callRuntime(b, module, releaseFunction(module), ownerOf(b, type, converted));
}

/// Writes a function of the module where it is missing; `body` is given the builder in its entry block.
LLVM::LLVMFuncOp functionFor(ImplicitLocOpBuilder &b, mlir::ModuleOp module, const std::string &name,
                             LLVM::LLVMFunctionType type,
                             llvm::function_ref<void(ImplicitLocOpBuilder &, LLVM::LLVMFuncOp)> body) {
  if (auto known = module.lookupSymbol<LLVM::LLVMFuncOp>(name))
    return known;
  ImplicitLocOpBuilder inner(mlir::UnknownLoc::get(b.getContext()), mlir::OpBuilder::atBlockBegin(module.getBody()));
  auto function = LLVM::LLVMFuncOp::create(inner, name, type, LLVM::Linkage::Internal);
  inner.setInsertionPointToStart(function.addEntryBlock(inner));
  body(inner, function);
  return function;
}

/// void release(char *elements, int64_t count)
Value elementRelease(ImplicitLocOpBuilder &b, const mlir::LLVMTypeConverter &converter, mlir::ModuleOp module,
                     llvm::ArrayRef<Type> parts) {
  Type pointer = LLVM::LLVMPointerType::get(b.getContext()), i64 = b.getI64Type();
  if (llvm::none_of(parts, ir::isReference))
    return LLVM::ZeroOp::create(b, pointer);
  auto type = LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(b.getContext()), {pointer, i64});
  auto function =
      functionFor(b, module, nameFor("list.release", parts), type, [&](ImplicitLocOpBuilder &b, auto function) {
        Value elements = function.getArgument(0), count = function.getArgument(1);
        Block *entry = b.getInsertionBlock(), *head = function.addBlock(), *body = function.addBlock(),
              *end = function.addBlock();
        Value index = head->addArgument(i64, b.getLoc());
        b.setInsertionPointToEnd(entry);
        LLVM::BrOp::create(b, ValueRange{i64Constant(b, 0)}, head);
        b.setInsertionPointToEnd(head);
        LLVM::CondBrOp::create(b, LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::slt, index, count), body, end);
        b.setInsertionPointToEnd(body);
        Layout layout(b, converter, parts);
        for (auto [i, part] : llvm::enumerate(parts))
          if (ir::isReference(part))
            releasePart(b, module, part, layout.load(elements, index, i));
        LLVM::BrOp::create(b, ValueRange{addNoWrap(b, index, i64Constant(b, 1))}, head);
        b.setInsertionPointToEnd(end);
        LLVM::ReturnOp::create(b, ValueRange{});
      });
  return LLVM::AddressOfOp::create(b, function);
}

/// bool push(list *, parts…): the usual case is inlined, growing is the runtime's.
LLVM::LLVMFuncOp elementPush(ImplicitLocOpBuilder &b, const mlir::LLVMTypeConverter &converter, mlir::ModuleOp module,
                             llvm::ArrayRef<Type> parts) {
  Type i1 = b.getI1Type();
  SmallVector<Type> inputs{LLVM::LLVMPointerType::get(b.getContext())};
  for (Type part : parts)
    inputs.push_back(converter.convertType(part));
  auto type = LLVM::LLVMFunctionType::get(i1, inputs);
  auto function =
      functionFor(b, module, nameFor("list.push", parts), type, [&](ImplicitLocOpBuilder &b, auto function) {
        Value list = function.getArgument(0);
        auto boolean = [&](bool value) -> Value { return LLVM::ConstantOp::create(b, b.getBoolAttr(value)); };
        Block *entry = b.getInsertionBlock(), *grow = function.addBlock(), *store = function.addBlock(),
              *fail = function.addBlock();
        b.setInsertionPointToEnd(entry);
        Value capacity = loadHead(b, list, offsetof(amaru_rt_list, capacity), b.getI64Type());
        Value full = LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::sge, lengthOf(b, list), capacity);
        LLVM::CondBrOp::create(b, full, grow, store);
        b.setInsertionPointToEnd(grow);
        LLVM::CallOp failed = callRuntime(b, module, "amaru_rt_list_grow", list);
        LLVM::CondBrOp::create(b, failed.getResult(), fail, store);
        b.setInsertionPointToEnd(store);
        Layout layout(b, converter, parts);
        Value length = lengthOf(b, list), data = dataOf(b, list);
        for (size_t i = 0; i < parts.size(); ++i)
          layout.store(function.getArgument(i + 1), data, length, i);
        markHead(LLVM::StoreOp::create(b, addNoWrap(b, length, i64Constant(b, 1)),
                                       headField(b, list, offsetof(amaru_rt_list, length))));
        LLVM::ReturnOp::create(b, boolean(false));
        b.setInsertionPointToEnd(fail);
        for (size_t i = 0; i < parts.size(); ++i)
          releasePart(b, module, parts[i], function.getArgument(i + 1));
        LLVM::ReturnOp::create(b, boolean(true));
      });
  function.setAlwaysInline(true);
  return function;
}

/// void destroy(record *)
Value recordDestroy(ImplicitLocOpBuilder &b, const mlir::LLVMTypeConverter &converter, mlir::ModuleOp module,
                    llvm::ArrayRef<Type> parts) {
  Type pointer = LLVM::LLVMPointerType::get(b.getContext());
  if (llvm::none_of(parts, ir::isReference))
    return LLVM::ZeroOp::create(b, pointer);
  auto type = LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(b.getContext()), {pointer});
  auto function =
      functionFor(b, module, nameFor("record.destroy", parts), type, [&](ImplicitLocOpBuilder &b, auto function) {
        Value record = function.getArgument(0);
        Layout layout(b, converter, parts);
        Value fields = headField(b, record, sizeof(amaru_rt_owner));
        for (auto [i, part] : llvm::enumerate(parts))
          if (ir::isReference(part))
            releasePart(b, module, part, layout.load(fields, 0, i));
        callRuntime(b, module, "amaru_rt_object_free", record);
        LLVM::ReturnOp::create(b, ValueRange{});
      });
  return LLVM::AddressOfOp::create(b, function);
}

/// record *new(fields…): null where there is no memory, and the fields are released.
LLVM::LLVMFuncOp recordNew(ImplicitLocOpBuilder &b, const mlir::LLVMTypeConverter &converter, mlir::ModuleOp module,
                           llvm::ArrayRef<Type> parts) {
  Type pointer = LLVM::LLVMPointerType::get(b.getContext());
  SmallVector<Type> inputs;
  for (Type part : parts)
    inputs.push_back(converter.convertType(part));
  auto type = LLVM::LLVMFunctionType::get(pointer, inputs);
  return functionFor(b, module, nameFor("record.new", parts), type, [&](ImplicitLocOpBuilder &b, auto function) {
    Block *entry = b.getInsertionBlock(), *fill = function.addBlock(), *fail = function.addBlock();
    b.setInsertionPointToEnd(entry);
    Layout layout(b, converter, parts);
    Value bytes = addNoWrap(b, layout.bytes(), i64Constant(b, sizeof(amaru_rt_owner)));
    Value destroy = recordDestroy(b, converter, module, parts);
    Value record = callRuntime(b, module, "amaru_rt_object_alloc", {bytes, destroy}).getResult();
    Value null = LLVM::ZeroOp::create(b, pointer);
    LLVM::CondBrOp::create(b, LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::eq, record, null), fail, fill);
    b.setInsertionPointToEnd(fill);
    Value fields = headField(b, record, sizeof(amaru_rt_owner));
    for (size_t i = 0; i < parts.size(); ++i)
      layout.store(function.getArgument(i), fields, 0, i);
    LLVM::ReturnOp::create(b, record);
    b.setInsertionPointToEnd(fail);
    for (size_t i = 0; i < parts.size(); ++i)
      releasePart(b, module, parts[i], function.getArgument(i));
    LLVM::ReturnOp::create(b, null);
  });
}

//===- Lists ----------------------------------------------------------------------------------------------------===//

template <typename Op> struct Pattern : mlir::ConvertOpToLLVMPattern<Op> {
  using mlir::ConvertOpToLLVMPattern<Op>::ConvertOpToLLVMPattern;
  using Adaptor = typename Op::Adaptor;
  using Rewriter = mlir::ConversionPatternRewriter;

  Layout layoutOf(ImplicitLocOpBuilder &b, llvm::ArrayRef<Type> parts) const {
    return Layout(b, *this->getTypeConverter(), parts);
  }
};

llvm::ArrayRef<Type> partsOf(Value list) { return llvm::cast<ir::ListType>(list.getType()).getParts(); }

struct ListNewPattern : Pattern<ir::ListNewOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::ListNewOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    llvm::ArrayRef<Type> parts = partsOf(op.getResult());
    Value release = elementRelease(b, *getTypeConverter(), moduleOf(op), parts);
    auto call =
        callRuntime(b, moduleOf(op), "amaru_rt_list_new", {adaptor.getCapacity(), layoutOf(b, parts).bytes(), release});
    rewriter.replaceOp(op, call->getResults());
    return success();
  }
};

struct ListLenPattern : Pattern<ir::ListLenOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::ListLenOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(op, lengthOf(b, adaptor.getList()));
    return success();
  }
};

struct ListLoadPattern : Pattern<ir::ListLoadOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::ListLoadOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    llvm::ArrayRef<Type> parts = partsOf(op.getList());
    Layout layout = layoutOf(b, parts);
    Value data = dataOf(b, adaptor.getList());
    SmallVector<Value> values;
    for (size_t i = 0; i < parts.size(); ++i)
      values.push_back(layout.load(data, adaptor.getIndex(), i));
    rewriter.replaceOp(op, values);
    return success();
  }
};

/// References that are replaced are released when the new ones are in place.
void replaceParts(ImplicitLocOpBuilder &b, Layout layout, mlir::ModuleOp module, llvm::ArrayRef<Type> parts,
                  ValueRange values, Value base, LLVM::GEPArg index, size_t firstPart, bool isAtomic) {
  SmallVector<Value> owners;
  for (auto [i, part] : llvm::enumerate(parts)) {
    if (ir::isReference(part))
      owners.push_back(ownerOf(b, part, layout.load(base, index, firstPart + i)));
    layout.store(values[i], base, index, firstPart + i);
  }
  for (Value owner : owners)
    callRuntime(b, module, isAtomic ? "amaru_rt_release_shared" : "amaru_rt_release", owner);
}

struct ListStorePattern : Pattern<ir::ListStoreOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::ListStoreOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    llvm::ArrayRef<Type> parts = partsOf(op.getList());
    replaceParts(b, layoutOf(b, parts), moduleOf(op), parts, adaptor.getParts(), dataOf(b, adaptor.getList()),
                 adaptor.getIndex(), 0, op.getAtomic());
    rewriter.eraseOp(op);
    return success();
  }
};

struct ListPushPattern : Pattern<ir::ListPushOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::ListPushOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    llvm::ArrayRef<Type> parts = partsOf(op.getList());
    Value list = adaptor.getList();
    if (op.getReserved()) {
      Layout layout = layoutOf(b, parts);
      Value length = lengthOf(b, list), data = dataOf(b, list);
      for (auto [i, value] : llvm::enumerate(adaptor.getParts()))
        layout.store(value, data, length, i);
      markHead(LLVM::StoreOp::create(b, addNoWrap(b, length, i64Constant(b, 1)),
                                     headField(b, list, offsetof(amaru_rt_list, length))));
      rewriter.replaceOpWithNewOp<LLVM::ConstantOp>(op, b.getBoolAttr(false));
      return success();
    }
    SmallVector<Value> operands{list};
    llvm::append_range(operands, adaptor.getParts());
    LLVM::LLVMFuncOp push = elementPush(b, *getTypeConverter(), moduleOf(op), parts);
    rewriter.replaceOp(op, LLVM::CallOp::create(b, push, operands));
    return success();
  }
};

struct ListResizePattern : Pattern<ir::ListResizeOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::ListResizeOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(op,
                       callRuntime(b, moduleOf(op), "amaru_rt_list_resize", {adaptor.getList(), adaptor.getLength()}));
    return success();
  }
};

//===- Records --------------------------------------------------------------------------------------------------===//

llvm::ArrayRef<Type> fieldsOf(Value record) { return llvm::cast<ir::RecordType>(record.getType()).getParts(); }

struct RecordNewPattern : Pattern<ir::RecordNewOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::RecordNewOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    LLVM::LLVMFuncOp make = recordNew(b, *getTypeConverter(), moduleOf(op), fieldsOf(op.getResult()));
    rewriter.replaceOp(op, LLVM::CallOp::create(b, make, adaptor.getParts()));
    return success();
  }
};

struct RecordGetPattern : Pattern<ir::RecordGetOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::RecordGetOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Value fields = headField(b, adaptor.getRecord(), sizeof(amaru_rt_owner));
    rewriter.replaceOp(op, layoutOf(b, fieldsOf(op.getRecord())).load(fields, 0, op.getField()));
    return success();
  }
};

struct RecordSetPattern : Pattern<ir::RecordSetOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::RecordSetOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Value fields = headField(b, adaptor.getRecord(), sizeof(amaru_rt_owner));
    replaceParts(b, layoutOf(b, fieldsOf(op.getRecord())), moduleOf(op), op.getValue().getType(), adaptor.getValue(),
                 fields, 0, op.getField(), op.getAtomic());
    rewriter.eraseOp(op);
    return success();
  }
};

} // namespace

void addListPatterns(const mlir::LLVMTypeConverter &converter, mlir::RewritePatternSet &patterns) {
  patterns.add<ListNewPattern, ListLenPattern, ListLoadPattern, ListStorePattern, ListPushPattern, ListResizePattern,
               RecordNewPattern, RecordGetPattern, RecordSetPattern>(converter);
}

} // namespace amaru::lower
