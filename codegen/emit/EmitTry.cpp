// Exceptions: `amaru.try` with its handler, `raise`, exceptions as values, `del`.
//
// What a body assigns is an SSA value in the body; a copy in a cell is what its handler reads. `return`, `break` and
// `continue` are flags here as elsewhere: a `finally` puts them aside, runs, and takes them up again.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

namespace {

bool hasCell(const typed::VarState &state) {
  return state.presence != Presence::Unset && !state.conflict && !state.privateTo;
}

} // namespace

//===- The op ---------------------------------------------------------------------------------------------------===//

void Emitter::storeToCells(unsigned variable) {
  mlir::Location loc = functionOp.getLoc();
  const Slot &slot = env.variables[variable];
  for (llvm::ArrayRef<Cells> frame : cellFrames)
    for (const Cells &cells : frame) {
      if (cells.variable != variable)
        continue;
      const bool isUnset = slot.presence == Presence::Unset;
      if (!isUnset) {
        Val value = joined(loc, slot.value, cells.type);
        for (auto [part, cell] : llvm::zip(value.parts, cells.parts))
          ir::CellStoreOp::create(builder, loc, part, cell);
      }
      if (cells.isSet)
        ir::CellStoreOp::create(
            builder, loc, slot.presence == Presence::Maybe ? slot.isSet : constantBool(loc, !isUnset), cells.isSet);
    }
}

void Emitter::emitProtected(mlir::Location loc, const typed::LoopVariables &variables, llvm::function_ref<void()> body,
                            llvm::function_ref<void()> handler) {
  llvm::SmallVector<Cells> frame;
  auto newCell = [&](mlir::Type type) -> mlir::Value {
    return ir::CellOp::create(builder, loc, ir::CellType::get(builder.getContext(), type));
  };
  for (const auto &[variable, state] : variables) {
    if (!hasCell(state))
      continue;
    Cells cells{variable, state.type, {}, {}};
    for (mlir::Type part : lowered(state.type))
      cells.parts.push_back(newCell(part));
    if (state.presence == Presence::Maybe)
      cells.isSet = newCell(builder.getI1Type());
    frame.push_back(std::move(cells));
  }
  // As they are before the body starts; the frames around have that already.
  auto around = std::exchange(cellFrames, {llvm::ArrayRef<Cells>(frame)});
  for (const Cells &cells : frame)
    storeToCells(cells.variable);
  cellFrames = std::move(around);

  Environment before = env;
  auto tryOp = ir::TryOp::create(builder, loc, mlir::TypeRange());
  auto startRegion = [&](mlir::Region &region) {
    builder.createBlock(&region);
    builder.setInsertionPoint(ir::YieldOp::create(builder, loc, mlir::ValueRange()));
  };
  startRegion(tryOp.getBody());
  cellFrames.push_back(frame);
  body();
  cellFrames.pop_back();
  Environment done = std::exchange(env, before);

  startRegion(tryOp.getHandler());
  for (const auto &[variable, state] : variables)
    env.variables[variable] = {};
  for (const Cells &cells : frame) {
    Slot &slot = env.variables[cells.variable];
    slot.presence = cells.isSet ? Presence::Maybe : Presence::Set;
    slot.value.type = cells.type;
    for (auto [cell, type] : llvm::zip(cells.parts, lowered(cells.type)))
      slot.value.parts.push_back(ir::CellLoadOp::create(builder, loc, type, cell));
    if (cells.isSet)
      slot.isSet = ir::CellLoadOp::create(builder, loc, builder.getI1Type(), cells.isSet);
  }
  handler();
  builder.setInsertionPointAfter(tryOp);
  joinPaths(tryOp, std::move(done), std::exchange(env, before), before);
}

void Emitter::emitHandling(mlir::Location loc, mlir::Value exception, llvm::function_ref<void()> body) {
  mlir::Value previous = runtime(loc, "amaru_rt_handled_enter", exception, exceptionType());
  emitProtected(loc, {}, body, [&] {
    runtime(loc, "amaru_rt_handled_leave", previous, {});
    ir::PropagateIfOp::create(builder, loc, constantBool(loc, true), builder.getUnitAttr());
    env.reach = Reach::Dead;
  });
  if (env.reach != Reach::Dead)
    runtime(loc, "amaru_rt_handled_leave", previous, {});
}

