// The combinations that a parallel loop's `kinds` name.
#pragma once

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace amaru::lower {

/// Two partial results made one, `lhs` being that of the earlier iterations. Python's int stays checked.
mlir::Value combineReduced(mlir::ImplicitLocOpBuilder &b, llvm::StringRef kind, mlir::Value lhs, mlir::Value rhs);

} // namespace amaru::lower
