// Statements with blocks, other than definitions.
#include "parser/ParserImpl.h"

namespace amaru::parser {

NodeId Parser::parseCompound() {
  uint32_t from = begin();
  switch (kind()) {
  case K::If:
    return parseIf();
  case K::While:
    return parseWhile();
  case K::For:
    return parseFor(from, ForKind::Plain);
  case K::With:
    return parseWith(from, /*isAsync=*/false);
  case K::Try:
    return parseTry();
  case K::Def:
    return parseFunction(from, /*isAsync=*/false, {});
  case K::Class:
    return parseClass(from, {}, /*isStruct=*/false);
  case K::Async:
    return parseAsync();
  default:
    return parseDecorated();
  }
}

/// The colon that ends a header, and the block behind it: on lines of its own, or simple statements on the same line.
/// `after` names the statement in the message for a missing block. Where CPython insists on the colon whatever stands
/// in its place, `isColonForced`.
NodeList Parser::parseSuite(llvm::StringRef after, uint32_t headerBegin, bool isColonForced) {
  NodeList body;
  if (!accept(K::Colon)) {
    if (!panicking && (isColonForced || at(K::Newline)) && !(disjunctionEnd == pos && explainLegacyStatement()))
      failMissingColon();
    else
      syntaxError();
    if (!recoverHeader())
      return body;
  }
  if (!at(K::Newline)) {
    parseSimpleLine(body);
    return body;
  }
  if (lookAhead().kind != K::Indent) {
    if (lookAhead().kind != K::Error) {
      advance();
      complain(Id::ExpectedBlock, placeOfMissing(), after, std::to_string(source.lineNumber(headerBegin)));
    } else {
      advance();
    }
    return body;
  }
  advance();
  advance();
  DepthScope scope(*this);
  parseStatements(body);
  accept(K::Dedent);
  return body;
}

void Parser::failMissingColon() {
  uint32_t place = lastEnd();
  failWith(Id::ExpectedColon, range(token()));
  offer(range(place, place), ":", "put a colon at the end of the line");
}

/// Where something should stand: the next token, or at the end of the file the end of the line before.
support::SourceRange Parser::placeOfMissing() const {
  if (begin() < source.size() || pos == 0)
    return range(token());
  size_t last = pos;
  while (last > 0 && tokens[last].kind != K::Newline)
    --last;
  return range(tokens[last]);
}

NodeList Parser::parseElse() {
  if (!at(K::Else))
    return {};
  uint32_t from = begin();
  advance();
  return parseSuite("'else' statement", from, /*isColonForced=*/true);
}

/// A chain of `elif` is read in a loop, since it may be long, and nested from its end.
NodeId Parser::parseIf() {
  struct Branch {
    uint32_t from;
    NodeId test;
    NodeList body;
  };
  llvm::SmallVector<Branch, 2> branches;
  do {
    uint32_t from = begin();
    llvm::StringRef words = at(K::If) ? "'if' statement" : "'elif' statement";
    advance();
    NodeId test = parseNamedExpression();
    branches.push_back({from, test, parseSuite(words, from, /*isColonForced=*/false)});
  } while (at(K::Elif));
  NodeList orelse = parseElse();
  NodeId statement;
  for (Branch &branch : llvm::reverse(branches)) {
    statement = ast::make<ast::If>(tree, branch.from, lastEnd(), branch.test, llvm::ArrayRef<NodeId>(branch.body),
                                   llvm::ArrayRef<NodeId>(orelse));
    orelse = {statement};
  }
  return statement;
}

NodeId Parser::parseWhile() {
  uint32_t from = begin();
  advance();
  NodeId test = parseNamedExpression();
  NodeList body = parseSuite("'while' statement", from, /*isColonForced=*/false);
  NodeList orelse = parseElse();
  return ast::make<ast::While>(tree, from, lastEnd(), test, llvm::ArrayRef<NodeId>(body),
                               llvm::ArrayRef<NodeId>(orelse));
}

NodeId Parser::parseFor(uint32_t from, ForKind forKind) {
  uint32_t keyword = begin();
  advance();
  NodeId target = parseTargets();
  // A target that cannot be one is the better explanation for a missing `in`.
  makeTarget(target, TargetUse::For);
  expect(K::In);
  NodeId iter = parseStarExpressions();
  NodeList body = parseSuite("'for' statement", keyword, /*isColonForced=*/false);
  NodeList orelse = parseElse();
  llvm::ArrayRef<NodeId> bodyList(body), elseList(orelse);
  return forKind == ForKind::Async ? ast::make<ast::AsyncFor>(tree, from, lastEnd(), target, iter, bodyList, elseList)
                                   : ast::make<ast::For>(tree, from, lastEnd(), target, iter, bodyList, elseList,
                                                         forKind == ForKind::Parallel);
}

NodeId Parser::parseAsync() {
  uint32_t from = begin();
  advance();
  switch (kind()) {
  case K::Def:
    return parseFunction(from, /*isAsync=*/true, {});
  case K::For:
    return parseFor(from, ForKind::Async);
  case K::With:
    return parseWith(from, /*isAsync=*/true);
  default:
    return syntaxError();
  }
}

/// Whether the parenthesis behind `with` surrounds the items, and is not part of the first one.
bool Parser::withItemsAreParenthesized() {
  return at(K::LeftParen) && tryRule([&] {
           advance();
           do {
             if (at(K::RightParen))
               break;
             parseWithItem();
           } while (accept(K::Comma));
           expect(K::RightParen);
           if (!at(K::Newline))
             expect(K::Colon);
         });
}

NodeId Parser::parseWith(uint32_t from, bool isAsync) {
  uint32_t keyword = begin();
  advance();
  NodeList items;
  bool hasParens = withItemsAreParenthesized();
  if (hasParens)
    advance();
  do {
    if (!items.empty() && hasParens && at(K::RightParen))
      break;
    if (!items.empty() && at(K::Colon))
      return failWith(Id::TrailingWithComma, range(tokens[pos - 1]));
    items.push_back(parseWithItem());
  } while (accept(K::Comma));
  if (hasParens)
    expect(K::RightParen);
  NodeList body = parseSuite("'with' statement", keyword, /*isColonForced=*/false);
  llvm::ArrayRef<NodeId> itemList(items), bodyList(body);
  return isAsync ? ast::make<ast::AsyncWith>(tree, from, lastEnd(), itemList, bodyList)
                 : ast::make<ast::With>(tree, from, lastEnd(), itemList, bodyList);
}

NodeId Parser::parseWithItem() {
  uint32_t from = begin();
  NodeId context = parseExpression();
  NodeId vars;
  if (accept(K::As)) {
    vars = parseTargetExpression();
    makeTarget(vars, TargetUse::Assign);
    if (!at(K::Comma) && !at(K::RightParen) && !at(K::Colon) && !at(K::Newline))
      syntaxError();
  }
  return ast::make<ast::WithItem>(tree, from, lastEnd(), context, vars);
}

NodeId Parser::parseTry() {
  uint32_t from = begin();
  advance();
  NodeList body = parseSuite("'try' statement", from, /*isColonForced=*/true);
  if (panicking)
    return {};
  if (!at(K::Except) && !at(K::Finally)) {
    complain(Id::ExpectedExcept, placeOfMissing());
    return ast::make<ast::Try>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(body), llvm::ArrayRef<NodeId>(),
                               llvm::ArrayRef<NodeId>(), llvm::ArrayRef<NodeId>());
  }
  NodeList handlers;
  bool isStar = false;
  while (at(K::Except)) {
    auto keyword = range(token());
    bool handlerIsStar = false;
    handlers.push_back(parseHandler(handlerIsStar));
    if (panicking)
      return {};
    if (handlers.size() > 1 && handlerIsStar != isStar)
      complain(Id::MixedExceptStar, keyword);
    if (handlers.size() == 1)
      isStar = handlerIsStar;
    bool isBare = !tree.as<ast::ExceptHandler>(handlers.back()).type();
    if (isBare && !isStar && at(K::Except))
      complain(Id::BareExceptNotLast, range(handlers.back()));
  }
  NodeList orelse = handlers.empty() ? NodeList{} : parseElse();
  NodeList finalbody;
  if (at(K::Finally)) {
    uint32_t keyword = begin();
    advance();
    finalbody = parseSuite("'finally' statement", keyword, /*isColonForced=*/true);
  }
  llvm::ArrayRef<NodeId> bodyList(body), handlerList(handlers), elseList(orelse), finalList(finalbody);
  return isStar ? ast::make<ast::TryStar>(tree, from, lastEnd(), bodyList, handlerList, elseList, finalList)
                : ast::make<ast::Try>(tree, from, lastEnd(), bodyList, handlerList, elseList, finalList);
}

