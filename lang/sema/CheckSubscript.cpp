// Subscripts: elements and views of arrays, elements of tuples.
#include "lang/sema/Checker.h"
#include "llvm/ADT/StringExtras.h"

namespace amaru::sema {

ExprInfo Checker::checkSubscript(NodeId expr) {
  auto node = tree.as<ast::Subscript>(expr);
  ExprInfo object = check(node.value());
  object.type = types.valueOf(object.type);
  switch (types.kind(object.type)) {
  case Kind::Never:
    return error();
  case Kind::Array:
    return checkArraySubscript(expr, object.type, node.slice());
  case Kind::List:
  case Kind::Dict:
  case Kind::Set:
    return checkContainerSubscript(expr, object.type, node.slice());
  case Kind::Str:
    // A character of a literal is a literal.
    if (auto *text = std::get_if<std::string>(&object.literal);
        text && llvm::isASCII(*text) && !tree.is<ast::Slice>(node.slice())) {
      const ExprInfo index = check(node.slice());
      if (auto *place = std::get_if<int64_t>(&index.literal); place && *place >= 0 && *place < int64_t(text->size()))
        return {object.type, std::string(1, (*text)[*place])};
    }
    return checkContainerSubscript(expr, object.type, node.slice());
  case Kind::Tuple:
    return checkTupleSubscript(expr, object.type, node.slice());
  case Kind::Builtin:
    if (isArgv(object.type)) {
      ExprInfo index = check(node.slice());
      if (types.isInteger(index.type))
        return of(Kind::Str);
      report(diag::Id::Unsupported, node.slice()).arg("this index of sys.argv");
      return error();
    }
    [[fallthrough]];
  default:
    if (classOf(object.type) && !tree.is<ast::Slice>(node.slice())) {
      ExprInfo index = check(node.slice());
      if (isNever(index.type))
        return error();
      if (auto result = callOperator(expr, "__getitem__", {node.value(), node.slice()}, {object.type, index.type},
                                     instance.operators))
        return *result;
    }
    report(diag::Id::NotSubscriptable, expr).arg(pythonName(object.type));
    return error();
  }
}

ExprInfo Checker::checkArraySubscript(NodeId expr, TypeId array, NodeId index) {
  const types::Type type = types[array];
  llvm::SmallVector<NodeId> parts;
  if (auto tuple = tree.dyn<ast::Tuple>(index))
    parts.assign(tuple->elts().begin(), tuple->elts().end());
  else
    parts.push_back(index);
  if (parts.size() == 1 && !tree.is<ast::Slice>(index) && types.isTuple(check(index).type) &&
      !tree.is<ast::Tuple>(index))
    return checkTupleOfIndices(expr, array, index);
  for (NodeId part : parts)
    if (!tree.is<ast::Slice>(part) && !isNever(check(part).type) && isFancyPart(indexType(part)))
      return checkFancySubscript(expr, array, parts);
  instance.fancyIndices.erase(expr.index);

  unsigned integers = 0, slices = 0, newAxes = 0, ellipses = 0;
  // C order survives when integers come first, then at most one slice without a step, then whole axes.
  bool contiguous = type.layout == types::Layout::C;
  for (NodeId part : parts) {
    if (tree.is<ast::Slice>(part)) {
      checkSlice(part);
      auto slice = tree.as<ast::Slice>(part);
      bool whole = !slice.lower() && !slice.upper() && !slice.step();
      bool unitStep = !slice.step() || instance.info(slice.step()).literal == Literal(int64_t(1));
      if (!whole)
        contiguous &= slices == 0 && unitStep;
      ++slices;
      continue;
    }
    ExprInfo info = check(part);
    switch (types.kind(info.type)) {
    case Kind::Never:
      return error();
    case Kind::None:
      contiguous = false;
      ++newAxes;
      continue;
    case Kind::Ellipsis:
      ++ellipses;
      ++slices;
      continue;
    default:
      break;
    }
    if (types.isInteger(types.scalarOf(info.type))) {
      contiguous &= slices == 0;
      ++integers;
      continue;
    }
    report(diag::Id::BadIndex, part).arg(name(info.type));
    return error();
  }
  unsigned used = integers + slices - ellipses;
  if (used > type.rank || ellipses > 1) {
    report(diag::Id::TooManyIndices, expr).arg(int64_t(type.rank)).arg(int64_t(used));
    return error();
  }
  if (integers == type.rank && !newAxes && !ellipses)
    return {type.elements[0], {}};
  unsigned rank = type.rank - integers + newAxes;
  return {types.array(type.elements[0], rank, contiguous ? types::Layout::C : types::Layout::Strided), {}};
}

void Checker::checkSlice(NodeId slice) {
  auto node = tree.as<ast::Slice>(slice);
  for (NodeId bound : {node.lower(), node.upper(), node.step()}) {
    if (!bound)
      continue;
    ExprInfo info = check(bound);
    if (!types.isInteger(info.type) && types.kind(info.type) != Kind::None && !isNever(info.type))
      report(diag::Id::BadSlice, bound).arg(name(info.type));
    if (bound == node.step() && info.literal == Literal(int64_t(0)))
      report(diag::Id::ZeroSliceStep, bound);
  }
}

ExprInfo Checker::checkTupleSlice(NodeId expr, TypeId tuple, NodeId index) {
  auto slice = tree.as<ast::Slice>(index);
  auto known = [&](NodeId part, std::optional<int64_t> &value) {
    if (!part)
      return true;
    ExprInfo info = check(part);
    if (auto *literal = std::get_if<int64_t>(&info.literal))
      value = *literal;
    else if (types.kind(info.type) != Kind::None && !isNever(info.type))
      report(diag::Id::TupleIndexNotConstant, part).arg(name(tuple));
    return value.has_value() || types.kind(info.type) == Kind::None;
  };
  std::optional<int64_t> lower, upper, step;
  if (!known(slice.lower(), lower) || !known(slice.upper(), upper) || !known(slice.step(), step))
    return error();
  if (step == 0) {
    report(diag::Id::Unsupported, slice.step()).arg("a slice of a tuple whose step is 0");
    return error();
  }
  llvm::SmallVector<TypeId> elements;
  for (size_t position : ops::slicePositions(lower, upper, step.value_or(1), types[tuple].elements.size()))
    elements.push_back(types[tuple].elements[position]);
  return {types.tuple(elements), {}};
}

ExprInfo Checker::checkTupleSubscript(NodeId expr, TypeId tuple, NodeId index) {
  if (tree.is<ast::Slice>(index))
    return checkTupleSlice(expr, tuple, index);
  const types::Type type = types[tuple];
  ExprInfo info = check(index);
  if (isNever(info.type))
    return error();
  int64_t size = type.elements.size();
  if (auto *literal = std::get_if<int64_t>(&info.literal)) {
    int64_t position = *literal < 0 ? *literal + size : *literal;
    if (position < 0 || position >= size) {
      report(diag::Id::TupleIndexOutOfRange, expr).arg(*literal).arg(size);
      return error();
    }
    return {type.elements[position], {}};
  }
  // Nothing has an element: this raises when it is reached.
  if (size == 0 && types.isInteger(info.type))
    return error();
  bool uniform = size > 0 && llvm::all_equal(type.elements);
  if (!types.isInteger(info.type) || !uniform) {
    report(diag::Id::TupleIndexNotConstant, index).arg(name(tuple));
    return error();
  }
  return {type.elements[0], {}};
}

} // namespace amaru::sema
