// Counts references so that programs need not. Works on control-flow graphs in which exceptions are branches, and knows
// three kinds of values:
//
//   owned      results of allocations, calls, runtime functions and loads from memory; block arguments; selects
//   borrowed   parameters, literals, unset variables, what memory lends
//   derived    views and casts: they point to the storage of their source, so their uses count as its uses
//
// An owned value holds one reference from its definition on. Where it is last used on a path, the reference is handed
// over (to a return, a block argument, a global, an element of a list) or released; where it is needed again, or was only borrowed, what is
// handed over is retained first. Edges that need different treatment are split, and all edges to the same error block
// that release the same values share one block.

#include "codegen/lower/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace amaru::lower {
#define GEN_PASS_DEF_MANAGEOWNERSHIP
#include "codegen/lower/Passes.h.inc"

namespace {

namespace cf = mlir::cf;
namespace func = mlir::func;
using llvm::SmallVector;
using mlir::Block;
using mlir::Operation;
using mlir::Value;

bool isCounted(Value value) { return ir::isReference(value.getType()); }

/// The operands whose references `op` moves into memory.
SmallVector<Value> takenBy(Operation *op) {
  auto transfer = llvm::dyn_cast<ir::TransferInterface>(op);
  return transfer ? SmallVector<Value>(transfer.getTaken()) : SmallVector<Value>();
}

/// The array that `value` is a view of, or null if it is no view.
Value sourceOfView(Value value) {
  Operation *op = value.getDefiningOp();
  if (llvm::isa_and_nonnull<ir::ViewOp, ir::TransposeOp, ir::ExpandOp, ir::ReshapeOp, ir::CastLayoutOp,
                            ir::StridedViewOp>(op))
    return op->getOperand(0);
  return {};
}

Value rootOf(Value value) {
  while (Value source = sourceOfView(value))
    value = source;
  return value;
}

/// A reference whose count never matters.
bool isUncounted(Value root) { return root.getDefiningOp<ir::UndefOp>() || root.getDefiningOp<ir::StrConstantOp>(); }

/// A reference in memory that stays there as long as it is used.
bool isLent(Value root) {
  auto transfer = llvm::dyn_cast_or_null<ir::TransferInterface>(root.getDefiningOp());
  return transfer && transfer.lendsReferences();
}

bool isBorrowed(Value root) {
  auto argument = llvm::dyn_cast<mlir::BlockArgument>(root);
  return (argument && argument.getOwner()->isEntryBlock()) || isUncounted(root) || isLent(root);
}

/// What is to be counted at one place.
struct Action {
  bool isRetain;
  Value value;
  friend bool operator==(const Action &a, const Action &b) { return a.isRetain == b.isRetain && a.value == b.value; }
};
using Actions = SmallVector<Action, 2>;

class FunctionOwnership {
public:
  FunctionOwnership(func::FuncOp function, bool isShared) : function(function), isShared(isShared) {}

  void run() {
    ownResultsOfSelectAndLoad();
    collectRoots();
    for (Value root : roots)
      plan(root);
    apply();
  }

private:
  using Edge = std::pair<Operation *, unsigned>;

  func::FuncOp function;
  /// Whether other threads may count the same storage.
  bool isShared;
  llvm::SetVector<Value> roots;
  /// Operations that use a root or a view of it.
  llvm::DenseMap<Value, SmallVector<Operation *>> users;
  llvm::MapVector<Operation *, Actions> before, after;
  llvm::MapVector<Edge, Actions> onEdge;

  //===--------------------------------------------------------------------===//
  // Roots
  //===--------------------------------------------------------------------===//

  /// A select may give either value and what was loaded may be replaced: both become owned by a retain of their own.
  void ownResultsOfSelectAndLoad() {
    function.walk([&](Operation *op) {
      auto transfer = llvm::dyn_cast<ir::TransferInterface>(op);
      if (transfer && isShared)
        transfer.countAtomically();
      if (!llvm::isa<mlir::arith::SelectOp>(op) && !(transfer && transfer.loadsReferences()))
        return;
      mlir::OpBuilder b(op->getContext());
      b.setInsertionPointAfter(op);
      for (Value result : op->getResults())
        if (isCounted(result))
          ir::RetainOp::create(b, op->getLoc(), result, isShared);
    });
  }

  void addUses(Value value, Value root) {
    for (Operation *user : value.getUsers()) {
      users[root].push_back(user);
      for (Value result : user->getResults())
        if (isCounted(result) && sourceOfView(result) == value)
          addUses(result, root);
    }
  }

