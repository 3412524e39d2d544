// Runs neighbouring iterations of a loop side by side, one in each lane of a vector, where the loop holds another one:
//
//     for j in range(n):                        for j in range(0, n, L):
//         z = 0                                     z = [0, …]
//         while abs(z) < 2:              ->         while any(running = abs(z) < 2):
//             z = f(z, j)                               z = where(running, f(z, [j, …]), z)
//         a[j] = z                                  a[j : j + L] = z
//
// LLVM's vectoriser takes innermost loops only, and those only when it may reorder what they add up; here every lane computes
// what its iteration computed, in the same order, so the bits stay the same.
//
// A check that fails in some lane, and a carried variable that some lane wants to change, spoil the whole group of
// iterations: nothing has been stored by then, and the group is run again by the loop as it was, which raises at the exact
// iteration.

#include "mlir-dialects/Amaru/Transforms/LaneAnalysis.h"
#include "mlir-dialects/Amaru/Transforms/LinearForm.h"
#include "mlir-dialects/Amaru/Transforms/Passes.h"
#include "mlir-dialects/Amaru/Transforms/Walks.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/TypeSwitch.h"

namespace amaru::ir {
#define GEN_PASS_DEF_VECTORIZELANES
#include "mlir-dialects/Amaru/Transforms/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace scf = mlir::scf;
namespace vector = mlir::vector;
using arith::CmpIPredicate;
using llvm::SmallVector;
using mlir::Block;
using mlir::Operation;
using mlir::Type;
using mlir::Value;
using mlir::ValueRange;

/// Two registers of the widest number: the second hides the latency of the first, as in hand-written code.
constexpr unsigned registersPerValue = 2;
/// A loop of more operations is left alone.
constexpr size_t largestLoop = 600;

class LaneEmitter {
public:
  LaneEmitter(scf::ForOp loop, const LaneAnalysis &analysis, unsigned lanes)
      : loop(loop), analysis(analysis), lanes(lanes), b(loop.getLoc(), loop) {}

  void run() {
    Value holds = entryTest();
    auto choice = scf::IfOp::create(b, loop.getResultTypes(), holds, /*withElseRegion=*/true);
    loop.replaceAllUsesWith(choice.getResults());
    loop->moveBefore(choice.elseBlock(), choice.elseBlock()->begin());
    b.setInsertionPointToStart(choice.thenBlock());
    ValueRange results = emitGroups();
    if (loop.getNumResults() == 0)
      return;
    b.setInsertionPointToEnd(choice.thenBlock());
    scf::YieldOp::create(b, results);
    b.setInsertionPointToEnd(choice.elseBlock());
    scf::YieldOp::create(b, loop.getResults());
  }

private:
  scf::ForOp loop;
  const LaneAnalysis &analysis;
  unsigned lanes;
  mlir::ImplicitLocOpBuilder b;
  /// Values of the loop to what stands for them: a vector where lanes differ, one value for all where they do not.
  mlir::IRMapping values;
  /// The lanes that run at the place being emitted, and those that a check has spoilt (null as long as there is none).
  Value running, spoilt;
  /// A mask that is known not to be empty: that of the group, or of the lanes for which a loop goes on.
  Value someLane;
  /// What is stored once all checks have passed: values, the first lane's place, and the lanes that store.
  struct PendingStore {
    StoreOp store;
    Value value, mask;
    SmallVector<Value> indices;
  };
  SmallVector<PendingStore> pending;

  //===--------------------------------------------------------------------===//
  // Vectors
  //===--------------------------------------------------------------------===//

  mlir::VectorType vectorOf(Type element) { return mlir::VectorType::get(lanes, element); }
  mlir::VectorType maskType() { return vectorOf(b.getI1Type()); }
  Value integer(int64_t value) { return arith::ConstantOp::create(b, b.getI64IntegerAttr(value)); }

  Value constant(Type element, int64_t value) {
    mlir::TypedAttr attribute = llvm::isa<mlir::FloatType>(element)
                                    ? mlir::TypedAttr(b.getFloatAttr(element, double(value)))
                                    : mlir::TypedAttr(b.getIntegerAttr(element, value));
    return arith::ConstantOp::create(b, mlir::DenseElementsAttr::get(vectorOf(element), mlir::Attribute(attribute)));
  }

  /// 0, 1, 2, …
  Value steps() {
    SmallVector<int64_t> numbers(lanes);
    for (auto [i, number] : llvm::enumerate(numbers))
      number = i;
    return arith::ConstantOp::create(
        b, mlir::DenseElementsAttr::get(vectorOf(b.getI64Type()), llvm::ArrayRef<int64_t>(numbers)));
  }

