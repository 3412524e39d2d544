// Makes every check a comparison that, when it fails, notes iteration, site and the values of its message in the
// kernel's error slot and ends the thread. Loops keep their structure, since no branch leaves them.

#include "codegen/lower/LowerRaises/Sites.h"
#include "codegen/lower/ParallelToGpu/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/TypeSwitch.h"

namespace amaru::lower {
#define GEN_PASS_DEF_LOWERKERNELCHECKS
#include "codegen/lower/ParallelToGpu/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace func = mlir::func;
namespace scf = mlir::scf;
namespace LLVM = mlir::LLVM;
using arith::CmpIPredicate;
using mlir::Operation;
using mlir::Type;
using mlir::Value;
using mlir::ValueRange;

/// A record in the error slot is iteration * 2^siteBits + site.
constexpr int64_t siteBits = 16;

/// Numbers what may fail where.
class SiteTable {
public:
  explicit SiteTable(mlir::MLIRContext *context) : b(context) {}

  int64_t number(mlir::Location place, llvm::StringRef function, llvm::StringRef exception, llvm::StringRef message) {
    mlir::Attribute parts[] = {mlir::LocationAttr(place), b.getStringAttr(function), b.getStringAttr(exception),
                               b.getStringAttr(message)};
    int64_t last = (int64_t(1) << siteBits) - 1;
    return std::min<int64_t>(numbers.insert({b.getArrayAttr(parts), int64_t(numbers.size())}).first->second, last);
  }

  /// Of each site the place, the function's name, the exception and the template of its message.
  mlir::ArrayAttr attribute() {
    llvm::SmallVector<mlir::Attribute> sites;
    for (const auto &site : numbers)
      sites.push_back(site.first);
    return b.getArrayAttr(sites);
  }

private:
  mlir::Builder b;
  llvm::MapVector<mlir::Attribute, int64_t> numbers;
};

class FunctionLowering {
public:
  FunctionLowering(func::FuncOp function, SiteTable &sites)
      : function(function), sites(sites), b(function.getLoc(), function.getContext()) {}

  void run() {
    addParameters();
    llvm::SmallVector<Operation *> ops;
    function.walk([&](Operation *op) { ops.push_back(op); });
    for (Operation *op : ops)
      lower(op);
  }

private:
  func::FuncOp function;
  SiteTable &sites;
  mlir::ImplicitLocOpBuilder b;
  Value iteration, slot;

  /// A kernel asks for its thread; other functions are told the iteration. The last parameter is the error slot.
  void addParameters() {
    auto add = [&](Type type) {
      (void)function.insertArgument(function.getNumArguments(), type, {}, function.getLoc());
      return function.getArguments().back();
    };
    bool isKernel = function->hasAttr(kernelAttr);
    if (!isKernel)
      iteration = add(b.getI64Type());
    slot = add(LLVM::LLVMPointerType::get(b.getContext()));
    b.setInsertionPointToStart(&function.getBody().front());
    if (isKernel)
      iteration = threadNumber(function->hasAttr(blockSizeAttr) ? 1 : 3);
  }

  /// The thread's number in the grid: blocks one after another, and in them and among them x runs fastest.
  Value threadNumber(int64_t axes) {
    auto along = [&](auto number, auto extent) {
      Value result;
      for (int64_t axis = axes - 1; axis >= 0; --axis) {
        Value own = decltype(number)::create(b, axis);
        Value before = result ? multiply(result, decltype(extent)::create(b, axis)) : nullptr;
        result = before ? plus(before, own) : own;
      }
      return result;
    };
    Value threads = ir::BlockDimOp::create(b, 0);
    for (int64_t axis = 1; axis < axes; ++axis)
      threads = multiply(threads, ir::BlockDimOp::create(b, axis));
    Value block = along(ir::BlockIdOp(), ir::GridDimOp()), thread = along(ir::ThreadIdOp(), ir::BlockDimOp());
    return plus(multiply(block, threads), thread);
  }

  Value plus(Value lhs, Value rhs) { return arith::AddIOp::create(b, lhs, rhs, arith::IntegerOverflowFlags::nsw); }
  Value multiply(Value lhs, Value rhs) { return arith::MulIOp::create(b, lhs, rhs, arith::IntegerOverflowFlags::nsw); }

  /// The iteration that an op belongs to: its thread's only one, or the one that a loop over several has reached.
  Value iterationOf(Operation *op) {
    for (Operation *parent = op->getParentOp(); parent; parent = parent->getParentOp())
      if (parent->hasAttr(iterationsAttr))
        return llvm::cast<scf::ForOp>(parent).getInductionVar();
    return iteration;
  }

  Value integer(int64_t value) { return arith::ConstantOp::create(b, b.getI64IntegerAttr(value)); }
  Value compare(CmpIPredicate predicate, Value lhs, Value rhs) { return arith::CmpIOp::create(b, predicate, lhs, rhs); }

