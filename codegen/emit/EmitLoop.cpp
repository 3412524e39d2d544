// Loops. A `for` that always runs to its end becomes `scf.for`; a `while`, or a `for` with `break` or `return` in it,
// becomes `scf.while` with a flag that says whether to go on. Loop-carried variables are those that the check found.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

namespace {

/// Whether a block holds a statement of this kind; `break` and `continue` of inner loops do not count.
bool contains(const ast::Tree &tree, llvm::ArrayRef<NodeId> block, ast::Kind kind) {
  for (NodeId stmt : block) {
    if (tree.kind(stmt) == kind)
      return true;
    if (auto node = tree.dyn<ast::Try>(stmt)) {
      for (NodeId handler : node->handlers())
        if (contains(tree, tree.as<ast::ExceptHandler>(handler).body(), kind))
          return true;
      for (llvm::ArrayRef<NodeId> part : {node->body(), node->orelse(), node->finalbody()})
        if (contains(tree, part, kind))
          return true;
    }
    if (auto node = tree.dyn<ast::If>(stmt))
      if (contains(tree, node->body(), kind) || contains(tree, node->orelse(), kind))
        return true;
    if (auto node = tree.dyn<ast::Unchecked>(stmt); node && contains(tree, node->body(), kind))
      return true;
    if (auto node = tree.dyn<ast::Wrapping>(stmt); node && contains(tree, node->body(), kind))
      return true;
    if (kind == ast::Kind::Break) {
      if (auto node = tree.dyn<ast::For>(stmt); node && contains(tree, node->orelse(), kind))
        return true;
      if (auto node = tree.dyn<ast::While>(stmt); node && contains(tree, node->orelse(), kind))
        return true;
      continue;
    }
    if (auto node = tree.dyn<ast::For>(stmt))
      if (contains(tree, node->body(), kind) || contains(tree, node->orelse(), kind))
        return true;
    if (auto node = tree.dyn<ast::While>(stmt))
      if (contains(tree, node->body(), kind) || contains(tree, node->orelse(), kind))
        return true;
  }
  return false;
}

llvm::ArrayRef<NodeId> loopBody(const ast::Tree &tree, NodeId stmt) {
  return tree.is<ast::For>(stmt) ? tree.as<ast::For>(stmt).body() : tree.as<ast::While>(stmt).body();
}

llvm::ArrayRef<NodeId> loopElse(const ast::Tree &tree, NodeId stmt) {
  return tree.is<ast::For>(stmt) ? tree.as<ast::For>(stmt).orelse() : tree.as<ast::While>(stmt).orelse();
}

void collectAssigned(const ast::Tree &tree, NodeId node, llvm::function_ref<void(llvm::StringRef)> callback) {
  // The target of a comprehension is a variable of its own.
  if (auto part = tree.dyn<ast::Comprehension>(node))
    return collectAssigned(tree, part->iter(), callback);
  if (auto name = tree.dyn<ast::Name>(node)) {
    if (name->ctx() != ast::ExprContext::Load)
      callback(name->id());
    return;
  }
  if (auto def = tree.dyn<ast::FunctionDef>(node))
    return callback(def->name());
  if (tree.is<ast::Lambda>(node) || tree.is<ast::ClassDef>(node))
    return;
  if (auto handler = tree.dyn<ast::ExceptHandler>(node))
    callback(handler->name());
  ast::forEachChild(tree, node, [&](NodeId child) { collectAssigned(tree, child, callback); });
}

} // namespace

//===- What a loop carries --------------------------------------------------------------------------------------===//

llvm::SmallVector<mlir::Value> Emitter::packVariables(const typed::LoopVariables &variables) {
  mlir::Location loc = functionOp.getLoc();
  llvm::SmallVector<mlir::Value> values;
  for (const auto &[variable, state] : variables) {
    if (state.presence == Presence::Unset || state.conflict)
      continue;
    const Slot &slot = env.variables[variable];
    bool unset = slot.presence == Presence::Unset;
    Val value = unset ? undefined(loc, state.type) : joined(loc, slot.value, state.type);
    llvm::append_range(values, value.parts);
    if (state.presence == Presence::Maybe)
      values.push_back(slot.presence == Presence::Maybe ? slot.isSet : constantBool(loc, !unset));
  }
  return values;
}

