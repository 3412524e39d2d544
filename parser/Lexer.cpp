// Lines, names, numbers and operators. Strings and f-strings are in LexString.cpp.
//
// The text ends in a NUL that is not part of it, so looking one byte ahead needs no test.
#include "parser/Lexer.h"

#include "lang/support/Scan.h"
#include "parser/Unicode.h"

#include "llvm/ADT/StringExtras.h"

#include <array>

namespace amaru::parser {

using diag::Id;

namespace {

constexpr llvm::StringLiteral spellings[] = {
#define AMARU_TOKEN(kind, words) words,
#define AMARU_PUNCTUATION(kind, text) text,
#define AMARU_KEYWORD(kind, text) text,
#include "parser/Tokens.def"
};

enum CharClass : uint8_t { NameStart = 1, NamePart = 2, Digit = 4, HexDigit = 8, NonAscii = 16 };

constexpr std::array<uint8_t, 256> classes = [] {
  std::array<uint8_t, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c)
    table[c] = table[c - 'a' + 'A'] = NameStart | NamePart;
  for (int c = '0'; c <= '9'; ++c)
    table[c] = NamePart | Digit | HexDigit;
  for (int c = 'a'; c <= 'f'; ++c)
    table[c] |= HexDigit, table[c - 'a' + 'A'] |= HexDigit;
  table['_'] = NameStart | NamePart;
  for (int c = 128; c < 256; ++c)
    table[c] = NameStart | NamePart | NonAscii;
  return table;
}();

bool is(char c, uint8_t wanted) { return classes[static_cast<unsigned char>(c)] & wanted; }

struct Keyword {
  llvm::StringRef text;
  TokenKind kind = TokenKind::Name;
};
constexpr Keyword keywords[] = {
#define AMARU_KEYWORD(kind, text) {text, TokenKind::kind},
#include "parser/Tokens.def"
};

/// A hash of a name that differs between all keywords; the multipliers were found by trying.
constexpr unsigned keywordSlots = 128;
constexpr unsigned keywordHash(llvm::StringRef text) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text.data()[i]); };
  return (byte(0) + byte(1) * 7 + byte(text.size() - 1) * 16 + text.size()) % keywordSlots;
}

constexpr std::array<Keyword, keywordSlots> keywordTable = [] {
  std::array<Keyword, keywordSlots> table{};
  for (const Keyword &keyword : keywords)
    table[keywordHash(keyword.text)] = keyword;
  return table;
}();
static_assert(
    [] {
      size_t taken = 0;
      for (const Keyword &keyword : keywordTable)
        taken += !keyword.text.empty();
      return taken == std::size(keywords);
    }(),
    "no two keywords have the same hash");

/// The keyword that the text is, or Name. Keywords have two letters or more.
TokenKind classifyName(const char *text, size_t length) {
  if (length < 2 || length > 8)
    return TokenKind::Name;
  const Keyword &keyword = keywordTable[keywordHash({text, length})];
  bool isSame = keyword.text.size() == length && memcmp(keyword.text.data(), text, length) == 0;
  return isSame ? keyword.kind : TokenKind::Name;
}

struct Punctuation {
  llvm::StringLiteral text;
  TokenKind kind;
};
constexpr Punctuation punctuation[] = {
#define AMARU_PUNCTUATION(kind, text) {text, TokenKind::kind},
#include "parser/Tokens.def"
};

/// The longest operator at the start of the text; Error when there is none.
TokenKind classifyOperator(llvm::StringRef text) {
  TokenKind best = TokenKind::Error;
  size_t length = 0;
  for (const Punctuation &row : punctuation)
    if (row.text.size() > length && text.starts_with(row.text))
      best = row.kind, length = row.text.size();
  return best;
}

/// The operators of one character, and whether longer ones start with it.
struct SingleOperator {
  TokenKind kind = TokenKind::Error;
  bool hasLonger = false;
};
constexpr std::array<SingleOperator, 256> singleOperators = [] {
  std::array<SingleOperator, 256> table{};
  for (const Punctuation &row : punctuation) {
    SingleOperator &single = table[row.text.data()[0]];
    if (row.text.size() == 1)
      single.kind = row.kind;
    else
      single.hasLonger = true;
  }
  return table;
}();

constexpr llvm::StringLiteral operatorTails = "=<>*/.";

