// How the operands of each operator meet, following CPython for its numbers and NEP 50 for NumPy's.
#include "lang/ops/Operators.h"

namespace amaru::ops {

using types::Kind;
using types::NumberClass;
using types::TypeId;
using types::TypeTable;

llvm::StringRef token(ast::Operator op) {
  switch (op) {
#define AMARU_BINARY_OPERATOR(Enum, token, rule)                                                                       \
  case ast::Operator::Enum:                                                                                            \
    return token;
#include "lang/ops/Operators.def"
  }
  return "";
}

llvm::StringRef token(ast::CmpOp op) {
  switch (op) {
#define AMARU_COMPARISON(Enum, token, rule)                                                                            \
  case ast::CmpOp::Enum:                                                                                               \
    return token;
#include "lang/ops/Operators.def"
  }
  return "";
}

BinaryRule rule(ast::Operator op) {
  switch (op) {
#define AMARU_BINARY_OPERATOR(Enum, token, rule)                                                                       \
  case ast::Operator::Enum:                                                                                            \
    return BinaryRule::rule;
#include "lang/ops/Operators.def"
  }
  return BinaryRule::Arithmetic;
}

ComparisonRule rule(ast::CmpOp op) {
  switch (op) {
#define AMARU_COMPARISON(Enum, token, rule)                                                                            \
  case ast::CmpOp::Enum:                                                                                               \
    return ComparisonRule::rule;
#include "lang/ops/Operators.def"
  }
  return ComparisonRule::Equality;
}

std::optional<NumberRule> numberRule(TypeTable &types, ast::Operator op, TypeId lhs, TypeId rhs) {
  TypeId common = types::promote(types, lhs, rhs);
  if (!common)
    return std::nullopt;
  const bool isPythonBool = types.kind(common) == Kind::Bool;
  const bool isNumPyBool = types.kind(common) == Kind::NpBool;
  switch (rule(op)) {
  case BinaryRule::Arithmetic:
    // True + True == 2; for NumPy's booleans + is `or`, * is `and`, and - is refused.
    if (isPythonBool)
      common = types.get(Kind::Int);
    if (isNumPyBool && op == ast::Operator::Sub)
      return std::nullopt;
    return NumberRule{common, common};
  case BinaryRule::TrueDivision:
    if (types.isFloat(common) || types.isComplex(common))
      return NumberRule{common, common};
    if (types.isSized(common))
      return NumberRule{types.get(Kind::F64), types.get(Kind::F64)};
    return NumberRule{types.get(Kind::Int), types.get(Kind::Float)};
  case BinaryRule::Floor:
    // Complex numbers have no order, hence no floor.
    if (types.isComplex(common))
      return std::nullopt;
    [[fallthrough]];
  case BinaryRule::Power:
    if (isPythonBool)
      common = types.get(Kind::Int);
    if (isNumPyBool)
      common = types.get(Kind::I8);
    return NumberRule{common, common};
  case BinaryRule::Shift:
    if (isPythonBool)
      common = types.get(Kind::Int);
    if (isNumPyBool)
      common = types.get(Kind::I8);
    if (!types.isInteger(common))
      return std::nullopt;
    return NumberRule{common, common};
  case BinaryRule::Bitwise:
    if (types.isFloat(common) || types.isComplex(common))
      return std::nullopt;
    return NumberRule{common, common};
  case BinaryRule::Matrix:
    return std::nullopt;
  }
  return std::nullopt;
}

TypeId comparisonOperand(TypeTable &types, TypeId lhs, TypeId rhs) { return types::promote(types, lhs, rhs); }

llvm::SmallVector<size_t> slicePositions(std::optional<int64_t> lower, std::optional<int64_t> upper, int64_t step,
                                         size_t size) {
  const int64_t count = int64_t(size), least = step < 0 ? -1 : 0, most = step < 0 ? count - 1 : count;
  auto bound = [&](std::optional<int64_t> given, int64_t missing) {
    if (!given)
      return missing;
    return std::clamp(*given < 0 ? std::max(*given, -count - 1) + count : *given, least, most);
  };
  llvm::SmallVector<size_t> positions;
  const int64_t first = bound(lower, step < 0 ? most : least), end = bound(upper, step < 0 ? least : most);
  // A step beyond the size takes one element; it is shortened so that counting on does not overflow.
  const int64_t stride = std::clamp(step, -count - 1, count + 1);
  for (int64_t at = first; stride < 0 ? at > end : at < end; at += stride)
    positions.push_back(size_t(at));
  return positions;
}

} // namespace amaru::ops
