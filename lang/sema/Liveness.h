// Which variables may be read later: at the head of each loop and after each statement that joins paths.
//
// Computed once per function on its syntax tree; it keeps loops from carrying what nobody reads.
#pragma once

#include "lang/typed/Program.h"

#include "llvm/ADT/BitVector.h"

namespace amaru::sema {

struct LoopLiveness {
  /// Read in the loop (or after it) before being assigned in it.
  llvm::BitVector atHead;
  /// Read after the loop.
  llvm::BitVector after;
};

struct TryLiveness {
  /// Read by a handler, or after it, once the body has raised; read by `finally` on the way out.
  llvm::BitVector atHandlers, atFinal;
};

class Liveness {
public:
  Liveness(const ast::Tree &tree, const typed::Function &function, llvm::ArrayRef<ast::NodeId> body);

  const LoopLiveness &loop(ast::NodeId id) const { return loops.find(id.index)->second; }
  const TryLiveness &tryStmt(ast::NodeId id) const { return tries.find(id.index)->second; }

private:
  struct Targets {
    llvm::BitVector breakLive, continueLive;
  };
  void visitBlock(llvm::ArrayRef<ast::NodeId> block, llvm::BitVector &live);
  void visitStmt(ast::NodeId stmt, llvm::BitVector &live);
  void visitTry(ast::NodeId stmt, llvm::BitVector &live);
  void visitLoop(ast::NodeId stmt, ast::NodeId target, ast::NodeId head, llvm::ArrayRef<ast::NodeId> body,
                 llvm::ArrayRef<ast::NodeId> orelse, llvm::BitVector &live);
  void use(ast::NodeId expr, llvm::BitVector &live);
  /// Making a function value reads what it captures and its defaults.
  void useFunction(ast::NodeId def, llvm::BitVector &live);
  void define(ast::NodeId target, llvm::BitVector &live);
  void define(llvm::StringRef name, llvm::BitVector &live);

  const ast::Tree &tree;
  const typed::Function &function;
  std::vector<Targets> targets;
  /// Read once an exception has left the place that is visited.
  llvm::BitVector raising;
  llvm::DenseMap<uint32_t, LoopLiveness> loops;
  llvm::DenseMap<uint32_t, TryLiveness> tries;
};

/// The local variables that the statements assign, nested functions left out.
llvm::BitVector assignedVariables(const ast::Tree &tree, const typed::Function &function,
                                  llvm::ArrayRef<ast::NodeId> body);

} // namespace amaru::sema
