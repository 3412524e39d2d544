// Arithmetic on scalars, and conversions between them.
//
// Python's int raises where it leaves 64 bits; sized integers wrap; division by zero raises except for sized floats and
// inside array expressions, where NumPy's answer is given.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

namespace arith = mlir::arith;

Val Emitter::loaded(mlir::Location loc, const Val &value) {
  if (!types.isArray(value.type) || types[value.type].rank > 0)
    return value;
  TypeId element = types.scalarOf(value.type);
  return {element, {ir::LoadOp::create(builder, loc, loweredScalar(element), value.value(), mlir::ValueRange{})}};
}

Val Emitter::scalarBinary(mlir::Location loc, ast::Operator op, const Val &lhs, const Val &rhs, TypeId result) {
  if (types.isArray(lhs.type) || types.isArray(rhs.type))
    return scalarBinary(loc, op, loaded(loc, lhs), loaded(loc, rhs), result);
  auto rule = ops::numberRule(types, op, lhs.type, rhs.type);
  TypeId operand = rule->operand;
  // A negative literal exponent: the check made the result a float.
  if (op == ast::Operator::Pow && types.isFloat(result) && !types.isFloat(operand))
    operand = result;
  mlir::Value l = convert(loc, lhs, operand).value(), r = convert(loc, rhs, operand).value();
  if (types.isComplex(operand))
    return {result, {complexBinary(loc, op, l, r, operand)}};
  if (ops::rule(op) == ops::BinaryRule::Shift)
    return {result, {shift(loc, op, l, r, operand)}};
  if (op == ast::Operator::Pow)
    return {result, {power(loc, l, r, operand)}};
  if (op == ast::Operator::Div && types.kind(operand) == Kind::Int) {
    if (!dividesAsNumpy()) {
      mlir::Value zero = constantInt(loc, 0);
      raiseIf(loc, arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, r, zero), "ZeroDivisionError",
              "division by zero");
    }
    return {result, {ir::TrueDivOp::create(builder, loc, l, r)}};
  }
  return {result, {types.isFloat(operand) ? floatBinary(loc, op, l, r, operand) : intBinary(loc, op, l, r, operand)}};
}

mlir::Value Emitter::intBinary(mlir::Location loc, ast::Operator op, mlir::Value l, mlir::Value r, TypeId type) {
  const bool checked = types.kind(type) == Kind::Int && !overflowWraps();
  const bool isBool = types.isBool(type);
  switch (op) {
  case ast::Operator::Add:
    if (isBool)
      return arith::OrIOp::create(builder, loc, l, r);
    return checked ? mlir::Value(ir::AddOp::create(builder, loc, l, r)) : arith::AddIOp::create(builder, loc, l, r);
  case ast::Operator::Sub:
    return checked ? mlir::Value(ir::SubOp::create(builder, loc, l, r)) : arith::SubIOp::create(builder, loc, l, r);
  case ast::Operator::Mult:
    if (isBool)
      return arith::AndIOp::create(builder, loc, l, r);
    return checked ? mlir::Value(ir::MulOp::create(builder, loc, l, r)) : arith::MulIOp::create(builder, loc, l, r);
  case ast::Operator::BitAnd:
    return arith::AndIOp::create(builder, loc, l, r);
  case ast::Operator::BitOr:
    return arith::OrIOp::create(builder, loc, l, r);
  case ast::Operator::BitXor:
    return arith::XOrIOp::create(builder, loc, l, r);
  default:
    break;
  }
  // `//` and `%`.
  const unsigned bits = types.bits(type);
  mlir::Value zero = constantInt(loc, 0, bits), one = constantInt(loc, 1, bits);
  mlir::Value isZero = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, r, zero);
  const bool givesZero = dividesAsNumpy();
  if (givesZero)
    r = arith::SelectOp::create(builder, loc, isZero, one, r);
  else
    raiseIf(loc, isZero, "ZeroDivisionError",
            op == ast::Operator::Mod && !types.isSized(type) ? "integer modulo by zero"
                                                             : "integer division or modulo by zero");
  if (!insideElementwise && checked && op == ast::Operator::FloorDiv) {
    mlir::Value least = constantInt(loc, INT64_MIN), minusOne = constantInt(loc, -1);
    mlir::Value a = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, l, least);
    mlir::Value b = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, r, minusOne);
    raiseIf(loc, arith::AndIOp::create(builder, loc, a, b), "OverflowError",
            "integer result of // does not fit in 64 bits");
  }
  mlir::Value result = op == ast::Operator::FloorDiv
                           ? mlir::Value(ir::FloorDivOp::create(builder, loc, l, r, types.isUnsigned(type)))
                           : mlir::Value(ir::ModOp::create(builder, loc, l, r, types.isUnsigned(type)));
  return givesZero ? mlir::Value(arith::SelectOp::create(builder, loc, isZero, zero, result)) : result;
}

