// Makes kernels run on the CPU: a kernel becomes a function for one block, with a loop over the block's threads for each
// step between barriers, and a launch becomes a parallel loop over the blocks.
//
//     tile[t] = a[i]                       for t in threads: tile[t] = a[block * n + t]
//     for s in (128, 64, …):        ->     for s in (128, 64, …):
//         barrier                              for t in threads:
//         if t < s: tile[t] += …                   if t < s: tile[t] += …
//
// Shared arrays belong to the call of that function. What a thread keeps from one step to the next lies in an array with
// a place for each thread.

#include "codegen/lower/ParallelToGpu/BarrierCuts.h"
#include "codegen/lower/ParallelToGpu/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace amaru::lower {
#define GEN_PASS_DEF_THREADSTOLOOPS
#include "codegen/lower/ParallelToGpu/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace func = mlir::func;
namespace scf = mlir::scf;
using llvm::SmallVector;
using mlir::Block;
using mlir::Operation;
using mlir::Value;
using mlir::ValueRange;

constexpr auto noWrap = arith::IntegerOverflowFlags::nsw;

Value integer(mlir::ImplicitLocOpBuilder &b, int64_t value) {
  return arith::ConstantOp::create(b, b.getI64IntegerAttr(value));
}

Value product(mlir::ImplicitLocOpBuilder &b, ValueRange factors) {
  Value result = factors.front();
  for (Value factor : factors.drop_front())
    result = arith::MulIOp::create(b, result, factor, noWrap);
  return result;
}

/// Writes the function for one block. Its parameters are the kernel's, the block's number, the extents of the grid and
/// those of the block, three each.
class BlockWriter {
public:
  explicit BlockWriter(func::FuncOp kernel)
      : kernel(kernel), cuts(kernel), b(kernel.getLoc(), mlir::OpBuilder(kernel)) {}

  /// False, with an error at its op, if there is what cannot be cut.
  bool isGood() {
    for (const KernelFault &fault : cuts.faults)
      mlir::emitError(fault.place) << fault.what << " cannot be split into loops over threads";
    return cuts.faults.empty();
  }

  void run() {
    SmallVector<mlir::Type> inputs(kernel.getArgumentTypes());
    inputs.append(9, b.getI64Type());
    auto function = func::FuncOp::create(b, kernel.getName(), b.getFunctionType(inputs, {}));
    function.setPrivate();
    for (llvm::StringRef name : {"amaru.name", "amaru.hidden"})
      if (mlir::Attribute value = kernel->getAttr(name))
        function->setAttr(name, value);
    Block *entry = function.addEntryBlock();
    b.setInsertionPointToStart(entry);
    for (auto [outside, inside] : llvm::zip(kernel.getArguments(), entry->getArguments()))
      ofBlock.map(outside, inside);
    SmallVector<Value> numbers(llvm::drop_begin(entry->getArguments(), kernel.getNumArguments()));
    extents.assign(numbers.end() - 3, numbers.end());
    // The extent of a loop's kernel is known, and its blocks have one axis.
    if (auto size = kernel->getAttrOfType<mlir::IntegerAttr>(blockSizeAttr))
      extents = {integer(b, size.getInt()), integer(b, 1), integer(b, 1)};
    createStorage();
    write(kernel.getBody().front());
    b.setLoc(kernel.getLoc());
    func::ReturnOp::create(b);
    nameGrid(function, numbers);
  }

private:
  func::FuncOp kernel;
  BarrierCuts cuts;
  mlir::ImplicitLocOpBuilder b;
  /// What the block has once.
  mlir::IRMapping ofBlock;
  /// Of a kept value: an array with a place for each thread.
  llvm::DenseMap<Value, Value> places;
  /// Of the block, along x, y and z.
  SmallVector<Value> extents;

  //===--------------------------------------------------------------------===//
  // Storage and numbers
  //===--------------------------------------------------------------------===//

  Value allocate(mlir::Type element, Value count) {
    return ir::AllocOp::create(b, ir::ArrayType::get(b.getContext(), element, 1, ir::Layout::C), count);
  }

  void createStorage() {
    kernel.walk([&](ir::SharedOp shared) {
      SmallVector<Value> sizes;
      for (int64_t extent : shared.getExtents())
        sizes.push_back(integer(b, extent));
      ofBlock.map(shared.getResult(), ir::AllocOp::create(b, shared.getType(), sizes).getResult());
    });
    if (cuts.kept().empty())
      return;
    Value threads = product(b, extents);
    for (Value value : cuts.kept())
      if (Value carried = carriedBy(value); !carried)
        places[value] = allocate(value.getType(), threads);
    for (Value value : cuts.kept())
      if (Value carried = carriedBy(value))
        places[value] = places[carried];
  }

