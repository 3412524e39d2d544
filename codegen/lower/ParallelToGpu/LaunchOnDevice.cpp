// The host's side of kernels: of each a record from which the runtime launches it (runtime/gpu).

#include "codegen/lower/LowerRaises/Sites.h"
#include "codegen/lower/ParallelToGpu/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "runtime/abi/Layouts.h"
#include "llvm/ADT/SmallBitVector.h"

namespace amaru::lower {
#define GEN_PASS_DEF_LAUNCHONDEVICE
#include "codegen/lower/ParallelToGpu/Passes.h.inc"

namespace {

namespace func = mlir::func;
namespace LLVM = mlir::LLVM;
using llvm::SmallVector;
using mlir::Value;

//===----------------------------------------------------------------------===//
// What a kernel writes to
//===----------------------------------------------------------------------===//

/// Which parameters a kernel may write to, itself or through what it calls. What cannot be followed back to a parameter
/// counts as all of them.
class WrittenParams {
public:
  explicit WrittenParams(func::FuncOp kernel) : entry(&kernel.getBody().front()), written(entry->getNumArguments()) {
    kernel.walk([&](mlir::Operation *op) {
      if (auto store = llvm::dyn_cast<ir::StoreOp>(op))
        note(store.getArray());
      else if (auto loop = llvm::dyn_cast<ir::ElementwiseOp>(op))
        note(loop.getInto());
      else if (llvm::isa<ir::CallOp>(op))
        for (Value operand : op->getOperands())
          if (llvm::isa<ir::ArrayType>(operand.getType()))
            note(operand);
    });
  }

  bool contains(unsigned parameter) const { return written.test(parameter); }

private:
  mlir::Block *entry;
  llvm::SmallBitVector written;

  void note(Value array) {
    while (mlir::Operation *op = array.getDefiningOp()) {
      if (llvm::isa<ir::SharedOp>(op))
        return;
      if (!llvm::isa<ir::ViewOp, ir::TransposeOp, ir::ExpandOp, ir::ReshapeOp, ir::CastLayoutOp>(op))
        break;
      array = op->getOperand(0);
    }
    auto argument = llvm::dyn_cast<mlir::BlockArgument>(array);
    if (argument && argument.getOwner() == entry)
      written.set(argument.getArgNumber());
    else
      written.set();
  }
};

//===----------------------------------------------------------------------===//
// Records
//===----------------------------------------------------------------------===//

class RecordWriter {
public:
  RecordWriter(mlir::ModuleOp module, const DeviceCode &code)
      : module(module), code(code), b(module.getLoc(), mlir::OpBuilder::atBlockBegin(module.getBody())),
        pointer(LLVM::LLVMPointerType::get(b.getContext())), sites(module, ".device") {
    text = createText(".device.code", code.text + '\0');
    siteTable = createSites();
  }

  LLVM::GlobalOp create(func::FuncOp kernel) {
    auto name = kernel->getAttrOfType<mlir::StringAttr>(kernelAttr).getValue();
    LLVM::GlobalOp nameText = createText((".device.name." + name).str(), name.str() + '\0');
    LLVM::GlobalOp params = createText((".device.params." + name).str(), describeParams(kernel));
    mlir::Type i64 = b.getI64Type();
    auto type = LLVM::LLVMStructType::getLiteral(b.getContext(), {pointer, pointer, pointer, i64, pointer, i64});
    return createConstant((".device.kernel." + name).str(), type, [&](auto &set) {
      set(address(text));
      set(address(nameText));
      set(address(params));
      set(number(kernel.getNumArguments()));
      set(address(siteTable));
      set(number(code.sites.size()));
    });
  }

private:
  mlir::ModuleOp module;
  const DeviceCode &code;
  mlir::ImplicitLocOpBuilder b;
  mlir::Type pointer;
  Sites sites;
  LLVM::GlobalOp text, siteTable;

  Value address(LLVM::GlobalOp global) { return LLVM::AddressOfOp::create(b, global); }
  Value number(int64_t value) { return LLVM::ConstantOp::create(b, b.getI64IntegerAttr(value)); }

