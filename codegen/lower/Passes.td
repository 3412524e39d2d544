//===- Passes.td - from the amaru dialect to LLVM -------------------------===//
//
// The steps that name a second dialect. Their order and the reason for it stand in codegen/pipeline/CpuPipeline.cpp.

#ifndef AMARU_LOWER_PASSES_TD
#define AMARU_LOWER_PASSES_TD

include "mlir/Pass/PassBase.td"

def OutlineParallel : Pass<"amaru-outline-parallel", "::mlir::ModuleOp"> {
  let summary = "moves the body of each parallel loop into a function that the runtime can run on any thread";
  let description = [{
    `parallel_for` becomes a private function over a part of the range and an `amaru.parallel_call` of it; values from
    outside are passed as arguments. With reductions, the range is cut into at most 256 blocks whose number depends on
    the number of iterations alone; each block leaves its partial results in an array, and they are combined in order, so
    that any number of threads gives the same bits.
  }];
  let dependentDialects = ["::mlir::scf::SCFDialect", "::mlir::func::FuncDialect"];
}

def ConvertAmaruToSCF : Pass<"convert-amaru-to-scf", "::mlir::ModuleOp"> {
  let summary = "turns array expressions into loops";
  let description = [{
    `elementwise` becomes a loop nest over the elements. Where no input is stretched (tested at entry, or known) the
    loops index all arrays alike, in one flat loop if all are contiguous; otherwise stretched axes are read at index 0.
  }];
  let dependentDialects = ["::mlir::scf::SCFDialect"];
}

def ConvertAmaruToArith : Pass<"convert-amaru-to-arith", "::mlir::ModuleOp"> {
  let summary = "spells out Python's division, slices and broadcasting in machine arithmetic";
  let description = [{
    `floor_div`, `mod`, `true_div`, `slice_bounds` and `broadcast_dim` become arith, math and scf ops, `elementary` the math
    op that it names.
  }];
  let dependentDialects = ["::mlir::scf::SCFDialect", "::mlir::math::MathDialect"];
}

def ExpandMath : Pass<"amaru-expand-math", "::mlir::func::FuncOp"> {
  let summary = "computes elementary functions in place, by arithmetic that any vector can do";
  let description = [{
    `math.exp`, `log`, `sin` and their like of f64 and f32 become straight-line arith and math ops around `math.fma`, which
    loops are vectorised over; a vector's elements have a scalar's bits. What a formula does not cover (a sine of more than
    2^20, a power of 0) is `amaru.libm` in an `scf.if`. Other types keep the operation.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect", "::mlir::scf::SCFDialect", "::amaru::ir::AmaruDialect"];
}

def LowerRaises : Pass<"amaru-lower-raises", "::mlir::ModuleOp"> {
  let summary = "makes every exception a branch";
  let description = [{
    Runs on control-flow graphs. A function that may raise gets one more result, true when it did. Each raising op
    becomes a comparison and a branch to a cold block, one for up to 64 of them, that records the exception (or, behind a
    call, adds a line to the traceback) and returns. Inside the body of a `try` that block goes to the handler instead, and
    the `try` itself dissolves into the function's blocks. Recursive functions test the stack first. A function that cannot
    raise is left alone.
  }];
  let dependentDialects = ["::mlir::cf::ControlFlowDialect", "::mlir::func::FuncDialect", "::mlir::LLVM::LLVMDialect"];
}

def ManageOwnership : Pass<"amaru-manage-ownership", "::mlir::ModuleOp"> {
  let summary = "releases arrays and strings after their last use, on every path";
  let description = [{
    Runs on control-flow graphs in which exceptions are branches. Results of calls and allocations are owned, parameters
    are borrowed, views keep what they view alive, block arguments are owned. A value is released after its last
    use on each path, handed over where it is returned or passed on as its last use, and retained where it is needed
    again or was only borrowed.
  }];
  let dependentDialects = ["::mlir::cf::ControlFlowDialect"];
}

def ConvertAmaruToLLVM : Pass<"convert-amaru-to-llvm", "::mlir::ModuleOp"> {
  let summary = "gives arrays, strings, globals and functions their machine form, and adds entry points";
  let description = [{
    An array becomes {owner, data, sizes} (and strides in elements for layout `strided`), a string a pointer. Functions
    become internal LLVM functions; one with the attribute `amaru.entry = "symbol"` is also reached through
    `int32 symbol(void *args, void *results)`, whose arguments and results lie in slots of 8 bytes.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif // AMARU_LOWER_PASSES_TD
