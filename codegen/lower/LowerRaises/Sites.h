// Places in the source as the runtime reads them: constants of the struct `amaru_rt_site` (runtime/abi/Layouts.h).
#pragma once

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace amaru::lower {

/// Creates sites in a module, each distinct one once.
class Sites {
public:
  /// `prefix` keeps the names of its constants apart from those of another table.
  explicit Sites(mlir::ModuleOp module, llvm::StringRef prefix = "");

  /// The address of the site of an op at `location` in the Python function `function`. With an empty `exception` it is
  /// the place of a call that an exception passes through. Without a place in a file it makes no frame.
  mlir::Value address(mlir::OpBuilder &builder, mlir::Location location, llvm::StringRef function,
                      llvm::StringRef exception, llvm::StringRef message);

private:
  mlir::ModuleOp module;
  std::string prefix;
  mlir::Type pointer, structType;
  llvm::StringMap<mlir::LLVM::GlobalOp> texts, sites;

  /// A constant with the text and a NUL.
  mlir::LLVM::GlobalOp text(llvm::StringRef value);
  mlir::LLVM::GlobalOp create(mlir::Location location, llvm::StringRef function, llvm::StringRef exception,
                              llvm::StringRef message);
};

/// A number of a site's message as the runtime takes it: 64 bits. References stay as they are.
mlir::Value messageArg(mlir::OpBuilder &builder, mlir::Location location, mlir::Value value);

} // namespace amaru::lower
