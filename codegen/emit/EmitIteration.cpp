// What can be looped over: one table from the type of an iterable to the rounds of its loop. `for`, comprehensions and
// the builtins that take iterables share it.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

using types::IteratorKind;

llvm::SmallVector<Val> Emitter::partsOf(const Val &aggregate) {
  llvm::SmallVector<Val> values;
  size_t next =
      types.isIterator(aggregate.type) && types::IteratorKind(types[aggregate.type].entity) == IteratorKind::Enumerate;
  for (TypeId element : types[aggregate.type].elements) {
    Val value{element, {}};
    for (size_t part = lowered(element).size(); part > 0; --part)
      value.parts.push_back(aggregate.parts[next++]);
    values.push_back(std::move(value));
  }
  return values;
}

Emitter::Rounds Emitter::roundsOf(mlir::Location loc, const Val &iterable, const llvm::DenseSet<TypeId> &resized) {
  const types::Type type = types[iterable.type];
  TypeId integer = types.get(Kind::Int);
  mlir::Value zero = constantInt(loc, 0);
  auto less = [=, this](mlir::Value a, mlir::Value b) -> mlir::Value {
    return mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::slt, a, b);
  };
  switch (type.kind) {
  case Kind::Array: {
    mlir::Value length = ir::DimOp::create(builder, loc, iterable.value(), 0);
    return {zero, length, [=, this](mlir::Value i) { return subarray(loc, iterable, i); }, {}, {}};
  }
  case Kind::List: {
    Rounds rounds{zero, {}, [=, this](mlir::Value i) { return listElement(loc, iterable, i); }, {}, {}};
    if (resized.contains(iterable.type))
      rounds.more = [=, this](mlir::Value i) { return less(i, listLength(loc, iterable)); };
    else
      rounds.to = listLength(loc, iterable);
    return rounds;
  }
  case Kind::Str: {
    mlir::Value length = runtime(loc, "amaru_rt_str_length", iterable.value(), builder.getI64Type());
    auto character = [=, this](mlir::Value i) {
      return Val{iterable.type, {ownedOrRaise(loc, "amaru_rt_str_index", {iterable.value(), i})}};
    };
    return {zero, length, character, {}, {}};
  }
  case Kind::Tuple: {
    auto element = [=, this](mlir::Value i) { return tupleElement(loc, iterable, i); };
    return {zero, constantInt(loc, type.elements.size()), element, {}, {}};
  }
  case Kind::Dict:
  case Kind::Set: {
    TypeId items = types.iterator(IteratorKind::Keys, iterable.type);
    return roundsOfIterator(loc, {items, iterable.parts}, resized);
  }
  case Kind::Iterator:
    return roundsOfIterator(loc, iterable, resized);
  default:
    break;
  }
  auto step = mlir::getConstantIntValue(iterable.parts[2]);
  if (step && *step == 1)
    return {iterable.parts[0], iterable.parts[1], [=](mlir::Value i) { return Val{integer, {i}}; }, {}, {}};
  mlir::Value count = rangeCount(loc, iterable);
  mlir::Value start = iterable.parts[0], stride = iterable.parts[2];
  auto element = [=, this](mlir::Value i) {
    // Within the range, so it cannot overflow.
    auto flags = mlir::arith::IntegerOverflowFlags::nsw;
    mlir::Value offset = mlir::arith::MulIOp::create(builder, loc, i, stride, flags);
    return Val{integer, {mlir::arith::AddIOp::create(builder, loc, start, offset, flags)}};
  };
  return {zero, count, element, {}, {}};
}

