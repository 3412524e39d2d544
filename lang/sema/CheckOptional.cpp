// Values that may be None: what a condition says of them, and how annotations spell them.
#include "lang/sema/Checker.h"

namespace amaru::sema {

//===- Narrowing ------------------------------------------------------------------------------------------------===//

void Checker::assume(NodeId condition, bool holds) {
  typed::Narrowings narrowings;
  findNarrowings(condition, holds, narrowings);
  for (auto [variable, type] : narrowings)
    env.variables[variable].type = type;
  instance.narrowings[condition.index][holds] = std::move(narrowings);
}

void Checker::assumeName(NodeId expr, bool isNone, typed::Narrowings &narrowings) {
  if (auto walrus = tree.dyn<ast::NamedExpr>(expr))
    expr = walrus->target();
  auto name = tree.dyn<ast::Name>(expr);
  auto local = name ? function().findLocal(name->id(), comprehensions) : std::nullopt;
  if (!local)
    return;
  const VarState &state = env.variables[*local];
  if (state.presence == Presence::Unset || state.conflict || !types.isOptional(state.type))
    return;
  narrowings.push_back({*local, isNone ? types.get(Kind::None) : types.valueOf(state.type)});
}

void Checker::findNarrowings(NodeId condition, bool holds, typed::Narrowings &narrowings) {
  // An operand behind one that decides is not checked.
  if (!instance.exprs.contains(condition.index))
    return;
  switch (tree.kind(condition)) {
  case ast::Kind::UnaryOp:
    if (auto node = tree.as<ast::UnaryOp>(condition); node.op() == ast::UnaryOperator::Not)
      findNarrowings(node.operand(), !holds, narrowings);
    return;
  case ast::Kind::BoolOp: {
    // All operands of `and` hold where it holds, none of `or` where it does not.
    auto node = tree.as<ast::BoolOp>(condition);
    if (holds == (node.op() == ast::BoolOperator::And))
      for (NodeId value : node.values())
        findNarrowings(value, holds, narrowings);
    return;
  }
  case ast::Kind::Compare: {
    auto node = tree.as<ast::Compare>(condition);
    if (node.ops().size() != 1)
      return;
    auto op = ast::CmpOp(node.ops()[0]);
    bool isSame = op == ast::CmpOp::Is || op == ast::CmpOp::Eq;
    if (!isSame && op != ast::CmpOp::IsNot && op != ast::CmpOp::NotEq)
      return;
    NodeId lhs = node.left(), rhs = node.comparators()[0];
    auto isNone = [&](NodeId expr) { return types.kind(instance.type(expr)) == Kind::None; };
    if (isNone(rhs))
      assumeName(lhs, holds == isSame, narrowings);
    else if (isNone(lhs))
      assumeName(rhs, holds == isSame, narrowings);
    else if (holds == isSame)
      // Equal to a value that is not None.
      for (auto [side, other] : {std::pair(lhs, rhs), std::pair(rhs, lhs)})
        if (!types.isOptional(instance.type(other)))
          assumeName(side, /*isNone=*/false, narrowings);
    return;
  }
  case ast::Kind::Call: {
    // isinstance(x, T)
    auto call = instance.calls.find(condition.index);
    if (call != instance.calls.end() && call->second.builtin == typed::Builtin::IsInstance)
      if (auto isValue = instance.decided.find(condition.index); isValue != instance.decided.end()) {
        // An exception may be of another class.
        NodeId value = tree.as<ast::Call>(condition).args()[0];
        if (holds || types.kind(types.valueOf(instance.type(value))) != Kind::Exception)
          assumeName(value, /*isNone=*/holds != isValue->second, narrowings);
      }
    return;
  }
  case ast::Kind::Name:
  case ast::Kind::NamedExpr:
    // What is true is not None; what is false may be 0 as well.
    if (holds)
      assumeName(condition, /*isNone=*/false, narrowings);
    return;
  default:
    return;
  }
}

//===- Annotations ----------------------------------------------------------------------------------------------===//

std::optional<TypeId> Sema::optionalAnnotation(typed::Module &module, NodeId annotation) {
  const ast::Tree &tree = module.tree;
  types::TypeTable &types = program.types;
  auto wrap = [&](TypeId type) -> std::optional<TypeId> { return type ? types.optional(type) : type; };
  if (auto either = tree.dyn<ast::BinOp>(annotation); either && either->op() == ast::Operator::BitOr) {
    TypeId a = annotationType(module, either->left()), b = annotationType(module, either->right());
    if (!a || !b)
      return TypeId{};
    if (types.kind(a) == types::Kind::None)
      return wrap(b);
    if (types.kind(b) == types::Kind::None)
      return wrap(a);
    diagnostics.report(diag::Id::BadAnnotation, tree.range(annotation));
    return TypeId{};
  }
  auto subscript = tree.dyn<ast::Subscript>(annotation);
  if (!subscript)
    return std::nullopt;
  llvm::StringRef name;
  if (auto attribute = tree.dyn<ast::Attribute>(subscript->value()))
    name = attribute->attr();
  else if (auto plain = tree.dyn<ast::Name>(subscript->value()))
    name = plain->id();
  if (name != "Optional")
    return std::nullopt;
  return wrap(annotationType(module, subscript->slice()));
}

} // namespace amaru::sema
