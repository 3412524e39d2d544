// The parser's state and its rules. Each ParseX.cpp holds the rules of one family of constructs.
//
// A rule that fails reports once and panics: the position jumps to a token that no rule accepts, so that every rule up
// to the statement unwinds by itself, without a test after each step. The statement loop then reads on at the next
// statement. While panicking, nothing is reported; nodes that were being built are dropped with the statement.
#pragma once

#include "lang/ast/Build.h"
#include "parser/Lexer.h"
#include "parser/Parser.h"

#include "llvm/ADT/StringExtras.h"

namespace amaru::parser {

using ast::ConstantKind;
using ast::ConstantValue;
using ast::ExprContext;
using ast::Kind;
using ast::NodeId;
using ast::Symbol;
using diag::Id;
using K = TokenKind;
using NodeList = llvm::SmallVector<NodeId, 8>;

/// How tightly binary operators bind, from loosest to tightest.
enum class Level : uint8_t { None, Or, And, Not, Comparison, BitOr, BitXor, BitAnd, Shift, Sum, Term, Power };

class Parser {
public:
  Parser(const support::SourceBuffer &source, diag::Engine &diagnostics, Options options);
  ast::Tree run();

private:
  // Tokens.
  const Token &token() const { return tokens[pos]; }
  const Token &lookAhead(unsigned count = 1) const { return tokens[std::min<size_t>(pos + count, tokens.size() - 1)]; }
  K kind() const { return token().kind; }
  bool at(K wanted) const { return kind() == wanted; }
  uint32_t begin() const { return token().begin; }
  /// The end of the token before.
  uint32_t lastEnd() const { return lastTokenEnd; }
  llvm::StringRef text(const Token &token) const { return source.text().slice(token.begin, token.end); }
  bool atSoft(llvm::StringRef word) const { return at(K::Name) && text(token()) == word; }
  void advance() {
    // Line ends and dedents belong to no node.
    if (kind() > K::Dedent)
      lastTokenEnd = token().end;
    ++pos;
  }
  bool accept(K wanted) {
    if (!at(wanted))
      return false;
    advance();
    return true;
  }
  bool expect(K wanted);
  support::SourceRange range(uint32_t from, uint32_t to) const { return {from, to, source.id()}; }
  support::SourceRange range(const Token &token) const { return range(token.begin, token.end); }
  support::SourceRange range(NodeId node) const { return tree.range(node); }

  // Recovery.cpp
  diag::Builder *fail(Id id, support::SourceRange range);
  template <typename... Args> NodeId failWith(Id id, support::SourceRange range, const Args &...args) {
    if (diag::Builder *builder = fail(id, range))
      (builder->arg(args), ...);
    return {};
  }
  /// Reports without giving up the statement: what was read is clear, it only is not allowed.
  template <typename... Args> void complain(Id id, support::SourceRange range, const Args &...args) {
    if (panicking || trialDepth || lineHasLexicalError())
      return;
    auto builder = diagnostics.report(id, range);
    (builder.arg(args), ...);
  }
  /// The last report gets a fix; nothing when there was none.
  void offer(support::SourceRange range, llvm::StringRef replacement, llvm::StringRef title) {
    if (lastBuilder)
      lastBuilder->fix(range, replacement, title);
  }
  void offerKeyword(const Token &word);
  NodeId syntaxError();
  bool explainMissingComma();
  bool explainLegacyStatement();
  bool lineHasLexicalError();
  void panic();
  void synchronize();
  bool recoverHeader();
  /// Runs a rule to see whether it would succeed; leaves no trace.
  template <typename Rule> bool tryRule(Rule &&rule) {
    return trial([&] {
      rule();
      return !panicking;
    });
  }
  bool trial(llvm::function_ref<bool()> rule);
  bool tooDeep();

