// Makes every exception a branch. Before, an op that may raise is one op; after, it is a comparison and a branch to a
// cold block that the whole function shares, and a function that may raise says so in one more result.
//
//      %s = amaru.add %a, %b                 %s, %over = a + b with overflow
//                                            cf.cond_br %over, ^raise(%site, %a, %b, 0), ^rest
//                                          ^raise(%site, %x, %y, %z):   amaru_rt_raise(…); br ^unwind
//                                          ^frame(%site):               amaru_rt_traceback_add(%site); br ^unwind
//                                          ^unwind:                     return undef, true
//
// Inside the body of an `amaru.try`, the cold blocks are the body's own, and ^unwind is the handler.

#include "codegen/lower/LowerRaises/Sites.h"
#include "codegen/lower/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/TypeSwitch.h"

namespace amaru::lower {
#define GEN_PASS_DEF_LOWERRAISES
#include "codegen/lower/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace cf = mlir::cf;
namespace func = mlir::func;
namespace LLVM = mlir::LLVM;
using llvm::SmallVector;
using llvm::SmallVectorImpl;
using mlir::Block;
using mlir::Operation;
using mlir::Type;
using mlir::Value;
using mlir::ValueRange;

using Functions = llvm::SetVector<func::FuncOp>;

bool isReference(Type type) { return ir::isReference(type) || llvm::isa<LLVM::LLVMPointerType>(type); }

//===----------------------------------------------------------------------===//
// Who raises, who recurs
//===----------------------------------------------------------------------===//

/// The calls between the functions of a module.
struct CallGraph {
  SmallVector<func::FuncOp> functions;
  llvm::DenseMap<func::FuncOp, SmallVector<func::FuncOp>> callees, callers;

  explicit CallGraph(mlir::ModuleOp module) {
    for (auto function : module.getOps<func::FuncOp>()) {
      functions.push_back(function);
      function.walk([&](Operation *op) {
        mlir::FlatSymbolRefAttr name;
        if (auto call = llvm::dyn_cast<ir::CallOp>(op))
          name = call.getCalleeAttr();
        else if (auto call = llvm::dyn_cast<ir::ParallelCallOp>(op))
          name = call.getCalleeAttr();
        if (auto callee = name ? module.lookupSymbol<func::FuncOp>(name.getAttr()) : nullptr) {
          callees[function].push_back(callee);
          callers[callee].push_back(function);
        }
      });
    }
  }

  bool reachesItself(func::FuncOp function) const {
    Functions reached;
    auto add = [&](func::FuncOp from) {
      auto found = callees.find(from);
      if (found != callees.end())
        reached.insert(found->second.begin(), found->second.end());
    };
    add(function);
    for (size_t next = 0; next < reached.size(); ++next) {
      if (reached[next] == function)
        return true;
      add(reached[next]);
    }
    return false;
  }
};

bool raisesItself(Operation *op) {
  return llvm::isa<ir::AddOp, ir::SubOp, ir::MulOp, ir::RaiseIfOp, ir::ReraiseIfOp, ir::PropagateIfOp, ir::CheckIndexOp,
                   ir::PollOp, ir::AllocOp>(op);
}

/// The functions that may raise, given those that recur (which may raise RecursionError).
Functions findRaising(const CallGraph &graph, const Functions &recursive) {
  Functions raising = recursive;
  for (func::FuncOp function : graph.functions)
    if (function.isExternal() || function
                                     .walk([](Operation *op) {
                                       return raisesItself(op) ? mlir::WalkResult::interrupt()
                                                               : mlir::WalkResult::advance();
                                     })
                                     .wasInterrupted())
      raising.insert(function);
  for (size_t next = 0; next < raising.size(); ++next) {
    auto found = graph.callers.find(raising[next]);
    if (found != graph.callers.end())
      raising.insert(found->second.begin(), found->second.end());
  }
  return raising;
}

//===----------------------------------------------------------------------===//
// One function
//===----------------------------------------------------------------------===//

class FunctionLowering {
public:
  FunctionLowering(func::FuncOp function, Sites &sites, const Functions &raising)
      : function(function), sites(sites), raising(raising), b(function.getLoc(), function.getContext()) {
    auto shown = function->getAttrOfType<mlir::StringAttr>("amaru.name");
    shownName = shown ? shown.getValue() : function.getName();
    pointer = LLVM::LLVMPointerType::get(b.getContext());
  }

