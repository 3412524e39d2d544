// From a typed program to the amaru dialect.
#pragma once

#include "lang/typed/Program.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace amaru::emit {

/// What a caller outside of compiled code reaches: the symbol of an entry point and the instance behind it.
struct EntryPoint {
  std::string symbol;
  const typed::Instance *instance;
};

struct Options {
  bool overflowWraps = false;
  bool boundsChecks = true;
  /// Given to every function, those of the stdlib too.
  typed::FastMath fastmath = typed::FastMath::None;
};

/// The module of the program: a function for each instance that was checked without errors, and the globals.
mlir::OwningOpRef<mlir::ModuleOp> emitProgram(const typed::Program &program, llvm::ArrayRef<EntryPoint> entries,
                                              const Options &options, mlir::MLIRContext &context);

} // namespace amaru::emit