void Emitter::unpackVariables(const typed::LoopVariables &variables, mlir::ValueRange values, size_t &next) {
  for (const auto &[variable, state] : variables) {
    Slot &slot = env.variables[variable];
    slot = {};
    if (state.presence == Presence::Unset || state.conflict)
      continue;
    slot.presence = state.presence;
    slot.value.type = state.type;
    for (size_t part = lowered(state.type).size(); part > 0; --part)
      slot.value.parts.push_back(values[next++]);
    if (state.presence == Presence::Maybe)
      slot.isSet = values[next++];
  }
}

void Emitter::forgetUncarried(NodeId stmt, llvm::ArrayRef<NodeId> body, const typed::LoopVariables &carried) {
  // What the body assigns and nobody reads across rounds is unset at the head and after the loop.
  auto forget = [&](llvm::StringRef name) {
    auto local = instance.function->localIndex.find(name);
    if (local == instance.function->localIndex.end())
      return;
    // A shared variable stays where it is.
    if (const Val &value = env.variables[local->second].value; value.type && types.kind(value.type) == Kind::Cell)
      return;
    if (llvm::none_of(carried, [&](const auto &entry) { return entry.first == local->second; }))
      env.variables[local->second] = {};
  };
  for (NodeId inner : body)
    collectAssigned(tree, inner, forget);
  collectAssigned(tree, tree.is<ast::For>(stmt) ? tree.as<ast::For>(stmt).target() : tree.as<ast::While>(stmt).test(),
                  forget);
}

//===- Loops ----------------------------------------------------------------------------------------------------===//

mlir::Value Emitter::rangeCount(mlir::Location loc, const Val &range) {
  mlir::Value start = range.parts[0], stop = range.parts[1], step = range.parts[2];
  mlir::Value zero = constantInt(loc, 0), one = constantInt(loc, 1);
  auto cmp = [&](mlir::arith::CmpIPredicate p, mlir::Value a, mlir::Value b) -> mlir::Value {
    return mlir::arith::CmpIOp::create(builder, loc, p, a, b);
  };
  using P = mlir::arith::CmpIPredicate;
  mlir::Value up = cmp(P::sgt, step, zero);
  // The distance as an unsigned number cannot overflow; neither can the number of rounds, capped below 2^63.
  mlir::Value low = mlir::arith::SelectOp::create(builder, loc, up, start, stop);
  mlir::Value high = mlir::arith::SelectOp::create(builder, loc, up, stop, start);
  mlir::Value negated = mlir::arith::SubIOp::create(builder, loc, zero, step);
  mlir::Value stride = mlir::arith::SelectOp::create(builder, loc, up, step, negated);
  mlir::Value distance = mlir::arith::SubIOp::create(builder, loc, high, low);
  mlir::Value last = mlir::arith::SubIOp::create(builder, loc, distance, one);
  mlir::Value rounds =
      mlir::arith::AddIOp::create(builder, loc, mlir::arith::DivUIOp::create(builder, loc, last, stride), one);
  return mlir::arith::SelectOp::create(builder, loc, cmp(P::slt, low, high), rounds, zero);
}

void Emitter::emitFor(NodeId stmt) {
  auto node = tree.as<ast::For>(stmt);
  if (instance.parallelLoops.contains(stmt.index))
    return emitParallelFor(stmt, emit(node.iter()));
  Val iterable = present(at(node.iter()), emit(node.iter()), "TypeError", "'NoneType' object is not iterable");
  if (types.kind(iterable.type) == Kind::Never || types.kind(iterationTypeOf(iterable.type)) == Kind::Never)
    return emitBlock(node.orelse());
  Rounds rounds = roundsOf(at(node.iter()), iterable, resizedIn(node.body()));
  if (rounds.more || contains(tree, node.body(), ast::Kind::Break) || contains(tree, node.body(), ast::Kind::Return))
    return emitGeneralLoop(stmt, &rounds);
  emitCountedLoop(stmt, rounds);
}

void Emitter::emitWhile(NodeId stmt) { emitGeneralLoop(stmt, nullptr); }