  Value splat(Value value) {
    return llvm::isa<mlir::VectorType>(value.getType())
               ? value
               : Value(vector::BroadcastOp::create(b, vectorOf(value.getType()), value));
  }
  /// What stands for a value of the loop, as it is and as a vector.
  Value mapped(Value value) { return values.lookupOrDefault(value); }
  Value mappedVector(Value value) { return splat(mapped(value)); }
  /// As the analysis wants it: a vector exactly where lanes differ.
  Value mappedLike(Value value, Value model) { return analysis.varies(model) ? mappedVector(value) : mapped(value); }
  Value lane(Value value, unsigned which) {
    return llvm::isa<mlir::VectorType>(value.getType())
               ? Value(vector::ExtractOp::create(b, value, llvm::ArrayRef<int64_t>{int64_t(which)}))
               : value;
  }

  // A lane that is switched off may hold poison, which `and` and `or` would pass on and `select` does not.
  Value both(Value a, Value c) { return arith::SelectOp::create(b, a, c, constant(b.getI1Type(), 0)); }
  Value butNot(Value a, Value c) { return arith::SelectOp::create(b, c, constant(b.getI1Type(), 0), a); }
  Value any(Value mask) { return vector::ReductionOp::create(b, vector::CombiningKind::OR, mask); }
  Value compare(CmpIPredicate predicate, Value l, Value r) { return arith::CmpIOp::create(b, predicate, l, r); }

  /// The lanes that still compute something that counts.
  Value alive() { return spoilt ? butNot(running, spoilt) : running; }

  void spoil(Value where) {
    Value mask = both(running, where);
    spoilt = spoilt ? Value(arith::OrIOp::create(b, spoilt, mask)) : mask;
  }

  //===--------------------------------------------------------------------===//
  // The loop over groups of iterations
  //===--------------------------------------------------------------------===//

  /// No array that is written overlaps another one, and the group after the last one can be counted.
  Value entryTest() {
    Value holds = compare(CmpIPredicate::slt, loop.getUpperBound(), integer(INT64_MAX - lanes));
    for (auto [a, c] : analysis.disjoint()) {
      Value overlap = MayOverlapOp::create(b, a, c);
      Value yes = arith::ConstantOp::create(b, b.getBoolAttr(true));
      holds = arith::AndIOp::create(b, holds, arith::XOrIOp::create(b, overlap, yes));
    }
    return holds;
  }

  ValueRange emitGroups() {
    auto groups = scf::ForOp::create(b, loop.getLowerBound(), loop.getUpperBound(), integer(lanes), loop.getInitArgs());
    mlir::OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(groups.getBody());
    Value first = groups.getInductionVar();
    Value left = arith::SubIOp::create(b, loop.getUpperBound(), first);
    running = someLane = compare(CmpIPredicate::ult, steps(), splat(left));
    Value active = running;
    values.map(loop.getInductionVar(), arith::AddIOp::create(b, splat(first), steps()).getResult());
    for (auto [i, inner, outer] : llvm::enumerate(loop.getRegionIterArgs(), groups.getRegionIterArgs()))
      values.map(inner, analysis.varies(inner) ? constant(inner.getType(), 0) : Value(outer));
    emitBlock(*loop.getBody());

    running = active;
    for (unsigned i = 0; i < loop.getNumRegionIterArgs(); ++i)
      spoilWhereCarried(i);
    SmallVector<Value> next;
    if (spoilt) {
      auto choice = scf::IfOp::create(b, loop.getResultTypes(), any(spoilt), /*withElseRegion=*/true);
      mlir::OpBuilder::InsertionGuard inner(b);
      b.setInsertionPointToStart(choice.thenBlock());
      SmallVector<Value> again = runAgain(first, left, groups.getRegionIterArgs());
      if (!again.empty())
        scf::YieldOp::create(b, again);
      b.setInsertionPointToStart(choice.elseBlock());
      SmallVector<Value> finished = finish(active, groups.getRegionIterArgs());
      if (!finished.empty())
        scf::YieldOp::create(b, finished);
      next = choice.getResults();
    } else {
      next = finish(active, groups.getRegionIterArgs());
    }
    if (!next.empty()) {
      b.setInsertionPointToEnd(groups.getBody());
      scf::YieldOp::create(b, next);
    }
    return groups.getResults();
  }

  /// The group's iterations by the loop as it was.
  SmallVector<Value> runAgain(Value first, Value left, ValueRange carried) {
    Value count = arith::MinUIOp::create(b, left, integer(lanes));
    Value end = arith::AddIOp::create(b, first, count);
    auto again = llvm::cast<scf::ForOp>(b.clone(*loop));
    again.setLowerBound(first);
    again.setUpperBound(end);
    again.getInitArgsMutable().assign(carried);
    return again.getResults();
  }

