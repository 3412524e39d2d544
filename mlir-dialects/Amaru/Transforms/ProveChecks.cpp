// Deletes the checks that cannot fail. Walks the function in the order of execution and remembers, in scopes, what
// conditions and passed checks have shown.

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir-dialects/Amaru/Transforms/Passes.h"
#include "mlir-dialects/Amaru/Transforms/RangeFacts.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace amaru::ir {
#define GEN_PASS_DEF_PROVECHECKS
#include "mlir-dialects/Amaru/Transforms/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace scf = mlir::scf;
using mlir::Operation;
using mlir::Value;

class Prover {
public:
  explicit Prover(ExplainSink *sink) : sink(sink) {}

  void run(mlir::Region &region) {
    visit(region);
    for (Operation *op : replaced)
      op->erase();
  }

private:
  RangeFacts facts;
  ExplainSink *sink;
  /// Checks and checked arithmetic on the way here.
  llvm::SmallVector<Operation *> passed;
  /// Ops without use that are erased in the end: facts are keyed by values, whose addresses must not be used again.
  llvm::SmallVector<Operation *> replaced;

  void inScope(llvm::function_ref<void()> body) {
    size_t mark = facts.openScope(), checks = passed.size();
    body();
    facts.closeScope(mark);
    passed.truncate(checks);
  }

  void explain(Operation *op, CheckFate fate, llvm::StringRef reason = "") {
    if (sink && sink->check)
      sink->check(op->getLoc(), op->getName().stripDialect(), fate, reason);
  }

  void visit(mlir::Region &region) {
    for (mlir::Block &block : region)
      inScope([&] { visit(block); });
  }

  void visit(mlir::Block &block) {
    for (Operation &op : llvm::make_early_inc_range(block))
      visit(op);
  }

  void visit(Operation &op) {
    if (auto check = llvm::dyn_cast<CheckIndexOp>(op))
      return visitCheckIndex(check);
    if (auto raise = llvm::dyn_cast<RaiseIfOp>(op))
      return visitRaiseIf(raise);
    if (llvm::isa<AddOp, SubOp, MulOp>(op))
      return visitArithmetic(&op);
    if (llvm::isa<arith::AddIOp, arith::SubIOp, arith::MulIOp>(op))
      return visitPlainArithmetic(&op);
    if (auto compare = llvm::dyn_cast<arith::CmpIOp>(op))
      return visitCompare(compare);
    if (auto alloc = llvm::dyn_cast<AllocOp>(op))
      return visitAlloc(alloc);
    if (auto choice = llvm::dyn_cast<scf::IfOp>(op))
      return visitIf(choice);
    if (auto loop = llvm::dyn_cast<scf::WhileOp>(op))
      return visitWhile(loop);
    if (auto loop = llvm::dyn_cast<scf::ForOp>(op))
      return visitLoop(loop.getLowerBound(), loop.getUpperBound(), loop.getRegion());
    if (auto loop = llvm::dyn_cast<ParallelForOp>(op))
      return visitLoop(loop.getFrom(), loop.getTo(), loop.getBody());
    for (mlir::Region &region : op.getRegions())
      visit(region);
  }

  //===--------------------------------------------------------------------===//
  // Checks
  //===--------------------------------------------------------------------===//

  /// The same operation on the same operands, on the way here and not long ago.
  Operation *findEqual(Operation *op) {
    constexpr size_t mostTried = 64;
    for (Operation *earlier : llvm::reverse(llvm::ArrayRef(passed).take_back(mostTried)))
      if (earlier->getName() == op->getName() && earlier->getOperands() == op->getOperands())
        return earlier;
    return nullptr;
  }

  bool replaceByEqual(Operation *op) {
    Operation *earlier = findEqual(op);
    if (!earlier)
      return false;
    explain(op, CheckFate::Proved, "checked before");
    replace(op, earlier->getResult(0));
    return true;
  }

  void visitCheckIndex(CheckIndexOp op) {
    if (replaceByEqual(op))
      return;
    LinearForm index = linearize(op.getIndex()), extent = linearize(op.getExtent());
    LinearForm below = extent, fromEnd = index;
    bool isShort = below.add(index, -1) && below.add(LinearForm(-1)) && fromEnd.add(extent);
    if (!isShort) {
      passed.push_back(op);
      return;
    }
    bool isNonNegative = op.getNonnegative() || facts.isNonNegative(index);
    if (isNonNegative && facts.isNonNegative(below)) {
      explain(op, CheckFate::Proved);
      return replace(op, op.getIndex());
    }
    if (isCertainlyFromEnd(index, fromEnd)) {
      explain(op, CheckFate::Proved);
      mlir::ImplicitLocOpBuilder b(op.getLoc(), op);
      auto nsw = arith::IntegerOverflowFlags::nsw;
      return replace(op, arith::AddIOp::create(b, op.getIndex(), op.getExtent(), nsw));
    }
    if (isNonNegative && !op.getNonnegative()) {
      explain(op, CheckFate::SignProved);
      op.setNonnegative(true);
    }
    // Behind the check, -extent <= index < extent.
    facts.assume(below);
    facts.assume(isNonNegative ? index : fromEnd);
    passed.push_back(op);
  }

  /// -extent <= index < 0
  bool isCertainlyFromEnd(const LinearForm &index, const LinearForm &fromEnd) {
    LinearForm negative = LinearForm(-1);
    return negative.add(index, -1) && facts.isNonNegative(negative) && facts.isNonNegative(fromEnd);
  }

