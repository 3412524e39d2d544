// A kernel's code, cut at its barriers: what each thread runs by itself, and what the block does as one.
#pragma once

#include "codegen/lower/ParallelToGpu/Passes.h"
#include "codegen/lower/ParallelToGpu/Uniformity.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"

namespace amaru::lower {

/// One step of a block of code.
struct Step {
  enum class Kind {
    /// Every thread runs the ops, one thread after another.
    Threads,
    /// The one op gives every thread the same: the block runs it once.
    Together,
    /// The one op is a loop or a branch that all threads take alike: the block takes it, and its blocks have steps.
    Structure,
  };
  Kind kind;
  llvm::SmallVector<mlir::Operation *> ops;
};

/// Cuts a kernel. Nothing may be rewritten while it is in use.
class BarrierCuts {
public:
  explicit BarrierCuts(mlir::func::FuncOp kernel);

  llvm::ArrayRef<Step> steps(mlir::Block &block) const { return plans.find(&block)->second; }
  /// Whether the block has the value once, for all threads.
  bool isOfBlock(mlir::Value value) const { return ofBlock.contains(value); }
  /// Values that live across a cut: each thread needs a place to keep them.
  const llvm::SetVector<mlir::Value> &kept() const { return keptValues; }
  /// Whether an op is computed again where its result is needed behind a cut, rather than kept.
  static bool isRepeated(mlir::Operation *op);

  /// What the code cannot do.
  llvm::SmallVector<KernelFault> faults;

private:
  Uniformity uniformity;
  llvm::DenseMap<mlir::Block *, llvm::SmallVector<Step>> plans;
  llvm::DenseSet<mlir::Value> ofBlock;
  llvm::DenseMap<mlir::Operation *, unsigned> sections;
  llvm::SetVector<mlir::Value> keptValues;
  unsigned lastSection = 0;

  void checkBarriers(mlir::func::FuncOp kernel);
  void cut(mlir::Block &block);
  void enterStructure(mlir::Operation *op);
  bool isTogether(mlir::Operation *op);
  bool isSharedChoice(mlir::Operation *op);
  void findKept(mlir::Block &block);
  void keepOperands(mlir::Operation *op, unsigned section);
  void keep(mlir::Value value);
};

/// The values from outside that the op or its regions use.
llvm::SetVector<mlir::Value> usedFromOutside(mlir::Operation *op);

} // namespace amaru::lower
