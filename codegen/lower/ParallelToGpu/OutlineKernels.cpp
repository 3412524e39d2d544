// Moves each parallel loop, still as a loop, into the function of a kernel. Index arithmetic that the loop needs moves along,
// since a bound that is passed as a number has lost what it has to do with an array's extent.

#include "codegen/lower/ParallelToGpu/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/IRMapping.h"
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
    for (Value value : used)
      take(value, 0);
  }

  llvm::SetVector<Value> passed;
  llvm::SetVector<Operation *> repeated;

private:
  void take(Value value, unsigned depth) {
    Operation *op = value.getDefiningOp();
    if (!op || !isCheap(op) || depth == maxDepth) {
      passed.insert(value);
      return;
    }
    if (repeated.contains(op))
      return;
    for (Value operand : op->getOperands())
      take(operand, depth + 1);
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

struct OutlineKernels : impl::OutlineKernelsBase<OutlineKernels> {
  OutlineKernels() = default;
  explicit OutlineKernels(UnsupportedSink sink) : sink(std::move(sink)) {}

  UnsupportedSink sink;
  llvm::StringMap<unsigned> numbers;

  void runOnOperation() override {
    SmallVector<Operation *> entries;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function->hasAttr("amaru.entry"))
        entries.push_back(function);
    SmallVector<Operation *> kernels;
    for (Operation *function : reachable(entries))
      function->walk<mlir::WalkOrder::PreOrder>([&](ParallelForOp loop) {
        kernels.push_back(outline(loop, llvm::cast<func::FuncOp>(function)));
        // A parallel loop inside another runs in order, within the thread.
        return mlir::WalkResult::skip();
      });
    bool good = true;
    for (Operation *kernel : kernels)
      good &= checkKernel(llvm::cast<func::FuncOp>(kernel), sink);
    if (!good)
      return signalPassFailure();
    // The host's part of the program is compiled elsewhere.
    keepOnly(reachable(kernels));
  }

  /// `roots` and what they call, directly or not.
  llvm::SetVector<Operation *> reachable(llvm::ArrayRef<Operation *> roots) {
    llvm::SetVector<Operation *> found(llvm::from_range, roots);
    for (size_t i = 0; i < found.size(); ++i)
      found[i]->walk([&](ir::CallOp call) { found.insert(getOperation().lookupSymbol(call.getCallee())); });
    return found;
  }

  func::FuncOp outline(ParallelForOp loop, func::FuncOp parent) {
    Captures captures(loop);
    mlir::OpBuilder b(parent);
    auto inputs = llvm::map_to_vector(captures.passed, [](Value value) { return value.getType(); });
    inputs.push_back(b.getI64Type());
    auto shown = parent->getAttrOfType<mlir::StringAttr>("amaru.name");
    std::string base = deviceName(shown ? shown.getValue() : parent.getName());
    std::string name = base + "_" + std::to_string(numbers[base]++);
    auto kernel = func::FuncOp::create(b, loop.getLoc(), name + ".body", b.getFunctionType(inputs, {}));
    kernel.setPrivate();
    kernel->setAttr(kernelAttr, b.getStringAttr(name));
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

  void keepOnly(const llvm::SetVector<Operation *> &kept) {
    for (Operation &op : llvm::make_early_inc_range(*getOperation().getBody()))
      if (!kept.contains(&op)) {
        op.dropAllUses();
        op.erase();
      }
  }
};

} // namespace

std::unique_ptr<mlir::Pass> createOutlineKernels(UnsupportedSink sink) {
  return std::make_unique<OutlineKernels>(std::move(sink));
}

} // namespace amaru::lower