Emitter::Rounds Emitter::roundsOfIterator(mlir::Location loc, const Val &iterator,
                                          const llvm::DenseSet<TypeId> &resized) {
  namespace arith = mlir::arith;
  const types::Type type = types[iterator.type];
  const auto kind = IteratorKind(type.entity);
  const auto nsw = arith::IntegerOverflowFlags::nsw;
  TypeId integer = types.get(Kind::Int);
  llvm::SmallVector<Val> sources = partsOf(iterator);
  switch (kind) {
  case IteratorKind::Keys:
  case IteratorKind::Values:
  case IteratorKind::Items: {
    Val entries = containerEntries(loc, sources[0]);
    Rounds rounds = roundsOf(loc, entries, resized);
    TypeId container = sources[0].type;
    auto entry = [=, this](mlir::Value i) { return partsOf(listElement(loc, entries, i)); };
    // A removed entry has hash -1, which no value has.
    rounds.keep = [=, this](mlir::Value i) -> mlir::Value {
      mlir::Value found = partsOf(listElement(loc, entries, i, /*isBorrowed=*/true))[0].value();
      return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, found, constantInt(loc, -1));
    };
    rounds.element = [=, this](mlir::Value i) {
      llvm::SmallVector<Val> fields = entry(i);
      if (kind != IteratorKind::Items)
        return fields[kind == IteratorKind::Values ? 2 : 1];
      Val item{types.tuple(types[container].elements), fields[1].parts};
      llvm::append_range(item.parts, fields[2].parts);
      return item;
    };
    if (rounds.more) {
      // CPython notices a change of the number of entries when it goes on.
      mlir::Value size = containerSize(loc, sources[0]);
      auto more = rounds.more;
      llvm::StringRef what = types.kind(container) == Kind::Set ? "Set changed size during iteration"
                                                                : "dictionary changed size during iteration";
      rounds.more = [=, this](mlir::Value i) {
        mlir::Value changed =
            arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, containerSize(loc, sources[0]), size);
        raiseIf(loc, changed, "RuntimeError", what);
        return more(i);
      };
    }
    return rounds;
  }
  case IteratorKind::Enumerate: {
    Rounds rounds = roundsOf(loc, sources[0], resized);
    mlir::Value start = iterator.parts[0], from = rounds.from;
    auto element = rounds.element;
    if (rounds.keep) {
      // Which number a kept round has is not known: number the elements of a list of them.
      sources[0] = gather(loc, types.list(iterationTypeOf(sources[0].type)), sources[0]);
      rounds = roundsOf(loc, sources[0], {});
      element = rounds.element;
      from = rounds.from;
    }
    rounds.element = [=, this](mlir::Value i) {
      mlir::Value number =
          arith::AddIOp::create(builder, loc, start, arith::SubIOp::create(builder, loc, i, from, nsw), nsw);
      Val inner = element(i);
      Val pair{types.tuple({integer, inner.type}), {number}};
      llvm::append_range(pair.parts, inner.parts);
      return pair;
    };
    return rounds;
  }
  case IteratorKind::Zip:
  case IteratorKind::Map: {
    // Side by side, from 0 to the shortest.
    llvm::SmallVector<Rounds> all;
    mlir::Value least;
    bool changes = false;
    for (Val &source : llvm::MutableArrayRef(sources).drop_front(kind == IteratorKind::Map)) {
      Rounds rounds = roundsOf(loc, source, resized);
      if (rounds.keep) {
        Val list = gather(loc, types.list(iterationTypeOf(source.type)), source);
        rounds = roundsOf(loc, list, {});
      }
      if (rounds.to) {
        mlir::Value count = arith::SubIOp::create(builder, loc, rounds.to, rounds.from);
        least = least ? arith::MinSIOp::create(builder, loc, least, count) : count;
      }
      changes |= bool(rounds.more);
      all.push_back(std::move(rounds));
    }
    auto inner = [=, this](const Rounds &rounds, mlir::Value i) -> mlir::Value {
      return arith::AddIOp::create(builder, loc, rounds.from, i, nsw);
    };
    Rounds result{constantInt(loc, 0), least, {}, {}, {}};
    if (changes) {
      result.to = {};
      result.more = [=, this](mlir::Value i) {
        mlir::Value all_ =
            least ? arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, i, least) : mlir::Value();
        for (const Rounds &rounds : all)
          if (rounds.more) {
            mlir::Value one = rounds.more(inner(rounds, i));
            all_ = all_ ? mlir::Value(arith::AndIOp::create(builder, loc, all_, one)) : one;
          }
        return all_;
      };
    }
    Val callee = kind == IteratorKind::Map ? sources[0] : Val{};
    result.element = [=, this](mlir::Value i) {
      llvm::SmallVector<Val> elements;
      for (const Rounds &rounds : all)
        elements.push_back(rounds.element(inner(rounds, i)));
      if (kind == IteratorKind::Map)
        return callValue(loc, callee, elements);
      Val tuple{{}, {}};
      llvm::SmallVector<TypeId> elementTypes;
      for (const Val &element : elements) {
        elementTypes.push_back(element.type);
        llvm::append_range(tuple.parts, element.parts);
      }
      tuple.type = types.tuple(elementTypes);
      return tuple;
    };
    return result;
  }
  case IteratorKind::Reversed: {
    Rounds rounds = roundsOf(loc, sources[0], resized);
    if (rounds.keep) {
      sources[0] = gather(loc, types.list(iterationTypeOf(sources[0].type)), sources[0]);
      rounds = roundsOf(loc, sources[0], {});
    }
    mlir::Value end = rounds.to ? rounds.to : listLength(loc, sources[0]);
    mlir::Value last = arith::SubIOp::create(builder, loc, end, constantInt(loc, 1), nsw);
    auto mirrored = [=, this](mlir::Value i) -> mlir::Value {
      mlir::Value passed = arith::SubIOp::create(builder, loc, i, rounds.from, nsw);
      return arith::SubIOp::create(builder, loc, last, passed, nsw);
    };
    auto element = rounds.element;
    rounds.element = [=](mlir::Value i) { return element(mirrored(i)); };
    if (auto more = rounds.more)
      rounds.more = [=, this](mlir::Value i) -> mlir::Value {
        mlir::Value inside = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, i, end);
        return arith::AndIOp::create(builder, loc, inside, more(mirrored(i)));
      };
    return rounds;
  }
  case IteratorKind::Filter: {
    Rounds rounds = roundsOf(loc, sources[1], resized);
    auto element = rounds.element;
    auto kept = rounds.keep;
    Val callee = sources[0];
    rounds.keep = [=, this](mlir::Value i) {
      auto test = [&] {
        Val value = element(i);
        return types.kind(callee.type) == Kind::None ? truth(loc, value) : truth(loc, callValue(loc, callee, value));
      };
      if (!kept)
        return test();
      TypeId boolean = types.get(Kind::Bool);
      return choose(
                 loc, kept(i), boolean, [&] { return Val{boolean, {test()}}; },
                 [&] { return Val{boolean, {constantBool(loc, false)}}; })
          .value();
    };
    return rounds;
  }
  }
  llvm_unreachable("a kind of iterator");
}

