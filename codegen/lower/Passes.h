// The passes from the amaru dialect to LLVM, by name.
#pragma once

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace amaru::lower {
#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "codegen/lower/Passes.h.inc"
} // namespace amaru::lower
