// What a kernel cannot do: take memory, handle text, write output, call itself. Inside a function of
// the standard library, the fault is shown where the program calls it.

#include "codegen/lower/ParallelToGpu/BarrierCuts.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/TypeSwitch.h"

namespace amaru::lower {

namespace {

namespace func = mlir::func;
using mlir::Operation;

/// Functions of the runtime that the device has as well (codegen/target/nvptx/DeviceRuntime.cpp).
constexpr llvm::StringLiteral deviceFunctions[] = {
    "amaru_rt_int_pow",   "amaru_rt_int_pow_wrap", "amaru_rt_int_true_div", "amaru_rt_float_to_int",
    "amaru_rt_float_pow", "amaru_rt_hypot",        "amaru_rt_gamma",        "amaru_rt_lgamma",
};

/// What every device gives a block.
constexpr int64_t largestShared = 48 * 1024;

llvm::StringRef faultOfRuntime(llvm::StringRef function) {
  if (llvm::is_contained(deviceFunctions, function))
    return "";
  if (function.starts_with("amaru_rt_write"))
    return "output";
  if (function.starts_with("amaru_rt_str") || function.starts_with("amaru_rt_format"))
    return "text";
  return "this call of the host's runtime";
}

/// What is wrong with the op, in words; empty if nothing is.
llvm::StringRef faultOf(Operation *op) {
  return llvm::TypeSwitch<Operation *, llvm::StringRef>(op)
      .Case<ir::AllocOp, ir::WrapBufferOp>([](auto) { return "an allocation"; })
      // A docstring is nobody's.
      .Case<ir::StrConstantOp>([](ir::StrConstantOp text) { return text->use_empty() ? "" : "text"; })
      .Case<ir::TryOp>([](auto) { return "`try`"; })
      .Case<ir::WriteArrayOp>([](auto) { return "output"; })
      .Case<ir::GlobalLoadOp, ir::GlobalStoreOp>([](auto) { return "a module-level variable that is assigned to"; })
      .Case<ir::LaunchOp>([](auto) { return "the launch of another kernel"; })
      .Case<ir::RuntimeOp>([](ir::RuntimeOp call) { return faultOfRuntime(call.getFunction()); })
      .Default([](Operation *) { return ""; });
}

class Inspection {
public:
  Inspection(func::FuncOp kernel, const UnsupportedSink &sink)
      : sink(sink), container(kernel->hasAttr(blockSizeAttr) ? "a parallel loop" : "a kernel") {}

  /// `shownAt`: where the program calls the standard library, if `function` is a part of that.
  void visit(func::FuncOp function, std::optional<mlir::Location> shownAt) {
    active.insert(function);
    if (function->hasAttr(kernelAttr) || shownAt || visited.insert(function).second)
      function.walk([&](Operation *op) { visit(op, shownAt); });
    active.erase(function);
  }

  /// One fault of a place is enough.
  void report(const KernelFault &fault) {
    isGood = false;
    if (!reported.insert(fault.place).second)
      return;
    if (sink)
      sink(fault);
    else
      mlir::emitError(fault.place) << fault.what << " in " << fault.container << " cannot run on a GPU";
  }

  bool isGood = true;

private:
  const UnsupportedSink &sink;
  llvm::StringRef container;
  llvm::DenseSet<mlir::Location> reported;
  /// Functions being visited, and those of the program that need no second visit.
  llvm::DenseSet<Operation *> active, visited;

  void visit(Operation *op, std::optional<mlir::Location> shownAt) {
    mlir::Location place = shownAt.value_or(op->getLoc());
    if (llvm::StringRef fault = faultOf(op); !fault.empty())
      report(place, fault);
    auto call = llvm::dyn_cast<ir::CallOp>(op);
    auto callee = call ? op->getParentOfType<mlir::ModuleOp>().lookupSymbol<func::FuncOp>(call.getCallee()) : nullptr;
    if (callee && active.contains(callee))
      report(place, "recursion");
    else if (callee)
      visit(callee, callee->hasAttr("amaru.hidden") ? std::optional(place) : std::nullopt);
  }

  void report(mlir::Location place, llvm::StringRef what) {
    report({place, what.str(), container.str(), std::nullopt});
  }
};

/// Bytes of the arrays that a block shares.
int64_t sharedBytes(func::FuncOp kernel) {
  int64_t bytes = 0;
  kernel.walk([&](ir::SharedOp shared) {
    mlir::Type element = llvm::cast<ir::ArrayType>(shared.getType()).getElementType();
    int64_t size = (element.getIntOrFloatBitWidth() + 7) / 8;
    for (int64_t extent : shared.getExtents())
      size = std::min(size, largestShared + 1) * std::min(extent, largestShared + 1);
    bytes += std::min(size, largestShared + 1);
  });
  return bytes;
}

} // namespace

bool checkKernel(func::FuncOp kernel, const UnsupportedSink &sink) {
  Inspection inspection(kernel, sink);
  inspection.visit(kernel, std::nullopt);
  if (!inspection.isGood)
    return false;
  for (const KernelFault &fault : BarrierCuts(kernel).faults)
    inspection.report(fault);
  if (sharedBytes(kernel) > largestShared)
    inspection.report({kernel.getLoc(), "more than 48 KiB of shared arrays", "a kernel", std::nullopt});
  return inspection.isGood;
}

bool checkKernels(mlir::ModuleOp module, const UnsupportedSink &sink) {
  inlineIntoKernels(module);
  bool isGood = true;
  for (auto function : module.getOps<func::FuncOp>())
    if (function->hasAttr(kernelAttr))
      isGood &= checkKernel(function, sink);
  return isGood;
}

} // namespace amaru::lower