  void run(bool isRecursive) {
    SmallVector<Operation *> ops;
    function.walk([&](Operation *op) { ops.push_back(op); });
    bool mayRaise = raising.contains(function);
    if (mayRaise)
      addFlagResult();
    dissolveTries(ops);
    for (Operation *op : ops)
      lower(op, mayRaise);
    scope = &whole;
    if (isRecursive)
      checkStack();
    // The handler of a body that cannot raise.
    if (!tries.empty()) {
      mlir::IRRewriter rewriter(b.getContext());
      (void)mlir::eraseUnreachableBlocks(rewriter, function->getRegions());
    }
  }

private:
  func::FuncOp function;
  Sites &sites;
  const Functions &raising;
  mlir::ImplicitLocOpBuilder b;
  llvm::StringRef shownName;
  Type pointer;
  /// A cold block, and how many edges lead to it so far. LLVM's register coalescer and its block placement take quadratic
  /// time in that number, so a long function has several.
  struct Shared {
    static constexpr unsigned maxEdges = 64;
    Block *block = nullptr;
    unsigned edges = 0;

    bool takesAnother() { return block && ++edges <= maxEdges; }
    Block *start(Block *fresh) {
      edges = 1;
      return block = fresh;
    }
  };

  /// Where the exceptions of a body go: the cold blocks that its ops share. They are made when first needed.
  struct Scope {
    Shared raises, passes;
    /// The blocks that return; a `try` has its handler instead.
    Shared leaves;
    Block *handler = nullptr;
  };
  Scope whole;
  /// That of the op being lowered.
  Scope *scope = &whole;
  llvm::MapVector<Operation *, std::unique_ptr<Scope>> tries;
  llvm::DenseMap<Operation *, Scope *> scopes;

  //===--------------------------------------------------------------------===//
  // try
  //===--------------------------------------------------------------------===//

  /// The innermost `try` whose body holds the op; what stands in a handler belongs to what is around the `try`.
  Scope *scopeOf(Operation *op) {
    for (mlir::Region *region = op->getParentRegion(); region != &function.getBody();
         region = region->getParentRegion())
      if (auto parent = llvm::dyn_cast<ir::TryOp>(region->getParentOp()); parent && region == &parent.getBody())
        return tries[parent].get();
    return &whole;
  }

  /// Puts the regions of every `try` among the function's blocks. Its ops then know their handler from `scopes`.
  void dissolveTries(SmallVector<Operation *> &ops) {
    SmallVector<ir::TryOp> found;
    for (Operation *op : ops)
      if (auto tryOp = llvm::dyn_cast<ir::TryOp>(op)) {
        found.push_back(tryOp);
        tries[tryOp] = std::make_unique<Scope>();
      }
    if (found.empty())
      return;
    llvm::erase_if(ops, [](Operation *op) { return llvm::isa<ir::TryOp, ir::YieldOp>(op); });
    for (Operation *op : ops)
      if (Scope *inner = op == function ? &whole : scopeOf(op); inner != &whole)
        scopes[op] = inner;
    // Outer ones first: an inner one's parent is then the function.
    for (ir::TryOp tryOp : llvm::reverse(found))
      dissolve(tryOp, *tries[tryOp]);
  }