mlir::Value Emitter::floatBinary(mlir::Location loc, ast::Operator op, mlir::Value l, mlir::Value r, TypeId type) {
  switch (op) {
  case ast::Operator::Add:
    return arith::AddFOp::create(builder, loc, l, r);
  case ast::Operator::Sub:
    return arith::SubFOp::create(builder, loc, l, r);
  case ast::Operator::Mult:
    return arith::MulFOp::create(builder, loc, l, r);
  default:
    break;
  }
  if (!types.isSized(type) && !dividesAsNumpy()) {
    mlir::Value zero = constantFloat(loc, 0.0, loweredScalar(type));
    raiseIf(loc, arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OEQ, r, zero), "ZeroDivisionError",
            op == ast::Operator::Div        ? "float division by zero"
            : op == ast::Operator::FloorDiv ? "float floor division by zero"
                                            : "float modulo");
  }
  if (op == ast::Operator::Div)
    return arith::DivFOp::create(builder, loc, l, r);
  if (op == ast::Operator::FloorDiv)
    return ir::FloorDivOp::create(builder, loc, l, r, /*isUnsigned=*/false);
  return ir::ModOp::create(builder, loc, l, r, /*isUnsigned=*/false);
}

mlir::Value Emitter::shift(mlir::Location loc, ast::Operator op, mlir::Value l, mlir::Value r, TypeId type) {
  const unsigned bits = types.bits(type);
  mlir::Value zero = constantInt(loc, 0, bits), width = constantInt(loc, bits, bits),
              last = constantInt(loc, bits - 1, bits);
  const bool isUnsigned = types.isUnsigned(type);
  const bool checked = types.kind(type) == Kind::Int;
  if (checked)
    raiseIf(loc, arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, r, zero), "ValueError",
            "negative shift count");
  mlir::Value tooFar = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::uge, r, width);
  mlir::Value within = arith::SelectOp::create(builder, loc, tooFar, last, r);
  if (op == ast::Operator::RShift) {
    if (!isUnsigned)
      return arith::ShRSIOp::create(builder, loc, l, within);
    mlir::Value shifted = arith::ShRUIOp::create(builder, loc, l, within);
    return arith::SelectOp::create(builder, loc, tooFar, zero, shifted);
  }
  mlir::Value shifted = arith::ShLIOp::create(builder, loc, l, within);
  if (checked && !overflowWraps()) {
    // Exact if shifting back gives the number again; zero shifts by any amount.
    mlir::Value back = arith::ShRSIOp::create(builder, loc, shifted, within);
    mlir::Value lost = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, back, l);
    mlir::Value notZero = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, l, zero);
    mlir::Value far = arith::AndIOp::create(builder, loc, tooFar, notZero);
    raiseIf(loc, arith::OrIOp::create(builder, loc, lost, far), "OverflowError",
            "integer result of << does not fit in 64 bits");
  }
  return arith::SelectOp::create(builder, loc, tooFar, zero, shifted);
}

mlir::Value Emitter::power(mlir::Location loc, mlir::Value l, mlir::Value r, TypeId type) {
  // x ** 2 == x * x, which is what CPython's and NumPy's pow give as well.
  if (types.isFloat(type)) {
    mlir::FloatAttr exponent;
    if (mlir::matchPattern(r, mlir::m_Constant(&exponent)) && exponent.getValueAsDouble() == 2.0)
      return arith::MulFOp::create(builder, loc, l, l);
    if (types.isSized(type))
      return ir::ElementaryOp::create(builder, loc, l.getType(), mlir::math::PowFOp::getOperationName(),
                                      mlir::ValueRange{l, r});
    return runtimeOrRaise(loc, "amaru_rt_float_pow", {l, r}, builder.getF64Type());
  }
  auto exponent = mlir::getConstantIntValue(r);
  if (exponent && (*exponent == 2 || *exponent == 3)) {
    mlir::Value square = intBinary(loc, ast::Operator::Mult, l, l, type);
    return *exponent == 2 ? square : intBinary(loc, ast::Operator::Mult, square, l, type);
  }
  if (types.kind(type) == Kind::Int && !overflowWraps())
    return runtimeOrRaise(loc, "amaru_rt_int_pow", {l, r}, builder.getI64Type());
  mlir::Value zero = constantInt(loc, 0, types.bits(type));
  if (!types.isUnsigned(type))
    raiseIf(loc, arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, r, zero), "ValueError",
            "Integers to negative integer powers are not allowed.");
  TypeId wide = types.get(types.isUnsigned(type) ? Kind::U64 : Kind::I64);
  mlir::Value result = runtime(loc, "amaru_rt_int_pow_wrap",
                               {numberCast(loc, l, type, wide), numberCast(loc, r, type, wide)}, builder.getI64Type());
  return numberCast(loc, result, wide, type);
}

