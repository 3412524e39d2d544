// Subscripts with arrays in them: `a[indices]`, `a[mask]`, `a[i, :, indices]`. Slices and new axes are applied first, as a
// view; the axes that arrays or integers index come to its front; stdlib/numpy/indexing.py does the rest.
#include "lang/sema/Checker.h"

namespace amaru::sema {

TypeId Checker::indexType(NodeId part) {
  TypeId type = instance.type(part);
  if (!types.isList(type) || !types.isNumber(types[type].elements[0]))
    return type;
  TypeId array = useOperator(part, "as_array", {type});
  return array && types.isArray(array) ? array : type;
}

ExprInfo Checker::checkFancySubscript(NodeId expr, TypeId array, llvm::ArrayRef<NodeId> parts) {
  const types::Type source = types[array];
  typed::FancyIndex fancy;
  auto instantiate = [&](llvm::StringRef function, llvm::ArrayRef<TypeId> params, llvm::ArrayRef<Literal> literals) {
    return stdlibInstance(expr, "numpy.indexing", function, params, literals);
  };

  // How many axes each part takes.
  unsigned used = 0;
  for (NodeId part : parts) {
    if (tree.is<ast::Slice>(part)) {
      checkSlice(part);
      ++used;
      continue;
    }
    if (isNever(check(part).type))
      return error();
    TypeId type = indexType(part);
    Kind kind = types.kind(type);
    if (kind == Kind::None || kind == Kind::Ellipsis)
      continue;
    bool isMask = isFancyPart(type) && types.isBool(types.scalarOf(type));
    if (!isMask && !types.isInteger(types.scalarOf(type))) {
      report(diag::Id::BadIndex, part).arg(name(type));
      return error();
    }
    used += isMask ? types[type].rank : 1;
  }
  if (used > source.rank) {
    report(diag::Id::TooManyIndices, expr).arg(int64_t(source.rank)).arg(int64_t(used));
    return error();
  }

  // The view's axes, and which of them are indexed.
  llvm::SmallVector<TypeId> indices;
  llvm::SmallVector<int64_t> kept;
  int64_t viewAxis = 0, axis = 0, groups = 0;
  bool inGroup = false, sawEllipsis = false;
  auto keep = [&](int64_t count) {
    for (int64_t i = 0; i < count; ++i)
      kept.push_back(viewAxis++);
    inGroup = false;
  };
  auto take = [&](TypeId index) {
    groups += !inGroup;
    if (groups == 1 && !inGroup)
      fancy.before = kept.size();
    inGroup = true;
    indices.push_back(index);
    fancy.toFront.push_back(viewAxis++);
    fancy.axes.push_back(axis++);
  };
  unsigned newAxes = 0;
  for (NodeId part : parts) {
    fancy.masks.push_back(nullptr);
    if (tree.is<ast::Slice>(part)) {
      keep(1);
      ++axis;
      continue;
    }
    TypeId type = indexType(part);
    if (types.kind(type) == Kind::None) {
      keep(1);
      ++newAxes;
    } else if (types.kind(type) == Kind::Ellipsis) {
      if (std::exchange(sawEllipsis, true)) {
        report(diag::Id::TooManyIndices, expr).arg(int64_t(source.rank)).arg(int64_t(used));
        return error();
      }
      keep(source.rank - used);
      axis += source.rank - used;
      inGroup = false;
    } else if (isFancyPart(type) && types.isBool(types.scalarOf(type))) {
      fancy.masks.back() =
          instantiate("mask_indices", {array, type, types.get(Kind::Int)}, {Literal(), Literal(), Literal(axis)});
      if (!fancy.masks.back() || !fancy.masks.back()->result || isNever(fancy.masks.back()->result))
        return error();
      for (TypeId one : llvm::SmallVector<TypeId>(llvm::ArrayRef(types[fancy.masks.back()->result].elements)))
        take(one);
    } else {
      take(types.isArray(type) ? type : types.get(Kind::I64));
    }
  }
  keep(source.rank - axis);
  // Arrays that stand apart put their axes first.
  if (groups > 1)
    fancy.before = 0;
  fancy.toFront.append(kept.begin(), kept.end());

  fancy.view = types.array(source.elements[0], source.rank + newAxes, types::Layout::Strided);
  bool isPlain = newAxes == 0 && llvm::is_sorted(fancy.toFront) &&
                 llvm::none_of(parts, [&](NodeId part) { return tree.is<ast::Slice>(part); });
  if (isPlain)
    fancy.view = array;
  fancy.front = fancy.view;
  TypeId axes = types.tuple(llvm::SmallVector<TypeId>(indices.size(), types.get(Kind::Int)));
  llvm::SmallVector<TypeId> params{fancy.front, types.tuple(indices), axes, types.get(Kind::Int)};
  fancy.gather = instantiate("gather", params, {Literal(), Literal(), Literal(), Literal(fancy.before)});
  if (!fancy.gather)
    return error();
  TypeId result = fancy.gather->result ? fancy.gather->result : types.get(Kind::Never);
  instance.fancyIndices[expr.index] = std::move(fancy);
  return {result, {}};
}

ExprInfo Checker::checkTupleOfIndices(NodeId expr, TypeId array, NodeId index) {
  // `a[np.nonzero(m)]`: an index for each of the first axes. Integers alone pick one element.
  const types::Type source = types[array], tuple = types[instance.type(index)];
  typed::FancyIndex fancy;
  llvm::SmallVector<TypeId> indices;
  bool hasArray = false;
  for (TypeId element : tuple.elements) {
    bool isInteger = types.isInteger(types.scalarOf(element));
    hasArray |= isFancyPart(element);
    fancy.axes.push_back(fancy.toFront.size());
    fancy.toFront.push_back(fancy.toFront.size());
    indices.push_back(types.isArray(element) ? element : types.get(Kind::I64));
    if (!isInteger || indices.size() > source.rank) {
      report(diag::Id::BadIndex, index).arg(name(instance.type(index)));
      return error();
    }
  }
  if (indices.empty() || (!hasArray && indices.size() < source.rank)) {
    report(diag::Id::BadIndex, index).arg(name(instance.type(index)));
    return error();
  }
  fancy.view = fancy.front = array;
  fancy.isTuple = true;
  TypeId axes = types.tuple(llvm::SmallVector<TypeId>(indices.size(), types.get(Kind::Int)));
  fancy.gather =
      stdlibInstance(expr, "numpy.indexing", "gather", {array, types.tuple(indices), axes, types.get(Kind::Int)},
                     {Literal(), Literal(), Literal(), Literal(int64_t(0))});
  if (!fancy.gather)
    return error();
  TypeId result = fancy.gather->result ? fancy.gather->result : types.get(Kind::Never);
  if (!hasArray && types.isArray(result))
    result = types.scalarOf(result);
  instance.fancyIndices[expr.index] = std::move(fancy);
  return {result, {}};
}

void Checker::checkFancyStore(NodeId target, TypeId value) {
  auto found = instance.fancyIndices.find(target.index);
  if (found == instance.fancyIndices.end())
    return;
  typed::FancyIndex &fancy = found->second;
  llvm::SmallVector<TypeId> params(fancy.gather->params);
  params.insert(params.begin() + 3, value);
  fancy.scatter = stdlibInstance(target, "numpy.indexing", "scatter", params,
                                 {Literal(), Literal(), Literal(), Literal(), Literal(fancy.before)});
}

} // namespace amaru::sema
