// Comprehensions and generator expressions. Their targets are local variables of their own (`Function::targetName`). A
// generator is consumed where it stands: folded by `sum`, `any`, `all`, `min` and `max`, or gathered into a list first.
#include "lang/sema/Checker.h"

namespace amaru::sema {

using typed::Builtin;

ExprInfo Checker::checkComprehension(NodeId expr) {
  if (auto node = tree.dyn<ast::ListComp>(expr))
    return {types.list(checkGenerators(expr, node->generators(), node->elt(), {}).first), {}};
  if (auto node = tree.dyn<ast::GeneratorExp>(expr)) {
    if (!std::exchange(isArgument, false)) {
      report(diag::Id::Unsupported, expr).arg("a generator that is not consumed where it stands");
      return error();
    }
    return {types.list(checkGenerators(expr, node->generators(), node->elt(), {}).first), {}};
  }
  if (auto node = tree.dyn<ast::SetComp>(expr)) {
    TypeId set = types.set(checkGenerators(expr, node->generators(), node->elt(), {}).first);
    return useKey(expr, set);
  }
  auto node = tree.as<ast::DictComp>(expr);
  auto [key, value] = checkGenerators(expr, node.generators(), node.key(), node.value());
  return useKey(expr, types.dict(key, value));
}

std::pair<TypeId, TypeId> Checker::checkGenerators(NodeId expr, llvm::ArrayRef<NodeId> generators, NodeId element,
                                                   NodeId second) {
  // The first iterable belongs to the scope around.
  std::pair<TypeId, TypeId> result;
  checkGenerator(expr, generators, [&] {
    result.first = check(element).type;
    if (second)
      result.second = check(second).type;
  });
  return result;
}

void Checker::checkGenerator(NodeId comprehension, llvm::ArrayRef<NodeId> generators, llvm::function_ref<void()> body) {
  auto outer = env.variables;
  TypeId firstType = checkArgument(tree.as<ast::Comprehension>(generators[0]).iter()).type;
  comprehensions.push_back(comprehension);
  for (auto [i, part] : llvm::enumerate(generators)) {
    auto generator = tree.as<ast::Comprehension>(part);
    if (generator.is_async()) {
      report(diag::Id::Unsupported, part).arg("asynchronous code");
      break;
    }
    TypeId type = i == 0 ? firstType : checkArgument(generator.iter()).type;
    TypeId element = iterationType(generator.iter(), type);
    checkAssign(generator.target(), generator.iter(), {element ? element : types.get(Kind::Never), {}});
    for (NodeId condition : generator.ifs())
      checkCondition(condition);
  }
  body();
  comprehensions.pop_back();
  env.variables = std::move(outer);
}

ExprInfo Checker::checkArgument(NodeId expr) {
  isArgument = tree.is<ast::GeneratorExp>(expr);
  return check(expr);
}

//===- Folds ----------------------------------------------------------------------------------------------------===//

/// `sum(x * x for x in a)`: the generator's element goes straight into the fold.
ExprInfo Checker::checkFold(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  auto generator = tree.as<ast::GeneratorExp>(node.args()[0]);
  const bool isCondition = builtin == Builtin::AnyOf || builtin == Builtin::AllOf;
  TypeId element;
  checkGenerator(node.args()[0], generator.generators(), [&] {
    if (isCondition)
      checkCondition(generator.elt());
    element = isCondition ? types.get(Kind::Bool) : check(generator.elt()).type;
  });
  instance.exprs[node.args()[0].index] = {types.list(element), {}};
  if (isCondition)
    return of(Kind::Bool);
  if (isNever(element))
    return error();
  if (builtin == Builtin::Min || builtin == Builtin::Max) {
    if (types.isNumber(element))
      return {element, {}};
    // Of other things through a list.
    return checkPreludeCall(expr, "builtins", typed::builtinName(builtin));
  }
  TypeId total = node.args().size() > 1 ? check(node.args()[1]).type : types.get(Kind::Int);
  while (!isNever(total)) {
    TypeId added = binary(expr, ast::Operator::Add, expr, {total, {}}, generator.elt(), {element, {}}).type;
    TypeId joined = types::join(types, total, added);
    if (!joined || isNever(added))
      return error();
    if (joined == total)
      break;
    total = joined;
  }
  return {total, {}};
}

} // namespace amaru::sema