/// 'except' ['*'] [expressions ['as' NAME]] ':' block
NodeId Parser::parseHandler(bool &isStar) {
  uint32_t from = begin();
  advance();
  isStar = accept(K::Star);
  NodeId type;
  Symbol name;
  if (isStar && at(K::Colon)) {
    failWith(Id::ExpectedExceptionTypes, range(token()));
  } else if (!at(K::Colon) && !at(K::Newline)) {
    uint32_t typeFrom = begin();
    type = parseExpressions();
    if (accept(K::As)) {
      bool isBareTuple = tree.is<ast::Tuple>(type) && tokens[pos - 2].kind != K::RightParen;
      if (isBareTuple && !panicking)
        failWith(Id::ExceptTypesWithAs, range(typeFrom, lastEnd()));
      K next = lookAhead().kind;
      bool isName = at(K::Name) && (next == K::Colon || next == K::Newline);
      if (!isName && atExpressionStart()) {
        NodeId target = parseExpression();
        failWith(Id::BadExceptTarget, range(target), isStar ? "except*" : "except", describe(target));
      } else {
        name = parseIdentifier();
      }
    }
  }
  NodeList body = parseSuite(isStar ? "'except*' statement" : "'except' statement", from, /*isColonForced=*/false);
  return ast::make<ast::ExceptHandler>(tree, from, lastEnd(), type, name, llvm::ArrayRef<NodeId>(body));
}

