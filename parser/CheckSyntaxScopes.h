// Scopes as far as `global` and `nonlocal` need them: what each scope does to each name, in the order of the text.
#pragma once

#include "lang/ast/Ast.h"
#include "lang/diag/Engine.h"

#include "llvm/ADT/DenseMap.h"

#include <vector>

namespace amaru::parser {

class ScopeTable {
public:
  enum class Kind : uint8_t { Module, Class, Function, AsyncFunction, Lambda, Comprehension };
  enum Flags : uint8_t {
    Used = 1,
    Bound = 2,
    Parameter = 4,
    Annotated = 8,
    Global = 16,
    Nonlocal = 32,
    Iteration = 64
  };

  struct Scope {
    Kind kind = Kind::Module;
    uint32_t parent = 0;
    /// The comprehension node; none for other scopes.
    ast::NodeId node;
    llvm::DenseMap<uint32_t, uint8_t> names;
    bool isGenerator = false;
    llvm::SmallVector<ast::NodeId, 0> returnsWithValue;
  };

  ScopeTable(const ast::Tree &tree, diag::Engine &diagnostics);

  uint32_t open(Kind kind, uint32_t parent, ast::NodeId node = {});
  Scope &operator[](uint32_t index) { return scopes[index]; }
  size_t size() const { return scopes.size(); }

  void note(uint32_t scope, ast::Symbol name, Flags flags) {
    if (hasDeclarations)
      scopes[scope].names[name.index] |= flags;
  }
  /// A `global` or `nonlocal` statement.
  void declare(uint32_t scope, ast::NodeId statement, const ast::IdentifierList &names, bool isGlobal);
  /// The target of `:=`, which a comprehension binds in the scope around it.
  void bindNamedExpr(uint32_t scope, ast::NodeId target, ast::Symbol name);
  /// Looks for what each `nonlocal` refers to.
  void resolveNonlocals();

private:
  ast::NodeId firstDeclaration(uint32_t scope, ast::Symbol name) const;
  bool isBoundOutside(uint32_t scope, uint32_t name) const;

  const ast::Tree &tree;
  diag::Engine &diagnostics;
  /// Whether the tree has a `global`, a `nonlocal` or a `:=`. In most it has not, and names need no notes.
  bool hasDeclarations;
  std::vector<Scope> scopes;
  struct Declaration {
    uint32_t scope;
    ast::Symbol name;
    ast::NodeId statement;
    /// A `nonlocal`, which must refer to something.
    bool needsBinding;
  };
  std::vector<Declaration> declarations;
};

} // namespace amaru::parser