TypeId Emitter::iterationTypeOf(TypeId type) {
  const types::Type t = types[type];
  switch (t.kind) {
  case Kind::Range:
    return types.get(Kind::Int);
  case Kind::Str:
    return type;
  case Kind::Tuple:
    return t.elements.empty() ? types.get(Kind::Never) : t.elements[0];
  case Kind::Array:
    return t.rank == 1 ? t.elements[0]
                       : types.array(t.elements[0], t.rank - 1,
                                     t.layout == types::Layout::C ? types::Layout::C : types::Layout::Strided);
  case Kind::Iterator: {
    auto kind = IteratorKind(t.entity);
    if (kind == IteratorKind::Items)
      return types.tuple(types[t.elements[0]].elements);
    if (kind == IteratorKind::Keys || kind == IteratorKind::Values)
      return types[t.elements[0]].elements[kind == IteratorKind::Values];
    llvm::SmallVector<TypeId> elements;
    const bool hasFunction = kind == IteratorKind::Map || kind == IteratorKind::Filter;
    for (TypeId source : llvm::ArrayRef(t.elements).drop_front(hasFunction)) {
      elements.push_back(iterationTypeOf(source));
      if (types.kind(elements.back()) == Kind::Never)
        return elements.back();
    }
    switch (kind) {
    case IteratorKind::Enumerate:
      return types.tuple({types.get(Kind::Int), elements[0]});
    case IteratorKind::Zip:
      return types.tuple(elements);
    case IteratorKind::Map: {
      if (types.kind(t.elements[0]) == Kind::DType)
        return types[t.elements[0]].elements[0];
      return valueCallType(t.elements[0], elements);
    }
    default:
      return elements[0];
    }
  }
  default:
    return t.elements.empty() ? types.get(Kind::Never) : t.elements[0];
  }
}

/// The call that the check made out for a function value and arguments of these types.
const typed::CallInfo &Emitter::valueCall(TypeId callee, llvm::ArrayRef<TypeId> args) {
  std::vector<TypeId> key{callee};
  llvm::append_range(key, args);
  return program.valueCalls.find(key)->second;
}

/// The function of the stdlib that calls a builtin with arguments of these types.
typed::Instance &Emitter::builtinCall(TypeId callee, llvm::ArrayRef<TypeId> args) {
  llvm::SmallVector<TypeId> key{callee};
  llvm::append_range(key, args);
  return *program.findOperator("apply" + std::to_string(args.size()), key);
}

TypeId Emitter::valueCallType(TypeId callee, llvm::ArrayRef<TypeId> args) {
  if (types.kind(callee) == Kind::Builtin)
    return builtinCall(callee, args).result;
  const typed::CallInfo &info = valueCall(callee, args);
  if (info.kind != typed::CallInfo::Kind::Choice)
    return info.callee ? info.callee->result : types.get(Kind::Never);
  TypeId joined;
  for (const typed::CallInfo &choice : info.choices)
    if (choice.callee)
      joined = joined ? types::join(types, joined, choice.callee->result) : choice.callee->result;
  return joined ? joined : types.get(Kind::Never);
}

Val Emitter::callValue(mlir::Location loc, const Val &callee, llvm::ArrayRef<Val> args) {
  if (types.kind(callee.type) == Kind::DType)
    return cast(loc, args[0], types[callee.type].elements[0]);
  llvm::SmallVector<Val> operands{callee};
  llvm::append_range(operands, args);
  llvm::SmallVector<TypeId> given;
  for (const Val &arg : args)
    given.push_back(arg.type);
  if (types.kind(callee.type) == Kind::Builtin)
    return callInstance(loc, builtinCall(callee.type, given), operands);
  return emitCallOf(loc, valueCall(callee.type, given), operands, valueCallType(callee.type, given));
}