  void dissolve(ir::TryOp op, Scope &inner) {
    Block *before = op->getBlock(), *rest = before->splitBlock(op);
    for (Value result : op.getResults())
      result.replaceAllUsesWith(rest->addArgument(result.getType(), op.getLoc()));
    Block *body = &op.getBody().front();
    inner.handler = &op.getHandler().front();
    for (mlir::Region *region : {&op.getBody(), &op.getHandler()}) {
      for (Block &block : *region)
        if (auto yield = llvm::dyn_cast<ir::YieldOp>(block.getTerminator())) {
          b.setInsertionPoint(yield);
          cf::BranchOp::create(b, yield.getLoc(), rest, yield.getOperands());
          yield.erase();
        }
      before->getParent()->getBlocks().splice(rest->getIterator(), region->getBlocks());
    }
    b.setInsertionPointToEnd(before);
    cf::BranchOp::create(b, op.getLoc(), body);
    op.erase();
  }

  Value integer(int64_t value) { return arith::ConstantOp::create(b, b.getI64IntegerAttr(value)); }
  Value boolean(bool value) { return arith::ConstantOp::create(b, b.getBoolAttr(value)); }

  ir::RuntimeOp runtime(llvm::StringRef name, mlir::TypeRange results, ValueRange operands) {
    return ir::RuntimeOp::create(b, results, name, operands);
  }

  void addFlagResult() {
    mlir::FunctionType type = function.getFunctionType();
    SmallVector<Type> results(type.getResults());
    results.push_back(b.getI1Type());
    if (function.getResAttrsAttr()) {
      SmallVector<mlir::Attribute> attributes(function.getResAttrsAttr().getValue());
      attributes.push_back(b.getDictionaryAttr({}));
      function.setResAttrsAttr(b.getArrayAttr(attributes));
    }
    function.setFunctionType(b.getFunctionType(type.getInputs(), results));
    function->setAttr("amaru.raises", b.getUnitAttr());
  }

  //===--------------------------------------------------------------------===//
  // The cold blocks, made when first needed
  //===--------------------------------------------------------------------===//

  Block *newBlock(mlir::TypeRange args) {
    SmallVector<mlir::Location> locations(args.size(), function.getLoc());
    return b.createBlock(&function.getBody(), function.getBody().end(), args, locations);
  }

  Block *unwind() {
    mlir::OpBuilder::InsertionGuard guard(b);
    if (scope->handler)
      return scope->handler;
    if (scope->leaves.takesAnother())
      return scope->leaves.block;
    Block *leave = scope->leaves.start(newBlock({}));
    SmallVector<Value> results;
    for (Type type : function.getResultTypes().drop_back())
      results.push_back(ir::UndefOp::create(b, type));
    results.push_back(boolean(true));
    func::ReturnOp::create(b, results);
    return leave;
  }

  /// Takes a site and three arguments of its message.
  Block *raise() {
    mlir::OpBuilder::InsertionGuard guard(b);
    if (scope->raises.takesAnother())
      return scope->raises.block;
    Block *leave = unwind();
    Type i64 = b.getI64Type();
    Block *block = scope->raises.start(newBlock({pointer, i64, i64, i64}));
    runtime("amaru_rt_raise", {}, block->getArguments());
    cf::BranchOp::create(b, leave);
    return block;
  }

  /// Takes the site of a call; the exception is already pending.
  Block *frame() {
    mlir::OpBuilder::InsertionGuard guard(b);
    if (scope->passes.takesAnother())
      return scope->passes.block;
    Block *leave = unwind();
    Block *block = scope->passes.start(newBlock({pointer}));
    runtime("amaru_rt_traceback_add", {}, block->getArguments());
    cf::BranchOp::create(b, leave);
    return block;
  }

  //===--------------------------------------------------------------------===//
  // Branches to them
  //===--------------------------------------------------------------------===//

