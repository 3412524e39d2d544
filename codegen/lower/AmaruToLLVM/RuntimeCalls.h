// Calls of the runtime library, declared from runtime/abi/RuntimeFunctions.def.
#pragma once

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace amaru::lower {

/// The declaration of a runtime function in `module`; null if the table has no such name.
mlir::LLVM::LLVMFuncOp declareRuntime(mlir::ModuleOp module, llvm::StringRef name);

/// Calls a runtime function of the table. Operands are brought to its parameter types: references and floats pass as
/// 64 bits where it takes an integer.
mlir::LLVM::CallOp callRuntime(mlir::ImplicitLocOpBuilder &b, mlir::ModuleOp module, llvm::StringRef name,
                               mlir::ValueRange operands);

} // namespace amaru::lower