//===- What a loop may resize -----------------------------------------------------------------------------------===//

namespace {

/// Reads one instance: the containers that its code resizes itself, and the instances that it calls.
struct ResizeReader {
  types::TypeTable &types;
  const typed::Instance &instance;
  llvm::DenseSet<TypeId> &resized;
  llvm::SmallVectorImpl<const typed::Instance *> &called;

  void add(TypeId type) {
    if (types.kind(type) == Kind::Dict || types.kind(type) == Kind::Set)
      type = types[types.recordOf(type)].elements[2];
    resized.insert(type);
  }

  void addTarget(const ast::Tree &tree, NodeId target) {
    auto subscript = tree.dyn<ast::Subscript>(target);
    if (!subscript)
      return;
    auto info = instance.exprs.find(subscript->value().index);
    if (info == instance.exprs.end())
      return;
    TypeId type = info->second.type;
    if (types.isContainer(type) && (tree.is<ast::Slice>(subscript->slice()) || !types.isList(type)))
      add(type);
  }

  void visit(NodeId node) {
    const ast::Tree &tree = instance.function->module->tree;
    if (!node || tree.is<ast::FunctionDef>(node) || tree.is<ast::Lambda>(node))
      return;
    for (const auto *table : {&instance.operators, &instance.comparisons})
      if (auto method = table->find(node.index); method != table->end() && method->second.callee)
        called.push_back(method->second.callee);
    if (auto call = instance.calls.find(node.index); call != instance.calls.end()) {
      const typed::CallInfo &info = call->second;
      if (info.callee)
        called.push_back(info.callee);
      for (const typed::CallInfo &choice : info.choices)
        if (choice.callee)
          called.push_back(choice.callee);
      if (info.builtin == typed::Builtin::Push || info.builtin == typed::Builtin::Resize)
        add(instance.type(tree.as<ast::Call>(node).args()[0]));
    }
    if (auto assign = tree.dyn<ast::Assign>(node))
      for (NodeId target : assign->targets())
        addTarget(tree, target);
    if (auto deletion = tree.dyn<ast::Delete>(node))
      for (NodeId target : deletion->targets())
        if (auto subscript = tree.dyn<ast::Subscript>(target))
          add(instance.type(subscript->value()));
    if (auto assign = tree.dyn<ast::AugAssign>(node)) {
      addTarget(tree, assign->target());
      if (auto info = instance.exprs.find(assign->target().index);
          info != instance.exprs.end() && types.isContainer(info->second.type))
        add(info->second.type);
    }
    ast::forEachChild(tree, node, [&](NodeId child) { visit(child); });
  }
};

} // namespace

const llvm::DenseSet<TypeId> &ModuleEmitter::resizedBy(const typed::Instance &instance) {
  auto known = resized.find(&instance);
  if (known != resized.end())
    return known->second;
  // Everything that it reaches, each once.
  llvm::DenseSet<TypeId> found;
  llvm::SmallVector<const typed::Instance *> work{&instance};
  llvm::DenseSet<const typed::Instance *> seen{&instance};
  while (!work.empty()) {
    const typed::Instance *next = work.pop_back_val();
    llvm::SmallVector<const typed::Instance *> called;
    ResizeReader reader{types, *next, found, called};
    const ast::Tree &tree = next->function->module->tree;
    const NodeId node = next->function->node;
    if (auto lambda = tree.dyn<ast::Lambda>(node))
      reader.visit(lambda->body());
    else
      for (NodeId stmt :
           next->function->isTopLevel ? tree.as<ast::Module>(node).body() : tree.as<ast::FunctionDef>(node).body())
        reader.visit(stmt);
    for (typed::Instance *helper : next->helpers)
      called.push_back(helper);
    for (const typed::Instance *callee : called)
      if (seen.insert(callee).second)
        work.push_back(callee);
  }
  return resized[&instance] = std::move(found);
}

llvm::DenseSet<TypeId> Emitter::resizedIn(llvm::ArrayRef<NodeId> block) {
  llvm::DenseSet<TypeId> found;
  llvm::SmallVector<const typed::Instance *> called;
  ResizeReader reader{types, instance, found, called};
  for (NodeId stmt : block)
    reader.visit(stmt);
  for (const typed::Instance *callee : called) {
    const llvm::DenseSet<TypeId> &inside = moduleEmitter.resizedBy(*callee);
    found.insert(inside.begin(), inside.end());
  }
  return found;
}

} // namespace amaru::emit
