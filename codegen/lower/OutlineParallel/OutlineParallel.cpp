// Moves the body of each parallel loop into a function of its own, which `amaru.parallel_call` hands to the runtime.
// Reductions are computed block by block into arrays of partial results and combined in the order of the blocks.

#include "codegen/lower/Passes.h"
#include "codegen/lower/Reductions.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir-dialects/Amaru/Transforms/Passes.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SetVector.h"

namespace amaru::lower {
#define GEN_PASS_DEF_OUTLINEPARALLEL
#include "codegen/lower/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace scf = mlir::scf;
using ir::ParallelForOp;
using llvm::SmallVector;
using mlir::ImplicitLocOpBuilder;
using mlir::Type;
using mlir::Value;
using mlir::ValueRange;

/// With reductions, how many blocks the range is cut into at most: enough to feed many threads, few enough to combine.
constexpr int64_t maxBlocks = 256;

/// Two microseconds of work, counted in simple operations, are worth waking a thread.
constexpr int64_t worthAThread = 8192;

Value integer(ImplicitLocOpBuilder &b, int64_t value) {
  return arith::ConstantOp::create(b, b.getI64IntegerAttr(value));
}

/// A guess of the operations in one iteration: a loop inside counts as 64 of its iterations.
int64_t estimateWork(mlir::Block &block) {
  int64_t work = 0;
  for (mlir::Operation &op : block) {
    int64_t inside = 0;
    for (mlir::Region &region : op.getRegions())
      for (mlir::Block &inner : region)
        inside += estimateWork(inner);
    bool repeats = llvm::isa<mlir::LoopLikeOpInterface, ir::ElementwiseOp>(op);
    work += 1 + (repeats ? 64 * inside : inside) + (llvm::isa<ir::CallOp>(op) ? 64 : 0);
    if (work > worthAThread)
      return worthAThread;
  }
  return work;
}

/// A sum of floats is not added from left to right anyway, so each lane of a vector may add up its own part of a block.
/// `sum` is the sum so far, of which the body only makes the next one.
void allowLanes(Value sum) {
  llvm::SetVector<Value> onItsWay;
  onItsWay.insert(sum);
  for (size_t i = 0; i < onItsWay.size(); ++i)
    for (mlir::OpOperand &use : onItsWay[i].getUses()) {
      mlir::Operation *user = use.getOwner();
      if (llvm::isa<arith::AddFOp, arith::SubFOp>(user)) {
        auto op = llvm::cast<arith::ArithFastMathInterface>(user);
        auto present = op.getFastMathFlagsAttr();
        auto flags = arith::FastMathFlags::reassoc | (present ? present.getValue() : arith::FastMathFlags::none);
        user->setAttr(op.getFastMathAttrName(), arith::FastMathFlagsAttr::get(user->getContext(), flags));
        onItsWay.insert(user->getResult(0));
      } else if (auto ending = llvm::dyn_cast<scf::YieldOp>(user);
                 ending && user->getParentOp() != sum.getParentBlock()->getParentOp()) {
        if (llvm::isa<scf::IfOp, scf::ForOp>(user->getParentOp()))
          onItsWay.insert(user->getParentOp()->getResult(use.getOperandNumber()));
      } else if (auto inside = llvm::dyn_cast<scf::ForOp>(user)) {
        onItsWay.insert(inside.getTiedLoopRegionIterArg(&use));
      }
    }
}

/// Outlines one loop.
class Outlining {
public:
  Outlining(ParallelForOp loop, mlir::func::FuncOp parent, unsigned number)
      : loop(loop), parent(parent), b(loop.getLoc(), loop),
        name((parent.getName() + ".parallel" + llvm::Twine(number)).str()) {}

  void run() {
    if (loop.getStarts().empty())
      plain();
    else
      reducing();
    loop.erase();
  }

private:
  ParallelForOp loop;
  mlir::func::FuncOp parent;
  ImplicitLocOpBuilder b;
  std::string name;

  /// What the body uses from outside, constants left out: those are cloned.
  SmallVector<Value> captures() {
    llvm::SetVector<Value> used;
    mlir::getUsedValuesDefinedAbove(loop.getBody(), used);
    for (Value start : loop.getStarts())
      used.insert(start);
    used.remove_if([](Value value) { return value.getDefiningOp<arith::ConstantOp>() != nullptr; });
    return used.takeVector();
  }

  /// The function `name(passed…, begin, end)`, empty but for its return; the builder stands before that.
  mlir::func::FuncOp createFunction(llvm::ArrayRef<Value> passed, mlir::IRMapping &values) {
    SmallVector<Type> inputs = llvm::to_vector(ValueRange(passed).getTypes());
    inputs.append(2, b.getI64Type());
    mlir::OpBuilder beside(parent);
    auto function = mlir::func::FuncOp::create(beside, loop.getLoc(), name, b.getFunctionType(inputs, {}));
    function.setPrivate();
    if (mlir::Attribute shown = parent->getAttr("amaru.name"))
      function->setAttr("amaru.name", shown);
    else
      function->setAttr("amaru.name", parent.getSymNameAttr());
    if (mlir::Attribute allowed = parent->getAttr(ir::fastmathAttribute))
      function->setAttr(ir::fastmathAttribute, allowed);
    function->setAttr("amaru.parallel_body", b.getUnitAttr());
    mlir::Block *entry = function.addEntryBlock();
    for (auto [outside, inside] : llvm::zip(passed, entry->getArguments()))
      values.map(outside, inside);
    b.setInsertionPointToEnd(entry);
    b.setInsertionPoint(mlir::func::ReturnOp::create(b));
    cloneConstants(values);
    return function;
  }