  void addRoot(Value value) {
    if (!isCounted(value) || sourceOfView(value))
      return;
    roots.insert(value);
    addUses(value, value);
  }

  void collectRoots() {
    for (Block &block : function.getBody()) {
      for (Value argument : block.getArguments())
        addRoot(argument);
      for (Operation &op : block)
        for (Value result : op.getResults())
          addRoot(result);
    }
  }

  //===--------------------------------------------------------------------===//
  // Where one root lives
  //===--------------------------------------------------------------------===//

  /// The blocks at whose start the root is still needed.
  llvm::DenseSet<Block *> liveBlocks(Value root) {
    llvm::DenseSet<Block *> live;
    Block *home = root.getParentBlock();
    SmallVector<Block *> work;
    auto need = [&](Block *block) {
      if (block != home && live.insert(block).second)
        work.push_back(block);
    };
    for (Operation *user : users[root])
      need(user->getBlock());
    while (!work.empty())
      for (Block *predecessor : work.pop_back_val()->getPredecessors())
        need(predecessor);
    return live;
  }

  /// How many operands in `operands` hand over a reference to the root.
  static unsigned handedOver(mlir::OperandRange operands, Value root) {
    return llvm::count_if(operands, [&](Value operand) { return isCounted(operand) && rootOf(operand) == root; });
  }

  void count(Actions &actions, Value root, unsigned held, unsigned needed) {
    for (; held < needed; ++held)
      actions.push_back({/*isRetain=*/true, root});
    if (held > needed)
      actions.push_back({/*isRetain=*/false, root});
  }

  void plan(Value root) {
    if (isUncounted(root))
      return;
    bool isOwned = !isBorrowed(root);
    llvm::DenseSet<Block *> live = liveBlocks(root);
    // In the order of the function, so that the output does not depend on addresses.
    for (Block &block : function.getBody())
      if (&block == root.getParentBlock() || live.contains(&block))
        planBlock(root, block, live, isOwned);
  }

  void planBlock(Value root, Block &block, const llvm::DenseSet<Block *> &live, bool isOwned) {
    Operation *terminator = block.getTerminator(), *last = nullptr;
    bool liveAfter = false;
    for (Block *successor : block.getSuccessors())
      liveAfter |= live.contains(successor);
    for (Operation *user : users[root]) {
      if (user->getBlock() != &block || user == terminator)
        continue;
      if (!last || last->isBeforeInBlock(user))
        last = user;
    }
    bool usedByTerminator = llvm::is_contained(users[root], terminator);
    bool reachesEnd = liveAfter || usedByTerminator;
    planStores(root, block, last, reachesEnd, isOwned);
    if (reachesEnd)
      planTerminator(root, terminator, live, isOwned);
    else if (isOwned && !(last && timesTaken(last, root)))
      releaseAfter(root, block, last);
  }

  /// How many references to the root the op takes.
  static unsigned timesTaken(Operation *op, Value root) {
    return llvm::count_if(takenBy(op), [&](Value taken) { return isCounted(taken) && rootOf(taken) == root; });
  }

  /// A store into memory takes references: the last one if the root is not used again.
  void planStores(Value root, Block &block, Operation *last, bool reachesEnd, bool isOwned) {
    llvm::SmallPtrSet<Operation *, 8> seen;
    for (Operation *user : users[root]) {
      if (user->getBlock() != &block || !seen.insert(user).second)
        continue;
      unsigned taken = timesTaken(user, root);
      unsigned held = taken && user == last && !reachesEnd && isOwned;
      for (; held < taken; ++held)
        before[user].push_back({/*isRetain=*/true, root});
    }
  }

  void releaseAfter(Value root, Block &block, Operation *last) {
    if (!last)
      last = root.getDefiningOp() && root.getParentBlock() == &block ? root.getDefiningOp() : nullptr;
    if (last)
      after[last].push_back({/*isRetain=*/false, root});
    else
      before[&block.front()].push_back({/*isRetain=*/false, root});
  }