  /// Stores what the lanes computed; what the loop carries to the next group.
  SmallVector<Value> finish(Value active, ValueRange carried) {
    for (PendingStore &entry : pending)
      VectorStoreOp::create(b, entry.value, entry.store.getArray(), entry.indices, entry.mask);
    SmallVector<Value> next;
    for (auto [i, before] : llvm::enumerate(carried)) {
      Value yielded = loop.getYieldedValues()[i];
      switch (analysis.carry(i)) {
      case LaneCarry::Conditional:
        next.push_back(before);
        break;
      case LaneCarry::IntegerSum:
        next.push_back(addSum(before, counted(mapped(yielded), active), sumsAreChecked()));
        break;
      case LaneCarry::OrderedSum:
        next.push_back(addInOrder(yielded.getDefiningOp<arith::AddFOp>(), before, active));
        break;
      }
    }
    return next;
  }

  //===--------------------------------------------------------------------===//
  // Carried variables
  //===--------------------------------------------------------------------===//

  /// Zero in the lanes that do not take part.
  Value counted(Value value, Value active) {
    Type element = llvm::cast<mlir::VectorType>(value.getType()).getElementType();
    return arith::SelectOp::create(b, active, value, constant(element, 0));
  }

  Value addSum(Value before, Value partials, bool checked) {
    Value sum = vector::ReductionOp::create(b, vector::CombiningKind::ADD, partials);
    return checked ? Value(AddOp::create(b, before, sum)) : Value(arith::AddIOp::create(b, before, sum));
  }

  /// Whether an int is summed that must not leave 64 bits.
  bool sumsAreChecked() { return holds(loop, llvm::IsaPred<AddOp>); }

  /// One addition after the other, as the loop does it.
  Value addInOrder(arith::AddFOp add, Value before, Value active) {
    unsigned position = llvm::cast<mlir::BlockArgument>(carriedOperand(add)).getArgNumber() - 1;
    Value added = mappedVector(add.getLhs() == loop.getRegionIterArgs()[position] ? add.getRhs() : add.getLhs());
    // -0.0 is what adding changes nothing.
    Type element = before.getType();
    Value nothing = arith::ConstantOp::create(
        b, mlir::DenseElementsAttr::get(vectorOf(element), mlir::Attribute(b.getFloatAttr(element, -0.0))));
    Value masked = arith::SelectOp::create(b, active, added, nothing);
    return vector::ReductionOp::create(b, vector::CombiningKind::ADD, masked, before, add.getFastmath());
  }

  Value carriedOperand(arith::AddFOp add) {
    for (Value operand : {add.getLhs(), add.getRhs()})
      if (llvm::is_contained(loop.getRegionIterArgs(), operand))
        return operand;
    llvm_unreachable("the analysis saw a sum");
  }

  void spoilWhereCarried(unsigned i) {
    Value yielded = loop.getYieldedValues()[i], argument = loop.getRegionIterArgs()[i];
    if (analysis.carry(i) == LaneCarry::IntegerSum) {
      // All lanes together stay within 64 bits.
      if (!sumsAreChecked())
        return;
      Value shifted = arith::AddIOp::create(b, mapped(yielded), constant(b.getI64Type(), int64_t(1) << 55));
      spoil(compare(CmpIPredicate::ugt, shifted, constant(b.getI64Type(), int64_t(1) << 56)));
      return;
    }
    if (analysis.carry(i) != LaneCarry::Conditional || yielded == argument)
      return;
    if (auto select = yielded.getDefiningOp<arith::SelectOp>())
      return spoilWhereTaken(select.getCondition(), select.getTrueValue() != argument);
    auto choice = yielded.getDefiningOp<scf::IfOp>();
    unsigned result = llvm::cast<mlir::OpResult>(yielded).getResultNumber();
    spoilWhereTaken(choice.getCondition(), choice.thenYield().getOperand(result) != argument);
  }

  void spoilWhereTaken(Value condition, bool whenTrue) {
    Value mask = mappedVector(condition);
    spoil(whenTrue ? mask : butNot(constant(b.getI1Type(), 1), mask));
  }

  //===--------------------------------------------------------------------===//
  // Ops
  //===--------------------------------------------------------------------===//

  void emitBlock(Block &block) {
    for (Operation &op : block.without_terminator())
      emit(op);
  }

  void emit(Operation &op) {
    b.setLoc(op.getLoc());
    llvm::TypeSwitch<Operation *>(&op)
        .Case<scf::IfOp>([&](auto choice) { emitIf(choice); })
        .Case<scf::ForOp>([&](auto inner) { emitFor(inner); })
        .Case<scf::WhileOp>([&](auto inner) { emitWhile(inner); })
        .Case<LoadOp>([&](auto load) { emitLoad(load); })
        .Case<LibmOp>([&](auto call) { emitLibm(call); })
        .Case<StoreOp>([&](auto store) { emitStore(store); })
        .Case<AddOp, SubOp, MulOp, CheckIndexOp, RaiseIfOp>([&](auto check) { emitCheck(check); })
        .Default([&](Operation *) { emitLanewise(op); });
  }

