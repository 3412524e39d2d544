// Comprehensions, folds of generators, and the loops that they and the builtins over iterables are made of.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

namespace arith = mlir::arith;
using typed::Builtin;

//===- Loops ----------------------------------------------------------------------------------------------------===//

Emitter::Values Emitter::emitRounds(mlir::Location loc, const Rounds &rounds, Values carried,
                                    llvm::function_ref<Values(const Val &, mlir::ValueRange)> body,
                                    llvm::function_ref<mlir::Value(mlir::ValueRange)> stop) {
  Environment outer = env;
  auto round = [&](mlir::Value index, mlir::ValueRange now) -> Values {
    if (!rounds.keep)
      return body(rounds.element(index), now);
    llvm::SmallVector<mlir::Type> resultTypes(now.getTypes());
    auto ifOp = mlir::scf::IfOp::create(builder, loc, resultTypes, rounds.keep(index), /*withElseRegion=*/true);
    auto branch = [&](mlir::Block *block, auto make) {
      if (!block->empty())
        block->back().erase();
      builder.setInsertionPointToEnd(block);
      mlir::scf::YieldOp::create(builder, loc, make());
    };
    branch(ifOp.thenBlock(), [&] { return body(rounds.element(index), now); });
    branch(ifOp.elseBlock(), [&] { return Values(now); });
    builder.setInsertionPointAfter(ifOp);
    return Values(ifOp.getResults());
  };
  if (!rounds.more && !stop) {
    auto loop = mlir::scf::ForOp::create(builder, loc, rounds.from, rounds.to, constantInt(loc, 1), carried);
    if (!loop.getBody()->empty())
      loop.getBody()->back().erase();
    builder.setInsertionPointToEnd(loop.getBody());
    Values next = round(loop.getInductionVar(), loop.getRegionIterArgs());
    mlir::scf::YieldOp::create(builder, loc, next);
    builder.setInsertionPointAfter(loop);
    env = std::move(outer);
    return Values(loop.getResults());
  }
  Values starts{rounds.from};
  llvm::append_range(starts, carried);
  llvm::SmallVector<mlir::Type> carriedTypes;
  for (mlir::Value start : starts)
    carriedTypes.push_back(start.getType());
  auto loop = mlir::scf::WhileOp::create(builder, loc, carriedTypes, starts);
  llvm::SmallVector<mlir::Location> locations(carriedTypes.size(), loc);
  mlir::Block *before = builder.createBlock(&loop.getBefore(), {}, carriedTypes, locations);
  mlir::Block *after = builder.createBlock(&loop.getAfter(), {}, carriedTypes, locations);
  builder.setInsertionPointToEnd(before);
  mlir::Value index = before->getArgument(0);
  mlir::Value goOn =
      rounds.more ? rounds.more(index)
                  : mlir::Value(arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, index, rounds.to));
  if (stop) {
    mlir::Value stopped = stop(before->getArguments().drop_front());
    mlir::Value running = negated(loc, stopped);
    goOn = arith::AndIOp::create(builder, loc, goOn, running);
  }
  mlir::scf::ConditionOp::create(builder, loc, goOn, before->getArguments());
  builder.setInsertionPointToEnd(after);
  Values next = round(after->getArgument(0), after->getArguments().drop_front());
  next.insert(next.begin(), arith::AddIOp::create(builder, loc, after->getArgument(0), constantInt(loc, 1),
                                                  arith::IntegerOverflowFlags::nsw));
  mlir::scf::YieldOp::create(builder, loc, next);
  builder.setInsertionPointAfter(loop);
  env = std::move(outer);
  return Values(loop.getResults().drop_front());
}