  /// Splits the block at `op`: the builder stands at the end of the first part, `op` leads the second. Ops are lowered
  /// from first to last, so it is the first part, the short one, that moves; not out of its arguments' block, though.
  Block *splitAt(Operation *op) {
    Block *block = op->getBlock();
    if (block->isEntryBlock() || block->getNumArguments() > 0) {
      b.setInsertionPointToEnd(block);
      return block->splitBlock(op);
    }
    auto *first = new Block;
    block->getParent()->getBlocks().insert(block->getIterator(), first);
    block->replaceAllUsesWith(first);
    first->getOperations().splice(first->end(), block->getOperations(), block->begin(), op->getIterator());
    b.setInsertionPointToEnd(first);
    return block;
  }

  void branchIfRare(Value condition, Block *rare, ValueRange args, Block *usual, ValueRange usualArgs = {}) {
    cf::CondBranchOp::create(b, condition, rare, args, usual, usualArgs, {1, 1 << 20});
  }

  /// A line of a traceback.
  struct Frame {
    mlir::Location place;
    llvm::StringRef name;
  };

  /// What a traceback shows for an exception at `place`, innermost first: an op that was inlined stands in several Python
  /// functions at once (see InlineCalls.cpp), and this one is not shown if it is to the user what C functions are to CPython.
  void collectFrames(mlir::Location place, SmallVectorImpl<Frame> &frames) {
    if (auto site = llvm::dyn_cast<mlir::CallSiteLoc>(place)) {
      collectFrames(site.getCallee(), frames);
      collectFrames(site.getCaller(), frames);
    } else if (auto named = llvm::dyn_cast<mlir::NameLoc>(place)) {
      frames.push_back({named.getChildLoc(), named.getName()});
    } else if (!function->hasAttr("amaru.hidden")) {
      frames.push_back({place, shownName});
    }
  }
  SmallVector<Frame> framesOf(Operation *op) {
    SmallVector<Frame> frames;
    collectFrames(op->getLoc(), frames);
    if (frames.empty())
      frames.push_back({b.getUnknownLoc(), shownName});
    return frames;
  }

  void addFrames(llvm::ArrayRef<Frame> frames) {
    for (const Frame &frame : frames)
      runtime("amaru_rt_traceback_add", {}, sites.address(b, frame.place, frame.name, "", ""));
  }

  /// A block that adds these frames to a pending exception and leaves; the shared one where that is all.
  std::pair<Block *, SmallVector<Value>> leaveThrough(llvm::ArrayRef<Frame> frames) {
    if (frames.size() == 1)
      return {frame(), {sites.address(b, frames[0].place, frames[0].name, "", "")}};
    Block *leave = unwind();
    mlir::OpBuilder::InsertionGuard guard(b);
    Block *own = newBlock({});
    addFrames(frames);
    cf::BranchOp::create(b, leave);
    return {own, {}};
  }

  void propagateWhen(Operation *op, Value failed) {
    // The body of a parallel loop has put its own line in; the loop around it is the same function.
    if (isHidden(op) || llvm::isa<ir::ParallelCallOp>(op))
      return unwindWhen(op, failed);
    auto [leave, args] = leaveThrough(framesOf(op));
    Block *rest = splitAt(op);
    branchIfRare(failed, leave, args, rest);
  }

  /// Whether no line of a traceback belongs to an op.
  bool isHidden(Operation *op) {
    return function->hasAttr("amaru.hidden") && !llvm::isa<mlir::CallSiteLoc>(op->getLoc());
  }

  void unwindWhen(Operation *op, Value failed) {
    Block *rest = splitAt(op);
    branchIfRare(failed, unwind(), {}, rest);
  }

