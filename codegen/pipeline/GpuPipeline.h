// The way from the amaru dialect to kernels for a GPU, up to the LLVM dialect; the target makes PTX of it.
#pragma once

#include "codegen/lower/ParallelToGpu/Passes.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"
#include <string>

namespace amaru::codegen {

struct GpuOptions {
  /// Prove checks away and version loops; off shows what every check costs.
  bool removeChecks = true;
  /// Told of what a kernel cannot contain.
  lower::UnsupportedSink unsupported;
};

/// Adds the passes to `passes`, whose anchor is `builtin.module`.
void buildGpuPipeline(mlir::OpPassManager &passes, const GpuOptions &options = {});

/// The sites of a module that has gone through the pipeline.
std::vector<lower::KernelSite> kernelSites(mlir::ModuleOp module);

/// Adds the passes that make a program launch the kernels of `code` on a device; the CPU pipeline follows.
void buildGpuHostPipeline(mlir::OpPassManager &passes, const lower::DeviceCode &code, const GpuOptions &options = {});

/// Adds the passes that make a program run its kernels on the CPU, blocks on threads; the CPU pipeline follows.
void buildGpuSimPipeline(mlir::OpPassManager &passes, const GpuOptions &options = {});

/// Makes the pipeline known to `amaru-opt` as `amaru-gpu-llvm`, and its passes by their names.
void registerGpuPipelines();

/// Whether a module that has gone through the pipeline has kernels.
bool hasKernels(mlir::ModuleOp module);

/// Comments for the head of the PTX: the kernels' parameters, and what each site that a kernel may note in its error slot
/// means.
std::string describeKernels(mlir::ModuleOp module);

} // namespace amaru::codegen
