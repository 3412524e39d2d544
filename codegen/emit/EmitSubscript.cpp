// Subscripts: elements and views of arrays, elements of tuples, and stores through them.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

Val Emitter::emitSubscript(NodeId expr) {
  auto node = tree.as<ast::Subscript>(expr);
  TypeId object = types.valueOf(typeOf(node.value()));
  auto subscripted = [&] {
    return present(at(expr), emit(node.value()), "TypeError", "'NoneType' object is not subscriptable");
  };
  // `a.shape[0]` reads one extent.
  if (types.isTuple(object))
    return emitTupleSubscript(expr, subscripted(), node.slice());
  if (auto method = instance.operators.find(expr.index); method != instance.operators.end()) {
    Val value = subscripted(), index = emit(node.slice());
    return emitCallOf(at(expr), method->second, {value, index}, typeOf(expr));
  }
  if (types.kind(object) == Kind::Builtin)
    return emitArgv(expr, node.slice());
  if (types.isContainer(object) || types.kind(object) == Kind::Str)
    return emitContainerSubscript(expr, subscripted(), node.slice());
  return emitArraySubscript(expr, subscripted(), node.slice());
}

Val Emitter::emitArgv(NodeId expr, NodeId index) {
  mlir::Location loc = at(expr);
  Val value = emit(index);
  mlir::Value i = numberCast(loc, value.value(), value.type, types.get(Kind::I64));
  mlir::Value count = runtime(loc, "amaru_rt_argc", {}, builder.getI64Type());
  mlir::Value wrapped = mlir::arith::AddIOp::create(builder, loc, i, count);
  mlir::Value negative =
      mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::slt, i, constantInt(loc, 0));
  i = mlir::arith::SelectOp::create(builder, loc, negative, wrapped, i);
  raiseIf(loc, mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::uge, i, count), "IndexError",
          "list index out of range");
  return {typeOf(expr), {ownedOrRaise(loc, "amaru_rt_argv", i)}};
}

Val Emitter::emitTupleSlice(NodeId expr, const Val &tuple, NodeId index) {
  auto slice = tree.as<ast::Slice>(index);
  auto known = [&](NodeId part) -> std::optional<int64_t> {
    auto *literal = part ? std::get_if<int64_t>(&instance.info(part).literal) : nullptr;
    return literal ? std::optional(*literal) : std::nullopt;
  };
  for (NodeId part : {slice.lower(), slice.upper(), slice.step()})
    if (part)
      emitEffects(part);
  llvm::SmallVector<Val> elements = partsOf(tuple);
  Val taken{typeOf(expr), {}};
  for (size_t position : ops::slicePositions(known(slice.lower()), known(slice.upper()),
                                             known(slice.step()).value_or(1), elements.size()))
    llvm::append_range(taken.parts, elements[position].parts);
  return taken;
}

Val Emitter::emitTupleSubscript(NodeId expr, const Val &tuple, NodeId index) {
  if (tree.is<ast::Slice>(index))
    return emitTupleSlice(expr, tuple, index);
  const types::Type type = types[tuple.type];
  const ExprInfo &info = instance.info(index);
  int64_t size = type.elements.size();
  if (auto *literal = std::get_if<int64_t>(&info.literal)) {
    size_t position = *literal < 0 ? *literal + size : *literal, first = 0;
    for (size_t i = 0; i < position; ++i)
      first += lowered(type.elements[i]).size();
    size_t parts = lowered(type.elements[position]).size();
    return {type.elements[position], {tuple.parts.begin() + first, tuple.parts.begin() + first + parts}};
  }
  mlir::Location loc = at(expr);
  mlir::Value i = numberCast(loc, emit(index).value(), info.type, types.get(Kind::I64)), zero = constantInt(loc, 0);
  mlir::Value wrapped = mlir::arith::AddIOp::create(builder, loc, i, constantInt(loc, size));
  using P = mlir::arith::CmpIPredicate;
  mlir::Value negative = mlir::arith::CmpIOp::create(builder, loc, P::slt, i, zero);
  mlir::Value position = mlir::arith::SelectOp::create(builder, loc, negative, wrapped, i);
  raiseIf(loc, mlir::arith::CmpIOp::create(builder, loc, P::uge, position, constantInt(loc, size)), "IndexError",
          "tuple index out of range");
  return tupleElement(loc, tuple, position);
}

Val Emitter::tupleElement(mlir::Location loc, const Val &tuple, mlir::Value position) {
  const types::Type type = types[tuple.type];
  const int64_t size = type.elements.size();
  size_t parts = lowered(type.elements[0]).size();
  Val result{type.elements[0], {tuple.parts.begin(), tuple.parts.begin() + parts}};
  using P = mlir::arith::CmpIPredicate;
  for (int64_t k = 1; k < size; ++k) {
    mlir::Value here = mlir::arith::CmpIOp::create(builder, loc, P::eq, position, constantInt(loc, k));
    for (size_t part = 0; part < parts; ++part)
      result.parts[part] =
          mlir::arith::SelectOp::create(builder, loc, here, tuple.parts[k * parts + part], result.parts[part]);
  }
  return result;
}

