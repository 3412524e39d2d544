// The entry of the parser: tokens, tree, and the checks that need the whole tree.
#include "parser/Parser.h"
#include "parser/CheckSyntax.h"
#include "parser/ParserImpl.h"

#include "llvm/ADT/DenseSet.h"

namespace amaru::parser {

namespace {

/// Drops what nobody reads any more, once the diagnostics are in order.
void keepFirst(diag::Severity severity, diag::Engine &diagnostics, size_t first) {
  constexpr size_t maxReports = 200;
  size_t count = 0;
  uint32_t last = UINT32_MAX;
  for (const diag::Diagnostic &diagnostic : diagnostics.diagnostics().drop_front(first))
    if (diagnostic.severity() == severity && ++count == maxReports)
      last = diagnostic.range.begin;
  diagnostics.drop(first, [=](const diag::Diagnostic &diagnostic) {
    return diagnostic.severity() == severity && diagnostic.range.begin > last;
  });
}

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
  keepFirst(diag::Severity::Error, diagnostics, firstDiagnostic);
  keepFirst(diag::Severity::Warning, diagnostics, firstDiagnostic);
  return tree;
}

} // namespace amaru::parser