  /// What a loop carries lies in one place from round to round and behind it.
  Value carriedBy(Value result) {
    auto loop = result.getDefiningOp<scf::ForOp>();
    Value carried = loop ? Value(loop.getTiedLoopRegionIterArg(llvm::cast<mlir::OpResult>(result))) : Value();
    return carried && cuts.kept().contains(carried) ? carried : Value();
  }

  /// The grid's numbers are parameters of the function for a block.
  void nameGrid(func::FuncOp function, llvm::ArrayRef<Value> numbers) {
    SmallVector<Operation *> ops;
    function.walk([&](Operation *op) {
      if (llvm::isa<ir::BlockIdOp, ir::GridDimOp, ir::BlockDimOp>(op))
        ops.push_back(op);
    });
    for (Operation *op : ops) {
      int64_t axis = op->getAttrOfType<mlir::IntegerAttr>("axis").getInt();
      op->getResult(0).replaceAllUsesWith(llvm::isa<ir::BlockIdOp>(op)   ? numbers[axis]
                                          : llvm::isa<ir::GridDimOp>(op) ? numbers[3 + axis]
                                                                         : extents[axis]);
      op->erase();
    }
  }

  //===--------------------------------------------------------------------===//
  // Steps
  //===--------------------------------------------------------------------===//

  void write(Block &block) {
    for (const Step &step : cuts.steps(block)) {
      b.setLoc(step.ops.front()->getLoc());
      if (step.kind == Step::Kind::Threads)
        writeThreads(step.ops);
      else if (step.kind == Step::Kind::Together)
        writeTogether(step.ops.front());
      else
        writeStructure(step.ops.front());
    }
  }

  void writeTogether(Operation *op) {
    // Values come from the block alone.
    b.clone(*op, ofBlock);
  }

  /// One thread: its numbers, its number in the block, and the values that it has at hand.
  struct Thread {
    SmallVector<Value> numbers;
    Value place;
    mlir::IRMapping values;
  };

  /// A loop over the block's threads, x innermost.
  void forThreads(llvm::function_ref<void(Thread &)> body) {
    mlir::OpBuilder::InsertionGuard guard(b);
    Value zero = integer(b, 0), one = integer(b, 1);
    Thread thread;
    thread.numbers.resize(3, zero);
    int64_t axes = kernel->hasAttr(blockSizeAttr) ? 1 : 3;
    for (int64_t axis = axes - 1; axis >= 0; --axis) {
      auto loop = scf::ForOp::create(b, zero, extents[axis], one);
      thread.numbers[axis] = loop.getInductionVar();
      b.setInsertionPointToStart(loop.getBody());
    }
    body(thread);
  }

  /// The thread's place in arrays of kept values.
  Value placeOf(Thread &thread) {
    if (!thread.place) {
      thread.place = thread.numbers[0];
      if (!kernel->hasAttr(blockSizeAttr)) {
        Value row = arith::MulIOp::create(b, thread.numbers[2], extents[1], noWrap);
        row = arith::AddIOp::create(b, row, thread.numbers[1], noWrap);
        row = arith::MulIOp::create(b, row, extents[0], noWrap);
        thread.place = arith::AddIOp::create(b, row, thread.numbers[0], noWrap);
      }
    }
    return thread.place;
  }

  /// A value where one thread needs it.
  Value fetch(Value value, Thread &thread) {
    if (Value known = thread.values.lookupOrNull(value))
      return known;
    Value result;
    if (cuts.isOfBlock(value)) {
      result = ofBlock.lookup(value);
    } else if (auto place = places.find(value); place != places.end()) {
      result = ir::LoadOp::create(b, value.getType(), place->second, ValueRange{placeOf(thread)});
    } else if (auto number = value.getDefiningOp<ir::ThreadIdOp>()) {
      result = thread.numbers[number.getAxis()];
    } else {
      Operation *op = value.getDefiningOp();
      for (Value operand : op->getOperands())
        fetch(operand, thread);
      Operation *again = b.clone(*op, thread.values);
      result = again->getResult(llvm::cast<mlir::OpResult>(value).getResultNumber());
    }
    thread.values.map(value, result);
    return result;
  }

