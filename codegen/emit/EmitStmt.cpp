// Statements: assignments, branches, and leaving early.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

void Emitter::emitBlock(llvm::ArrayRef<NodeId> block) {
  while (!block.empty() && env.reach == Reach::Live) {
    NodeId stmt = block.front();
    if (instance.unreached.contains(stmt.index)) {
      env.reach = Reach::Dead;
      return;
    }
    block = block.drop_front();
    if (emitStmt(stmt, block))
      return;
    // A path that may have left goes on only where it has not.
    Flag gone = left();
    if (gone.state != Flag::State::Dynamic || block.empty())
      continue;
    mlir::Location loc = at(block.front());
    emitBranches(loc, gone.value, nullptr, [&] { emitBlock(block); });
    return;
  }
}

Flag Emitter::left() {
  mlir::Location loc = functionOp.getLoc();
  return either(loc, env.returned, either(loc, env.broken, env.continued));
}

bool Emitter::emitStmt(NodeId stmt, llvm::ArrayRef<NodeId> rest) {
  switch (tree.kind(stmt)) {
  case ast::Kind::Expr:
    emit(tree.as<ast::Expr>(stmt).value());
    return false;
  case ast::Kind::Assign: {
    auto assign = tree.as<ast::Assign>(stmt);
    Val value = emit(assign.value());
    for (NodeId target : assign.targets())
      emitAssign(target, value);
    return false;
  }
  case ast::Kind::AugAssign:
    emitAugAssign(stmt);
    return false;
  case ast::Kind::AnnAssign: {
    auto assign = tree.as<ast::AnnAssign>(stmt);
    if (assign.value())
      emitAssign(assign.target(), convert(at(assign.value()), emit(assign.value()), typeOf(stmt)));
    return false;
  }
  case ast::Kind::Return:
    emitReturn(stmt);
    return false;
  case ast::Kind::Raise:
    emitRaise(stmt);
    return false;
  case ast::Kind::Assert:
    emitAssert(stmt);
    return false;
  case ast::Kind::Delete:
    emitDelete(stmt);
    return false;
  case ast::Kind::If:
    return emitIf(stmt, rest);
  case ast::Kind::While:
    emitWhile(stmt);
    return false;
  case ast::Kind::For:
    emitFor(stmt);
    return false;
  case ast::Kind::Try:
    emitTry(stmt);
    return false;
  case ast::Kind::Break:
    env.broken = {Flag::State::True, {}};
    env.reach = Reach::Left;
    return false;
  case ast::Kind::Continue:
    env.continued = {Flag::State::True, {}};
    env.reach = Reach::Left;
    return false;
  case ast::Kind::FunctionDef:
    emitFunctionDef(stmt);
    return false;
  case ast::Kind::ClassDef:
    emitClassDef(stmt);
    return false;
  case ast::Kind::Unchecked:
    ++uncheckedDepth;
    emitBlock(tree.as<ast::Unchecked>(stmt).body());
    --uncheckedDepth;
    return false;
  case ast::Kind::Wrapping:
    ++wrappingDepth;
    emitBlock(tree.as<ast::Wrapping>(stmt).body());
    --wrappingDepth;
    return false;
  default:
    // Imports, `pass` and `global` leave nothing to do.
    return false;
  }
}

//===- Assignments ----------------------------------------------------------------------------------------------===//

void Emitter::emitAssign(NodeId target, Val value) {
  switch (tree.kind(target)) {
  case ast::Kind::Name:
    return assignVariable(tree.as<ast::Name>(target).id(), std::move(value));
  case ast::Kind::Tuple:
    return emitUnpack(tree.as<ast::Tuple>(target).elts(), value);
  case ast::Kind::List:
    return emitUnpack(tree.as<ast::List>(target).elts(), value);
  default:
    return emitStore(target, std::move(value));
  }
}

void Emitter::emitUnpack(llvm::ArrayRef<NodeId> targets, const Val &maybe) {
  Val value = present(functionOp.getLoc(), maybe, "TypeError", "cannot unpack non-iterable NoneType object");
  bool hasStar = llvm::any_of(targets, [&](NodeId target) { return tree.is<ast::Starred>(target); });
  if (hasStar || !types.isTuple(value.type)) {
    if (types.kind(value.type) != Kind::Never)
      emitUnpackIterable(at(targets.front()), targets, value);
    return;
  }
  for (auto [target, element] : llvm::zip(targets, partsOf(value)))
    emitAssign(target, std::move(element));
}

