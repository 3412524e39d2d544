// What a kernel cannot do: take memory, handle text, write output, call itself. Inside a function of
// the standard library, the fault is shown where the program calls it.

#include "codegen/lower/ParallelToGpu/Passes.h"
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
      .Case<ir::StrConstantOp>([](auto) { return "text"; })
      .Case<ir::WriteArrayOp>([](auto) { return "output"; })
      .Case<ir::GlobalLoadOp, ir::GlobalStoreOp>([](auto) { return "a module-level variable that is assigned to"; })
      .Case<ir::RuntimeOp>([](ir::RuntimeOp call) { return faultOfRuntime(call.getFunction()); })
      .Default([](Operation *) { return ""; });
}

class Inspection {
public:
  explicit Inspection(const UnsupportedSink &sink) : sink(sink) {}

  /// `shownAt`: where the program calls the standard library, if `function` is a part of that.
  void visit(func::FuncOp function, std::optional<mlir::Location> shownAt) {
    active.insert(function);
    if (function->hasAttr(kernelAttr) || shownAt || visited.insert(function).second)
      function.walk([&](Operation *op) { visit(op, shownAt); });
    active.erase(function);
  }

  bool isGood = true;

private:
  const UnsupportedSink &sink;
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

  llvm::DenseSet<mlir::Location> reported;

  /// One fault of a place is enough.
  void report(mlir::Location place, llvm::StringRef fault) {
    isGood = false;
    if (!reported.insert(place).second)
      return;
    if (sink)
      sink(place, fault);
    else
      mlir::emitError(place) << fault << " in a parallel loop cannot run on a GPU";
  }
};

} // namespace

bool checkKernel(func::FuncOp kernel, const UnsupportedSink &sink) {
  Inspection inspection(sink);
  inspection.visit(kernel, std::nullopt);
  return inspection.isGood;
}

} // namespace amaru::lower
