// Which values differ from lane to lane is the least fixed point over the loop's body: the loop variable does, and so does
// what is computed from something that does, or carried by a loop that lanes leave at different times.

#include "mlir-dialects/Amaru/Transforms/LaneAnalysis.h"
#include "mlir-dialects/Amaru/Transforms/LinearForm.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/TypeSwitch.h"

namespace amaru::ir {

namespace arith = mlir::arith;
namespace math = mlir::math;
namespace scf = mlir::scf;
using mlir::Block;
using mlir::Operation;
using mlir::Value;

std::optional<int64_t> contiguousAxis(ArrayType type) {
  switch (type.getLayout()) {
  case Layout::C:
    return type.getRank() - 1;
  case Layout::F:
    return 0;
  case Layout::Strided:
    return std::nullopt;
  }
  llvm_unreachable("all layouts are listed");
}

bool isLanewise(Operation *op) {
  if (!mlir::OpTrait::hasElementwiseMappableTraits(op) || !mlir::isPure(op))
    return llvm::isa<arith::DivSIOp, arith::DivUIOp, arith::RemSIOp, arith::RemUIOp>(op);
  // What would become one call of libm for each lane gains nothing.
  if (op->getName().getDialectNamespace() == "math")
    return llvm::isa<math::SqrtOp, math::AbsFOp, math::AbsIOp, math::FloorOp, math::CeilOp, math::TruncOp,
                     math::RoundEvenOp, math::CopySignOp, math::FmaOp>(op);
  return op->getName().getDialectNamespace() == "arith";
}

bool isIntegerDivision(Operation *op) {
  return llvm::isa<arith::DivSIOp, arith::DivUIOp, arith::RemSIOp, arith::RemUIOp>(op);
}

bool isLaneCheck(Operation *op) { return llvm::isa<AddOp, SubOp, MulOp, CheckIndexOp, RaiseIfOp>(op); }

LaneAnalysis::LaneAnalysis(scf::ForOp loop) : loop(loop) {
  if (constantOf(loop.getStep()) != 1) {
    fail("its step is not 1");
    return;
  }
  findVarying();
  checkOps();
  if (isLegal())
    checkMemory();
  if (isLegal())
    checkCarries();
  if (isLegal())
    measure();
}

//===----------------------------------------------------------------------===//
// What differs from lane to lane
//===----------------------------------------------------------------------===//

bool LaneAnalysis::mark(Value value) { return varying.insert(value).second; }

void LaneAnalysis::findVarying() {
  mark(loop.getInductionVar());
  // Sums are kept per lane; the others are the same in all lanes until a lane changes one, which is then run again.
  for (auto [i, argument] : llvm::enumerate(loop.getRegionIterArgs())) {
    carries.push_back(classify(i));
    if (carries.back() == LaneCarry::IntegerSum)
      mark(argument);
  }
  while (visit(*loop.getBody(), /*isMasked=*/false))
    ;
}

bool LaneAnalysis::visit(Block &block, bool isMasked) {
  bool changed = false;
  for (Operation &op : block)
    changed |= visit(op, isMasked);
  return changed;
}

bool LaneAnalysis::visit(Operation &op, bool isMasked) {
  bool changed = false;
  auto follow = [&](Value from, Value to) {
    if (varies(from))
      changed |= mark(to);
  };
  if (auto choice = llvm::dyn_cast<scf::IfOp>(op)) {
    bool differs = varies(choice.getCondition());
    changed |= visit(*choice.thenBlock(), isMasked || differs);
    if (choice.elseBlock())
      changed |= visit(*choice.elseBlock(), isMasked || differs);
    for (auto [i, result] : llvm::enumerate(choice.getResults())) {
      follow(choice.thenYield().getOperand(i), result);
      follow(choice.elseYield().getOperand(i), result);
      if (differs)
        changed |= mark(result);
    }
    return changed;
  }
  if (auto inner = llvm::dyn_cast<scf::ForOp>(op)) {
    for (auto [init, argument] : llvm::zip(inner.getInitArgs(), inner.getRegionIterArgs()))
      follow(init, argument);
    changed |= visit(*inner.getBody(), isMasked);
    for (auto [yielded, argument, result] :
         llvm::zip(inner.getYieldedValues(), inner.getRegionIterArgs(), inner.getResults())) {
      follow(yielded, argument);
      follow(argument, result);
    }
    return changed;
  }
  if (auto inner = llvm::dyn_cast<scf::WhileOp>(op)) {
    Block &before = *inner.getBeforeBody(), &after = *inner.getAfterBody();
    for (auto [init, argument] : llvm::zip(inner.getInits(), before.getArguments()))
      follow(init, argument);
    changed |= visit(before, isMasked);
    bool differs = isDivergent(inner);
    changed |= visit(after, isMasked || differs);
    for (auto [forwarded, argument, result] :
         llvm::zip(inner.getConditionOp().getArgs(), after.getArguments(), inner.getResults())) {
      follow(forwarded, argument);
      follow(forwarded, result);
    }
    for (auto [yielded, argument] : llvm::zip(inner.getYieldOp().getOperands(), before.getArguments()))
      follow(yielded, argument);
    if (differs)
      for (auto values : {mlir::ValueRange(before.getArguments()), mlir::ValueRange(after.getArguments()),
                          mlir::ValueRange(inner.getResults())})
        for (Value value : values)
          changed |= mark(value);
    return changed;
  }
  // A division that only some lanes reach is guarded lane by lane.
  bool differs = llvm::any_of(op.getOperands(), [&](Value v) { return varies(v); });
  if (differs || (isMasked && isIntegerDivision(&op)))
    for (Value result : op.getResults())
      changed |= mark(result);
  return changed;
}

std::optional<int64_t> LaneAnalysis::stride(Value value) const {
  if (value == scf::ForOp(loop).getInductionVar())
    return 1;
  if (!varies(value))
    return 0;
  Operation *op = value.getDefiningOp();
  if (!op)
    return std::nullopt;
  if (auto check = llvm::dyn_cast<CheckIndexOp>(op); check && check.getNonnegative())
    return stride(check.getIndex());
  if (!llvm::isa<arith::AddIOp, arith::SubIOp, AddOp, SubOp>(op) || !value.getType().isInteger(64))
    return std::nullopt;
  std::optional<int64_t> l = stride(op->getOperand(0)), r = stride(op->getOperand(1));
  if (!l || !r)
    return std::nullopt;
  return llvm::isa<arith::AddIOp, AddOp>(op) ? *l + *r : *l - *r;
}

//===----------------------------------------------------------------------===//
// Whether every op has a meaning in lanes
//===----------------------------------------------------------------------===//

static bool isNumber(mlir::Type type) {
  return type.isInteger(1) || (llvm::isa<mlir::IntegerType, mlir::FloatType>(type) &&
                               type.getIntOrFloatBitWidth() >= 8 && type.getIntOrFloatBitWidth() <= 64);
}

void LaneAnalysis::checkOps() {
  loop.getBody()->walk([&](Operation *op) {
    if (isLegal())
      checkOp(op);
  });
}

void LaneAnalysis::checkOp(Operation *op) {
  for (Value result : op->getResults())
    if (varies(result) && !isNumber(result.getType()))
      return fail("a value differs between iterations that is no number");
  bool differs = llvm::any_of(op->getOperands(), [&](Value v) { return varies(v); }) ||
                 llvm::any_of(op->getResults(), [&](Value v) { return varies(v); });
  llvm::TypeSwitch<Operation *>(op)
      .Case<LoadOp>([&](LoadOp load) { checkLoad(load); })
      .Case<StoreOp>([&](StoreOp store) { checkStore(store); })
      .Case<scf::ForOp>([&](scf::ForOp inner) {
        if (varies(inner.getLowerBound()) || varies(inner.getUpperBound()) || varies(inner.getStep()))
          fail("a loop inside of it runs a different number of times in each iteration");
      })
      .Case<scf::IfOp, scf::WhileOp, scf::YieldOp, scf::ConditionOp, PollOp, LibmOp>([](auto) {})
      .Default([&](Operation *other) {
        if (isLanewise(other) || isLaneCheck(other))
          return;
        if (differs || !mlir::isPure(other) || other->getNumRegions() > 0)
          fail("`" + other->getName().getStringRef().str() + "` has no vector form");
      });
}

void LaneAnalysis::checkLoad(LoadOp load) {
  auto type = llvm::cast<ArrayType>(load.getArray().getType());
  if (contains(load.getArray()))
    return fail("it reads a part of an array that is made in each iteration");
  std::optional<int64_t> axis = contiguousAxis(type);
  for (auto [i, index] : llvm::enumerate(load.getIndices())) {
    std::optional<int64_t> step = stride(index);
    bool fits = step == 0 || (step == 1 && axis == int64_t(i) && !type.getElementType().isInteger(1));
    if (!fits)
      return fail("it reads elements that do not lie side by side");
  }
}

void LaneAnalysis::checkStore(StoreOp store) {
  auto type = llvm::cast<ArrayType>(store.getArray().getType());
  if (contains(store.getArray()))
    return fail("it writes a part of an array that is made in each iteration");
  if (type.getElementType().isInteger(1))
    return fail("it writes bools");
  for (Operation *parent = store->getParentOp(); parent != loop; parent = parent->getParentOp())
    if (!llvm::isa<scf::IfOp>(parent))
      return fail("a loop inside of it writes an array");
  std::optional<int64_t> axis = contiguousAxis(type);
  unsigned moving = 0;
  for (auto [i, index] : llvm::enumerate(store.getIndices())) {
    std::optional<int64_t> step = stride(index);
    if (step == 1 && axis == int64_t(i))
      ++moving;
    else if (step != 0)
      return fail("it writes elements that do not lie side by side");
  }
  if (moving != 1)
    fail("several iterations write the same element");
}

/// Whether two stores to one array write, in each iteration, below the same index of the axis that the lanes lie on, as
/// `a[0, i]` and `a[1, i]` do: no other iteration writes there.
static bool moveTogether(StoreOp a, StoreOp b) {
  std::optional<int64_t> axis = contiguousAxis(llvm::cast<ArrayType>(a.getArray().getType()));
  return axis && a.getIndices()[*axis] == b.getIndices()[*axis];
}

/// Stores wait until all lanes are known to be well, so nothing may read what the loop writes, but for the element that an
/// iteration itself writes later.
void LaneAnalysis::checkMemory() {
  llvm::SmallVector<StoreOp> stores;
  llvm::SmallVector<LoadOp> loads;
  loop.getBody()->walk([&](Operation *op) {
    if (auto store = llvm::dyn_cast<StoreOp>(op))
      stores.push_back(store);
    else if (auto load = llvm::dyn_cast<LoadOp>(op))
      loads.push_back(load);
  });
  llvm::SetVector<std::pair<Value, Value>> found;
  auto require = [&](Value a, Value b) {
    if (!found.contains({b, a}))
      found.insert({a, b});
  };
  for (auto [i, store] : llvm::enumerate(stores)) {
    for (StoreOp other : llvm::ArrayRef(stores).drop_front(i + 1)) {
      if (other.getArray() != store.getArray())
        require(store.getArray(), other.getArray());
      else if (!moveTogether(store, other))
        fail("it writes two elements of one array");
    }
    for (LoadOp load : loads) {
      if (load.getArray() != store.getArray())
        require(store.getArray(), load.getArray());
      else if (!llvm::equal(load.getIndices(), store.getIndices()) || load->getBlock() != store->getBlock() ||
               !load->isBeforeInBlock(store))
        fail("it reads what other iterations write");
    }
  }
  pairs.assign(found.begin(), found.end());
}

//===----------------------------------------------------------------------===//
// Variables that the loop carries
//===----------------------------------------------------------------------===//

namespace {

/// Whether `value` is `argument` plus something, however often and under whatever conditions, and `argument` and what is
/// made of it are used for nothing else.
class SumChain {
public:
  SumChain(scf::ForOp loop, unsigned position) : loop(loop), position(position) {
    links.insert(loop.getRegionIterArgs()[position]);
  }

