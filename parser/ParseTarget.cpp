// Targets: expressions that are assigned to, deleted, or bound by a loop.
//
// They are read as expressions and checked afterwards, so that the message can say what was written instead.
#include "parser/ParserImpl.h"

namespace amaru::parser {

/// CPython's words for an expression that cannot be assigned to.
llvm::StringRef Parser::describe(NodeId expr) const {
  switch (tree.kind(expr)) {
  case Kind::Attribute:
    return "attribute";
  case Kind::Subscript:
    return "subscript";
  case Kind::Starred:
    return "starred";
  case Kind::Name:
    return "name";
  case Kind::List:
    return "list";
  case Kind::Tuple:
    return "tuple";
  case Kind::Lambda:
    return "lambda";
  case Kind::Call:
    return "function call";
  case Kind::BoolOp:
  case Kind::BinOp:
  case Kind::UnaryOp:
    return "expression";
  case Kind::GeneratorExp:
    return "generator expression";
  case Kind::Yield:
  case Kind::YieldFrom:
    return "yield expression";
  case Kind::Await:
    return "await expression";
  case Kind::ListComp:
    return "list comprehension";
  case Kind::SetComp:
    return "set comprehension";
  case Kind::DictComp:
    return "dict comprehension";
  case Kind::Dict:
    return "dict literal";
  case Kind::Set:
    return "set display";
  case Kind::JoinedStr:
  case Kind::FormattedValue:
    return "f-string expression";
  case Kind::TemplateStr:
  case Kind::Interpolation:
    return "t-string expression";
  case Kind::Compare:
    return "comparison";
  case Kind::IfExp:
    return "conditional expression";
  case Kind::NamedExpr:
    return "named expression";
  case Kind::Constant:
    switch (tree.constant(expr).kind) {
    case ConstantKind::None:
      return "None";
    case ConstantKind::True:
      return "True";
    case ConstantKind::False:
      return "False";
    case ConstantKind::Ellipsis:
      return "ellipsis";
    default:
      return "literal";
    }
  default:
    return "expression";
  }
}

/// The part of the expression that cannot be a target; none when all of it can.
NodeId Parser::invalidTarget(NodeId expr, TargetUse use) const {
  auto firstInvalid = [&](llvm::ArrayRef<NodeId> elements) {
    for (NodeId element : elements)
      if (NodeId bad = invalidTarget(element, use))
        return bad;
    return NodeId{};
  };
  switch (tree.kind(expr)) {
  case Kind::List:
    return firstInvalid(tree.as<ast::List>(expr).elts());
  case Kind::Tuple:
    return firstInvalid(tree.as<ast::Tuple>(expr).elts());
  case Kind::Starred:
    return use == TargetUse::Delete ? expr : invalidTarget(tree.as<ast::Starred>(expr).value(), use);
  case Kind::Name:
  case Kind::Subscript:
  case Kind::Attribute:
    return {};
  case Kind::Compare: {
    // `for f() in x` was read as one comparison.
    auto compare = tree.as<ast::Compare>(expr);
    bool isIn = use == TargetUse::For && compare.ops()[0] == ast::CmpOp::In;
    return isIn ? invalidTarget(compare.left(), use) : expr;
  }
  default:
    return expr;
  }
}

bool Parser::makeTarget(NodeId expr, TargetUse use) {
  if (panicking)
    return false;
  if (NodeId bad = invalidTarget(expr, use)) {
    failWith(use == TargetUse::Delete ? Id::CannotDelete : Id::CannotAssign, range(bad), describe(bad));
    return false;
  }
  setContext(expr, use == TargetUse::Delete ? ExprContext::Del : ExprContext::Store);
  return true;
}

void Parser::setContext(NodeId expr, ExprContext context) {
  tree.setContext(expr, context);
  switch (tree.kind(expr)) {
  case Kind::List:
    for (NodeId element : tree.as<ast::List>(expr).elts())
      setContext(element, context);
    break;
  case Kind::Tuple:
    for (NodeId element : tree.as<ast::Tuple>(expr).elts())
      setContext(element, context);
    break;
  case Kind::Starred:
    setContext(tree.as<ast::Starred>(expr).value(), context);
    break;
  default:
    break;
  }
}

/// star_targets of a loop, yet unchecked: `in` ends them.
NodeId Parser::parseTargets() {
  uint32_t from = begin();
  NodeId target = parseTargetExpression();
  if (at(K::Comma)) {
    NodeList elements{target};
    while (accept(K::Comma) && (atExpressionStart() || at(K::Star)))
      elements.push_back(parseTargetExpression());
    target = makeTuple(from, elements);
  }
  return target;
}

NodeId Parser::parseTargetExpression() {
  uint32_t from = begin();
  if (!accept(K::Star))
    return parseBitOr();
  NodeId value = parseBitOr();
  return ast::make<ast::Starred>(tree, from, lastEnd(), value, ExprContext::Load);
}

/// True when it failed with an explanation.
bool Parser::explainEqual(NodeId left, bool isStatement) {
  if (panicking || trialDepth)
    return false;
  Kind leftKind = tree.kind(left);
  bool isExempt = leftKind == Kind::List || leftKind == Kind::Tuple || leftKind == Kind::GeneratorExp;
  if (auto literal = tree.dyn<ast::Constant>(left)) {
    auto value = literal->value().kind;
    isExempt |= value == ConstantKind::True || value == ConstantKind::False || value == ConstantKind::None;
  }
  // Only what binds tighter than a comparison.
  bool isOperand = leftKind != Kind::Compare && leftKind != Kind::BoolOp && leftKind != Kind::IfExp &&
                   leftKind != Kind::Lambda && leftKind != Kind::NamedExpr && leftKind != Kind::Starred;
  if (auto unary = tree.dyn<ast::UnaryOp>(left))
    isOperand = unary->op() != ast::UnaryOperator::Not;
  if (isExempt || !isOperand)
    return false;
  bool isEnded = tryRule([&] {
    advance();
    parseBitOr();
    if (at(K::Equal) || at(K::ColonEqual))
      panic();
  });
  if (!isEnded)
    return false;
  auto equal = range(token());
  if (leftKind == Kind::Name) {
    if (isStatement)
      return false;
    failWith(Id::MaybeEqualOrWalrus, range(range(left).begin, token().end));
    offer(equal, "==", "to compare, write `==`");
    return true;
  }
  bool isTarget = leftKind == Kind::Attribute || leftKind == Kind::Subscript;
  if (isTarget && isStatement)
    return false;
  failWith(Id::CannotAssignHere, range(left), describe(left));
  offer(equal, "==", "to compare, write `==`");
  return true;
}

} // namespace amaru::parser
