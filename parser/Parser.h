// From text to tree: the one entry of the parser.
#pragma once

#include "lang/ast/Ast.h"
#include "lang/diag/Engine.h"
#include "lang/support/SourceBuffer.h"

namespace amaru::parser {

struct Options {
  /// The file may use Amaru's own syntax (docs/language/superset.md), as `.amaru` files do. Python stays what it is.
  bool supersetSyntax = false;
};

/// Parses a text as a module. There is always a tree; where the text is wrong, the tree lacks what could not be read
/// and the engine holds the errors, in the order of their places.
ast::Tree parse(const support::SourceBuffer &source, diag::Engine &diagnostics, Options options = {});

/// Takes in the bytes of a source file: drops a byte order mark, obeys a coding line (PEP 263), and adds the text as
/// UTF-8. Null after an error was reported.
const support::SourceBuffer *readSource(support::SourceManager &sources, std::string name, std::string bytes,
                                        diag::Engine &diagnostics);

} // namespace amaru::parser