//===- Arrays ---------------------------------------------------------------------------------------------------===//

Emitter::Indices Emitter::emitIndices(const Val &array, NodeId index, mlir::Location place) {
  llvm::SmallVector<NodeId> parts;
  if (auto tuple = tree.dyn<ast::Tuple>(index))
    parts.assign(tuple->elts().begin(), tuple->elts().end());
  else
    parts.push_back(index);
  const unsigned rank = types[array.type].rank;
  auto isNewAxis = [&](NodeId part) { return !tree.is<ast::Slice>(part) && types.kind(typeOf(part)) == Kind::None; };
  auto isEllipsis = [&](NodeId part) {
    return !tree.is<ast::Slice>(part) && types.kind(typeOf(part)) == Kind::Ellipsis;
  };
  unsigned used = llvm::count_if(parts, [&](NodeId part) { return !isNewAxis(part) && !isEllipsis(part); });

  Indices result;
  unsigned resultAxis = 0;
  auto whole = [&](mlir::Location loc) {
    mlir::Value extent = ir::DimOp::create(builder, loc, array.value(), result.axes.size());
    result.axes.push_back({{}, constantInt(loc, 0), extent, constantInt(loc, 1)});
    ++resultAxis;
  };
  for (NodeId part : parts) {
    mlir::Location loc = at(part);
    if (isNewAxis(part)) {
      result.newAxes.push_back(resultAxis++);
    } else if (isEllipsis(part)) {
      for (unsigned i = used; i < rank; ++i)
        whole(loc);
      used = rank;
    } else if (tree.is<ast::Slice>(part)) {
      emitSlice(array, part, result);
      ++resultAxis;
    } else {
      Val value = loaded(loc, emit(part));
      mlir::Value i = numberCast(loc, value.value(), value.type, types.get(Kind::I64));
      unsigned axis = result.axes.size();
      if (boundsChecked()) {
        mlir::Value extent = ir::DimOp::create(builder, loc, array.value(), axis);
        i = ir::CheckIndexOp::create(builder, place, i, extent, int64_t(axis));
      }
      result.axes.push_back({i, {}, {}, {}});
    }
  }
  mlir::Location loc = at(index);
  while (result.axes.size() < rank)
    whole(loc);
  bool slices = llvm::any_of(result.axes, [](const Indices::Axis &axis) { return !axis.index; });
  result.isElement = !slices && result.newAxes.empty() && llvm::none_of(parts, isEllipsis);
  return result;
}

bool Emitter::boundsChecked() const {
  return !uncheckedDepth && moduleEmitter.options.boundsChecks && instance.function->options.boundscheck;
}

void Emitter::emitSlice(const Val &array, NodeId part, Indices &indices) {
  auto slice = tree.as<ast::Slice>(part);
  mlir::Location loc = at(part);
  auto bound = [&](NodeId node) -> mlir::Value {
    if (!node || types.kind(typeOf(node)) == Kind::None)
      return {};
    Val value = loaded(loc, emit(node));
    return numberCast(loc, value.value(), value.type, types.get(Kind::I64));
  };
  mlir::Value start = bound(slice.lower()), stop = bound(slice.upper()), step = bound(slice.step());
  mlir::Value extent = ir::DimOp::create(builder, loc, array.value(), indices.axes.size());
  mlir::Value one = constantInt(loc, 1);
  if (!start && !stop && !step) {
    indices.axes.push_back({{}, constantInt(loc, 0), extent, one});
    return;
  }
  if (step && !mlir::getConstantIntValue(step))
    raiseIf(loc, mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::eq, step, constantInt(loc, 0)),
            "ValueError", "slice step cannot be zero");
  if (!step)
    step = one;
  auto bounds =
      ir::SliceBoundsOp::create(builder, loc, builder.getI64Type(), builder.getI64Type(), start, stop, step, extent);
  indices.axes.push_back({{}, bounds.getFirst(), bounds.getCount(), step});
}

Val Emitter::emitArraySubscript(NodeId expr, const Val &array, NodeId index) {
  if (isFancy(expr))
    return gather(expr, emitFancyOperands(expr, array));
  Indices indices = emitIndices(array, index, at(expr));
  if (indices.isElement)
    return elementAt(expr, array, indices);
  return viewOf(at(expr), typeOf(expr), array, indices);
}