  void cloneConstants(mlir::IRMapping &values) {
    llvm::SetVector<Value> used;
    mlir::getUsedValuesDefinedAbove(loop.getBody(), used);
    for (Value start : loop.getStarts())
      used.insert(start);
    for (Value value : used)
      if (auto constant = value.getDefiningOp<arith::ConstantOp>())
        values.map(value, b.clone(*constant)->getResult(0));
  }

  /// The iterations `from … to - 1` in order; returns what the body yields last.
  ValueRange iterate(Value from, Value to, mlir::IRMapping &values) {
    SmallVector<Value> starts;
    for (Value start : loop.getStarts())
      starts.push_back(values.lookupOrDefault(start));
    mlir::Block &body = loop.getBody().front();
    auto inner = scf::ForOp::create(b, from, to, integer(b, 1), starts);
    mlir::OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(inner.getBody());
    values.map(body.getArgument(0), inner.getInductionVar());
    for (auto [argument, carried] : llvm::zip(body.getArguments().drop_front(), inner.getRegionIterArgs()))
      values.map(argument, carried);
    for (mlir::Operation &op : body.without_terminator())
      b.clone(op, values);
    SmallVector<Value> yielded;
    for (Value value : body.getTerminator()->getOperands())
      yielded.push_back(values.lookupOrDefault(value));
    if (!inner.getBody()->empty() && inner.getBody()->back().hasTrait<mlir::OpTrait::IsTerminator>())
      inner.getBody()->back().erase();
    b.setInsertionPointToEnd(inner.getBody());
    scf::YieldOp::create(b, yielded);
    for (auto [sum, kind] : llvm::zip(inner.getRegionIterArgs(), loop.getKinds().getAsRange<mlir::StringAttr>()))
      if (kind == "add" && llvm::isa<mlir::FloatType>(sum.getType()))
        allowLanes(sum);
    return loop->hasAttr(ir::pollsAttribute) ? ir::pollInStrips(inner).getResults() : inner.getResults();
  }

  void callInParallel(llvm::ArrayRef<Value> passed, Value from, Value to, int64_t grain) {
    auto call = ir::ParallelCallOp::create(b, b.getI1Type(), name, passed, from, to, grain);
    // The body belongs to the same Python function.
    ir::PropagateIfOp::create(b, call.getFailed(), /*sameFrame=*/b.getUnitAttr());
  }

  void plain() {
    SmallVector<Value> passed = captures();
    int64_t grain = std::max<int64_t>(1, worthAThread / estimateWork(loop.getBody().front()));
    {
      mlir::OpBuilder::InsertionGuard guard(b);
      mlir::IRMapping values;
      mlir::func::FuncOp function = createFunction(passed, values);
      auto ends = function.getArguments().take_back(2);
      iterate(ends[0], ends[1], values);
    }
    callInParallel(passed, loop.getFrom(), loop.getTo(), grain);
  }

  void reducing() {
    Value zero = integer(b, 0), one = integer(b, 1);
    Value from = loop.getFrom(), to = loop.getTo();
    Value count = arith::MaxSIOp::create(b, arith::SubIOp::create(b, to, from), zero);
    Value blockSize = arith::MaxSIOp::create(b, arith::CeilDivSIOp::create(b, count, integer(b, maxBlocks)), one);
    Value blocks = arith::CeilDivSIOp::create(b, count, blockSize);
    SmallVector<Value> partials;
    for (Type type : loop.getResultTypes())
      partials.push_back(ir::AllocOp::create(b, ir::ArrayType::get(b.getContext(), type, 1, ir::Layout::C), blocks));

    SmallVector<Value> passed = captures();
    size_t captured = passed.size();
    llvm::append_range(passed, partials);
    passed.append({from, to, blockSize});
    {
      mlir::OpBuilder::InsertionGuard guard(b);
      mlir::IRMapping values;
      mlir::func::FuncOp function = createFunction(passed, values);
      blockLoop(function, function.getArguments().drop_front(captured), values);
    }
    callInParallel(passed, zero, blocks, /*grain=*/1);
    combinePartials(b, loop, partials, blocks);
  }

  /// Inside the function: for each block its iterations, then its partial results.
  void blockLoop(mlir::func::FuncOp function, llvm::ArrayRef<mlir::BlockArgument> own, mlir::IRMapping &values) {
    size_t reductions = loop.getStarts().size();
    auto partials = own.take_front(reductions);
    Value from = own[reductions], to = own[reductions + 1], blockSize = own[reductions + 2];
    auto ends = function.getArguments().take_back(2);
    auto nsw = arith::IntegerOverflowFlags::nsw;
    auto outer = scf::ForOp::create(b, ends[0], ends[1], integer(b, 1));
    b.setInsertionPointToStart(outer.getBody());
    Value block = outer.getInductionVar();
    Value first = arith::AddIOp::create(b, from, arith::MulIOp::create(b, block, blockSize, nsw), nsw);
    Value left = arith::SubIOp::create(b, to, first, nsw);
    Value last = arith::AddIOp::create(b, first, arith::MinSIOp::create(b, left, blockSize), nsw);
    ValueRange results = iterate(first, last, values);
    for (auto [result, partial] : llvm::zip(results, partials))
      ir::StoreOp::create(b, result, partial, ValueRange{block});
  }
};

struct OutlineParallel : impl::OutlineParallelBase<OutlineParallel> {
  void runOnOperation() override {
    for (auto function : llvm::make_early_inc_range(getOperation().getOps<mlir::func::FuncOp>())) {
      // Inner loops first: an outer one then captures what the inner call needs.
      SmallVector<ParallelForOp> loops;
      function.walk([&](ParallelForOp loop) { loops.push_back(loop); });
      for (auto [number, loop] : llvm::enumerate(loops))
        Outlining(loop, function, number).run();
    }
  }
};

} // namespace
} // namespace amaru::lower
