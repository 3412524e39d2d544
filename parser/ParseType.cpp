// Type parameters and the `type` statement.
#include "parser/ParserImpl.h"

namespace amaru::parser {

/// type_params: ['[' type_param (',' type_param)* [','] ']']
NodeList Parser::parseTypeParams() {
  NodeList params;
  if (!at(K::LeftBracket))
    return params;
  advance();
  if (at(K::RightBracket))
    failWith(Id::EmptyTypeParams, range(token()));
  do {
    if (at(K::RightBracket))
      break;
    params.push_back(parseTypeParam());
  } while (accept(K::Comma));
  expect(K::RightBracket);
  return params;
}

NodeId Parser::parseTypeParam() {
  uint32_t from = begin();
  K star = at(K::Star) || at(K::StarStar) ? kind() : K::Name;
  if (star != K::Name)
    advance();
  Symbol name = parseIdentifier();
  NodeId bound;
  if (at(K::Colon)) {
    uint32_t colon = begin();
    advance();
    bound = parseExpression();
    if (star != K::Name && !panicking)
      return failWith(Id::BoundNotAllowed, range(colon, lastEnd()),
                      tree.is<ast::Tuple>(bound) ? "constraints" : "bound",
                      star == K::Star ? "TypeVarTuple" : "ParamSpec");
  }
  NodeId defaultValue;
  if (accept(K::Equal))
    defaultValue = star == K::Star ? parseStarExpression() : parseExpression();
  if (star == K::Star)
    return ast::make<ast::TypeVarTuple>(tree, from, lastEnd(), name, defaultValue);
  if (star == K::StarStar)
    return ast::make<ast::ParamSpec>(tree, from, lastEnd(), name, defaultValue);
  return ast::make<ast::TypeVar>(tree, from, lastEnd(), name, bound, defaultValue);
}

/// type_alias: "type" NAME [type_params] '=' expression
NodeId Parser::parseTypeAlias() {
  uint32_t from = begin();
  advance();
  NodeId name = parseName(ExprContext::Store);
  NodeList params = parseTypeParams();
  expect(K::Equal);
  NodeId value = parseExpression();
  return ast::make<ast::TypeAlias>(tree, from, lastEnd(), name, llvm::ArrayRef<NodeId>(params), value);
}

} // namespace amaru::parser
