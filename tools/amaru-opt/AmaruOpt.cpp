// Runs passes over .mlir files, for tests and for looking at one step:
//
//     amaru-opt --amaru-prove-checks file.mlir
//
// With --amaru-asm, --amaru-object, --amaru-shared or --amaru-llvm-ir first, compiles a file all the way instead.

#include "codegen/lower/Passes.h"
#include "codegen/pipeline/CpuPipeline.h"
#include "codegen/pipeline/GpuPipeline.h"
#include "mlir-dialects/Amaru/Transforms/Passes.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "tools/amaru-opt/Compile.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  amaru::codegen::registerCpuDialects(registry);
  if (amaru::isCompileCommand(argc, argv))
    return amaru::runCompileCommand(argc, argv, registry);
  mlir::registerTransformsPasses();
  mlir::registerSCFToControlFlowPass();
  amaru::ir::registerAmaruTransformsPasses();
  amaru::lower::registerAmaruLowerPasses();
  amaru::codegen::registerCpuPipelines();
  amaru::codegen::registerGpuPipelines();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "the passes of Amaru\n", registry));
}
