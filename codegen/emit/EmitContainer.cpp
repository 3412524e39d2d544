// Lists, dictionaries and sets: displays, subscripts and operators. Elements of lists are read and written here; the rest
// are calls of functions of stdlib/containers.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

namespace arith = mlir::arith;

Val Emitter::callOperator(mlir::Location loc, llvm::StringRef name, llvm::ArrayRef<Val> operands) {
  llvm::SmallVector<TypeId> key;
  for (const Val &operand : operands)
    key.push_back(operand.type);
  return callInstance(loc, *program.findOperator(name, key), operands);
}

//===- Lists ----------------------------------------------------------------------------------------------------===//

Val Emitter::newList(mlir::Location loc, TypeId type, mlir::Value capacity) {
  mlir::Value list = ir::ListNewOp::create(builder, loc, lowered(type).front(), capacity);
  ir::PropagateIfOp::create(builder, loc, ir::IsNullOp::create(builder, loc, list));
  return {type, {list}};
}

void Emitter::push(mlir::Location loc, const Val &list, const Val &value, bool isReserved) {
  Val element = convert(loc, value, types[list.type].elements[0]);
  mlir::Value failed =
      ir::ListPushOp::create(builder, loc, builder.getI1Type(), element.parts, list.value(), isReserved);
  if (!isReserved)
    ir::PropagateIfOp::create(builder, loc, failed);
}

Val Emitter::listElement(mlir::Location loc, const Val &list, mlir::Value index, bool isBorrowed) {
  TypeId element = types[list.type].elements[0];
  auto load = ir::ListLoadOp::create(builder, loc, lowered(element), list.value(), index, isBorrowed);
  return {element, {load.getResults().begin(), load.getResults().end()}};
}

mlir::Value Emitter::listLength(mlir::Location loc, const Val &list) {
  return ir::ListLenOp::create(builder, loc, list.value());
}

mlir::Value Emitter::checkedIndex(mlir::Location loc, const Val &index, mlir::Value extent, llvm::StringRef message) {
  mlir::Value i = numberCast(loc, index.value(), index.type, types.get(Kind::I64));
  if (!boundsChecked())
    return i;
  return ir::CheckIndexOp::create(builder, loc, i, extent, 0, message);
}

Val Emitter::containerEntries(mlir::Location loc, const Val &container) {
  TypeId type = types[types.recordOf(container.type)].elements[2];
  return {type,
          {ir::RecordGetOp::create(builder, loc, lowered(type).front(), container.value(), 2, /*borrowed=*/false)}};
}

mlir::Value Emitter::containerSize(mlir::Location loc, const Val &container) {
  return ir::RecordGetOp::create(builder, loc, builder.getI64Type(), container.value(), 0, /*borrowed=*/false);
}

//===- Displays -------------------------------------------------------------------------------------------------===//

Val Emitter::emitDisplay(NodeId expr) {
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  if (auto dict = tree.dyn<ast::Dict>(expr)) {
    Val result = callOperator(loc, "make", {undefined(loc, type)});
    const types::Type t = types[type];
    for (auto [key, value] : llvm::zip(dict->keys(), dict->values())) {
      if (!key) {
        Val other = emit(value);
        if (llvm::none_of(t.elements, [&](TypeId element) { return types.kind(element) == Kind::Never; }))
          callOperator(loc, "update", {result, other});
        continue;
      }
      Val k = convert(loc, emit(key), t.elements[0]);
      Val v = convert(loc, emit(value), t.elements[1]);
      callOperator(loc, "set_item", {result, k, v});
    }
    return result;
  }
  const bool isList = tree.is<ast::List>(expr);
  auto elements = isList ? tree.as<ast::List>(expr).elts() : tree.as<ast::Set>(expr).elts();
  TypeId element = types[type].elements[0];
  // Elements are evaluated before the list is made, so that its room is used from one end to the other.
  llvm::SmallVector<Val> values;
  bool isPlain = true;
  for (NodeId node : elements) {
    auto starred = tree.dyn<ast::Starred>(node);
    isPlain &= !starred.has_value();
    values.push_back(starred ? emit(starred->value()) : convert(loc, emit(node), element));
  }
  Val result = isList ? newList(loc, type, constantInt(loc, elements.size()))
                      : callOperator(loc, "make", {undefined(loc, type)});
  for (auto [node, value] : llvm::zip(elements, values)) {
    auto add = [&](const Val &one) {
      if (isList)
        push(loc, result, one, isPlain);
      else
        callOperator(loc, "add_element", {result, convert(loc, one, element)});
    };
    if (!tree.is<ast::Starred>(node)) {
      add(value);
      continue;
    }
    emitRounds(loc, roundsOf(loc, value, {}), {}, [&](const Val &one, mlir::ValueRange) {
      add(one);
      return Values();
    });
  }
  return result;
}

