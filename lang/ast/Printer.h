// Trees as text: for people, and as JSON for programs.
#pragma once

#include "lang/ast/Ast.h"

namespace llvm {
class raw_ostream;
}

namespace amaru::ast {

/// As CPython's `ast.dump` writes it, with the statements of a block on lines of their own.
void printDump(llvm::raw_ostream &out, const Tree &tree);

/// One object per node: `_type`, CPython's fields, and where CPython has them the four position attributes (lines from
/// 1, columns in bytes from 0). Values that JSON lacks are objects: {"_bytes": …}, {"_complex": …}, {"_ellipsis": true}.
void printJson(llvm::raw_ostream &out, const Tree &tree, const support::SourceBuffer &source);

/// A double as the shortest text that reads back as the same, in Python's and JSON's syntax; infinity as 1e999.
std::string shortestDouble(double value);

} // namespace amaru::ast