Emitter::Values Emitter::emitGenerators(NodeId comprehension, llvm::ArrayRef<NodeId> generators, Values carried,
                                        llvm::function_ref<Values(mlir::ValueRange)> body,
                                        llvm::function_ref<mlir::Value(mlir::ValueRange)> stop) {
  // What the conditions and the element resize decides how the loops ask for more.
  llvm::DenseSet<TypeId> resized = resizedIn(comprehension);
  std::function<Values(llvm::ArrayRef<NodeId>, mlir::ValueRange, const Val *)> level;
  level = [&](llvm::ArrayRef<NodeId> rest, mlir::ValueRange now, const Val *known) -> Values {
    if (rest.empty())
      return body(now);
    auto generator = tree.as<ast::Comprehension>(rest[0]);
    mlir::Location loc = at(generator.iter());
    Val iterable = known ? *known : emit(generator.iter());
    if (types.kind(iterable.type) == Kind::Never || types.kind(iterationTypeOf(iterable.type)) == Kind::Never)
      return Values(now);
    return emitRounds(
        loc, roundsOf(loc, iterable, resized), Values(now),
        [&](const Val &element, mlir::ValueRange inside) -> Values {
          emitAssign(generator.target(), element);
          llvm::ArrayRef<NodeId> ifs = generator.ifs();
          std::function<Values(llvm::ArrayRef<NodeId>)> test = [&](llvm::ArrayRef<NodeId> left) -> Values {
            if (left.empty())
              return level(rest.drop_front(), inside, nullptr);
            mlir::Value holds = condition(left[0]);
            llvm::SmallVector<mlir::Type> resultTypes(inside.getTypes());
            auto ifOp = mlir::scf::IfOp::create(builder, loc, resultTypes, holds, /*withElseRegion=*/true);
            Environment before = env;
            auto branch = [&](mlir::Block *block, auto make) {
              env = before;
              if (!block->empty())
                block->back().erase();
              builder.setInsertionPointToEnd(block);
              mlir::scf::YieldOp::create(builder, loc, make());
            };
            branch(ifOp.thenBlock(), [&] { return test(left.drop_front()); });
            branch(ifOp.elseBlock(), [&] { return Values(inside); });
            env = before;
            builder.setInsertionPointAfter(ifOp);
            return Values(ifOp.getResults());
          };
          return test(ifs);
        },
        stop);
  };
  Environment outer = env;
  // The first iterable belongs to the scope around.
  Val first = emit(tree.as<ast::Comprehension>(generators[0]).iter());
  comprehensions.push_back(comprehension);
  Values result = level(generators, carried, &first);
  comprehensions.pop_back();
  env = std::move(outer);
  return result;
}

//===- Comprehensions -------------------------------------------------------------------------------------------===//

Val Emitter::emitComprehension(NodeId expr) {
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  const types::Type t = types[type];
  if (auto node = tree.dyn<ast::DictComp>(expr)) {
    Val result = callOperator(loc, "make", {undefined(loc, type)});
    emitGenerators(expr, node->generators(), {}, [&](mlir::ValueRange) {
      Val key = convert(loc, emit(node->key()), t.elements[0]);
      Val value = convert(loc, emit(node->value()), t.elements[1]);
      if (types.kind(t.elements[0]) != Kind::Never)
        callOperator(loc, "set_item", {result, key, value});
      return Values();
    });
    return result;
  }
  if (auto node = tree.dyn<ast::SetComp>(expr)) {
    Val result = callOperator(loc, "make", {undefined(loc, type)});
    emitGenerators(expr, node->generators(), {}, [&](mlir::ValueRange) {
      Val value = convert(loc, emit(node->elt()), t.elements[0]);
      if (types.kind(t.elements[0]) != Kind::Never)
        callOperator(loc, "add_element", {result, value});
      return Values();
    });
    return result;
  }
  auto generators = tree.is<ast::ListComp>(expr) ? tree.as<ast::ListComp>(expr).generators()
                                                 : tree.as<ast::GeneratorExp>(expr).generators();
  NodeId element =
      tree.is<ast::ListComp>(expr) ? tree.as<ast::ListComp>(expr).elt() : tree.as<ast::GeneratorExp>(expr).elt();
  Val result = newList(loc, type, constantInt(loc, 0));
  emitGenerators(expr, generators, {}, [&](mlir::ValueRange) {
    Val value = emit(element);
    if (types.kind(t.elements[0]) != Kind::Never)
      push(loc, result, value);
    return Values();
  });
  return result;
}

Val Emitter::gather(mlir::Location loc, TypeId type, const Val &iterable) {
  if (types.kind(types[type].elements[0]) == Kind::Never)
    return types.isList(type) ? newList(loc, type, constantInt(loc, 0))
                              : callOperator(loc, "make", {undefined(loc, type)});
  Rounds rounds = roundsOf(loc, iterable, {});
  if (!types.isList(type)) {
    Val result = callOperator(loc, "make", {undefined(loc, type)});
    const types::Type t = types[type];
    emitRounds(loc, rounds, {}, [&](const Val &one, mlir::ValueRange) {
      if (t.kind == Kind::Set) {
        callOperator(loc, "add_element", {result, convert(loc, one, t.elements[0])});
      } else {
        llvm::SmallVector<Val> pair = partsOf(one);
        callOperator(loc, "set_item",
                     {result, convert(loc, pair[0], t.elements[0]), convert(loc, pair[1], t.elements[1])});
      }
      return Values();
    });
    return result;
  }
  mlir::Value count = arith::SubIOp::create(builder, loc, rounds.to, rounds.from);
  count = arith::MaxSIOp::create(builder, loc, count, constantInt(loc, 0));
  Val result = newList(loc, type, count);
  emitRounds(loc, rounds, {}, [&](const Val &one, mlir::ValueRange) {
    push(loc, result, one, /*isReserved=*/true);
    return Values();
  });
  return result;
}