void Emitter::assignVariable(llvm::StringRef name, Val value) {
  const typed::Function &function = *instance.function;
  if (auto local = function.findLocal(name, comprehensions)) {
    if (const Val &current = env.variables[*local].value; current.type && types.kind(current.type) == Kind::Cell)
      return storeCell(functionOp.getLoc(), current, value);
    env.variables[*local] = {Presence::Set, std::move(value), {}};
    storeToCells(*local);
    return;
  }
  auto found = function.module->globals.find(name);
  if (found == function.module->globals.end())
    return;
  const typed::Global &global = *found->second;
  // Functions have its value folded in.
  if (typed::isKnown(global.constant))
    return;
  storeGlobal(functionOp.getLoc(), global, value);
}

void Emitter::storeGlobal(mlir::Location loc, const typed::Global &global, const Val &value) {
  moduleEmitter.declareGlobal(global);
  Val converted = convert(loc, value, global.type);
  for (auto [i, part] : llvm::enumerate(converted.parts))
    ir::GlobalStoreOp::create(builder, loc, part, global.symbol + "#" + std::to_string(i));
}

void Emitter::emitAugAssign(NodeId stmt) {
  auto assign = tree.as<ast::AugAssign>(stmt);
  TypeId targetType = typeOf(assign.target());
  if (tree.is<ast::Subscript>(assign.target()) && isFancy(assign.target())) {
    // As NumPy does: what the indices pick is copied, changed, and put back.
    Val array = emit(tree.as<ast::Subscript>(assign.target()).value());
    FancyOperands operands = emitFancyOperands(assign.target(), array);
    Val picked = gather(assign.target(), operands);
    if (!types.isArray(picked.type))
      return scatter(assign.target(), operands, binary(stmt, assign.op(), picked, emit(assign.value()), typeOf(stmt)));
    emitInPlace(stmt, picked);
    return scatter(assign.target(), operands, picked);
  }
  if (types.isArray(targetType))
    return emitInPlace(stmt, emit(assign.target()));
  if (types.isContainer(targetType) && tree.is<ast::Name>(assign.target()))
    return emitContainerAugAssign(stmt, emitName(assign.target()));
  if (auto name = tree.dyn<ast::Name>(assign.target())) {
    Val current = emit(assign.target());
    Val value = emit(assign.value());
    // A value that never comes updates nothing.
    if (types.kind(typeOf(stmt)) == Kind::Never)
      return assignVariable(name->id(), {typeOf(stmt), {}});
    return assignVariable(name->id(), binary(stmt, assign.op(), current, value, typeOf(stmt)));
  }
  // The array and its subscripts are evaluated once.
  auto subscript = tree.as<ast::Subscript>(assign.target());
  Val array = emit(subscript.value());
  if (types.isContainer(array.type))
    return emitContainerUpdate(stmt, array, subscript.slice());
  emitElementUpdate(stmt, array, subscript.slice());
}

//===- Leaving --------------------------------------------------------------------------------------------------===//

void Emitter::emitReturn(NodeId stmt) {
  auto node = tree.as<ast::Return>(stmt);
  const bool isDeclared = tree.is<ast::FunctionDef>(instance.function->node) &&
                          tree.as<ast::FunctionDef>(instance.function->node).returns();
  Val value{types.get(Kind::None), {}};
  if (node.value())
    value = emit(node.value());
  env.result = isDeclared ? convert(at(stmt), value, instance.result) : joined(at(stmt), value, instance.result);
  env.returned = {Flag::State::True, {}};
  env.reach = Reach::Left;
}

void Emitter::emitAssert(NodeId stmt) {
  auto node = tree.as<ast::Assert>(stmt);
  mlir::Location loc = at(stmt);
  mlir::Value fails = negated(loc, condition(node.test()));
  if (!node.msg()) {
    raiseIf(loc, fails, "AssertionError", "");
    return narrow(node.test(), true);
  }
  // The message is made only when it is needed.
  emitBranches(
      loc, fails,
      [&] {
        narrow(node.test(), false);
        Val exception = newException(loc, "AssertionError", node.msg());
        ir::ReraiseIfOp::create(builder, loc, constantBool(loc, true), exception.value(), mlir::UnitAttr());
        env.reach = Reach::Dead;
      },
      [&] { narrow(node.test(), true); });
}

//===- Branches -------------------------------------------------------------------------------------------------===//

