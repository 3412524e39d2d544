// The entry of the parser: tokens, tree, and the checks that need the whole tree.
#include "parser/Parser.h"
#include "parser/CheckSyntax.h"
#include "parser/ParserImpl.h"

namespace amaru::parser {

ast::Tree parse(const support::SourceBuffer &source, diag::Engine &diagnostics, Options options) {
  size_t firstDiagnostic = diagnostics.diagnostics().size();
  size_t errorsBefore = diagnostics.errorCount();
  ast::Tree tree = Parser(source, diagnostics, options).run();
  checkSyntax(tree, diagnostics, /*isComplete=*/diagnostics.errorCount() == errorsBefore);
  diagnostics.sortByPlace(firstDiagnostic);
  return tree;
}

} // namespace amaru::parser