  void emitStore(StoreOp store) {
    SmallVector<Value> indices;
    for (Value index : store.getIndices())
      indices.push_back(lane(mapped(index), 0));
    pending.push_back({store, mappedVector(store.getValue()), running, std::move(indices)});
  }

  void emitLanewise(Operation &op) {
    bool isVector = op.getNumResults() == 1 && analysis.varies(op.getResult(0));
    if (!isVector && !needsSafeDivisor(op)) {
      b.clone(op, values);
      return;
    }
    mlir::IRMapping operands;
    for (Value operand : op.getOperands())
      operands.map(operand, isVector ? mappedVector(operand) : mapped(operand));
    Operation *copy = op.cloneWithoutRegions(operands);
    if (needsSafeDivisor(op))
      copy->setOperand(1, safeDivisor(copy->getOperand(1)));
    if (isVector)
      copy->getResult(0).setType(vectorOf(op.getResult(0).getType()));
    // What is proved for the iterations that run does not hold in lanes that do not.
    if (auto exact = llvm::dyn_cast<arith::ArithIntegerOverflowFlagsInterface>(copy))
      copy->setAttr(exact.getIntegerOverflowAttrName(),
                    arith::IntegerOverflowFlagsAttr::get(b.getContext(), arith::IntegerOverflowFlags::none));
    b.insert(copy);
    values.map(op.getResult(0), copy->getResult(0));
  }

  /// A loop over the lanes that run, by the bits of their mask.
  void emitLibm(LibmOp op) {
    if (!analysis.varies(op)) {
      b.clone(*op, values);
      return;
    }
    Type type = vectorOf(op.getType()), bits = b.getIntegerType(lanes);
    Value packed = vector::BitCastOp::create(b, mlir::VectorType::get(1, bits), alive());
    auto constantBits = [&](int64_t value) { return arith::ConstantOp::create(b, b.getIntegerAttr(bits, value)); };
    Value left = vector::ExtractOp::create(b, packed, llvm::ArrayRef<int64_t>{0});
    Value nothing = UndefOp::create(b, type);
    auto loop = scf::WhileOp::create(b, mlir::TypeRange{bits, type}, ValueRange{left, nothing});
    mlir::OpBuilder::InsertionGuard guard(b);
    SmallVector<mlir::Location> places(2, b.getLoc());
    Block *before = b.createBlock(&loop.getBefore(), {}, loop.getResultTypes(), places);
    Value some = compare(CmpIPredicate::ne, before->getArgument(0), constantBits(0));
    scf::ConditionOp::create(b, some, before->getArguments());
    Block *after = b.createBlock(&loop.getAfter(), {}, loop.getResultTypes(), places);
    Value mask = after->getArgument(0), results = after->getArgument(1);
    Value first = mlir::math::CountTrailingZerosOp::create(b, mask);
    mlir::OpFoldResult place = arith::IndexCastUIOp::create(b, b.getIndexType(), first).getResult();
    mlir::IRMapping operands;
    for (Value operand : op.getOperands())
      operands.map(operand, vector::ExtractOp::create(b, mappedVector(operand), place).getResult());
    Value result = llvm::cast<LibmOp>(b.clone(*op, operands)).getResult();
    results = vector::InsertOp::create(b, result, results, place);
    Value others = arith::AndIOp::create(b, mask, arith::SubIOp::create(b, mask, constantBits(1)));
    scf::YieldOp::create(b, ValueRange{others, results});
    values.map(op.getResult(), loop.getResult(1));
  }

  /// A division that not every lane wants must not fail for the others.
  bool needsSafeDivisor(Operation &op) {
    return isIntegerDivision(&op) && constantOf(op.getOperand(1)).value_or(0) == 0;
  }
  Value safeDivisor(Value divisor) {
    if (auto type = llvm::dyn_cast<mlir::VectorType>(divisor.getType()))
      return arith::SelectOp::create(b, alive(), divisor, constant(type.getElementType(), 1));
    Value one = arith::ConstantOp::create(b, b.getIntegerAttr(divisor.getType(), 1));
    return arith::SelectOp::create(b, any(alive()), divisor, one);
  }

  /// Elements side by side become a vector; an element that all lanes want is read once, where a lane wants it at all.
  void emitLoad(LoadOp load) {
    SmallVector<Value> indices;
    for (Value index : load.getIndices())
      indices.push_back(lane(mapped(index), 0));
    if (analysis.varies(load)) {
      Type type = vectorOf(load.getType());
      values.map(load.getResult(), VectorLoadOp::create(b, type, load.getArray(), indices, alive()).getResult());
      return;
    }
    if (isWantedBySome()) {
      b.clone(*load, values);
      return;
    }
    auto guarded = scf::IfOp::create(b, load.getType(), any(alive()), /*withElseRegion=*/true);
    {
      mlir::OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(guarded.thenBlock());
      Value value = LoadOp::create(b, load.getType(), load.getArray(), indices);
      scf::YieldOp::create(b, value);
      b.setInsertionPointToStart(guarded.elseBlock());
      Value nothing = UndefOp::create(b, load.getType());
      scf::YieldOp::create(b, nothing);
    }
    values.map(load.getResult(), guarded.getResult(0));
  }