void Emitter::saveVariables(const typed::LoopVariables &variables, size_t first) {
  for (auto [i, entry] : llvm::enumerate(variables))
    env.variables[first + i] = env.variables[entry.first];
}

void Emitter::restoreVariables(const typed::LoopVariables &variables, size_t first, const llvm::BitVector &except) {
  for (auto [i, entry] : llvm::enumerate(variables))
    if (!except.test(entry.first))
      env.variables[entry.first] = env.variables[first + i];
}

//===- try ------------------------------------------------------------------------------------------------------===//

void Emitter::emitTry(NodeId stmt) {
  if (tree.as<ast::Try>(stmt).finalbody().empty())
    emitExcept(stmt);
  else
    emitFinally(stmt);
}

void Emitter::emitExcept(NodeId stmt) {
  auto node = tree.as<ast::Try>(stmt);
  if (node.handlers().empty())
    return emitBlock(node.body());
  mlir::Location loc = at(stmt);
  const typed::LoopVariables &variables = instance.tries.find(stmt.index)->second.variables;
  // For `else`: whether the body came to its end, and what its variables were there.
  const size_t named = env.variables.size(), completed = named, saved = named + 1;
  TypeId boolean = types.get(Kind::Bool);
  env.variables.resize(saved + variables.size());
  emitProtected(
      loc, variables,
      [&] {
        emitBlock(node.body());
        if (node.orelse().empty())
          return;
        Flag gone = left();
        mlir::Value goes =
            gone.state == Flag::State::Dynamic ? negated(loc, gone.value) : constantBool(loc, gone.isFalse());
        env.variables[completed] = {Presence::Set, {boolean, {goes}}, {}};
        saveVariables(variables, saved);
      },
      [&] {
        mlir::Value exception = runtime(loc, "amaru_rt_error_take", {}, exceptionType());
        emitHandling(loc, exception, [&] { emitHandlers(node.handlers(), {types.get(Kind::Exception), {exception}}); });
        env.variables[completed] = {Presence::Set, {boolean, {constantBool(loc, false)}}, {}};
      });
  if (!node.orelse().empty() && env.reach == Reach::Live)
    emitBranches(
        loc, env.variables[completed].value.value(),
        [&] {
          restoreVariables(variables, saved, llvm::BitVector(named));
          emitBlock(node.orelse());
        },
        nullptr);
  env.variables.resize(named);
}

void Emitter::emitHandlers(llvm::ArrayRef<NodeId> handlers, const Val &exception) {
  if (handlers.empty()) {
    // Nothing here catches it.
    mlir::Location loc = functionOp.getLoc();
    ir::ReraiseIfOp::create(builder, loc, constantBool(loc, true), exception.value(), builder.getUnitAttr());
    env.reach = Reach::Dead;
    return;
  }
  auto node = tree.as<ast::ExceptHandler>(handlers.front());
  mlir::Location loc = at(handlers.front());
  auto run = [&] {
    if (!node.name().empty())
      assignVariable(node.name(), exception);
    emitBlock(node.body());
    auto local = instance.function->localIndex.find(node.name());
    if (local != instance.function->localIndex.end() && env.reach != Reach::Dead)
      unset(local->second);
  };
  // Nobody catches what only tells a thread to stop.
  mlir::Value caught =
      node.type()
          ? matches(at(node.type()), exception, node.type())
          : runtime(loc, "amaru_rt_exception_matches",
                    {exception.value(), ir::StrConstantOp::create(builder, loc, "BaseException")}, builder.getI1Type());
  emitBranches(loc, caught, run, [&] { emitHandlers(handlers.drop_front(), exception); });
}

