// What happens when a rule fails: the words for it, and where to read on.
#include "parser/ParserImpl.h"

namespace amaru::parser {

void Parser::panic() {
  if (panicking)
    return;
  panicking = true;
  failedAt = pos;
  pos = stop;
  // What is still made of the statement lies behind what was read.
  tokens[stop].begin = tokens[stop].end = lastTokenEnd;
}

/// Reports unless there is a better report already, and panics. The builder is null when nothing was reported.
diag::Builder *Parser::fail(Id id, support::SourceRange range) {
  lastBuilder.reset();
  if (!panicking && !trialDepth && !lineHasLexicalError())
    lastBuilder.emplace(diagnostics.report(id, range));
  panic();
  return lastBuilder ? &*lastBuilder : nullptr;
}

bool Parser::expect(K wanted) {
  if (accept(wanted))
    return true;
  syntaxError();
  return false;
}

/// The lexer has spoken about this logical line; what the parser makes of it would be noise. The answer is kept for the
/// line, which may be long and have many faults.
bool Parser::lineHasLexicalError() {
  if (pos >= checkedLine.begin && pos < checkedLine.end)
    return checkedLine.hasError;
  auto isLineBreak = [&](size_t i) { return tokens[i].kind == K::Newline || tokens[i].kind == K::End; };
  size_t first = pos, last = pos;
  while (first > 0 && !isLineBreak(first - 1))
    --first;
  while (last < stop && !isLineBreak(last))
    ++last;
  bool hasError = std::any_of(tokens.begin() + first, tokens.begin() + std::min(last + 1, stop),
                              [](const Token &token) { return token.kind == K::Error; });
  checkedLine = {first, last + 1, hasError};
  return hasError;
}

/// No rule accepts the token: says so in the most helpful words that CPython has for it.
NodeId Parser::syntaxError() {
  if (panicking || trialDepth || lineHasLexicalError()) {
    panic();
    return {};
  }
  if (at(K::Indent))
    return failWith(Id::UnexpectedIndent, range(token()));
  if (explainMissingComma() || explainLegacyStatement())
    return {};
  const Token wrong = token();
  size_t place = pos;
  failWith(Id::InvalidSyntax, range(wrong));
  if (wrong.kind == K::Name && place > 0 && tokens[place - 1].kind == K::Name)
    offerKeyword(tokens[place - 1]);
  else if (wrong.kind == K::Name)
    offerKeyword(wrong);
  else if (place > 0)
    offerKeyword(tokens[place - 1]);
  return {};
}

namespace {

/// Whether one letter is missing, added or wrong, or two neighbours are swapped.
bool isNearly(llvm::StringRef written, llvm::StringRef meant) {
  size_t same = 0;
  while (same < std::min(written.size(), meant.size()) && written[same] == meant[same])
    ++same;
  llvm::StringRef a = written.drop_front(same), b = meant.drop_front(same);
  if (a.drop_front(!a.empty()) == b.drop_front(!b.empty()) || a == b.drop_front(!b.empty()) ||
      a.drop_front(!a.empty()) == b)
    return true;
  return a.size() >= 2 && b.size() >= 2 && a[0] == b[1] && a[1] == b[0] && a.drop_front(2) == b.drop_front(2);
}

} // namespace

/// A name where none can stand may be a keyword with a slip in it; or a word of Amaru's own syntax in a Python file.
void Parser::offerKeyword(const Token &word) {
  llvm::StringRef written = text(word);
  if (!lastBuilder || word.kind != K::Name || written.size() < 2)
    return;
  bool isOwn = llvm::is_contained({"parallel", "struct", "unchecked", "wrapping"}, written);
  if (isOwn && !options.supersetSyntax) {
    lastBuilder->hint(("`" + written + "` is a keyword in files that end in `.amaru`").str());
    return;
  }
  for (auto kind = static_cast<size_t>(K::And); kind <= static_cast<size_t>(K::Yield); ++kind) {
    llvm::StringRef keyword = spelling(static_cast<K>(kind));
    if (keyword.size() > 2 && isNearly(written, keyword))
      return offer(range(word), keyword, ("did you mean `" + keyword + "`?").str());
  }
}

/// `f(a b)`: an expression where one has just ended, inside brackets.
bool Parser::explainMissingComma() {
  if (disjunctionEnd != pos || pos == 0)
    return false;
  const Token &first = tokens[disjunctionFirst];
  bool isSoft = first.kind == K::Name && llvm::is_contained({"match", "case", "type", "_"}, text(first));
  bool isPrefix = first.kind == K::Name && (tokens[disjunctionFirst + 1].kind == K::String ||
                                            tokens[disjunctionFirst + 1].kind == K::FStringStart);
  if (isSoft || isPrefix)
    return false;
  uint32_t end = 0;
  unsigned level = 0;
  bool isExpression = trial([&] {
    parseExpression();
    if (panicking)
      return false;
    const Token &last = tokens[pos - 1];
    bool isClosing = last.kind == K::RightParen || last.kind == K::RightBracket || last.kind == K::RightBrace;
    end = last.end;
    level = last.level - isClosing;
    return true;
  });
  if (!isExpression || level == 0)
    return false;
  uint32_t gap = tokens[pos - 1].end;
  failWith(Id::ForgottenComma, range(first.begin, end));
  offer(range(gap, gap), ",", "put a comma between the two");
  return true;
}

/// `print x`, as Python 2 had it.
bool Parser::explainLegacyStatement() {
  if (pos == 0 || tokens[pos - 1].kind != K::Name || at(K::LeftParen))
    return false;
  const Token &name = tokens[pos - 1];
  if (text(name) != "print" && text(name) != "exec")
    return false;
  if (!tryRule([&] { parseStarExpressions(); }))
    return false;
  uint32_t from = begin(), end = begin();
  trial([&] {
    parseStarExpressions();
    end = lastEnd();
    return true;
  });
  failWith(Id::LegacyStatement, range(name.begin, token().end), text(name));
  offer(range(name.end, end), ("(" + source.text().slice(from, end) + ")").str(), "put its operands in parentheses");
  return true;
}

bool Parser::trial(llvm::function_ref<bool()> rule) {
  auto mark = tree.mark();
  auto saved = std::tuple(pos, lastTokenEnd, disjunctionFirst, disjunctionEnd, panicking, failedAt, depth);
  ++trialDepth;
  bool result = rule();
  --trialDepth;
  std::tie(pos, lastTokenEnd, disjunctionFirst, disjunctionEnd, panicking, failedAt, depth) = saved;
  tree.rewind(mark);
  return result;
}

/// Whether rules are nested too deeply; then it was reported.
bool Parser::tooDeep() {
  constexpr unsigned maxDepth = 1500;
  if (depth < maxDepth)
    return false;
  failWith(Id::TooDeep, range(token()));
  return true;
}

/// After a failed statement: to the start of the next one. A block that belonged to it is read for its own errors, but
/// its statements are dropped: they would stand where they do not belong.
void Parser::synchronize() {
  pos = failedAt;
  panicking = false;
  while (!at(K::Newline) && !at(K::End) && !at(K::Dedent) && !at(K::Indent))
    advance();
  accept(K::Newline);
  if (at(K::Indent)) {
    advance();
    DepthScope scope(*this);
    NodeList dropped;
    parseStatements(dropped);
    accept(K::Dedent);
  }
}

/// After a failed header of a compound statement: to its block, if it has one on lines of its own.
bool Parser::recoverHeader() {
  size_t next = failedAt;
  while (tokens[next].kind != K::Newline && tokens[next].kind != K::End)
    ++next;
  if (tokens[next].kind != K::Newline || tokens[next + 1].kind != K::Indent)
    return false;
  pos = next;
  panicking = false;
  return true;
}

} // namespace amaru::parser
