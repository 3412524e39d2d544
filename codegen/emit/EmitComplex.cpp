// Complex numbers: one value of MLIR's type, computed part by part in the order of CPython and NumPy.
#include "codegen/emit/Emitter.h"

#include "mlir/Dialect/Complex/IR/Complex.h"

namespace amaru::emit {

namespace arith = mlir::arith;
namespace complex = mlir::complex;
using arith::CmpFPredicate;

Emitter::Parts Emitter::partsOf(mlir::Location loc, mlir::Value z) {
  if (auto made = z.getDefiningOp<complex::CreateOp>())
    return {made.getReal(), made.getImaginary()};
  return {complex::ReOp::create(builder, loc, z), complex::ImOp::create(builder, loc, z)};
}

mlir::Value Emitter::complexOf(mlir::Location loc, mlir::Value real, mlir::Value imaginary) {
  return complex::CreateOp::create(builder, loc, mlir::ComplexType::get(real.getType()), real, imaginary);
}

mlir::Value Emitter::complexCast(mlir::Location loc, mlir::Value value, TypeId from, TypeId to) {
  TypeId source = types.partOf(from), target = types.partOf(to);
  // To a real number: what is left of the imaginary part is NumPy's warning.
  if (!types.isComplex(to))
    return numberCast(loc, partsOf(loc, value).re, source, to);
  if (!types.isComplex(from))
    return complexOf(loc, numberCast(loc, value, from, target), constantFloat(loc, 0.0, loweredScalar(target)));
  Parts z = partsOf(loc, value);
  return complexOf(loc, numberCast(loc, z.re, source, target), numberCast(loc, z.im, source, target));
}

Val Emitter::emitComplexParts(NodeId expr, NodeId real, NodeId imaginary) {
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr), part = types.partOf(type);
  mlir::Value re = convert(loc, emit(real), part).value(), im = convert(loc, emit(imaginary), part).value();
  return {type, {complexOf(loc, re, im)}};
}

Val Emitter::emitNumberAttribute(NodeId expr, const Val &number, bool isReal) {
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  if (types.isComplex(number.type)) {
    Parts z = partsOf(loc, number.value());
    return {type, {isReal ? z.re : z.im}};
  }
  if (isReal)
    return convert(loc, number, type);
  mlir::Type lowered = loweredScalar(type);
  return {type, {types.isFloat(type) ? constantFloat(loc, 0.0, lowered) : constantInt(loc, 0, types.bits(type))}};
}

//===- Arithmetic -----------------------------------------------------------------------------------------------===//

mlir::Value Emitter::complexBinary(mlir::Location loc, ast::Operator op, mlir::Value l, mlir::Value r, TypeId type) {
  Parts a = partsOf(loc, l), b = partsOf(loc, r);
  auto add = [&](mlir::Value x, mlir::Value y) -> mlir::Value { return arith::AddFOp::create(builder, loc, x, y); };
  auto sub = [&](mlir::Value x, mlir::Value y) -> mlir::Value { return arith::SubFOp::create(builder, loc, x, y); };
  auto mul = [&](mlir::Value x, mlir::Value y) -> mlir::Value { return arith::MulFOp::create(builder, loc, x, y); };
  switch (op) {
  case ast::Operator::Add:
    return complexOf(loc, add(a.re, b.re), add(a.im, b.im));
  case ast::Operator::Sub:
    return complexOf(loc, sub(a.re, b.re), sub(a.im, b.im));
  case ast::Operator::Mult:
    return complexOf(loc, sub(mul(a.re, b.re), mul(a.im, b.im)), add(mul(a.re, b.im), mul(a.im, b.re)));
  case ast::Operator::Div:
    return complexQuotient(loc, a, b, type);
  default:
    return complexPower(loc, a, b, type);
  }
}

/// Smith's algorithm: divided by the larger part of the divisor. CPython divides by the common scale at the end, NumPy
/// multiplies by its inverse.
mlir::Value Emitter::complexQuotient(mlir::Location loc, const Parts &a, const Parts &b, TypeId type) {
  auto add = [&](mlir::Value x, mlir::Value y) -> mlir::Value { return arith::AddFOp::create(builder, loc, x, y); };
  auto sub = [&](mlir::Value x, mlir::Value y) -> mlir::Value { return arith::SubFOp::create(builder, loc, x, y); };
  auto mul = [&](mlir::Value x, mlir::Value y) -> mlir::Value { return arith::MulFOp::create(builder, loc, x, y); };
  auto div = [&](mlir::Value x, mlir::Value y) -> mlir::Value { return arith::DivFOp::create(builder, loc, x, y); };
  auto compare = [&](CmpFPredicate p, mlir::Value x, mlir::Value y) -> mlir::Value {
    return arith::CmpFOp::create(builder, loc, p, x, y);
  };
  auto select = [&](mlir::Value c, mlir::Value x, mlir::Value y) -> mlir::Value {
    return arith::SelectOp::create(builder, loc, c, x, y);
  };
  mlir::Type real = a.re.getType();
  mlir::Value zero = constantFloat(loc, 0.0, real), one = constantFloat(loc, 1.0, real);
  mlir::Value absRe = mlir::math::AbsFOp::create(builder, loc, b.re);
  mlir::Value absIm = mlir::math::AbsFOp::create(builder, loc, b.im);
  mlir::Value isZero = arith::AndIOp::create(builder, loc, compare(CmpFPredicate::OEQ, absRe, zero),
                                             compare(CmpFPredicate::OEQ, absIm, zero));
  const bool isPython = !types.isSized(type) && !dividesAsNumpy();
  if (isPython)
    raiseIf(loc, isZero, "ZeroDivisionError", "complex division by zero");
  mlir::Value byReal = compare(CmpFPredicate::OGE, absRe, absIm);
  mlir::Value large = select(byReal, b.re, b.im), small = select(byReal, b.im, b.re);
  mlir::Value ratio = div(small, large);
  mlir::Value scale = select(byReal, add(b.re, mul(b.im, ratio)),
                             add(isPython ? mul(b.re, ratio) : b.im, isPython ? b.im : mul(b.re, ratio)));
  mlir::Value re = select(byReal, add(a.re, mul(a.im, ratio)), add(mul(a.re, ratio), a.im));
  mlir::Value im = select(byReal, sub(a.im, mul(a.re, ratio)), sub(mul(a.im, ratio), a.re));
  if (isPython)
    return complexOf(loc, div(re, scale), div(im, scale));
  mlir::Value inverse = div(one, scale);
  // By zero NumPy divides the parts by it.
  return complexOf(loc, select(isZero, div(a.re, absRe), mul(re, inverse)),
                   select(isZero, div(a.im, absRe), mul(im, inverse)));
}