  void writeThreads(llvm::ArrayRef<Operation *> ops) {
    forThreads([&](Thread &thread) {
      // What the step makes itself must not be taken from an earlier round.
      for (Operation *op : ops) {
        for (Value value : usedFromOutside(op))
          fetch(value, thread);
        if (auto number = llvm::dyn_cast<ir::ThreadIdOp>(op)) {
          thread.values.map(number.getResult(), thread.numbers[number.getAxis()]);
          continue;
        }
        Operation *own = b.clone(*op, thread.values);
        nameThread(own, thread);
        for (auto [value, result] : llvm::zip(op->getResults(), own->getResults()))
          if (auto place = places.find(value); place != places.end())
            ir::StoreOp::create(b, result, place->second, ValueRange{placeOf(thread)});
      }
    });
  }

  void nameThread(Operation *op, Thread &thread) {
    op->walk([&](ir::ThreadIdOp number) {
      number.getResult().replaceAllUsesWith(thread.numbers[number.getAxis()]);
      number.erase();
    });
  }

  //===--------------------------------------------------------------------===//
  // Loops and branches with barriers
  //===--------------------------------------------------------------------===//

  /// A value that is the same for all threads, where the block needs it.
  Value fetchOfBlock(Value value) {
    if (cuts.isOfBlock(value))
      return ofBlock.lookup(value);
    // Any thread's will do.
    if (auto place = places.find(value); place != places.end())
      return ir::LoadOp::create(b, value.getType(), place->second, ValueRange{integer(b, 0)});
    Operation *op = value.getDefiningOp();
    mlir::IRMapping values;
    for (Value operand : op->getOperands())
      values.map(operand, fetchOfBlock(operand));
    return b.clone(*op, values)->getResult(llvm::cast<mlir::OpResult>(value).getResultNumber());
  }

  /// For every thread, `to` = `from`, all at once; pairs that the block has once are left out.
  void assign(ValueRange to, ValueRange from) {
    SmallVector<std::pair<Value, Value>> own;
    for (auto [target, source] : llvm::zip(to, from))
      if (places.contains(target))
        own.push_back({target, source});
    if (own.empty())
      return;
    forThreads([&](Thread &thread) {
      SmallVector<Value> values;
      for (auto &[target, source] : own)
        values.push_back(fetch(source, thread));
      for (auto [pair, value] : llvm::zip(own, values))
        ir::StoreOp::create(b, value, places.lookup(pair.first), ValueRange{placeOf(thread)});
    });
  }

  /// Of `values`, those whose partner the block has once.
  SmallVector<Value> shared(ValueRange partners, ValueRange values) {
    SmallVector<Value> result;
    for (auto [partner, value] : llvm::zip(partners, values))
      if (cuts.isOfBlock(partner))
        result.push_back(fetchOfBlock(value));
    return result;
  }

  void mapShared(ValueRange values, ValueRange created) {
    size_t next = 0;
    for (Value value : values)
      if (cuts.isOfBlock(value))
        ofBlock.map(value, created[next++]);
  }

  void writeStructure(Operation *op) {
    if (auto loop = llvm::dyn_cast<scf::ForOp>(op))
      writeFor(loop);
    else if (auto choice = llvm::dyn_cast<scf::IfOp>(op))
      writeIf(choice);
    else
      writeWhile(llvm::cast<scf::WhileOp>(op));
  }

  /// Ends a block of the new structure: each thread's own values go to `to`, the block's are yielded.
  template <typename Yield> void writeYield(Block &block, ValueRange to) {
    ValueRange values = block.getTerminator()->getOperands();
    assign(to, values);
    Yield::create(b, shared(to, values));
  }

  void writeFor(scf::ForOp loop) {
    ValueRange carried = loop.getRegionIterArgs();
    assign(carried, loop.getInitArgs());
    auto created = scf::ForOp::create(b, fetchOfBlock(loop.getLowerBound()), fetchOfBlock(loop.getUpperBound()),
                                      fetchOfBlock(loop.getStep()), shared(carried, loop.getInitArgs()));
    mlir::OpBuilder::InsertionGuard guard(b);
    if (!created.getBody()->empty())
      created.getBody()->back().erase();
    b.setInsertionPointToEnd(created.getBody());
    ofBlock.map(loop.getInductionVar(), created.getInductionVar());
    mapShared(carried, created.getRegionIterArgs());
    write(*loop.getBody());
    writeYield<scf::YieldOp>(*loop.getBody(), carried);
    mapShared(loop.getResults(), created.getResults());
  }

