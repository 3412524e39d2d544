// The GPU pipeline: a flat list, with a reason beside each pass.

#include "codegen/pipeline/GpuPipeline.h"
#include "codegen/lower/ParallelToGpu/Passes.h"
#include "codegen/lower/Passes.h"
#include "mlir-dialects/Amaru/Transforms/Passes.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/StringExtras.h"

namespace amaru::codegen {

using mlir::func::FuncOp;

namespace {

void addCleanUp(mlir::OpPassManager &passes) {
  passes.addNestedPass<FuncOp>(mlir::createCanonicalizerPass());
  passes.addNestedPass<FuncOp>(mlir::createCSEPass());
}

/// Kernels of their own, in which only checks that may fail are left.
void addKernelStage(mlir::OpPassManager &passes, const GpuOptions &options, bool keepHost) {
  // Constants and equal extents are one value each: captures are told apart by identity.
  addCleanUp(passes);
  // Extents leave the loops, so that those that are captured are computed once in a kernel.
  passes.addNestedPass<FuncOp>(mlir::createLoopInvariantCodeMotionPass());
  if (options.removeChecks) {
    // With all that the host's part knows of the captured values.
    passes.addNestedPass<FuncOp>(ir::createProveChecks());
    addCleanUp(passes);
  }
  // Before versioning: the test at a loop's entry then lies in the kernel, which chooses its copy by itself.
  passes.addPass(lower::createOutlineKernels(options.unsupported, keepHost));
  addCleanUp(passes);
  if (options.removeChecks) {
    // What the arithmetic that moved along says.
    passes.addNestedPass<FuncOp>(ir::createProveChecks());
    addCleanUp(passes);
    // What is left of a nest's checks moves to the kernel's entry.
    passes.addNestedPass<FuncOp>(ir::createVersionLoops());
  }
  // Passes that look at loops are done with the kernel's own.
  passes.addNestedPass<FuncOp>(lower::createMapThreads());
}

/// In one line, whatever a file is called.
std::string escaped(llvm::StringRef text) {
  std::string result;
  for (char c : text)
    result += llvm::isPrint(c) || (c & 0x80) ? c : '?';
  return result;
}

} // namespace

void buildGpuPipeline(mlir::OpPassManager &passes, const GpuOptions &options) {
  addKernelStage(passes, options, /*keepHost=*/false);
  // Array expressions are loops of one thread.
  passes.addPass(lower::createConvertAmaruToSCF());
  // Division, slices and broadcasting; some of it is checked.
  passes.addPass(lower::createConvertAmaruToArith());
  // All float operations are there by now.
  passes.addNestedPass<FuncOp>(ir::createSetFastmath());
  // All checks are there by now, and loops still have their structure.
  passes.addPass(lower::createLowerKernelChecks());
  // Checks have asked for their thread's number by now.
  passes.addNestedPass<FuncOp>(lower::createLowerGrid());
  addCleanUp(passes);
  passes.addPass(mlir::createSCFToControlFlowPass());
  passes.addNestedPass<FuncOp>(mlir::createCanonicalizerPass());
  passes.addPass(lower::createConvertAmaruToLLVM());
  // Arrays have their machine form, which the kernels' parameters are read into.
  passes.addPass(lower::createCreateKernelEntries());
  passes.addPass(mlir::createCanonicalizerPass());
  passes.addPass(mlir::createCSEPass());
}

void buildGpuHostPipeline(mlir::OpPassManager &passes, const lower::DeviceCode &code, const GpuOptions &options) {
  addKernelStage(passes, options, /*keepHost=*/true);
  // What the kernels do is in `code`; from here on they are records.
  passes.addPass(lower::createLaunchOnDevice(&code));
}

void buildGpuSimPipeline(mlir::OpPassManager &passes, const GpuOptions &options) {
  addKernelStage(passes, options, /*keepHost=*/true);
  // Before the CPU's passes, which take the loops over threads for loops like any other.
  passes.addPass(lower::createThreadsToLoops());
}

void registerGpuPipelines() {
  lower::registerAmaruGpuPasses();
  static mlir::PassPipelineRegistration<> toLlvm("amaru-gpu-llvm",
                                                 "the whole GPU pipeline, down to kernels in the LLVM dialect",
                                                 [](mlir::OpPassManager &passes) { buildGpuPipeline(passes); });
}

bool hasKernels(mlir::ModuleOp module) {
  return llvm::any_of(module.getOps<mlir::LLVM::LLVMFuncOp>(), [](mlir::LLVM::LLVMFuncOp function) {
    return function.getCConv() == mlir::LLVM::CConv::PTX_Kernel;
  });
}

std::string describeKernels(mlir::ModuleOp module) {
  std::string text;
  for (auto function : module.getOps<mlir::LLVM::LLVMFuncOp>())
    if (auto signature = function->getAttrOfType<mlir::StringAttr>(lower::signatureAttr))
      text += "// kernel " + signature.str() + "\n";
  text +=
      "// Blocks have 256 threads, and thread k runs iteration k, so that there are at least as many threads as\n"
      "// iterations. With a result of each block, their number is ceil(iterations / 256), at most 1024, and they are\n"
      "// combined in the order of the blocks. The error slot is 8 bytes that start as -1; a thread whose check fails\n"
      "// puts iteration * 65536 + site there, and the smallest stays.\n";
  for (auto [number, site] : llvm::enumerate(kernelSites(module))) {
    text += "// site " + std::to_string(number) + ": " + escaped(site.exception + ": " + site.message);
    if (!site.file.empty())
      text += " (" + escaped(site.file) + ":" + std::to_string(site.line) + ")";
    text += "\n";
  }
  return text;
}

std::vector<lower::KernelSite> kernelSites(mlir::ModuleOp module) {
  std::vector<lower::KernelSite> result;
  for (auto parts : module->getAttrOfType<mlir::ArrayAttr>(lower::sitesAttr).getAsRange<mlir::ArrayAttr>()) {
    lower::KernelSite &site = result.emplace_back();
    auto text = [&](unsigned i) { return llvm::cast<mlir::StringAttr>(parts[i]).str(); };
    auto place = mlir::Location(llvm::cast<mlir::LocationAttr>(parts[0]))->findInstanceOf<mlir::FileLineColRange>();
    site.function = text(1);
    site.exception = text(2);
    site.message = text(3);
    if (!place)
      continue;
    site.file = place.getFilename().str();
    site.line = place.getStartLine();
    site.column = place.getStartColumn();
    site.endLine = place.getEndLine();
    site.endColumn = place.getEndColumn();
  }
  return result;
}

} // namespace amaru::codegen
