// The primitives on which the stdlib builds views and shapes: see lang/sema/CheckShape.cpp.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

using typed::Builtin;

Val Emitter::emitArrayPrimitive(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  Val array = emit(node.args()[0]);
  if (builtin == Builtin::StridesOf)
    return {type, strides(loc, array)};
  const types::Type result = types[type];
  TypeId element = result.elements[0];
  mlir::Value offset = constantInt(loc, 0);
  llvm::SmallVector<mlir::Value> sizes, steps;
  if (builtin == Builtin::AsContiguous) {
    sizes = extents(loc, array);
    for (unsigned axis = 0; axis < result.rank; ++axis)
      steps.push_back(ir::StrideOp::create(builder, loc, array.value(), axis));
  } else {
    emit(node.args()[1]);
    offset = emit(node.args()[2]).value();
    llvm::append_range(sizes, emit(node.args()[3]).parts);
    // From bytes to elements.
    mlir::Value bytes = constantInt(loc, types.bytes(element));
    for (mlir::Value step : emit(node.args()[4]).parts)
      steps.push_back(mlir::arith::DivSIOp::create(builder, loc, step, bytes));
  }
  return {type, {ir::StridedViewOp::create(builder, loc, lowered(type).front(), array.value(), offset, sizes, steps)}};
}

llvm::SmallVector<mlir::Value> Emitter::strides(mlir::Location loc, const Val &array) {
  llvm::SmallVector<mlir::Value> result;
  mlir::Value bytes = constantInt(loc, types.bytes(types.scalarOf(array.type)));
  for (unsigned axis = 0; axis < types[array.type].rank; ++axis) {
    mlir::Value stride = ir::StrideOp::create(builder, loc, array.value(), axis);
    result.push_back(mlir::arith::MulIOp::create(builder, loc, stride, bytes, mlir::arith::IntegerOverflowFlags::nsw));
  }
  return result;
}

Val Emitter::emitTuplePrimitive(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  const types::Type result = types[type];
  Val source = emit(node.args()[0]);
  if (builtin == Builtin::TupleRepeat) {
    Val repeated{type, {}};
    for (size_t i = 0; i < result.elements.size(); ++i)
      llvm::append_range(repeated.parts, source.parts);
    return repeated;
  }
  llvm::SmallVector<Val> elements;
  size_t next = 0;
  for (TypeId element : llvm::SmallVector<TypeId>(llvm::ArrayRef(types[source.type].elements))) {
    Val part{element, {}};
    for (size_t n = lowered(element).size(); n > 0; --n)
      part.parts.push_back(source.parts[next++]);
    elements.push_back(std::move(part));
  }
  Val index = emit(node.args()[1]);
  Val added = builtin == Builtin::TupleDrop ? Val{} : emit(node.args()[2]);
  auto known = mlir::getConstantIntValue(index.value());
  auto at = [&](int64_t i) { return i < 0 || i >= int64_t(elements.size()) ? Val{} : elements[i]; };
  // Element k of the result: before the index as it was, at it the new one, behind it from one place away.
  const int64_t shift = builtin == Builtin::TupleDrop ? 1 : builtin == Builtin::TupleInsert ? -1 : 0;
  Val tuple{type, {}};
  for (int64_t k = 0; k < int64_t(result.elements.size()); ++k) {
    Val before = at(k), after = at(k + shift);
    bool isHere = builtin != Builtin::TupleDrop;
    if (known) {
      const Val &chosen = k < *known ? before : k == *known && isHere ? added : after;
      llvm::append_range(tuple.parts, chosen.parts);
      continue;
    }
    using P = mlir::arith::CmpIPredicate;
    mlir::Value place = constantInt(loc, k);
    auto select = [&](P predicate, const Val &yes, const Val &no) {
      if (yes.parts.empty() || no.parts.empty())
        return yes.parts.empty() ? no : yes;
      mlir::Value holds = mlir::arith::CmpIOp::create(builder, loc, predicate, place, index.value());
      Val chosen{yes.type, {}};
      for (auto [a, b] : llvm::zip(yes.parts, no.parts))
        chosen.parts.push_back(mlir::arith::SelectOp::create(builder, loc, holds, a, b));
      return chosen;
    };
    Val rest = isHere ? select(P::eq, added, after) : after;
    llvm::append_range(tuple.parts, select(P::slt, before, rest).parts);
  }
  return tuple;
}

} // namespace amaru::emit