mlir::Value Emitter::compareNumbers(mlir::Location loc, ast::CmpOp op, mlir::Value l, mlir::Value r, TypeId type) {
  if (types.isComplex(type))
    return compareComplex(loc, op, l, r, type);
  if (types.isFloat(type)) {
    using P = arith::CmpFPredicate;
    P predicate = op == ast::CmpOp::Eq      ? P::OEQ
                  : op == ast::CmpOp::NotEq ? P::UNE
                  : op == ast::CmpOp::Lt    ? P::OLT
                  : op == ast::CmpOp::LtE   ? P::OLE
                  : op == ast::CmpOp::Gt    ? P::OGT
                                            : P::OGE;
    return arith::CmpFOp::create(builder, loc, predicate, l, r);
  }
  using P = arith::CmpIPredicate;
  // True is greater than False, so booleans compare as unsigned.
  const bool u = types.isUnsigned(type) || types.isBool(type);
  P predicate = op == ast::CmpOp::Eq      ? P::eq
                : op == ast::CmpOp::NotEq ? P::ne
                : op == ast::CmpOp::Lt    ? (u ? P::ult : P::slt)
                : op == ast::CmpOp::LtE   ? (u ? P::ule : P::sle)
                : op == ast::CmpOp::Gt    ? (u ? P::ugt : P::sgt)
                                          : (u ? P::uge : P::sge);
  return arith::CmpIOp::create(builder, loc, predicate, l, r);
}

//===- Conversions ----------------------------------------------------------------------------------------------===//

Val Emitter::convert(mlir::Location loc, const Val &value, TypeId to) {
  if (value.type == to)
    return value;
  if (types.kind(value.type) == Kind::Never)
    return undefined(loc, to);
  if (types.isOptional(value.type) || types.isOptional(to))
    return convertOptional(loc, value, to);
  if (types.isArray(value.type) && types.isNumber(to))
    return convert(loc, loaded(loc, value), to);
  // On a path that is certainly not taken.
  if (types.kind(value.type) == Kind::None && types.kind(to) != Kind::None)
    return undefined(loc, to);
  if (types.isArray(to)) {
    llvm::SmallVector<mlir::Type> type = lowered(to);
    return {to, {ir::CastLayoutOp::create(builder, loc, type.front(), value.value())}};
  }
  if (types.kind(to) == Kind::FunctionChoice)
    return toChoice(loc, value, to);
  if (types.isTuple(to)) {
    const types::Type from = types[value.type], target = types[to];
    Val result{to, {}};
    size_t next = 0;
    for (auto [a, b] : llvm::zip(from.elements, target.elements)) {
      Val element{a, {}};
      for (size_t part = lowered(a).size(); part > 0; --part)
        element.parts.push_back(value.parts[next++]);
      llvm::append_range(result.parts, convert(loc, element, b).parts);
    }
    return result;
  }
  if (!types.isNumber(to) || !types.isNumber(value.type))
    return {to, value.parts};
  // An int that a sized integer cannot hold raises, as NumPy does; to a float it is rounded, as Python does.
  if (types.kind(value.type) == Kind::Int && types.isInteger(to) && types.isSized(to))
    return {to, {fitted(loc, value.value(), to)}};
  return {to, {numberCast(loc, value.value(), value.type, to)}};
}

mlir::Value Emitter::fitted(mlir::Location loc, mlir::Value value, TypeId to) {
  const unsigned bits = types.bits(to);
  const bool isUnsigned = types.isUnsigned(to);
  if (bits == 64 && !isUnsigned)
    return value;
  mlir::Value narrow =
      bits == 64 ? value : mlir::Value(arith::TruncIOp::create(builder, loc, builder.getIntegerType(bits), value));
  mlir::Value wide = numberCast(loc, narrow, to, types.get(isUnsigned ? Kind::U64 : Kind::I64));
  mlir::Value lost = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, wide, value);
  if (bits == 64)
    lost = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, value, constantInt(loc, 0));
  std::string dtype = llvm::StringRef(types.pythonName(to)).split('.').second.str();
  raiseIf(loc, lost, "OverflowError", "Python integer {0} out of bounds for " + dtype, value);
  return narrow;
}