  void visitRaiseIf(RaiseIfOp op) {
    if (facts.decide(op.getCondition()) == false) {
      explain(op, CheckFate::Proved);
      replaced.push_back(op);
      return;
    }
    facts.assumeCondition(op.getCondition(), false);
  }

  void visitArithmetic(Operation *op) {
    if (replaceByEqual(op))
      return;
    if (!staysInside(op)) {
      passed.push_back(op);
      return;
    }
    explain(op, CheckFate::Proved);
    mlir::ImplicitLocOpBuilder b(op->getLoc(), op);
    auto nsw = arith::IntegerOverflowFlags::nsw;
    Value lhs = op->getOperand(0), rhs = op->getOperand(1), result;
    if (llvm::isa<AddOp>(op))
      result = arith::AddIOp::create(b, lhs, rhs, nsw);
    else if (llvm::isa<SubOp>(op))
      result = arith::SubIOp::create(b, lhs, rhs, nsw);
    else
      result = arith::MulIOp::create(b, lhs, rhs, nsw);
    replace(op, result);
  }

  /// Arithmetic that canonicalisation rewrote has lost its promise not to wrap.
  void visitPlainArithmetic(Operation *op) {
    auto flagged = llvm::cast<arith::ArithIntegerOverflowFlagsInterface>(op);
    if (op->getResult(0).getType().isInteger(64) && !flagged.hasNoSignedWrap() && staysInside(op))
      op->setAttr(flagged.getIntegerOverflowAttrName(),
                  arith::IntegerOverflowFlagsAttr::get(op->getContext(), arith::IntegerOverflowFlags::nsw |
                                                                             flagged.getOverflowAttr().getValue()));
  }

  /// Whether the exact result fits 64 bits.
  bool staysInside(Operation *op) {
    LinearForm exact = linearize(op->getOperand(0)), rhs = linearize(op->getOperand(1));
    if (llvm::isa<MulOp, arith::MulIOp>(op)) {
      if (exact.isConstant())
        std::swap(exact, rhs);
      if (!rhs.isConstant())
        return productStaysInside(op);
      if (!exact.scale(rhs.getConstant()))
        return false;
    } else if (!exact.add(rhs, llvm::isa<AddOp, arith::AddIOp>(op) ? 1 : -1)) {
      return false;
    }
    return isWithin(exact, INT64_MIN, INT64_MAX);
  }

  bool isWithin(const LinearForm &form, Int128 low, Int128 high) {
    LinearForm above = form, below = LinearForm(high);
    return above.add(LinearForm(-low)) && below.add(form, -1) && facts.isNonNegative(above) &&
           facts.isNonNegative(below);
  }

  bool productStaysInside(Operation *op) {
    Value lhs = op->getOperand(0), rhs = op->getOperand(1);
    ConstantRange a = facts.rangeOf(lhs), b = facts.rangeOf(rhs);
    Int128 mostA = std::max(a.high, -a.low), mostB = std::max(b.high, -b.low);
    if (mostA * mostB <= INT64_MAX)
      return true;
    constexpr Int128 half = Int128(1) << 31;
    return isWithin(linearize(lhs), -half, half - 1) && isWithin(linearize(rhs), -half, half - 1);
  }

  void visitCompare(arith::CmpIOp op) {
    // The number of rounds of a range is recognised by its comparison.
    if (llvm::any_of(op->getUsers(), [](Operation *user) { return llvm::isa<arith::SelectOp>(user); }))
      return;
    std::optional<bool> answer = facts.decide(op.getResult());
    if (!answer)
      return;
    mlir::ImplicitLocOpBuilder b(op.getLoc(), op);
    replace(op, arith::ConstantOp::create(b, b.getBoolAttr(*answer)));
  }

  /// An array that exists has extents that an array can have.
  void visitAlloc(AllocOp op) {
    for (Value extent : op.getExtents()) {
      LinearForm form = linearize(extent), below = LinearForm(Int128(1) << 47);
      if (below.add(form, -1))
        facts.assume(below);
      facts.assume(form);
    }
  }

  void replace(Operation *op, Value value) {
    op->getResult(0).replaceAllUsesWith(value);
    replaced.push_back(op);
  }

  //===--------------------------------------------------------------------===//
  // Control flow
  //===--------------------------------------------------------------------===//

  void visitIf(scf::IfOp op) {
    for (bool truth : {true, false}) {
      mlir::Region &region = truth ? op.getThenRegion() : op.getElseRegion();
      inScope([&] {
        facts.assumeCondition(op.getCondition(), truth);
        visit(region);
      });
    }
  }

  void visitLoop(Value from, Value to, mlir::Region &body) {
    inScope([&] {
      // Inside, the loop is not empty: from < to.
      LinearForm room = linearize(to);
      if (room.add(linearize(from), -1) && room.add(LinearForm(-1)))
        facts.assume(room);
      if (constantOf(from) == 0)
        facts.assumeRounds(to);
      visit(body);
    });
  }

  void visitWhile(scf::WhileOp op) {
    inScope([&] {
      visit(*op.getBeforeBody());
      facts.assumeCondition(op.getConditionOp().getCondition(), true);
      visit(*op.getAfterBody());
    });
  }
};

struct ProveChecks : impl::ProveChecksBase<ProveChecks> {
  explicit ProveChecks(ExplainSink *sink) : sink(sink) {}
  void runOnOperation() override { Prover(sink).run(getOperation().getBody()); }
  ExplainSink *sink;
};

} // namespace

std::unique_ptr<mlir::Pass> createProveChecks(ExplainSink *sink) { return std::make_unique<ProveChecks>(sink); }

} // namespace amaru::ir
