// Puts small functions in the place of their calls in loops. LLVM inlines too, but only after checks were proved and loops
// versioned; here the callee's checks are proved with the caller's loops in view, and an outer loop can run in lanes.
//
// An op that came from a callee has the location `callsite(name(place) at call)`: exceptions make one frame of each part.
// Functions of the stdlib make no frame, so their ops stand at the call itself.

#include "mlir-dialects/Amaru/Transforms/InlineCalls.h"
#include "mlir-dialects/Amaru/Transforms/Passes.h"
#include "mlir-dialects/Amaru/Transforms/Walks.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SetVector.h"

namespace amaru::ir {
#define GEN_PASS_DEF_INLINECALLS
#include "mlir-dialects/Amaru/Transforms/Passes.h.inc"

namespace {

using mlir::Location;
using mlir::Operation;
using mlir::func::FuncOp;

/// A callee of more operations is called; a caller does not grow beyond the second by what is put into it.
constexpr size_t largestCallee = 80, largestCaller = 2000;

Location moved(Location place, FuncOp callee, Location call) {
  if (auto site = llvm::dyn_cast<mlir::CallSiteLoc>(place))
    return mlir::CallSiteLoc::get(site.getCallee(), moved(site.getCaller(), callee, call));
  if (callee->hasAttr("amaru.hidden"))
    return call;
  auto shown = callee->getAttrOfType<mlir::StringAttr>("amaru.name");
  return mlir::CallSiteLoc::get(mlir::NameLoc::get(shown ? shown : callee.getSymNameAttr(), place), call);
}

class Inlining {
public:
  explicit Inlining(mlir::ModuleOp module) : module(module), symbols(module) {}

  void run() {
    for (auto function : module.getOps<FuncOp>())
      visit(function);
    for (FuncOp function : inlined)
      if (mlir::SymbolTable::symbolKnownUseEmpty(function, module))
        function.erase();
  }

private:
  mlir::ModuleOp module;
  mlir::SymbolTable symbols;
  llvm::DenseSet<Operation *> visited, open;
  llvm::SetVector<FuncOp> inlined;

  /// A call, and the functions that it came from by inlining.
  struct Pending {
    CallOp call;
    llvm::SmallVector<FuncOp> inside;
  };

  /// Callees first, so that what is put in has had its own calls replaced.
  void visit(FuncOp function) {
    if (function.isExternal() || !visited.insert(function).second)
      return;
    open.insert(function);
    llvm::SmallVector<Pending> calls;
    function.walk([&](CallOp call) { calls.push_back({call, {}}); });
    size_t size = countOps(function);
    // Grows: what a callee called outside of loops may be in one now.
    for (size_t i = 0; i < calls.size(); ++i) {
      auto [call, inside] = calls[i];
      auto callee = symbols.lookup<FuncOp>(call.getCallee());
      if (!callee || llvm::is_contained(inside, callee))
        continue;
      visit(callee);
      size_t growth = countOps(callee);
      if (size + growth > largestCaller || !(isInLoop(call) || isOneOp(callee)) || !canInline(callee, growth) ||
          !agreeOnFloats(function, callee))
        continue;
      size += growth;
      inlined.insert(callee);
      inside.push_back(callee);
      for (CallOp inner : inlineCall(call, callee))
        calls.push_back({inner, inside});
    }
    open.erase(function);
  }

  /// A name for one operation, as `math.erf` is, or for none: nothing is saved by calling it.
  static bool isOneOp(FuncOp callee) {
    return !callee.isExternal() && callee.getBody().hasOneBlock() &&
           callee.getBody().front().getOperations().size() <= 2;
  }

  static bool isInLoop(CallOp call) {
    return call->getParentOfType<mlir::LoopLikeOpInterface>() || call->getParentOfType<ParallelForOp>();
  }

  bool canInline(FuncOp callee, size_t size) {
    // One that is still open calls itself, through whatever other functions.
    return !callee.isExternal() && !open.contains(callee) && callee.getBody().hasOneBlock() && size <= largestCallee &&
           !callee->hasAttr("amaru.entry") && !callsItself(callee);
  }

  /// Whether the callee's operations may be relaxed as the caller's are: its author allowed the same, or it is the stdlib's.
  static bool agreeOnFloats(FuncOp caller, FuncOp callee) {
    mlir::Attribute allowed = callee->getAttr(fastmathAttribute);
    return allowed == caller->getAttr(fastmathAttribute) || (!allowed && callee->hasAttr("amaru.hidden"));
  }

  static bool callsItself(FuncOp function) {
    return holds(function, [&](Operation *op) {
      auto call = llvm::dyn_cast<CallOp>(op);
      return call && call.getCallee() == function.getName();
    });
  }
};

struct InlineCalls : impl::InlineCallsBase<InlineCalls> {
  void runOnOperation() override { Inlining(getOperation()).run(); }
};

} // namespace

llvm::SmallVector<CallOp> inlineCall(CallOp call, FuncOp callee) {
  mlir::OpBuilder b(call);
  llvm::SmallVector<CallOp> calls;
  mlir::IRMapping values;
  mlir::Block &body = callee.getBody().front();
  values.map(body.getArguments(), call.getOperands());
  for (Operation &op : body.without_terminator())
    b.clone(op, values)->walk([&](Operation *copy) {
      copy->setLoc(moved(copy->getLoc(), callee, call.getLoc()));
      if (auto inner = llvm::dyn_cast<CallOp>(copy))
        calls.push_back(inner);
    });
  for (auto [result, returned] : llvm::zip(call.getResults(), body.getTerminator()->getOperands()))
    result.replaceAllUsesWith(values.lookupOrDefault(returned));
  call.erase();
  return calls;
}

} // namespace amaru::ir
