// Functions, classes, decorators and parameters.
#include "parser/ParserImpl.h"

namespace amaru::parser {

/// decorators: ('@' named_expression NEWLINE)+, then what is decorated.
NodeId Parser::parseDecorated() {
  NodeList decorators;
  while (accept(K::At)) {
    decorators.push_back(parseNamedExpression());
    expect(K::Newline);
  }
  uint32_t from = begin();
  if (at(K::Def))
    return parseFunction(from, /*isAsync=*/false, decorators);
  if (at(K::Class))
    return parseClass(from, decorators, /*isStruct=*/false);
  if (options.supersetSyntax && atStruct())
    return parseSuperset(decorators);
  if (at(K::Async) && lookAhead().kind == K::Def) {
    advance();
    return parseFunction(from, /*isAsync=*/true, decorators);
  }
  return at(K::End) ? failWith(Id::InvalidSyntax, placeOfMissing()) : syntaxError();
}

/// 'def' NAME [type_params] '(' [params] ')' ['->' expression] ':' block
NodeId Parser::parseFunction(uint32_t from, bool isAsync, llvm::ArrayRef<NodeId> decorators) {
  uint32_t keyword = begin();
  advance();
  uint32_t nameBegin = begin();
  Symbol name = parseIdentifier();
  uint32_t nameEnd = lastEnd();
  NodeList typeParams = parseTypeParams();
  if (!accept(K::LeftParen))
    failWith(Id::ExpectedLeftParen, range(token()));
  NodeId params = parseParameters(/*isLambda=*/false);
  expect(K::RightParen);
  NodeId returns = accept(K::Arrow) ? parseExpression() : NodeId{};
  NodeList body = parseSuite("function definition", keyword, /*isColonForced=*/true);
  llvm::ArrayRef<NodeId> bodyList(body), typeParamList(typeParams);
  return isAsync ? ast::make<ast::AsyncFunctionDef>(tree, from, lastEnd(), name, params, bodyList, decorators, returns,
                                                    typeParamList, nameBegin, nameEnd)
                 : ast::make<ast::FunctionDef>(tree, from, lastEnd(), name, params, bodyList, decorators, returns,
                                               typeParamList, nameBegin, nameEnd);
}

/// ('class' | 'struct') NAME [type_params] ['(' [arguments] ')'] ':' block
NodeId Parser::parseClass(uint32_t from, llvm::ArrayRef<NodeId> decorators, bool isStruct) {
  advance();
  uint32_t nameBegin = begin();
  Symbol name = parseIdentifier();
  uint32_t nameEnd = lastEnd();
  NodeList typeParams = parseTypeParams();
  Arguments arguments;
  if (accept(K::LeftParen)) {
    uint32_t open = tokens[pos - 1].begin;
    parseArguments(arguments);
    // A generator that takes the parentheses for its own is for calls only.
    if (arguments.positional.size() == 1 && !panicking && range(arguments.positional[0]).begin == open)
      return --pos, failWith(Id::InvalidSyntax, range(arguments.positional[0]));
  }
  NodeList body = parseSuite(isStruct ? "struct definition" : "class definition", from, /*isColonForced=*/false);
  return ast::make<ast::ClassDef>(tree, from, lastEnd(), name, llvm::ArrayRef<NodeId>(arguments.positional),
                                  llvm::ArrayRef<NodeId>(arguments.keywords), llvm::ArrayRef<NodeId>(body), decorators,
                                  llvm::ArrayRef<NodeId>(typeParams), isStruct, nameBegin, nameEnd);
}

struct Parser::ParameterLists {
  NodeList positionalOnly, positional, keywordOnly, keywordDefaults, defaults;
  NodeId starred, doubleStarred;
  bool sawSlash = false, sawStar = false;
};

/// Parameters up to the bracket or the colon that ends them.
NodeId Parser::parseParameters(bool isLambda) {
  uint32_t from = begin();
  K close = isLambda ? K::Colon : K::RightParen;
  ParameterLists lists;
  while (!at(close) && !panicking) {
    parseOneParameter(lists, isLambda);
    if (!accept(K::Comma))
      break;
  }
  using List = llvm::ArrayRef<NodeId>;
  uint32_t end = std::max(from, lastEnd());
  return ast::make<ast::Arguments>(tree, from, end, List(lists.positionalOnly), List(lists.positional), lists.starred,
                                   List(lists.keywordOnly), List(lists.keywordDefaults), lists.doubleStarred,
                                   List(lists.defaults));
}

void Parser::parseOneParameter(ParameterLists &lists, bool isLambda) {
  K close = isLambda ? K::Colon : K::RightParen;
  if (lists.doubleStarred) {
    failWith(Id::ParameterAfterKeywords, range(token()));
    return;
  }
  if (at(K::Star))
    return parseStarParameter(lists, isLambda);
  if (accept(K::StarStar)) {
    lists.doubleStarred = parseParameter(isLambda, /*isStarred=*/false);
    if (at(K::Equal))
      failWith(Id::KeywordsDefault, range(token()));
    return;
  }
  if (at(K::Slash)) {
    bool isFirst = lists.positional.empty();
    if (lists.sawSlash)
      failWith(Id::SlashTwice, range(token()));
    else if (lists.sawStar)
      failWith(Id::SlashAfterStar, range(token()));
    else if (isFirst)
      failWith(Id::SlashFirst, range(token()));
    lists.sawSlash = true;
    std::swap(lists.positionalOnly, lists.positional);
    if (!panicking)
      advance();
    if (at(K::Star))
      failWith(Id::CommaBetweenSlashAndStar, range(token()));
    return;
  }
  if (at(K::LeftParen)) {
    bool isTuple = tryRule([&] {
      advance();
      do {
        if (at(K::RightParen))
          break;
        parseIdentifier();
      } while (accept(K::Comma));
      expect(K::RightParen);
    });
    if (isTuple)
      failWith(isLambda ? Id::ParenthesizedLambdaParameters : Id::ParenthesizedParameters, range(token()));
    else
      syntaxError();
    return;
  }
  NodeId param = parseParameter(isLambda, /*isStarred=*/false);
  NodeId value = at(K::Equal) ? parseDefault() : NodeId{};
  if (lists.sawStar) {
    lists.keywordOnly.push_back(param);
    lists.keywordDefaults.push_back(value);
    return;
  }
  if (value)
    lists.defaults.push_back(value);
  else if (!lists.defaults.empty() && (at(K::Comma) || at(close)))
    complain(Id::ParameterWithoutDefault, range(param));
  lists.positional.push_back(param);
}

/// `*`, which makes the parameters behind it keyword-only, or `*args`.
void Parser::parseStarParameter(ParameterLists &lists, bool isLambda) {
  K close = isLambda ? K::Colon : K::RightParen;
  auto star = range(token());
  if (lists.sawStar) {
    failWith(Id::StarTwice, star);
    return;
  }
  lists.sawStar = true;
  advance();
  if (at(K::Comma) || at(close)) {
    K next = lookAhead().kind;
    if (at(close) || next == close || next == K::StarStar)
      failWith(Id::NamedAfterStar, star);
    return;
  }
  lists.starred = parseParameter(isLambda, /*isStarred=*/true);
  if (at(K::Equal))
    failWith(Id::StarDefault, range(token()));
}

NodeId Parser::parseParameter(bool isLambda, bool isStarred) {
  uint32_t from = begin();
  Symbol name = parseIdentifier();
  NodeId annotation;
  if (!isLambda && accept(K::Colon))
    annotation = isStarred ? parseStarExpression() : parseExpression();
  return ast::make<ast::Arg>(tree, from, lastEnd(), name, annotation);
}

NodeId Parser::parseDefault() {
  auto equal = range(token());
  advance();
  if (at(K::Comma) || at(K::RightParen))
    return failWith(Id::ExpectedDefault, equal);
  return parseExpression();
}

/// 'lambda' [lambda_params] ':' expression
NodeId Parser::parseLambda() {
  uint32_t from = begin();
  advance();
  NodeId params = parseParameters(/*isLambda=*/true);
  expect(K::Colon);
  NodeId body = parseExpression();
  return ast::make<ast::Lambda>(tree, from, lastEnd(), params, body);
}

} // namespace amaru::parser
