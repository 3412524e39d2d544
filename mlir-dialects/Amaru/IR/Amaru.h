// The amaru dialect: its types and ops, and the resources that order raising ops and output.
#pragma once

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Interfaces/MemorySlotInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace amaru::ir {

/// The pending exception of the running thread.
struct ExceptionResource : mlir::SideEffects::Resource::Base<ExceptionResource> {
  llvm::StringRef getName() final { return "Exception"; }
};

/// Standard output, globals, and whatever else the runtime reaches.
struct WorldResource : mlir::SideEffects::Resource::Base<WorldResource> {
  llvm::StringRef getName() final { return "World"; }
};

/// How many elements lists have.
struct ListLengthResource : mlir::SideEffects::Resource::Base<ListLengthResource> {
  llvm::StringRef getName() final { return "ListLength"; }
};

/// Whether values of this type are counted: arrays, strings, lists, records.
bool isReference(mlir::Type type);

} // namespace amaru::ir

#include "mlir-dialects/Amaru/IR/AmaruDialect.h.inc"
#include "mlir-dialects/Amaru/IR/AmaruEnums.h.inc"
#include "mlir-dialects/Amaru/IR/AmaruInterfaces.h.inc"
#define GET_TYPEDEF_CLASSES
#include "mlir-dialects/Amaru/IR/AmaruTypes.h.inc"
#define GET_OP_CLASSES
#include "mlir-dialects/Amaru/IR/AmaruOps.h.inc"
