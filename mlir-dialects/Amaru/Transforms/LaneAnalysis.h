// What has to be known before the iterations of a loop may run side by side, one in each lane of a vector: which values
// differ from lane to lane, and that no iteration needs what another one writes.
#pragma once

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"

namespace amaru::ir {

/// How a variable that the loop carries gets from one iteration to the next.
enum class LaneCarry {
  /// Only added to: each lane has a sum of its own, which are added up. Integers alone, whose sum has no order.
  IntegerSum,
  /// `s = s + x`, once, at the end: the lanes' values are added one after the other, in Python's order.
  OrderedSum,
  /// Changed under a condition, rarely: lanes run on as if it never were, and one that wants to change it is run again.
  Conditional,
};

/// The analysis of one `scf.for` with step 1.
class LaneAnalysis {
public:
  explicit LaneAnalysis(mlir::scf::ForOp loop);

  /// Whether the iterations can run side by side, if the arrays of `disjoint` do not overlap.
  bool isLegal() const { return reason.empty(); }
  /// Why not, in words for the program's author.
  llvm::StringRef whyNot() const { return reason; }

  /// Whether a value may differ between lanes.
  bool varies(mlir::Value value) const { return varying.contains(value); }
  /// Whether the lanes may leave this `scf.while` in different rounds.
  bool isDivergent(mlir::scf::WhileOp loop) const { return varies(loop.getConditionOp().getCondition()); }
  /// By how much a value grows from one lane to the next, where that is a constant.
  std::optional<int64_t> stride(mlir::Value value) const;

  LaneCarry carry(unsigned position) const { return *carries[position]; }
  /// Pairs of arrays, one of which is written, that are different values but may be the same storage.
  llvm::ArrayRef<std::pair<mlir::Value, mlir::Value>> disjoint() const { return pairs; }
  /// The size in bytes of the widest number that differs between lanes.
  unsigned widestBytes() const { return widest; }
  bool contains(mlir::Value value) const { return loop->isAncestor(value.getParentBlock()->getParentOp()); }

private:
  mlir::scf::ForOp loop;
  std::string reason;
  llvm::DenseSet<mlir::Value> varying;
  /// None for what each iteration needs of the one before.
  llvm::SmallVector<std::optional<LaneCarry>> carries;
  llvm::SmallVector<std::pair<mlir::Value, mlir::Value>> pairs;
  unsigned widest = 1;

  void fail(llvm::StringRef why) {
    if (reason.empty())
      reason = why.str();
  }
  bool mark(mlir::Value value);
  void findVarying();
  bool visit(mlir::Block &block, bool isMasked);
  bool visit(mlir::Operation &op, bool isMasked);
  void checkOps();
  void checkOp(mlir::Operation *op);
  void checkLoad(LoadOp load);
  void checkStore(StoreOp store);
  void checkMemory();
  void checkCarries();
  std::optional<LaneCarry> classify(unsigned position);
  bool reachesWhile(mlir::Value start) const;
  void measure();
};

/// The axis along which neighbours lie next to each other in memory; none for strided arrays.
std::optional<int64_t> contiguousAxis(ArrayType type);

/// Whether an op is a function of its operands' elements alone, so that it applies to vectors as it stands.
bool isLanewise(mlir::Operation *op);

/// An integer division, which must not see a divisor of zero even in a lane that is switched off.
bool isIntegerDivision(mlir::Operation *op);

/// An op that raises when its operands say so; run in lanes, it marks the lanes in which it would.
bool isLaneCheck(mlir::Operation *op);

} // namespace amaru::ir