  bool holds() {
    Value next = loop.getYieldedValues()[position];
    return next != links[0] && reaches(next) &&
           llvm::all_of(links, [&](Value link) { return isUsedForNothingElse(link); });
  }

private:
  scf::ForOp loop;
  unsigned position;
  llvm::SetVector<Value> links;
  llvm::DenseSet<Value> others;

  bool reaches(Value value) {
    if (links.contains(value))
      return true;
    if (!value.getType().isInteger(64) || others.contains(value))
      return false;
    Operation *op = value.getDefiningOp();
    bool isLink = op ? throughOp(op, value) : throughArgument(llvm::cast<mlir::BlockArgument>(value));
    if (isLink)
      links.insert(value);
    else
      others.insert(value);
    return isLink;
  }

  bool throughOp(Operation *op, Value value) {
    if (llvm::isa<AddOp, arith::AddIOp>(op))
      return reaches(op->getOperand(0)) != reaches(op->getOperand(1));
    if (auto select = llvm::dyn_cast<arith::SelectOp>(op))
      return reaches(select.getTrueValue()) && reaches(select.getFalseValue());
    unsigned result = llvm::cast<mlir::OpResult>(value).getResultNumber();
    if (auto choice = llvm::dyn_cast<scf::IfOp>(op))
      return reaches(choice.thenYield().getOperand(result)) && reaches(choice.elseYield().getOperand(result));
    if (auto inner = llvm::dyn_cast<scf::ForOp>(op))
      return reaches(inner.getRegionIterArgs()[result]);
    return false;
  }

