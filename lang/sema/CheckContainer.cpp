// Lists, dictionaries and sets: displays, subscripts, operators. What they do is written in stdlib/containers; here is
// decided which function of it a piece of syntax stands for.
#include "lang/sema/Checker.h"

namespace amaru::sema {

TypeId Checker::joinTypes(TypeId a, TypeId b) {
  sema.unify(a, b);
  return types::join(types, a, b);
}

llvm::StringRef Checker::methodModule(TypeId type) const {
  switch (types.kind(type)) {
  case Kind::Array:
    return "numpy.methods";
  case Kind::List:
    return "containers.list";
  case Kind::Dict:
    return "containers.dict";
  case Kind::Set:
    return "containers.set";
  case Kind::Tuple:
    return "containers.tuple";
  case Kind::Str:
    return "containers.str";
  case Kind::Range:
    return "containers.range";
  case Kind::Iterator:
    return "containers.view";
  case Kind::Function:
    return isUniversal(*sema.program.functions[types[type].entity]) ? "numpy.ufuncs" : "";
  default:
    return types.isNumber(type) ? "numpy.scalar_methods" : "";
  }
}

TypeId Checker::useOperator(NodeId place, llvm::StringRef name, llvm::ArrayRef<TypeId> operands) {
  typed::Module *methods = sema.importModule(methodModule(operands[0]), module());
  if (!methods)
    return {};
  // What is no method of Python's has an underscore in front.
  auto entity = methods->entities.find("_" + name.str());
  if (entity == methods->entities.end())
    entity = methods->entities.find(name);
  if (entity == methods->entities.end())
    return {};
  typed::Instance *target = sema.instantiate(*sema.program.functions[types[entity->second].entity], operands);
  if (!target)
    return types.get(Kind::Never);
  sema.program.operators[{name.str(), operands.vec()}] = target;
  instance.helpers.push_back(target);
  if (target->hasErrors) {
    if (!module().isStdlib)
      report(diag::Id::InStdlibCall, place).arg(name);
    instance.hasErrors = true;
  }
  return target->result ? target->result : types.get(Kind::Never);
}

//===- Displays -------------------------------------------------------------------------------------------------===//

TypeId Checker::joinElements(NodeId display, llvm::ArrayRef<std::pair<NodeId, TypeId>> elements, unsigned slot) {
  TypeId joined;
  for (auto [element, type] : elements) {
    if (!type)
      return types.get(Kind::Never);
    TypeId met = joined ? joinTypes(joined, type) : type;
    if (!met) {
      report(diag::Id::ElementConflict, display)
          .arg(name(joined))
          .arg(name(type))
          .label(tree.range(elements.front().first), name(joined))
          .label(tree.range(element), name(type));
      return types.get(Kind::Never);
    }
    joined = met;
  }
  return joined ? joined : sema.openElement(instance, display, slot);
}

bool Checker::fits(NodeId expr, TypeId type, TypeId wanted) {
  if (types::isConvertible(types, type, wanted))
    return true;
  auto info = instance.exprs.find(expr.index);
  if (info == instance.exprs.end() || info->second.type != type || !types.isList(type) || !types.isList(wanted))
    return false;
  TypeId element = types[wanted].elements[0];
  auto comprehension = tree.dyn<ast::ListComp>(expr);
  auto display = tree.dyn<ast::List>(expr);
  auto adopts = [&](NodeId one) { return !tree.is<ast::Starred>(one) && fits(one, instance.type(one), element); };
  if (!(comprehension && adopts(comprehension->elt())) && !(display && llvm::all_of(display->elts(), adopts)))
    return false;
  instance.exprs[expr.index] = {wanted, {}};
  return true;
}

TypeId Checker::checkElements(NodeId display, llvm::ArrayRef<NodeId> elements, unsigned slot) {
  llvm::SmallVector<std::pair<NodeId, TypeId>> checked;
  for (NodeId element : elements) {
    auto starred = tree.dyn<ast::Starred>(element);
    TypeId type = check(starred ? starred->value() : element).type;
    if (starred && !isNever(type))
      type = iterationType(starred->value(), type);
    checked.push_back({element, type});
  }
  return joinElements(display, checked, slot);
}

ExprInfo Checker::checkDisplay(NodeId expr) {
  if (auto list = tree.dyn<ast::List>(expr))
    return {types.list(checkElements(expr, list->elts(), 0)), {}};
  if (auto set = tree.dyn<ast::Set>(expr))
    return useKey(expr, types.set(checkElements(expr, set->elts(), 0)));
  auto dict = tree.as<ast::Dict>(expr);
  llvm::SmallVector<std::pair<NodeId, TypeId>> keys, values;
  llvm::SmallVector<TypeId> unpacked;
  for (auto [key, value] : llvm::zip(dict.keys(), dict.values())) {
    TypeId type = check(value).type;
    if (key) {
      keys.push_back({key, check(key).type});
      values.push_back({value, type});
      continue;
    }
    // `**other` takes over what another dictionary holds.
    if (isNever(type))
      return error();
    if (types.kind(type) != Kind::Dict) {
      report(diag::Id::NotAMapping, value).arg(types.pythonName(type));
      return error();
    }
    keys.push_back({value, types[type].elements[0]});
    values.push_back({value, types[type].elements[1]});
    unpacked.push_back(type);
  }
  TypeId key = joinElements(expr, keys, 0), value = joinElements(expr, values, 1);
  ExprInfo result = useKey(expr, types.dict(key, value));
  for (TypeId other : unpacked)
    if (!isNever(result.type) && !isNever(key) && !isNever(value))
      useOperator(expr, "update", {result.type, other});
  return result;
}

bool Checker::isHashable(TypeId type) {
  const types::Type t = types[type];
  if (t.kind == Kind::Tuple)
    return llvm::all_of(t.elements, [&](TypeId element) { return isHashable(element); });
  return t.kind == Kind::Never || t.kind == Kind::Str || t.kind == Kind::None || types.isNumber(type);
}

ExprInfo Checker::useKey(NodeId place, TypeId container) {
  TypeId key = types[container].elements[0];
  if (!isHashable(key)) {
    report(diag::Id::Unhashable, place).arg(types.pythonName(key));
    return error();
  }
  useOperator(place, "make", {container});
  if (types.kind(container) == Kind::Set && !isNever(key))
    useOperator(place, "add_element", {container, key});
  if (types.kind(container) == Kind::Dict && !isNever(key) && !isNever(types[container].elements[1]))
    useOperator(place, "set_item", {container, key, types[container].elements[1]});
  return {container, {}};
}

//===- Subscripts -----------------------------------------------------------------------------------------------===//

ExprInfo Checker::checkContainerSubscript(NodeId expr, TypeId container, NodeId index) {
  const types::Type type = types[container];
  TypeId integer = types.get(Kind::Int);
  if (tree.is<ast::Slice>(index)) {
    checkSlice(index);
    if (type.kind == Kind::Dict || type.kind == Kind::Set) {
      report(diag::Id::Unhashable, index).arg("slice");
      return error();
    }
    if (type.kind == Kind::Str)
      return of(Kind::Str);
    useOperator(expr, "get_slice", {container, integer, integer, integer});
    return {container, {}};
  }
  TypeId given = check(index).type;
  if (isNever(given))
    return error();
  if (type.kind == Kind::Dict) {
    sema.unify(type.elements[0], given);
    TypeId key = type.elements[0];
    if (!types::isConvertible(types, given, key)) {
      report(diag::Id::KeyMismatch, index).arg(name(given)).arg(name(key));
      return error();
    }
    if (isNever(key))
      return error();
    useOperator(expr, "get_item", {container, key});
    return {type.elements[1], {}};
  }
  if (type.kind == Kind::Set) {
    report(diag::Id::NotSubscriptable, expr).arg(types.pythonName(container));
    return error();
  }
  if (!types.isInteger(given) && types.kind(given) != Kind::Bool) {
    report(diag::Id::BadSequenceIndex, index)
        .arg(type.kind == Kind::Str ? "string" : types.pythonName(container))
        .arg(types.pythonName(given));
    return error();
  }
  return {type.kind == Kind::Str ? container : type.elements[0], {}};
}

void Checker::checkContainerStore(NodeId target, NodeId value, ExprInfo info) {
  auto node = tree.as<ast::Subscript>(target);
  TypeId container = check(node.value()).type;
  const types::Type type = types[container];
  TypeId integer = types.get(Kind::Int), boolean = types.get(Kind::Bool);
  if (tree.is<ast::Slice>(node.slice())) {
    check(target);
    if (type.kind != Kind::List || isNever(info.type))
      return;
    TypeId element = iterationType(value, info.type);
    if (!element)
      return;
    sema.unify(type.elements[0], element);
    instance.exprs[target.index] = {container, {}};
    useOperator(target, "set_slice", {container, integer, integer, integer, boolean, info.type});
    return;
  }
  TypeId element;
  if (type.kind == Kind::Dict) {
    TypeId given = check(node.slice()).type, key = type.elements[0];
    if (isNever(given) || isNever(info.type))
      return;
    sema.unify(key, given);
    sema.unify(type.elements[1], info.type);
    instance.exprs[target.index] = {type.elements[1], {}};
    if (isNever(key) || isNever(type.elements[1]))
      return;
    if (!types::isConvertible(types, given, key)) {
      report(diag::Id::KeyMismatch, node.slice()).arg(name(given)).arg(name(key));
      return;
    }
    element = type.elements[1];
    useOperator(target, "set_item", {container, key, element});
  } else {
    element = check(target).type;
    if (type.kind == Kind::List && !isNever(info.type))
      sema.unify(type.elements[0], info.type);
  }
  if (isNever(element) || isNever(info.type))
    return;
  if (type.kind == Kind::Str) {
    report(diag::Id::NoItemAssignment, target).arg("str");
    return;
  }
  if (!fits(value, info.type, element))
    report(diag::Id::CannotStore, value).arg(name(info.type)).arg(name(element));
}

void Checker::checkDelete(NodeId stmt) {
  for (NodeId target : tree.as<ast::Delete>(stmt).targets()) {
    if (auto variable = tree.dyn<ast::Name>(target)) {
      auto local = function().findLocal(variable->id(), comprehensions);
      if (!local) {
        report(diag::Id::Unsupported, target).arg("`del` of a module's variable");
        continue;
      }
      // Reading it here says what is wrong with an unset one.
      instance.exprs[target.index] = checkName(target);
      unset(*local);
      continue;
    }
    auto subscript = tree.dyn<ast::Subscript>(target);
    TypeId container = subscript ? check(subscript->value()).type : TypeId();
    if (!subscript || (!isNever(container) && !types.isList(container) && types.kind(container) != Kind::Dict)) {
      report(diag::Id::Unsupported, target).arg("`del` of this");
      continue;
    }
    TypeId integer = types.get(Kind::Int);
    check(target);
    if (isNever(container))
      continue;
    if (tree.is<ast::Slice>(subscript->slice()))
      useOperator(target, "del_slice", {container, integer, integer, integer});
    else if (types.isList(container))
      useOperator(target, "del_item", {container, integer});
    else if (!isNever(types[container].elements[0]))
      useOperator(target, "del_item", {container, types[container].elements[0]});
  }
}

//===- Operators ------------------------------------------------------------------------------------------------===//

/// The function of stdlib/containers for an operator.
static llvm::StringRef operatorName(ast::Operator op) {
  switch (op) {
  case ast::Operator::Add:
    return "add";
  case ast::Operator::Mult:
    return "repeat";
  case ast::Operator::BitOr:
    return "bit_or";
  case ast::Operator::BitAnd:
    return "bit_and";
  case ast::Operator::BitXor:
    return "bit_xor";
  case ast::Operator::Sub:
    return "subtract";
  default:
    return "none";
  }
}

std::optional<ExprInfo> Checker::checkContainerBinary(NodeId expr, ast::Operator op, TypeId l, TypeId r) {
  // `3 * [0]` is `[0] * 3`.
  if (op == ast::Operator::Mult && types.isInteger(l) && !types.isArray(r))
    std::swap(l, r);
  if (op == ast::Operator::Mod && types.kind(l) == Kind::Str) {
    report(diag::Id::Unsupported, expr).arg("formatting by `%`").hint("write an f-string");
    return error();
  }
  if (!types.isContainer(l) && types.kind(l) != Kind::Str)
    return std::nullopt;
  llvm::StringRef function = operatorName(op);
  TypeId integer = types.get(Kind::Int);
  if (op == ast::Operator::Mult && (types.isInteger(r) || types.kind(r) == Kind::Bool)) {
    if (types.kind(l) == Kind::Str)
      return ExprInfo{l, {}};
    if (types.isList(l)) {
      useOperator(expr, function, {l, integer});
      return ExprInfo{l, {}};
    }
    return std::nullopt;
  }
  if (types.kind(l) != types.kind(r) || types.kind(l) == Kind::Str || op == ast::Operator::Mult)
    return std::nullopt;
  TypeId both = joinTypes(l, r);
  if (!both) {
    report(diag::Id::ElementConflict, expr).arg(name(l)).arg(name(r));
    return error();
  }
  TypeId result = useOperator(expr, function, {both, both});
  return result ? std::optional(ExprInfo{both, {}}) : std::nullopt;
}

bool Checker::checkContainerAugAssign(NodeId stmt, ExprInfo target, ExprInfo value) {
  auto assign = tree.as<ast::AugAssign>(stmt);
  if (!types.isContainer(target.type) || isNever(value.type))
    return false;
  TypeId integer = types.get(Kind::Int), given = value.type;
  std::string function = "in_place_" + operatorName(assign.op()).str();
  if (assign.op() == ast::Operator::Mult && types.isInteger(given))
    given = integer;
  else if (types.isList(target.type)) {
    TypeId element = iterationType(assign.value(), given);
    if (!element)
      return true;
    TypeId held = types[target.type].elements[0];
    sema.unify(held, element);
    if (!isNever(element) && !isNever(held) && !types::isConvertible(types, element, held)) {
      report(diag::Id::CannotStore, assign.value()).arg(name(element)).arg(name(held));
      return true;
    }
  } else {
    sema.unify(target.type, given);
  }
  if (sema.isOpen(target.type) && !isNever(target.type)) {
    instance.exprs[stmt.index] = {target.type, {}};
    return true;
  }
  if (!useOperator(stmt, function, {target.type, given})) {
    report(diag::Id::UnsupportedOperand, stmt)
        .arg(ops::token(assign.op()).str() + "=")
        .arg(types.pythonName(target.type))
        .arg(types.pythonName(value.type));
    return true;
  }
  instance.exprs[stmt.index] = {target.type, {}};
  return true;
}

/// The function of stdlib/containers for a comparison.
static llvm::StringRef comparisonName(ast::CmpOp op) {
  switch (op) {
  case ast::CmpOp::Lt:
    return "less";
  case ast::CmpOp::LtE:
    return "less_equal";
  case ast::CmpOp::Gt:
    return "greater";
  case ast::CmpOp::GtE:
    return "greater_equal";
  default:
    return "equal";
  }
}

bool Checker::areComparable(NodeId expr, ast::CmpOp op, TypeId l, TypeId r) {
  if (isNever(l) || isNever(r))
    return true;
  if (types.isContainer(l) && types.kind(l) == types.kind(r)) {
    TypeId both = joinTypes(l, r);
    return both && useOperator(expr, comparisonName(op), {both, both});
  }
  if (types.kind(l) == Kind::Str && types.kind(r) == Kind::Str)
    return true;
  if (types.kind(l) == Kind::None && types.kind(r) == Kind::None)
    return ops::rule(op) == ops::ComparisonRule::Equality;
  if (types.isTuple(l) && types.isTuple(r)) {
    const types::Type a = types[l], b = types[r];
    // The order of tuples asks for the equality of their elements too.
    return llvm::all_of(llvm::zip(a.elements, b.elements), [&](auto pair) {
      auto [x, y] = pair;
      return areComparable(expr, op, x, y) && areComparable(expr, ast::CmpOp::Eq, x, y);
    });
  }
  return bool(ops::comparisonOperand(types, l, r));
}

ExprInfo Checker::checkMembership(NodeId expr, TypeId value, NodeId container, TypeId type) {
  const types::Type t = types[type];
  auto fail = [&](TypeId element) {
    report(diag::Id::UnorderedTypes, expr).arg("in").arg(name(value)).arg(name(element));
    return error();
  };
  if (t.kind == Kind::Str) {
    if (types.kind(value) == Kind::Str)
      return of(Kind::Bool);
    return fail(type);
  }
  if (t.kind == Kind::Array)
    return useOperator(expr, "contains", {type, value}) ? of(Kind::Bool) : fail(type);
  TypeId element = iterationType(container, type);
  if (!element)
    return error();
  if (types.isContainer(type))
    sema.unify(t.elements[0], value);
  if (isNever(element))
    return of(Kind::Bool);
  if (t.kind == Kind::Dict || t.kind == Kind::Set) {
    if (!types::isConvertible(types, value, element))
      return fail(element);
    useOperator(expr, "contains", {type, element});
    return of(Kind::Bool);
  }
  if (!areComparable(expr, ast::CmpOp::Eq, element, value))
    return fail(element);
  if (t.kind == Kind::Tuple)
    return of(Kind::Bool);
  TypeId result = useOperator(expr, "contains", {type, value});
  return result ? of(Kind::Bool) : fail(element);
}

//===- Iteration ------------------------------------------------------------------------------------------------===//

TypeId Checker::iterationType(NodeId iter, TypeId type) {
  type = types.valueOf(type);
  const types::Type t = types[type];
  TypeId integer = types.get(Kind::Int);
  switch (t.kind) {
  case Kind::Never:
    return type;
  case Kind::Range:
    return integer;
  case Kind::Str:
    return type;
  case Kind::List:
  case Kind::Set:
  case Kind::Dict:
    return t.elements[0];
  case Kind::Tuple: {
    TypeId joined;
    for (TypeId element : t.elements)
      joined = joined ? joinTypes(joined, element) : element;
    if (joined && llvm::all_of(t.elements, [&](TypeId element) { return element == joined; }))
      return joined;
    if (!t.elements.empty())
      break;
    return types.get(Kind::Never);
  }
  case Kind::Array:
    if (t.rank == 0)
      break;
    return t.rank == 1 ? t.elements[0]
                       : types.array(t.elements[0], t.rank - 1,
                                     t.layout == types::Layout::C ? types::Layout::C : types::Layout::Strided);
  case Kind::Iterator: {
    llvm::SmallVector<TypeId> elements;
    auto kind = types::IteratorKind(t.entity);
    if (kind == types::IteratorKind::Items)
      return types.tuple(types[t.elements[0]].elements);
    if (kind == types::IteratorKind::Keys || kind == types::IteratorKind::Values)
      return types[t.elements[0]].elements[kind == types::IteratorKind::Values];
    bool hasFunction = kind == types::IteratorKind::Map || kind == types::IteratorKind::Filter;
    for (TypeId source : llvm::ArrayRef(t.elements).drop_front(hasFunction)) {
      elements.push_back(iterationType(iter, source));
      if (!elements.back() || isNever(elements.back()))
        return elements.back();
    }
    switch (kind) {
    case types::IteratorKind::Enumerate:
      return types.tuple({integer, elements[0]});
    case types::IteratorKind::Zip:
      return types.tuple(elements);
    case types::IteratorKind::Map:
      return callType(iter, t.elements[0], elements);
    default:
      return elements[0];
    }
  }
  default:
    break;
  }
  report(diag::Id::NotIterable, iter).arg(types.isTuple(type) ? name(type) : types.pythonName(type));
  return {};
}

TypeId Checker::callType(NodeId place, TypeId callee, llvm::ArrayRef<TypeId> args) {
  if (types.kind(callee) == Kind::DType)
    return types[callee].elements[0];
  std::vector<TypeId> key{callee};
  llvm::append_range(key, args);
  if (types.kind(callee) == Kind::Builtin) {
    // `map(len, a)`: a function of the stdlib calls it.
    std::string function = "apply" + std::to_string(args.size());
    typed::Instance *target = args.size() <= 3 ? stdlibInstance(place, "containers.functions", function, key) : nullptr;
    if (!target || target->hasErrors) {
      report(diag::Id::InStdlibCall, place).arg(types.pythonName(callee));
      return types.get(Kind::Never);
    }
    sema.program.operators[{function, key}] = target;
    instance.helpers.push_back(target);
    return target->result ? target->result : types.get(Kind::Never);
  }
  llvm::SmallVector<Argument> arguments;
  for (auto [i, arg] : llvm::enumerate(args))
    arguments.push_back({{unsigned(i) + 1, NodeId{}, -1}, {arg, {}}, {}});
  typed::CallInfo info;
  info.operands.assign(args.size() + 1, NodeId{});
  TypeId result = checkCallOf(place, callee, arguments, info).type;
  for (const typed::CallInfo &choice : info.choices)
    if (choice.callee)
      instance.helpers.push_back(choice.callee);
  if (info.callee)
    instance.helpers.push_back(info.callee);
  sema.program.valueCalls[key] = std::move(info);
  return result;
}

} // namespace amaru::sema
