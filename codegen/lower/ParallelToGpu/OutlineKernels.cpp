// Moves each parallel loop, still as a loop, into the function of a kernel. Index arithmetic that the loop needs moves along,
// since a bound that is passed as a number has lost what it has to do with an array's extent.

#include "codegen/lower/ParallelToGpu/Passes.h"
#include "codegen/lower/Reductions.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

namespace amaru::lower {
#define GEN_PASS_DEF_OUTLINEKERNELS
#include "codegen/lower/ParallelToGpu/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace func = mlir::func;
namespace scf = mlir::scf;
using ir::ParallelForOp;
using llvm::SmallVector;
using mlir::ImplicitLocOpBuilder;
using mlir::Operation;
using mlir::Value;
using mlir::ValueRange;

/// How far back arithmetic is followed before its value becomes a parameter.
constexpr unsigned maxDepth = 16;

/// Whether each thread had better compute the op again: an extent or integer arithmetic, but no division.
bool isCheap(Operation *op) {
  if (llvm::isa<arith::ConstantOp, ir::DimOp>(op))
    return true;
  return llvm::isa<arith::ArithDialect>(op->getDialect()) && mlir::isPure(op) &&
         !llvm::isa<arith::DivSIOp, arith::DivUIOp, arith::RemSIOp, arith::RemUIOp>(op) &&
         llvm::all_of(op->getOperandTypes(), llvm::IsaPred<mlir::IntegerType>) &&
         llvm::all_of(op->getResultTypes(), llvm::IsaPred<mlir::IntegerType>);
}

/// What a loop takes from outside: values to pass, and ops to compute again, each after those it uses.
class Captures {
public:
  explicit Captures(ParallelForOp loop) {
    llvm::SetVector<Value> used;
    mlir::getUsedValuesDefinedAbove(loop.getBody(), used);
    used.insert(loop.getFrom());
    used.insert(loop.getTo());
    used.insert_range(loop.getStarts());
    llvm::SetVector<Value> found;
    for (Value value : used)
      take(value, 0, found);
    auto parent = loop->getParentOfType<func::FuncOp>();
    for (Value argument : parent.getArguments())
      if (found.remove(argument))
        passed.push_back(argument);
    llvm::append_range(passed, found);
  }

  /// The function's own arguments in their order, then what the function has computed.
  SmallVector<Value> passed;
  llvm::SetVector<Operation *> repeated;

private:
  void take(Value value, unsigned depth, llvm::SetVector<Value> &found) {
    Operation *op = value.getDefiningOp();
    if (!op || !isCheap(op) || depth == maxDepth) {
      found.insert(value);
      return;
    }
    if (repeated.contains(op))
      return;
    for (Value operand : op->getOperands())
      take(operand, depth + 1, found);
    repeated.insert(op);
  }
};

/// `name` with characters that PTX identifiers lack replaced: `<module>` becomes `module`.
std::string deviceName(llvm::StringRef name) {
  std::string text;
  for (char c : name)
    if (llvm::isAlnum(c) || c == '_')
      text += c;
  return text.empty() || llvm::isDigit(text[0]) ? "kernel" + text : text;
}

/// The kernel's parameters in words: `saxpy_0(argument 0; argument 1: data, 1 size; …)`.
std::string describe(llvm::StringRef name, llvm::ArrayRef<Value> passed, llvm::ArrayRef<mlir::Attribute> kinds) {
  std::string text;
  llvm::raw_string_ostream out(text);
  out << name << "(";
  for (Value value : passed) {
    auto argument = llvm::dyn_cast<mlir::BlockArgument>(value);
    auto place = value.getLoc()->findInstanceOf<mlir::FileLineColRange>();
    if (argument && llvm::isa<func::FuncOp>(argument.getOwner()->getParentOp()))
      out << "argument " << argument.getArgNumber();
    else if (place)
      out << "a value of line " << place.getStartLine();
    else
      out << "a value";
    if (auto array = llvm::dyn_cast<ir::ArrayType>(value.getType())) {
      out << ": data, " << array.getRank() << (array.getRank() == 1 ? " size" : " sizes");
      if (array.getLayout() == ir::Layout::Strided)
        out << ", " << array.getRank() << (array.getRank() == 1 ? " stride" : " strides");
    }
    out << "; ";
  }
  for (mlir::Attribute kind : kinds)
    out << "a result of each block, to combine by " << llvm::cast<mlir::StringAttr>(kind).getValue()
        << ": data, 1 size; ";
  out << "error slot)";
  return text;
}

Value integer(ImplicitLocOpBuilder &b, int64_t value) {
  return arith::ConstantOp::create(b, b.getI64IntegerAttr(value));
}

/// A result of a parallel loop, one for each block.
ir::ArrayType partialType(mlir::Type result) {
  return ir::ArrayType::get(result.getContext(), result, 1, ir::Layout::C);
}

struct OutlineKernels : impl::OutlineKernelsBase<OutlineKernels> {
  OutlineKernels() = default;
  OutlineKernels(UnsupportedSink sink, bool keepHost) : sink(std::move(sink)), keepHost(keepHost) {}