  void planTerminator(Value root, Operation *terminator, const llvm::DenseSet<Block *> &live, bool isOwned) {
    if (auto branch = llvm::dyn_cast<mlir::BranchOpInterface>(terminator)) {
      for (unsigned i = 0; i < terminator->getNumSuccessors(); ++i) {
        unsigned needed = handedOver(branch.getSuccessorOperands(i).getForwardedOperands(), root);
        if (isOwned && live.contains(terminator->getSuccessor(i)))
          ++needed;
        count(onEdge[{terminator, i}], root, isOwned, needed);
      }
      return;
    }
    count(before[terminator], root, isOwned, handedOver(terminator->getOperands(), root));
  }

  //===--------------------------------------------------------------------===//
  // Writing it down
  //===--------------------------------------------------------------------===//

  void write(mlir::OpBuilder &b, mlir::Location location, const Actions &actions) {
    for (const Action &action : actions)
      if (action.isRetain)
        ir::RetainOp::create(b, location, action.value, isShared);
    for (const Action &action : actions)
      if (!action.isRetain)
        ir::ReleaseOp::create(b, location, action.value, isShared);
  }

  void apply() {
    mlir::OpBuilder b(function.getContext());
    for (auto &[op, actions] : before) {
      b.setInsertionPoint(op);
      write(b, op->getLoc(), actions);
    }
    for (auto &[op, actions] : after) {
      b.setInsertionPointAfter(op);
      // A select or a load is followed by the retains that make its results owned.
      for (auto retain = llvm::dyn_cast_or_null<ir::RetainOp>(op->getNextNode());
           retain && retain.getValue().getDefiningOp() == op;
           retain = llvm::dyn_cast_or_null<ir::RetainOp>(retain->getNextNode()))
        b.setInsertionPointAfter(retain);
      write(b, op->getLoc(), actions);
    }
    applyToEdges(b);
  }

  void applyToEdges(mlir::OpBuilder &b) {
    SmallVector<std::pair<Block *, Actions>> known;
    SmallVector<Block *> knownBlocks;
    for (auto &[edge, actions] : onEdge) {
      auto [terminator, position] = edge;
      if (actions.empty())
        continue;
      if (terminator->getNumSuccessors() == 1) {
        b.setInsertionPoint(terminator);
        write(b, terminator->getLoc(), actions);
        continue;
      }
      Block *target = terminator->getSuccessor(position);
      if (handsOverOn(terminator, position)) {
        terminator->setSuccessor(splitEdge(b, terminator, target, actions), position);
        continue;
      }
      std::pair<Block *, Actions> key{target, actions};
      auto found = llvm::find(known, key);
      if (found == known.end()) {
        known.push_back(key);
        knownBlocks.push_back(splitEdge(b, terminator, target, actions));
        found = std::prev(known.end());
      }
      terminator->setSuccessor(knownBlocks[found - known.begin()], position);
    }
  }

  static bool handsOverOn(Operation *terminator, unsigned position) {
    auto operands = llvm::cast<mlir::BranchOpInterface>(terminator).getSuccessorOperands(position);
    return llvm::any_of(operands.getForwardedOperands(), [](Value value) { return isCounted(value); });
  }

  /// A block that counts and goes on to `target` with the arguments it was given.
  Block *splitEdge(mlir::OpBuilder &b, Operation *terminator, Block *target, const Actions &actions) {
    SmallVector<mlir::Location> locations(target->getNumArguments(), terminator->getLoc());
    Block *between = b.createBlock(target, target->getArgumentTypes(), locations);
    write(b, terminator->getLoc(), actions);
    cf::BranchOp::create(b, terminator->getLoc(), target, between->getArguments());
    return between;
  }
};

/// The functions that run inside a parallel loop, called from its body at any depth.
llvm::DenseSet<func::FuncOp> findShared(mlir::ModuleOp module) {
  llvm::SetVector<func::FuncOp> reached;
  for (auto function : module.getOps<func::FuncOp>())
    if (function->hasAttr("amaru.parallel_body"))
      reached.insert(function);
  for (size_t next = 0; next < reached.size(); ++next) {
    func::FuncOp function = reached[next];
    function.walk([&](func::CallOp call) {
      if (auto callee = module.lookupSymbol<func::FuncOp>(call.getCallee()))
        reached.insert(callee);
    });
  }
  return llvm::DenseSet<func::FuncOp>(reached.begin(), reached.end());
}

struct ManageOwnership : impl::ManageOwnershipBase<ManageOwnership> {
  void runOnOperation() override {
    llvm::DenseSet<func::FuncOp> shared = findShared(getOperation());
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal())
        FunctionOwnership(function, shared.contains(function)).run();
  }
};

} // namespace
} // namespace amaru::lower
