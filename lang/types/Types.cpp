// The table of types: interning, names, and the facts about scalars that Types.def lists.
#include "lang/types/Types.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

namespace amaru::types {

namespace {

struct ScalarRow {
  Kind kind;
  const char *name;
  NumberClass numberClass;
  unsigned bits;
  bool sized;
};

constexpr ScalarRow scalarRows[] = {
#define AMARU_SCALAR(Enum, name, Class, bits, sized) {Kind::Enum, name, NumberClass::Class, bits, sized},
#include "lang/types/Types.def"
};

/// Kinds whose types differ by what they were made from, not by name.
bool isEntity(Kind kind) {
  switch (kind) {
  case Kind::Module:
  case Kind::Function:
  case Kind::FunctionChoice:
  case Kind::Method:
  case Kind::Cell:
  case Kind::Keywords:
  case Kind::Builtin:
  case Kind::Struct:
  case Kind::Object:
  case Kind::Class:
  case Kind::Super:
    return true;
  default:
    return false;
  }
}

const ScalarRow *scalarRow(Kind kind) {
  for (const ScalarRow &row : scalarRows)
    if (row.kind == kind)
      return &row;
  return nullptr;
}

} // namespace

TypeTable::TypeTable() { intern(Type{}); }

TypeId TypeTable::intern(Type type) {
  auto [position, isNew] = index.try_emplace(std::move(type), TypeId{uint32_t(types.size())});
  if (isNew)
    types.push_back(&position->first);
  return position->second;
}

TypeId TypeTable::get(Kind kind) { return intern(Type{.kind = kind, .elements = {}}); }

TypeId TypeTable::tuple(llvm::ArrayRef<TypeId> elements) {
  return intern(Type{.kind = Kind::Tuple, .elements = {elements.begin(), elements.end()}});
}

TypeId TypeTable::array(TypeId dtype, unsigned rank, Layout layout) {
  // With at most one axis, column order is row order.
  if (rank <= 1 && layout == Layout::F)
    layout = Layout::C;
  if (rank == 0)
    layout = Layout::C;
  return intern(Type{.kind = Kind::Array, .layout = layout, .rank = rank, .elements = {dtype}});
}

TypeId TypeTable::container(Kind kind, llvm::ArrayRef<TypeId> elements) {
  return intern(Type{.kind = kind, .elements = {elements.begin(), elements.end()}});
}

TypeId TypeTable::recordOf(TypeId id) {
  llvm::SmallVector<TypeId> entry{get(Kind::Int)};
  for (TypeId element : (*this)[id].elements)
    entry.push_back(element);
  return tuple({get(Kind::Int), list(get(Kind::I32)), list(tuple(entry))});
}

TypeId TypeTable::iterator(IteratorKind kind, llvm::ArrayRef<TypeId> sources) {
  return intern(Type{.kind = Kind::Iterator, .entity = uint32_t(kind), .elements = {sources.begin(), sources.end()}});
}

TypeId TypeTable::dtype(TypeId scalar) { return intern(Type{.kind = Kind::DType, .elements = {scalar}}); }

TypeId TypeTable::limits(TypeId scalar) { return intern(Type{.kind = Kind::Limits, .elements = {scalar}}); }
TypeId TypeTable::optional(TypeId type) {
  if (isOptional(type) || kind(type) == Kind::None)
    return type;
  return intern(Type{.kind = Kind::Optional, .elements = {type}});
}

TypeId TypeTable::entity(Kind kind, uint32_t entity) {
  return intern(Type{.kind = kind, .entity = entity, .elements = {}});
}

TypeId TypeTable::function(uint32_t entity, llvm::ArrayRef<TypeId> captures) {
  return intern(Type{.kind = Kind::Function, .entity = entity, .elements = {captures.begin(), captures.end()}});
}

TypeId TypeTable::cell(TypeId content) { return intern(Type{.kind = Kind::Cell, .elements = {content}}); }

TypeId TypeTable::method(uint32_t entity, TypeId receiver) {
  return intern(Type{.kind = Kind::Method, .entity = entity, .elements = {receiver}});
}

TypeId TypeTable::structure(Kind kind, uint32_t entity, llvm::ArrayRef<TypeId> fields) {
  return intern(Type{.kind = kind, .entity = entity, .elements = {fields.begin(), fields.end()}});
}

TypeId TypeTable::keywords(llvm::ArrayRef<TypeId> values, std::vector<std::string> names) {
  return intern(Type{.kind = Kind::Keywords, .elements = {values.begin(), values.end()}, .names = std::move(names)});
}

TypeId TypeTable::functionChoice(TypeId a, TypeId b) {
  std::set<TypeId> members;
  for (TypeId side : {a, b}) {
    const Type &type = (*this)[side];
    if (type.kind == Kind::FunctionChoice)
      members.insert(type.elements.begin(), type.elements.end());
    else
      members.insert(side);
  }
  return intern(Type{.kind = Kind::FunctionChoice, .elements = {members.begin(), members.end()}});
}

NumberClass TypeTable::numberClass(TypeId id) const {
  const ScalarRow *row = scalarRow(kind(id));
  return row ? row->numberClass : NumberClass::NotANumber;
}

bool TypeTable::isSized(TypeId id) const {
  const ScalarRow *row = scalarRow(kind(id));
  return row && row->sized;
}

bool TypeTable::isInteger(TypeId id) const {
  NumberClass c = numberClass(id);
  return c == NumberClass::Signed || c == NumberClass::Unsigned;
}

unsigned TypeTable::bits(TypeId id) const {
  const ScalarRow *row = scalarRow(kind(id));
  return row ? row->bits : 0;
}

TypeId TypeTable::sized(NumberClass numberClass, unsigned bits) {
  for (const ScalarRow &row : scalarRows)
    if (row.sized && row.numberClass == numberClass && row.bits == bits)
      return get(row.kind);
  return {};
}

TypeId TypeTable::partOf(TypeId id) {
  if (!isComplex(id))
    return id;
  return isSized(id) ? sized(NumberClass::Float, bits(id) / 2) : get(Kind::Float);
}

TypeId TypeTable::asDType(TypeId id) { return isSized(id) ? id : sized(numberClass(id), bits(id)); }

std::string TypeTable::name(TypeId id) const {
  const Type &type = (*this)[id];
  if (const ScalarRow *row = scalarRow(type.kind))
    return row->name;
  switch (type.kind) {
  case Kind::Array: {
    const char *layout = type.layout == Layout::C ? "C" : type.layout == Layout::F ? "F" : "strided";
    return "array(" + name(type.elements[0]) + ", " + std::to_string(type.rank) + "d, " + layout + ")";
  }
  case Kind::Tuple: {
    std::string text = "tuple(";
    for (size_t i = 0; i < type.elements.size(); ++i)
      text += (i ? ", " : "") + name(type.elements[i]);
    return text + ")";
  }
  case Kind::List:
  case Kind::Set:
  case Kind::Dict: {
    std::string text = pythonName(id) + "(";
    for (size_t i = 0; i < type.elements.size(); ++i)
      text += (i ? ", " : "") + (kind(type.elements[i]) == Kind::Never ? "?" : name(type.elements[i]));
    return text + ")";
  }
  case Kind::DType:
    return "dtype(" + name(type.elements[0]) + ")";
  case Kind::FunctionChoice:
    return "one of " + std::to_string(type.elements.size()) + " functions";
  case Kind::Optional:
    return name(type.elements[0]) + " | None";
  default:
    return pythonName(id);
  }
}

std::string TypeTable::signature(TypeId id) const {
  const Type &type = (*this)[id];
  if (type.kind == Kind::Array) {
    std::string axes;
    for (unsigned i = 0; i < type.rank; ++i)
      axes += i ? ", :" : ":";
    const char *layout = type.layout == Layout::C ? "::C" : type.layout == Layout::F ? "::F" : "";
    return name(type.elements[0]) + "[" + axes + "]" + layout;
  }
  if (type.kind == Kind::Tuple) {
    std::string text = type.entity ? "tuple#" + std::to_string(type.entity) + "(" : "(";
    for (size_t i = 0; i < type.elements.size(); ++i)
      text += (i ? ", " : "") + signature(type.elements[i]);
    return text + (type.elements.size() == 1 ? ",)" : ")");
  }
  if (isEntity(type.kind) || isContainer(id) || isIterator(id) || type.entity) {
    // Instances are told apart by what this says.
    std::string text = pythonName(id) + "#" + std::to_string(type.entity) + "(";
    for (size_t i = 0; i < type.elements.size(); ++i)
      text += (i ? ", " : "") + (i < type.names.size() ? type.names[i] + "=" : "") + signature(type.elements[i]);
    return text + ")";
  }
  if (type.kind == Kind::Optional)
    return signature(type.elements[0]) + "?";
  return name(id);
}

std::string TypeTable::pythonName(TypeId id) const {
  const Type &type = (*this)[id];
  if (const ScalarRow *row = scalarRow(type.kind)) {
    if (!row->sized)
      return row->name;
    switch (row->numberClass) {
    case NumberClass::Bool:
      return "numpy.bool";
    case NumberClass::Signed:
      return "numpy.int" + std::to_string(row->bits);
    case NumberClass::Unsigned:
      return "numpy.uint" + std::to_string(row->bits);
    case NumberClass::Complex:
      return "numpy.complex" + std::to_string(row->bits);
    default:
      return "numpy.float" + std::to_string(row->bits);
    }
  }
  switch (type.kind) {
  case Kind::None:
    return "NoneType";
  case Kind::Str:
    return "str";
  case Kind::Ellipsis:
    return "ellipsis";
  case Kind::Tuple:
    return "tuple";
  case Kind::Array:
    return "numpy.ndarray";
  case Kind::List:
    return "list";
  case Kind::Dict:
    return "dict";
  case Kind::Set:
    return "set";
  case Kind::Iterator: {
    static constexpr const char *names[] = {"enumerate", "zip",       "reversed",    "map",
                                            "filter",    "dict_keys", "dict_values", "dict_items"};
    return names[type.entity];
  }
  case Kind::Range:
    return "range";
  case Kind::DType:
    return "type";
  case Kind::Limits:
    return numberClass(type.elements[0]) == NumberClass::Float ? "numpy.finfo" : "numpy.iinfo";
  case Kind::Module:
    return "module";
  case Kind::Function:
  case Kind::FunctionChoice:
    return "function";
  case Kind::Cell:
    return "cell";
  case Kind::Method:
    return "method";
  case Kind::Keywords:
    return "dict";
  case Kind::Struct:
  case Kind::Object:
    return "object";
  case Kind::Super:
    return "super";
  case Kind::Class:
    return "type";
  case Kind::Builtin:
    return "builtin_function_or_method";
  case Kind::ExceptionClass:
    return "type";
  case Kind::Exception:
    return "BaseException";
  case Kind::ExceptionArgs:
    return "tuple";
  case Kind::Optional:
    return pythonName(type.elements[0]) + " | None";
  case Kind::Never:
    return "Never";
  default:
    return "unknown";
  }
}

TypeId scalarByName(TypeTable &types, llvm::StringRef name) {
  for (const ScalarRow &row : scalarRows)
    if (name == row.name)
      return types.get(row.kind);
  return types.get(llvm::StringSwitch<Kind>(name)
                       .Case("int8", Kind::I8)
                       .Case("int16", Kind::I16)
                       .Case("int32", Kind::I32)
                       .Cases({"int64", "int_", "intp"}, Kind::I64)
                       .Case("uint8", Kind::U8)
                       .Case("uint16", Kind::U16)
                       .Case("uint32", Kind::U32)
                       .Cases({"uint64", "uint", "uintp"}, Kind::U64)
                       .Case("float16", Kind::F16)
                       .Case("float32", Kind::F32)
                       .Cases({"float64", "double"}, Kind::F64)
                       .Case("half", Kind::F16)
                       .Case("single", Kind::F32)
                       .Cases({"complex64", "csingle"}, Kind::C64)
                       .Cases({"complex128", "cdouble"}, Kind::C128)
                       .Case("byte", Kind::I8)
                       .Case("short", Kind::I16)
                       .Case("intc", Kind::I32)
                       .Cases({"long", "longlong"}, Kind::I64)
                       .Case("ubyte", Kind::U8)
                       .Case("ushort", Kind::U16)
                       .Case("uintc", Kind::U32)
                       .Cases({"ulong", "ulonglong"}, Kind::U64)
                       .Default(Kind::Unknown));
}

} // namespace amaru::types
