// The passes from parallel loops to GPU kernels, by name.
#pragma once

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include <functional>

namespace amaru::lower {

/// What a failing check of a kernel means: where in which function, the exception, the template of its message.
struct KernelSite {
  std::string file;
  unsigned line = 0, column = 0, endLine = 0, endColumn = 0;
  std::string function, exception, message;
};
/// The kernels of a program as a device takes them.
struct DeviceCode {
  std::string text;
  std::vector<KernelSite> sites;
};
/// `code` must outlive the pass.
std::unique_ptr<mlir::Pass> createLaunchOnDevice(const DeviceCode *code = nullptr);

/// What a kernel cannot contain.
struct KernelFault {
  mlir::Location place;
  /// In words, what stands there, and in what: `a parallel loop`, `a kernel`.
  std::string what, container;
  /// For a barrier: the branch or loop that threads do not take alike.
  std::optional<mlir::Location> divergence;
};
using UnsupportedSink = std::function<void(const KernelFault &)>;

/// Without a sink, what a kernel cannot contain is an error of the op.
/// With `keepHost` the rest of the program stays, and launches the kernels.
std::unique_ptr<mlir::Pass> createOutlineKernels(UnsupportedSink sink = nullptr, bool keepHost = false);

/// Reports what `kernel`, or a function that it calls, cannot do on a GPU. False if there is anything.
bool checkKernel(mlir::func::FuncOp kernel, const UnsupportedSink &sink);
/// The same for all kernels that the program wrote itself, which are changed on the way.
bool checkKernels(mlir::ModuleOp module, const UnsupportedSink &sink);

/// Puts functions that ask for their thread into the kernels that call them, and drops them.
void inlineIntoKernels(mlir::ModuleOp module);

/// On the function of a kernel, the code of one thread: its name on the device.
constexpr llvm::StringLiteral kernelAttr = "amaru.kernel";
/// On the function of a kernel that was a parallel loop: the threads of a block, along one axis.
constexpr llvm::StringLiteral blockSizeAttr = "amaru.block_size";
/// On a function that is left when the host's part of the program is gone.
constexpr llvm::StringLiteral deviceAttr = "amaru.device";
/// On a loop of one thread over its share of the iterations: its variable is their number.
constexpr llvm::StringLiteral iterationsAttr = "amaru.iterations";
/// On the kernel's function: its parameters in words.
constexpr llvm::StringLiteral signatureAttr = "amaru.kernel_signature";
/// On the module: for each site, what a failing check there means.
constexpr llvm::StringLiteral sitesAttr = "amaru.sites";
/// On a launch: the kernel's record for the host's runtime.
constexpr llvm::StringLiteral recordAttr = "amaru.record";
/// Ends the thread (codegen/target/nvptx/DeviceRuntime.cpp).
constexpr llvm::StringLiteral failFunction = "amaru_gpu_fail";
/// Threads in a block of a parallel loop: enough to hide latencies, few enough that every kernel gets the registers it
/// wants. A power of two, for the tree of a reduction.
constexpr int64_t loopBlockSize = 256;
/// Blocks of a reduction at most: enough for every device, few enough to combine.
constexpr int64_t maxReducingBlocks = 1024;

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "codegen/lower/ParallelToGpu/Passes.h.inc"
} // namespace amaru::lower
