// amaru-expand-math: elementary functions become the arithmetic that computes them, without a table or a call, so that a loop
// over them is vectorised like any other. Given is a machine with a fused multiply-add. The formulas are in the other files
// of this folder, one for each family of functions; they are within 0.8 ulp. Coefficients are minimax ones, found by Remez'
// exchange (utils/remez.py).

#include "codegen/lower/ExpandMath/Formula.h"
#include "codegen/lower/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/TypeSwitch.h"

namespace amaru::lower {
#define GEN_PASS_DEF_EXPANDMATH
#include "codegen/lower/Passes.h.inc"

namespace {

namespace math = mlir::math;
using Expand = mlir::Value (*)(Formula &, mlir::Operation *);

/// The formula of an operation; null where there is none.
Expand formulaOf(mlir::Operation *op) {
  mlir::Type type = op->getNumResults() == 1 ? op->getResult(0).getType() : mlir::Type();
  if (!type || !Formula::hasFormat(type))
    return nullptr;
  // A choice of what libm gives is one for all lanes.
  bool isNumber = llvm::isa<mlir::FloatType>(type);
  return llvm::TypeSwitch<mlir::Operation *, Expand>(op)
      .Case<math::ExpOp>([&](auto) { return expandExp; })
      .Case<math::LogOp>([&](auto) { return expandLog; })
      .Case<math::SinOp>([&](auto) { return isNumber ? expandSin : nullptr; })
      .Case<math::CosOp>([&](auto) { return isNumber ? expandCos : nullptr; })
      .Case<math::TanhOp>([&](auto) { return expandTanh; })
      .Case<math::ErfOp>([&](auto) { return mlir::getElementTypeOrSelf(type).isF64() ? expandErf : nullptr; })
      .Case<math::PowFOp>([&](auto) { return isNumber ? expandPow : nullptr; })
      .Default([](auto) { return nullptr; });
}

struct ExpandMath : impl::ExpandMathBase<ExpandMath> {
  void runOnOperation() override {
    // All at first: what a formula leaves to libm stays.
    llvm::SmallVector<std::pair<mlir::Operation *, Expand>> found;
    getOperation().walk([&](mlir::Operation *op) {
      if (Expand formula = formulaOf(op))
        found.push_back({op, formula});
    });
    for (auto [op, formula] : found) {
      Formula f(op);
      op->getResult(0).replaceAllUsesWith(formula(f, op));
      op->erase();
    }
  }
};

} // namespace
} // namespace amaru::lower
