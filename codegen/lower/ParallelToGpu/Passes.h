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

/// Told of what a kernel cannot contain: the place, and in words what stands there.
using UnsupportedSink = std::function<void(mlir::Location, llvm::StringRef)>;

/// Without a sink, what a kernel cannot contain is an error of the op.
std::unique_ptr<mlir::Pass> createOutlineKernels(UnsupportedSink sink = nullptr, bool simulateGrid = false);

/// Reports what `kernel`, or a function that it calls, cannot do on a GPU. False if there is anything.
bool checkKernel(mlir::func::FuncOp kernel, const UnsupportedSink &sink);

/// On the kernel's function: its name on the device.
constexpr llvm::StringLiteral kernelAttr = "amaru.kernel";
/// On a parallel loop over the blocks of a simulated grid.
constexpr llvm::StringLiteral launchAttr = "amaru.launch";
/// On the kernel's function: its parameters in words.
constexpr llvm::StringLiteral signatureAttr = "amaru.kernel_signature";
/// On the module: for each site, what a failing check there means.
constexpr llvm::StringLiteral sitesAttr = "amaru.sites";
/// Ends the thread (codegen/target/nvptx/DeviceRuntime.cpp).
constexpr llvm::StringLiteral failFunction = "amaru_gpu_fail";
/// Threads in a block at most: enough to hide latencies, few enough that every kernel gets the registers it wants.
constexpr int64_t maxBlockSize = 256;

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "codegen/lower/ParallelToGpu/Passes.h.inc"
} // namespace amaru::lower
