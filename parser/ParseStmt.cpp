// Statement lists and simple statements.
#include "parser/ParserImpl.h"

namespace amaru::parser {

namespace {

std::optional<ast::Operator> augmentedOperator(K kind) {
  switch (kind) {
#define AMARU_AUGMENTED(kind, text, op)                                                                                \
  case K::kind:                                                                                                        \
    return ast::Operator::op;
#include "parser/Tokens.def"
  default:
    return std::nullopt;
  }
}

} // namespace

Parser::Parser(const support::SourceBuffer &source, diag::Engine &diagnostics, Options options)
    : source(source), diagnostics(diagnostics), options(options), tree(source.id()) {
  tokens = Lexer(source, diagnostics).run();
  stop = tokens.size();
  tokens.push_back({K::Error, 0, 0, source.size(), source.size()});
  tree.reserve(source.size());
}

ast::Tree Parser::run() {
  NodeList body;
  while (!at(K::End)) {
    parseStatements(body);
    // A dedent that closes nothing stays after a fault in the indentation.
    accept(K::Dedent);
  }
  tree.setRoot(ast::make<ast::Module>(tree, 0, source.size(), llvm::ArrayRef<NodeId>(body)));
  return std::move(tree);
}

/// Statements up to the end of the block.
void Parser::parseStatements(NodeList &out) {
  while (!at(K::End) && !at(K::Dedent)) {
    // A line whose indentation was faulted is read as if it were right.
    if (at(K::Error) || at(K::Newline)) {
      advance();
      continue;
    }
    if (at(K::Indent)) {
      complain(Id::UnexpectedIndent, range(lookAhead()));
      advance();
      DepthScope scope(*this);
      parseStatements(out);
      accept(K::Dedent);
      continue;
    }
    parseStatement(out);
    if (panicking)
      synchronize();
  }
}

void Parser::parseStatement(NodeList &out) {
  switch (kind()) {
  case K::If:
  case K::While:
  case K::For:
  case K::With:
  case K::Try:
  case K::Def:
  case K::Class:
  case K::Async:
  case K::At: {
    NodeId statement = parseCompound();
    if (!panicking)
      out.push_back(statement);
    return;
  }
  default:
    if (at(K::Name) && text(token()) == "match" && atMatchStatement()) {
      NodeId statement = parseMatch();
      if (!panicking)
        out.push_back(statement);
      return;
    }
    if (options.supersetSyntax && atSuperset()) {
      NodeId statement = parseSuperset({});
      if (!panicking)
        out.push_back(statement);
      return;
    }
    parseSimpleLine(out);
  }
}

/// simple_stmts: statements with semicolons between them, up to the end of the line.
void Parser::parseSimpleLine(NodeList &out) {
  do {
    NodeId statement = parseSimpleStatement();
    if (panicking)
      return;
    out.push_back(statement);
  } while (accept(K::Semicolon) && !at(K::Newline));
  if (!accept(K::Newline))
    syntaxError();
}

NodeId Parser::parseSimpleStatement() {
  uint32_t from = begin();
  switch (kind()) {
  case K::Pass:
    advance();
    return ast::make<ast::Pass>(tree, from, lastEnd());
  case K::Break:
    advance();
    return ast::make<ast::Break>(tree, from, lastEnd());
  case K::Continue:
    advance();
    return ast::make<ast::Continue>(tree, from, lastEnd());
  case K::Return:
    return parseReturn();
  case K::Raise:
    return parseRaise();
  case K::Del:
    return parseDelete();
  case K::Assert:
    return parseAssert();
  case K::Global:
    return parseScopeStatement(/*isGlobal=*/true);
  case K::Nonlocal:
    return parseScopeStatement(/*isGlobal=*/false);
  case K::Import:
    return parseImport();
  case K::From:
    return parseImportFrom();
  default:
    if (atSoft("type") && lookAhead().kind == K::Name)
      return parseTypeAlias();
    return parseExpressionStatement();
  }
}

/// An expression, an assignment, or an annotation: what follows the first expression tells.
NodeId Parser::parseExpressionStatement() {
  uint32_t from = begin();
  bool isParenthesized = at(K::LeftParen);
  NodeId first = parseAnnotatedRhs();
  if (at(K::Colon) && tree.kind(first) != Kind::Yield)
    return parseAnnotatedAssignment(first, from, isParenthesized);
  if (at(K::Equal))
    return parseAssignment(first, from);
  if (auto op = augmentedOperator(kind()))
    return parseAugmentedAssignment(first, from, *op);
  return ast::make<ast::Expr>(tree, from, lastEnd(), first);
}

NodeId Parser::parseAnnotatedAssignment(NodeId target, uint32_t from, bool isParenthesized) {
  Kind targetKind = tree.kind(target);
  bool isName = targetKind == Kind::Name;
  if (!isName && targetKind != Kind::Attribute && targetKind != Kind::Subscript) {
    bool isAnnotation = !panicking && tryRule([&] {
      advance();
      parseExpression();
    });
    if (!isAnnotation)
      return syntaxError();
    if (targetKind == Kind::List || targetKind == Kind::Tuple)
      return failWith(Id::OnlySingleTarget, range(target), describe(target));
    return failWith(Id::IllegalAnnotationTarget, range(target));
  }
  advance();
  NodeId annotation = parseExpression();
  NodeId value = accept(K::Equal) ? parseAnnotatedRhs() : NodeId{};
  makeTarget(target, TargetUse::Assign);
  return ast::make<ast::AnnAssign>(tree, from, lastEnd(), target, annotation, value, isName && !isParenthesized);
}

/// (star_targets '=')+ (yield_expr | star_expressions)
NodeId Parser::parseAssignment(NodeId first, uint32_t from) {
  NodeList targets;
  NodeId value = first;
  uint32_t valueBegin = from;
  while (at(K::Equal)) {
    Kind valueKind = tree.kind(value);
    bool isYield = valueKind == Kind::Yield || valueKind == Kind::YieldFrom;
    if (isYield && range(value).begin == valueBegin)
      return failWith(Id::AssignToYield, range(value));
    bool isInvalid = bool(invalidTarget(value, TargetUse::Assign));
    if (isInvalid && targets.empty() && explainEqual(value, /*isStatement=*/true))
      return {};
    if (!makeTarget(value, TargetUse::Assign))
      return {};
    targets.push_back(value);
    advance();
    valueBegin = begin();
    value = parseAnnotatedRhs();
  }
  return ast::make<ast::Assign>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(targets), value);
}

