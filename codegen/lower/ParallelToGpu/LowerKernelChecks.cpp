// Makes every check a comparison that, when it fails, notes iteration and site in the kernel's error slot and ends the
// thread. Loops keep their structure, since no branch leaves them.

#include "codegen/lower/ParallelToGpu/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/TypeSwitch.h"
#include <map>

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
  int64_t number(mlir::Location location, llvm::StringRef exception, llvm::StringRef message) {
    std::string text;
    llvm::raw_string_ostream out(text);
    out << exception << ": " << message;
    if (auto place = location->findInstanceOf<mlir::FileLineColLoc>())
      out << " (" << place.getFilename().getValue() << ":" << place.getLine() << ")";
    else if (auto range = location->findInstanceOf<mlir::FileLineColRange>())
      out << " (" << range.getFilename().getValue() << ":" << range.getStartLine() << ")";
    int64_t last = (int64_t(1) << siteBits) - 1;
    return std::min<int64_t>(numbers.insert({text, int64_t(numbers.size())}).first->second, last);
  }

  mlir::ArrayAttr attribute(mlir::Builder b) const {
    llvm::SmallVector<llvm::StringRef> texts;
    for (const auto &site : numbers)
      texts.push_back(site.first);
    return b.getStrArrayAttr(texts);
  }

private:
  llvm::MapVector<std::string, int64_t, std::map<std::string, unsigned>> numbers;
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

  /// A kernel knows its thread already; other functions are told the iteration. Then comes the error slot.
  void addParameters() {
    bool isKernel = function->hasAttr(kernelAttr);
    if (!isKernel)
      (void)function.insertArgument(function.getNumArguments(), b.getI64Type(), {}, function.getLoc());
    iteration = function.getArguments().back();
    (void)function.insertArgument(function.getNumArguments(), LLVM::LLVMPointerType::get(b.getContext()), {},
                                  function.getLoc());
    slot = function.getArguments().back();
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
          failWhen(raise.getCondition(), raise.getException(), raise.getMessage());
          op->erase();
        })
        .Case<ir::PropagateIfOp>([&](ir::PropagateIfOp propagate) {
          failWhen(propagate.getCondition(), "ArithmeticError", "the result of this operation is not defined");
          op->erase();
        })
        .Case<ir::CallOp>([&](auto call) { lowerCall(call); });
  }

  void failWhen(Value condition, llvm::StringRef exception, llvm::StringRef message) {
    int64_t site = sites.number(b.getLoc(), exception, message);
    auto choice = scf::IfOp::create(b, mlir::TypeRange{}, condition, /*withElseRegion=*/false);
    mlir::OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(choice.thenBlock());
    Value shifted = arith::ShLIOp::create(b, iteration, integer(siteBits));
    Value record = arith::OrIOp::create(b, shifted, integer(site));
    func::CallOp::create(b, failFunction, mlir::TypeRange{}, ValueRange{slot, record});
  }

  template <typename WithOverflow, typename Op> void checked(Op op, llvm::StringRef sign) {
    auto pair = LLVM::LLVMStructType::getLiteral(b.getContext(), {b.getI64Type(), b.getI1Type()});
    Value both = WithOverflow::create(b, pair, op.getLhs(), op.getRhs());
    Value result = LLVM::ExtractValueOp::create(b, both, 0);
    failWhen(LLVM::ExtractValueOp::create(b, both, 1), "OverflowError",
             ("integer result of " + sign + " does not fit in 64 bits").str());
    op.replaceAllUsesWith(result);
    op.erase();
  }

  void checkIndex(ir::CheckIndexOp op) {
    Value index = op.getIndex(), extent = op.getExtent();
    if (!op.getNonnegative()) {
      Value isNegative = compare(CmpIPredicate::slt, index, integer(0));
      index = arith::SelectOp::create(b, isNegative, arith::AddIOp::create(b, index, extent), index);
    }
    failWhen(compare(CmpIPredicate::uge, index, extent), "IndexError",
             "index out of bounds for axis " + std::to_string(op.getAxis()));
    op.replaceAllUsesWith(index);
    op.erase();
  }

  void lowerCall(ir::CallOp op) {
    llvm::SmallVector<Value> operands(op.getOperands());
    operands.append({iteration, slot});
    auto call = func::CallOp::create(b, op.getCallee(), op.getResultTypes(), operands);
    op.replaceAllUsesWith(call.getResults());
    op.erase();
  }
};

struct LowerKernelChecks : impl::LowerKernelChecksBase<LowerKernelChecks> {
  void runOnOperation() override {
    mlir::ModuleOp module = getOperation();
    SiteTable sites;
    for (auto function : module.getOps<func::FuncOp>())
      FunctionLowering(function, sites).run();
    mlir::OpBuilder b = mlir::OpBuilder::atBlockBegin(module.getBody());
    auto type = b.getFunctionType({LLVM::LLVMPointerType::get(b.getContext()), b.getI64Type()}, {});
    func::FuncOp::create(b, module.getLoc(), failFunction, type).setPrivate();
    module->setAttr(sitesAttr, sites.attribute(b));
  }
};

} // namespace
} // namespace amaru::lower
