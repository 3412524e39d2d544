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
    parameters are the captured values and, for each reduction, an array with a place for every block; integer arithmetic
    and extents that the loop needs are computed again inside, so that passes see how the bounds and the extents hang
    together. The `parallel_for` itself stays in the kernel for the passes that prove and version checks.

    Where the host's part stays, a `launch` takes the place of the loop, and combines what the blocks found in their
    order.

    What a kernel cannot contain (allocation, text, output, recursion, a barrier that not all threads reach) is reported
    with its place.
  }];
  let constructor = "::amaru::lower::createOutlineKernels()";
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::scf::SCFDialect"];
}

def MapThreads : Pass<"amaru-map-threads", "::mlir::func::FuncOp"> {
  let summary = "gives each thread of a kernel its iterations";
  let description = [{
    In a kernel, `parallel_for` becomes the one iteration whose number is the thread's, if there is one. With reductions
    each block has a run of iterations of which its threads take turns; their results meet in shared memory, in eight
    rounds with a barrier behind each. Parallel loops inside that, or in functions of the device, run in order.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def ThreadsToLoops : Pass<"amaru-threads-to-loops", "::mlir::ModuleOp"> {
  let summary = "runs kernels on the CPU: blocks on its threads, the threads of a block in loops split at barriers";
  let description = [{
    A kernel becomes a function for one block. Its code is cut at each barrier, and a loop over the block's threads runs
    each piece; what a thread keeps across a cut lies in an array with a place for each thread, and what is the same for
    all threads is computed once. A loop or a branch around a barrier, which all threads take alike, stays around the
    loops over threads. Shared arrays become arrays of that function. `launch` becomes a parallel loop over the blocks.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::func::FuncDialect", "::mlir::scf::SCFDialect"];
}

def LaunchOnDevice : Pass<"amaru-launch-on-device", "::mlir::ModuleOp"> {
  let summary = "leaves of each kernel what the host needs to launch it";
  let description = [{
    Kernels become declarations with a record (runtime/abi/Layouts.h, `amaru_rt_kernel`): the text of all kernels, the
    kernel's name, the form of each argument and whether the kernel writes to it, and what a failing check means. Each
    `launch` names the record of its kernel.
  }];
  let constructor = "::amaru::lower::createLaunchOnDevice()";
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def LowerGrid : Pass<"amaru-lower-grid", "::mlir::func::FuncOp"> {
  let summary = "makes the numbers of the grid and the barrier instructions of the device";
  let description = [{
    `thread_id`, `block_id`, `block_dim` and `grid_dim` read special registers; `barrier` is the machine's.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect"];
}

def LowerKernelChecks : Pass<"amaru-lower-kernel-checks", "::mlir::ModuleOp"> {
  let summary = "lets a failing check end the thread";
  let description = [{
    A check that fails calls
    `amaru_gpu_fail`, which does not return, with the kernel's error slot, the number `iteration * 65536 + site` and what
    the message names; the slot keeps the smallest number, so the lowest failing iteration wins. The module's attribute `amaru.sites` says what each
    site means.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::scf::SCFDialect", "::mlir::LLVM::LLVMDialect"];
}

def CreateKernelEntries : Pass<"amaru-create-kernel-entries", "::mlir::ModuleOp"> {
  let summary = "adds what the driver launches: a kernel whose parameters are numbers and pointers to global memory";
  let description = [{
    Runs on the LLVM dialect. An array is passed as the address of its first element, its sizes and, for layout `strided`,
    its strides in elements; the address of the error slot comes last.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif // AMARU_GPU_PASSES_TD