NodeId Parser::parseAugmentedAssignment(NodeId target, uint32_t from, ast::Operator op) {
  Kind targetKind = tree.kind(target);
  bool isTarget = targetKind == Kind::Name || targetKind == Kind::Attribute || targetKind == Kind::Subscript;
  if (!isTarget)
    return failWith(Id::IllegalAugmentedTarget, range(target), describe(target));
  makeTarget(target, TargetUse::Assign);
  uint32_t opBegin = begin();
  advance();
  NodeId value = parseAnnotatedRhs();
  return ast::make<ast::AugAssign>(tree, from, lastEnd(), target, op, value, opBegin);
}

NodeId Parser::parseReturn() {
  uint32_t from = begin();
  advance();
  NodeId value = atExpressionStart() || at(K::Star) ? parseStarExpressions() : NodeId{};
  return ast::make<ast::Return>(tree, from, lastEnd(), value);
}

NodeId Parser::parseRaise() {
  uint32_t from = begin();
  advance();
  if (at(K::From))
    return failWith(Id::RaiseWithoutExpression, range(from, token().end));
  NodeId exc = atExpressionStart() ? parseExpression() : NodeId{};
  NodeId cause;
  if (exc && at(K::From)) {
    auto keyword = range(token());
    advance();
    if (at(K::Newline) || at(K::Semicolon))
      return failWith(Id::RaiseWithoutCause, keyword);
    cause = parseExpression();
  }
  return ast::make<ast::Raise>(tree, from, lastEnd(), exc, cause);
}

NodeId Parser::parseDelete() {
  uint32_t from = begin();
  advance();
  NodeList targets;
  do {
    if (!targets.empty() && !atExpressionStart() && !at(K::Star))
      break;
    targets.push_back(parseStarExpression());
  } while (accept(K::Comma));
  if (!at(K::Newline) && !at(K::Semicolon))
    return syntaxError();
  for (NodeId target : targets)
    makeTarget(target, TargetUse::Delete);
  return ast::make<ast::Delete>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(targets));
}