  /// Whether at least one lane is certain to run here.
  bool isWantedBySome() { return !spoilt && running == someLane; }

  //===--------------------------------------------------------------------===//
  // Checks
  //===--------------------------------------------------------------------===//

  Value zero() { return constant(b.getI64Type(), 0); }
  Value isNegative(Value value) { return compare(CmpIPredicate::slt, value, zero()); }

  void emitCheck(RaiseIfOp op) { spoil(mappedVector(op.getCondition())); }

  /// l + r left 64 bits where its sign is neither operand's.
  void emitCheck(AddOp op) {
    Value l = mappedVector(op.getLhs()), r = mappedVector(op.getRhs());
    Value sum = arith::AddIOp::create(b, l, r);
    spoil(isNegative(arith::AndIOp::create(b, arith::XOrIOp::create(b, l, sum), arith::XOrIOp::create(b, r, sum))));
    setResult(op, sum);
  }

  /// l - r left 64 bits where the operands' signs differ and the result has not that of l.
  void emitCheck(SubOp op) {
    Value l = mappedVector(op.getLhs()), r = mappedVector(op.getRhs());
    Value difference = arith::SubIOp::create(b, l, r);
    spoil(
        isNegative(arith::AndIOp::create(b, arith::XOrIOp::create(b, l, r), arith::XOrIOp::create(b, l, difference))));
    setResult(op, difference);
  }

  /// |l| up to a limit, and r a constant that the limit fits; of two unknown factors each within 31 bits.
  void emitCheck(MulOp op) {
    Value l = mappedVector(op.getLhs()), r = mappedVector(op.getRhs());
    auto within = [&](Value value, int64_t limit) {
      Value shifted = arith::AddIOp::create(b, value, constant(b.getI64Type(), limit));
      return compare(CmpIPredicate::ule, shifted, constant(b.getI64Type(), int64_t(uint64_t(limit) * 2)));
    };
    auto spoilBeyond = [&](Value value, int64_t limit) {
      spoil(butNot(constant(b.getI1Type(), 1), within(value, limit)));
    };
    std::optional<int64_t> left = constantOf(op.getLhs()), right = constantOf(op.getRhs());
    auto limitFor = [](int64_t factor) {
      return factor == 0 || factor == INT64_MIN ? 0 : INT64_MAX / (factor < 0 ? -factor : factor) / 2;
    };
    if (right && *right != 0) {
      spoilBeyond(l, limitFor(*right));
    } else if (left && *left != 0) {
      spoilBeyond(r, limitFor(*left));
    } else {
      spoilBeyond(l, (int64_t(1) << 31) - 1);
      spoilBeyond(r, (int64_t(1) << 31) - 1);
    }
    setResult(op, arith::MulIOp::create(b, l, r));
  }

  void emitCheck(CheckIndexOp op) {
    Value index = mappedVector(op.getIndex()), extent = mappedVector(op.getExtent());
    if (!op.getNonnegative()) {
      Value counted = arith::AddIOp::create(b, index, extent);
      index = arith::SelectOp::create(b, isNegative(index), counted, index);
    }
    spoil(compare(CmpIPredicate::uge, index, extent));
    setResult(op, index);
  }

  /// The result of a check, computed in lanes; a single value again where all lanes agree.
  void setResult(Operation *op, Value result) {
    values.map(op->getResult(0), analysis.varies(op->getResult(0)) ? result : lane(result, 0));
  }

  //===--------------------------------------------------------------------===//
  // Branches
  //===--------------------------------------------------------------------===//

  static bool holdsChecks(Operation *op) { return holds(op, isLaneCheck); }

  void emitIf(scf::IfOp choice) {
    bool holdsStores = holds(choice, llvm::IsaPred<StoreOp>);
    if (analysis.varies(choice.getCondition()) || holdsStores)
      return emitMaskedIf(choice);
    bool isGuarded = holdsChecks(choice);
    Value before = isGuarded ? spoiltOrNone() : Value();
    auto branch = [&](Block *block) {
      spoilt = isGuarded ? before : spoilt;
      SmallVector<Value> yields;
      if (block) {
        emitBlock(*block);
        for (auto [result, yielded] : llvm::zip(choice.getResults(), block->getTerminator()->getOperands()))
          yields.push_back(mappedLike(yielded, result));
      }
      if (isGuarded)
        yields.push_back(spoilt);
      return yields;
    };
    SmallVector<Value> results = buildIf(
        mapped(choice.getCondition()), resultTypes(choice.getResults(), isGuarded),
        [&] { return branch(choice.thenBlock()); }, [&] { return branch(choice.elseBlock()); });
    if (isGuarded)
      spoilt = results.pop_back_val();
    for (auto [old, now] : llvm::zip(choice.getResults(), results))
      values.map(old, now);
  }

