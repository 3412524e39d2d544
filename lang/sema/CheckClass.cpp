// Classes: making objects, their attributes, and the methods behind operators.
#include "lang/sema/Checker.h"

namespace amaru::sema {

using typed::CallInfo;

typed::Class *Checker::classOf(TypeId type) const {
  return types.isInstance(type) ? sema.program.classes[types.classOf(type)].get() : nullptr;
}

void Checker::checkClassDef(NodeId stmt) {
  auto found = module().classes.find(stmt.index);
  if (auto entity = module().entities.find(tree.as<ast::ClassDef>(stmt).name());
      found == module().classes.end() && function().isTopLevel && entity != module().entities.end() &&
      types.kind(entity->second) == Kind::ExceptionClass)
    return;
  if (found == module().classes.end() || !function().isTopLevel) {
    report(diag::Id::Unsupported, stmt).arg("a class inside a function");
    return;
  }
  typed::Class &cls = *found->second;
  auto constant = [&](NodeId target, ExprInfo value) {
    auto name = tree.dyn<ast::Name>(target);
    if (!name)
      return;
    if (auto global = cls.constants.find(name->id()); global != cls.constants.end())
      assignSlot(*global->second, target, value);
  };
  for (NodeId member : tree.as<ast::ClassDef>(stmt).body()) {
    if (auto assign = tree.dyn<ast::Assign>(member)) {
      ExprInfo value = check(assign->value());
      for (NodeId target : assign->targets())
        constant(target, value);
    } else if (auto assign = tree.dyn<ast::AnnAssign>(member); assign && assign->value() && !cls.constructor) {
      constant(assign->target(), check(assign->value()));
    } else if (tree.is<ast::FunctionDef>(member)) {
      checkDefaultSlots(*module().functions[member.index]);
    }
  }
  if (cls.constructor)
    checkDefaultSlots(*cls.constructor);
}

void Checker::checkDefaultSlots(typed::Function &defined) {
  for (typed::Param &param : defined.params)
    if (param.slot && param.slot->module == &module() && (!param.slot->type || sema.isOpen(param.slot->type)))
      assignSlot(*param.slot, param.defaultValue, check(param.defaultValue));
}

//===- Making objects -------------------------------------------------------------------------------------------===//

ExprInfo Checker::checkConstruct(NodeId expr, typed::Class &cls) {
  NodeId func = tree.as<ast::Call>(expr).func();
  CallInfo info;
  info.operands.push_back(func);
  TypeId self = types.entity(cls.kind == Kind::Object ? Kind::Object : Kind::Class, cls.index);
  llvm::SmallVector<Argument> arguments{{{0, func, -1}, {self, {}}, {}}};
  if (!collectArguments(expr, info, arguments))
    return error();
  ExprInfo result{self, {}};
  if (cls.constructor) {
    result = checkFields(expr, cls, arguments, info);
  } else if (cls.kind == Kind::Object) {
    report(diag::Id::Unsupported, expr)
        .arg("a class whose objects can change")
        .hint("make it a value: `@amaru.struct`, `@dataclass(frozen=True)` or NamedTuple");
    return error();
  } else {
    report(diag::Id::Unsupported, expr).arg("`__init__` of a class whose objects cannot change");
    return error();
  }
  info.kind = CallInfo::Kind::Construct;
  instance.calls[expr.index] = std::move(info);
  return result;
}

ExprInfo Checker::checkFields(NodeId site, typed::Class &cls, llvm::ArrayRef<Argument> arguments, CallInfo &info) {
  if (!bindArguments(site, *cls.constructor, arguments, info))
    return error();
  llvm::SmallVector<TypeId> fields;
  llvm::StringMap<TypeId> typeArguments;
  for (auto [param, arg] : llvm::drop_begin(llvm::zip(cls.constructor->params, info.args))) {
    TypeId type = argumentInfo(arg, arguments, types::Type{}).type;
    if (isNever(type))
      return error();
    if (param.annotation) {
      std::optional<TypeId> declared =
          declaredType(*cls.constructor, param, type, arg.node() ? arg.node() : site, typeArguments);
      if (!declared)
        return error();
      type = *declared;
    }
    fields.push_back(type);
  }
  if (cls.kind == Kind::Object) {
    for (auto [field, type] : llvm::zip(cls.fields, fields))
      if (!setFieldType(cls, field, type, site))
        return error();
    return {types.entity(Kind::Object, cls.index), {}};
  }
  return {types.structure(cls.kind, cls.index + (cls.kind == Kind::Tuple), fields), {}};
}

bool Checker::setFieldType(typed::Class &cls, typed::Field &field, TypeId type, NodeId place) {
  if (!field.type) {
    field.type = type;
    field.origin = place;
    return true;
  }
  TypeId joined = types::join(types, field.type, type);
  if (joined == field.type)
    return true;
  if (!joined) {
    report(diag::Id::FieldChangesType, place).arg(cls.name).arg(field.name).arg(name(field.type)).arg(name(type));
    return false;
  }
  field.type = joined;
  return true;
}

//===- Attributes -----------------------------------------------------------------------------------------------===//

std::optional<TypeId> Checker::fieldType(TypeId object, llvm::StringRef field) const {
  const typed::Class *cls = classOf(object);
  std::optional<unsigned> index = cls ? cls->findField(field) : std::nullopt;
  if (!index)
    return std::nullopt;
  TypeId type = types.kind(object) == Kind::Object ? cls->fields[*index].type : types[object].elements[*index];
  return type ? std::optional(type) : std::nullopt;
}

ExprInfo Checker::checkMember(NodeId expr, TypeId object, llvm::StringRef attribute) {
  NodeId value = tree.as<ast::Attribute>(expr).value();
  const bool isClass = types.kind(object) == Kind::Class;
  typed::Class &cls = isClass ? *sema.program.classes[types[object].entity] : *classOf(object);
  if (!isClass)
    if (std::optional<TypeId> field = fieldType(object, attribute))
      return {*field, {}};
  if (const typed::Method *method = cls.findMethod(attribute)) {
    TypeId function = types.entity(Kind::Function, method->function->index);
    switch (method->kind) {
    case typed::Method::Kind::Static:
      return {function, {}};
    case typed::Method::Kind::Class:
      return {types.method(method->function->index, types.entity(Kind::Class, cls.index)), {}};
    case typed::Method::Kind::Instance:
      return {isClass ? function : types.method(method->function->index, object), {}};
    case typed::Method::Kind::Property:
      if (!isClass)
        return callMethod(expr, *method, {{{0, value, -1}, {object, {}}, {}}}, {value}, instance.operators);
      break;
    }
  }
  if (auto constant = cls.constants.find(attribute); constant != cls.constants.end() && constant->second->type) {
    constant->second->isRead = true;
    return {constant->second->type, constant->second->constant};
  }
  if (attribute == "__name__" && isClass)
    return {types.get(Kind::Str), cls.name};
  llvm::SmallVector<llvm::StringRef> names;
  for (const typed::Field &field : cls.fields)
    names.push_back(field.name);
  for (const auto &method : cls.methods)
    names.push_back(method.first());
  for (const auto &constant : cls.constants)
    names.push_back(constant.first());
  llvm::sort(names);
  auto builder = report(isClass ? diag::Id::NoClassAttribute : diag::Id::NoAttribute, expr);
  builder.arg(cls.name).arg(attribute);
  if (std::optional<llvm::StringRef> near = nearest(attribute, names))
    builder.hint("did you mean `" + near->str() + "`?");
  return error();
}

ExprInfo Checker::checkSuper(NodeId expr) {
  typed::Class *owner = function().owner;
  if (!owner || !owner->base || function().params.empty() || !expectArguments(expr, 0, 0)) {
    report(diag::Id::Unsupported, expr).arg("`super()` here");
    return error();
  }
  return {types.structure(Kind::Super, owner->base->index, {env.variables[0].type}), {}};
}

ExprInfo Checker::checkSuperMember(NodeId expr, const types::Type &super, llvm::StringRef attribute) {
  const typed::Method *method = sema.program.classes[super.entity]->findMethod(attribute);
  if (method && method->kind == typed::Method::Kind::Instance)
    return {types.method(method->function->index, super.elements[0]), {}};
  report(diag::Id::NoAttribute, expr).arg("super").arg(attribute);
  return error();
}

void Checker::checkMemberStore(NodeId target, NodeId value, ExprInfo info) {
  auto node = tree.as<ast::Attribute>(target);
  TypeId object = check(node.value()).type;
  if (isNever(object) || isNever(info.type))
    return;
  typed::Class *cls = classOf(object);
  if (!cls) {
    report(diag::Id::Unsupported, target).arg("assigning to an attribute of " + name(object));
    return;
  }
  if (cls->kind != Kind::Object) {
    report(cls->kind == Kind::Tuple ? diag::Id::CannotSetAttribute : diag::Id::FrozenField, target).arg(node.attr());
    return;
  }
  std::optional<unsigned> field = cls->findField(node.attr());
  if (!field && (cls->findMethod(node.attr()) || cls->constants.contains(node.attr()))) {
    report(diag::Id::Unsupported, target).arg("assigning to what the class defines");
    return;
  }
  if (!field) {
    field = cls->fields.size();
    cls->fields.push_back({node.attr().str(), NodeId{}, {}, target});
  }
  if (setFieldType(*cls, cls->fields[*field], info.type, target))
    instance.exprs[target.index] = {cls->fields[*field].type, {}};
}

//===- Operators ------------------------------------------------------------------------------------------------===//

ExprInfo Checker::callMethod(NodeId site, const typed::Method &method, llvm::ArrayRef<Argument> arguments,
                             llvm::ArrayRef<NodeId> operands, llvm::DenseMap<uint32_t, CallInfo> &table) {
  CallInfo info;
  info.operands.assign(operands.begin(), operands.end());
  ExprInfo result = checkCallOf(site, types.entity(Kind::Function, method.function->index), arguments, info);
  table[site.index] = std::move(info);
  return result;
}

std::optional<ExprInfo> Checker::callOperator(NodeId site, llvm::StringRef dunder, llvm::ArrayRef<NodeId> operands,
                                              llvm::ArrayRef<TypeId> operandTypes,
                                              llvm::DenseMap<uint32_t, CallInfo> &table, unsigned receiver) {
  typed::Class *cls = classOf(operandTypes[receiver]);
  const typed::Method *method = cls ? cls->findMethod(dunder) : nullptr;
  if (!method)
    return std::nullopt;
  llvm::SmallVector<Argument> arguments{{{receiver, operands[receiver], -1}, {operandTypes[receiver], {}}, {}}};
  for (unsigned i = 0; i < operands.size(); ++i)
    if (i != receiver)
      arguments.push_back({{i, operands[i], -1}, {operandTypes[i], {}}, {}});
  return callMethod(site, *method, arguments, operands, table);
}

static llvm::StringRef dunderOf(ast::Operator op) {
  switch (op) {
  case ast::Operator::Add:
    return "add";
  case ast::Operator::Sub:
    return "sub";
  case ast::Operator::Mult:
    return "mul";
  case ast::Operator::MatMult:
    return "matmul";
  case ast::Operator::Div:
    return "truediv";
  case ast::Operator::Mod:
    return "mod";
  case ast::Operator::Pow:
    return "pow";
  case ast::Operator::LShift:
    return "lshift";
  case ast::Operator::RShift:
    return "rshift";
  case ast::Operator::BitOr:
    return "or";
  case ast::Operator::BitXor:
    return "xor";
  case ast::Operator::BitAnd:
    return "and";
  case ast::Operator::FloorDiv:
    return "floordiv";
  }
  return "";
}

std::optional<ExprInfo> Checker::binaryOfObjects(NodeId expr, ast::Operator op, NodeId lhs, TypeId l, NodeId rhs,
                                                 TypeId r) {
  instance.operators.erase(expr.index);
  if (!classOf(l) && !classOf(r))
    return std::nullopt;
  std::string name = dunderOf(op).str();
  if (tree.is<ast::AugAssign>(expr))
    if (auto result = callOperator(expr, "__i" + name + "__", {lhs, rhs}, {l, r}, instance.operators))
      return result;
  if (auto result = callOperator(expr, "__" + name + "__", {lhs, rhs}, {l, r}, instance.operators))
    return result;
  return callOperator(expr, "__r" + name + "__", {lhs, rhs}, {l, r}, instance.operators, /*receiver=*/1);
}

std::optional<ExprInfo> Checker::compareObjects(NodeId expr, NodeId lhs, ast::CmpOp op, NodeId rhs, TypeId l,
                                                TypeId r) {
  instance.comparisons.erase(rhs.index);
  typed::Class *left = classOf(l), *right = classOf(r);
  if (!left && !right)
    return std::nullopt;
  static constexpr std::pair<const char *, const char *> dunders[] = {{"__eq__", "__eq__"}, {"__ne__", "__ne__"},
                                                                      {"__lt__", "__gt__"}, {"__le__", "__ge__"},
                                                                      {"__gt__", "__lt__"}, {"__ge__", "__le__"}};
  if (op > ast::CmpOp::GtE)
    return std::nullopt;
  auto [direct, mirrored] = dunders[unsigned(op)];
  if (auto result = callOperator(rhs, direct, {lhs, rhs}, {l, r}, instance.comparisons))
    return result;
  if (auto result = callOperator(rhs, mirrored, {lhs, rhs}, {l, r}, instance.comparisons, /*receiver=*/1))
    return result;
  // `a != b` is `not a == b`.
  if (op == ast::CmpOp::NotEq)
    if (auto result = callOperator(rhs, "__eq__", {lhs, rhs}, {l, r}, instance.comparisons))
      return of(Kind::Bool);
  const bool isEquality = op == ast::CmpOp::Eq || op == ast::CmpOp::NotEq;
  if (left && left == right && left->kind != Kind::Tuple) {
    const bool byFields = left->isDataclass && (isEquality ? left->hasEquality : left->isOrdered);
    if (byFields && l == r)
      return comparable(l) ? of(Kind::Bool)
                           : (report(diag::Id::Unsupported, expr).arg("comparing these fields"), error());
    if (isEquality && l == r && left->kind == Kind::Object)
      return of(Kind::Bool);
  }
  if (left && left->kind == Kind::Tuple && types.isTuple(r))
    return std::nullopt;
  report(diag::Id::UnorderedTypes, expr).arg(ops::token(op)).arg(pythonName(l)).arg(pythonName(r));
  return error();
}

bool Checker::comparable(TypeId type) const {
  if (types.isNumber(type) || types.kind(type) == Kind::Str)
    return true;
  if (types.kind(type) != Kind::Tuple && types.kind(type) != Kind::Struct)
    return false;
  // What a nested class says of its own objects is not asked.
  if (typed::Class *cls = classOf(type))
    for (llvm::StringRef dunder : {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"})
      if (cls->findMethod(dunder))
        return false;
  return llvm::all_of(types[type].elements, [&](TypeId element) { return comparable(element); });
}

std::string Checker::pythonName(TypeId type) const {
  if (typed::Class *cls = classOf(type))
    return cls->name;
  return types.pythonName(type);
}

//===- Text -----------------------------------------------------------------------------------------------------===//

bool Checker::requireText(NodeId place, TypeId type, bool isNested) {
  typed::Class *cls = classOf(type);
  if (!cls) {
    if (types.isTuple(type))
      return llvm::all_of(types[type].elements, [&](TypeId element) { return requireText(place, element, true); });
    return true;
  }
  auto instanceOf = [&](llvm::StringRef dunder) -> typed::Instance * {
    const typed::Method *method = cls->findMethod(dunder);
    return method ? sema.instantiate(*method->function, {type}) : nullptr;
  };
  typed::Instance *str = instanceOf("__str__"), *repr = instanceOf("__repr__");
  for (typed::Instance *text : {str, repr})
    if (text && text->result && types.kind(text->result) != Kind::Str && !text->hasErrors) {
      report(diag::Id::TextOfWrongType, place).arg(text->function->name).arg(pythonName(text->result));
      return false;
    }
  const bool isGenerated = cls->kind == Kind::Tuple || cls->isDataclass;
  if (!repr && !isGenerated && (!str || isNested)) {
    report(diag::Id::Unsupported, place).arg("the text of an object of `" + cls->name + "`, which has no `__repr__`,");
    return false;
  }
  sema.program.texts[type.index] = {str ? str : repr, repr};
  bool fits = true;
  if (!repr && isGenerated)
    for (const typed::Field &field : cls->fields)
      if (std::optional<TypeId> inner = fieldType(type, field.name))
        fits &= requireText(place, *inner, true);
  return fits;
}

} // namespace amaru::sema