mlir::Value Emitter::matches(mlir::Location loc, const Val &exception, NodeId classes) {
  if (auto tuple = tree.dyn<ast::Tuple>(classes)) {
    mlir::Value any = constantBool(loc, false);
    for (NodeId element : tuple->elts())
      any = mlir::arith::OrIOp::create(builder, loc, any, matches(loc, exception, element));
    return any;
  }
  auto *name = std::get_if<std::string>(&instance.info(classes).literal);
  if (!name || types.kind(typeOf(classes)) != Kind::ExceptionClass)
    return constantBool(loc, false);
  mlir::Value cls = ir::StrConstantOp::create(builder, loc, *name);
  return runtime(loc, "amaru_rt_exception_matches", {exception.value(), cls}, builder.getI1Type());
}

void Emitter::emitFinally(NodeId stmt) {
  auto node = tree.as<ast::Try>(stmt);
  mlir::Location loc = at(stmt);
  const typed::LoopVariables &variables = instance.tries.find(stmt.index)->second.finalVariables;
  // The exception that is on its way, and what the variables are if there is none.
  const size_t named = env.variables.size(), pending = named, saved = named + 1;
  TypeId exceptionKind = types.get(Kind::Exception);
  env.variables.resize(saved + variables.size());
  const Flag wasReturned = env.returned, wasBroken = env.broken, wasContinued = env.continued;
  Reach reachWithout = Reach::Live;
  Environment without;
  emitProtected(
      loc, variables,
      [&] {
        emitExcept(stmt);
        reachWithout = env.reach;
        env.variables[pending] = {Presence::Set, undefined(loc, exceptionKind), {}};
        saveVariables(variables, saved);
        without = env;
      },
      [&] {
        mlir::Value exception = runtime(loc, "amaru_rt_error_take", {}, exceptionType());
        env.variables[pending] = {Presence::Set, {exceptionKind, {exception}}, {}};
        // Nobody reads these once the exception goes on.
        for (size_t i = saved; i < env.variables.size(); ++i)
          if (const Slot &slot = without.variables[i]; slot.presence != Presence::Unset)
            env.variables[i] = {Presence::Set, undefined(loc, slot.value.type), {}};
      });
  const Environment after = env;
  mlir::Value exception = env.variables[pending].value.value();
  env.returned = wasReturned, env.broken = wasBroken, env.continued = wasContinued;
  env.reach = Reach::Live;
  emitHandling(loc, exception, [&] { emitBlock(node.finalbody()); });

  llvm::BitVector changed(named);
  const Environment &atEnd = env;
  for (const auto &[variable, state] : variables)
    if (!llvm::equal(atEnd.variables[variable].value.parts, after.variables[variable].value.parts) ||
        atEnd.variables[variable].presence != after.variables[variable].presence)
      changed.set(variable);
  auto goOn = [&] {
    mlir::Value isPending = negated(loc, ir::IsNullOp::create(builder, loc, exception));
    ir::ReraiseIfOp::create(builder, loc, isPending, exception, builder.getUnitAttr());
    env.returned = after.returned, env.broken = after.broken, env.continued = after.continued;
    env.result = after.result;
    env.reach = reachWithout;
    restoreVariables(variables, saved, changed);
  };
  // Whatever `finally` does by itself replaces what was on its way.
  if (env.reach == Reach::Live) {
    Flag leaves = left();
    if (leaves.isFalse())
      goOn();
    else
      emitBranches(loc, leaves.value, nullptr, goOn);
  }
  env.variables.resize(named);
}

void Emitter::unset(unsigned variable) {
  env.variables[variable] = {};
  storeToCells(variable);
}

//===- raise ----------------------------------------------------------------------------------------------------===//

void Emitter::emitRaise(NodeId stmt) {
  emitRaised(stmt);
  env.reach = Reach::Dead;
}

