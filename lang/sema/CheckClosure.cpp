// Function values: `def` inside functions, `lambda`, and what they capture.
//
// The type of a function value names its function and the types of the values that it captured; calls through it stay
// direct. Values are captured where the function is made. Python would see later assignments to the variables, so a
// function value goes stale when one of its variables is assigned, and a stale one is not read.
#include "lang/sema/Checker.h"

namespace amaru::sema {

std::optional<TypeId> Checker::capturedType(const typed::Capture &capture, NodeId place) {
  std::optional<unsigned> slot = function().slotOf(capture);
  if (!slot)
    return std::nullopt;
  const VarState &state = env.variables[*slot];
  const bool isAssigned = capture.owner->assignedByNested.contains(capture.name);
  if (isAssigned || state.presence != Presence::Set || state.conflict || state.privateTo) {
    report(diag::Id::Unsupported, place)
        .arg(isAssigned ? "`nonlocal`" : "capturing `" + capture.name + "` before it is assigned");
    return std::nullopt;
  }
  return state.type;
}

ExprInfo Checker::closureOf(typed::Function &nested, NodeId place) {
  llvm::SmallVector<TypeId> captured;
  for (const typed::Capture &capture : nested.captures) {
    std::optional<TypeId> type = capturedType(capture, place);
    if (!type || isNever(*type))
      return error();
    captured.push_back(*type);
  }
  // Where the function itself is running, its own defaults are at hand.
  const bool isOutside = place.index == nested.node.index;
  for (auto [i, param] : llvm::enumerate(nested.capturedDefaults)) {
    ExprInfo value = isOutside ? check(nested.params[param].defaultValue) : capturedDefault(nested, i);
    if (isNever(value.type))
      return error();
    captured.push_back(value.type);
  }
  return {types.function(nested.index, captured), {}};
}

ExprInfo Checker::capturedDefault(typed::Function &nested, unsigned which) {
  if (&nested == &function())
    return {env.variables[nested.params.size() + nested.captures.size() + which].type, {}};
  report(diag::Id::Unsupported, nested.params[nested.capturedDefaults[which]].defaultValue)
      .arg("a default that is no constant, of a function that another nested function calls,");
  return error();
}

ExprInfo Checker::checkLambda(NodeId expr) { return closureOf(*module().functions[expr.index], expr); }

void Checker::checkFunctionDef(NodeId stmt) {
  typed::Function &defined = *module().functions[stmt.index];
  checkDefaultSlots(defined);
  auto entity = module().entities.find(defined.name);
  const bool isEntity = function().isTopLevel && entity != module().entities.end() &&
                        types.kind(entity->second) == Kind::Function && types[entity->second].entity == defined.index;
  if (isEntity)
    return;
  for (NodeId decorator : defined.decorators)
    check(decorator);
  ExprInfo value = closureOf(defined, stmt);
  instance.definitions[stmt.index] = value.type;
  for (NodeId decorator : llvm::reverse(defined.decorators))
    value = checkDecorator(decorator, value);
  assignVariable(stmt, defined.name, value);
}

ExprInfo Checker::checkDecorator(NodeId decorator, ExprInfo decorated) {
  ExprInfo callee = instance.exprs[decorator.index];
  if (isNever(callee.type) || isNever(decorated.type))
    return error();
  typed::CallInfo info;
  info.operands = {decorator, NodeId{}};
  Argument argument{{1, NodeId{}, -1}, decorated, {}};
  ExprInfo result = checkCallOf(decorator, callee.type, argument, info);
  instance.decorators[decorator.index] = std::move(info);
  return result;
}

ExprInfo Checker::checkKnownFunction(NodeId expr, typed::Function &known) { return closureOf(known, expr); }

bool Checker::seesVariable(TypeId type, unsigned slot) const {
  const types::Type &t = types[type];
  if (t.kind == Kind::Function)
    for (const typed::Capture &capture : sema.program.functions[t.entity]->captures)
      if (function().slotOf(capture) == slot)
        return true;
  switch (t.kind) {
  case Kind::Function:
  case Kind::FunctionChoice:
  case Kind::Method:
  case Kind::Tuple:
  case Kind::Keywords:
    return llvm::any_of(t.elements, [&](TypeId element) { return seesVariable(element, slot); });
  default:
    return false;
  }
}

void Checker::markStale(unsigned slot, NodeId place) {
  if (function().nested.empty())
    return;
  for (VarState &state : env.variables)
    if (state.type && state.presence != Presence::Unset && seesVariable(state.type, slot))
      state.staleSince = place;
}

ExprInfo Checker::checkFunctionVariable(NodeId expr, llvm::StringRef id, const VarState &state) {
  if (state.staleSince) {
    report(diag::Id::Unsupported, expr)
        .arg("a function whose captured variable is assigned after it was made")
        .label(tree.range(state.staleSince), "assigned here, after `" + id.str() + "` captured it")
        .hint("pass the value as an argument, or keep it in a parameter's default: `def f(x, n=n)`");
    return error();
  }
  // What it calls must have been defined when it may be called.
  if (types.kind(state.type) == Kind::Function)
    for (const auto &known : sema.program.functions[types[state.type].entity]->known) {
      auto local = function().localIndex.find(known.first());
      if (known.second->parent != &function() || local == function().localIndex.end())
        continue;
      if (env.variables[local->second].presence != Presence::Set) {
        report(diag::Id::FreeVariableUnset, expr)
            .arg(known.first())
            .hint("define it before `" + id.str() + "` is used");
        return error();
      }
    }
  return {state.type, {}};
}

} // namespace amaru::sema