//===- Subscripts -----------------------------------------------------------------------------------------------===//

llvm::SmallVector<Val, 3> Emitter::sliceParts(NodeId part, mlir::Value extent) {
  auto slice = tree.as<ast::Slice>(part);
  mlir::Location loc = at(part);
  auto bound = [&](NodeId node) -> mlir::Value {
    if (!node || types.kind(typeOf(node)) == Kind::None)
      return {};
    Val value = emit(node);
    return numberCast(loc, value.value(), value.type, types.get(Kind::I64));
  };
  mlir::Value start = bound(slice.lower()), stop = bound(slice.upper()), step = bound(slice.step());
  if (step && !mlir::getConstantIntValue(step))
    raiseIf(loc, arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, step, constantInt(loc, 0)), "ValueError",
            "slice step cannot be zero");
  if (!step)
    step = constantInt(loc, 1);
  auto bounds =
      ir::SliceBoundsOp::create(builder, loc, builder.getI64Type(), builder.getI64Type(), start, stop, step, extent);
  TypeId integer = types.get(Kind::Int);
  return {{integer, {bounds.getFirst()}}, {integer, {bounds.getCount()}}, {integer, {step}}};
}

Val Emitter::emitContainerSubscript(NodeId expr, const Val &container, NodeId index) {
  mlir::Location loc = at(expr);
  const types::Type type = types[container.type];
  if (tree.is<ast::Slice>(index)) {
    if (type.kind == Kind::Str) {
      auto slice = tree.as<ast::Slice>(index);
      auto bound = [&](NodeId node, int64_t missing) -> mlir::Value {
        if (!node || types.kind(typeOf(node)) == Kind::None)
          return constantInt(loc, missing);
        Val value = emit(node);
        return numberCast(loc, value.value(), value.type, types.get(Kind::I64));
      };
      mlir::Value start = bound(slice.lower(), INT64_MIN), stop = bound(slice.upper(), INT64_MIN);
      mlir::Value step = bound(slice.step(), 1);
      return {container.type, {ownedOrRaise(loc, "amaru_rt_str_slice", {container.value(), start, stop, step})}};
    }
    llvm::SmallVector<Val> operands{container};
    llvm::append_range(operands, sliceParts(index, listLength(loc, container)));
    return callOperator(loc, "get_slice", operands);
  }
  Val given = emit(index);
  switch (type.kind) {
  case Kind::Dict:
    return callOperator(loc, "get_item", {container, convert(loc, given, type.elements[0])});
  case Kind::Str: {
    mlir::Value i = numberCast(loc, given.value(), given.type, types.get(Kind::I64));
    return {container.type, {ownedOrRaise(loc, "amaru_rt_str_index", {container.value(), i})}};
  }
  default:
    return listElement(loc, container, checkedIndex(loc, given, listLength(loc, container), "list index out of range"));
  }
}

void Emitter::emitContainerStore(NodeId target, const Val &container, NodeId index, const Val &value) {
  mlir::Location loc = at(target);
  const types::Type type = types[container.type];
  if (tree.is<ast::Slice>(index)) {
    llvm::SmallVector<Val> operands{container};
    llvm::append_range(operands, sliceParts(index, listLength(loc, container)));
    TypeId boolean = types.get(Kind::Bool);
    operands.push_back({boolean, {constantBool(loc, bool(tree.as<ast::Slice>(index).step()))}});
    operands.push_back(value);
    callOperator(loc, "set_slice", operands);
    return;
  }
  Val given = emit(index);
  if (type.kind == Kind::Dict) {
    callOperator(loc, "set_item",
                 {container, convert(loc, given, type.elements[0]), convert(loc, value, type.elements[1])});
    return;
  }
  mlir::Value i = checkedIndex(loc, given, listLength(loc, container), "list assignment index out of range");
  Val element = convert(loc, value, type.elements[0]);
  ir::ListStoreOp::create(builder, loc, element.parts, container.value(), i);
}

