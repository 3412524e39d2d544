// Objects of classes: making them, their attributes, operators and texts.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

const typed::Class &Emitter::classOf(TypeId type) { return *program.classes[types.classOf(type)]; }

void Emitter::emitClassDef(NodeId stmt) {
  auto found = instance.function->module->classes.find(stmt.index);
  // The class of an exception: all of it is known before the program runs.
  if (found == instance.function->module->classes.end())
    return;
  const typed::Class &cls = *found->second;
  auto constant = [&](NodeId target, const Val &value) {
    auto name = tree.dyn<ast::Name>(target);
    auto global = name ? cls.constants.find(name->id()) : cls.constants.end();
    if (global != cls.constants.end())
      storeGlobal(at(target), *global->second, value);
  };
  for (NodeId member : tree.as<ast::ClassDef>(stmt).body()) {
    if (auto assign = tree.dyn<ast::Assign>(member)) {
      Val value = emit(assign->value());
      for (NodeId target : assign->targets())
        constant(target, value);
    } else if (auto assign = tree.dyn<ast::AnnAssign>(member); assign && assign->value() && !cls.constructor) {
      constant(assign->target(), emit(assign->value()));
    } else if (tree.is<ast::FunctionDef>(member)) {
      emitDefaultSlots(*instance.function->module->functions.find(member.index)->second);
    }
  }
  if (cls.constructor)
    emitDefaultSlots(*cls.constructor);
}

void Emitter::emitDefaultSlots(const typed::Function &defined) {
  for (const typed::Param &param : defined.params)
    if (param.slot && instance.exprs.contains(param.defaultValue.index))
      storeGlobal(at(param.defaultValue), *param.slot, emit(param.defaultValue));
}

Val Emitter::emitConstruct(NodeId expr, const typed::CallInfo &info) {
  mlir::Location loc = at(expr);
  llvm::SmallVector<Val> operands = emitOperands(info);
  TypeId type = typeOf(expr);
  Val object{type, {}};
  const types::Type t = types[type];
  for (auto [arg, field] : llvm::zip(llvm::drop_begin(info.args), t.elements))
    llvm::append_range(object.parts, argument(loc, arg, field, operands).parts);
  return object;
}

//===- Attributes -----------------------------------------------------------------------------------------------===//

Val Emitter::emitMember(NodeId expr, const Val &object) {
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  if (auto property = instance.operators.find(expr.index); property != instance.operators.end())
    return emitCallOf(loc, property->second, object, type);
  llvm::StringRef name = tree.as<ast::Attribute>(expr).attr();
  const types::Type t = types[object.type];
  const bool isClass = t.kind == Kind::Class;
  const typed::Class &cls = isClass ? *program.classes[t.entity] : classOf(object.type);
  if (!isClass)
    if (std::optional<unsigned> field = cls.findField(name))
      return elementOf(object, *field);
  if (cls.methods.contains(name))
    return methodOf(object, type);
  return loadGlobal(loc, *cls.constants.find(name)->second);
}

Val Emitter::methodOf(const Val &object, TypeId type) {
  // A bound method is its receiver; of a class, or static, it is nothing at run time.
  const types::Type t = types[type];
  const bool isBound = t.kind == Kind::Method && types.kind(t.elements[0]) != Kind::Class;
  return {type, isBound ? object.parts : llvm::SmallVector<mlir::Value, 2>()};
}

//===- Comparisons ----------------------------------------------------------------------------------------------===//

Val Emitter::compareFields(mlir::Location loc, ast::CmpOp op, const Val &lhs, const Val &rhs) {
  TypeId boolean = types.get(Kind::Bool);
  if (types.kind(lhs.type) != Kind::Struct && !types.isTuple(lhs.type))
    return compare(loc, op, lhs, rhs);
  const size_t count = types[lhs.type].elements.size();
  const bool isEquality = ops::rule(op) == ops::ComparisonRule::Equality;
  if (isEquality) {
    mlir::Value equal = constantBool(loc, true);
    for (size_t i = 0; i < count; ++i) {
      Val same = compareFields(loc, ast::CmpOp::Eq, elementOf(lhs, i), elementOf(rhs, i));
      equal = mlir::arith::AndIOp::create(builder, loc, equal, same.value());
    }
    if (op == ast::CmpOp::NotEq)
      equal = negated(loc, equal);
    return {boolean, {equal}};
  }
  // The first fields that differ decide.
  mlir::Value result = constantBool(loc, op == ast::CmpOp::LtE || op == ast::CmpOp::GtE);
  for (size_t i = count; i > 0; --i) {
    Val x = elementOf(lhs, i - 1), y = elementOf(rhs, i - 1);
    mlir::Value same = compareFields(loc, ast::CmpOp::Eq, x, y).value();
    result = mlir::arith::SelectOp::create(builder, loc, same, result, compareFields(loc, op, x, y).value());
  }
  return {boolean, {result}};
}

//===- Text -----------------------------------------------------------------------------------------------------===//

Val Emitter::textOf(mlir::Location loc, const Val &value, bool repr) {
  TypeId string = types.get(Kind::Str);
  const types::Type type = types[value.type];
  if (types.isContainer(value.type) || types.isArray(value.type))
    return {string, {captured(loc, value, repr)}};
  if (!types.isInstance(value.type) && type.kind != Kind::Tuple)
    return {string, {repr ? reprText(loc, value) : text(loc, value)}};
  if (auto found = program.texts.find(value.type.index); found != program.texts.end())
    if (const typed::Instance *method = repr ? found->second.second : found->second.first)
      return callInstance(loc, *method, value);
  const typed::Class *cls = types.isInstance(value.type) ? &classOf(value.type) : nullptr;
  mlir::Value result = ir::StrConstantOp::create(builder, loc, (cls ? cls->name : "") + "(");
  auto append = [&](mlir::Value part) { result = ownedOrRaise(loc, "amaru_rt_str_concat", {result, part}); };
  for (size_t i = 0; i < type.elements.size(); ++i) {
    std::string before = i ? ", " : "";
    if (cls)
      before += cls->fields[i].name + "=";
    if (!before.empty())
      append(ir::StrConstantOp::create(builder, loc, before));
    append(textOf(loc, elementOf(value, i), /*repr=*/true).value());
  }
  append(ir::StrConstantOp::create(builder, loc, !cls && type.elements.size() == 1 ? ",)" : ")"));
  return {string, {result}};
}

} // namespace amaru::emit
