// Atoms: names, constants, and everything that starts with a bracket.
#include "parser/ParserImpl.h"
#include "parser/Unicode.h"

namespace amaru::parser {

NodeId Parser::parseAtom() {
  switch (kind()) {
  case K::Name:
    return parseName(ExprContext::Load);
  case K::Number:
    return parseNumber();
  case K::String:
  case K::FStringStart:
    return parseStrings();
  case K::LeftParen:
    return parseParenthesized();
  case K::LeftBracket:
    return parseList();
  case K::LeftBrace:
    return parseBraces();
  case K::True:
    return keywordConstant(ConstantKind::True);
  case K::False:
    return keywordConstant(ConstantKind::False);
  case K::None:
    return keywordConstant(ConstantKind::None);
  case K::Ellipsis:
    return keywordConstant(ConstantKind::Ellipsis);
  default:
    return syntaxError();
  }
}

NodeId Parser::constant(ConstantValue value, uint32_t from, uint32_t to, ast::ConstantPrefix prefix) {
  return ast::make<ast::Constant>(tree, from, to, tree.store(value), prefix);
}

NodeId Parser::keywordConstant(ConstantKind constantKind) {
  ConstantValue value;
  value.kind = constantKind;
  uint32_t from = begin();
  advance();
  return constant(value, from, lastEnd());
}

Symbol Parser::identifier(const Token &name) {
  bool isAscii = name.flags != NonAsciiName;
  return tree.strings().intern(isAscii ? text(name) : llvm::StringRef(unicode::normalizeIdentifier(text(name))));
}

Symbol Parser::parseIdentifier() {
  if (!at(K::Name)) {
    syntaxError();
    return {};
  }
  Symbol symbol = identifier(token());
  advance();
  return symbol;
}

NodeId Parser::parseName(ExprContext context) {
  uint32_t from = begin();
  Symbol symbol = parseIdentifier();
  return ast::make<ast::Name>(tree, from, lastEnd(), symbol, context);
}

/// group, tuple or generator expression
NodeId Parser::parseParenthesized() {
  uint32_t from = begin();
  advance();
  if (accept(K::RightParen))
    return makeTuple(from, {});
  if (at(K::Yield)) {
    NodeId value = parseYield();
    expect(K::RightParen);
    return value;
  }
  if (at(K::StarStar)) {
    uint32_t starBegin = begin();
    bool isExpression = tryRule([&] {
      advance();
      parseExpression();
      expect(K::RightParen);
    });
    return isExpression ? failWith(Id::DoubleStarredHere, range(starBegin, starBegin + 2)) : syntaxError();
  }
  bool isStarred = at(K::Star);
  NodeId first = parseStarNamedExpression();
  if (atComprehension()) {
    if (isStarred)
      complain(Id::UnpackingInComprehension, range(first));
    NodeList generators;
    parseComprehensions(generators);
    expect(K::RightParen);
    return ast::make<ast::GeneratorExp>(tree, from, lastEnd(), first, llvm::ArrayRef<NodeId>(generators));
  }
  if (!at(K::Comma)) {
    if (isStarred && at(K::RightParen))
      return failWith(Id::StarredHere, range(first));
    expect(K::RightParen);
    return first;
  }
  NodeList elements{first};
  advance();
  parseElements(elements, K::RightParen);
  expect(K::RightParen);
  return makeTuple(from, elements);
}

/// Elements with commas between them, up to the closing bracket.
void Parser::parseElements(NodeList &out, K close) {
  while (!at(close) && !panicking) {
    out.push_back(parseStarNamedExpression());
    if (atComprehension()) {
      if (out.size() > 1 && close != K::RightParen)
        failWith(Id::ForgottenTargetParentheses, range(range(out[0]).begin, lastEnd()));
      return;
    }
    if (!accept(K::Comma))
      return;
  }
}

NodeId Parser::parseList() {
  uint32_t from = begin();
  advance();
  NodeList elements;
  parseElements(elements, K::RightBracket);
  if (atComprehension() && elements.size() == 1) {
    if (tokens[pos - 1].kind == K::Comma)
      return failWith(Id::ForgottenTargetParentheses, range(range(elements[0]).begin, lastEnd()));
    if (tree.is<ast::Starred>(elements[0]))
      complain(Id::UnpackingInComprehension, range(elements[0]));
    NodeList generators;
    parseComprehensions(generators);
    expect(K::RightBracket);
    return ast::make<ast::ListComp>(tree, from, lastEnd(), elements[0], llvm::ArrayRef<NodeId>(generators));
  }
  expect(K::RightBracket);
  return ast::make<ast::List>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(elements), ExprContext::Load);
}