uint8_t prefixFlag(char letter) {
  switch (letter) {
  case 'r':
    return Raw;
  case 'b':
    return Bytes;
  case 'u':
    return Unicode;
  case 'f':
    return Format;
  case 't':
    return Format | Template;
  default:
    return 0;
  }
}

char closing(char open) { return open == '(' ? ')' : open == '[' ? ']' : '}'; }

} // namespace

llvm::StringRef spelling(TokenKind kind) { return spellings[static_cast<size_t>(kind)]; }

Lexer::Lexer(const support::SourceBuffer &source, diag::Engine &diagnostics)
    : source(source), diagnostics(diagnostics), begin(source.text().data()), end(begin + source.size()), at(begin),
      firstDiagnostic(diagnostics.diagnostics().size()) {}

diag::Builder Lexer::report(Id id, const char *from, const char *to) {
  return diagnostics.report(id, {offset(from), offset(to), source.id()});
}

diag::Builder Lexer::fail(Id id, const char *from, const char *to) {
  push(TokenKind::Error, std::max(to, at));
  return report(id, from, to);
}

std::vector<Token> Lexer::run() {
  tokens.reserve(source.size() / 4 + 16);
  if (source.text().starts_with("\xEF\xBB\xBF"))
    at += 3;
  do {
    while (at < end)
      lexLine();
  } while (!brackets.empty() && (recoverUnclosed(), at < end));
  finish();
  return std::move(tokens);
}

/// One logical line, its indentation first. Inside brackets and f-strings lines have none.
void Lexer::lexLine() {
  if (brackets.empty() && fstrings.empty() && !startLine())
    return;
  while (at < end) {
    if (inFStringText()) {
      lexFStringText();
      continue;
    }
    if (isLineEnd(at) && brackets.empty()) {
      newline();
      return;
    }
    lexToken();
  }
}

/// Measures the indentation and emits what follows from it. Lines that hold only white space or a comment are passed
/// over; then the answer is false.
bool Lexer::startLine() {
  Indentation::Column column;
  const char *p = at;
  while (*p == ' ')
    ++p;
  column.wide = column.narrow = static_cast<unsigned>(p - at);
  // A backslash joins lines also within indentation; the part before the first one counts.
  bool joined = false;
  Indentation::Column beforeJoin;
  while (true) {
    if (*p == ' ' || *p == '\t' || *p == '\f') {
      Indentation::advance(column, *p++);
    } else if (*p == '\\' && p + 1 < end && isLineEnd(p + 1)) {
      if (!joined)
        beforeJoin = column;
      joined = true;
      p += p[1] == '\r' && p[2] == '\n' ? 3 : 2;
      column = {};
    } else {
      break;
    }
  }
  if (joined && (beforeJoin.wide || beforeJoin.narrow))
    column = beforeJoin;
  if (p == end || isLineEnd(p) || *p == '#') {
    p = support::findAny<'\n', '\r'>(p, end);
    if (p < end)
      p += *p == '\r' && p[1] == '\n' ? 2 : 1;
    at = p;
    return false;
  }
  at = p;
  unsigned closed = 0;
  auto change = indentation.enter(column, closed);
  for (unsigned i = 0; i < closed; ++i)
    push(TokenKind::Dedent, at);
  switch (change) {
  case Indentation::Change::Same:
  case Indentation::Change::Dedent:
    break;
  case Indentation::Change::Indent:
    push(TokenKind::Indent, at);
    break;
  case Indentation::Change::Inconsistent:
    fail(Id::InconsistentTabs, at, at);
    break;
  case Indentation::Change::TooDeep:
    fail(Id::TooManyIndents, at, at);
    break;
  case Indentation::Change::NoMatch:
    fail(Id::UnmatchedDedent, at, at);
    break;
  }
  return true;
}

void Lexer::newline() {
  const char *next = at + (*at == '\r' && peek() == '\n' ? 2 : 1);
  push(TokenKind::Newline, at);
  at = next;
}

void Lexer::skipComment() { at = support::findAny<'\n', '\r'>(at, end); }

void Lexer::lexToken() {
  char c = *at;
  if (c == ' ' || c == '\t' || c == '\f' || c == '\n' || c == '\r') {
    do
      ++at;
    while (*at == ' ');
    return;
  }
  if (is(c, NameStart))
    return is(c, NonAscii) ? lexNonAsciiName() : lexName();
  if (is(c, Digit) || (c == '.' && is(peek(), Digit)))
    return lexNumber();
  switch (c) {
  case '#':
    return skipComment();
  case '\'':
  case '"':
    return lexString(0, at);
  case '\\':
    return lexBackslash();
  default:
    return lexOperator();
  }
}