  // ParseStmt.cpp
  void parseStatements(NodeList &out);
  void parseStatement(NodeList &out);
  void parseSimpleLine(NodeList &out);
  NodeId parseSimpleStatement();
  NodeId parseExpressionStatement();
  NodeId parseAnnotatedAssignment(NodeId target, uint32_t from, bool isParenthesized);
  NodeId parseAssignment(NodeId first, uint32_t from);
  NodeId parseAugmentedAssignment(NodeId target, uint32_t from, ast::Operator op);
  NodeId parseReturn();
  NodeId parseRaise();
  NodeId parseDelete();
  NodeId parseAssert();
  NodeId parseScopeStatement(bool isGlobal);
  NodeId parseImport();
  NodeId parseImportFrom();
  NodeId parseAlias(bool isDotted);
  bool atMatchStatement();
  Symbol parseDottedName();

  // ParseCompound.cpp
  NodeList parseSuite(llvm::StringRef after, uint32_t headerBegin, bool isColonForced);
  void failMissingColon();
  support::SourceRange placeOfMissing() const;
  NodeId parseCompound();
  NodeId parseIf();
  NodeId parseWhile();
  enum class ForKind : uint8_t { Plain, Async, Parallel };
  NodeId parseFor(uint32_t from, ForKind forKind);
  NodeId parseWith(uint32_t from, bool isAsync);
  NodeId parseWithItem();
  bool withItemsAreParenthesized();
  NodeId parseTry();
  NodeId parseHandler(bool &isStar);
  NodeId parseMatch();
  NodeId parseCase();
  NodeId parseAsync();
  NodeList parseElse();

  // ParseDecl.cpp
  NodeId parseDecorated();
  NodeId parseFunction(uint32_t from, bool isAsync, llvm::ArrayRef<NodeId> decorators);
  NodeId parseClass(uint32_t from, llvm::ArrayRef<NodeId> decorators, bool isStruct);
  struct ParameterLists;
  NodeId parseParameters(bool isLambda);
  void parseOneParameter(ParameterLists &lists, bool isLambda);
  void parseStarParameter(ParameterLists &lists, bool isLambda);
  NodeId parseParameter(bool isLambda, bool isStarred);
  NodeId parseDefault();
  NodeId parseLambda();

  // ParseType.cpp
  NodeList parseTypeParams();
  NodeId parseTypeParam();
  NodeId parseTypeAlias();

  // ParseSuperset.cpp
  bool atSuperset() const;
  bool atStruct() const;
  NodeId parseSuperset(llvm::ArrayRef<NodeId> decorators);

  // ParseExpr.cpp
  NodeId parseExpression();
  NodeId parseNamedExpression();
  NodeId parseStarExpressions();
  NodeId parseStarExpression();
  NodeId parseStarNamedExpression();
  NodeId parseExpressions();
  NodeId parseAnnotatedRhs();
  NodeId parseYield();
  NodeId parseDisjunction();
  void noteDisjunction(size_t first);
  NodeId parseBitOr() { return parseOperators(Level::BitOr); }
  NodeId parseOperators(Level level);
  NodeId parseBoolean(NodeId first, uint32_t from, K keyword);
  NodeId parseComparison(NodeId first, uint32_t from);
  bool atComparison() const;
  ast::CmpOp parseComparisonOperator();
  NodeId parseUnary(Level level);
  NodeId parsePower();
  NodeId parsePrimary();
  bool atExpressionStart() const;
  NodeId makeTuple(uint32_t from, llvm::ArrayRef<NodeId> elements) {
    return ast::make<ast::Tuple>(tree, from, lastEnd(), elements, ExprContext::Load);
  }

  // ParseCall.cpp
  NodeId parseCall(NodeId callee, uint32_t from);
  struct Arguments {
    NodeList positional, keywords;
  };
  void parseArguments(Arguments &out);
  bool parseArgument(Arguments &out);
  NodeId parseSubscript(NodeId value, uint32_t from);
  NodeId parseSlice();