bool Emitter::emitIf(NodeId stmt, llvm::ArrayRef<NodeId> rest) {
  auto node = tree.as<ast::If>(stmt);
  if (auto decided = instance.decided.find(stmt.index); decided != instance.decided.end()) {
    emitEffects(node.test());
    emitBlock(decided->second ? node.body() : node.orelse());
    return false;
  }
  mlir::Location loc = at(node.test());
  mlir::Value test = condition(node.test());
  if (emitGuard(node, test))
    return false;
  // `if c: return x` with more to come: what comes is the other branch.
  bool restTaken = false;
  Environment before = env;
  auto ifOp = mlir::scf::IfOp::create(builder, loc, mlir::TypeRange{}, test, /*withElseRegion=*/true);
  mlir::OpBuilder::InsertPoint after = builder.saveInsertionPoint();

  builder.setInsertionPoint(ifOp.thenBlock()->getTerminator());
  narrow(node.test(), true);
  emitBlock(node.body());
  mlir::OpBuilder::InsertPoint thenEnd = builder.saveInsertionPoint();
  Environment then = std::exchange(env, before);

  builder.setInsertionPoint(ifOp.elseBlock()->getTerminator());
  narrow(node.test(), false);
  emitBlock(node.orelse());
  if (then.reach == Reach::Left && env.reach == Reach::Live && !rest.empty()) {
    // A path through `else` may have left by a flag; emitBlock looks at it only between its own statements.
    emitGuarded(rest);
    restTaken = true;
  }
  Environment otherwise = std::exchange(env, before);
  if (otherwise.reach == Reach::Left && then.reach == Reach::Live && !rest.empty() && !restTaken) {
    env = then;
    builder.restoreInsertionPoint(thenEnd);
    emitGuarded(rest);
    then = std::exchange(env, before);
    restTaken = true;
  }
  builder.restoreInsertionPoint(after);
  joinPaths(ifOp, std::move(then), std::move(otherwise), before);
  return restTaken;
}

bool Emitter::emitGuard(ast::If node, mlir::Value test) {
  // `if c: raise E("text")` is one op, so that loops around it keep their shape.
  if (node.body().size() != 1 || !node.orelse().empty() || !tree.is<ast::Raise>(node.body()[0]))
    return false;
  auto raise = tree.as<ast::Raise>(node.body()[0]);
  if (!raise.exc() || raise.cause() || !emitRaiseOfText(at(node.body()[0]), test, raise.exc(), /*isLiteral=*/true))
    return false;
  narrow(node.test(), false);
  return true;
}

void Emitter::emitGuarded(llvm::ArrayRef<NodeId> block) {
  Flag gone = left();
  if (gone.state != Flag::State::Dynamic)
    return emitBlock(block);
  emitBranches(at(block.front()), gone.value, nullptr, [&] { emitBlock(block); });
}

void Emitter::emitBranches(mlir::Location loc, mlir::Value condition, llvm::function_ref<void()> then,
                           llvm::function_ref<void()> otherwise) {
  Environment before = env;
  auto ifOp = mlir::scf::IfOp::create(builder, loc, mlir::TypeRange{}, condition, /*withElseRegion=*/true);
  mlir::OpBuilder::InsertPoint after = builder.saveInsertionPoint();
  auto branch = [&](mlir::Block *block, llvm::function_ref<void()> body) {
    env = before;
    builder.setInsertionPoint(block->getTerminator());
    if (body)
      body();
    return env;
  };
  Environment first = branch(ifOp.thenBlock(), then);
  Environment second = branch(ifOp.elseBlock(), otherwise);
  builder.restoreInsertionPoint(after);
  joinPaths(ifOp, std::move(first), std::move(second), before);
}