void Lexer::lexName() {
  const char *p = at + 1;
  while (is(*p, NamePart) && !is(*p, NonAscii))
    ++p;
  if (is(*p, NonAscii))
    return lexNonAsciiName();
  if ((*p == '"' || *p == '\'') && p - at <= 2 && lexPrefix(p))
    return;
  push(classifyName(at, p - at), p);
}

/// A name that is the prefix of a string literal.
bool Lexer::lexPrefix(const char *nameEnd) {
  uint8_t flags = 0;
  for (const char *p = at; p != nameEnd; ++p) {
    uint8_t flag = prefixFlag(llvm::toLower(*p));
    if (!flag || (flags & flag))
      return false;
    flags |= flag;
  }
  bool isAlone = nameEnd - at == 1;
  uint8_t others = flags & (Bytes | Unicode | Format);
  // Only `r` goes with another prefix, and only with `b`, `f` or `t`.
  if (!isAlone && (!(flags & Raw) || (others & Unicode) || ((others & Bytes) && (others & Format))))
    return false;
  lexString(flags, nameEnd);
  return true;
}

void Lexer::lexNonAsciiName() {
  const char *p = at;
  while (is(*p, NamePart))
    ++p;
  llvm::StringRef text(at, p - at);
  if (auto bad = unicode::firstNonIdentifier(text)) {
    const char *place = at + bad->offset;
    // What stands before the wrong character is a name of its own.
    if (place != at)
      push(TokenKind::Name, place, NonAsciiName);
    llvm::StringRef character(place, bad->length);
    std::string code = "U+" +
                       std::string(bad->codePoint < 0x1000 ? 4 - llvm::utohexstr(bad->codePoint).size() : 0, '0') +
                       llvm::utohexstr(bad->codePoint);
    if (unicode::isPrintable(bad->codePoint))
      fail(Id::InvalidCharacter, place, place + bad->length).arg(character).arg(code);
    else
      fail(Id::NonPrintableCharacter, place, place + bad->length).arg(code);
    return;
  }
  push(TokenKind::Name, p, NonAsciiName);
}

/// Passes digits with single underscores between them; null where an underscore stands wrong, as it does before them.
const char *Lexer::digits(const char *p, unsigned base) {
  auto isDigit = [&](char c) {
    return base == 16 ? is(c, HexDigit) : is(c, Digit) && static_cast<unsigned>(c - '0') < base;
  };
  if (*p == '_')
    return nullptr;
  while (isDigit(*p) || (*p == '_' && isDigit(p[1])))
    ++p;
  return *p == '_' ? nullptr : p;
}

void Lexer::badNumber(const char *, llvm::StringRef kind) {
  const char *p = at;
  while (is(*p, NamePart))
    ++p;
  fail(Id::InvalidNumber, at, std::max(p, at + 1)).arg(kind);
}

/// A number may touch a keyword that can follow it (`1if x else 2`), but no other name.
void Lexer::finishNumber(const char *p, llvm::StringRef kind) {
  llvm::StringRef rest(p, std::min<size_t>(end - p, 4));
  constexpr llvm::StringLiteral followers[] = {"and", "else", "for", "if", "in", "is", "not", "or"};
  bool isFollowed = llvm::any_of(followers, [&](llvm::StringRef word) { return rest.starts_with(word); });
  if (is(*p, NamePart) && !isFollowed)
    return badNumber(p, kind);
  push(TokenKind::Number, p);
}