  /// Raises before `op` when `failed`.
  void raiseWhen(Operation *op, Value failed, llvm::StringRef exception, llvm::StringRef message, ValueRange args) {
    SmallVector<Frame> frames = framesOf(op);
    SmallVector<Value> operands{sites.address(b, frames[0].place, frames[0].name, exception, message)};
    for (Value arg : args)
      operands.push_back(messageArg(b, b.getLoc(), arg));
    while (operands.size() < 4)
      operands.push_back(integer(0));
    Block *rest = splitAt(op);
    if (frames.size() == 1 && llvm::none_of(args.getTypes(), isReference)) {
      branchIfRare(failed, raise(), operands, rest);
      return;
    }
    // A reference must live until the exception is raised, and more frames are added: a block of its own.
    branchIfRare(failed, ownBlock("amaru_rt_raise", operands, llvm::ArrayRef(frames).drop_front()), {}, rest);
  }

  /// A cold block with one call in it, which adds the frames of the calls that were inlined.
  Block *ownBlock(llvm::StringRef call, ValueRange operands, llvm::ArrayRef<Frame> frames) {
    Block *leave = unwind();
    mlir::OpBuilder::InsertionGuard guard(b);
    Block *own = newBlock({});
    runtime(call, {}, operands);
    addFrames(frames);
    cf::BranchOp::create(b, leave);
    return own;
  }

  void reraiseWhen(ir::ReraiseIfOp op) {
    SmallVector<Frame> frames = framesOf(op);
    SmallVector<Value> operands{op.getException()};
    if (!op.getSameFrame())
      operands.insert(operands.begin(), sites.address(b, frames[0].place, frames[0].name, "", ""));
    Block *rest = splitAt(op);
    llvm::StringRef call = op.getSameFrame() ? "amaru_rt_exception_reraise" : "amaru_rt_exception_raise";
    branchIfRare(op.getCondition(), ownBlock(call, operands, llvm::ArrayRef(frames).drop_front()), {}, rest);
  }

  /// When `suspicious`, asks the runtime function `ask`, which says whether it raised.
  void askWhen(Operation *op, Value suspicious, llvm::StringRef ask) {
    auto [leave, args] = leaveThrough(framesOf(op));
    Block *rest = splitAt(op), *asking;
    {
      mlir::OpBuilder::InsertionGuard guard(b);
      asking = newBlock({});
      ir::RuntimeOp raised = runtime(ask, b.getI1Type(), {});
      cf::CondBranchOp::create(b, raised.getResult(0), leave, args, rest, ValueRange{});
    }
    branchIfRare(suspicious, asking, {}, rest);
  }

  /// The address of a variable of the runtime.
  Value variable(llvm::StringRef name, Type type, bool isThreadLocal) {
    auto module = function->getParentOfType<mlir::ModuleOp>();
    auto global = module.lookupSymbol<LLVM::GlobalOp>(name);
    if (!global) {
      mlir::OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(module.getBody());
      global = LLVM::GlobalOp::create(b, type, /*isConstant=*/false, LLVM::Linkage::External, name, mlir::Attribute(),
                                      /*alignment=*/0, /*addrSpace=*/0, /*dsoLocal=*/false, isThreadLocal);
    }
    return LLVM::AddressOfOp::create(b, global);
  }

  //===--------------------------------------------------------------------===//
  // The ops
  //===--------------------------------------------------------------------===//