  UnsupportedSink sink;
  bool keepHost = false;
  llvm::StringMap<unsigned> numbers;

  void runOnOperation() override {
    llvm::SetVector<Operation *> roots, kernels;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function->hasAttr("amaru.entry"))
        (function->hasAttr(kernelAttr) ? kernels : roots).insert(function);
    llvm::SetVector<Operation *> host = reachable(roots.getArrayRef());
    for (Operation *function : host)
      function->walk([&](ir::LaunchOp launch) { kernels.insert(getOperation().lookupSymbol(launch.getCallee())); });
    for (Operation *kernel : kernels)
      name(llvm::cast<func::FuncOp>(kernel));
    for (Operation *function : host)
      for (ParallelForOp loop : outermostLoops(function)) {
        Captures captures(loop);
        func::FuncOp kernel = outline(loop, llvm::cast<func::FuncOp>(function), captures);
        kernels.insert(kernel);
        if (keepHost)
          launch(loop, kernel, captures.passed);
      }
    bool good = true;
    for (Operation *kernel : kernels)
      good &= checkKernel(llvm::cast<func::FuncOp>(kernel), sink);
    if (!good)
      return signalPassFailure();
    // The host's part of the program is compiled elsewhere.
    if (!keepHost)
      keepOnly(reachable(kernels.getArrayRef()));
  }

  /// Gives a kernel that the program wrote itself its name on the device.
  void name(func::FuncOp kernel) {
    auto shown = kernel->getAttrOfType<mlir::StringAttr>("amaru.name");
    std::string base = deviceName(shown ? shown.getValue() : kernel.getName());
    unsigned number = numbers[base + "()"]++;
    // No loop's kernel is called so: theirs end with a number behind one underscore.
    std::string name = number == 0 ? base : base + "__" + std::to_string(number);
    mlir::Builder b(kernel.getContext());
    kernel->removeAttr("amaru.entry");
    kernel->setAttr(kernelAttr, b.getStringAttr(name));
    SmallVector<Value> arguments(kernel.getArguments());
    kernel->setAttr(signatureAttr, b.getStringAttr(describe(name, arguments, {})));
  }

  /// `roots` and what they call, directly or not.
  llvm::SetVector<Operation *> reachable(llvm::ArrayRef<Operation *> roots) {
    llvm::SetVector<Operation *> found(llvm::from_range, roots);
    for (size_t i = 0; i < found.size(); ++i)
      found[i]->walk([&](ir::CallOp call) { found.insert(getOperation().lookupSymbol(call.getCallee())); });
    return found;
  }

  /// A parallel loop inside another belongs to that one's kernel.
  static SmallVector<ParallelForOp> outermostLoops(Operation *function) {
    SmallVector<ParallelForOp> loops;
    function->walk<mlir::WalkOrder::PreOrder>([&](ParallelForOp loop) {
      loops.push_back(loop);
      return mlir::WalkResult::skip();
    });
    return loops;
  }

