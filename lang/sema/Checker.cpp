// The frame of the check of one instance, and the joins of environments.
#include "lang/sema/Checker.h"

namespace amaru::sema {

llvm::ArrayRef<NodeId> bodyOf(const ast::Tree &tree, NodeId node) {
  if (tree.is<ast::Module>(node))
    return tree.as<ast::Module>(node).body();
  if (tree.is<ast::Lambda>(node))
    return {};
  return tree.as<ast::FunctionDef>(node).body();
}

std::optional<llvm::StringRef> nearest(llvm::StringRef written, llvm::ArrayRef<llvm::StringRef> names) {
  std::optional<llvm::StringRef> best;
  unsigned least = written.size() / 3 + 1;
  for (llvm::StringRef name : names)
    if (unsigned distance = written.edit_distance(name, /*AllowReplacements=*/true, least); distance <= least) {
      if (best && distance == least)
        continue;
      best = name;
      least = distance;
    }
  return best;
}

llvm::StringRef constructName(ast::Kind kind) {
  switch (kind) {
  case ast::Kind::List:
    return "a list";
  case ast::Kind::Dict:
    return "a dictionary";
  case ast::Kind::Set:
    return "a set";
  case ast::Kind::ListComp:
    return "a list comprehension";
  case ast::Kind::SetComp:
    return "a set comprehension";
  case ast::Kind::DictComp:
    return "a dictionary comprehension";
  case ast::Kind::GeneratorExp:
    return "a generator expression";
  case ast::Kind::Lambda:
    return "`lambda`";
  case ast::Kind::Yield:
  case ast::Kind::YieldFrom:
    return "`yield`";
  case ast::Kind::Await:
  case ast::Kind::AsyncFor:
  case ast::Kind::AsyncWith:
  case ast::Kind::AsyncFunctionDef:
    return "asynchronous code";
  case ast::Kind::TemplateStr:
    return "a template string";
  case ast::Kind::Starred:
    return "a starred expression";
  case ast::Kind::ClassDef:
    return "a class";
  case ast::Kind::TryStar:
    return "`except*`";
  case ast::Kind::With:
    return "`with`";
  case ast::Kind::Match:
    return "`match`";
  case ast::Kind::Nonlocal:
    return "`nonlocal`";
  case ast::Kind::TypeAlias:
    return "`type`";
  default:
    return "this construct";
  }
}

Checker::Checker(Sema &sema, typed::Instance &instance)
    : sema(sema), instance(instance), types(sema.program.types), tree(instance.function->module->tree),
      body(bodyOf(tree, instance.function->node)), liveness(tree, *instance.function, body) {}

void Checker::run() {
  env.variables.assign(function().locals.size(), {});
  for (unsigned i = 0; i < instance.params.size(); ++i)
    for (unsigned i = 0; i < instance.params.size(); ++i) {
      NodeId origin = i < function().params.size() ? function().params[i].node : NodeId{};
      env.variables[i] = {instance.params[i], Presence::Set, origin, {}, {}, {}, {}, origin};
    }
  for (auto &[slot, content] : instance.cells) {
    if (slot < instance.params.size() && !content)
      content = instance.params[slot];
    if (content)
      env.variables[slot] = {content, Presence::Set, {}, {}, {}, {}};
  }
  if (auto lambda = tree.dyn<ast::Lambda>(function().node))
    checkReturned(lambda->body(), check(lambda->body()).type);
  checkBlock(body);
  findWrites();
  if (env.reachable || !instance.result) {
    TypeId none = types.get(env.reachable ? Kind::None : Kind::Never);
    TypeId joined = instance.result ? joinTypes(instance.result, none) : none;
    if (!joined) {
      report(diag::Id::MissingReturn, function().node).arg(function().name).arg(name(instance.result));
      return;
    }
    instance.result = joined;
  }
}

std::string Checker::name(TypeId type) const {
  const types::Type &t = types[type];
  if (t.kind == Kind::Function || t.kind == Kind::Method)
    return "the function `" + sema.program.functions[t.entity]->qualifiedName + "`";
  if (typed::Class *cls = classOf(type))
    return "`" + cls->name + "`";
  return types.name(type);
}

diag::Builder Checker::report(diag::Id id, NodeId node) {
  instance.hasErrors = true;
  return sema.diagnostics.report(id, tree.range(node));
}

VarState Checker::join(const VarState &a, const VarState &b) {
  if (a.privateTo || b.privateTo)
    return a.privateTo ? a : b;
  if (b.staleSince && !a.staleSince && a.presence != Presence::Unset && b.presence != Presence::Unset) {
    VarState stale = join(b, a);
    return stale;
  }
  if (a.presence == Presence::Unset && b.presence == Presence::Unset)
    return a;
  if (a.presence == Presence::Unset || b.presence == Presence::Unset) {
    VarState set = a.presence == Presence::Unset ? b : a;
    set.presence = Presence::Maybe;
    return set;
  }
  VarState result = a;
  if (types.kind(b.type) == Kind::None || types.isOptional(b.type))
    result.noneOrigin = b.noneOrigin;
  if (b.presence == Presence::Maybe)
    result.presence = Presence::Maybe;
  if (a.conflict || b.conflict)
    return a.conflict ? result : (result.conflict = b.conflict, result.otherOrigin = b.otherOrigin, result);
  result.type = joinTypes(a.type, b.type);
  if (!result.type) {
    result.type = a.type;
    result.conflict = b.type;
    result.otherOrigin = b.origin;
  }
  return result;
}

Environment Checker::join(const Environment &a, const Environment &b) {
  if (!a.reachable)
    return b;
  if (!b.reachable)
    return a;
  Environment result = a;
  for (unsigned i = 0; i < a.variables.size(); ++i)
    result.variables[i] = join(a.variables[i], b.variables[i]);
  return result;
}

} // namespace amaru::sema
