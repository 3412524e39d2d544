// The last step: everything that is left becomes the LLVM dialect, in one conversion.

#include "codegen/lower/AmaruToLLVM/Patterns.h"
#include "codegen/lower/Passes.h"
#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ComplexToLLVM/ComplexToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVM.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/MathToLibm/MathToLibm.h"
#include "mlir/Conversion/UBToLLVM/UBToLLVM.h"
#include "mlir/Conversion/VectorToLLVM/ConvertVectorToLLVM.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/IR/Matchers.h"

namespace amaru::lower {
#define GEN_PASS_DEF_CONVERTAMARUTOLLVM
#include "codegen/lower/Passes.h.inc"

namespace LLVM = mlir::LLVM;
namespace func = mlir::func;

namespace {

/// Stack space of constant size is taken once, in the entry block, even where it is asked for in a loop.
void hoistAllocas(func::FuncOp function) {
  if (function.isExternal())
    return;
  mlir::Operation *first = &function.getBody().front().front();
  function.walk([&](LLVM::AllocaOp alloca) {
    mlir::Operation *size = alloca.getArraySize().getDefiningOp();
    if (!size || !size->hasTrait<mlir::OpTrait::ConstantLike>())
      return;
    mlir::OpBuilder b(first);
    alloca.getArraySizeMutable().assign(b.clone(*size)->getResult(0));
    alloca->moveBefore(first);
  });
}

/// Seen from outside are the entry points only.
void makeInternal(func::FuncOp function) {
  if (function.isExternal())
    return;
  function.setPrivate();
  auto linkage = LLVM::LinkageAttr::get(function.getContext(), LLVM::Linkage::Internal);
  function->setAttr("llvm.linkage", linkage);
}

void addPatterns(mlir::LLVMTypeConverter &converter, mlir::RewritePatternSet &patterns) {
  addArrayPatterns(converter, patterns);
  addListPatterns(converter, patterns);
  addRuntimePatterns(converter, patterns);
  mlir::arith::populateCeilFloorDivExpandOpsPatterns(patterns);
  mlir::arith::populateArithToLLVMConversionPatterns(converter, patterns);
  mlir::cf::populateControlFlowToLLVMConversionPatterns(converter, patterns);
  mlir::populateFuncToLLVMConversionPatterns(converter, patterns);
  mlir::populateComplexToLLVMConversionPatterns(converter, patterns);
  mlir::ub::populateUBToLLVMConversionPatterns(converter, patterns);
  mlir::populateVectorToLLVMConversionPatterns(converter, patterns);
  // What has an LLVM intrinsic uses it (strict ones become calls of libm when machine code is made); the rest calls libm.
  mlir::populateMathToLLVMConversionPatterns(converter, patterns, /*approximateLog1p=*/false);
  // They would make exp(x) - 1 of expm1(x), which has lost its digits near 0.
  mlir::OperationName expm1(mlir::math::ExpM1Op::getOperationName(), patterns.getContext());
  llvm::erase_if(patterns.getNativePatterns(), [&](auto &pattern) { return pattern->getRootKind() == expm1; });
  mlir::populateMathToLibmConversionPatterns(patterns, /*benefit=*/0);
}

struct ConvertAmaruToLLVM : impl::ConvertAmaruToLLVMBase<ConvertAmaruToLLVM> {
  void runOnOperation() override {
    mlir::ModuleOp module = getOperation();
    llvm::SmallVector<EntryPoint> entries = findEntryPoints(module);
    if (module.walk([](ir::ParallelCallOp) { return mlir::WalkResult::interrupt(); }).wasInterrupted())
      module->setAttr("amaru.threads", mlir::UnitAttr::get(&getContext()));
    for (auto function : module.getOps<func::FuncOp>()) {
      hoistAllocas(function);
      makeInternal(function);
    }
    mlir::LLVMTypeConverter converter(&getContext());
    addArrayConversions(converter);
    mlir::RewritePatternSet patterns(&getContext());
    addPatterns(converter, patterns);
    mlir::LLVMConversionTarget target(getContext());
    target.addLegalOp<mlir::ModuleOp>();
    if (failed(mlir::applyFullConversion(module, target, std::move(patterns))))
      return signalPassFailure();
    for (auto function : module.getOps<LLVM::LLVMFuncOp>())
      function.setNoUnwind(true);
    module->removeAttr("amaru.threads");
    for (const EntryPoint &entry : entries)
      createEntryPoint(module, converter, entry);
  }
};

} // namespace
} // namespace amaru::lower
