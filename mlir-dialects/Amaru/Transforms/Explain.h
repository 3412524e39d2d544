// How passes tell what they did with each check, for whoever explains the compiled program to its author.
#pragma once

#include "mlir/IR/Location.h"
#include "llvm/ADT/StringRef.h"
#include <functional>

namespace amaru::ir {

/// What became of a check.
enum class CheckFate {
  /// It cannot fail; deleted.
  Proved,
  /// Only its upper bound is compared; the wrap-around of negative indices went.
  SignProved,
  /// Tested once at the loop's entry; the fast copy of the loop is without it.
  Versioned,
  /// It stays, for the reason given.
  Kept,
};

/// Receives one call for each check, each loop and each decision. Passes work on one function at a time; calls never overlap.
struct ExplainSink {
  /// `check` is the op's name without its dialect: `check_index`, `add`, `raise_if`.
  std::function<void(mlir::Location location, llvm::StringRef check, CheckFate fate, llvm::StringRef reason)> check;
  /// A loop that holds other loops: how many of its iterations run side by side, or 0 and why it is one.
  std::function<void(mlir::Location location, unsigned lanes, llvm::StringRef reason)> lanes;
};

} // namespace amaru::ir