  void lower(Operation *op, bool mayRaise) {
    b.setInsertionPoint(op);
    b.setLoc(op->getLoc());
    auto inner = scopes.find(op);
    scope = inner == scopes.end() ? &whole : inner->second;
    llvm::TypeSwitch<Operation *>(op)
        .Case<ir::AddOp>([&](auto add) { checked<LLVM::SAddWithOverflowOp>(add, "+"); })
        .Case<ir::SubOp>([&](auto sub) { checked<LLVM::SSubWithOverflowOp>(sub, "-"); })
        .Case<ir::MulOp>([&](auto mul) { checked<LLVM::SMulWithOverflowOp>(mul, "*"); })
        .Case<ir::CheckIndexOp>([&](auto check) { checkIndex(check); })
        .Case<ir::RaiseIfOp>([&](ir::RaiseIfOp raiseIf) {
          raiseWhen(op, raiseIf.getCondition(), raiseIf.getException(), raiseIf.getMessage(), raiseIf.getArgs());
          op->erase();
        })
        .Case<ir::ReraiseIfOp>([&](ir::ReraiseIfOp reraise) {
          reraiseWhen(reraise);
          op->erase();
        })
        .Case<ir::PropagateIfOp>([&](ir::PropagateIfOp propagate) {
          if (propagate.getSameFrame())
            unwindWhen(op, propagate.getCondition());
          else
            propagateWhen(op, propagate.getCondition());
          op->erase();
        })
        .Case<ir::PollOp>([&](auto poll) { lowerPoll(poll); })
        .Case<ir::AllocOp>([&](auto alloc) { lowerAlloc(alloc); })
        .Case<ir::CallOp>([&](auto call) { lowerCall(call); })
        .Case<func::ReturnOp>([&](func::ReturnOp done) {
          if (mayRaise)
            done.getOperandsMutable().append(boolean(false));
        });
  }

  template <typename WithOverflow, typename Op> void checked(Op op, llvm::StringRef sign) {
    Type i64 = b.getI64Type();
    auto pair = LLVM::LLVMStructType::getLiteral(b.getContext(), {i64, b.getI1Type()});
    Value both = WithOverflow::create(b, pair, op.getLhs(), op.getRhs());
    Value result = LLVM::ExtractValueOp::create(b, both, 0);
    Value overflowed = LLVM::ExtractValueOp::create(b, both, 1);
    std::string message = ("integer result of " + sign + " does not fit in 64 bits").str();
    raiseWhen(op, overflowed, "OverflowError", message, {});
    op.replaceAllUsesWith(result);
    op.erase();
  }

  /// One unsigned comparison while all is well. A negative index fails it, is counted from the end in a cold block and
  /// compared again.
  void checkIndex(ir::CheckIndexOp op) {
    llvm::StringRef message = op.getMessage().value_or("index {0} is out of bounds for axis {1} with size {2}");
    Value index = op.getIndex(), extent = op.getExtent();
    SmallVector<Frame> frames = framesOf(op);
    SmallVector<Value> failure{sites.address(b, frames[0].place, frames[0].name, "IndexError", message), index,
                               integer(op.getAxis()), extent};
    Value isOutside = arith::CmpIOp::create(b, arith::CmpIPredicate::uge, index, extent);
    Block *rest = splitAt(op), *onFailure;
    if (frames.size() == 1) {
      onFailure = raise();
    } else {
      mlir::OpBuilder::InsertionGuard guard(b);
      Block *leave = unwind();
      onFailure = newBlock(ValueRange(failure).getTypes());
      runtime("amaru_rt_raise", {}, onFailure->getArguments());
      addFrames(llvm::ArrayRef(frames).drop_front());
      cf::BranchOp::create(b, leave);
    }
    if (op.getNonnegative()) {
      branchIfRare(isOutside, onFailure, failure, rest);
      op.replaceAllUsesWith(index);
      op.erase();
      return;
    }
    Value result = rest->addArgument(b.getI64Type(), op.getLoc());
    Block *counting;
    {
      mlir::OpBuilder::InsertionGuard guard(b);
      counting = newBlock({});
      Value counted = arith::AddIOp::create(b, index, extent);
      Value isStillOutside = arith::CmpIOp::create(b, arith::CmpIPredicate::uge, counted, extent);
      cf::CondBranchOp::create(b, isStillOutside, onFailure, failure, rest, counted);
    }
    branchIfRare(isOutside, counting, {}, rest, index);
    op.replaceAllUsesWith(result);
    op.erase();
  }

  void lowerPoll(ir::PollOp op) {
    Value flag = variable("amaru_rt_interrupted", b.getI32Type(), /*isThreadLocal=*/false);
    Value value = LLVM::LoadOp::create(b, b.getI32Type(), flag, /*alignment=*/4, /*isVolatile=*/true);
    Value zero = arith::ConstantOp::create(b, b.getI32IntegerAttr(0));
    Value isSet = arith::CmpIOp::create(b, arith::CmpIPredicate::ne, value, zero);
    askWhen(op, isSet, "amaru_rt_poll");
    op.erase();
  }

