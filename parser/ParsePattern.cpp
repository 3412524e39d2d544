// The patterns of `case`.
#include "parser/ParserImpl.h"

namespace amaru::parser {

/// patterns: a sequence without brackets, or one pattern.
NodeId Parser::parsePatterns() {
  uint32_t from = begin();
  NodeId first = parseMaybeStarPattern();
  if (!at(K::Comma))
    return tree.is<ast::MatchStar>(first) && !panicking ? syntaxError() : first;
  NodeList patterns{first};
  while (accept(K::Comma) && !at(K::If) && !at(K::Colon))
    patterns.push_back(parseMaybeStarPattern());
  return ast::make<ast::MatchSequence>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(patterns));
}

NodeId Parser::parseMaybeStarPattern() {
  if (!at(K::Star))
    return parsePattern();
  uint32_t from = begin();
  advance();
  bool isWildcard = atSoft("_");
  Symbol name = parseIdentifier();
  return ast::make<ast::MatchStar>(tree, from, lastEnd(), isWildcard ? Symbol{} : name);
}

/// pattern: or_pattern ['as' NAME]
NodeId Parser::parsePattern() {
  DepthScope scope(*this);
  if (tooDeep())
    return {};
  uint32_t from = begin();
  NodeId pattern = parseOrPattern();
  if (!accept(K::As))
    return pattern;
  if (atSoft("_"))
    return failWith(Id::UnderscoreTarget, range(token()));
  K next = lookAhead().kind;
  bool isCapture = at(K::Name) && (next == K::Colon || next == K::Comma || next == K::RightParen || next == K::If ||
                                   next == K::RightBracket || next == K::RightBrace || next == K::Pipe);
  if (!isCapture && atExpressionStart()) {
    NodeId target = parseExpression();
    return panicking ? NodeId{} : failWith(Id::BadPatternTarget, range(target), describe(target));
  }
  Symbol name = parseCaptureTarget();
  return ast::make<ast::MatchAs>(tree, from, lastEnd(), pattern, name);
}

Symbol Parser::parseCaptureTarget() {
  Symbol name = parseIdentifier();
  if (at(K::Dot) || at(K::LeftParen) || at(K::Equal))
    syntaxError();
  return name;
}

NodeId Parser::parseOrPattern() {
  uint32_t from = begin();
  NodeId first = parseClosedPattern();
  if (!at(K::Pipe))
    return first;
  NodeList patterns{first};
  while (accept(K::Pipe))
    patterns.push_back(parseClosedPattern());
  return ast::make<ast::MatchOr>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(patterns));
}

NodeId Parser::parseClosedPattern() {
  switch (kind()) {
  case K::Name:
    return parseNamePattern();
  case K::LeftParen:
    return parseSequencePattern(K::RightParen);
  case K::LeftBracket:
    return parseSequencePattern(K::RightBracket);
  case K::LeftBrace:
    return parseMappingPattern();
  case K::None:
  case K::True:
  case K::False: {
    ConstantValue value;
    value.kind = at(K::None) ? ConstantKind::None : at(K::True) ? ConstantKind::True : ConstantKind::False;
    uint32_t from = begin();
    advance();
    return ast::make<ast::MatchSingleton>(tree, from, lastEnd(), tree.store(value));
  }
  default: {
    uint32_t from = begin();
    NodeId value = parseLiteralPattern();
    return ast::make<ast::MatchValue>(tree, from, lastEnd(), value);
  }
  }
}

/// A literal as an expression: a string, a number with its sign, or a complex number.
NodeId Parser::parseLiteralPattern() {
  if (at(K::String) || at(K::FStringStart)) {
    NodeId value = parseStrings();
    if (!panicking && !tree.is<ast::Constant>(value))
      return failWith(Id::PatternFString, range(value));
    return value;
  }
  uint32_t from = begin();
  NodeId left = parsePatternNumber();
  if (!at(K::Plus) && !at(K::Minus))
    return left;
  auto op = at(K::Plus) ? ast::Operator::Add : ast::Operator::Sub;
  uint32_t opBegin = begin();
  auto isImaginary = [&](NodeId node) {
    if (auto unary = tree.dyn<ast::UnaryOp>(node))
      node = unary->operand();
    return tree.constant(node).kind == ConstantKind::Complex;
  };
  if (isImaginary(left))
    return failWith(Id::PatternNeedsReal, range(left));
  advance();
  if (!at(K::Number))
    return syntaxError();
  NodeId right = parseNumber();
  if (!panicking && !isImaginary(right))
    return failWith(Id::PatternNeedsImaginary, range(right));
  return ast::make<ast::BinOp>(tree, from, lastEnd(), left, op, right, opBegin);
}

