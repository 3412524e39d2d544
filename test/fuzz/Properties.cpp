#include "test/fuzz/Properties.h"

#include "lang/ast/Printer.h"
#include "parser/Lexer.h"
#include "parser/Parser.h"
#include "parser/Unicode.h"

#include "llvm/Support/raw_ostream.h"

#include <cstdlib>

namespace amaru::fuzz {

namespace {

void require(bool holds, llvm::StringRef what) {
  if (holds)
    return;
  llvm::errs() << "does not hold: " << what << '\n';
  abort();
}

void checkDiagnostics(const diag::Engine &diagnostics) {
  for (const diag::Diagnostic &diagnostic : diagnostics.diagnostics()) {
    const support::SourceBuffer *source = diagnostics.sources().find(diagnostic.range.file);
    require(!source || (diagnostic.range.begin <= diagnostic.range.end && diagnostic.range.end <= source->size()),
            "a diagnostic lies within the text");
  }
  std::string text;
  llvm::raw_string_ostream out(text);
  diag::renderText(out, diagnostics);
  diag::renderJson(out, diagnostics);
}

void checkNodes(const ast::Tree &tree, uint32_t size) {
  auto isExpr = [&](ast::NodeId node) { return ast::category(tree.kind(node)) == ast::Category::Expr; };
  std::vector<ast::NodeId> stack{tree.root()};
  while (!stack.empty()) {
    ast::NodeId node = stack.back();
    stack.pop_back();
    auto range = tree.range(node);
    require(range.begin <= range.end && range.end <= size, "a node lies within the text");
    ast::forEachChild(tree, node, [&](ast::NodeId child) {
      auto inner = tree.range(child);
      require(!isExpr(node) || !isExpr(child) || (range.begin <= inner.begin && inner.end <= range.end),
              "an expression lies within the one around it");
      stack.push_back(child);
    });
  }
}

std::string dump(const support::SourceBuffer &source, bool isSuperset, bool &isRight) {
  support::SourceManager sources;
  diag::Engine diagnostics(sources);
  const auto &copy = sources.add("text", source.text().str());
  ast::Tree tree = parser::parse(copy, diagnostics, {isSuperset});
  isRight = !diagnostics.hasErrors();
  std::string text;
  llvm::raw_string_ostream out(text);
  ast::printDump(out, tree);
  if (isRight)
    ast::printJson(out, tree, copy);
  return text;
}

} // namespace

const support::SourceBuffer *asText(support::SourceManager &sources, llvm::StringRef bytes) {
  if (bytes.contains('\0') || parser::unicode::firstInvalidUtf8(bytes))
    return nullptr;
  return &sources.add("text", bytes.str());
}

void checkTokens(const support::SourceBuffer &source) {
  support::SourceManager sources;
  diag::Engine diagnostics(sources);
  uint32_t end = 0;
  int depth = 0;
  auto tokens = parser::Lexer(source, diagnostics).run();
  for (const parser::Token &token : tokens) {
    require(token.begin <= token.end && token.end <= source.size(), "a token lies within the text");
    // An Error token stands for a place, also one that was read before.
    if (token.kind == parser::TokenKind::Error)
      continue;
    require(end <= token.begin, "tokens are in order");
    end = token.end;
    depth += token.kind == parser::TokenKind::Indent;
    depth -= token.kind == parser::TokenKind::Dedent;
  }
  require(!tokens.empty() && tokens.back().kind == parser::TokenKind::End, "the last token is the end");
  require(diagnostics.hasErrors() || depth == 0, "indents have their dedents");
}

void checkTree(const support::SourceBuffer &source) {
  support::SourceManager sources;
  diag::Engine diagnostics(sources);
  const auto &copy = sources.add("text", source.text().str());
  ast::Tree tree = parser::parse(copy, diagnostics);
  checkNodes(tree, copy.size());
  bool isPython = false, isAmaru = false;
  std::string python = dump(source, /*isSuperset=*/false, isPython), amaru = dump(source, /*isSuperset=*/true, isAmaru);
  require(!isPython || (isAmaru && python == amaru), "what is Python is the same in Amaru");
}

void checkFile(llvm::StringRef bytes) {
  support::SourceManager sources;
  diag::Engine diagnostics(sources);
  const support::SourceBuffer *source = parser::readSource(sources, "file", bytes.str(), diagnostics);
  require(source || diagnostics.hasErrors(), "a file that cannot be read is explained");
  if (source)
    checkNodes(parser::parse(*source, diagnostics), source->size());
  checkDiagnostics(diagnostics);
}

} // namespace amaru::fuzz