  LLVM::GlobalOp createText(const std::string &name, llvm::StringRef bytes) {
    auto type = LLVM::LLVMArrayType::get(b.getI8Type(), std::max<size_t>(bytes.size(), 1));
    mlir::StringAttr value = b.getStringAttr(bytes.empty() ? llvm::StringRef("\0", 1) : bytes);
    return LLVM::GlobalOp::create(b, type, /*isConstant=*/true, LLVM::Linkage::Internal, name, value);
  }

  /// A constant whose parts `fill` sets one after another.
  LLVM::GlobalOp createConstant(const std::string &name, mlir::Type type, auto fill) {
    auto global =
        LLVM::GlobalOp::create(b, type, /*isConstant=*/true, LLVM::Linkage::Internal, name, mlir::Attribute());
    mlir::OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(b.createBlock(&global.getInitializerRegion()));
    Value value = LLVM::UndefOp::create(b, type);
    int64_t field = 0;
    auto set = [&](Value part) { value = LLVM::InsertValueOp::create(b, value, part, field++); };
    fill(set);
    LLVM::ReturnOp::create(b, value);
    return global;
  }

  LLVM::GlobalOp createSites() {
    auto type = LLVM::LLVMArrayType::get(pointer, std::max<size_t>(code.sites.size(), 1));
    return createConstant(".device.sites", type, [&](auto &set) {
      for (const KernelSite &site : code.sites)
        set(sites.address(b, placeOf(site), site.function, site.exception, site.message));
      if (code.sites.empty())
        set(LLVM::ZeroOp::create(b, pointer));
    });
  }

  mlir::Location placeOf(const KernelSite &site) {
    if (site.file.empty())
      return b.getUnknownLoc();
    return mlir::FileLineColRange::get(b.getStringAttr(site.file), site.line, site.column, site.endLine,
                                       site.endColumn);
  }

  /// An amaru_rt_kernel_param for each.
  std::string describeParams(func::FuncOp kernel) {
    WrittenParams written(kernel);
    std::string text;
    for (auto [i, type] : llvm::enumerate(kernel.getArgumentTypes())) {
      auto array = llvm::dyn_cast<ir::ArrayType>(type);
      mlir::Type element = array ? array.getElementType() : type;
      amaru_rt_kernel_param param = {};
      param.isArray = bool(array);
      param.rank = array ? uint8_t(array.getRank()) : 0;
      param.bytes = element.isIntOrFloat() ? uint8_t((element.getIntOrFloatBitWidth() + 7) / 8) : 8;
      param.flags = (array && array.getLayout() == ir::Layout::Strided ? AMARU_RT_PARAM_STRIDED : 0) |
                    (array && written.contains(i) ? AMARU_RT_PARAM_WRITTEN : 0);
      text.append(reinterpret_cast<const char *>(&param), sizeof(param));
    }
    return text;
  }
};

struct LaunchOnDevice : impl::LaunchOnDeviceBase<LaunchOnDevice> {
  LaunchOnDevice() = default;
  explicit LaunchOnDevice(const DeviceCode *code) : code(code) {}
  const DeviceCode *code = nullptr;

  void runOnOperation() override {
    mlir::ModuleOp module = getOperation();
    DeviceCode none;
    inlineIntoKernels(module);
    RecordWriter writer(module, code ? *code : none);
    SmallVector<func::FuncOp> kernels;
    for (auto function : module.getOps<func::FuncOp>())
      if (function->hasAttr(kernelAttr))
        kernels.push_back(function);
    llvm::StringMap<LLVM::GlobalOp> records;
    for (func::FuncOp kernel : kernels) {
      records[kernel.getName()] = writer.create(kernel);
      kernel->removeAttr(kernelAttr);
      kernel.eraseBody();
    }
    module.walk([&](ir::LaunchOp launch) {
      launch->setAttr(recordAttr, mlir::FlatSymbolRefAttr::get(records[launch.getCallee()].getSymNameAttr()));
    });
  }
};

} // namespace

std::unique_ptr<mlir::Pass> createLaunchOnDevice(const DeviceCode *code) {
  return std::make_unique<LaunchOnDevice>(code);
}

} // namespace amaru::lower