  /// A variable that an inner loop carries: a link if it starts as one and, taken for one, stays one.
  bool throughArgument(mlir::BlockArgument argument) {
    auto inner = llvm::dyn_cast<scf::ForOp>(argument.getOwner()->getParentOp());
    if (!inner || inner == loop || argument == inner.getInductionVar() ||
        !reaches(inner.getTiedLoopInit(argument)->get()))
      return false;
    links.insert(argument);
    if (reaches(inner.getTiedLoopYieldedValue(argument)->get()))
      return true;
    links.remove(argument);
    return false;
  }

  /// A link may only be added to, chosen, or handed on as a link.
  bool isUsedForNothingElse(Value link) {
    return llvm::all_of(link.getUses(), [&](mlir::OpOperand &use) {
      Operation *user = use.getOwner();
      if (auto yield = llvm::dyn_cast<scf::YieldOp>(user)) {
        Operation *parent = yield->getParentOp();
        unsigned result = use.getOperandNumber();
        return parent == loop ? result == position : links.contains(parent->getResult(result));
      }
      if (auto inner = llvm::dyn_cast<scf::ForOp>(user)) {
        mlir::BlockArgument argument = inner.getTiedLoopRegionIterArg(&use);
        return argument && links.contains(argument);
      }
      if (auto select = llvm::dyn_cast<arith::SelectOp>(user))
        return links.contains(select.getResult()) && use.getOperandNumber() > 0;
      return llvm::isa<AddOp, arith::AddIOp>(user) && links.contains(user->getResult(0));
    });
  }
};

} // namespace

std::optional<LaneCarry> LaneAnalysis::classify(unsigned position) {
  Value argument = loop.getRegionIterArgs()[position], next = loop.getYieldedValues()[position];
  if (argument.getType().isInteger(64) && SumChain(loop, position).holds())
    return LaneCarry::IntegerSum;
  if (auto add = next.getDefiningOp<arith::AddFOp>())
    if (add->getBlock() == loop.getBody() && add->hasOneUse() && argument.hasOneUse() &&
        (add.getLhs() == argument || add.getRhs() == argument))
      return LaneCarry::OrderedSum;
  // `if c: best = x`: a select, or the result of an `if`, one side of which is the variable itself.
  Operation *op = next.getDefiningOp();
  if (auto select = llvm::dyn_cast_or_null<arith::SelectOp>(op))
    if (select.getTrueValue() == argument || select.getFalseValue() == argument)
      return LaneCarry::Conditional;
  if (auto choice = llvm::dyn_cast_or_null<scf::IfOp>(op)) {
    unsigned result = llvm::cast<mlir::OpResult>(next).getResultNumber();
    if (choice.thenYield().getOperand(result) == argument || choice.elseYield().getOperand(result) == argument)
      return LaneCarry::Conditional;
  }
  return std::nullopt;
}

void LaneAnalysis::checkCarries() {
  for (unsigned i = 0; i < loop.getNumRegionIterArgs(); ++i) {
    if (!isNumber(loop.getRegionIterArgs()[i].getType()))
      return fail("it carries a value that is no number");
    if (!carries[i])
      return fail("each iteration needs what the one before computed");
    // A lane that runs on with an old value might never end.
    if (carries[i] == LaneCarry::Conditional && reachesWhile(loop.getRegionIterArgs()[i]))
      return fail("a `while` loop in it depends on a variable that it carries");
  }
}

bool LaneAnalysis::reachesWhile(Value start) const {
  llvm::SetVector<Value> reached;
  reached.insert(start);
  for (size_t i = 0; i < reached.size(); ++i)
    for (Operation *user : reached[i].getUsers()) {
      for (Operation *op = user; op != loop; op = op->getParentOp()) {
        if (llvm::isa<scf::WhileOp>(op))
          return true;
        for (Value result : op->getResults())
          reached.insert(result);
      }
    }
  return false;
}

void LaneAnalysis::measure() {
  for (Value value : varying) {
    mlir::Type type = value.getType();
    if (!type.isInteger(1))
      widest = std::max(widest, type.getIntOrFloatBitWidth() / 8);
  }
}

} // namespace amaru::ir
