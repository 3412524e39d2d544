//===- Passes.td - from parallel loops to GPU kernels ---------------------===//
//
// The steps that a program for a GPU takes besides those that it shares with the CPU. Their order and the reason for it
// stand in codegen/pipeline/GpuPipeline.cpp.

#ifndef AMARU_GPU_PASSES_TD
#define AMARU_GPU_PASSES_TD

include "mlir/Pass/PassBase.td"

def OutlineKernels : Pass<"amaru-outline-kernels", "::mlir::ModuleOp"> {
  let summary = "makes a kernel of each parallel loop and drops everything that no kernel reaches";
  let description = [{
    `parallel_for` moves into a function of its own with the attribute `amaru.kernel` (its name on the device). The
    parameters are the captured values and, last, the number of the thread; integer arithmetic and extents that the
    loop needs are computed again inside, so that passes see how the bounds and the extents hang together. The
    `parallel_for` itself stays in the kernel for the passes that prove and version checks.

    With a simulated grid the host's part stays, and each loop becomes a parallel loop over blocks that calls the kernel
    for every thread of its block.

    What a kernel cannot contain (allocation, text, output, reductions, recursion) is reported with its place.
  }];
  let constructor = "::amaru::lower::createOutlineKernels()";
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::scf::SCFDialect"];
}

def MapThreads : Pass<"amaru-map-threads", "::mlir::func::FuncOp"> {
  let summary = "gives each thread of a kernel its iteration";
  let description = [{
    In a kernel, `parallel_for` becomes the one iteration whose number is the thread's, if there is one. Parallel loops
    inside that, or in other functions, become loops that run in order.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def LowerKernelChecks : Pass<"amaru-lower-kernel-checks", "::mlir::ModuleOp"> {
  let summary = "lets a failing check end the thread";
  let description = [{
    A check that fails calls
    `amaru_gpu_fail`, which does not return, with the kernel's error slot and the number `iteration * 65536 + site`; the
    slot keeps the smallest, so the lowest failing iteration wins. The module's attribute `amaru.sites` says what each
    site means.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::scf::SCFDialect", "::mlir::LLVM::LLVMDialect"];
}

def CreateKernelEntries : Pass<"amaru-create-kernel-entries", "::mlir::ModuleOp"> {
  let summary = "adds what the driver launches: a kernel whose parameters are numbers and pointers to global memory";
  let description = [{
    Runs on the LLVM dialect. An array is passed as the address of its first element, its sizes and, for layout `strided`,
    its strides in elements; the address of the error slot comes last. Thread k of the grid runs iteration k.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif // AMARU_GPU_PASSES_TD