/// `match` is a keyword only where a subject, a colon and a line end follow.
bool Parser::atMatchStatement() {
  switch (lookAhead().kind) {
  case K::Equal:
  case K::Dot:
  case K::Comma:
  case K::Newline:
  case K::Colon:
  case K::RightParen:
    return false;
  case K::Name:
  case K::Number:
  case K::String:
  case K::FStringStart:
    // A name and an operand in a row mean nothing else.
    return true;
  default:
    return tryRule([&] {
      advance();
      parseStarNamedExpression();
      while (accept(K::Comma) && !at(K::Colon))
        parseStarNamedExpression();
      expect(K::Colon);
      expect(K::Newline);
    });
  }
}

NodeId Parser::parseMatch() {
  uint32_t from = begin();
  advance();
  uint32_t subjectFrom = begin();
  NodeId subject = parseStarNamedExpression();
  if (at(K::Comma)) {
    NodeList elements{subject};
    while (accept(K::Comma) && !at(K::Colon))
      elements.push_back(parseStarNamedExpression());
    subject = makeTuple(subjectFrom, elements);
  }
  if (at(K::Newline))
    failMissingColon();
  expect(K::Colon);
  if (panicking && !recoverHeader())
    return {};
  if (!at(K::Newline))
    return syntaxError();
  advance();
  NodeList cases;
  if (!at(K::Indent)) {
    complain(Id::ExpectedBlock, placeOfMissing(), "'match' statement", std::to_string(source.lineNumber(from)));
    return ast::make<ast::Match>(tree, from, lastEnd(), subject, llvm::ArrayRef<NodeId>());
  }
  advance();
  DepthScope scope(*this);
  while (!at(K::Dedent) && !at(K::End)) {
    if (at(K::Error) || at(K::Newline)) {
      advance();
      continue;
    }
    NodeId item = atSoft("case") ? parseCase() : syntaxError();
    if (!panicking)
      cases.push_back(item);
    if (panicking)
      synchronize();
  }
  accept(K::Dedent);
  return ast::make<ast::Match>(tree, from, lastEnd(), subject, llvm::ArrayRef<NodeId>(cases));
}

NodeId Parser::parseCase() {
  uint32_t from = begin();
  advance();
  NodeId pattern = parsePatterns();
  NodeId guard = accept(K::If) ? parseNamedExpression() : NodeId{};
  NodeList body = parseSuite("'case' statement", from, /*isColonForced=*/false);
  return ast::make<ast::MatchCase>(tree, from, lastEnd(), pattern, guard, llvm::ArrayRef<NodeId>(body));
}

} // namespace amaru::parser
