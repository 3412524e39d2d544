// Forwards lengths of lists. A walk over structured control flow with the lengths known at each point, forgetting those
// that an op may change: all lists of the type whose list it appends to or resizes, since two values may be one list.

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir-dialects/Amaru/Transforms/Passes.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace amaru::ir {
#define GEN_PASS_DEF_FORWARDLENGTHS
#include "mlir-dialects/Amaru/Transforms/Passes.h.inc"

namespace {

using mlir::Operation;
using mlir::Type;
using mlir::Value;

/// The types of the lists whose lengths something may change.
using ListTypes = llvm::SmallSetVector<Type, 4>;

/// The type of the list that this op itself resizes, or null.
Type resizedBy(Operation *op) {
  if (auto push = llvm::dyn_cast<ListPushOp>(op))
    return push.getList().getType();
  if (auto resize = llvm::dyn_cast<ListResizeOp>(op))
    return resize.getList().getType();
  return {};
}

/// What each function of a module resizes, itself or through those that it calls.
class Effects {
public:
  explicit Effects(mlir::ModuleOp module) : module(module) {
    llvm::SmallVector<mlir::func::FuncOp> functions(module.getOps<mlir::func::FuncOp>());
    for (bool changed = true; changed;) {
      changed = false;
      for (mlir::func::FuncOp function : functions) {
        // Before there is a reference into the map: this may add to it.
        ListTypes found = of(function);
        ListTypes &types = ofFunction[function];
        size_t before = types.size();
        types.insert(found.begin(), found.end());
        changed |= types.size() != before;
      }
    }
  }

  /// What an op resizes, with all that is inside it.
  ListTypes of(Operation *root) {
    ListTypes types;
    root->walk([&](Operation *op) {
      if (Type type = resizedBy(op))
        types.insert(type);
      else if (auto call = llvm::dyn_cast<CallOp>(op))
        if (auto callee = module.lookupSymbol<mlir::func::FuncOp>(call.getCallee())) {
          ListTypes called = ofFunction[callee];
          types.insert(called.begin(), called.end());
        }
    });
    return types;
  }

private:
  mlir::ModuleOp module;
  llvm::DenseMap<mlir::func::FuncOp, ListTypes> ofFunction;
};

class Forwarder {
public:
  explicit Forwarder(Effects &effects) : effects(effects) {}

  void run(mlir::func::FuncOp function) {
    for (mlir::Block &block : function.getBody()) {
      known.clear();
      visit(block);
    }
  }

private:
  Effects &effects;
  /// List to length.
  llvm::DenseMap<Value, Value> known;

  void forget(const ListTypes &types) {
    if (types.empty())
      return;
    for (auto entry = known.begin(); entry != known.end();) {
      auto current = entry++;
      if (types.contains(current->first.getType()))
        known.erase(current);
    }
  }

  void visit(mlir::Block &block) {
    for (Operation &op : llvm::make_early_inc_range(block)) {
      if (auto length = llvm::dyn_cast<ListLenOp>(op)) {
        auto [entry, isNew] = known.try_emplace(length.getList(), length.getResult());
        if (!isNew) {
          length.replaceAllUsesWith(entry->second);
          length.erase();
        }
        continue;
      }
      ListTypes resized = effects.of(&op);
      if (op.getNumRegions() == 0) {
        forget(resized);
        continue;
      }
      bool isLoop = llvm::isa<mlir::LoopLikeOpInterface, ParallelForOp>(op);
      if (isLoop) {
        forget(resized);
        hoist(&op, resized);
      }
      auto before = known;
      for (mlir::Region &region : op.getRegions())
        for (mlir::Block &inner : region) {
          known = before;
          visit(inner);
        }
      known = before;
      forget(resized);
    }
  }

  /// Lengths that a loop asks for and does not change are known before it.
  void hoist(Operation *loop, const ListTypes &resized) {
    llvm::SetVector<Value> lists;
    loop->walk([&](ListLenOp length) {
      Value list = length.getList();
      bool isOutside = !loop->isAncestor(list.getParentBlock()->getParentOp());
      if (isOutside && !resized.contains(list.getType()) && !known.contains(list))
        lists.insert(list);
    });
    mlir::OpBuilder b(loop);
    for (Value list : lists)
      known[list] = ListLenOp::create(b, loop->getLoc(), list);
  }
};

struct ForwardLengths : impl::ForwardLengthsBase<ForwardLengths> {
  void runOnOperation() override {
    bool hasLists = getOperation().walk([](ListLenOp) { return mlir::WalkResult::interrupt(); }).wasInterrupted();
    if (!hasLists)
      return;
    Effects effects(getOperation());
    for (auto function : getOperation().getOps<mlir::func::FuncOp>())
      if (!function.isExternal())
        Forwarder(effects).run(function);
  }
};

} // namespace

std::unique_ptr<mlir::Pass> createForwardLengths() { return std::make_unique<ForwardLengths>(); }

} // namespace amaru::ir