  void writeIf(scf::IfOp choice) {
    SmallVector<mlir::Type> types;
    for (Value result : choice.getResults())
      if (cuts.isOfBlock(result))
        types.push_back(result.getType());
    auto created = scf::IfOp::create(b, types, fetchOfBlock(choice.getCondition()), !choice.getElseRegion().empty());
    mlir::OpBuilder::InsertionGuard guard(b);
    for (unsigned region = 0; region < 2; ++region) {
      if (choice->getRegion(region).empty())
        continue;
      Block &target = created->getRegion(region).front();
      if (!target.empty())
        target.back().erase();
      b.setInsertionPointToEnd(&target);
      write(choice->getRegion(region).front());
      writeYield<scf::YieldOp>(choice->getRegion(region).front(), choice.getResults());
    }
    mapShared(choice.getResults(), created.getResults());
  }

  void writeWhile(scf::WhileOp loop) {
    ValueRange before = loop.getBeforeArguments(), after = loop.getAfterArguments();
    assign(before, loop.getInits());
    SmallVector<mlir::Type> types;
    for (Value value : after)
      if (cuts.isOfBlock(value))
        types.push_back(value.getType());
    auto created = scf::WhileOp::create(b, types, shared(before, loop.getInits()));
    mlir::OpBuilder::InsertionGuard guard(b);
    SmallVector<mlir::Type> beforeTypes;
    for (Value value : created.getInits())
      beforeTypes.push_back(value.getType());
    auto open = [&](mlir::Region &region, mlir::TypeRange args) {
      return b.createBlock(&region, region.end(), args, SmallVector<mlir::Location>(args.size(), loop.getLoc()));
    };
    mapShared(before, open(created.getBefore(), beforeTypes)->getArguments());
    write(*loop.getBeforeBody());
    scf::ConditionOp condition = loop.getConditionOp();
    // What goes on into the body is also what is left behind the loop.
    assign(after, condition.getArgs());
    assign(loop.getResults(), condition.getArgs());
    scf::ConditionOp::create(b, fetchOfBlock(condition.getCondition()), shared(after, condition.getArgs()));
    mapShared(after, open(created.getAfter(), types)->getArguments());
    write(*loop.getAfterBody());
    writeYield<scf::YieldOp>(*loop.getAfterBody(), before);
    mapShared(loop.getResults(), created.getResults());
  }
};

/// `launch` as a parallel loop over the blocks of the grid.
void runBlocks(ir::LaunchOp launch) {
  mlir::ImplicitLocOpBuilder b(launch.getLoc(), launch);
  Value zero = integer(b, 0);
  SmallVector<Value> grid(launch.getGrid());
  auto blocks =
      ir::ParallelForOp::create(b, mlir::TypeRange{}, zero, product(b, grid), ValueRange{}, b.getStrArrayAttr({}));
  launch.replaceAllUsesWith(Value(arith::ConstantOp::create(b, b.getBoolAttr(false))));
  Value number = blocks.getBody().emplaceBlock().addArgument(b.getI64Type(), b.getLoc());
  b.setInsertionPointToStart(&blocks.getBody().front());
  SmallVector<Value> operands(launch.getArgs());
  for (Value extent : grid) {
    operands.push_back(arith::RemUIOp::create(b, number, extent));
    number = arith::DivUIOp::create(b, number, extent);
  }
  llvm::append_range(operands, grid);
  llvm::append_range(operands, launch.getBlock());
  // The line of the launch enters tracebacks here: what stood behind the launch is gone with it.
  ir::CallOp::create(b, launch.getCallee(), mlir::TypeRange{}, operands);
  ir::YieldOp::create(b);
  launch.erase();
}

struct ThreadsToLoops : impl::ThreadsToLoopsBase<ThreadsToLoops> {
  void runOnOperation() override {
    mlir::ModuleOp module = getOperation();
    inlineIntoKernels(module);
    SmallVector<func::FuncOp> kernels;
    for (auto function : module.getOps<func::FuncOp>())
      if (function->hasAttr(kernelAttr))
        kernels.push_back(function);
    for (func::FuncOp kernel : kernels) {
      BlockWriter writer(kernel);
      if (!writer.isGood())
        return signalPassFailure();
      writer.run();
      kernel.erase();
    }
    SmallVector<ir::LaunchOp> launches;
    // Those with a record are for a device.
    module.walk([&](ir::LaunchOp launch) {
      if (!launch->hasAttr(recordAttr))
        launches.push_back(launch);
    });
    for (ir::LaunchOp launch : launches)
      runBlocks(launch);
  }
};

} // namespace
} // namespace amaru::lower
