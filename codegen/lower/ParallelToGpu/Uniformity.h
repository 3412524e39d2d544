// Which values are the same for all threads of a block.
#pragma once

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseSet.h"

namespace amaru::lower {

/// Of a kernel's values. A parameter is the same for all threads, a thread's number is not, and neither is what was read
/// from memory; what is computed from the first alone, by a path that all threads take alike, is the same again.
class Uniformity {
public:
  explicit Uniformity(mlir::func::FuncOp kernel);

  bool isUniform(mlir::Value value) const { return !divergent.contains(value); }
  /// Whether all threads execute the op or none does, as far as the ops around it say. If not, `because` is the first of
  /// those whose condition or bounds differ between threads.
  bool isReachedTogether(mlir::Operation *op, mlir::Operation *&because) const;

private:
  llvm::DenseSet<mlir::Value> divergent;
  bool changed = false;

  void mark(mlir::Value value) { changed |= divergent.insert(value).second; }
  void markAll(mlir::ValueRange values);
  void join(mlir::Value to, mlir::ValueRange from);
  void visit(mlir::Operation *op);
};

/// Whether there is a barrier in the op, or it is one.
bool containsBarrier(mlir::Operation *op);

} // namespace amaru::lower
