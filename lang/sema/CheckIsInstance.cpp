// isinstance(): decided at compile time, so that branches for other types are dropped.
#include "lang/sema/Checker.h"

#include "llvm/ADT/StringSwitch.h"

namespace amaru::sema {

ExprInfo Checker::checkIsInstance(NodeId expr) {
  auto node = tree.as<ast::Call>(expr);
  if (!expectArguments(expr, 2, 2))
    return error();
  TypeId type = check(node.args()[0]).type;
  if (isNever(type))
    return error();
  std::optional<bool> result = isInstanceOf(types.valueOf(type), node.args()[1]);
  if (!result)
    return error();
  instance.decided[expr.index] = *result;
  // The class of an exception, and whether there is a value at all, are known at run time.
  const bool isException = types.kind(types.valueOf(type)) == Kind::Exception;
  if (*result && (types.isOptional(type) || isException))
    return of(Kind::Bool);
  return {types.get(Kind::Bool), *result};
}

std::optional<bool> Checker::isInstanceOf(TypeId type, NodeId classes) {
  // `(int, float)` and `int | float`.
  llvm::SmallVector<NodeId> parts;
  if (auto tuple = tree.dyn<ast::Tuple>(classes))
    parts.assign(tuple->elts().begin(), tuple->elts().end());
  else if (auto either = tree.dyn<ast::BinOp>(classes); either && either->op() == ast::Operator::BitOr)
    parts = {either->left(), either->right()};
  if (parts.empty())
    return isInstanceOfOne(type, classes);
  bool result = false;
  for (NodeId part : parts) {
    std::optional<bool> one = isInstanceOf(type, part);
    if (!one)
      return std::nullopt;
    result |= *one;
  }
  return result;
}

std::optional<bool> Checker::isInstanceOfOne(TypeId type, NodeId cls) {
  const Kind kind = types.kind(type);
  if (auto constant = tree.dyn<ast::Constant>(cls); constant && constant->value().kind == ast::ConstantKind::None)
    return kind == Kind::None;
  if (std::optional<Kind> builtin = builtinClass(cls))
    return kind == *builtin;
  const types::Type asked = types[check(cls).type];
  if (asked.kind == Kind::Never)
    return std::nullopt;
  if (asked.kind == Kind::ExceptionClass)
    return kind == Kind::Exception;
  if (asked.kind == Kind::Class) {
    typed::Class *own = classOf(type);
    return own && own->derivesFrom(*sema.program.classes[asked.entity]);
  }
  if (asked.kind != Kind::DType) {
    report(diag::Id::Unsupported, cls).arg("this class in isinstance");
    return std::nullopt;
  }
  TypeId wanted = asked.elements[0];
  // A bool is an int, and NumPy's float64 is a float.
  return type == wanted || (kind == Kind::Bool && types.kind(wanted) == Kind::Int) ||
         (kind == Kind::F64 && types.kind(wanted) == Kind::Float);
}

std::optional<Kind> Checker::builtinClass(NodeId cls) {
  if (auto attribute = tree.dyn<ast::Attribute>(cls)) {
    if (attribute->attr() != "ndarray" || types.kind(check(attribute->value()).type) != Kind::Module)
      return std::nullopt;
    return Kind::Array;
  }
  auto name = tree.dyn<ast::Name>(cls);
  if (!name || function().localIndex.contains(name->id()) || module().globals.contains(name->id()) ||
      module().entities.contains(name->id()))
    return std::nullopt;
  return llvm::StringSwitch<std::optional<Kind>>(name->id())
      .Case("str", Kind::Str)
      .Case("tuple", Kind::Tuple)
      .Case("range", Kind::Range)
      .Case("list", Kind::List)
      .Case("dict", Kind::Dict)
      .Case("set", Kind::Set)
      .Default(std::nullopt);
}

} // namespace amaru::sema
