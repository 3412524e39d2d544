// The names of one scope: what it binds, what it reads, and the functions that stand in it.
#pragma once

#include "lang/ast/Ast.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <string>
#include <vector>

namespace amaru::sema {

struct ScopeNames {
  const ast::Tree &tree;
  llvm::StringSet<> assigned, read, declaredGlobal, declaredNonlocal;
  /// In the order of their first appearance.
  std::vector<std::string> order, readOrder;
  std::vector<ast::NodeId> nested;
  /// How often each name is bound.
  llvm::StringMap<unsigned> bindings;

  explicit ScopeNames(const ast::Tree &tree) : tree(tree) {}

  void visit(ast::NodeId node);
  void use(llvm::StringRef name);
  void bind(llvm::StringRef name);

private:
  /// The comprehensions around the node that is visited, and the targets of each.
  std::vector<std::pair<ast::NodeId, llvm::StringSet<>>> comprehensions;

  bool isTarget(llvm::StringRef name) const;
  void visitComprehension(ast::NodeId node);
  void addTargets(ast::NodeId target);
  void visitDefaults(ast::NodeId arguments);
};

/// Visits the children of a node. Those of a comprehension belong to its scope, but for the first iterable: meanwhile it
/// stands last in `comprehensions`.
void visitInScope(const ast::Tree &tree, ast::NodeId node, llvm::SmallVectorImpl<ast::NodeId> &comprehensions,
                  llvm::function_ref<void(ast::NodeId)> visit);

} // namespace amaru::sema
