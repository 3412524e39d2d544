// The rules of CPython's symbol table on declarations, in its words.
#include "parser/CheckSyntaxScopes.h"

namespace amaru::parser {

using diag::Id;

ScopeTable::ScopeTable(const ast::Tree &tree, diag::Engine &diagnostics)
    : tree(tree), diagnostics(diagnostics), hasDeclarations(false) {
  for (uint32_t i = 1; i < tree.nodeCount() && !hasDeclarations; ++i) {
    auto kind = tree.kind({i});
    hasDeclarations = kind == ast::Kind::Global || kind == ast::Kind::Nonlocal || kind == ast::Kind::NamedExpr;
  }
}

uint32_t ScopeTable::open(Kind kind, uint32_t parent, ast::NodeId node) {
  scopes.emplace_back();
  scopes.back().kind = kind;
  scopes.back().parent = parent;
  scopes.back().node = node;
  return static_cast<uint32_t>(scopes.size() - 1);
}

void ScopeTable::declare(uint32_t scope, ast::NodeId statement, const ast::IdentifierList &names, bool isGlobal) {
  auto range = tree.range(statement);
  llvm::StringRef word = isGlobal ? "global" : "nonlocal";
  if (!isGlobal && scopes[scope].kind == Kind::Module) {
    diagnostics.report(Id::NonlocalAtModule, range);
    return;
  }
  for (ast::Symbol name : names.symbols()) {
    llvm::StringRef text = tree.strings().text(name);
    uint8_t &flags = scopes[scope].names[name.index];
    if (flags & Parameter)
      diagnostics.report(Id::ParameterAndGlobal, range).arg(text).arg(word);
    else if (flags & (isGlobal ? Nonlocal : Global))
      diagnostics.report(Id::NonlocalAndGlobal, tree.range(firstDeclaration(scope, name))).arg(text);
    else if (flags & Annotated)
      diagnostics.report(Id::AnnotatedGlobal, range).arg(text).arg(word);
    else if (flags & Used)
      diagnostics.report(Id::UsedBeforeGlobal, range).arg(text).arg(word);
    else if (flags & Bound)
      diagnostics.report(Id::AssignedBeforeGlobal, range).arg(text).arg(word);
    bool isConflict = flags & (isGlobal ? Nonlocal : Global);
    flags |= isGlobal ? Global : Nonlocal;
    declarations.push_back({scope, name, statement, !isGlobal && !isConflict});
  }
}

ast::NodeId ScopeTable::firstDeclaration(uint32_t scope, ast::Symbol name) const {
  for (const Declaration &declaration : declarations)
    if (declaration.scope == scope && declaration.name == name)
      return declaration.statement;
  return {};
}

void ScopeTable::bindNamedExpr(uint32_t scope, ast::NodeId target, ast::Symbol name) {
  llvm::StringRef text = tree.strings().text(name);
  for (; scopes[scope].kind == Kind::Comprehension; scope = scopes[scope].parent)
    if (scopes[scope].names.lookup(name.index) & Iteration) {
      diagnostics.report(Id::WalrusRebindsIteration, tree.range(target)).arg(text);
      return;
    }
  note(scope, name, Bound);
}

bool ScopeTable::isBoundOutside(uint32_t scope, uint32_t name) const {
  while (scope != 0) {
    scope = scopes[scope].parent;
    const Scope &outer = scopes[scope];
    if (outer.kind == Kind::Module)
      return false;
    uint8_t flags = outer.names.lookup(name);
    // Methods see the class they stand in as `__class__`.
    if (outer.kind == Kind::Class && tree.strings().text({name}) == "__class__")
      return true;
    if (outer.kind != Kind::Class && (flags & (Bound | Parameter)) && !(flags & (Global | Nonlocal)))
      return true;
  }
  return false;
}

void ScopeTable::resolveNonlocals() {
  for (const Declaration &declaration : declarations)
    if (declaration.needsBinding && !isBoundOutside(declaration.scope, declaration.name.index))
      diagnostics.report(Id::NoNonlocalBinding, tree.range(declaration.statement))
          .arg(tree.strings().text(declaration.name));
}

} // namespace amaru::parser