void Emitter::emitRaised(NodeId stmt) {
  auto node = tree.as<ast::Raise>(stmt);
  mlir::Location loc = at(stmt);
  mlir::Value always = constantBool(loc, true);
  if (!node.exc()) {
    mlir::Value handled = runtime(loc, "amaru_rt_handled", {}, exceptionType());
    raiseIf(loc, ir::IsNullOp::create(builder, loc, handled), "RuntimeError", "No active exception to reraise");
    ir::ReraiseIfOp::create(builder, loc, always, handled, builder.getUnitAttr());
    return;
  }
  if (!node.cause() && emitRaiseOfText(loc, always, node.exc(), /*isLiteral=*/false))
    return;
  Val exception = emitException(node.exc());
  if (types.kind(exception.type) == Kind::Never)
    return;
  if (node.cause()) {
    Val cause = emitException(node.cause());
    // From None: the null reference.
    if (types.isOptional(cause.type))
      cause.parts.erase(cause.parts.begin());
    if (types.kind(cause.type) == Kind::None)
      cause = undefined(loc, types.get(Kind::Exception));
    runtime(loc, "amaru_rt_exception_set_cause", {exception.value(), cause.value()}, {});
  }
  ir::ReraiseIfOp::create(builder, loc, always, exception.value(), mlir::UnitAttr());
}

/// `raise E`, `raise E("text")`: one op that makes the exception only when it is raised, so that loops around it keep
/// their shape. False where that does not do; with `isLiteral` the text must be known, since it is evaluated here.
bool Emitter::emitRaiseOfText(mlir::Location loc, mlir::Value condition, NodeId exception, bool isLiteral) {
  NodeId cls = exception;
  llvm::ArrayRef<NodeId> args;
  if (auto call = tree.dyn<ast::Call>(exception)) {
    cls = call->func();
    args = call->args();
  }
  auto info = instance.exprs.find(cls.index);
  if (info == instance.exprs.end() || types.kind(info->second.type) != Kind::ExceptionClass || args.size() > 1)
    return false;
  const std::string &name = std::get<std::string>(info->second.literal);
  if (args.empty()) {
    raiseIf(loc, condition, name, "");
    return true;
  }
  if (types.kind(typeOf(args[0])) != Kind::Str)
    return false;
  auto *text = std::get_if<std::string>(&instance.info(args[0]).literal);
  if (!text || text->empty()) {
    if (isLiteral)
      return false;
    raiseIf(loc, condition, name, "{0:s}", emit(args[0]).value());
    return true;
  }
  std::string message;
  for (char c : *text)
    message += c == '{' || c == '}' ? std::string(2, c) : std::string(1, c);
  raiseIf(loc, condition, name, message);
  return true;
}

Val Emitter::emitException(NodeId expr) {
  mlir::Location loc = at(expr);
  auto call = tree.dyn<ast::Call>(expr);
  auto info = instance.calls.find(expr.index);
  if (call && info != instance.calls.end() && info->second.kind == typed::CallInfo::Kind::Exception)
    return newException(loc, std::get<std::string>(instance.info(call->func()).literal), call->args());
  if (types.kind(typeOf(expr)) == Kind::ExceptionClass)
    return newException(loc, std::get<std::string>(instance.info(expr).literal), {});
  return emit(expr);
}

Val Emitter::newException(mlir::Location loc, llvm::StringRef cls, llvm::ArrayRef<NodeId> args) {
  llvm::SmallVector<Val> values;
  for (NodeId arg : args)
    values.push_back(emit(arg));
  mlir::Value name = ir::StrConstantOp::create(builder, loc, cls);
  mlir::Value exception = runtime(loc, "amaru_rt_exception_new", name, exceptionType());
  for (const Val &value : values) {
    Kind kind = types.kind(value.type);
    if (kind == Kind::Never)
      continue;
    if (kind == Kind::Str)
      runtime(loc, "amaru_rt_exception_add_str", {exception, value.value()}, {});
    else if (kind == Kind::Int)
      runtime(loc, "amaru_rt_exception_add_int", {exception, value.value()}, {});
    else if (kind == Kind::Float)
      runtime(loc, "amaru_rt_exception_add_float", {exception, value.value()}, {});
    else
      runtime(loc, "amaru_rt_exception_add_text", {exception, text(loc, value), reprText(loc, value)}, {});
  }
  return {types.get(Kind::Exception), {exception}};
}

} // namespace amaru::emit
