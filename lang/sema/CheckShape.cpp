// The primitives on which the stdlib builds views and shapes: arrays over the same storage with other axes, and tuples whose
// length the compiler knows, changed at a place that it need not know.
#include "lang/sema/Checker.h"

namespace amaru::sema {

using typed::Builtin;

ExprInfo Checker::checkArrayPrimitive(NodeId expr, Builtin builtin, llvm::ArrayRef<ExprInfo> args) {
  const types::Type array = types[args[0].type];
  switch (builtin) {
  case Builtin::Strided:
    // strided(array, dtype, offset in bytes, shape, strides in bytes)
    return {types.array(types[args[1].type].elements[0], types[args[3].type].elements.size(), types::Layout::Strided),
            {}};
  case Builtin::StridesOf:
    return {types.tuple(llvm::SmallVector<TypeId>(array.rank, types.get(Kind::Int))), {}};
  case Builtin::AsContiguous:
    return {types.array(array.elements[0], array.rank, types::Layout::C), {}};
  case Builtin::LaneSum:
    // lane_sum(array, first, count)
    return {types.bits(array.elements[0]) == 16 ? types.get(Kind::F32) : array.elements[0], {}};
  case Builtin::KindOf: {
    TypeId scalar = array.kind == Kind::DType ? array.elements[0] : types.scalarOf(args[0].type);
    static constexpr const char *names[] = {"none", "bool", "int", "uint", "float", "complex"};
    return {types.get(Kind::Str), std::string(names[unsigned(types.numberClass(scalar))])};
  }
  case Builtin::ItemSize:
    return {types.get(Kind::Int), int64_t(types.bytes(types.scalarOf(args[0].type)))};
  case Builtin::FormOf: {
    const char *form = array.kind == Kind::Array      ? "array"
                       : array.kind == Kind::Tuple    ? "tuple"
                       : array.kind == Kind::List     ? "list"
                       : array.kind == Kind::None     ? "none"
                       : array.kind == Kind::DType    ? "dtype"
                       : array.kind == Kind::Str      ? "str"
                       : types.isNumber(args[0].type) ? "number"
                                                      : "other";
    return {types.get(Kind::Str), std::string(form)};
  }
  case Builtin::ResultType: {
    TypeId result;
    for (const ExprInfo &arg : args) {
      const types::Type given = types[arg.type];
      TypeId scalar = given.kind == Kind::DType ? given.elements[0] : types.scalarOf(arg.type);
      TypeId joined = result ? types::promote(types, result, scalar) : scalar;
      if (!joined) {
        report(diag::Id::UnsupportedOperand, expr).arg("result_type").arg(name(result)).arg(name(scalar));
        return error();
      }
      result = joined;
    }
    return {types.dtype(types.asDType(result)), {}};
  }
  default:
    return error();
  }
}

ExprInfo Checker::checkTuplePrimitive(NodeId expr, Builtin builtin, llvm::ArrayRef<ExprInfo> args) {
  if (builtin == Builtin::TupleRepeat) {
    // tuple_repeat(value, length)
    auto *length = std::get_if<int64_t>(&args[1].literal);
    if (!length || *length < 0) {
      report(diag::Id::TupleIndexNotConstant, expr).arg(name(args[0].type));
      return error();
    }
    return {types.tuple(llvm::SmallVector<TypeId>(*length, args[0].type)), {}};
  }
  // (tuple, index[, value]); where the index is not known, all elements have one type.
  llvm::SmallVector<TypeId> elements(llvm::ArrayRef(types[args[0].type].elements));
  auto *index = std::get_if<int64_t>(&args[1].literal);
  const int64_t size = elements.size(), last = builtin == Builtin::TupleInsert ? size : size - 1;
  bool fits = index ? *index >= 0 && *index <= last
                    : llvm::all_equal(elements) && (args.size() < 3 || elements.empty() || args[2].type == elements[0]);
  if (!fits) {
    report(diag::Id::TupleIndexNotConstant, expr).arg(name(args[0].type));
    return error();
  }
  const int64_t place = index ? *index : 0;
  if (builtin == Builtin::TupleDrop) {
    if (!elements.empty())
      elements.erase(elements.begin() + place);
  } else if (builtin == Builtin::TupleInsert) {
    elements.insert(elements.begin() + place, args[2].type);
  } else if (!elements.empty()) {
    elements[place] = args[2].type;
  }
  return {types.tuple(elements), {}};
}

} // namespace amaru::sema
