// String literals and f-strings. A plain string is one token. An f-string is FStringStart, then FStringMiddle tokens
// for its text and the tokens of its replacement fields, braces included, then FStringEnd.
#include "parser/Lexer.h"

#include "lang/support/Scan.h"

#include "llvm/ADT/StringExtras.h"

namespace amaru::parser {

using diag::Id;

namespace {

bool isClosing(const char *p, const char *end, char quote, bool isTriple) {
  return *p == quote && (!isTriple || (end - p >= 3 && p[1] == quote && p[2] == quote));
}

/// Where a string may end or has a backslash.
const char *nextOfInterest(const char *p, const char *end, char quote, bool isTriple) {
  if (isTriple)
    return quote == '"' ? support::findAny<'"', '\\'>(p, end) : support::findAny<'\'', '\\'>(p, end);
  return quote == '"' ? support::findAny<'"', '\\', '\n', '\r'>(p, end)
                      : support::findAny<'\'', '\\', '\n', '\r'>(p, end);
}

} // namespace

/// `at` is at the prefix, `quote` at the first quote.
void Lexer::lexString(uint8_t flags, const char *quote) {
  char mark = *quote;
  bool isTriple = quote + 2 < end && quote[1] == mark && quote[2] == mark;
  if (isTriple)
    flags |= Triple;
  const char *p = quote + quoteLength(flags);
  if (flags & Format) {
    constexpr unsigned maxFStrings = 150;
    if (fstrings.size() >= maxFStrings) {
      fail(Id::TooManyFStrings, at, p);
      at = end;
      return;
    }
    fstrings.push_back({flags, mark, offset(at), static_cast<unsigned>(brackets.size()), {}});
    return push(TokenKind::FStringStart, p, flags);
  }
  while ((p = nextOfInterest(p, end, mark, isTriple)) < end && !isClosing(p, end, mark, isTriple) &&
         (isTriple || !isLineEnd(p)))
    p += *p == '\\' && p + 1 < end ? (p[1] == '\r' && p[2] == '\n' ? 3 : 2) : 1;
  if (p < end && !isLineEnd(p) | isTriple && isClosing(p, end, mark, isTriple))
    return push(TokenKind::String, p + quoteLength(flags), flags);

  // The quote that would close the surrounding f-string: what is missing is the field's brace.
  if (!fstrings.empty() && fstrings.back().quote == mark && (fstrings.back().flags & Triple) == (flags & Triple)) {
    fail(Id::FStringExpectingBrace, quote, quote + 1).arg(fstrings.back().flags & Template ? "t" : "f");
    p = isTriple ? end : p;
    unwindStrings();
  } else {
    auto lastLine = source.lineNumber(offset(p < end ? p : std::max(at, end - (end > begin && isLineEnd(end - 1)))));
    fail(isTriple ? Id::UnterminatedTripleString : Id::UnterminatedString, quote, quote + quoteLength(flags))
        .arg(lastLine);
  }
  at = p;
}

bool Lexer::inFStringText() const {
  if (fstrings.empty())
    return false;
  const auto &fields = fstrings.back().fields;
  return fields.empty() || (fields.back().inSpec && fields.back().level == brackets.size());
}

/// The replacement field whose own brace is the innermost open bracket, while its expression is being read.
Lexer::FString::FieldState *Lexer::fieldAtTopLevel() {
  if (fstrings.empty() || fstrings.back().fields.empty())
    return nullptr;
  auto &field = fstrings.back().fields.back();
  return field.level == brackets.size() ? &field : nullptr;
}

void Lexer::startField(const char *brace) {
  at = brace;
  size_t before = brackets.size();
  openBracket(TokenKind::LeftBrace);
  if (brackets.size() > before)
    fstrings.back().fields.push_back({static_cast<unsigned>(brackets.size()), false});
}

/// Whether the line behind a line end starts with the brace that closes the format specification.
bool Lexer::closesOnLaterLine(const char *p) const {
  while (p < end && (isLineEnd(p) || *p == ' ' || *p == '\t'))
    ++p;
  return p < end && *p == '}';
}

/// The text up to the next replacement field or the end of the string or of the format specification.
void Lexer::lexFStringText() {
  FString &string = fstrings.back();
  bool isTriple = string.flags & Triple, isRaw = string.flags & Raw, inSpec = !string.fields.empty();
  auto flags = static_cast<uint8_t>(string.flags | (inSpec ? InSpec : 0));
  llvm::StringRef letter = string.flags & Template ? "t" : "f";
  const char *p = at;
  auto flush = [&] {
    if (p != at)
      push(TokenKind::FStringMiddle, p, flags);
  };
  while (p < end) {
    if (isClosing(p, end, string.quote, isTriple)) {
      flush();
      if (inSpec) {
        fail(Id::FStringExpectingSpecEnd, p, p + 1).arg(letter);
        at = p + quoteLength(string.flags);
        return unwindStrings();
      }
      push(TokenKind::FStringEnd, p + quoteLength(string.flags), string.flags);
      fstrings.pop_back();
      return;
    }
    if (isLineEnd(p) && !isTriple && !(inSpec && closesOnLaterLine(p)))
      break;
    if (isLineEnd(p) && !isTriple) {
      // The text is clear all the same, so the rest is read as if the line end were allowed.
      flush();
      fail(Id::FStringNewlineInSpec, p, p).arg(letter);
      at = p = p + (*p == '\r' && p[1] == '\n' ? 2 : 1);
      continue;
    }
    if (*p == '{') {
      if (p[1] == '{' && !inSpec) {
        p += 2;
        continue;
      }
      flush();
      return startField(p);
    }
    if (*p == '}') {
      if (inSpec) {
        flush();
        return closeBracket(TokenKind::RightBrace);
      }
      if (p[1] != '}') {
        flush();
        fail(Id::FStringSingleBrace, p, p + 1).arg(letter);
        return;
      }
      p += 2;
      continue;
    }
    if (*p == '\\' && p + 1 < end) {
      if (!isRaw && p[1] == 'N' && p[2] == '{') {
        const char *close = p + 3;
        while (close < end && *close != '}' && *close != '{' && !isLineEnd(close) && *close != string.quote)
          ++close;
        p = *close == '}' ? close + 1 : p + 2;
      } else {
        // A backslash does not hide a brace.
        p += p[1] == '{' || p[1] == '}' ? 1 : p[1] == '\r' && p[2] == '\n' ? 3 : 2;
      }
      continue;
    }
    ++p;
  }
  flush();
  auto lastLine = source.lineNumber(offset(at < end ? at : std::max(begin, end - (end > begin && isLineEnd(end - 1)))));
  const char *start = begin + string.begin;
  if (inSpec && !isTriple)
    fail(Id::FStringExpectingSpecEnd, at, at).arg(letter);
  else
    fail(isTriple ? Id::UnterminatedTripleFString : Id::UnterminatedFString, start, start + 2)
        .arg(letter)
        .arg(lastLine);
  unwindStrings();
}

/// Leaves all f-strings, with the brackets opened in them.
void Lexer::unwindStrings() {
  if (!fstrings.empty())
    brackets.resize(fstrings.front().outerLevel);
  fstrings.clear();
  if (brackets.empty())
    skipComment();
}

} // namespace amaru::parser
