// The passes that stay inside the amaru dialect.
#pragma once

#include "mlir-dialects/Amaru/Transforms/Explain.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Pass/Pass.h"
#include <memory>

namespace amaru::ir {

/// `sink`, if given, is told what became of each check and must outlive the pass.
std::unique_ptr<mlir::Pass> createProveChecks(ExplainSink *sink = nullptr);
std::unique_ptr<mlir::Pass> createVersionLoops(ExplainSink *sink = nullptr);
std::unique_ptr<mlir::Pass> createForwardLengths();
std::unique_ptr<mlir::Pass> createInsertPolls();
/// `vectorBytes` is the width of the machine's vectors, 0 for none.
std::unique_ptr<mlir::Pass> createVectorizeLanes(unsigned vectorBytes, ExplainSink *sink);
std::unique_ptr<mlir::Pass> createSetFastmath();

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "mlir-dialects/Amaru/Transforms/Passes.h.inc"

/// On a function: the flags (`#arith.fastmath`) that its float operations get.
inline constexpr llvm::StringLiteral fastmathAttribute = "amaru.fastmath";

/// On a `parallel_for`: the loops that it becomes shall poll for Ctrl-C.
inline constexpr llvm::StringLiteral pollsAttribute = "amaru.polls";

/// Makes a plain counting loop poll once in each strip of its iterations; a loop whose iterations poll themselves, or
/// that is short, stays as it is. Returns the loop that now has the results.
mlir::scf::ForOp pollInStrips(mlir::scf::ForOp loop);

} // namespace amaru::ir
