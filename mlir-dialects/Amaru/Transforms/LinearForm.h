// Sums of integer values with constant factors, as exact mathematics: `2*i + n - 1`. They are what range proofs are made
// of. Numbers are 128 bits wide, and a form whose numbers grow near that is given up.
#pragma once

#include "mlir/IR/Value.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace amaru::ir {

using Int128 = __int128;

/// The constant that a value is, if it is one.
std::optional<int64_t> constantOf(mlir::Value value);

class LinearForm {
public:
  LinearForm() = default;
  /// Not explicit: a number is a form.
  LinearForm(Int128 constant) : constant(constant) {}

  static LinearForm of(mlir::Value value) {
    LinearForm form;
    form.terms.push_back({value, 1});
    return form;
  }

  struct Term {
    mlir::Value value;
    Int128 factor;
  };

  llvm::ArrayRef<Term> getTerms() const { return terms; }
  Int128 getConstant() const { return constant; }
  bool isConstant() const { return terms.empty(); }

  Int128 factorOf(mlir::Value value) const;

  /// this += factor * other. False if a number becomes too large; the form is then unusable.
  [[nodiscard]] bool add(const LinearForm &other, Int128 factor = 1);
  [[nodiscard]] bool scale(Int128 factor);

private:
  llvm::SmallVector<Term, 4> terms;
  Int128 constant = 0;
};

/// What `value` is a sum of: follows additions, subtractions and multiplications by constants that do not wrap. Anything
/// else is a term of its own.
LinearForm linearize(mlir::Value value);

} // namespace amaru::ir
