// Expressions from the ternary down to primaries, by precedence climbing.
#include "parser/ParserImpl.h"

namespace amaru::parser {

namespace {

struct BinaryRow {
  Level level = Level::None;
  ast::Operator op = {};
};

constexpr auto binaryRows = [] {
  std::array<BinaryRow, 256> rows{};
#define AMARU_BINARY(kind, text, op, level) rows[static_cast<size_t>(K::kind)] = {Level::level, ast::Operator::op};
#include "parser/Tokens.def"
  rows[static_cast<size_t>(K::Or)].level = Level::Or;
  rows[static_cast<size_t>(K::And)].level = Level::And;
  for (K kind : {K::EqualEqual, K::NotEqual, K::Less, K::LessEqual, K::Greater, K::GreaterEqual, K::In, K::Is, K::Not})
    rows[static_cast<size_t>(kind)].level = Level::Comparison;
  // Read by parsePower, since it binds to the right.
  rows[static_cast<size_t>(K::StarStar)].level = Level::None;
  return rows;
}();

/// Atoms of one token, and the tokens that end any expression: most expressions are one of the former before one of
/// the latter.
constexpr auto isShortAtom = [](K kind) {
  return kind == K::Name || kind == K::Number || kind == K::String || kind == K::None || kind == K::True ||
         kind == K::False;
};
constexpr auto endsExpression = [](K kind) {
  return kind == K::Comma || kind == K::RightParen || kind == K::RightBracket || kind == K::RightBrace ||
         kind == K::Colon || kind == K::Newline || kind == K::Equal;
};

Level next(Level level) { return static_cast<Level>(static_cast<unsigned>(level) + 1); }

} // namespace

/// expression: disjunction ['if' disjunction 'else' expression] | lambda
NodeId Parser::parseExpression() {
  DepthScope scope(*this);
  if (tooDeep())
    return {};
  if (isShortAtom(kind()) && endsExpression(tokens[pos + 1].kind)) {
    size_t first = pos;
    NodeId atom = parseAtom();
    noteDisjunction(first);
    return atom;
  }
  if (at(K::Lambda))
    return parseLambda();
  uint32_t from = begin();
  NodeId body = parseDisjunction();
  if (!at(K::If))
    return body;
  size_t keyword = pos;
  advance();
  NodeId test = parseDisjunction();
  if (!at(K::Else)) {
    if (panicking)
      return {};
    if (at(K::Colon)) {
      pos = keyword;
      return body;
    }
    return failWith(Id::ExpectedElse, range(from, lastEnd()));
  }
  advance();
  if (!atExpressionStart() && !at(K::Error)) {
    bool isStatement = at(K::Pass) || at(K::Break) || at(K::Continue) || at(K::Return) || at(K::Raise) || at(K::Del) ||
                       at(K::Assert) || at(K::Import) || at(K::From) || at(K::Global) || at(K::Nonlocal);
    if (isStatement)
      return failWith(Id::StatementAfterElse, range(token()));
  }
  NodeId orelse = parseExpression();
  return ast::make<ast::IfExp>(tree, from, lastEnd(), test, body, orelse);
}

/// named_expression: NAME ':=' expression | expression
NodeId Parser::parseNamedExpression() {
  uint32_t from = begin();
  if (at(K::Name) && lookAhead().kind == K::ColonEqual) {
    NodeId target = parseName(ExprContext::Store);
    advance();
    NodeId value = parseExpression();
    return ast::make<ast::NamedExpr>(tree, from, lastEnd(), target, value);
  }
  NodeId expr = parseExpression();
  if (at(K::ColonEqual))
    return failWith(Id::BadNamedExprTarget, range(expr), describe(expr));
  if (at(K::Equal) && explainEqual(expr, /*isStatement=*/false))
    return {};
  return expr;
}

/// star_expressions: a tuple without parentheses, or the one expression.
NodeId Parser::parseStarExpressions() {
  uint32_t from = begin();
  NodeId first = parseStarExpression();
  if (!at(K::Comma))
    return first;
  NodeList elements{first};
  while (accept(K::Comma) && (atExpressionStart() || at(K::Star)))
    elements.push_back(parseStarExpression());
  return makeTuple(from, elements);
}

NodeId Parser::parseExpressions() {
  uint32_t from = begin();
  NodeId first = parseExpression();
  if (!at(K::Comma))
    return first;
  NodeList elements{first};
  while (accept(K::Comma) && atExpressionStart())
    elements.push_back(parseExpression());
  return makeTuple(from, elements);
}

NodeId Parser::parseStarExpression() {
  if (!at(K::Star))
    return parseExpression();
  uint32_t from = begin();
  advance();
  NodeId value = parseBitOr();
  return ast::make<ast::Starred>(tree, from, lastEnd(), value, ExprContext::Load);
}

NodeId Parser::parseStarNamedExpression() { return at(K::Star) ? parseStarExpression() : parseNamedExpression(); }

NodeId Parser::parseAnnotatedRhs() { return at(K::Yield) ? parseYield() : parseStarExpressions(); }

NodeId Parser::parseYield() {
  uint32_t from = begin();
  advance();
  if (accept(K::From)) {
    NodeId value = parseExpression();
    return ast::make<ast::YieldFrom>(tree, from, lastEnd(), value);
  }
  NodeId value = atExpressionStart() || at(K::Star) ? parseStarExpressions() : NodeId{};
  return ast::make<ast::Yield>(tree, from, lastEnd(), value);
}

NodeId Parser::parseDisjunction() {
  size_t first = pos;
  NodeId expr = parseOperators(Level::Or);
  noteDisjunction(first);
  return expr;
}

/// Keeps which disjunction was read last. The innermost of several that end here is the one to talk about.
void Parser::noteDisjunction(size_t first) {
  if (!panicking && disjunctionEnd != pos)
    disjunctionFirst = first, disjunctionEnd = pos;
}

/// An expression of operators that bind at least as tightly as `level`.
NodeId Parser::parseOperators(Level level) {
  uint32_t from = begin();
  NodeId left = parseUnary(level);
  while (true) {
    BinaryRow row = binaryRows[static_cast<size_t>(kind())];
    if (row.level < level || row.level == Level::None)
      return left;
    if (row.level == Level::Or || row.level == Level::And) {
      left = parseBoolean(left, from, kind());
    } else if (row.level == Level::Comparison) {
      if (!atComparison())
        return left;
      left = parseComparison(left, from);
    } else {
      uint32_t opBegin = begin();
      advance();
      NodeId right = parseOperators(next(row.level));
      left = ast::make<ast::BinOp>(tree, from, lastEnd(), left, row.op, right, opBegin);
    }
  }
}

NodeId Parser::parseBoolean(NodeId first, uint32_t from, K keyword) {
  NodeList values{first};
  while (accept(keyword))
    values.push_back(parseOperators(keyword == K::Or ? Level::And : Level::Not));
  auto op = keyword == K::Or ? ast::BoolOperator::Or : ast::BoolOperator::And;
  return ast::make<ast::BoolOp>(tree, from, lastEnd(), op, llvm::ArrayRef<NodeId>(values));
}

bool Parser::atComparison() const {
  if (at(K::In))
    return true;
  if (at(K::Not))
    return lookAhead().kind == K::In;
  return binaryRows[static_cast<size_t>(kind())].level == Level::Comparison;
}

ast::CmpOp Parser::parseComparisonOperator() {
  K operatorKind = kind();
  advance();
  switch (operatorKind) {
  case K::EqualEqual:
    return ast::CmpOp::Eq;
  case K::NotEqual:
    return ast::CmpOp::NotEq;
  case K::Less:
    return ast::CmpOp::Lt;
  case K::LessEqual:
    return ast::CmpOp::LtE;
  case K::Greater:
    return ast::CmpOp::Gt;
  case K::GreaterEqual:
    return ast::CmpOp::GtE;
  case K::In:
    return ast::CmpOp::In;
  case K::Not:
    advance();
    return ast::CmpOp::NotIn;
  default:
    return accept(K::Not) ? ast::CmpOp::IsNot : ast::CmpOp::Is;
  }
}

NodeId Parser::parseComparison(NodeId first, uint32_t from) {
  llvm::SmallVector<ast::CmpOp, 4> ops;
  NodeList comparators;
  while (atComparison()) {
    ops.push_back(parseComparisonOperator());
    comparators.push_back(parseOperators(Level::BitOr));
  }
  return ast::make<ast::Compare>(tree, from, lastEnd(), first, llvm::ArrayRef<ast::CmpOp>(ops),
                                 llvm::ArrayRef<NodeId>(comparators));
}

/// `not` stands above comparisons, signs below the binary operators.
NodeId Parser::parseUnary(Level level) {
  DepthScope scope(*this);
  if (tooDeep())
    return {};
  uint32_t from = begin();
  ast::UnaryOperator op;
  switch (kind()) {
  case K::Not: {
    if (level > Level::Not) {
      bool isNegation = level > Level::BitOr && !trialDepth && !panicking && trial([&] {
                          advance();
                          parseOperators(Level::Not);
                          return !panicking;
                        });
      return isNegation ? failWith(Id::NotAfterOperator, range(token())) : syntaxError();
    }
    advance();
    NodeId operand = parseOperators(Level::Not);
    return ast::make<ast::UnaryOp>(tree, from, lastEnd(), ast::UnaryOperator::Not, operand);
  }
  case K::Plus:
    op = ast::UnaryOperator::UAdd;
    break;
  case K::Minus:
    op = ast::UnaryOperator::USub;
    break;
  case K::Tilde:
    op = ast::UnaryOperator::Invert;
    break;
  default:
    return parsePower();
  }
  advance();
  NodeId operand = parseUnary(Level::Power);
  return ast::make<ast::UnaryOp>(tree, from, lastEnd(), op, operand);
}

/// power: await_primary ['**' factor]
NodeId Parser::parsePower() {
  uint32_t from = begin();
  NodeId base;
  if (accept(K::Await)) {
    NodeId value = parsePrimary();
    base = ast::make<ast::Await>(tree, from, lastEnd(), value);
  } else {
    base = parsePrimary();
  }
  if (!at(K::StarStar))
    return base;
  uint32_t opBegin = begin();
  advance();
  NodeId exponent = parseUnary(Level::Power);
  return ast::make<ast::BinOp>(tree, from, lastEnd(), base, ast::Operator::Pow, exponent, opBegin);
}

/// An atom with its trailers: `.name`, `(arguments)`, `[slices]`.
NodeId Parser::parsePrimary() {
  uint32_t from = begin();
  NodeId value = parseAtom();
  while (true) {
    switch (kind()) {
    case K::Dot: {
      advance();
      Symbol attr = parseIdentifier();
      value = ast::make<ast::Attribute>(tree, from, lastEnd(), value, attr, ExprContext::Load);
      break;
    }
    case K::LeftParen:
      value = parseCall(value, from);
      break;
    case K::LeftBracket:
      value = parseSubscript(value, from);
      break;
    default:
      return value;
    }
  }
}

bool Parser::atExpressionStart() const {
  switch (kind()) {
  case K::Name:
  case K::Number:
  case K::String:
  case K::FStringStart:
  case K::LeftParen:
  case K::LeftBracket:
  case K::LeftBrace:
  case K::Ellipsis:
  case K::Plus:
  case K::Minus:
  case K::Tilde:
  case K::Not:
  case K::Await:
  case K::Lambda:
  case K::None:
  case K::True:
  case K::False:
    return true;
  default:
    return false;
  }
}

} // namespace amaru::parser
