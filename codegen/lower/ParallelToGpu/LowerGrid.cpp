// The numbers of the grid and the barrier as the instructions of NVIDIA's machines.

#include "codegen/lower/ParallelToGpu/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/TypeSwitch.h"

namespace amaru::lower {
#define GEN_PASS_DEF_LOWERGRID
#include "codegen/lower/ParallelToGpu/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace LLVM = mlir::LLVM;
using mlir::Operation;
using mlir::Value;

/// The special registers hold 32 bits, of which none is a sign.
Value readRegister(mlir::ImplicitLocOpBuilder &b, llvm::StringRef name, int64_t axis) {
  std::string intrinsic = ("llvm.nvvm.read.ptx.sreg." + name + "." + llvm::Twine("xyz"[axis])).str();
  auto read = LLVM::CallIntrinsicOp::create(b, b.getI32Type(), b.getStringAttr(intrinsic), mlir::ValueRange{});
  return arith::ExtUIOp::create(b, b.getI64Type(), read.getResults());
}

struct LowerGrid : impl::LowerGridBase<LowerGrid> {
  void runOnOperation() override {
    llvm::SmallVector<Operation *> ops;
    getOperation().walk([&](Operation *op) { ops.push_back(op); });
    for (Operation *op : ops)
      lower(op);
  }

  static void lower(Operation *op) {
    mlir::ImplicitLocOpBuilder b(op->getLoc(), op);
    auto replace = [&](llvm::StringRef name) {
      op->getResult(0).replaceAllUsesWith(readRegister(b, name, op->getAttrOfType<mlir::IntegerAttr>("axis").getInt()));
      op->erase();
    };
    llvm::TypeSwitch<Operation *>(op)
        .Case<ir::ThreadIdOp>([&](auto) { replace("tid"); })
        .Case<ir::BlockIdOp>([&](auto) { replace("ctaid"); })
        .Case<ir::BlockDimOp>([&](auto) { replace("ntid"); })
        .Case<ir::GridDimOp>([&](auto) { replace("nctaid"); })
        .Case<ir::BarrierOp>([&](auto) {
          auto name = b.getStringAttr("llvm.nvvm.barrier.cta.sync.aligned.all");
          Value first = LLVM::ConstantOp::create(b, b.getI32IntegerAttr(0));
          LLVM::CallIntrinsicOp::create(b, name, mlir::ValueRange{first});
          op->erase();
        });
  }
};

} // namespace
} // namespace amaru::lower