/// A dict or a set: what follows the first element tells.
NodeId Parser::parseBraces() {
  uint32_t from = begin();
  advance();
  if (at(K::RightBrace) || at(K::StarStar))
    return parseDict(from, {});
  uint32_t first = begin();
  NodeId element = parseStarNamedExpression();
  bool isBareWalrus = tree.is<ast::NamedExpr>(element) && range(element).begin == first;
  if (at(K::Colon) && !tree.is<ast::Starred>(element) && !isBareWalrus)
    return parseDict(from, element);
  return parseSet(from, element);
}

NodeId Parser::parseSet(uint32_t from, NodeId first) {
  NodeList elements{first};
  bool hasComma = !atComprehension() && accept(K::Comma);
  if (hasComma)
    parseElements(elements, K::RightBrace);
  if (atComprehension()) {
    if (hasComma)
      return failWith(Id::ForgottenTargetParentheses, range(range(first).begin, lastEnd()));
    if (tree.is<ast::Starred>(first))
      complain(Id::UnpackingInComprehension, range(first));
    NodeList generators;
    parseComprehensions(generators);
    expect(K::RightBrace);
    return ast::make<ast::SetComp>(tree, from, lastEnd(), first, llvm::ArrayRef<NodeId>(generators));
  }
  expect(K::RightBrace);
  return ast::make<ast::Set>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(elements));
}

/// A dict from its first colon on; without a first key, from its first item.
NodeId Parser::parseDict(uint32_t from, NodeId firstKey) {
  NodeList keys, values;
  while ((firstKey || !at(K::RightBrace)) && !panicking) {
    if (!firstKey && at(K::StarStar)) {
      auto stars = range(token());
      advance();
      keys.push_back({});
      values.push_back(parseBitOr());
      if (atComprehension())
        return failWith(Id::DictUnpackingInComprehension, stars);
    } else {
      keys.push_back(firstKey ? firstKey : parseExpression());
      firstKey = {};
      parseDictValue(values);
      if (atComprehension() && keys.size() == 1) {
        NodeList generators;
        parseComprehensions(generators);
        expect(K::RightBrace);
        return ast::make<ast::DictComp>(tree, from, lastEnd(), keys[0], values[0], llvm::ArrayRef<NodeId>(generators));
      }
    }
    if (!accept(K::Comma))
      break;
  }
  expect(K::RightBrace);
  return ast::make<ast::Dict>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(keys), llvm::ArrayRef<NodeId>(values));
}

/// The colon behind a key and the value behind that.
void Parser::parseDictValue(NodeList &values) {
  if (at(K::RightBrace) || at(K::Comma)) {
    failWith(Id::ExpectedDictColon, range(lastEnd() - 1, lastEnd()));
    return;
  }
  auto colon = range(token());
  expect(K::Colon);
  if (at(K::RightBrace) || at(K::Comma))
    failWith(Id::ExpectedDictValue, colon);
  else if (at(K::Star))
    failWith(Id::StarredDictValue, range(token()));
  else
    values.push_back(parseExpression());
}

/// for_if_clauses: (['async'] 'for' star_targets 'in' disjunction ('if' disjunction)*)+
void Parser::parseComprehensions(NodeList &out) {
  while (atComprehension()) {
    uint32_t from = begin();
    bool isAsync = accept(K::Async);
    advance();
    NodeId target = parseTargets();
    if (!accept(K::In)) {
      failWith(Id::ExpectedIn, range(token()));
      return;
    }
    makeTarget(target, TargetUse::For);
    NodeId iter = parseDisjunction();
    NodeList ifs;
    while (accept(K::If))
      ifs.push_back(parseDisjunction());
    out.push_back(
        ast::make<ast::Comprehension>(tree, from, lastEnd(), target, iter, llvm::ArrayRef<NodeId>(ifs), isAsync));
  }
}

} // namespace amaru::parser
