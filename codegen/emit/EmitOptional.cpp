// Values that may be None: a flag beside the parts of the value. The check knows where None raises; here it does.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

namespace arith = mlir::arith;

Val Emitter::present(mlir::Location loc, const Val &value, llvm::StringRef exception, const llvm::Twine &message) {
  if (!types.isOptional(value.type))
    return value;
  raiseIf(loc, isNone(loc, value), exception, message.str());
  return convert(loc, value, types.valueOf(value.type));
}

mlir::Value Emitter::isNone(mlir::Location loc, const Val &value) {
  if (!types.isOptional(value.type))
    return constantBool(loc, types.kind(value.type) == Kind::None);
  return negated(loc, value.value());
}

Val Emitter::convertOptional(mlir::Location loc, const Val &value, TypeId to) {
  // Out of it: whoever asks knows that there is a value.
  Val inner = value;
  if (types.isOptional(value.type)) {
    inner.type = types.valueOf(value.type);
    inner.parts.erase(inner.parts.begin());
  }
  if (!types.isOptional(to))
    return types.kind(to) == Kind::None ? Val{to, {}} : convert(loc, inner, to);
  // Into it.
  TypeId target = types.valueOf(to);
  const bool isNone = types.kind(value.type) == Kind::None;
  Val result{to, {types.isOptional(value.type) ? value.value() : constantBool(loc, !isNone)}};
  llvm::append_range(result.parts, (isNone ? undefined(loc, target) : convert(loc, inner, target)).parts);
  return result;
}

Val Emitter::compareOptional(mlir::Location loc, ast::CmpOp op, const Val &lhs, const Val &rhs) {
  TypeId boolean = types.get(Kind::Bool);
  auto negatedIf = [&](bool isNegated, mlir::Value value) -> Val {
    return {boolean, {isNegated ? negated(loc, value) : value}};
  };
  const bool isDifferent = op == ast::CmpOp::IsNot || op == ast::CmpOp::NotEq;
  if (types.kind(rhs.type) == Kind::None)
    return negatedIf(isDifferent, isNone(loc, lhs));
  if (types.kind(lhs.type) == Kind::None)
    return negatedIf(isDifferent, isNone(loc, rhs));
  TypeId left = types.valueOf(lhs.type), right = types.valueOf(rhs.type);
  if (op != ast::CmpOp::Eq && op != ast::CmpOp::NotEq) {
    std::string start = "'" + ops::token(op).str() + "' not supported between instances of '";
    Val x = present(loc, lhs, "TypeError", start + "NoneType' and '" + types.pythonName(right) + "'");
    Val y = present(loc, rhs, "TypeError", start + types.pythonName(left) + "' and 'NoneType'");
    return compare(loc, op, x, y);
  }
  // Two values are compared; None equals None alone.
  mlir::Value noneLeft = isNone(loc, lhs), noneRight = isNone(loc, rhs);
  mlir::Value anyNone = arith::OrIOp::create(builder, loc, noneLeft, noneRight);
  return choose(
      loc, anyNone, boolean,
      [&] { return negatedIf(isDifferent, arith::AndIOp::create(builder, loc, noneLeft, noneRight)); },
      [&] { return Val{boolean, compare(loc, op, convert(loc, lhs, left), convert(loc, rhs, right)).parts}; });
}

Val Emitter::emitIsInstance(NodeId expr) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  Val value = emit(node.args()[0]);
  mlir::Value result = negated(loc, isNone(loc, value));
  TypeId inner = types.valueOf(value.type);
  if (types.kind(inner) == Kind::Exception) {
    TypeId boolean = types.get(Kind::Bool);
    result = choose(
                 loc, result, boolean,
                 [&] { return Val{boolean, {matches(loc, convert(loc, value, inner), node.args()[1])}}; },
                 [&] { return Val{boolean, {constantBool(loc, false)}}; })
                 .value();
  }
  return {typeOf(expr), {result}};
}

void Emitter::narrow(NodeId condition, bool holds) {
  auto found = instance.narrowings.find(condition.index);
  if (found == instance.narrowings.end())
    return;
  for (auto [variable, type] : found->second[holds]) {
    Slot &slot = env.variables[variable];
    if (slot.presence != Presence::Unset && slot.value.type != type)
      slot.value = convert(functionOp.getLoc(), slot.value, type);
  }
}

Val Emitter::joined(mlir::Location loc, const Val &value, TypeId to) {
  TypeId from = types.valueOf(value.type);
  if (types.kind(from) != Kind::Int || types.kind(types.valueOf(to)) != Kind::Float)
    return convert(loc, value, to);
  mlir::Value x = value.parts.back();
  if (mlir::getConstantIntValue(x) || insideElementwise)
    return convert(loc, value, to);
  // Back from the float comes the same int, if there is an equal float; 2**63 itself would not fit.
  mlir::Value f = arith::SIToFPOp::create(builder, loc, builder.getF64Type(), x);
  mlir::Value limit = constantFloat(loc, 9223372036854775808.0, builder.getF64Type());
  mlir::Value beyond = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OGE, f, limit);
  mlir::Value back = arith::FPToSIOp::create(builder, loc, builder.getI64Type(), f);
  mlir::Value differs = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, back, x);
  mlir::Value inexact = arith::SelectOp::create(builder, loc, beyond, constantBool(loc, true), differs);
  raiseIf(loc, inexact, "OverflowError", "no float is equal to the int {0}", x);
  Val exact = value;
  exact.parts.back() = f;
  exact.type = types.isOptional(value.type) ? types.optional(types.get(Kind::Float)) : types.get(Kind::Float);
  return convert(loc, exact, to);
}

} // namespace amaru::emit