  /// Both sides, each for the lanes that take it, and a choice lane by lane.
  void emitMaskedIf(scf::IfOp choice) {
    Value outside = running, condition = mappedVector(choice.getCondition());
    Value thenMask = both(outside, condition), elseMask = butNot(outside, condition);
    SmallVector<Value> thenValues = emitMasked(choice, choice.thenBlock(), thenMask);
    SmallVector<Value> elseValues = emitMasked(choice, choice.elseBlock(), elseMask);
    running = outside;
    for (auto [i, result] : llvm::enumerate(choice.getResults())) {
      Value chosen = arith::SelectOp::create(b, condition, splat(thenValues[i]), splat(elseValues[i]));
      values.map(result, analysis.varies(result) ? chosen : lane(chosen, 0));
    }
  }

  /// One side; what takes long in it is skipped when no lane takes that side.
  SmallVector<Value> emitMasked(scf::IfOp choice, Block *block, Value mask) {
    if (!block)
      return {};
    running = mask;
    auto yields = [&] {
      emitBlock(*block);
      SmallVector<Value> result;
      for (auto [old, yielded] : llvm::zip(choice.getResults(), block->getTerminator()->getOperands()))
        result.push_back(mappedLike(yielded, old));
      return result;
    };
    auto takesLong = [](Operation *op) { return llvm::isa<scf::ForOp, scf::WhileOp, LibmOp>(op); };
    if (llvm::none_of(*block, [&](Operation &op) { return takesLong(&op) || holds(&op, takesLong); }))
      return yields();
    Value before = spoiltOrNone();
    const size_t results = choice.getNumResults(), firstStore = pending.size();
    SmallVector<Type> types = resultTypes(choice.getResults(), /*withSpoilt=*/true);
    block->walk([&](StoreOp store) {
      llvm::append_values(types, Type(vectorOf(store.getValue().getType())), Type(maskType()));
      llvm::append_range(types, store.getIndices().getTypes());
    });
    SmallVector<Value> found = buildIf(
        any(alive()), types,
        [&] {
          spoilt = before;
          SmallVector<Value> taken = yields();
          taken.push_back(spoilt);
          for (const PendingStore &entry : llvm::ArrayRef(pending).drop_front(firstStore)) {
            llvm::append_values(taken, entry.value, entry.mask);
            llvm::append_range(taken, entry.indices);
          }
          return taken;
        },
        [&] {
          SmallVector<Value> skipped;
          for (auto [i, type] : llvm::enumerate(types))
            skipped.push_back(i == results         ? before
                              : type == maskType() ? constant(b.getI1Type(), 0)
                                                   : Value(UndefOp::create(b, type)));
          return skipped;
        });
    spoilt = found[results];
    // What the block stores lies in it; from here on in its results.
    size_t next = results + 1;
    for (PendingStore &entry : llvm::MutableArrayRef(pending).drop_front(firstStore)) {
      entry.value = found[next++], entry.mask = found[next++];
      for (Value &index : entry.indices)
        index = found[next++];
    }
    found.truncate(results);
    return found;
  }

  Value spoiltOrNone() { return spoilt ? spoilt : (spoilt = constant(b.getI1Type(), 0)); }

  SmallVector<Type> resultTypes(ValueRange results, bool withSpoilt) {
    SmallVector<Type> types;
    for (Value result : results)
      types.push_back(analysis.varies(result) ? Type(vectorOf(result.getType())) : result.getType());
    if (withSpoilt)
      types.push_back(maskType());
    return types;
  }

  SmallVector<Value> buildIf(Value condition, llvm::ArrayRef<Type> types, llvm::function_ref<SmallVector<Value>()> then,
                             llvm::function_ref<SmallVector<Value>()> otherwise) {
    auto choice = scf::IfOp::create(b, types, condition, /*withElseRegion=*/true);
    mlir::OpBuilder::InsertionGuard guard(b);
    auto fill = [&](Block *block, llvm::function_ref<SmallVector<Value>()> body) {
      if (block->mightHaveTerminator())
        block->getTerminator()->erase();
      b.setInsertionPointToEnd(block);
      SmallVector<Value> yields = body();
      scf::YieldOp::create(b, yields);
    };
    fill(choice.thenBlock(), then);
    fill(choice.elseBlock(), otherwise);
    return choice.getResults();
  }

  //===--------------------------------------------------------------------===//
  // Loops
  //===--------------------------------------------------------------------===//