  // ParseAtom.cpp
  NodeId parseAtom();
  NodeId parseName(ExprContext context);
  Symbol parseIdentifier();
  Symbol identifier(const Token &name);
  NodeId parseParenthesized();
  NodeId parseList();
  NodeId parseBraces();
  NodeId parseDict(uint32_t from, NodeId firstKey);
  void parseDictValue(NodeList &values);
  NodeId parseSet(uint32_t from, NodeId first);
  void parseElements(NodeList &out, K close);
  void parseComprehensions(NodeList &out);
  bool atComprehension() const { return at(K::For) || (at(K::Async) && lookAhead().kind == K::For); }
  NodeId constant(ConstantValue value, uint32_t from, uint32_t to, ast::ConstantPrefix prefix = {});
  NodeId keywordConstant(ConstantKind kind);

  // ParseNumber.cpp
  NodeId parseNumber();
  ConstantValue numberValue(llvm::StringRef text, std::string &storage);

  // ParseString.cpp
  struct StringParts;
  NodeId parseStrings();
  NodeId parseOneString();
  bool literalText(const Token &literal, llvm::StringRef &out, std::string &storage);
  NodeId parseFString(StringParts &parts);
  void parseFStringParts(StringParts &parts, uint8_t flags);
  void parseField(StringParts &parts, uint8_t flags);
  std::string withoutComments(size_t firstToken, uint32_t from, uint32_t to) const;
  NodeId parseFormatSpec(uint8_t flags);
  bool decodeLiteral(llvm::StringRef body, uint8_t flags, uint32_t from, std::string &out);
  void explainField(uint8_t flags, const Token &brace, bool isEmpty);

  // ParsePattern.cpp
  NodeId parsePatterns();
  NodeId parsePattern();
  NodeId parseOrPattern();
  NodeId parseClosedPattern();
  NodeId parseMaybeStarPattern();
  NodeId parseLiteralPattern();
  NodeId parsePatternNumber();
  NodeId parseSequencePattern(K close);
  NodeId parseMappingPattern();
  NodeId parseNamePattern();
  NodeId parseClassPattern(NodeId cls, uint32_t from);
  Symbol parseCaptureTarget();

  // ParseTarget.cpp
  enum class TargetUse : uint8_t { Assign, For, Delete };
  NodeId invalidTarget(NodeId expr, TargetUse use) const;
  /// Makes the expression a target, or explains why it cannot be one.
  bool makeTarget(NodeId expr, TargetUse use);
  void setContext(NodeId expr, ExprContext context);
  llvm::StringRef describe(NodeId expr) const;
  /// At `=` where an expression was expected to end: explains what was meant.
  bool explainEqual(NodeId left, bool isStatement);
  NodeId parseTargets();
  NodeId parseTargetExpression();

  const support::SourceBuffer &source;
  diag::Engine &diagnostics;
  Options options;
  ast::Tree tree;
  std::vector<Token> tokens;
  size_t pos = 0;
  /// Where the rule failed, and the token that no rule accepts.
  size_t failedAt = 0, stop = 0;
  uint32_t lastTokenEnd = 0;
  bool panicking = false;
  unsigned trialDepth = 0;
  unsigned depth = 0;
  /// How many format specifications are open.
  unsigned specDepth = 0;
  /// The last disjunction that was read: where it starts, and the token behind it.
  size_t disjunctionFirst = 0, disjunctionEnd = 0;
  std::optional<diag::Builder> lastBuilder;
  /// The tokens of a logical line, and whether the lexer faulted it.
  struct {
    size_t begin = 0, end = 0;
    bool hasError = false;
  } checkedLine;

  friend class DepthScope;
};

/// Counts nested rules, since each takes a piece of the stack.
class DepthScope {
public:
  explicit DepthScope(Parser &parser) : parser(parser) { ++parser.depth; }
  ~DepthScope() { --parser.depth; }

private:
  Parser &parser;
};

} // namespace amaru::parser
