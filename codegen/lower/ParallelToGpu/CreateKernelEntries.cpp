// Adds the kernels themselves: functions that take numbers and pointers to global memory, put arrays together from them and
// run the body for the thread's own iteration. The body is inlined, and with it the arrays disappear again.

#include "codegen/lower/ParallelToGpu/Passes.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace amaru::lower {
#define GEN_PASS_DEF_CREATEKERNELENTRIES
#include "codegen/lower/ParallelToGpu/Passes.h.inc"

namespace {

namespace LLVM = mlir::LLVM;
using llvm::SmallVector;
using mlir::Type;
using mlir::Value;

/// Of NVPTX: what the host and all threads see.
constexpr unsigned globalMemory = 1;
/// Threads that a block can have.
constexpr int64_t largestBlock = 1024;

/// An array is {owner, data, …} (codegen/lower/AmaruToLLVM/Descriptor.h); no other value begins with two pointers.
LLVM::LLVMStructType asArray(Type type) {
  auto record = llvm::dyn_cast<LLVM::LLVMStructType>(type);
  bool isArray = record && record.getBody().size() >= 2 &&
                 llvm::all_of(record.getBody().take_front(2), llvm::IsaPred<LLVM::LLVMPointerType>);
  return isArray ? record : LLVM::LLVMStructType();
}

class EntryWriter {
public:
  EntryWriter(LLVM::LLVMFuncOp body) : body(body), b(body.getLoc(), mlir::OpBuilder::atBlockEnd(body->getBlock())) {}

  void run() {
    // The body's last parameter is the error slot.
    auto captures = body.getArgumentTypes().drop_back(1);
    for (Type type : captures)
      addParameters(type);
    pointers.push_back(parameters.size());
    parameters.push_back(globalPointer());

    auto type = LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(b.getContext()), parameters);
    auto name = body->getAttrOfType<mlir::StringAttr>(kernelAttr).getValue();
    auto kernel = LLVM::LLVMFuncOp::create(b, name, type, LLVM::Linkage::External);
    kernel.setCConv(LLVM::CConv::PTX_Kernel);
    kernel.setNoUnwind(true);
    limitBlock(kernel);
    // With one array only, nothing else points to its elements. The error slot is nobody else's.
    kernel.setArgAttr(pointers.back(), LLVM::LLVMDialect::getNoAliasAttrName(), b.getUnitAttr());
    if (pointers.size() == 2)
      kernel.setArgAttr(pointers.front(), LLVM::LLVMDialect::getNoAliasAttrName(), b.getUnitAttr());

    mlir::Block *entry = kernel.addEntryBlock(b);
    b.setInsertionPointToStart(entry);
    SmallVector<Value> operands;
    for (Type type : captures)
      operands.push_back(read(type, *entry));
    operands.push_back(generic(entry->getArguments().back()));
    LLVM::CallOp::create(b, body, operands);
    LLVM::ReturnOp::create(b, Value());
  }

private:
  LLVM::LLVMFuncOp body;
  mlir::ImplicitLocOpBuilder b;
  SmallVector<Type> parameters;
  /// Which parameters are pointers.
  SmallVector<unsigned> pointers;
  unsigned next = 0;

  Type globalPointer() { return LLVM::LLVMPointerType::get(b.getContext(), globalMemory); }

  void addParameters(Type type) {
    LLVM::LLVMStructType array = asArray(type);
    if (!array) {
      parameters.push_back(type);
      return;
    }
    pointers.push_back(parameters.size());
    parameters.push_back(globalPointer());
    for (Type extents : array.getBody().drop_front(2))
      parameters.append(llvm::cast<LLVM::LLVMArrayType>(extents).getNumElements(), b.getI64Type());
  }

  Value generic(Value pointer) {
    return LLVM::AddrSpaceCastOp::create(b, LLVM::LLVMPointerType::get(b.getContext()), pointer);
  }

  /// The next captured value, from as many parameters as it takes.
  Value read(Type type, mlir::Block &entry) {
    LLVM::LLVMStructType array = asArray(type);
    if (!array)
      return entry.getArgument(next++);
    Value packed = LLVM::PoisonOp::create(b, type);
    auto set = [&](Value part, llvm::ArrayRef<int64_t> position) {
      packed = LLVM::InsertValueOp::create(b, packed, part, position);
    };
    // Nobody counts references on the device.
    set(LLVM::ZeroOp::create(b, LLVM::LLVMPointerType::get(b.getContext())), {0});
    set(generic(entry.getArgument(next++)), {1});
    for (int64_t field = 2; field < int64_t(array.getBody().size()); ++field) {
      int64_t rank = llvm::cast<LLVM::LLVMArrayType>(array.getBody()[field]).getNumElements();
      for (int64_t axis = 0; axis < rank; ++axis)
        set(entry.getArgument(next++), {field, axis});
    }
    return packed;
  }

  /// What the assembler may count on when it deals out registers.
  void limitBlock(LLVM::LLVMFuncOp kernel) {
    auto size = body->getAttrOfType<mlir::IntegerAttr>(blockSizeAttr);
    int64_t threads = size ? size.getInt() : largestBlock;
    kernel.setPassthroughAttr(b.getArrayAttr(b.getStrArrayAttr({"nvvm.maxntid", std::to_string(threads)})));
  }
};

struct CreateKernelEntries : impl::CreateKernelEntriesBase<CreateKernelEntries> {
  void runOnOperation() override {
    SmallVector<LLVM::LLVMFuncOp> functions(getOperation().getOps<LLVM::LLVMFuncOp>());
    for (LLVM::LLVMFuncOp function : functions)
      if (function->hasAttr(kernelAttr))
        EntryWriter(function).run();
  }
};

} // namespace
} // namespace amaru::lower