/// A float as a 64-bit integer, towards zero; what does not fit is -2^63, as x86 and so NumPy have it. Narrower integers are
/// cut off from it.
mlir::Value Emitter::wholePart(mlir::Location loc, mlir::Value value, bool isUnsigned) {
  mlir::Type type = value.getType(), wide = builder.getI64Type();
  if (type.getIntOrFloatBitWidth() < 32)
    return wholePart(loc, arith::ExtFOp::create(builder, loc, builder.getF32Type(), value), isUnsigned);
  mlir::Value limit = constantFloat(loc, 9223372036854775808.0, type);
  mlir::Value magnitude = mlir::math::AbsFOp::create(builder, loc, value);
  mlir::Value fits = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT, magnitude, limit);
  mlir::Value integer = arith::FPToSIOp::create(builder, loc, wide, value);
  mlir::Value beyond = constantInt(loc, INT64_MIN);
  if (isUnsigned) {
    mlir::Value twice = constantFloat(loc, 18446744073709551616.0, type);
    mlir::Value above = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OGE, value, limit);
    mlir::Value below = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT, value, twice);
    mlir::Value large = arith::FPToUIOp::create(builder, loc, wide, value);
    beyond = arith::SelectOp::create(builder, loc, arith::AndIOp::create(builder, loc, above, below), large, beyond);
  }
  return arith::SelectOp::create(builder, loc, fits, integer, beyond);
}

mlir::Value Emitter::numberCast(mlir::Location loc, mlir::Value value, TypeId from, TypeId to) {
  mlir::Type source = value.getType(), target = loweredScalar(to);
  if (types.isBool(to) && !types.isBool(from))
    return truth(loc, {from, {value}});
  if (source == target)
    return value;
  if (types.isComplex(from) || types.isComplex(to))
    return complexCast(loc, value, from, to);
  const bool unsignedSource = types.isUnsigned(from) || types.isBool(from);
  if (types.isFloat(from) && types.isFloat(to)) {
    if (source.getIntOrFloatBitWidth() < target.getIntOrFloatBitWidth())
      return arith::ExtFOp::create(builder, loc, target, value);
    // Through float32 a double would be rounded twice.
    if (source.isF64() && target.isF16())
      value = runtime(loc, "amaru_rt_float_for_half", value, builder.getF32Type());
    return arith::TruncFOp::create(builder, loc, target, value);
  }
  if (types.isFloat(from)) {
    mlir::Value integer = wholePart(loc, value, types.isUnsigned(to) && target.getIntOrFloatBitWidth() == 64);
    return integer.getType() == target ? integer : arith::TruncIOp::create(builder, loc, target, integer);
  }
  if (types.isFloat(to))
    return unsignedSource ? mlir::Value(arith::UIToFPOp::create(builder, loc, target, value))
                          : mlir::Value(arith::SIToFPOp::create(builder, loc, target, value));
  if (source.getIntOrFloatBitWidth() > target.getIntOrFloatBitWidth())
    return arith::TruncIOp::create(builder, loc, target, value);
  return unsignedSource ? mlir::Value(arith::ExtUIOp::create(builder, loc, target, value))
                        : mlir::Value(arith::ExtSIOp::create(builder, loc, target, value));
}

Val Emitter::cast(mlir::Location loc, const Val &maybe, TypeId to) {
  std::string text =
      types.kind(to) == Kind::Int ? "a string, a bytes-like object or a real number" : "a string or a real number";
  Val value =
      present(loc, maybe, "TypeError", types.pythonName(to) + "() argument must be " + text + ", not 'NoneType'");
  if (types.isArray(value.type))
    return cast(loc, loaded(loc, value), to);
  // `int(1.5)` of a Python float raises for nan and for what leaves 64 bits.
  if (types.isBool(to) && !types.isNumber(value.type))
    return {to, {truth(loc, value)}};
  if (types.kind(value.type) == Kind::Str) {
    if (types.isFloat(to))
      return {to, {runtimeOrRaise(loc, "amaru_rt_str_to_float", value.value(), builder.getF64Type())}};
    return {to,
            {runtimeOrRaise(loc, "amaru_rt_str_to_int", {value.value(), constantInt(loc, 10)}, builder.getI64Type())}};
  }
  if (types.isFloat(value.type) && types.kind(to) == Kind::Int && !insideElementwise) {
    mlir::Value x = numberCast(loc, value.value(), value.type, types.get(Kind::F64));
    // Inside ±2^63 the machine's conversion is Python's; outside the runtime says what is wrong.
    mlir::Value magnitude = mlir::math::AbsFOp::create(builder, loc, x);
    mlir::Value limit = constantFloat(loc, 9223372036854775808.0, builder.getF64Type());
    mlir::Value inside = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT, magnitude, limit);
    return choose(
        loc, inside, to, [&] { return Val{to, {arith::FPToSIOp::create(builder, loc, builder.getI64Type(), x)}}; },
        [&] { return Val{to, {runtimeOrRaise(loc, "amaru_rt_float_to_int", x, builder.getI64Type())}}; });
  }
  return convert(loc, value, to);
}

} // namespace amaru::emit