/// `a[i] += x`: container and subscript are evaluated once.
void Emitter::emitContainerUpdate(NodeId stmt, const Val &container, NodeId index) {
  auto assign = tree.as<ast::AugAssign>(stmt);
  mlir::Location loc = at(stmt);
  const types::Type type = types[container.type];
  TypeId element = type.elements[type.kind == Kind::Dict];
  Val given = emit(index), position = given, current;
  if (type.kind == Kind::Dict) {
    position = convert(loc, given, type.elements[0]);
    current = callOperator(at(assign.target()), "get_item", {container, position});
  } else {
    mlir::Value i = checkedIndex(at(assign.target()), given, listLength(loc, container), "list index out of range");
    position = {types.get(Kind::Int), {i}};
    current = listElement(loc, container, i);
  }
  if (types.isContainer(element))
    return emitContainerAugAssign(stmt, current);
  if (types.isArray(element))
    return emitInPlace(stmt, current);
  Val value = emit(assign.value());
  Val updated = convert(loc, binary(stmt, assign.op(), current, value, typeOf(stmt)), element);
  if (type.kind == Kind::Dict) {
    callOperator(loc, "set_item", {container, position, updated});
    return;
  }
  // The value may have made the list shorter.
  mlir::Value i = position.value();
  if (boundsChecked() && !tree.is<ast::Constant>(assign.value()) && !tree.is<ast::Name>(assign.value()))
    i = ir::CheckIndexOp::create(builder, loc, i, listLength(loc, container), 0, "list assignment index out of range");
  ir::ListStoreOp::create(builder, loc, updated.parts, container.value(), i);
}

void Emitter::emitContainerAugAssign(NodeId stmt, const Val &target) {
  auto assign = tree.as<ast::AugAssign>(stmt);
  mlir::Location loc = at(stmt);
  Val value = emit(assign.value());
  llvm::StringRef function = assign.op() == ast::Operator::Add      ? "in_place_add"
                             : assign.op() == ast::Operator::Mult   ? "in_place_repeat"
                             : assign.op() == ast::Operator::BitOr  ? "in_place_bit_or"
                             : assign.op() == ast::Operator::BitAnd ? "in_place_bit_and"
                             : assign.op() == ast::Operator::BitXor ? "in_place_bit_xor"
                                                                    : "in_place_subtract";
  if (assign.op() == ast::Operator::Mult)
    value = convert(loc, value, types.get(Kind::Int));
  callOperator(loc, function, {target, value});
}

void Emitter::emitDelete(NodeId stmt) {
  for (NodeId target : tree.as<ast::Delete>(stmt).targets()) {
    mlir::Location loc = at(target);
    if (auto name = tree.dyn<ast::Name>(target)) {
      emitName(target);
      if (auto local = instance.function->findLocal(name->id(), comprehensions))
        unset(*local);
      continue;
    }
    auto subscript = tree.as<ast::Subscript>(target);
    Val container = emit(subscript.value());
    if (tree.is<ast::Slice>(subscript.slice())) {
      llvm::SmallVector<Val> operands{container};
      llvm::append_range(operands, sliceParts(subscript.slice(), listLength(loc, container)));
      callOperator(loc, "del_slice", operands);
      continue;
    }
    Val index = emit(subscript.slice());
    if (types.isList(container.type)) {
      mlir::Value i = checkedIndex(loc, index, listLength(loc, container), "list assignment index out of range");
      callOperator(loc, "del_item", {container, {types.get(Kind::Int), {i}}});
    } else {
      callOperator(loc, "del_item", {container, convert(loc, index, types[container.type].elements[0])});
    }
  }
}

