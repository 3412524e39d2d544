// Moves each parallel loop, still as a loop, into the function of a kernel. Index arithmetic that the loop needs moves along,
// since a bound that is passed as a number has lost what it has to do with an array's extent.

#include "codegen/lower/ParallelToGpu/Passes.h"
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
using mlir::Operation;
using mlir::Value;

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

/// The kernel's parameters in words: `saxpy_0(argument 0, argument 1: data and 1 sizes, …)`.
std::string describe(llvm::StringRef name, llvm::ArrayRef<Value> passed) {
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
  out << "error slot)";
  return text;
}

struct OutlineKernels : impl::OutlineKernelsBase<OutlineKernels> {
  OutlineKernels() = default;
  OutlineKernels(UnsupportedSink sink, bool simulateGrid) : sink(std::move(sink)), simulateGrid(simulateGrid) {}

  UnsupportedSink sink;
  bool simulateGrid = false;
  llvm::StringMap<unsigned> numbers;

  void runOnOperation() override {
    SmallVector<Operation *> entries;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function->hasAttr("amaru.entry"))
        entries.push_back(function);
    SmallVector<Operation *> kernels;
    for (Operation *function : reachable(entries))
      for (ParallelForOp loop : outermostLoops(function)) {
        Captures captures(loop);
        func::FuncOp kernel = outline(loop, llvm::cast<func::FuncOp>(function), captures);
        kernels.push_back(kernel);
        if (simulateGrid && loop.getStarts().empty())
          launch(loop, kernel, captures.passed);
      }
    bool good = true;
    for (Operation *kernel : kernels)
      good &= checkKernel(llvm::cast<func::FuncOp>(kernel), sink);
    if (!good)
      return signalPassFailure();
    // The host's part of the program is compiled elsewhere.
    if (!simulateGrid)
      keepOnly(reachable(kernels));
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
    inputs.push_back(b.getI64Type());
    auto shown = parent->getAttrOfType<mlir::StringAttr>("amaru.name");
    std::string base = deviceName(shown ? shown.getValue() : parent.getName());
    std::string name = base + "_" + std::to_string(numbers[base]++);
    auto kernel = func::FuncOp::create(b, loop.getLoc(), name + ".body", b.getFunctionType(inputs, {}));
    kernel.setPrivate();
    kernel->setAttr(kernelAttr, b.getStringAttr(name));
    kernel->setAttr(signatureAttr, b.getStringAttr(describe(name, captures.passed)));
    if (shown)
      kernel->setAttr("amaru.name", shown);
    mlir::Block *entry = kernel.addEntryBlock();
    mlir::IRMapping values;
    for (auto [outside, inside] : llvm::zip_first(captures.passed, entry->getArguments()))
      values.map(outside, inside);
    b.setInsertionPointToStart(entry);
    for (Operation *op : captures.repeated)
      b.clone(*op, values);
    b.clone(*loop, values);
    func::ReturnOp::create(b, loop.getLoc());
    return kernel;
  }

  /// What a launch on a device does, on the CPU: blocks run on its threads, the threads of a block in order.
  void launch(ParallelForOp loop, func::FuncOp kernel, llvm::ArrayRef<Value> passed) {
    mlir::ImplicitLocOpBuilder b(loop.getLoc(), loop);
    auto integer = [&](int64_t value) -> Value { return arith::ConstantOp::create(b, b.getI64IntegerAttr(value)); };
    Value zero = integer(0), one = integer(1), size = integer(maxBlockSize);
    Value isNotEmpty = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, loop.getFrom(), loop.getTo());
    Value count = arith::SelectOp::create(b, isNotEmpty, arith::SubIOp::create(b, loop.getTo(), loop.getFrom()), zero);
    Value blocks = arith::CeilDivUIOp::create(b, count, size);
    auto grid = ParallelForOp::create(b, mlir::TypeRange{}, zero, blocks, mlir::ValueRange{}, b.getStrArrayAttr({}));
    grid->setAttr(launchAttr, b.getUnitAttr());
    Value block = grid.getBody().emplaceBlock().addArgument(b.getI64Type(), b.getLoc());
    b.setInsertionPointToStart(&grid.getBody().front());
    Value first = arith::MulIOp::create(b, block, size, arith::IntegerOverflowFlags::nsw);
    auto threads = scf::ForOp::create(b, zero, size, one);
    ir::YieldOp::create(b);
    b.setInsertionPointToStart(threads.getBody());
    SmallVector<Value> operands(passed);
    operands.push_back(arith::AddIOp::create(b, first, threads.getInductionVar(), arith::IntegerOverflowFlags::nsw));
    // The kernel is the same Python function: without a place, the call adds no line to a traceback.
    b.setLoc(mlir::UnknownLoc::get(b.getContext()));
    ir::CallOp::create(b, kernel.getName(), mlir::TypeRange{}, operands);
    loop.erase();
  }

  void keepOnly(const llvm::SetVector<Operation *> &kept) {
    for (Operation &op : llvm::make_early_inc_range(*getOperation().getBody()))
      if (!kept.contains(&op)) {
        op.dropAllUses();
        op.erase();
      }
  }
};

} // namespace

std::unique_ptr<mlir::Pass> createOutlineKernels(UnsupportedSink sink, bool simulateGrid) {
  return std::make_unique<OutlineKernels>(std::move(sink), simulateGrid);
}

} // namespace amaru::lower