void Emitter::emitCountedLoop(NodeId stmt, const Rounds &rounds) {
  auto node = tree.as<ast::For>(stmt);
  mlir::Location loc = at(stmt);
  const typed::LoopVariables &carried = instance.loops.find(stmt.index)->second;
  llvm::SmallVector<mlir::Value> starts = packVariables(carried);
  auto loop = mlir::scf::ForOp::create(builder, loc, rounds.from, rounds.to, constantInt(loc, 1), starts);
  Environment outer = env;

  // scf.for writes its own empty terminator when it carries nothing.
  if (!loop.getBody()->empty())
    loop.getBody()->back().erase();
  builder.setInsertionPointToEnd(loop.getBody());
  size_t next = 0;
  unpackVariables(carried, loop.getRegionIterArgs(), next);
  forgetUncarried(stmt, node.body(), carried);
  env.broken = env.continued = {};
  emitRound(stmt, rounds, loop.getInductionVar());
  if (env.reach == Reach::Dead) {
    // The round ends by an exception: what it hands on is never read.
    llvm::SmallVector<mlir::Value> any;
    for (mlir::Value start : starts)
      any.push_back(ir::UndefOp::create(builder, loc, start.getType()));
    mlir::scf::YieldOp::create(builder, loc, any);
  } else {
    mlir::scf::YieldOp::create(builder, loc, packVariables(carried));
  }

  builder.setInsertionPointAfter(loop);
  env = std::move(outer);
  next = 0;
  unpackVariables(carried, loop.getResults(), next);
  forgetUncarried(stmt, node.body(), carried);
  emitBlock(node.orelse());
}

void Emitter::emitRound(NodeId stmt, const Rounds &rounds, mlir::Value index) {
  auto node = tree.as<ast::For>(stmt);
  auto round = [&] {
    emitAssign(node.target(), rounds.element(index));
    emitBlock(node.body());
  };
  if (!rounds.keep)
    return round();
  emitBranches(at(stmt), rounds.keep(index), round, nullptr);
}

void Emitter::emitGeneralLoop(NodeId stmt, const Rounds *rounds) {
  mlir::Location loc = at(stmt);
  llvm::ArrayRef<NodeId> body = loopBody(tree, stmt);
  const typed::LoopVariables &carried = instance.loops.find(stmt.index)->second;
  const bool mayBreak = contains(tree, body, ast::Kind::Break);
  const bool mayReturn = contains(tree, body, ast::Kind::Return);
  auto decided = instance.decided.find(stmt.index);
  Environment outer = env;

  // Carried: the index, whether the loop was broken, whether the function returned and with what, the variables.
  auto pack = [&] {
    llvm::SmallVector<mlir::Value> values;
    if (mayBreak)
      values.push_back(asValue(loc, env.broken));
    if (mayReturn) {
      values.push_back(asValue(loc, env.returned));
      llvm::append_range(values, env.result.parts);
    }
    llvm::append_range(values, packVariables(carried));
    return values;
  };
  auto unpack = [&](mlir::ValueRange values) {
    size_t next = 0;
    env.broken = env.continued = {};
    if (mayBreak)
      env.broken = {Flag::State::Dynamic, values[next++]};
    if (mayReturn) {
      env.returned = {Flag::State::Dynamic, values[next++]};
      for (mlir::Value &part : env.result.parts)
        part = values[next++];
    }
    unpackVariables(carried, values, next);
    forgetUncarried(stmt, body, carried);
  };

  env.broken = env.continued = {};
  llvm::SmallVector<mlir::Value> starts;
  if (rounds)
    starts.push_back(rounds->from);
  llvm::append_range(starts, pack());
  llvm::SmallVector<mlir::Type> carriedTypes;
  for (mlir::Value start : starts)
    carriedTypes.push_back(start.getType());
  auto loop = mlir::scf::WhileOp::create(builder, loc, carriedTypes, starts);
  llvm::SmallVector<mlir::Location> locations(carriedTypes.size(), loc);
  mlir::Block *before = builder.createBlock(&loop.getBefore(), {}, carriedTypes, locations);
  mlir::Block *after = builder.createBlock(&loop.getAfter(), {}, carriedTypes, locations);

  // Whether there is another round.
  builder.setInsertionPointToEnd(before);
  unpack(rounds ? before->getArguments().drop_front() : before->getArguments());
  auto again = [&]() -> mlir::Value {
    if (rounds && rounds->more)
      return rounds->more(before->getArgument(0));
    if (rounds)
      return mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::slt, before->getArgument(0),
                                         rounds->to);
    if (decided != instance.decided.end()) {
      emitEffects(tree.as<ast::While>(stmt).test());
      return constantBool(loc, decided->second);
    }
    return condition(tree.as<ast::While>(stmt).test());
  };
  Flag gone = either(loc, env.broken, env.returned);
  mlir::Value goOn;
  if (gone.isFalse()) {
    goOn = again();
  } else {
    Val chosen = choose(
        loc, gone.value, types.get(Kind::Bool), [&] { return Val{types.get(Kind::Bool), {constantBool(loc, false)}}; },
        [&] { return Val{types.get(Kind::Bool), {again()}}; });
    goOn = chosen.value();
  }
  // The test itself may assign.
  llvm::SmallVector<mlir::Value> tested;
  if (rounds)
    tested.push_back(before->getArgument(0));
  llvm::append_range(tested, pack());
  mlir::scf::ConditionOp::create(builder, loc, goOn, tested);

  // One round.
  builder.setInsertionPointToEnd(after);
  unpack(rounds ? after->getArguments().drop_front() : after->getArguments());
  // Here none of the flags is set: the condition saw to it.
  env.broken = {};
  if (mayReturn)
    env.returned = {};
  if (rounds)
    emitRound(stmt, *rounds, after->getArgument(0));
  else {
    narrow(tree.as<ast::While>(stmt).test(), true);
    emitBlock(body);
  }
  llvm::SmallVector<mlir::Value> nextValues;
  if (rounds)
    nextValues.push_back(mlir::arith::AddIOp::create(builder, loc, after->getArgument(0), constantInt(loc, 1),
                                                     mlir::arith::IntegerOverflowFlags::nsw));
  if (env.reach == Reach::Dead)
    for (mlir::Type type : llvm::ArrayRef(carriedTypes).drop_front(rounds ? 1 : 0))
      nextValues.push_back(ir::UndefOp::create(builder, loc, type));
  else
    llvm::append_range(nextValues, pack());
  mlir::scf::YieldOp::create(builder, loc, nextValues);

  builder.setInsertionPointAfter(loop);
  env = outer;
  mlir::ValueRange results = loop.getResults();
  unpack(rounds ? results.drop_front() : results);
  Flag broken = env.broken;
  env.broken = outer.broken;
  env.continued = outer.continued;

  // `while True` without a break ends by return alone.
  bool endless = decided != instance.decided.end() && decided->second;
  if (endless && !mayBreak) {
    env.reach = mayReturn ? Reach::Left : Reach::Dead;
    if (mayReturn)
      env.returned = {Flag::State::True, {}};
    return;
  }
  llvm::ArrayRef<NodeId> orelse = loopElse(tree, stmt);
  if (endless)
    return;
  auto exhausted = [&] {
    if (!rounds)
      narrow(tree.as<ast::While>(stmt).test(), false);
    emitBlock(orelse);
  };
  Flag skip = either(loc, broken, env.returned);
  if (skip.isFalse())
    return exhausted();
  if (!orelse.empty())
    emitBranches(loc, skip.value, nullptr, exhausted);
}

