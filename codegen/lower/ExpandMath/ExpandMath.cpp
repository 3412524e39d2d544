// amaru-expand-math: elementary functions become the arithmetic that computes them, without a table or a call, so that a loop
// over them is vectorised like any other. Given is a machine with a fused multiply-add. The formulas are in the other files
// of this folder, one for each family of functions; they are within 0.95 ulp. Coefficients are minimax ones, found by Remez'
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
      .Case<math::Exp2Op>([&](auto) { return expandExp2; })
      .Case<math::ExpM1Op>([&](auto) { return expandExpm1; })
      .Case<math::LogOp>([&](auto) { return expandLog; })
      .Case<math::Log1pOp>([&](auto) { return expandLog1p; })
      .Case<math::Log2Op>([&](auto) { return expandLog2; })
      .Case<math::Log10Op>([&](auto) { return expandLog10; })
      .Case<math::SinOp>([&](auto) { return isNumber ? expandSin : nullptr; })
      .Case<math::CosOp>([&](auto) { return isNumber ? expandCos : nullptr; })
      .Case<math::TanOp>([&](auto) { return isNumber ? expandTan : nullptr; })
      .Case<math::AtanOp>([&](auto) { return expandAtan; })
      .Case<math::SinhOp>([&](auto) { return expandSinh; })
      .Case<math::CoshOp>([&](auto) { return expandCosh; })
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