mlir::Value Emitter::complexPower(mlir::Location loc, const Parts &a, const Parts &b, TypeId type) {
  TypeId part = types.partOf(type), wide = types.get(Kind::F64);
  mlir::Type f64 = builder.getF64Type();
  llvm::SmallVector<mlir::Value> args;
  for (mlir::Value x : {a.re, a.im, b.re, b.im})
    args.push_back(numberCast(loc, x, part, wide));
  mlir::Value re, im;
  if (!types.isSized(type)) {
    auto call = ir::RuntimeOp::create(builder, loc, mlir::TypeRange{builder.getI1Type(), f64, f64},
                                      "amaru_rt_complex_pow", args);
    ir::PropagateIfOp::create(builder, loc, call.getResult(0));
    re = call.getResult(1);
    im = call.getResult(2);
  } else {
    auto call = ir::RuntimeOp::create(builder, loc, mlir::TypeRange{f64, f64}, "amaru_rt_c128_pow", args);
    re = call.getResult(0);
    im = call.getResult(1);
  }
  return complexOf(loc, numberCast(loc, re, wide, part), numberCast(loc, im, wide, part));
}

mlir::Value Emitter::complexMath(mlir::Location loc, llvm::StringRef function, mlir::Value z, TypeId type) {
  TypeId part = types.partOf(type), wide = types.get(Kind::F64);
  mlir::Type f64 = builder.getF64Type();
  Parts x = partsOf(loc, z);
  auto call =
      ir::RuntimeOp::create(builder, loc, mlir::TypeRange{f64, f64}, ("amaru_rt_complex_" + function).str(),
                            mlir::ValueRange{numberCast(loc, x.re, part, wide), numberCast(loc, x.im, part, wide)});
  return complexOf(loc, numberCast(loc, call.getResult(0), wide, part), numberCast(loc, call.getResult(1), wide, part));
}

/// NumPy orders complex numbers by their real parts, then by their imaginary ones.
mlir::Value Emitter::compareComplex(mlir::Location loc, ast::CmpOp op, mlir::Value l, mlir::Value r, TypeId type) {
  Parts a = partsOf(loc, l), b = partsOf(loc, r);
  TypeId part = types.partOf(type);
  auto parts = [&](ast::CmpOp how, mlir::Value x, mlir::Value y) { return compareNumbers(loc, how, x, y, part); };
  mlir::Value sameReal = parts(ast::CmpOp::Eq, a.re, b.re);
  if (op == ast::CmpOp::Eq)
    return arith::AndIOp::create(builder, loc, sameReal, parts(op, a.im, b.im));
  if (op == ast::CmpOp::NotEq)
    return arith::OrIOp::create(builder, loc, parts(op, a.re, b.re), parts(op, a.im, b.im));
  bool isLess = op == ast::CmpOp::Lt || op == ast::CmpOp::LtE;
  mlir::Value byReal = parts(isLess ? ast::CmpOp::Lt : ast::CmpOp::Gt, a.re, b.re);
  mlir::Value ordered = arith::CmpFOp::create(builder, loc, CmpFPredicate::ORD, a.im, b.im);
  mlir::Value first = arith::AndIOp::create(builder, loc, byReal, ordered);
  mlir::Value second = arith::AndIOp::create(builder, loc, sameReal, parts(op, a.im, b.im));
  return arith::OrIOp::create(builder, loc, first, second);
}

//===- Text -----------------------------------------------------------------------------------------------------===//

void Emitter::writeComplex(mlir::Location loc, const Val &value, bool repr) {
  Parts z = partsOf(loc, value.value());
  if (repr) {
    TypeId part = types.partOf(value.type), wide = types.get(Kind::F64);
    runtime(loc, "amaru_rt_write_complex_repr",
            {numberCast(loc, z.re, part, wide), numberCast(loc, z.im, part, wide),
             constantInt(loc, dtypeCode(value.type), 32)},
            {});
    return;
  }
  const char *function = types.kind(value.type) == Kind::Complex ? "amaru_rt_write_complex"
                         : types.kind(value.type) == Kind::C64   ? "amaru_rt_write_c64"
                                                                 : "amaru_rt_write_c128";
  runtime(loc, function, {z.re, z.im}, {});
}

mlir::Value Emitter::complexText(mlir::Location loc, const Val &value) {
  Parts z = partsOf(loc, value.value());
  return ownedOrRaise(loc, types.kind(value.type) == Kind::C64 ? "amaru_rt_str_from_c64" : "amaru_rt_str_from_complex",
                      {z.re, z.im});
}

} // namespace amaru::emit
