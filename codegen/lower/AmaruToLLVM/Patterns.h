// The pattern sets that `convert-amaru-to-llvm` is made of.
#pragma once

#include "codegen/lower/AmaruToLLVM/Descriptor.h"
#include "mlir/Conversion/LLVMCommon/Pattern.h"

namespace amaru::lower {

/// Elements, extents, views, overlap.
void addArrayPatterns(const mlir::LLVMTypeConverter &converter, mlir::RewritePatternSet &patterns);

/// Lists and records.
void addListPatterns(const mlir::LLVMTypeConverter &converter, mlir::RewritePatternSet &patterns);

/// Runtime calls, counting, strings, globals, parallel calls.
void addRuntimePatterns(const mlir::LLVMTypeConverter &converter, mlir::RewritePatternSet &patterns);

/// A function that can be called from outside of the module.
struct EntryPoint {
  std::string symbol, function;
  /// Of the function before conversion, without the flag that says whether it raised.
  llvm::SmallVector<mlir::Type> inputs, results;
  bool mayRaise;
};

/// The functions of `module` that ask for an entry point.
llvm::SmallVector<EntryPoint> findEntryPoints(mlir::ModuleOp module);

/// Writes `int32 symbol(void *args, void *results)` for a function that has been converted.
void createEntryPoint(mlir::ModuleOp module, const mlir::LLVMTypeConverter &converter, const EntryPoint &entry);

} // namespace amaru::lower
