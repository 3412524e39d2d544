// Subscripts with arrays in them: the view with its basic subscripts applied, the indexed axes first, and calls of
// stdlib/numpy/indexing.py. See lang/sema/CheckFancyIndex.cpp.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

Val Emitter::emitIndexArray(NodeId part) {
  Val value = emit(part);
  return types.isList(value.type) ? callOperator(at(part), "as_array", {value}) : value;
}

Emitter::FancyOperands Emitter::emitFancyOperands(NodeId expr, const Val &array) {
  const typed::FancyIndex &fancy = instance.fancyIndices.find(expr.index)->second;
  mlir::Location loc = at(expr);
  NodeId index = tree.as<ast::Subscript>(expr).slice();
  if (fancy.isTuple) {
    FancyOperands operands;
    operands.front = array;
    operands.indices = convert(loc, emit(index), fancy.gather->params[1]);
    return withAxes(loc, fancy, std::move(operands));
  }
  llvm::SmallVector<NodeId> parts;
  if (auto tuple = tree.dyn<ast::Tuple>(index))
    parts.assign(tuple->elts().begin(), tuple->elts().end());
  else
    parts.push_back(index);

  // Every axis of the source: sliced, or whole where an array or an integer indexes it.
  Indices basic;
  unsigned resultAxis = 0;
  auto whole = [&] {
    mlir::Value extent = ir::DimOp::create(builder, loc, array.value(), basic.axes.size());
    basic.axes.push_back({{}, constantInt(loc, 0), extent, constantInt(loc, 1)});
    ++resultAxis;
  };
  // A list is an array of one dimension.
  auto rankOf = [&](NodeId part) { return types.isArray(typeOf(part)) ? types[typeOf(part)].rank : 1; };
  const unsigned rank = types[array.type].rank;
  unsigned used = 0;
  for (auto [part, mask] : llvm::zip(parts, fancy.masks)) {
    if (tree.is<ast::Slice>(part)) {
      ++used;
      continue;
    }
    Kind kind = types.kind(typeOf(part));
    if (kind != Kind::None && kind != Kind::Ellipsis)
      used += mask ? rankOf(part) : 1;
  }
  bool isSliced = false;
  FancyOperands operands;
  operands.indices.type = fancy.gather->params[1];
  for (auto [part, mask] : llvm::zip(parts, fancy.masks)) {
    if (tree.is<ast::Slice>(part)) {
      emitSlice(array, part, basic);
      ++resultAxis;
      isSliced = true;
      continue;
    }
    TypeId type = typeOf(part);
    if (types.kind(type) == Kind::None) {
      basic.newAxes.push_back(resultAxis++);
    } else if (types.kind(type) == Kind::Ellipsis) {
      for (unsigned i = used; i < rank; ++i)
        whole();
    } else if (mask) {
      mlir::Value axis = constantInt(loc, basic.axes.size());
      Val made = callInstance(loc, *mask, {array, emitIndexArray(part), {types.get(Kind::Int), {axis}}});
      llvm::append_range(operands.indices.parts, made.parts);
      for (unsigned i = rankOf(part); i > 0; --i)
        whole();
    } else {
      Val value = emitIndexArray(part);
      TypeId wanted = types.isArray(value.type) ? value.type : types.get(Kind::I64);
      llvm::append_range(operands.indices.parts, convert(loc, value, wanted).parts);
      whole();
    }
  }
  while (basic.axes.size() < rank)
    whole();

  Val view = array;
  if (fancy.view != array.type || isSliced || !basic.newAxes.empty())
    view = viewOf(loc, fancy.view, array, basic);
  if (!llvm::is_sorted(fancy.toFront))
    view = {fancy.front,
            {ir::TransposeOp::create(builder, loc, lowered(fancy.front).front(), view.value(), fancy.toFront)}};
  operands.front = view;
  return withAxes(loc, fancy, std::move(operands));
}

Emitter::FancyOperands Emitter::withAxes(mlir::Location loc, const typed::FancyIndex &fancy, FancyOperands operands) {
  operands.axes.type = fancy.gather->params[2];
  for (int64_t axis : fancy.axes)
    operands.axes.parts.push_back(constantInt(loc, axis));
  operands.before = {types.get(Kind::Int), {constantInt(loc, fancy.before)}};
  return operands;
}

Val Emitter::gather(NodeId expr, const FancyOperands &operands) {
  const typed::FancyIndex &fancy = instance.fancyIndices.find(expr.index)->second;
  Val picked =
      callInstance(at(expr), *fancy.gather, {operands.front, operands.indices, operands.axes, operands.before});
  return types.isArray(typeOf(expr)) ? picked : loaded(at(expr), picked);
}

void Emitter::scatter(NodeId target, const FancyOperands &operands, const Val &value) {
  const typed::FancyIndex &fancy = instance.fancyIndices.find(target.index)->second;
  mlir::Location loc = at(target);
  Val converted = convert(loc, value, fancy.scatter->params[3]);
  callInstance(loc, *fancy.scatter, {operands.front, operands.indices, operands.axes, converted, operands.before});
}

} // namespace amaru::emit