  /// Storage of the product of the extents; a product beyond 63 bits asks for more than there is.
  void lowerAlloc(ir::AllocOp op) {
    auto type = llvm::cast<ir::ArrayType>(op.getType());
    Type i64 = b.getI64Type();
    auto pair = LLVM::LLVMStructType::getLiteral(b.getContext(), {i64, b.getI1Type()});
    Value bytes = integer(elementBytes(type.getElementType())), overflowed = boolean(false);
    for (Value extent : op.getExtents()) {
      Value both = LLVM::SMulWithOverflowOp::create(b, pair, bytes, extent);
      bytes = LLVM::ExtractValueOp::create(b, both, 0);
      overflowed = arith::OrIOp::create(b, overflowed, LLVM::ExtractValueOp::create(b, both, 1));
    }
    bytes = arith::SelectOp::create(b, overflowed, integer(INT64_MAX), bytes);
    Value owner = runtime("amaru_rt_array_alloc", pointer, bytes).getResult(0);
    propagateWhen(op, ir::IsNullOp::create(b, owner));
    b.setInsertionPoint(op);
    op.replaceAllUsesWith(ir::WrapBufferOp::create(b, type, owner, op.getExtents()).getResult());
    op.erase();
  }

  static int64_t elementBytes(Type type) {
    if (auto complex = llvm::dyn_cast<mlir::ComplexType>(type))
      return 2 * elementBytes(complex.getElementType());
    return (type.getIntOrFloatBitWidth() + 7) / 8;
  }

  void lowerCall(ir::CallOp op) {
    auto callee = function->getParentOfType<mlir::ModuleOp>().lookupSymbol<func::FuncOp>(op.getCallee());
    bool mayRaise = raising.contains(callee);
    SmallVector<Type> results(op.getResultTypes());
    if (mayRaise)
      results.push_back(b.getI1Type());
    auto call = func::CallOp::create(b, op.getCallee(), results, op.getOperands());
    if (mayRaise)
      propagateWhen(op, call.getResults().back());
    op.replaceAllUsesWith(call.getResults().take_front(op.getNumResults()));
    op.erase();
  }

  /// At the entry: is the stack below the limit of this thread?
  void checkStack() {
    Operation *first = &function.getBody().front().front();
    b.setInsertionPoint(first);
    b.setLoc(function.getLoc());
    Type i64 = b.getI64Type();
    Value limit = LLVM::LoadOp::create(b, i64, variable("amaru_rt_stack_limit", i64, /*isThreadLocal=*/true));
    // The slot of the return address: near the stack pointer, and no reason to keep a frame pointer.
    auto here = LLVM::CallIntrinsicOp::create(b, pointer, b.getStringAttr("llvm.addressofreturnaddress"), ValueRange{});
    Value address = LLVM::PtrToIntOp::create(b, i64, here.getResults());
    Value isBelow = arith::CmpIOp::create(b, arith::CmpIPredicate::ult, address, limit);
    askWhen(first, isBelow, "amaru_rt_stack_overflow");
  }
};

struct LowerRaises : impl::LowerRaisesBase<LowerRaises> {
  void runOnOperation() override {
    CallGraph graph(getOperation());
    Functions recursive;
    for (func::FuncOp function : graph.functions)
      if (graph.reachesItself(function))
        recursive.insert(function);
    Functions raising = findRaising(graph, recursive);
    Sites sites(getOperation());
    for (func::FuncOp function : graph.functions)
      if (!function.isExternal())
        FunctionLowering(function, sites, raising).run(recursive.contains(function));
  }
};

} // namespace
} // namespace amaru::lower
