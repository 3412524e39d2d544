// What stands in the brackets behind a primary: arguments and slices.
#include "parser/ParserImpl.h"

namespace amaru::parser {

NodeId Parser::parseCall(NodeId callee, uint32_t from) {
  advance();
  Arguments arguments;
  parseArguments(arguments);
  return ast::make<ast::Call>(tree, from, lastEnd(), callee, llvm::ArrayRef<NodeId>(arguments.positional),
                              llvm::ArrayRef<NodeId>(arguments.keywords));
}

/// The arguments behind `(`, up to and including `)`.
void Parser::parseArguments(Arguments &out) {
  uint32_t open = tokens[pos - 1].begin;
  bool isDone = accept(K::RightParen);
  for (unsigned index = 0; !isDone && !panicking; ++index) {
    // `f(x for x in y)`: the generator takes the call's own parentheses.
    bool isBareGenerator = parseArgument(out);
    if (isBareGenerator && (index > 0 || at(K::Comma))) {
      failWith(Id::BareGenerator, range(out.positional.back()));
      return;
    }
    isDone = !accept(K::Comma) || at(K::RightParen);
    if (isDone && expect(K::RightParen) && isBareGenerator)
      tree.setRange(out.positional.back(), open, lastEnd());
    isDone |= panicking;
  }
}

/// True for a generator expression without parentheses of its own.
bool Parser::parseArgument(Arguments &out) {
  uint32_t from = begin();
  auto lastKeyword = [&] { return tree.as<ast::Keyword>(out.keywords.back()); };
  if (accept(K::StarStar)) {
    NodeId value = parseExpression();
    if (at(K::Equal)) {
      failWith(Id::AssignToKeywordUnpacking, range(from, lastEnd()));
      return false;
    }
    out.keywords.push_back(ast::make<ast::Keyword>(tree, from, lastEnd(), Symbol{}, value));
    return false;
  }
  if (accept(K::Star)) {
    if (!panicking && !atExpressionStart()) {
      failWith(Id::InvalidStarExpression, range(from, lastEnd()));
      return false;
    }
    NodeId value = parseExpression();
    if (at(K::Equal)) {
      failWith(Id::AssignToIterableUnpacking, range(from, lastEnd()));
      return false;
    }
    for (NodeId keyword : out.keywords)
      if (!panicking && !tree.as<ast::Keyword>(keyword).argSymbol()) {
        complain(Id::IterableAfterKeywordUnpacking, range(from, lastEnd()));
        break;
      }
    out.positional.push_back(ast::make<ast::Starred>(tree, from, lastEnd(), value, ExprContext::Load));
    return false;
  }
  if (lookAhead().kind == K::Equal) {
    if (at(K::True) || at(K::False) || at(K::None)) {
      failWith(Id::CannotAssign, range(from, lookAhead().end), text(token()));
      return false;
    }
    if (at(K::Name)) {
      Symbol name = parseIdentifier();
      advance();
      if (at(K::Comma) || at(K::RightParen)) {
        failWith(Id::ExpectedArgumentValue, range(from, lastEnd()));
        return false;
      }
      uint32_t equalEnd = lastEnd();
      NodeId value = parseExpression();
      if (atComprehension()) {
        failWith(Id::MaybeEqualOrWalrus, range(from, equalEnd));
        return false;
      }
      out.keywords.push_back(ast::make<ast::Keyword>(tree, from, lastEnd(), name, value));
      return false;
    }
  }
  bool isWalrus = at(K::Name) && lookAhead().kind == K::ColonEqual;
  NodeId value = isWalrus ? parseNamedExpression() : parseExpression();
  if (at(K::ColonEqual)) {
    failWith(Id::BadNamedExprTarget, range(value), describe(value));
    return false;
  }
  if (at(K::Equal)) {
    failWith(Id::AssignmentInArgument, range(from, token().end));
    return false;
  }
  bool isGenerator = atComprehension();
  if (isGenerator) {
    NodeList generators;
    parseComprehensions(generators);
    value = ast::make<ast::GeneratorExp>(tree, from, lastEnd(), value, llvm::ArrayRef<NodeId>(generators));
  } else if (!out.keywords.empty() && !panicking) {
    complain(lastKeyword().argSymbol() ? Id::PositionalAfterKeyword : Id::PositionalAfterKeywordUnpacking,
             range(from, lastEnd()));
  }
  out.positional.push_back(value);
  return isGenerator && !panicking;
}

/// slices: one slice, or a tuple of slices and starred expressions.
NodeId Parser::parseSubscript(NodeId value, uint32_t from) {
  advance();
  uint32_t sliceFrom = begin();
  bool isTuple = at(K::Star);
  NodeList slices;
  do {
    if (at(K::RightBracket))
      break;
    slices.push_back(parseSlice());
    isTuple |= at(K::Comma);
  } while (accept(K::Comma));
  if (slices.empty())
    return syntaxError();
  NodeId slice = isTuple ? makeTuple(sliceFrom, slices) : slices[0];
  expect(K::RightBracket);
  return ast::make<ast::Subscript>(tree, from, lastEnd(), value, slice, ExprContext::Load);
}

NodeId Parser::parseSlice() {
  uint32_t from = begin();
  if (accept(K::Star)) {
    if (!panicking && !atExpressionStart())
      return failWith(Id::InvalidStarExpression, range(from, lastEnd()));
    NodeId value = parseExpression();
    return ast::make<ast::Starred>(tree, from, lastEnd(), value, ExprContext::Load);
  }
  NodeId lower = at(K::Colon) ? NodeId{} : parseNamedExpression();
  if (!accept(K::Colon))
    return lower;
  auto bound = [&] {
    bool isAbsent = at(K::Colon) || at(K::Comma) || at(K::RightBracket);
    return isAbsent ? NodeId{} : parseExpression();
  };
  NodeId upper = bound();
  NodeId step = accept(K::Colon) ? bound() : NodeId{};
  return ast::make<ast::Slice>(tree, from, lastEnd(), lower, upper, step);
}

} // namespace amaru::parser