//===- Parallel loops -------------------------------------------------------------------------------------------===//

void Emitter::emitParallelFor(NodeId stmt, const Val &range) {
  auto node = tree.as<ast::For>(stmt);
  mlir::Location loc = at(stmt);
  mlir::Value count = rangeCount(loc, range);
  const auto &reductions = instance.parallelLoops.find(stmt.index)->second;
  const typed::LoopVariables &carried = instance.loops.find(stmt.index)->second;
  auto reducedType = [&](const typed::Reduction &reduction) {
    for (const auto &[variable, state] : carried)
      if (variable == reduction.variable)
        return state.type;
    return TypeId{};
  };

  llvm::SmallVector<mlir::Value> starts;
  llvm::SmallVector<mlir::Attribute> kinds;
  llvm::SmallVector<mlir::Type> startTypes;
  for (const typed::Reduction &reduction : reductions) {
    TypeId type = reducedType(reduction);
    starts.push_back(neutralOf(loc, reduction, type));
    startTypes.push_back(starts.back().getType());
    // Sized integers wrap; which way they are signed matters to min and max alone.
    const bool isOrder = reduction.kind == "min" || reduction.kind == "max";
    const bool wraps = types.isSized(type) && types.isInteger(type);
    const bool isUnsigned = isOrder ? types.isUnsigned(type) : wraps || overflowWraps();
    kinds.push_back(builder.getStringAttr(reduction.kind + (isUnsigned ? "u" : "")));
  }
  auto loop = ir::ParallelForOp::create(builder, loc, startTypes, constantInt(loc, 0), count, starts,
                                        builder.getArrayAttr(kinds));
  llvm::SmallVector<mlir::Type> argTypes{builder.getI64Type()};
  llvm::append_range(argTypes, startTypes);
  Environment outer = env;
  mlir::Block *block =
      builder.createBlock(&loop.getBody(), {}, argTypes, llvm::SmallVector<mlir::Location>(argTypes.size(), loc));
  forgetUncarried(stmt, node.body(), {});
  env.broken = env.continued = {};
  // What iterations assign is nobody else's, a handler's neither.
  auto frames = std::exchange(cellFrames, {});
  for (auto [i, reduction] : llvm::enumerate(reductions))
    env.variables[reduction.variable] = {Presence::Set, {reducedType(reduction), {block->getArgument(i + 1)}}, {}};
  auto flags = mlir::arith::IntegerOverflowFlags::nsw;
  mlir::Value index = block->getArgument(0);
  auto step = mlir::getConstantIntValue(range.parts[2]);
  if (!step || *step != 1)
    index = mlir::arith::MulIOp::create(builder, loc, index, range.parts[2], flags);
  index = mlir::arith::AddIOp::create(builder, loc, range.parts[0], index, flags);
  emitAssign(node.target(), {types.get(Kind::Int), {index}});
  emitBlock(node.body());
  llvm::SmallVector<mlir::Value> partial;
  for (auto [i, reduction] : llvm::enumerate(reductions)) {
    if (env.reach == Reach::Dead)
      partial.push_back(ir::UndefOp::create(builder, loc, startTypes[i]));
    else
      partial.push_back(convert(loc, env.variables[reduction.variable].value, reducedType(reduction)).value());
  }
  ir::YieldOp::create(builder, loc, partial);

  builder.setInsertionPointAfter(loop);
  env = std::move(outer);
  cellFrames = std::move(frames);
  llvm::SmallVector<Slot> before;
  for (const typed::Reduction &reduction : reductions)
    before.push_back(env.variables[reduction.variable]);
  forgetUncarried(stmt, node.body(), {});
  for (auto [i, reduction] : llvm::enumerate(reductions)) {
    TypeId type = reducedType(reduction);
    Val start = convert(loc, before[i].value, type);
    Val total = combine(loc, reduction, start, {type, {loop.getResult(i)}});
    env.variables[reduction.variable] = {Presence::Set, total, {}};
  }
}

