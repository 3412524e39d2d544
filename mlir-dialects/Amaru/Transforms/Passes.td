//===- Passes.td - passes that stay inside the amaru dialect --------------===//
//
// They make checks disappear, make loops interruptible, or relax floats; what they leave is the program that was asked for.

#ifndef AMARU_TRANSFORMS_PASSES_TD
#define AMARU_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def ProveChecks : Pass<"amaru-prove-checks", "::mlir::func::FuncOp"> {
  let summary = "deletes the checks that cannot fail";
  let description = [{
    Bounds every int by sums of other ints (`i <= n - 1` inside `range(n)`), by what loops, extents, conditions and
    earlier checks say, and then deletes each `check_index` that is inside, makes `amaru.add/sub/mul` that cannot
    overflow plain `arith` with `nsw`, and deletes each `raise_if` whose condition is never true. An index that is known
    not to be negative keeps one comparison (`nonnegative`). What depends on the contents of arrays stays.
  }];
  let constructor = "::amaru::ir::createProveChecks()";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def VersionLoops : Pass<"amaru-version-loops", "::mlir::func::FuncOp"> {
  let summary = "tests at the entry of a loop nest what its checks would test in each iteration";
  let description = [{
    Before a nest that still has checks, the interval of each checked value over all iterations is computed from the
    loops' bounds. If every interval is inside, a copy without these checks runs; otherwise the original, which raises at
    the exact iteration. Checks of values that the loop bounds do not determine stay in both copies. Nests above
    a size limit are left alone.
  }];
  let constructor = "::amaru::ir::createVersionLoops()";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect", "::mlir::LLVM::LLVMDialect"];
}

def InlineCalls : Pass<"amaru-inline-calls", "::mlir::ModuleOp"> {
  let summary = "puts small functions in the place of their calls in loops";
  let description = [{
    A call inside a loop of a function that is small, structured and not recursive becomes the function's body, so that
    checks are proved, loops versioned and lanes formed with the caller's loop in view. Locations keep both places and the
    callee's name: tracebacks stay as they were. A function that is one operation is put in everywhere. A function that
    nothing calls any more goes.
  }];
}

def VectorizeLanes : Pass<"amaru-vectorize-lanes", "::mlir::func::FuncOp"> {
  let summary = "runs neighbouring iterations of a loop that holds loops in the lanes of vectors";
  let description = [{
    Where the iterations of an outer loop are independent, reads and writes are adjacent or the same for all, and inner
    loops only compute, each lane of a vector runs one iteration, in the order of its own operations. Lanes that leave a
    `while` loop wait for the others. A check that fails in a lane makes the group of iterations run again one by one, from
    where nothing was stored yet. A loop without others is taken where a `raise_if` or
    `libm` is left in it and it computes much, and where it looks for the largest or smallest of floats.
    Does nothing with `vector-bytes=0`.
  }];
  let options = [Option<"vectorBytes", "vector-bytes", "unsigned", "0", "the width of the machine's vectors in bytes">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect", "::mlir::vector::VectorDialect"];
}

def ForwardLengths : Pass<"amaru-forward-lengths", "::mlir::ModuleOp"> {
  let summary = "asks a list for its length once where it cannot change in between";
  let description = [{
    A `list_len` of a list whose length is known at that point becomes that value, and one inside a loop that changes the
    length of no list of this type moves before the loop. Afterwards the bounds of `for i in range(len(a))` and the extent
    of `a[i]` in it are one value, as they are for arrays. Calls change what the functions that they reach change.
  }];
  let constructor = "::amaru::ir::createForwardLengths()";
}

def InsertPolls : Pass<"amaru-insert-polls", "::mlir::func::FuncOp"> {
  let summary = "lets long loops notice Ctrl-C";
  let description = [{
    An outermost loop that contains loops or calls polls in each iteration. A plain counting loop of more than 2^16
    trips, or of an unknown number, runs in strips of 2^16 with one poll before each, so that the loop inside can still be
    vectorised. A `while` loop polls in each iteration.
  }];
  let constructor = "::amaru::ir::createInsertPolls()";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def SetFastmath : Pass<"amaru-set-fastmath", "::mlir::func::FuncOp"> {
  let summary = "lets the float operations of a function do what its author allowed";
  let description = [{
    `fastmath=` leaves the attribute `amaru.fastmath` on a function. Its flags are added to each arith and math operation
    of the function that has such flags. A function without the attribute stays strict.
  }];
  let constructor = "::amaru::ir::createSetFastmath()";
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

#endif // AMARU_TRANSFORMS_PASSES_TD
