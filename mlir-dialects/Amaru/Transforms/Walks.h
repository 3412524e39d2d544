// Questions about what an op holds.
#pragma once

#include "mlir/IR/Operation.h"

namespace amaru::ir {

/// The op and all ops inside of it.
inline size_t countOps(mlir::Operation *op) {
  size_t count = 0;
  op->walk([&](mlir::Operation *) { ++count; });
  return count;
}

/// Whether there is an op inside of `op` for which `test` holds.
inline bool holds(mlir::Operation *op, llvm::function_ref<bool(mlir::Operation *)> test) {
  return op
      ->walk([&](mlir::Operation *inner) {
        return inner != op && test(inner) ? mlir::WalkResult::interrupt() : mlir::WalkResult::advance();
      })
      .wasInterrupted();
}

} // namespace amaru::ir