NodeId Parser::parsePatternNumber() {
  uint32_t from = begin();
  bool isNegative = accept(K::Minus);
  if (!at(K::Number))
    return syntaxError();
  NodeId number = parseNumber();
  return isNegative ? ast::make<ast::UnaryOp>(tree, from, lastEnd(), ast::UnaryOperator::USub, number) : number;
}

/// A group in parentheses is the pattern itself; with a comma it is a sequence.
NodeId Parser::parseSequencePattern(K close) {
  uint32_t from = begin();
  advance();
  NodeList patterns;
  bool hasComma = false;
  while (!at(close) && !panicking) {
    patterns.push_back(parseMaybeStarPattern());
    if (!accept(K::Comma))
      break;
    hasComma = true;
  }
  expect(close);
  bool isGroup = close == K::RightParen && patterns.size() == 1 && !hasComma;
  if (isGroup && !tree.is<ast::MatchStar>(patterns[0]))
    return patterns[0];
  if (isGroup && !panicking)
    return --pos, syntaxError();
  return ast::make<ast::MatchSequence>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(patterns));
}

NodeId Parser::parseMappingPattern() {
  uint32_t from = begin();
  advance();
  NodeList keys, patterns;
  Symbol rest;
  while (!at(K::RightBrace) && !panicking) {
    if (accept(K::StarStar)) {
      if (atSoft("_"))
        return syntaxError();
      rest = parseCaptureTarget();
      accept(K::Comma);
      break;
    }
    NodeId key;
    if (at(K::Name)) {
      uint32_t keyFrom = begin();
      key = parseName(ExprContext::Load);
      if (!at(K::Dot))
        return syntaxError();
      while (accept(K::Dot)) {
        Symbol attr = parseIdentifier();
        key = ast::make<ast::Attribute>(tree, keyFrom, lastEnd(), key, attr, ExprContext::Load);
      }
    } else if (at(K::None) || at(K::True) || at(K::False)) {
      key = parseAtom();
    } else {
      key = parseLiteralPattern();
    }
    keys.push_back(key);
    expect(K::Colon);
    patterns.push_back(parsePattern());
    if (!accept(K::Comma))
      break;
  }
  expect(K::RightBrace);
  return ast::make<ast::MatchMapping>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(keys),
                                      llvm::ArrayRef<NodeId>(patterns), rest);
}

/// A capture, the wildcard, a dotted value, or a class.
NodeId Parser::parseNamePattern() {
  uint32_t from = begin();
  K following = lookAhead().kind;
  if (following != K::Dot && following != K::LeftParen) {
    bool isWildcard = atSoft("_");
    Symbol name = parseIdentifier();
    if (at(K::Equal))
      return syntaxError();
    return ast::make<ast::MatchAs>(tree, from, lastEnd(), NodeId{}, isWildcard ? Symbol{} : name);
  }
  NodeId value = parseName(ExprContext::Load);
  while (accept(K::Dot)) {
    Symbol attr = parseIdentifier();
    value = ast::make<ast::Attribute>(tree, from, lastEnd(), value, attr, ExprContext::Load);
  }
  if (at(K::LeftParen))
    return parseClassPattern(value, from);
  return ast::make<ast::MatchValue>(tree, from, lastEnd(), value);
}

NodeId Parser::parseClassPattern(NodeId cls, uint32_t from) {
  advance();
  NodeList patterns, keywordPatterns;
  llvm::SmallVector<Symbol, 4> keywords;
  while (!at(K::RightParen) && !panicking) {
    if (at(K::Name) && lookAhead().kind == K::Equal) {
      keywords.push_back(parseIdentifier());
      advance();
      keywordPatterns.push_back(parsePattern());
    } else {
      uint32_t patternFrom = begin();
      patterns.push_back(parsePattern());
      if (!keywords.empty() && !panicking)
        return failWith(Id::PositionalPatternAfterKeyword, range(patternFrom, lastEnd()));
    }
    if (!accept(K::Comma))
      break;
  }
  expect(K::RightParen);
  return ast::make<ast::MatchClass>(tree, from, lastEnd(), cls, llvm::ArrayRef<NodeId>(patterns),
                                    llvm::ArrayRef<Symbol>(keywords), llvm::ArrayRef<NodeId>(keywordPatterns));
}

} // namespace amaru::parser