Val Emitter::elementAt(NodeId expr, const Val &array, const Indices &indices) {
  llvm::SmallVector<mlir::Value> positions;
  for (const Indices::Axis &axis : indices.axes)
    positions.push_back(axis.index);
  TypeId element = types.scalarOf(array.type);
  return {element, {ir::LoadOp::create(builder, at(expr), loweredScalar(element), array.value(), positions)}};
}

Val Emitter::viewOf(mlir::Location loc, TypeId type, const Val &array, const Indices &indices) {
  llvm::SmallVector<mlir::Value> offsets, sizes, steps;
  llvm::SmallVector<int64_t> dropped;
  mlir::Value one = constantInt(loc, 1);
  for (auto [i, axis] : llvm::enumerate(indices.axes)) {
    offsets.push_back(axis.index ? axis.index : axis.first);
    sizes.push_back(axis.index ? one : axis.count);
    steps.push_back(axis.index ? one : axis.step);
    if (axis.index)
      dropped.push_back(i);
  }
  const types::Type view = types[type];
  if (indices.newAxes.empty())
    return {type,
            {ir::ViewOp::create(builder, loc, lowered(type).front(), array.value(), offsets, sizes, steps, dropped)}};
  TypeId narrow = types.array(view.elements[0], view.rank - indices.newAxes.size(), types::Layout::Strided);
  mlir::Value part =
      ir::ViewOp::create(builder, loc, lowered(narrow).front(), array.value(), offsets, sizes, steps, dropped);
  llvm::SmallVector<int64_t> newAxes(indices.newAxes.begin(), indices.newAxes.end());
  return {type, {ir::ExpandOp::create(builder, loc, lowered(type).front(), part, newAxes)}};
}

Val Emitter::subarray(mlir::Location loc, const Val &array, mlir::Value index) {
  const types::Type type = types[array.type];
  TypeId element = type.elements[0];
  if (type.rank == 1)
    return {element, {ir::LoadOp::create(builder, loc, loweredScalar(element), array.value(), index)}};
  mlir::Value zero = constantInt(loc, 0), one = constantInt(loc, 1);
  llvm::SmallVector<mlir::Value> offsets(type.rank, zero), sizes = extents(loc, array), steps(type.rank, one);
  offsets[0] = index;
  sizes[0] = one;
  types::Layout layout = type.layout == types::Layout::C ? types::Layout::C : types::Layout::Strided;
  TypeId row = types.array(element, type.rank - 1, layout);
  return {row,
          {ir::ViewOp::create(builder, loc, lowered(row).front(), array.value(), offsets, sizes, steps,
                              llvm::ArrayRef<int64_t>{0})}};
}

//===- Stores ---------------------------------------------------------------------------------------------------===//

void Emitter::emitStore(NodeId target, Val value) {
  auto node = tree.as<ast::Subscript>(target);
  Val array = emit(node.value());
  if (types.isContainer(array.type))
    return emitContainerStore(target, array, node.slice(), value);
  if (types.isList(value.type))
    value = callOperator(at(target), "as_array", {value});
  if (isFancy(target))
    return scatter(target, emitFancyOperands(target, array), value);
  Indices indices = emitIndices(array, node.slice(), at(target));
  mlir::Location loc = at(target);
  if (!indices.isElement)
    return storeElementwise(loc, viewOf(loc, typeOf(target), array, indices), value);
  llvm::SmallVector<mlir::Value> positions;
  for (const Indices::Axis &axis : indices.axes)
    positions.push_back(axis.index);
  TypeId element = types.scalarOf(array.type);
  ir::StoreOp::create(builder, loc, storable(loc, value, element), array.value(), positions);
}

mlir::Value Emitter::storable(mlir::Location loc, const Val &value, TypeId element) {
  // A Python float stored among integers is cut off, and raises for nan and what does not fit.
  if (types.isArray(value.type))
    return storable(loc, loaded(loc, value), element);
  if (types.kind(value.type) == Kind::Float && types.isInteger(element)) {
    Val integer = cast(loc, value, types.get(Kind::Int));
    return fitted(loc, integer.value(), element);
  }
  return cast(loc, value, element).value();
}

void Emitter::emitElementUpdate(NodeId stmt, const Val &array, NodeId index) {
  auto assign = tree.as<ast::AugAssign>(stmt);
  NodeId target = assign.target();
  Indices indices = emitIndices(array, index, at(target));
  mlir::Location loc = at(stmt);
  Val current = elementAt(target, array, indices);
  Val value = emit(assign.value());
  Val updated = binary(stmt, assign.op(), current, value, typeOf(stmt));
  llvm::SmallVector<mlir::Value> positions;
  for (const Indices::Axis &axis : indices.axes)
    positions.push_back(axis.index);
  ir::StoreOp::create(builder, loc, storable(loc, updated, current.type), array.value(), positions);
}

} // namespace amaru::emit
