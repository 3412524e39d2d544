// The elements of empty displays. `[]` says nothing of its elements: its type is a list of an open element, and the first
// use that says more (an append, an assignment to a typed variable) settles it. What was checked before is then wrong,
// and Sema checks it again (Instantiate.cpp).
#include "lang/sema/Checker.h"

namespace amaru::sema {

TypeId Sema::openElement(typed::Instance &owner, NodeId display, unsigned slot) {
  auto [entry, isNew] = openIndex.try_emplace({&owner, display.index, slot}, openElements.size());
  if (isNew)
    openElements.push_back({});
  if (TypeId known = openElements[entry->second])
    return settle(known);
  return program.types.entity(Kind::Never, entry->second + 1);
}

TypeId Sema::settle(TypeId type) {
  types::TypeTable &types = program.types;
  const types::Type t = types[type];
  if (t.kind == Kind::Never && t.entity) {
    TypeId known = openElements[t.entity - 1];
    return known ? settle(known) : type;
  }
  if (!types.isContainer(type) && t.kind != Kind::Tuple)
    return type;
  llvm::SmallVector<TypeId> elements;
  for (TypeId element : t.elements)
    elements.push_back(settle(element));
  return t.kind == Kind::Tuple ? types.tuple(elements) : types.withElements(type, elements);
}

bool Sema::isOpen(TypeId type) const {
  const types::Type &t = program.types[type];
  if (t.kind == Kind::Never)
    return t.entity != 0;
  return llvm::any_of(t.elements, [&](TypeId element) { return isOpen(element); });
}

/// Of open elements that have met, the one that stands for all.
unsigned Sema::openRoot(TypeId open) const {
  unsigned index = program.types[open].entity - 1;
  while (openElements[index] && program.types[openElements[index]].kind == Kind::Never &&
         program.types[openElements[index]].entity)
    index = program.types[openElements[index]].entity - 1;
  return index;
}

void Sema::linkOpen(TypeId a, TypeId b) {
  unsigned from = openRoot(a), to = openRoot(b);
  if (from == to)
    return;
  TypeId known = std::exchange(openElements[from], program.types.entity(Kind::Never, to + 1));
  foundElement = true;
  if (known)
    resolveOpen(b, known);
}

void Sema::resolveOpen(TypeId open, TypeId element) {
  types::TypeTable &types = program.types;
  TypeId &known = openElements[openRoot(open)];
  element = settle(element);
  TypeId joined = known ? types::join(types, settle(known), element) : element;
  if (!joined || joined == known)
    return;
  known = joined;
  foundElement = true;
}

void Sema::unify(TypeId a, TypeId b) {
  types::TypeTable &types = program.types;
  if (a == b || !a || !b)
    return;
  const types::Type x = types[a], y = types[b];
  if (x.kind == Kind::Never && y.kind == Kind::Never) {
    if (x.entity && y.entity)
      linkOpen(a, b);
  } else if (x.kind == Kind::Never) {
    if (x.entity)
      resolveOpen(a, b);
  } else if (y.kind == Kind::Never) {
    if (y.entity)
      resolveOpen(b, a);
  } else if (x.kind == y.kind && x.elements.size() == y.elements.size() &&
             (types.isContainer(a) || x.kind == Kind::Tuple)) {
    for (auto [p, q] : llvm::zip(x.elements, y.elements))
      unify(p, q);
  }
}

} // namespace amaru::sema
