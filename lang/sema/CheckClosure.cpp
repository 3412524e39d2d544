// Function values: `def` inside functions, `lambda`, and what they capture.
//
// The type of a function value names its function and the types of the values that it captured; calls through it stay
// direct. Values are captured where the function is made. Python would see later assignments to the variables, so a
// function value goes stale when one of its variables is assigned; where a stale one is read, the function around it is
// checked again with that variable in a cell.
#include "lang/sema/Checker.h"

namespace amaru::sema {

std::optional<TypeId> Checker::capturedType(const typed::Capture &capture, NodeId place) {
  std::optional<unsigned> slot = function().slotOf(capture);
  if (!slot)
    return std::nullopt;
  const VarState &state = env.variables[*slot];
  if (state.privateTo || state.conflict) {
    report(diag::Id::Unsupported, place).arg("capturing `" + capture.name + "` here");
    return std::nullopt;
  }
  if (isCell(*slot)) {
    TypeId content = instance.cells[*slot];
    return content ? std::optional(types.cell(content)) : std::nullopt;
  }
  const bool isOwn = capture.owner == &function();
  if (isOwn && (state.presence != Presence::Set || capture.owner->assignedByNested.contains(capture.name))) {
    makeCell(*slot);
    return std::nullopt;
  }
  return state.type;
}

//===- Shared variables -----------------------------------------------------------------------------------------===//

void Checker::makeCell(unsigned slot) {
  instance.cells[slot] = {};
  instance.cellsChanged = true;
}

bool Checker::fitsCell(TypeId type) const {
  switch (types.kind(type)) {
  case Kind::None:
    return true;
  case Kind::Tuple:
  case Kind::Struct:
  case Kind::Function:
  case Kind::FunctionChoice:
  case Kind::Method:
    return llvm::all_of(types[type].elements, [&](TypeId element) { return fitsCell(element); });
  default:
    return types.isNumber(type);
  }
}

void Checker::assignCell(unsigned slot, NodeId place, ExprInfo info) {
  if (isNever(info.type))
    return;
  llvm::StringRef id = function().locals[slot];
  const VarState &state = env.variables[slot];
  // In a nested function the type is what the function around it says.
  const bool isOwn = isCell(slot);
  TypeId known = isOwn ? instance.cells[slot] : types[state.type].elements[0];
  TypeId joined = known ? types::join(types, known, info.type) : info.type;
  if (!fitsCell(info.type)) {
    report(diag::Id::Unsupported, place)
        .arg("`" + id.str() + "` of type " + name(info.type) + ", which is assigned after a function captured it,")
        .hint("pass the value as an argument, or keep it in a parameter's default: `def f(x, n=n)`");
    return;
  }
  if (!joined || (!isOwn && joined != known)) {
    report(diag::Id::CellChangesType, place).arg(id).arg(name(known)).arg(name(info.type));
    return;
  }
  if (joined == known)
    return;
  instance.cells[slot] = joined;
  instance.cellsChanged = true;
  env.variables[slot] = {joined, Presence::Set, place, {}, {}, {}};
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
  // Python sees the new value: the variable is shared from the start.
  if (state.staleSince) {
    auto variable = tree.dyn<ast::Name>(state.staleSince);
    llvm::StringRef assigned = variable ? variable->id() : tree.as<ast::FunctionDef>(state.staleSince).name();
    makeCell(function().localIndex.find(assigned)->second);
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
