// amaru-set-fastmath: what a function may do with floats, said by an attribute, becomes a flag of each of its
// operations: LLVM asks the instruction, and keeps its flags when it inlines it.
#include "mlir-dialects/Amaru/Transforms/Passes.h"

namespace amaru::ir {

#define GEN_PASS_DEF_SETFASTMATH
#include "mlir-dialects/Amaru/Transforms/Passes.h.inc"

namespace {

struct SetFastmath : impl::SetFastmathBase<SetFastmath> {
  void runOnOperation() override {
    auto allowed = getOperation()->getAttrOfType<mlir::arith::FastMathFlagsAttr>(fastmathAttribute);
    if (!allowed)
      return;
    getOperation().walk([&](mlir::arith::ArithFastMathInterface op) {
      auto present = op.getFastMathFlagsAttr();
      auto flags = allowed.getValue() | (present ? present.getValue() : mlir::arith::FastMathFlags::none);
      op->setAttr(op.getFastMathAttrName(), mlir::arith::FastMathFlagsAttr::get(&getContext(), flags));
    });
  }
};

} // namespace

std::unique_ptr<mlir::Pass> createSetFastmath() { return std::make_unique<SetFastmath>(); }

} // namespace amaru::ir
