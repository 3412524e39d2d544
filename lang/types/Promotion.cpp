// How numbers meet: NumPy's promotion under NEP 50, and the joins of control-flow paths.
#include "lang/types/Types.h"

namespace amaru::types {

namespace {

/// Two sized types, by class and width.
TypeId promoteSized(TypeTable &types, TypeId a, TypeId b) {
  NumberClass ca = types.numberClass(a), cb = types.numberClass(b);
  unsigned wa = types.bits(a), wb = types.bits(b);
  if (ca == NumberClass::Bool)
    return b;
  if (cb == NumberClass::Bool)
    return a;
  if (ca == cb)
    return wa >= wb ? a : b;
  if (ca == NumberClass::Complex || cb == NumberClass::Complex) {
    // A complex number has the parts that its own parts and the real number make; never halves.
    auto [z, x] = ca == NumberClass::Complex ? std::pair(a, b) : std::pair(b, a);
    TypeId part = promoteSized(types, types.partOf(z), x);
    return types.sized(NumberClass::Complex, 2 * types.bits(part));
  }
  if (ca == NumberClass::Float || cb == NumberClass::Float) {
    // A float takes an integer of less than its own width; wider integers need a wider float.
    auto [f, i] = ca == NumberClass::Float ? std::pair(wa, wb) : std::pair(wb, wa);
    unsigned needed = i >= 32 ? 64 : i == 16 ? 32 : 16;
    return types.sized(NumberClass::Float, std::max(f, needed));
  }
  // Signed with unsigned: the next signed width that holds both. int64 with uint64 has none.
  auto [s, u] = ca == NumberClass::Signed ? std::pair(wa, wb) : std::pair(wb, wa);
  return types.sized(NumberClass::Signed, std::max(s, u * 2));
}

/// A Python number (weak) with a sized one: the sized one, unless the weak one is a step up the tower.
TypeId promoteWeak(TypeTable &types, TypeId weak, TypeId strong) {
  NumberClass w = types.numberClass(weak), s = types.numberClass(strong);
  if (w == NumberClass::Complex && s != NumberClass::Complex)
    return types.get(s == NumberClass::Float && types.bits(strong) <= 32 ? Kind::C64 : Kind::C128);
  if (w == NumberClass::Float && s != NumberClass::Float && s != NumberClass::Complex)
    return types.get(Kind::F64);
  if (w == NumberClass::Signed && s == NumberClass::Bool)
    return types.get(Kind::I64);
  return strong;
}

/// Whether a variable can hold a value of this type at run time, so that None may stand in its place.
bool isValue(const TypeTable &types, TypeId id) {
  switch (types.kind(id)) {
  case Kind::Unknown:
  case Kind::Never:
  case Kind::Ellipsis:
  case Kind::DType:
  case Kind::Module:
  case Kind::Function:
  case Kind::Builtin:
  case Kind::ExceptionClass:
    return false;
  default:
    return true;
  }
}

/// None or an Optional with another type.
TypeId joinOptional(TypeTable &types, TypeId a, TypeId b) {
  if (types.kind(a) == Kind::None)
    std::swap(a, b);
  TypeId value = types.valueOf(a);
  if (types.kind(b) != Kind::None)
    value = join(types, value, types.valueOf(b));
  return value && isValue(types, value) ? types.optional(value) : TypeId{};
}

} // namespace

TypeId promote(TypeTable &types, TypeId a, TypeId b) {
  if (!types.isNumber(a) || !types.isNumber(b))
    return {};
  bool sa = types.isSized(a), sb = types.isSized(b);
  if (sa && sb)
    return promoteSized(types, a, b);
  if (sa || sb)
    return sa ? promoteWeak(types, b, a) : promoteWeak(types, a, b);
  // Two Python numbers: bool < int < float < complex, which is the order of their kinds.
  return types.kind(a) >= types.kind(b) ? a : b;
}

TypeId join(TypeTable &types, TypeId a, TypeId b) {
  if (a == b || types.kind(b) == Kind::Never)
    return a;
  if (types.kind(a) == Kind::Never)
    return b;
  const Type ta = types[a], tb = types[b];
  for (Kind kind : {ta.kind, tb.kind})
    if (kind == Kind::None || kind == Kind::Optional)
      return joinOptional(types, a, b);
  if (ta.kind == Kind::Array && tb.kind == Kind::Array) {
    if (ta.rank != tb.rank || ta.elements[0] != tb.elements[0])
      return {};
    return types.array(ta.elements[0], ta.rank, Layout::Strided);
  }
  if (ta.kind == Kind::Tuple && tb.kind == Kind::Tuple && ta.elements.size() == tb.elements.size()) {
    llvm::SmallVector<TypeId> elements;
    for (auto [x, y] : llvm::zip(ta.elements, tb.elements)) {
      elements.push_back(join(types, x, y));
      if (!elements.back())
        return {};
    }
    return ta.entity == tb.entity ? types.structure(Kind::Tuple, ta.entity, elements) : types.tuple(elements);
  }
  if (types.isFunction(a) && types.isFunction(b))
    return types.functionChoice(a, b);
  if (ta.kind == tb.kind && types.isContainer(a)) {
    // Elements do not change type, but those of an empty container may have none yet.
    llvm::SmallVector<TypeId> elements;
    for (auto [x, y] : llvm::zip(ta.elements, tb.elements)) {
      bool same = x == y || types.isContainer(x) || types.kind(x) == Kind::Never || types.kind(y) == Kind::Never;
      elements.push_back(same ? join(types, x, y) : TypeId());
      if (!elements.back())
        return {};
    }
    return types.withElements(a, elements);
  }
  if (!types.isNumber(a) || !types.isNumber(b))
    return {};
  // bool stays apart from the other numbers: `x = True` or `x = 1` would print differently.
  if (types.isBool(a) != types.isBool(b))
    return {};
  return promote(types, a, b);
}

bool isConvertible(TypeTable &types, TypeId from, TypeId to) {
  if (from == to || types.kind(from) == Kind::Never)
    return true;
  const Type f = types[from], t = types[to];
  if (t.kind == Kind::Optional)
    return f.kind == Kind::None || isConvertible(types, types.valueOf(from), t.elements[0]);
  if (f.kind == Kind::Array && t.kind == Kind::Array)
    return f.rank == t.rank && f.elements[0] == t.elements[0] && t.layout == Layout::Strided;
  if (f.kind == Kind::Tuple && t.kind == Kind::Tuple && (!t.entity || t.entity == f.entity))
    return f.elements.size() == t.elements.size() && llvm::all_of(llvm::zip(f.elements, t.elements), [&](auto pair) {
             return isConvertible(types, std::get<0>(pair), std::get<1>(pair));
           });
  if (t.kind == Kind::FunctionChoice && types.isFunction(from))
    return types.functionChoice(from, to) == to;
  if (f.kind == t.kind && types.isContainer(from))
    return llvm::all_of(llvm::zip(f.elements, t.elements), [&](auto pair) {
      auto [x, y] = pair;
      return x == y || types.kind(x) == Kind::Never || (types.isContainer(x) && isConvertible(types, x, y));
    });
  if (!types.isNumber(from) || !types.isNumber(to))
    return false;
  // Up the tower always; among the sized types, down in width too is a cast the programmer must write.
  if (types.isBool(from))
    return true;
  if (types.numberClass(from) > types.numberClass(to) && !(types.isInteger(from) && types.isInteger(to)))
    return false;
  if (types.isBool(to))
    return false;
  return true;
}

} // namespace amaru::types