NodeId Parser::parseAssert() {
  uint32_t from = begin();
  advance();
  auto operand = [&] {
    NodeId value = parseExpression();
    if (at(K::ColonEqual))
      failWith(Id::BareNamedExpr, range(range(value).begin, token().end));
    else if (at(K::Equal))
      failWith(Id::CannotAssignHere, range(value), describe(value));
    return value;
  };
  NodeId test = operand();
  NodeId message = accept(K::Comma) ? operand() : NodeId{};
  return ast::make<ast::Assert>(tree, from, lastEnd(), test, message);
}

NodeId Parser::parseScopeStatement(bool isGlobal) {
  uint32_t from = begin();
  advance();
  llvm::SmallVector<Symbol, 4> names;
  do
    names.push_back(parseIdentifier());
  while (accept(K::Comma));
  llvm::ArrayRef<Symbol> list(names);
  return isGlobal ? ast::make<ast::Global>(tree, from, lastEnd(), list)
                  : ast::make<ast::Nonlocal>(tree, from, lastEnd(), list);
}

NodeId Parser::parseImport() {
  uint32_t from = begin();
  advance();
  if (at(K::Newline))
    return failWith(Id::ExpectedImportNames, range(token()));
  NodeList names;
  do
    names.push_back(parseAlias(/*isDotted=*/true));
  while (accept(K::Comma));
  if (at(K::From))
    return failWith(Id::ImportFromSwapped, range(from, token().end));
  return ast::make<ast::Import>(tree, from, lastEnd(), llvm::ArrayRef<NodeId>(names));
}

/// 'from' ('.' | '...')* [dotted_name] 'import' ('*' | names | '(' names ')')
NodeId Parser::parseImportFrom() {
  uint32_t from = begin();
  advance();
  int level = 0;
  while (at(K::Dot) || at(K::Ellipsis)) {
    level += at(K::Dot) ? 1 : 3;
    advance();
  }
  Symbol module = at(K::Import) && level ? Symbol{} : parseDottedName();
  expect(K::Import);
  NodeList names;
  if (at(K::Star)) {
    uint32_t star = begin();
    advance();
    names.push_back(ast::make<ast::Alias>(tree, star, lastEnd(), tree.strings().intern("*"), Symbol{}));
  } else if (at(K::Newline)) {
    return failWith(Id::ExpectedImportNames, range(token()));
  } else {
    bool hasParens = accept(K::LeftParen);
    do {
      if (hasParens && !names.empty() && at(K::RightParen))
        break;
      if (!hasParens && !names.empty() && at(K::Newline))
        return failWith(Id::TrailingImportComma, range(tokens[pos - 1]));
      names.push_back(parseAlias(/*isDotted=*/false));
    } while (accept(K::Comma));
    if (hasParens)
      expect(K::RightParen);
  }
  return ast::make<ast::ImportFrom>(tree, from, lastEnd(), module, llvm::ArrayRef<NodeId>(names), level);
}

NodeId Parser::parseAlias(bool isDotted) {
  uint32_t from = begin();
  Symbol name = isDotted ? parseDottedName() : parseIdentifier();
  Symbol asname;
  if (accept(K::As)) {
    K next = lookAhead().kind;
    bool isName =
        at(K::Name) && (next == K::Comma || next == K::RightParen || next == K::Semicolon || next == K::Newline);
    if (!isName && atExpressionStart()) {
      NodeId target = parseExpression();
      return panicking ? NodeId{} : failWith(Id::BadImportTarget, range(target), describe(target));
    }
    asname = parseIdentifier();
  }
  return ast::make<ast::Alias>(tree, from, lastEnd(), name, asname);
}

Symbol Parser::parseDottedName() {
  Symbol first = parseIdentifier();
  if (!at(K::Dot))
    return first;
  std::string name = tree.strings().text(first).str();
  while (accept(K::Dot)) {
    name += '.';
    name += tree.strings().text(parseIdentifier());
  }
  return tree.strings().intern(name);
}

} // namespace amaru::parser