void Emitter::emitUnpackIterable(mlir::Location loc, llvm::ArrayRef<NodeId> targets, const Val &value) {
  auto star = llvm::find_if(targets, [&](NodeId target) { return tree.is<ast::Starred>(target); });
  const bool hasStar = star != targets.end();
  const size_t before = star - targets.begin();
  const int64_t fixed = targets.size() - hasStar;
  if (types.isTuple(value.type)) {
    llvm::SmallVector<Val> elements = partsOf(value);
    size_t taken = elements.size() - fixed;
    for (auto [i, target] : llvm::enumerate(targets)) {
      if (i != before) {
        emitAssign(target, elements[i < before ? i : i + taken - 1]);
        continue;
      }
      NodeId name = tree.as<ast::Starred>(target).value();
      Val list = newList(loc, typeOf(name), constantInt(loc, taken));
      for (const Val &element : llvm::ArrayRef(elements).slice(before, taken))
        push(loc, list, element, /*isReserved=*/true);
      emitAssign(name, list);
    }
    return;
  }
  Rounds rounds = roundsOf(loc, value, {});
  if (rounds.keep) {
    Val list = gather(loc, types.list(iterationTypeOf(value.type)), value);
    rounds = roundsOf(loc, list, {});
  }
  mlir::Value count = arith::SubIOp::create(builder, loc, rounds.to, rounds.from), wanted = constantInt(loc, fixed);
  using P = arith::CmpIPredicate;
  std::string number = std::to_string(fixed);
  raiseIf(loc, arith::CmpIOp::create(builder, loc, P::slt, count, wanted), "ValueError",
          "not enough values to unpack (expected " + std::string(hasStar ? "at least " : "") + number + ", got {0})",
          count);
  if (!hasStar)
    raiseIf(loc, arith::CmpIOp::create(builder, loc, P::sgt, count, wanted), "ValueError",
            "too many values to unpack (expected " + number + ")");
  auto position = [&](mlir::Value i) -> mlir::Value { return arith::AddIOp::create(builder, loc, rounds.from, i); };
  mlir::Value taken = arith::SubIOp::create(builder, loc, count, wanted);
  llvm::SmallVector<Val> values;
  for (auto [i, target] : llvm::enumerate(targets)) {
    if (i < before) {
      values.push_back(rounds.element(position(constantInt(loc, i))));
    } else if (i > before) {
      mlir::Value shifted = arith::AddIOp::create(builder, loc, taken, constantInt(loc, int64_t(i) - 1));
      values.push_back(rounds.element(position(shifted)));
    } else {
      Rounds middle = rounds;
      middle.from = position(constantInt(loc, before));
      middle.to = arith::AddIOp::create(builder, loc, middle.from, taken);
      Val list = newList(loc, types.list(iterationTypeOf(value.type)), taken);
      emitRounds(loc, middle, {}, [&](const Val &one, mlir::ValueRange) {
        push(loc, list, one, /*isReserved=*/true);
        return Values();
      });
      values.push_back(list);
    }
  }
  for (auto [target, one] : llvm::zip(targets, values))
    emitAssign(tree.is<ast::Starred>(target) ? tree.as<ast::Starred>(target).value() : target, one);
}

//===- Operators ------------------------------------------------------------------------------------------------===//

std::optional<Val> Emitter::emitContainerBinary(mlir::Location loc, ast::Operator op, const Val &lhs, const Val &rhs) {
  const bool swaps = op == ast::Operator::Mult && types.isInteger(lhs.type) && !types.isArray(rhs.type);
  const Val &l = swaps ? rhs : lhs, &r = swaps ? lhs : rhs;
  if (!types.isContainer(l.type) && types.kind(l.type) != Kind::Str)
    return std::nullopt;
  if (op == ast::Operator::Mult) {
    Val count = convert(loc, r, types.get(Kind::Int));
    if (types.kind(l.type) == Kind::Str)
      return Val{l.type, {ownedOrRaise(loc, "amaru_rt_str_repeat", {l.value(), count.value()})}};
    return callOperator(loc, "repeat", {l, count});
  }
  if (types.kind(l.type) == Kind::Str)
    return std::nullopt;
  llvm::StringRef function = op == ast::Operator::Add      ? "add"
                             : op == ast::Operator::BitOr  ? "bit_or"
                             : op == ast::Operator::BitAnd ? "bit_and"
                             : op == ast::Operator::BitXor ? "bit_xor"
                                                           : "subtract";
  return callOperator(loc, function, {l, r});
}

Val Emitter::emitMembership(mlir::Location loc, const Val &value, const Val &container) {
  TypeId boolean = types.get(Kind::Bool);
  const types::Type type = types[container.type];
  switch (type.kind) {
  case Kind::Str:
    return {boolean, {runtime(loc, "amaru_rt_str_contains", {value.value(), container.value()}, builder.getI1Type())}};
  case Kind::Tuple: {
    mlir::Value found = constantBool(loc, false);
    for (const Val &element : partsOf(container)) {
      mlir::Value same = compare(loc, ast::CmpOp::Eq, element, value).value();
      found = arith::OrIOp::create(builder, loc, found, same);
    }
    return {boolean, {found}};
  }
  case Kind::Dict:
  case Kind::Set:
    return callOperator(loc, "contains", {container, convert(loc, value, type.elements[0])});
  default:
    return callOperator(loc, "contains", {container, value});
  }
}

} // namespace amaru::emit