mlir::Value Emitter::neutralOf(mlir::Location loc, const typed::Reduction &reduction, TypeId type) {
  llvm::StringRef kind = reduction.kind;
  if (types.isComplex(type)) {
    mlir::Type part = loweredScalar(types.partOf(type));
    return complexOf(loc, constantFloat(loc, kind == "mul" ? 1.0 : 0.0, part), constantFloat(loc, 0.0, part));
  }
  if (types.isFloat(type)) {
    double inf = std::numeric_limits<double>::infinity();
    double value = kind == "mul" ? 1.0 : kind == "min" ? inf : kind == "max" ? -inf : 0.0;
    return constantFloat(loc, value, loweredScalar(type));
  }
  unsigned bits = std::max(1u, types.bits(type));
  llvm::APInt value(bits, 0);
  if (kind == "mul")
    value = llvm::APInt(bits, 1);
  else if (kind == "and")
    value = llvm::APInt::getAllOnes(bits);
  else if (kind == "min")
    value = types.isUnsigned(type) ? llvm::APInt::getMaxValue(bits) : llvm::APInt::getSignedMaxValue(bits);
  else if (kind == "max")
    value = types.isUnsigned(type) ? llvm::APInt::getMinValue(bits) : llvm::APInt::getSignedMinValue(bits);
  return mlir::arith::ConstantOp::create(builder, loc, mlir::IntegerAttr::get(builder.getIntegerType(bits), value));
}

Val Emitter::combine(mlir::Location loc, const typed::Reduction &reduction, const Val &a, const Val &b) {
  llvm::StringRef kind = reduction.kind;
  if (kind == "min" || kind == "max") {
    ast::CmpOp op = kind == "min" ? ast::CmpOp::Lt : ast::CmpOp::Gt;
    mlir::Value better = compareNumbers(loc, op, b.value(), a.value(), a.type);
    return {a.type, {mlir::arith::SelectOp::create(builder, loc, better, b.value(), a.value())}};
  }
  ast::Operator op = kind == "add"   ? ast::Operator::Add
                     : kind == "mul" ? ast::Operator::Mult
                     : kind == "and" ? ast::Operator::BitAnd
                     : kind == "or"  ? ast::Operator::BitOr
                                     : ast::Operator::BitXor;
  return scalarBinary(loc, op, a, b, a.type);
}

} // namespace amaru::emit
