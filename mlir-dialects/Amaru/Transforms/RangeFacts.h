// What is known of the ints at a point of a function, and proofs from it.
//
// A fact is a linear form that is not negative. Some follow from how a value is made (a loop variable is below the loop's
// end); others hold in a part of the function only (behind a condition, behind a check) and are kept in scopes.
#pragma once

#include "mlir-dialects/Amaru/Transforms/LinearForm.h"
#include "llvm/ADT/DenseMap.h"

namespace amaru::ir {

/// Both ends included.
struct ConstantRange {
  Int128 low, high;
};

class RangeFacts {
public:
  /// Whether `form` >= 0 in every run that gets here.
  bool isNonNegative(const LinearForm &form);

  /// What `condition` is in every run that gets here, if that is known.
  std::optional<bool> decide(mlir::Value condition);

  /// The values that `value` can have, from how it is made.
  ConstantRange rangeOf(mlir::Value value);

  /// From here to the end of the scope, `form` >= 0.
  void assume(const LinearForm &form);
  /// From here to the end of the scope, `condition` is `truth`.
  void assumeCondition(mlir::Value condition, bool truth);

  /// From here to the end of the scope, `count` > 0, which says more if it counts the elements of a range.
  void assumeRounds(mlir::Value count);

  size_t openScope() const { return assumed.size(); }
  void closeScope(size_t mark);

private:
  llvm::SmallVector<LinearForm> assumed;
  llvm::DenseMap<mlir::Value, llvm::SmallVector<size_t>> assumedOf;
  llvm::DenseMap<mlir::Value, ConstantRange> ranges;
  unsigned budget = 0;

  bool prove(const LinearForm &goal, unsigned depth);
  bool proveThrough(const LinearForm &goal, mlir::Value value, const LinearForm &fact, unsigned depth);
  Int128 lowestValue(const LinearForm &form);
  bool isDifferenceNonNegative(mlir::Value lhs, mlir::Value rhs, Int128 constant);

  void structuralFacts(mlir::Value value, llvm::SmallVectorImpl<LinearForm> &facts);
  void argumentFacts(mlir::BlockArgument argument, llvm::SmallVectorImpl<LinearForm> &facts);
  ConstantRange computeRange(mlir::Value value);
  /// The most that `next` exceeds `start` by, if it is never below it.
  std::optional<Int128> growth(mlir::Value next, mlir::Value start, unsigned depth = 8);
};

} // namespace amaru::ir