void Emitter::joinPaths(mlir::Operation *op, Environment then, Environment otherwise, const Environment &before) {
  mlir::Location loc = op->getLoc();
  mlir::Operation *thenEnd = op->getRegion(0).front().getTerminator();
  mlir::Operation *elseEnd = op->getRegion(1).front().getTerminator();
  const bool thenDead = then.reach == Reach::Dead, elseDead = otherwise.reach == Reach::Dead;

  Environment joined = before;
  llvm::SmallVector<mlir::Value> thenValues, elseValues;
  // Where results of the new `if` go once it exists.
  llvm::SmallVector<std::function<void(mlir::Value)>> takers;
  auto yield = [&](mlir::Value a, mlir::Value b, std::function<void(mlir::Value)> take) {
    thenValues.push_back(a);
    elseValues.push_back(b);
    takers.push_back(std::move(take));
  };
  auto yieldVal = [&](Val a, Val b, Val &target) {
    target.type = a.type;
    target.parts.assign(a.parts.size(), {});
    for (size_t i = 0; i < a.parts.size(); ++i) {
      if (a.parts[i] == b.parts[i])
        target.parts[i] = a.parts[i];
      else
        yield(a.parts[i], b.parts[i], [&target, i](mlir::Value v) { target.parts[i] = v; });
    }
  };
  auto inThen = [&](auto make) {
    builder.setInsertionPoint(thenEnd);
    return make();
  };
  auto inElse = [&](auto make) {
    builder.setInsertionPoint(elseEnd);
    return make();
  };

  auto joinFlag = [&](const Flag &a, const Flag &b, Flag &target) {
    if (thenDead || elseDead) {
      const Flag &alive = thenDead ? b : a;
      // Past a raise nobody looks at the flag, so the other side's constant serves.
      if (alive.state != Flag::State::Dynamic) {
        target = alive;
        return;
      }
    }
    if (a.state == b.state && a.state != Flag::State::Dynamic) {
      target = a;
      return;
    }
    mlir::Value x = inThen([&] { return asValue(loc, a); }), y = inElse([&] { return asValue(loc, b); });
    target.state = Flag::State::Dynamic;
    yield(x, y, [&target](mlir::Value v) { target.value = v; });
  };
  joinFlag(then.returned, otherwise.returned, joined.returned);
  joinFlag(then.broken, otherwise.broken, joined.broken);
  joinFlag(then.continued, otherwise.continued, joined.continued);
  yieldVal(then.result, otherwise.result, joined.result);

  for (unsigned i = 0; i < joined.variables.size(); ++i) {
    Slot &a = then.variables[i], &b = otherwise.variables[i], &target = joined.variables[i];
    if (thenDead || elseDead) {
      Slot &alive = thenDead ? b : a;
      if (alive.presence == Presence::Unset) {
        target = {};
        continue;
      }
      // The dead side yields anything of the same type.
      Slot &dead = thenDead ? a : b;
      Slot filler = alive;
      builder.setInsertionPoint(thenDead ? thenEnd : elseEnd);
      if (!llvm::equal(alive.value.parts, dead.value.parts))
        filler.value = undefined(loc, alive.value.type);
      if (filler.isSet && filler.isSet != dead.isSet)
        filler.isSet = constantBool(loc, true);
      dead = filler;
    }
    if (a.presence == Presence::Unset && b.presence == Presence::Unset) {
      target = {};
      continue;
    }
    TypeId type = a.presence == Presence::Unset   ? b.value.type
                  : b.presence == Presence::Unset ? a.value.type
                                                  : types::join(types, a.value.type, b.value.type);
    // Types that have no join: the check saw that nobody reads it, unless a path has left and reads it no more.
    if (!type && (then.reach == Reach::Live) != (otherwise.reach == Reach::Live)) {
      Slot &left = then.reach == Reach::Live ? b : a;
      type = then.reach == Reach::Live ? a.value.type : b.value.type;
      builder.setInsertionPoint(then.reach == Reach::Live ? elseEnd : thenEnd);
      left = {Presence::Set, undefined(loc, type), {}};
    }
    if (!type) {
      target = {};
      continue;
    }
    Val x =
        inThen([&] { return a.presence == Presence::Unset ? undefined(loc, type) : this->joined(loc, a.value, type); });
    Val y =
        inElse([&] { return b.presence == Presence::Unset ? undefined(loc, type) : this->joined(loc, b.value, type); });
    target = {};
    target.presence = a.presence == Presence::Set && b.presence == Presence::Set ? Presence::Set : Presence::Maybe;
    yieldVal(x, y, target.value);
    if (target.presence == Presence::Maybe) {
      auto flag = [&](const Slot &slot) {
        return slot.presence == Presence::Maybe ? slot.isSet : constantBool(loc, slot.presence == Presence::Set);
      };
      mlir::Value p = inThen([&] { return flag(a); }), q = inElse([&] { return flag(b); });
      yield(p, q, [&target](mlir::Value v) { target.isSet = v; });
    }
  }
  joined.reach = then.reach == Reach::Live || otherwise.reach == Reach::Live ? Reach::Live
                 : thenDead && elseDead                                      ? Reach::Dead
                                                                             : Reach::Left;

  builder.setInsertionPoint(op);
  llvm::SmallVector<mlir::Type> resultTypes;
  for (mlir::Value value : thenValues)
    resultTypes.push_back(value.getType());
  mlir::Operation *complete;
  if (auto ifOp = llvm::dyn_cast<mlir::scf::IfOp>(op))
    complete = mlir::scf::IfOp::create(builder, loc, resultTypes, ifOp.getCondition(), /*withElseRegion=*/true);
  else
    complete = ir::TryOp::create(builder, loc, resultTypes);
  for (unsigned i : {0, 1})
    complete->getRegion(i).takeBody(op->getRegion(i));
  thenEnd->setOperands(thenValues);
  elseEnd->setOperands(elseValues);
  op->erase();
  for (auto [take, result] : llvm::zip(takers, complete->getResults()))
    take(result);
  env = std::move(joined);
  builder.setInsertionPointAfter(complete);
}

} // namespace amaru::emit