void Lexer::lexNumber() {
  char marker = at[0] == '0' ? llvm::toLower(peek()) : '\0';
  if (marker == 'x' || marker == 'o' || marker == 'b') {
    unsigned base = marker == 'x' ? 16 : marker == 'o' ? 8 : 2;
    llvm::StringRef kind = marker == 'x' ? "hexadecimal" : marker == 'o' ? "octal" : "binary";
    const char *first = at + 2 + (at[2] == '_');
    const char *p = digits(first, base);
    if (p && is(*p, Digit)) {
      const char *numberEnd = p;
      while (is(*numberEnd, NamePart))
        ++numberEnd;
      fail(Id::InvalidDigit, p, p + 1).arg(llvm::StringRef(p, 1)).arg(kind);
      at = numberEnd;
      return;
    }
    return p && p != first ? finishNumber(p, kind) : badNumber(at, kind);
  }
  bool isFloat = false;
  const char *p = at;
  if (*p != '.')
    p = digits(p, 10);
  const char *integerEnd = p;
  if (p && *p == '.') {
    isFloat = true;
    p = is(p[1], Digit) || p[1] == '_' ? digits(p + 1, 10) : p + 1;
    if (p && p[-1] == '.' && *p == '_')
      p = nullptr;
  }
  if (p && (*p == 'e' || *p == 'E')) {
    const char *exponent = p + 1 + (p[1] == '+' || p[1] == '-');
    if (is(*exponent, Digit)) {
      isFloat = true;
      p = digits(exponent, 10);
    } else if (exponent != p + 1) {
      p = nullptr;
    }
  }
  if (!p)
    return badNumber(at, "decimal");
  if (*p == 'j' || *p == 'J')
    return finishNumber(p + 1, "imaginary");
  llvm::StringRef integer(at, integerEnd - at);
  if (!isFloat && integer.starts_with("0") && integer.find_first_not_of("0_") != llvm::StringRef::npos) {
    fail(Id::LeadingZeros, at, p);
    return;
  }
  finishNumber(p, "decimal");
}

void Lexer::lexBackslash() {
  const char *p = at + 1;
  if (p < end && isLineEnd(p)) {
    p += *p == '\r' && p[1] == '\n' ? 2 : 1;
    if (p < end) {
      at = p;
      return;
    }
  }
  if (p >= end) {
    fail(Id::UnexpectedEnd, at, at + 1);
    at = end;
    return;
  }
  fail(Id::CharacterAfterBackslash, at, at + 1);
  skipComment();
}

void Lexer::lexOperator() {
  auto c = static_cast<unsigned char>(*at);
  FString::FieldState *field = fieldAtTopLevel();
  if (field && c == '}')
    return closeBracket(TokenKind::RightBrace);
  if (field && c == ':') {
    field->inSpec = true;
    return push(TokenKind::Colon, at + 1);
  }
  if (field && c == '!' && peek() != '=')
    return push(TokenKind::Exclamation, at + 1);
  TokenKind kind = singleOperators[c].kind;
  unsigned length = 1;
  if (singleOperators[c].hasLonger && operatorTails.contains(peek())) {
    kind = classifyOperator({at, std::min<size_t>(end - at, 3)});
    length = kind == TokenKind::Error ? 1 : spelling(kind).size();
  }
  switch (kind) {
  case TokenKind::LeftParen:
  case TokenKind::LeftBracket:
  case TokenKind::LeftBrace:
    return openBracket(kind);
  case TokenKind::RightParen:
  case TokenKind::RightBracket:
  case TokenKind::RightBrace:
    return closeBracket(kind);
  case TokenKind::Error:
    if (c == '\0')
      fail(Id::NullByte, at, at + 1);
    else if (c == '$' || c == '?' || c == '`')
      fail(Id::InvalidSyntax, at, at + 1);
    else
      fail(Id::NonPrintableCharacter, at, at + 1).arg("U+00" + llvm::utohexstr(c, false, 2));
    return;
  case TokenKind::Exclamation:
    fail(Id::InvalidSyntax, at, at + 1);
    return;
  default:
    push(kind, at + length);
  }
}

void Lexer::openBracket(TokenKind kind) {
  constexpr unsigned maxBrackets = 200;
  if (brackets.size() >= maxBrackets) {
    // What follows cannot be read sensibly; the rest of the file is left alone.
    fail(Id::TooManyBrackets, at, at + 1);
    brackets.clear();
    fstrings.clear();
    at = end;
    return;
  }
  brackets.push_back({*at, offset(at)});
  push(kind, at + 1);
}

