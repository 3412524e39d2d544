// One call made the body of what it calls, for whichever pass decides that.
#pragma once

#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace amaru::ir {

/// Puts the body of `callee`, which is one block, in the place of `call`. Its ops keep their places, the callee's name and
/// the place of the call, so that exceptions make one frame of each; those of a function that is to the user what a C
/// function is to CPython stand at the call itself. Gives the calls that came with the body.
llvm::SmallVector<CallOp> inlineCall(CallOp call, mlir::func::FuncOp callee);

} // namespace amaru::ir
