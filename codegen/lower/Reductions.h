// The combinations that a parallel loop's `kinds` name.
#pragma once

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace amaru::lower {

/// Two partial results made one, `lhs` being that of the earlier iterations. Python's int stays checked.
mlir::Value combineReduced(mlir::ImplicitLocOpBuilder &b, llvm::StringRef kind, mlir::Value lhs, mlir::Value rhs);

/// Replaces the results of `loop` by what `blocks` elements of each of `partials` make together, one after the other. The
/// builder stands behind the loop that does it.
void combinePartials(mlir::ImplicitLocOpBuilder &b, ir::ParallelForOp loop, mlir::ValueRange partials,
                     mlir::Value blocks);

} // namespace amaru::lower
