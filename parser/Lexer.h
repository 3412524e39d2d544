// Text to tokens, the whole text at once, so that the parser may look ahead as far as it likes.
//
// Faults are reported as they are met and leave an Error token; the tokens after it are as good as can be had.
#pragma once

#include "lang/diag/Engine.h"
#include "lang/support/SourceBuffer.h"
#include "parser/Indentation.h"

#include "llvm/ADT/SmallVector.h"

#include <vector>

namespace amaru::parser {

enum class TokenKind : uint8_t {
#define AMARU_TOKEN(kind, words) kind,
#define AMARU_PUNCTUATION(kind, text) kind,
#define AMARU_KEYWORD(kind, text) kind,
#include "parser/Tokens.def"
};

/// The text of punctuation and keywords, words for the others.
llvm::StringRef spelling(TokenKind kind);

struct Token {
  TokenKind kind;
  /// String tokens: a set of StringFlags. Names: NonAsciiName or nothing.
  uint8_t flags = 0;
  /// How many brackets are open around it; a bracket counts itself.
  uint16_t level = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
};

/// What a string's prefix and quotes say.
enum StringFlags : uint8_t { Raw = 1, Bytes = 2, Unicode = 4, Format = 8, Template = 16, Triple = 32, InSpec = 64 };

/// The flag of a name that may need to be normalised.
constexpr uint8_t NonAsciiName = 1;

/// The length of a string token's prefix and of its quotes.
inline unsigned quoteLength(uint8_t flags) { return flags & Triple ? 3 : 1; }

class Lexer {
public:
  Lexer(const support::SourceBuffer &source, diag::Engine &diagnostics);

  /// All tokens; the last is End.
  std::vector<Token> run();

private:
  struct Bracket {
    char open;
    uint32_t offset;
  };
  /// An f-string that is being read.
  struct FString {
    uint8_t flags;
    char quote;
    uint32_t begin;
    /// The number of open brackets when the f-string began.
    unsigned outerLevel;
    /// One entry per open replacement field: the number of brackets open within it, and whether its text is at the
    /// format specification.
    struct FieldState {
      unsigned level;
      bool inSpec;
    };
    llvm::SmallVector<FieldState, 2> fields;
  };

  void lexLine();
  bool startLine();
  void lexToken();
  void lexName();
  bool lexPrefix(const char *nameEnd);
  void lexNonAsciiName();
  void lexNumber();
  const char *digits(const char *from, unsigned base);
  void badNumber(const char *at, llvm::StringRef kind);
  void finishNumber(const char *end, llvm::StringRef kind);
  void lexString(uint8_t flags, const char *quote);
  void lexFStringText();
  bool closesOnLaterLine(const char *p) const;
  void startField(const char *brace);
  void lexOperator();
  void openBracket(TokenKind kind);
  void closeBracket(TokenKind kind);
  void lexBackslash();
  void skipComment();
  void newline();
  void finish();
  void dropFollowUps();
  const Bracket &forgottenBracket() const;
  void recoverUnclosed();
  void unwindStrings();

  bool inFStringText() const;
  FString::FieldState *fieldAtTopLevel();
  char peek(unsigned offset = 1) const { return at + offset < end ? at[offset] : '\0'; }
  bool isLineEnd(const char *p) const { return *p == '\n' || *p == '\r'; }
  uint32_t offset(const char *p) const { return static_cast<uint32_t>(p - begin); }
  void push(TokenKind kind, const char *tokenEnd, uint8_t flags = 0) {
    tokens.push_back({kind, flags, static_cast<uint16_t>(brackets.size()), offset(at), offset(tokenEnd)});
    at = tokenEnd;
  }
  diag::Builder report(diag::Id id, const char *from, const char *to);
  /// Reports, and makes the text an Error token.
  diag::Builder fail(diag::Id id, const char *from, const char *to);

  const support::SourceBuffer &source;
  diag::Engine &diagnostics;
  const char *begin, *end, *at;
  size_t firstDiagnostic;
  Indentation indentation;
  llvm::SmallVector<Bracket> brackets;
  llvm::SmallVector<FString> fstrings;
  std::vector<Token> tokens;
  unsigned unclosedReported = 0;
};

} // namespace amaru::parser
