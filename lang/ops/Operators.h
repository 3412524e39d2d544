// The type rules of Python's operators on numbers, in one place for the type checker and the emitter.
#pragma once

#include "lang/ast/Ast.h"
#include "lang/types/Types.h"

namespace amaru::ops {

enum class BinaryRule : uint8_t { Arithmetic, TrueDivision, Floor, Power, Shift, Bitwise, Matrix };
enum class ComparisonRule : uint8_t { Equality, Order, Identity, Membership };

llvm::StringRef token(ast::Operator op);
llvm::StringRef token(ast::CmpOp op);
BinaryRule rule(ast::Operator op);
ComparisonRule rule(ast::CmpOp op);

/// What a binary operator does with two numbers: both are converted to `operand`, the result is `result`.
struct NumberRule {
  types::TypeId operand, result;
};

/// The rule for two scalar numbers; none where Python or NumPy has none (or where NumPy would turn int64 and uint64
/// into a float, which Amaru refuses).
std::optional<NumberRule> numberRule(types::TypeTable &types, ast::Operator op, types::TypeId lhs, types::TypeId rhs);

/// The type in which two numbers are compared; none where they cannot be.
types::TypeId comparisonOperand(types::TypeTable &types, types::TypeId lhs, types::TypeId rhs);

/// The positions that a slice takes of `size` elements, in order, as Python counts them. The step is not 0.
llvm::SmallVector<size_t> slicePositions(std::optional<int64_t> lower, std::optional<int64_t> upper, int64_t step,
                                         size_t size);

} // namespace amaru::ops
