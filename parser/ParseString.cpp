// String literals: their escapes, and the pieces of f-strings and t-strings.
#include "parser/ParserImpl.h"
#include "parser/Unicode.h"

#include "llvm/Support/Unicode.h"

namespace amaru::parser {

/// The pieces of adjacent literals that make one value. Text is gathered until a replacement field or the end.
struct Parser::StringParts {
  NodeList values;
  std::string text;
  bool hasText = false;
  uint32_t textBegin = 0, textEnd = 0;
  ast::ConstantPrefix prefix = {};

  void addText(llvm::StringRef piece, uint32_t begin, uint32_t end) {
    if (!hasText)
      textBegin = begin;
    hasText = true;
    textEnd = end;
    text += piece;
  }
  void flush(Parser &parser) {
    if (!text.empty()) {
      ConstantValue value;
      value.kind = ConstantKind::Str;
      value.text = text;
      values.push_back(parser.constant(value, textBegin, textEnd, prefix));
    }
    text.clear();
    hasText = false;
  }
};

/// strings: adjacent literals, joined.
NodeId Parser::parseStrings() {
  uint32_t from = begin();
  K next = lookAhead().kind;
  if (at(K::String) && next != K::String && next != K::FStringStart)
    return parseOneString();
  unsigned bytesCount = 0, plainCount = 0, formatCount = 0, templateCount = 0;
  StringParts parts;
  if (at(K::String) && (token().flags & Unicode))
    parts.prefix = ast::ConstantPrefix::U;
  while (at(K::String) || at(K::FStringStart)) {
    const Token literal = token();
    (literal.flags & Bytes      ? bytesCount
     : literal.flags & Template ? templateCount
     : literal.flags & Format   ? formatCount
                                : plainCount)++;
    if (at(K::FStringStart)) {
      parseFString(parts);
      continue;
    }
    llvm::StringRef piece;
    std::string decoded;
    if (!literalText(literal, piece, decoded))
      return {};
    parts.addText(piece, literal.begin, literal.end);
    advance();
  }
  if (panicking)
    return {};
  if (bytesCount && (plainCount || formatCount))
    return failWith(Id::MixedBytes, range(from, lastEnd()));
  if (templateCount && (plainCount || formatCount || bytesCount))
    return failWith(Id::MixedTemplate, range(from, lastEnd()));
  if (!formatCount && !templateCount) {
    ConstantValue value;
    value.kind = bytesCount ? ConstantKind::Bytes : ConstantKind::Str;
    value.text = parts.text;
    return constant(value, from, lastEnd(), parts.prefix);
  }
  parts.flush(*this);
  llvm::ArrayRef<NodeId> values(parts.values);
  return templateCount ? ast::make<ast::TemplateStr>(tree, from, lastEnd(), values)
                       : ast::make<ast::JoinedStr>(tree, from, lastEnd(), values);
}

/// A literal alone, whose text need not be gathered.
NodeId Parser::parseOneString() {
  const Token literal = token();
  ConstantValue value;
  std::string decoded;
  if (!literalText(literal, value.text, decoded))
    return {};
  value.kind = literal.flags & Bytes ? ConstantKind::Bytes : ConstantKind::Str;
  advance();
  auto prefix = literal.flags & Unicode ? ast::ConstantPrefix::U : ast::ConstantPrefix::None;
  return constant(value, literal.begin, literal.end, prefix);
}

/// The value of a literal's text, in `storage` where it differs from the source. False after an error.
bool Parser::literalText(const Token &literal, llvm::StringRef &out, std::string &storage) {
  unsigned quotes = quoteLength(literal.flags);
  llvm::StringRef whole = text(literal);
  size_t bodyBegin = 0;
  while (whole[bodyBegin] != '\'' && whole[bodyBegin] != '"')
    ++bodyBegin;
  bodyBegin += quotes;
  out = whole.slice(bodyBegin, whole.size() - quotes);
  if (!out.contains('\\') && !out.contains('\r') && !(literal.flags & Bytes))
    return true;
  bool isRight = decodeLiteral(out, literal.flags, literal.begin + bodyBegin, storage);
  out = storage;
  return isRight;
}

NodeId Parser::parseFString(StringParts &parts) {
  uint8_t flags = token().flags;
  advance();
  parseFStringParts(parts, flags);
  expect(K::FStringEnd);
  return {};
}

/// Text and fields, up to the end of the f-string or of the format specification.
void Parser::parseFStringParts(StringParts &parts, uint8_t flags) {
  while (!panicking) {
    if (at(K::FStringMiddle)) {
      std::string decoded;
      if (decodeLiteral(text(token()), token().flags, begin(), decoded))
        parts.addText(decoded, begin(), token().end);
      if (!panicking)
        advance();
    } else if (at(K::LeftBrace)) {
      DepthScope scope(*this);
      if (!tooDeep())
        parseField(parts, flags);
    } else {
      return;
    }
  }
}

/// '{' annotated_rhs ['='] ['!' NAME] [':' spec] '}'
void Parser::parseField(StringParts &parts, uint8_t flags) {
  const Token brace = token();
  advance();
  llvm::StringRef letter = flags & Template ? "t" : "f";
  if (at(K::RightBrace) || at(K::Equal) || at(K::Exclamation) || at(K::Colon)) {
    failWith(Id::FStringEmptyField, range(token()), letter, text(token()));
    return;
  }
  if (!atExpressionStart() && !at(K::Star) && !at(K::Yield)) {
    failWith(Id::FStringExpectingExpression, range(token()), letter);
    return;
  }
  if (at(K::Lambda)) {
    // The colon of a lambda would start the format specification.
    failWith(Id::FStringLambda, range(token()), letter);
    return;
  }
  bool isStarOnly = at(K::Star) && !tryRule([&] { parseStarExpressions(); });
  if (isStarOnly) {
    failWith(Id::FStringExpectingExpression, range(token()), letter);
    return;
  }
  size_t firstToken = pos;
  NodeId value = parseAnnotatedRhs();
  if (panicking)
    return;
  bool isDebug = accept(K::Equal);
  uint32_t exprEnd = begin();
  int conversion = -1;
  if (accept(K::Exclamation)) {
    if (!at(K::Name)) {
      bool isMissing = at(K::RightBrace) || at(K::Colon);
      failWith(isMissing ? Id::FStringMissingConversion : Id::FStringBadConversionText, range(token()), letter);
      return;
    }
    llvm::StringRef name = text(token());
    if (name != "s" && name != "r" && name != "a") {
      failWith(Id::FStringBadConversion, range(token()), letter, name);
      return;
    }
    conversion = name[0];
    advance();
  }
  NodeId spec;
  if (at(K::Colon))
    spec = parseFormatSpec(flags);
  if (!at(K::RightBrace)) {
    if (conversion >= 0)
      failWith(Id::FStringExpectingAfterConversion, range(token()), letter);
    else if (isDebug)
      failWith(Id::FStringExpectingAfterEqual, range(token()), letter);
    else if (!panicking && !explainMissingComma())
      failWith(Id::FStringExpectingAfterExpression, range(token()), letter);
    return;
  }
  advance();

  std::string exprText = withoutComments(firstToken, brace.end, exprEnd);
  if (isDebug) {
    parts.addText(exprText, brace.end, exprEnd);
    if (conversion < 0 && !spec)
      conversion = 'r';
  }
  parts.flush(*this);
  uint32_t end = lastEnd();
  if (flags & Template) {
    llvm::StringRef shown = llvm::StringRef(exprText).rtrim(isDebug ? " \t\n\r\f=" : " \t\n\r\f");
    parts.values.push_back(
        ast::make<ast::Interpolation>(tree, brace.begin, end, value, tree.strings().intern(shown), conversion, spec));
  } else {
    parts.values.push_back(ast::make<ast::FormattedValue>(tree, brace.begin, end, value, conversion, spec));
  }
}

/// The text of tokens and what stands between them, without comments.
std::string Parser::withoutComments(size_t firstToken, uint32_t from, uint32_t to) const {
  llvm::StringRef whole = source.text().slice(from, to);
  if (!whole.contains('#'))
    return whole.str();
  std::string result;
  for (size_t i = firstToken; from < to; ++i) {
    llvm::StringRef gap = source.text().slice(from, std::min(tokens[i].begin, to));
    while (!gap.empty()) {
      auto [kept, comment] = gap.split('#');
      result += kept;
      gap = comment.drop_until([](char c) { return c == '\n' || c == '\r'; });
    }
    result += source.text().slice(tokens[i].begin, std::min(tokens[i].end, to));
    from = tokens[i].end;
  }
  return result;
}

/// The colon and the specification behind it; its own fields may not have fields again in theirs.
NodeId Parser::parseFormatSpec(uint8_t flags) {
  uint32_t from = begin();
  advance();
  StringParts parts;
  if (++specDepth > 2)
    failWith(Id::FStringTooDeep, range(token()), flags & Template ? "t" : "f");
  // Fields within a specification are formatted at once, also in a t-string.
  parseFStringParts(parts, flags & ~Template);
  --specDepth;
  parts.flush(*this);
  return ast::make<ast::JoinedStr>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(parts.values));
}