void Lexer::closeBracket(TokenKind kind) {
  unsigned floor = fstrings.empty() ? 0 : fstrings.back().outerLevel;
  if (brackets.size() <= floor) {
    const char *bracket = at;
    fail(Id::UnmatchedBracket, at, at + 1).arg(llvm::StringRef(bracket, 1));
    return;
  }
  Bracket open = brackets.back();
  if (closing(open.open) != *at) {
    auto openLine = source.lineNumber(open.offset), line = source.lineNumber(offset(at));
    std::string opening(1, open.open);
    if (openLine != line)
      opening += "' on line " + std::to_string(openLine);
    else
      opening += "'";
    fail(Id::MismatchedBracket, at, at + 1)
        .arg(llvm::StringRef(at - 1, 1))
        .arg(opening)
        .label({open.offset, open.offset + 1, source.id()}, "opened here");
    brackets.pop_back();
    return;
  }
  push(kind, at + 1);
  brackets.pop_back();
  // The brace that opened a replacement field is closed: back to the f-string's text.
  if (!fstrings.empty() && !fstrings.back().fields.empty() && fstrings.back().fields.back().level > brackets.size())
    fstrings.back().fields.pop_back();
}

/// The open bracket to blame: the innermost one, unless its line is indented no deeper than that of the one around it;
/// then it seems to belong to a statement of its own, and the outer one is what was forgotten.
const Lexer::Bracket &Lexer::forgottenBracket() const {
  auto indent = [&](const Bracket &bracket) {
    llvm::StringRef line = source.line(source.lineNumber(bracket.offset));
    return line.size() - line.ltrim().size();
  };
  size_t chosen = brackets.size() - 1;
  for (; chosen > 0; --chosen) {
    const Bracket &inner = brackets[chosen], &outer = brackets[chosen - 1];
    bool isSameLine = source.lineNumber(inner.offset) == source.lineNumber(outer.offset);
    if (isSameLine || indent(inner) > indent(outer))
      break;
  }
  return brackets[chosen];
}

/// At the end of the text with brackets open: blames one and reads on behind its line, as if it ended there. Without
/// that, one missing bracket would swallow the file.
void Lexer::recoverUnclosed() {
  constexpr unsigned maxReports = 20;
  Bracket open = forgottenBracket();
  uint32_t line = source.lineNumber(open.offset);
  uint32_t next = line < source.lineCount() ? source.lineStart(line + 1) : source.size();
  bool isExplained = llvm::any_of(tokens, [&](const Token &token) {
    return token.kind == TokenKind::Error && token.begin > open.offset && token.begin < next;
  });
  if (!isExplained)
    report(Id::NeverClosed, begin + open.offset, begin + open.offset + 1).arg(llvm::StringRef(&open.open, 1));
  brackets.clear();
  fstrings.clear();
  if (++unclosedReported == maxReports)
    return;
  while (!tokens.empty() && tokens.back().begin >= next)
    tokens.pop_back();
  // A string that goes on beyond the line takes its own lines with it.
  if (!tokens.empty() && tokens.back().end > next) {
    line = source.lineNumber(tokens.back().end);
    next = line < source.lineCount() ? source.lineStart(line + 1) : source.size();
  }
  // What was reported behind that place was read in the wrong state.
  diagnostics.drop(firstDiagnostic, [=](const diag::Diagnostic &report) { return report.range.begin >= next; });
  at = begin + next;
  tokens.push_back({TokenKind::Error, 0, 0, open.offset, open.offset + 1});
  tokens.push_back({TokenKind::Newline, 0, 0, next, next});
}

void Lexer::finish() {
  at = end;
  if (!tokens.empty() && tokens.back().kind != TokenKind::Newline && tokens.back().kind != TokenKind::Dedent)
    push(TokenKind::Newline, end);
  for (unsigned i = indentation.closeAll(); i > 0; --i)
    push(TokenKind::Dedent, end);
  push(TokenKind::End, end);
  dropFollowUps();
}

/// Of the faults of one logical line only the first is kept: it may well have caused the others.
void Lexer::dropFollowUps() {
  if (diagnostics.diagnostics().size() < firstDiagnostic + 2)
    return;
  std::vector<uint32_t> lineEnds;
  for (const Token &token : tokens)
    if (token.kind == TokenKind::Newline)
      lineEnds.push_back(token.end);
  auto lineOf = [&](const diag::Diagnostic &report) {
    return std::lower_bound(lineEnds.begin(), lineEnds.end(), report.range.begin) - lineEnds.begin();
  };
  diagnostics.sortByPlace(firstDiagnostic);
  ptrdiff_t last = -1;
  diagnostics.drop(firstDiagnostic, [&](const diag::Diagnostic &report) {
    bool isFollowUp = lineOf(report) == last;
    last = lineOf(report);
    return isFollowUp;
  });
}

} // namespace amaru::parser
