// `np.finfo` and `np.iinfo`: the limits of a number type, all known when the program is compiled.
#include "lang/sema/Checker.h"

#include <cmath>

namespace amaru::sema {

ExprInfo Checker::checkLimits(NodeId expr, bool isFloat) {
  if (!expectArguments(expr, 1, 1))
    return error();
  NodeId arg = tree.as<ast::Call>(expr).args()[0];
  const types::Type given = types[check(arg).type];
  if (given.kind == Kind::Never)
    return error();
  TypeId scalar = given.kind == Kind::DType ? given.elements[0] : types.scalarOf(instance.type(arg));
  bool fits =
      types.isNumber(scalar) && (isFloat ? types.isFloat(scalar) || types.isComplex(scalar) : types.isInteger(scalar));
  if (!fits) {
    report(diag::Id::BadDType, arg).arg(name(instance.type(arg)));
    return error();
  }
  return {types.limits(types.asDType(types.partOf(scalar))), {}};
}

ExprInfo Checker::checkLimitsAttribute(NodeId expr, TypeId scalar, llvm::StringRef attribute) {
  const unsigned bits = types.bits(scalar);
  if (attribute == "bits")
    return {types.get(Kind::Int), int64_t(bits)};
  if (attribute == "dtype")
    return {types.dtype(scalar), {}};
  if (!types.isFloat(scalar)) {
    bool isUnsigned = types.isUnsigned(scalar);
    if (attribute == "min")
      return {types.get(Kind::Int), isUnsigned ? int64_t(0) : INT64_MIN >> (64 - bits)};
    if (attribute == "max" && isUnsigned && bits == 64) {
      report(diag::Id::IntTooLarge, expr);
      return error();
    }
    if (attribute == "max")
      return {types.get(Kind::Int), isUnsigned ? (int64_t(1) << bits) - 1 : INT64_MAX >> (64 - bits)};
  } else {
    // Binary formats of IEEE 754: digits of the significand and the largest exponent.
    const int digits = bits == 16 ? 11 : bits == 32 ? 24 : 53;
    const int largest = bits == 16 ? 16 : bits == 32 ? 128 : 1024;
    const int decimals = bits == 16 ? 3 : bits == 32 ? 6 : 15;
    const double eps = std::ldexp(1.0, 1 - digits), top = std::ldexp(2.0 - eps, largest - 1);
    const std::pair<llvm::StringLiteral, double> floats[] = {
        {"eps", eps},
        {"epsneg", eps / 2},
        {"max", top},
        {"min", -top},
        {"tiny", std::ldexp(1.0, 2 - largest)},
        {"smallest_normal", std::ldexp(1.0, 2 - largest)},
        {"smallest_subnormal", std::ldexp(1.0, 3 - largest - digits)},
        {"resolution", bits == 64   ? 1e-15
                       : bits == 32 ? double(1e-6f)
                                    : 0.0010004043579101562},
    };
    for (const auto &[known, value] : floats)
      if (attribute == known)
        return {scalar, value};
    const std::pair<llvm::StringLiteral, int64_t> integers[] = {
        {"nmant", digits - 1},   {"nexp", bits - digits}, {"precision", decimals},     {"maxexp", largest},
        {"minexp", 2 - largest}, {"machep", 1 - digits},  {"negep", -int64_t(digits)}, {"iexp", bits - digits},
    };
    for (const auto &[known, value] : integers)
      if (attribute == known)
        return {types.get(Kind::Int), value};
  }
  report(diag::Id::NoAttribute, expr).arg(types.pythonName(types.limits(scalar))).arg(attribute);
  return error();
}

} // namespace amaru::sema
