// What Python's compiler demands of a tree beyond the grammar: where statements may stand, which names a scope may
// declare, what patterns may bind. None of it needs types.
#pragma once

#include "lang/ast/Ast.h"
#include "lang/diag/Engine.h"

namespace amaru::parser {

/// Reports every violation. A tree from a text with errors may lack what a declaration refers to; then
/// `isComplete` is false and nothing is said about missing bindings.
void checkSyntax(const ast::Tree &tree, diag::Engine &diagnostics, bool isComplete);

/// The rules of `match`: unreachable cases, names bound twice or not on every path.
void checkMatch(ast::Match match, const ast::Tree &tree, diag::Engine &diagnostics);

} // namespace amaru::parser