//===- Folds ----------------------------------------------------------------------------------------------------===//

Val Emitter::emitFold(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr), boolean = types.get(Kind::Bool);
  auto generator = tree.as<ast::GeneratorExp>(node.args()[0]);
  NodeId comprehension = node.args()[0];
  if (builtin == Builtin::AnyOf || builtin == Builtin::AllOf) {
    const bool isAny = builtin == Builtin::AnyOf;
    auto decides = [&](mlir::ValueRange now) -> mlir::Value { return isAny ? now[0] : negated(loc, now[0]); };
    Values result = emitGenerators(
        comprehension, generator.generators(), {constantBool(loc, !isAny)},
        [&](mlir::ValueRange) { return Values{condition(generator.elt())}; }, decides);
    return {boolean, {result.begin(), result.end()}};
  }
  if (builtin == Builtin::Sum) {
    Val start = node.args().size() > 1 ? emit(node.args()[1]) : Val{types.get(Kind::Int), {constantInt(loc, 0)}};
    Values result = emitGenerators(
        comprehension, generator.generators(), Values(convert(loc, start, type).parts), [&](mlir::ValueRange now) {
          Val total{type, {now.begin(), now.end()}};
          return Values(convert(loc, binary(expr, ast::Operator::Add, total, emit(generator.elt()), type), type).parts);
        });
    return {type, {result.begin(), result.end()}};
  }
  // min and max: whether there was one, and the best so far.
  Values starts{constantBool(loc, false)};
  llvm::append_range(starts, undefined(loc, type).parts);
  Values result = emitGenerators(comprehension, generator.generators(), starts, [&](mlir::ValueRange now) {
    mlir::Value one = convert(loc, emit(generator.elt()), type).value();
    ast::CmpOp op = builtin == Builtin::Min ? ast::CmpOp::Lt : ast::CmpOp::Gt;
    mlir::Value better = compareNumbers(loc, op, one, now[1], type);
    mlir::Value isFirst = negated(loc, now[0]);
    mlir::Value takes = arith::OrIOp::create(builder, loc, better, isFirst);
    return Values{constantBool(loc, true), arith::SelectOp::create(builder, loc, takes, one, now[1])};
  });
  mlir::Value none = negated(loc, result[0]);
  raiseIf(loc, none, "ValueError", (typed::builtinName(builtin) + "() arg is an empty sequence").str());
  return {type, {result[1]}};
}

Val Emitter::emitIterableBuiltin(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  switch (builtin) {
  case Builtin::List:
  case Builtin::SetOf:
  case Builtin::DictOf: {
    if (!node.keywords().empty()) {
      Val result = callOperator(loc, "make", {undefined(loc, type)});
      for (NodeId keyword : node.keywords()) {
        auto kw = tree.as<ast::Keyword>(keyword);
        Val key = literal(loc, {types.get(Kind::Str), kw.arg().str()});
        callOperator(loc, "set_item", {result, key, convert(loc, emit(kw.value()), types[type].elements[1])});
      }
      return result;
    }
    if (node.args().empty())
      return types.isList(type) ? newList(loc, type, constantInt(loc, 0))
                                : callOperator(loc, "make", {undefined(loc, type)});
    Val source = emit(node.args()[0]);
    if (builtin == Builtin::DictOf && types.kind(source.type) == Kind::Dict)
      return callOperator(loc, "copy", {source});
    return gather(loc, type, source);
  }
  case Builtin::Enumerate: {
    Val source = emit(node.args()[0]), result{type, {}};
    NodeId start = node.args().size() > 1     ? node.args()[1]
                   : !node.keywords().empty() ? tree.as<ast::Keyword>(node.keywords()[0]).value()
                                              : NodeId{};
    if (start) {
      Val value = emit(start);
      result.parts.push_back(numberCast(loc, value.value(), value.type, types.get(Kind::I64)));
    } else {
      result.parts.push_back(constantInt(loc, 0));
    }
    llvm::append_range(result.parts, source.parts);
    return result;
  }
  case Builtin::Sum:
  case Builtin::AnyOf:
  case Builtin::AllOf:
    return emitFold(expr, builtin);
  default: {
    Val result{type, {}};
    for (NodeId arg : node.args())
      llvm::append_range(result.parts, emit(arg).parts);
    return result;
  }
  }
}

} // namespace amaru::emit