  /// All lanes run the same rounds.
  void emitFor(scf::ForOp inner) {
    bool isGuarded = holdsChecks(inner);
    SmallVector<Value> starts;
    for (auto [init, argument] : llvm::zip(inner.getInitArgs(), inner.getRegionIterArgs()))
      starts.push_back(mappedLike(init, argument));
    if (isGuarded)
      starts.push_back(spoiltOrNone());
    auto copy = scf::ForOp::create(b, mapped(inner.getLowerBound()), mapped(inner.getUpperBound()),
                                   mapped(inner.getStep()), starts);
    {
      mlir::OpBuilder::InsertionGuard guard(b);
      if (!copy.getBody()->empty())
        copy.getBody()->back().erase();
      b.setInsertionPointToEnd(copy.getBody());
      values.map(inner.getInductionVar(), copy.getInductionVar());
      for (auto [old, now] : llvm::zip(inner.getRegionIterArgs(), copy.getRegionIterArgs()))
        values.map(old, now);
      if (isGuarded)
        spoilt = copy.getRegionIterArgs().back();
      emitBlock(*inner.getBody());
      SmallVector<Value> yields;
      for (auto [yielded, argument] : llvm::zip(inner.getYieldedValues(), inner.getRegionIterArgs()))
        yields.push_back(mappedLike(yielded, argument));
      if (isGuarded)
        yields.push_back(spoilt);
      scf::YieldOp::create(b, yields);
    }
    if (isGuarded)
      spoilt = copy.getResults().back();
    for (auto [old, now] : llvm::zip(inner.getResults(), copy.getResults()))
      values.map(old, now);
  }

  /// Runs while some lane does. A lane that has left keeps the values it left with, so that computing its condition and its
  /// results again in later rounds gives the same.
  void emitWhile(scf::WhileOp inner) {
    bool isGuarded = holdsChecks(inner), isDivergent = analysis.isDivergent(inner);
    Value outside = running;
    Block &oldBefore = *inner.getBeforeBody(), &oldAfter = *inner.getAfterBody();
    SmallVector<Value> starts;
    for (auto [init, argument] : llvm::zip(inner.getInits(), oldBefore.getArguments()))
      starts.push_back(mappedLike(init, argument));
    if (isGuarded)
      starts.push_back(spoiltOrNone());
    // The results; what lanes that have left go on carrying; the spoilt lanes; the lanes that go on.
    const size_t results = inner.getNumResults(), kept = isDivergent ? inner.getInits().size() : 0;
    SmallVector<Type> types = resultTypes(inner.getResults(), /*withSpoilt=*/false);
    llvm::append_range(types, ValueRange(starts).take_front(kept).getTypes());
    types.append(isGuarded + isDivergent, maskType());
    auto copy = scf::WhileOp::create(b, types, starts);
    {
      mlir::OpBuilder::InsertionGuard guard(b);
      SmallVector<mlir::Location> places(starts.size(), b.getLoc());
      Block *before = b.createBlock(&copy.getBefore(), {}, ValueRange(starts).getTypes(), places);
      for (auto [old, now] : llvm::zip(oldBefore.getArguments(), before->getArguments()))
        values.map(old, now);
      if (isGuarded)
        spoilt = before->getArguments().back();
      emitBlock(oldBefore);
      Value condition = mapped(inner.getConditionOp().getCondition()), going;
      if (isDivergent) {
        going = both(alive(), condition);
        condition = any(going);
      } else if (isGuarded) {
        // With nothing left to compute it may never end by itself.
        condition = arith::AndIOp::create(b, condition, any(alive()));
      }
      SmallVector<Value> forwarded;
      for (auto [value, result] : llvm::zip(inner.getConditionOp().getArgs(), inner.getResults()))
        forwarded.push_back(mappedLike(value, result));
      llvm::append_range(forwarded, before->getArguments().take_front(kept));
      if (isGuarded)
        forwarded.push_back(spoilt);
      if (isDivergent)
        forwarded.push_back(going);
      scf::ConditionOp::create(b, condition, forwarded);

      places.assign(types.size(), b.getLoc());
      Block *after = b.createBlock(&copy.getAfter(), {}, types, places);
      auto arguments = after->getArguments();
      for (auto [old, now] : llvm::zip(oldAfter.getArguments(), arguments))
        values.map(old, now);
      if (isGuarded)
        spoilt = arguments[results + kept];
      Value some = std::exchange(someLane, isDivergent ? arguments.back() : someLane);
      if (isDivergent)
        running = arguments.back();
      emitBlock(oldAfter);
      SmallVector<Value> yields;
      for (auto [i, yielded] : llvm::enumerate(inner.getYieldOp().getOperands())) {
        Value next = mappedLike(yielded, oldBefore.getArgument(i));
        yields.push_back(isDivergent ? Value(arith::SelectOp::create(b, running, next, arguments[results + i])) : next);
      }
      if (isGuarded)
        yields.push_back(spoilt);
      scf::YieldOp::create(b, yields);
      someLane = some;
    }
    running = outside;
    if (isGuarded)
      spoilt = copy.getResult(results + kept);
    for (auto [old, now] : llvm::zip(inner.getResults(), copy.getResults()))
      values.map(old, now);
  }
};

/// Whether LLVM unrolls this loop, and then vectorises the one around it by itself.
bool isUnrolled(scf::ForOp loop) {
  constexpr uint64_t mostTrips = 8;
  std::optional<llvm::APInt> trips = loop.getStaticTripCount();
  return trips && trips->ule(mostTrips);
}

/// Whether LLVM leaves a plain loop scalar for a check or a call that stays in it, and there is enough to compute to pay for
/// asking all lanes at once.
bool computesMuchBranching(scf::ForOp loop) {
  constexpr unsigned leastOps = 32;
  return holds(loop, [](Operation *op) { return llvm::isa<RaiseIfOp, LibmOp>(op); }) && countOps(loop) >= leastOps;
}

/// Whether a plain loop looks for the largest or smallest of floats, or where it is: LLVM leaves it scalar for what it does to
/// NaN and -0.0, and few iterations find a new one.
bool looksForExtreme(scf::ForOp loop) {
  for (auto [argument, yielded] : llvm::zip(loop.getRegionIterArgs(), loop.getYieldedValues())) {
    // `x if x > most else most`, or the statement `if x > most: most = x`.
    Value condition, taken, other;
    if (auto select = yielded.getDefiningOp<arith::SelectOp>()) {
      condition = select.getCondition(), taken = select.getTrueValue(), other = select.getFalseValue();
    } else if (auto choice = yielded.getDefiningOp<scf::IfOp>()) {
      unsigned result = llvm::cast<mlir::OpResult>(yielded).getResultNumber();
      condition = choice.getCondition();
      taken = choice.thenYield().getOperand(result), other = choice.elseYield().getOperand(result);
    } else {
      continue;
    }
    auto compare = condition.getDefiningOp<arith::CmpFOp>();
    if (compare && llvm::isa<mlir::FloatType>(argument.getType()) && (taken == argument || other == argument) &&
        (compare.getLhs() == argument || compare.getRhs() == argument) &&
        !bitEnumContainsAny(compare.getFastmath(), arith::FastMathFlags::nnan))
      return true;
  }
  return false;
}

/// Whether the loop gains: it holds a loop that LLVM, which looks at innermost loops alone, would leave scalar, or a branch.
bool isWorthwhile(scf::ForOp loop) {
  bool holdsAny = holds(loop, llvm::IsaPred<scf::ForOp, scf::WhileOp>);
  bool holdsLoop = holds(loop, [](Operation *op) {
    auto inner = llvm::dyn_cast<scf::ForOp>(op);
    return llvm::isa<scf::WhileOp>(op) || (inner && !isUnrolled(inner));
  });
  // The strips of one loop of the program, which polls between them.
  bool isStrips =
      holds(loop, [&](Operation *op) { return llvm::isa<scf::ForOp>(op) && op->getLoc() == loop->getLoc(); });
  // The loop itself is not one of the operations in it.
  bool gains = holdsLoop || (!holdsAny && (computesMuchBranching(loop) || looksForExtreme(loop)));
  return gains && !isStrips && countOps(loop) - 1 <= largestLoop;
}

struct VectorizeLanes : impl::VectorizeLanesBase<VectorizeLanes> {
  using impl::VectorizeLanesBase<VectorizeLanes>::VectorizeLanesBase;

