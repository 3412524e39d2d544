// The entry of the parser: tokens, tree, and the checks that need the whole tree.
#include "parser/Parser.h"
#include "parser/CheckSyntax.h"
#include "parser/ParserImpl.h"

#include "llvm/ADT/DenseSet.h"

namespace amaru::parser {

namespace {

/// Nobody reads more.
constexpr size_t maxReports = 200;

/// On a line that could not be read, what the later checks say may be a consequence.
void dropFollowUps(const support::SourceBuffer &source, diag::Engine &diagnostics, size_t first, size_t firstCheck) {
  llvm::DenseSet<uint32_t> lines;
  for (const diag::Diagnostic &diagnostic : diagnostics.diagnostics().slice(first, firstCheck - first))
    lines.insert(source.lineNumber(diagnostic.range.begin));
  diagnostics.drop(firstCheck, [&](const diag::Diagnostic &diagnostic) {
    return lines.contains(source.lineNumber(diagnostic.range.begin));
  });
}

} // namespace

ast::Tree parse(const support::SourceBuffer &source, diag::Engine &diagnostics, Options options) {
  size_t firstDiagnostic = diagnostics.diagnostics().size();
  size_t errorsBefore = diagnostics.errorCount();
  ast::Tree tree = Parser(source, diagnostics, options).run();
  bool isComplete = diagnostics.errorCount() == errorsBefore;
  size_t firstCheck = diagnostics.diagnostics().size();
  checkSyntax(tree, diagnostics, isComplete);
  if (!isComplete)
    dropFollowUps(source, diagnostics, firstDiagnostic, firstCheck);
  diagnostics.sortByPlace(firstDiagnostic);
  if (diagnostics.diagnostics().size() > firstDiagnostic + maxReports)
    diagnostics.truncate(firstDiagnostic + maxReports);
  return tree;
}

} // namespace amaru::parser