  void lower(Operation *op) {
    b.setInsertionPoint(op);
    b.setLoc(op->getLoc());
    llvm::TypeSwitch<Operation *>(op)
        .Case<ir::AddOp>([&](auto add) { checked<LLVM::SAddWithOverflowOp>(add, "+"); })
        .Case<ir::SubOp>([&](auto sub) { checked<LLVM::SSubWithOverflowOp>(sub, "-"); })
        .Case<ir::MulOp>([&](auto mul) { checked<LLVM::SMulWithOverflowOp>(mul, "*"); })
        .Case<ir::CheckIndexOp>([&](auto check) { checkIndex(check); })
        .Case<ir::RaiseIfOp>([&](ir::RaiseIfOp raise) {
          failWhen(op, raise.getCondition(), raise.getException(), raise.getMessage(), raise.getArgs());
          op->erase();
        })
        .Case<ir::PropagateIfOp>([&](ir::PropagateIfOp propagate) {
          failWhen(op, propagate.getCondition(), "ArithmeticError", "the result of this operation is not defined");
          op->erase();
        })
        .Case<ir::CallOp>([&](auto call) { lowerCall(call); });
  }

  void failWhen(Operation *op, Value condition, llvm::StringRef exception, llvm::StringRef message,
                ValueRange args = {}) {
    auto shown = function->getAttrOfType<mlir::StringAttr>("amaru.name");
    // A function of the standard library is to tracebacks what a C function is to CPython's.
    mlir::Location place = function->hasAttr("amaru.hidden") ? mlir::Location(b.getUnknownLoc()) : b.getLoc();
    int64_t site = sites.number(place, shown ? shown.getValue() : function.getName(), exception, message);
    auto choice = scf::IfOp::create(b, mlir::TypeRange{}, condition, /*withElseRegion=*/false);
    mlir::OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(choice.thenBlock());
    Value shifted = arith::ShLIOp::create(b, iterationOf(op), integer(siteBits));
    Value record = arith::OrIOp::create(b, shifted, integer(site));
    llvm::SmallVector<Value> operands{slot, record};
    for (Value arg : args)
      operands.push_back(messageArg(b, b.getLoc(), arg));
    while (operands.size() < 5)
      operands.push_back(integer(0));
    func::CallOp::create(b, failFunction, mlir::TypeRange{}, operands);
  }

  template <typename WithOverflow, typename Op> void checked(Op op, llvm::StringRef sign) {
    auto pair = LLVM::LLVMStructType::getLiteral(b.getContext(), {b.getI64Type(), b.getI1Type()});
    Value both = WithOverflow::create(b, pair, op.getLhs(), op.getRhs());
    Value result = LLVM::ExtractValueOp::create(b, both, 0);
    failWhen(op, LLVM::ExtractValueOp::create(b, both, 1), "OverflowError",
             ("integer result of " + sign + " does not fit in 64 bits").str());
    op.replaceAllUsesWith(result);
    op.erase();
  }

  void checkIndex(ir::CheckIndexOp op) {
    constexpr llvm::StringLiteral message = "index {0} is out of bounds for axis {1} with size {2}";
    Value index = op.getIndex(), extent = op.getExtent();
    if (!op.getNonnegative()) {
      Value isNegative = compare(CmpIPredicate::slt, index, integer(0));
      index = arith::SelectOp::create(b, isNegative, arith::AddIOp::create(b, index, extent), index);
    }
    failWhen(op, compare(CmpIPredicate::uge, index, extent), "IndexError", message,
             {op.getIndex(), integer(op.getAxis()), extent});
    op.replaceAllUsesWith(index);
    op.erase();
  }

  void lowerCall(ir::CallOp op) {
    llvm::SmallVector<Value> operands(op.getOperands());
    operands.append({iterationOf(op), slot});
    auto call = func::CallOp::create(b, op.getCallee(), op.getResultTypes(), operands);
    op.replaceAllUsesWith(call.getResults());
    op.erase();
  }
};

struct LowerKernelChecks : impl::LowerKernelChecksBase<LowerKernelChecks> {
  void runOnOperation() override {
    mlir::ModuleOp module = getOperation();
    SiteTable sites(&getContext());
    for (auto function : module.getOps<func::FuncOp>())
      FunctionLowering(function, sites).run();
    mlir::OpBuilder b = mlir::OpBuilder::atBlockBegin(module.getBody());
    auto type = b.getFunctionType(
        {LLVM::LLVMPointerType::get(b.getContext()), b.getI64Type(), b.getI64Type(), b.getI64Type(), b.getI64Type()},
        {});
    func::FuncOp::create(b, module.getLoc(), failFunction, type).setPrivate();
    module->setAttr(sitesAttr, sites.attribute());
  }
};

} // namespace
} // namespace amaru::lower