namespace {

/// Reads hexadecimal digits; false when there are too few.
bool readHex(llvm::StringRef body, size_t &at, unsigned count, uint32_t &value) {
  value = 0;
  for (unsigned i = 0; i < count; ++i, ++at) {
    if (at >= body.size() || !llvm::isHexDigit(body[at]))
      return false;
    value = value << 4 | llvm::hexDigitValue(body[at]);
  }
  return true;
}

/// Positions in CPython's messages count a character outside ASCII as the ten characters of its `\U` form.
size_t reportedPosition(llvm::StringRef body, size_t at) {
  size_t position = 0;
  for (char c : body.take_front(at))
    position += (c & 0x80) == 0 ? 1 : (c & 0xC0) == 0xC0 ? 10 : 0;
  return position;
}

} // namespace

/// Gives the value of a literal's text, line ends made LF. False after an error.
bool Parser::decodeLiteral(llvm::StringRef body, uint8_t flags, uint32_t from, std::string &out) {
  bool isRaw = flags & Raw, isBytes = flags & Bytes;
  bool hasDoubledBraces = (flags & Format) && !(flags & InSpec);
  out.reserve(out.size() + body.size());
  auto failEscape = [&](size_t start, size_t end, llvm::StringRef what) {
    auto place = range(from + start, from + end);
    if (isBytes)
      failWith(Id::InvalidBytesEscape, place, std::to_string(start));
    else
      failWith(Id::UnicodeError, place, std::to_string(reportedPosition(body, start)),
               std::to_string(reportedPosition(body, end) - 1), what);
    return false;
  };
  for (size_t i = 0; i < body.size();) {
    char c = body[i];
    if (c == '\r') {
      out += '\n';
      i += body.substr(i).starts_with("\r\n") ? 2 : 1;
      continue;
    }
    if (hasDoubledBraces && (c == '{' || c == '}')) {
      out += c;
      i += 2;
      continue;
    }
    if (isBytes && (c & 0x80)) {
      failWith(Id::NonAsciiBytes, range(from + i, from + i + 1));
      return false;
    }
    if (c != '\\' || isRaw) {
      out += c;
      ++i;
      continue;
    }
    size_t start = i++;
    char escape = i < body.size() ? body[i++] : '\0';
    uint32_t codePoint = 0;
    switch (escape) {
    case '\r':
      i += i < body.size() && body[i] == '\n';
      break;
    case '\n':
      break;
    case '\\':
    case '\'':
    case '"':
      out += escape;
      break;
    case 'a':
      out += '\a';
      break;
    case 'b':
      out += '\b';
      break;
    case 'f':
      out += '\f';
      break;
    case 'n':
      out += '\n';
      break;
    case 'r':
      out += '\r';
      break;
    case 't':
      out += '\t';
      break;
    case 'v':
      out += '\v';
      break;
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
      codePoint = escape - '0';
      for (unsigned k = 0; k < 2 && i < body.size() && body[i] >= '0' && body[i] <= '7'; ++k)
        codePoint = codePoint * 8 + (body[i++] - '0');
      if (codePoint > 0377)
        complain(Id::InvalidOctalEscape, range(from + start, from + i), body.slice(start + 1, i));
      isBytes ? void(out += static_cast<char>(codePoint)) : unicode::encode(out, codePoint);
      break;
    case 'x':
      if (!readHex(body, i, 2, codePoint))
        return failEscape(start, i, "truncated \\xXX escape");
      isBytes ? void(out += static_cast<char>(codePoint)) : unicode::encode(out, codePoint);
      break;
    case 'u':
    case 'U':
    case 'N':
      if (!isBytes) {
        if (escape == 'N') {
          size_t close = i < body.size() && body[i] == '{' ? body.find('}', i) : llvm::StringRef::npos;
          if (close == llvm::StringRef::npos || close == i + 1)
            return failEscape(start, close == llvm::StringRef::npos ? i : close + 1, "malformed \\N character escape");
          auto found = llvm::sys::unicode::nameToCodepointStrict(body.slice(i + 1, close).upper());
          if (!found)
            return failEscape(start, close + 1, "unknown Unicode character name");
          codePoint = *found;
          i = close + 1;
        } else if (!readHex(body, i, escape == 'u' ? 4 : 8, codePoint)) {
          return failEscape(start, i, escape == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape");
        } else if (codePoint > 0x10FFFF) {
          return failEscape(start, i, "illegal Unicode character");
        }
        unicode::encode(out, codePoint);
        break;
      }
      [[fallthrough]];
    default:
      if (escape != '\0')
        complain(Id::InvalidEscape, range(from + start, from + start + 2), body.slice(start + 1, start + 2));
      out += '\\';
      i = start + 1;
    }
  }
  return true;
}

} // namespace amaru::parser