  func::FuncOp outline(ParallelForOp loop, func::FuncOp parent, const Captures &captures) {
    mlir::OpBuilder b(parent);
    auto inputs = llvm::map_to_vector(captures.passed, [](Value value) { return value.getType(); });
    for (mlir::Type result : loop.getResultTypes())
      inputs.push_back(partialType(result));
    auto shown = parent->getAttrOfType<mlir::StringAttr>("amaru.name");
    std::string base = deviceName(shown ? shown.getValue() : parent.getName());
    std::string name = base + "_" + std::to_string(numbers[base]++);
    auto kernel = func::FuncOp::create(b, loop.getLoc(), name + ".body", b.getFunctionType(inputs, {}));
    kernel.setPrivate();
    kernel->setAttr(kernelAttr, b.getStringAttr(name));
    kernel->setAttr(signatureAttr, b.getStringAttr(describe(name, captures.passed, loop.getKinds().getValue())));
    kernel->setAttr(blockSizeAttr, b.getI64IntegerAttr(loopBlockSize));
    if (shown)
      kernel->setAttr("amaru.name", shown);
    mlir::Block *entry = kernel.addEntryBlock();
    mlir::IRMapping values;
    for (auto [outside, inside] : llvm::zip_first(captures.passed, entry->getArguments()))
      values.map(outside, inside);
    b.setInsertionPointToStart(entry);
    for (Operation *op : captures.repeated)
      b.clone(*op, values);
    Operation *inside = b.clone(*loop, values);
    storePartials(b, inside, entry->getArguments().take_back(loop.getNumResults()));
    func::ReturnOp::create(b, loop.getLoc());
    return kernel;
  }

  /// The first thread of a block leaves what the block's iterations gave.
  static void storePartials(mlir::OpBuilder &builder, Operation *loop, ValueRange partials) {
    if (partials.empty())
      return;
    ImplicitLocOpBuilder b(loop->getLoc(), builder);
    Value thread = ir::ThreadIdOp::create(b, 0), block = ir::BlockIdOp::create(b, 0);
    Value isFirst = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, thread, integer(b, 0));
    auto choice = scf::IfOp::create(b, mlir::TypeRange{}, isFirst, /*withElseRegion=*/false);
    b.setInsertionPointToStart(choice.thenBlock());
    for (auto [result, partial] : llvm::zip(loop->getResults(), partials))
      ir::StoreOp::create(b, result, partial, ValueRange{block});
  }

  /// A block for every 256 iterations; with reductions so few that a thread has several. Their number depends on that of
  /// the iterations alone, and so does the order in which partial results meet.
  void launch(ParallelForOp loop, func::FuncOp kernel, llvm::ArrayRef<Value> passed) {
    ImplicitLocOpBuilder b(loop.getLoc(), loop);
    Value zero = integer(b, 0), one = integer(b, 1), size = integer(b, loopBlockSize);
    Value isNotEmpty = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, loop.getFrom(), loop.getTo());
    Value count = arith::SelectOp::create(b, isNotEmpty, arith::SubIOp::create(b, loop.getTo(), loop.getFrom()), zero);
    Value blocks = arith::CeilDivUIOp::create(b, count, size);
    SmallVector<Value> operands(passed), partials;
    if (loop.getNumResults() > 0)
      blocks = arith::MinUIOp::create(b, blocks, integer(b, maxReducingBlocks));
    for (mlir::Type result : loop.getResultTypes())
      partials.push_back(ir::AllocOp::create(b, partialType(result), blocks));
    llvm::append_range(operands, partials);
    // The kernel is the same Python function: without a place, the launch adds no line to a traceback.
    mlir::OpBuilder &plain = b;
    Value failed = ir::LaunchOp::create(plain, mlir::UnknownLoc::get(b.getContext()), b.getI1Type(), kernel.getName(),
                                        ValueRange{blocks, one, one}, ValueRange{size, one, one}, operands);
    ir::PropagateIfOp::create(b, failed, /*sameFrame=*/b.getUnitAttr());
    if (!partials.empty())
      combinePartials(b, loop, partials, blocks);
    loop.erase();
  }

  void keepOnly(const llvm::SetVector<Operation *> &kept) {
    for (Operation *function : kept)
      function->setAttr(deviceAttr, mlir::UnitAttr::get(&getContext()));
    for (Operation &op : llvm::make_early_inc_range(*getOperation().getBody()))
      if (!kept.contains(&op)) {
        op.dropAllUses();
        op.erase();
      }
  }
};

} // namespace

std::unique_ptr<mlir::Pass> createOutlineKernels(UnsupportedSink sink, bool keepHost) {
  return std::make_unique<OutlineKernels>(std::move(sink), keepHost);
}

} // namespace amaru::lower
