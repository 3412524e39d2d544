//===- Passes.td - passes that stay inside the amaru dialect --------------===//
//
// They make checks disappear, or make loops interruptible; what they leave is the same program.

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

#endif // AMARU_TRANSFORMS_PASSES_TD
