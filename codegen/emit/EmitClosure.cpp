// Function values. A value is what its function captured; one of several functions is a number that says which, and the
// captured values of each.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

Val Emitter::closure(mlir::Location loc, TypeId type) {
  const types::Type function = types[type];
  const typed::Function &nested = *program.functions[function.entity];
  Val value{type, {}};
  for (auto [i, capture] : llvm::enumerate(nested.captures)) {
    const Slot &slot = env.variables[*instance.function->slotOf(capture)];
    llvm::append_range(value.parts, convert(loc, slot.value, function.elements[i]).parts);
  }
  const size_t captures = nested.captures.size();
  for (auto [i, param] : llvm::enumerate(nested.capturedDefaults)) {
    // Inside the function its own defaults are at hand; outside they are evaluated now.
    Val captured = &nested == instance.function ? env.variables[nested.params.size() + captures + i].value
                                                : emit(nested.params[param].defaultValue);
    llvm::append_range(value.parts, convert(loc, captured, function.elements[captures + i]).parts);
  }
  return value;
}

//===- Shared variables -----------------------------------------------------------------------------------------===//
//
// A cell is an array of one element for each number of the value, and one that says whether the variable is set.

void Emitter::makeCells() {
  mlir::Location loc = functionOp.getLoc();
  for (const auto &[slot, content] : instance.cells) {
    if (!content)
      continue;
    Val cell{types.cell(content), {}};
    mlir::Value zero = constantInt(loc, 0), one = constantInt(loc, 1);
    for (mlir::Type part : lowered(cell.type))
      cell.parts.push_back(ir::AllocOp::create(builder, loc, part, one));
    ir::StoreOp::create(builder, loc, constantBool(loc, false), cell.parts[0], zero);
    Slot &variable = env.variables[slot];
    if (variable.presence == Presence::Set)
      storeCell(loc, cell, variable.value);
    variable = {Presence::Set, cell, {}};
  }
}

Val Emitter::loadCell(mlir::Location loc, llvm::StringRef name, const Val &cell, bool isOwn) {
  mlir::Value zero = constantInt(loc, 0);
  auto load = [&](mlir::Value part) -> mlir::Value {
    return ir::LoadOp::create(builder, loc, part, mlir::ValueRange{zero});
  };
  mlir::Value unset = negated(loc, load(cell.parts[0]));
  if (isOwn)
    raiseIf(loc, unset, "UnboundLocalError",
            "cannot access local variable '" + name.str() + "' where it is not associated with a value");
  else
    raiseIf(loc, unset, "NameError",
            "cannot access free variable '" + name.str() +
                "' where it is not associated with a value in enclosing scope");
  Val value{types[cell.type].elements[0], {}};
  for (mlir::Value part : llvm::drop_begin(cell.parts))
    value.parts.push_back(load(part));
  return value;
}

void Emitter::storeCell(mlir::Location loc, const Val &cell, const Val &value) {
  mlir::Value zero = constantInt(loc, 0);
  Val content = convert(loc, value, types[cell.type].elements[0]);
  for (auto [part, into] : llvm::zip(content.parts, llvm::drop_begin(cell.parts)))
    ir::StoreOp::create(builder, loc, part, into, mlir::ValueRange{zero});
  ir::StoreOp::create(builder, loc, constantBool(loc, true), cell.parts[0], mlir::ValueRange{zero});
}

void Emitter::emitFunctionDef(NodeId stmt) {
  const typed::Function &defined = *instance.function->module->functions.find(stmt.index)->second;
  mlir::Location loc = at(stmt);
  emitDefaultSlots(defined);
  auto info = instance.exprs.find(stmt.index);
  if (info == instance.exprs.end())
    return;
  llvm::SmallVector<Val> decorators;
  for (NodeId decorator : defined.decorators)
    decorators.push_back(emit(decorator));
  Val value = closure(loc, instance.definitions.find(stmt.index)->second);
  for (auto [decorator, callee] : llvm::reverse(llvm::zip(defined.decorators, decorators))) {
    const typed::CallInfo &call = instance.decorators.find(decorator.index)->second;
    value = emitCallOf(at(decorator), call, {callee, value}, decoratedType(call));
  }
  assignVariable(defined.name, std::move(value));
}

TypeId Emitter::decoratedType(const typed::CallInfo &call) {
  if (call.kind != typed::CallInfo::Kind::Choice)
    return call.callee->result;
  TypeId result;
  for (const typed::CallInfo &one : call.choices)
    result = result ? types::join(types, result, one.callee->result) : one.callee->result;
  return result;
}

Val Emitter::toChoice(mlir::Location loc, const Val &value, TypeId to) {
  const types::Type choice = types[to], from = types[value.type];
  auto indexOf = [&](TypeId member) { return int64_t(llvm::find(choice.elements, member) - choice.elements.begin()); };
  mlir::Value which;
  if (from.kind == Kind::FunctionChoice) {
    which = constantInt(loc, indexOf(from.elements[0]));
    for (auto [i, member] : llvm::drop_begin(llvm::enumerate(from.elements))) {
      mlir::Value isMember = mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::eq, value.parts[0],
                                                         constantInt(loc, i));
      which = mlir::arith::SelectOp::create(builder, loc, isMember, constantInt(loc, indexOf(member)), which);
    }
  } else {
    which = constantInt(loc, indexOf(value.type));
  }
  Val result{to, {which}};
  for (TypeId member : choice.elements) {
    Val part = undefined(loc, member);
    if (member == value.type)
      part = value;
    else if (from.kind == Kind::FunctionChoice)
      if (auto found = llvm::find(from.elements, member); found != from.elements.end())
        part = memberOf(value, found - from.elements.begin());
    llvm::append_range(result.parts, part.parts);
  }
  return result;
}

Val Emitter::memberOf(const Val &choice, unsigned which) {
  return elementOf({choice.type, llvm::SmallVector<mlir::Value, 2>(llvm::drop_begin(choice.parts))}, which);
}

Val Emitter::emitChoice(mlir::Location loc, const typed::CallInfo &info, llvm::ArrayRef<Val> operands, TypeId result,
                        unsigned which) {
  auto call = [&]() -> Val {
    llvm::SmallVector<Val> own(operands);
    own[0] = memberOf(operands[0], which);
    return convert(loc, emitCallOf(loc, info.choices[which], own, result), result);
  };
  if (which + 1 == info.choices.size())
    return call();
  mlir::Value isThis = mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::eq, operands[0].parts[0],
                                                   constantInt(loc, which));
  return choose(loc, isThis, result, call, [&] { return emitChoice(loc, info, operands, result, which + 1); });
}

} // namespace amaru::emit