  ExplainSink *sink = nullptr;

  void explain(scf::ForOp loop, unsigned lanes, llvm::StringRef reason) {
    if (sink && sink->lanes)
      sink->lanes(loop->getLoc(), lanes, reason);
  }

  void runOnOperation() override {
    if (vectorBytes == 0)
      return;
    SmallVector<scf::ForOp> loops;
    getOperation().walk([&](scf::ForOp loop) { loops.push_back(loop); });
    // Inner loops come first; around one that runs in lanes there is nothing left to gain.
    llvm::DenseSet<Operation *> done;
    for (scf::ForOp loop : loops) {
      bool holdsDone = llvm::any_of(done, [&](Operation *op) { return loop->isProperAncestor(op); });
      if (holdsDone || !isWorthwhile(loop))
        continue;
      LaneAnalysis analysis(loop);
      if (!analysis.isLegal()) {
        explain(loop, 0, analysis.whyNot());
        continue;
      }
      unsigned lanes = registersPerValue * vectorBytes / analysis.widestBytes();
      done.insert(loop);
      explain(loop, lanes, "");
      LaneEmitter(loop, analysis, lanes).run();
    }
  }
};

} // namespace

std::unique_ptr<mlir::Pass> createVectorizeLanes(unsigned vectorBytes, ExplainSink *sink) {
  auto pass = std::make_unique<VectorizeLanes>(VectorizeLanesOptions{.vectorBytes = vectorBytes});
  pass->sink = sink;
  return pass;
}

} // namespace amaru::ir
