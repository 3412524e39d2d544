// The types that a Python value can have in compiled code, and the rules by which numbers meet.
//
// Types are interned: equal types have equal ids. `TypeTable` owns them; nothing here knows syntax or MLIR.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMapInfo.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace amaru::types {

/// An index into the type table; 0 is no type.
struct TypeId {
  uint32_t index = 0;
  explicit operator bool() const { return index != 0; }
  friend bool operator==(TypeId, TypeId) = default;
  friend auto operator<=>(TypeId, TypeId) = default;
};

enum class Kind : uint8_t {
  /// No type: not yet inferred.
  Unknown,
  /// The value of an expression that never finishes (it always raises).
  Never,
  None,
#define AMARU_SCALAR(Enum, name, Class, bits, sized) Enum,
#include "lang/types/Types.def"
  Str,
  Ellipsis,
  /// Any exception; its class is known at run time.
  Exception,
  /// `e.args` of an exception: a tuple whose elements are known at run time only.
  ExceptionArgs,
  /// A value of `elements[0]`, or None.
  Optional,
  /// Elements in `elements`; of a named tuple `entity` is its class, plus 1.
  Tuple,
  /// A value with named fields, whose types are `elements`; `entity` is its class.
  Struct,
  /// A reference to an object of the class `entity`.
  Object,
  /// A class as a value.
  Class,
  /// `super()`: a receiver, `elements[0]`, whose methods are those of the class `entity`.
  Super,
  /// `elements[0]` is the dtype.
  Array,
  /// `elements[0]` is the element's type: Never of an open element (Sema's table) while it is not known.
  List,
  /// Key and value.
  Dict,
  /// `elements[0]` is the element's type.
  Set,
  /// What a builtin gives to be looped over (`zip`, `dict.items()`): `entity` is an IteratorKind, `elements` are what it
  /// was made of.
  Iterator,
  /// `range(start, stop, step)`.
  Range,
  /// A dtype or scalar type as a value (`np.float32`, `float`): `elements[0]`.
  DType,
  /// The limits of a number type (`np.finfo(np.float32)`): `elements[0]`.
  Limits,
  /// `entity` is an index into a table of the semantic analysis.
  Module,
  /// A function value: `elements` are the values that it captured.
  Function,
  /// One of several function values, chosen at run time: `elements` are their types.
  FunctionChoice,
  /// A method bound to its receiver, `elements[0]`.
  Method,
  /// A variable that several functions share, of the type `elements[0]`.
  Cell,
  /// What `**kwargs` collects: `elements` are the values, `names` the keywords.
  Keywords,
  Builtin,
  ExceptionClass,
};

enum class NumberClass : uint8_t { NotANumber, Bool, Signed, Unsigned, Float, Complex };

enum class IteratorKind : uint8_t { Enumerate, Zip, Reversed, Map, Filter, Keys, Values, Items };

/// How the elements of an array lie in memory.
enum class Layout : uint8_t { C, F, Strided };

struct Type {
  Kind kind = Kind::Unknown;
  Layout layout = Layout::C;
  uint32_t rank = 0;
  uint32_t entity = 0;
  llvm::SmallVector<TypeId, 2> elements;
  /// Keywords alone have them.
  std::vector<std::string> names = {};

  friend bool operator==(const Type &, const Type &) = default;
  friend auto operator<=>(const Type &a, const Type &b) {
    auto key = [](const Type &t) { return std::tuple(t.kind, t.layout, t.rank, t.entity); };
    if (auto order = key(a) <=> key(b); order != 0)
      return order;
    if (auto order = std::lexicographical_compare_three_way(a.elements.begin(), a.elements.end(), b.elements.begin(),
                                                            b.elements.end());
        order != 0)
      return order;
    return a.names <=> b.names;
  }
};

class TypeTable {
public:
  TypeTable();

  const Type &operator[](TypeId id) const { return *types[id.index]; }
  Kind kind(TypeId id) const { return types[id.index]->kind; }

  /// The type of a kind that needs nothing else.
  TypeId get(Kind kind);
  TypeId tuple(llvm::ArrayRef<TypeId> elements);
  TypeId array(TypeId dtype, unsigned rank, Layout layout);
  TypeId list(TypeId element) { return container(Kind::List, element); }
  TypeId set(TypeId element) { return container(Kind::Set, element); }
  TypeId dict(TypeId key, TypeId value) { return container(Kind::Dict, {key, value}); }
  /// A container of the kind of another, with other elements.
  TypeId withElements(TypeId container, llvm::ArrayRef<TypeId> elements) {
    return this->container(kind(container), elements);
  }
  /// The fields of a dictionary or set, as a tuple: how many entries are in use; the table of indices into the entries;
  /// the entries with hash, key and value, of which removed ones have hash -1.
  TypeId recordOf(TypeId container);
  TypeId iterator(IteratorKind kind, llvm::ArrayRef<TypeId> sources);
  TypeId dtype(TypeId scalar);
  TypeId limits(TypeId scalar);
  TypeId optional(TypeId type);
  TypeId entity(Kind kind, uint32_t entity);
  TypeId function(uint32_t entity, llvm::ArrayRef<TypeId> captures);
  TypeId cell(TypeId content);
  TypeId method(uint32_t entity, TypeId receiver);
  TypeId structure(Kind kind, uint32_t entity, llvm::ArrayRef<TypeId> fields);
  TypeId keywords(llvm::ArrayRef<TypeId> values, std::vector<std::string> names);
  /// The function values `a` or `b`, which may be choices themselves.
  TypeId functionChoice(TypeId a, TypeId b);

  bool isNumber(TypeId id) const { return numberClass(id) != NumberClass::NotANumber; }
  bool isSized(TypeId id) const;
  bool isInteger(TypeId id) const;
  bool isFloat(TypeId id) const { return numberClass(id) == NumberClass::Float; }
  bool isComplex(TypeId id) const { return numberClass(id) == NumberClass::Complex; }
  bool isUnsigned(TypeId id) const { return numberClass(id) == NumberClass::Unsigned; }
  bool isBool(TypeId id) const { return numberClass(id) == NumberClass::Bool; }
  bool isArray(TypeId id) const { return kind(id) == Kind::Array; }
  /// A value of a class of the program.
  bool isInstance(TypeId id) const {
    const Type &type = (*this)[id];
    return type.kind == Kind::Struct || type.kind == Kind::Object || (type.kind == Kind::Tuple && type.entity);
  }
  /// The class of such a value.
  uint32_t classOf(TypeId id) const { return (*this)[id].entity - (kind(id) == Kind::Tuple); }
  bool isTuple(TypeId id) const { return kind(id) == Kind::Tuple; }
  /// A function value or one of several.
  bool isFunction(TypeId id) const { return kind(id) == Kind::Function || kind(id) == Kind::FunctionChoice; }
  bool isList(TypeId id) const { return kind(id) == Kind::List; }
  bool isContainer(TypeId id) const { return isList(id) || kind(id) == Kind::Dict || kind(id) == Kind::Set; }
  /// Whether its values are shared by those who hold them, and can change: what one writes the others see.
  bool isShared(TypeId id) const { return isArray(id) || isContainer(id); }
  bool isIterator(TypeId id) const { return kind(id) == Kind::Iterator; }
  bool isOptional(TypeId id) const { return kind(id) == Kind::Optional; }
  /// What an Optional holds when it is not None, or the type itself.
  TypeId valueOf(TypeId id) const { return isOptional(id) ? (*this)[id].elements[0] : id; }
  NumberClass numberClass(TypeId id) const;
  /// The width of a number in bits.
  unsigned bits(TypeId id) const;
  /// The bytes that an element of this type takes in memory.
  unsigned bytes(TypeId id) const { return bits(id) < 8 ? 1 : bits(id) / 8; }
  /// The type of a complex number's parts; any other number itself.
  TypeId partOf(TypeId id);
  /// The element type of an array, or the type itself.
  TypeId scalarOf(TypeId id) const { return isArray(id) ? (*this)[id].elements[0] : id; }

  /// The type that elements of an array made of `id`s have: Python's numbers become NumPy's default dtypes.
  TypeId asDType(TypeId id);
  /// The sized type of this class and width; none if there is none.
  TypeId sized(NumberClass numberClass, unsigned bits);

  /// As messages name it: `int`, `f64`, `array(f64, 2d, C)`, `tuple(int, float)`.
  std::string name(TypeId id) const;
  /// As annotations and signatures write it: `f64[:, :]`.
  std::string signature(TypeId id) const;
  /// The class as Python's own messages name it: `int`, `float`, `numpy.ndarray`, `tuple`.
  std::string pythonName(TypeId id) const;

private:
  TypeId intern(Type type);
  TypeId container(Kind kind, llvm::ArrayRef<TypeId> elements);
  std::map<Type, TypeId> index;
  std::vector<const Type *> types;
};

/// NumPy's `result_type` with NEP 50's weak Python numbers: the type in which two numbers meet under arithmetic.
/// None for the pairs that NumPy would silently turn to floats (int64 with uint64) and for what is no number.
TypeId promote(TypeTable &types, TypeId a, TypeId b);

/// The type of a variable where two paths join: equal types; int with float is float; a weak number with a sized one is
/// the sized one; arrays that differ in layout alone are strided; tuples element by element; None with a value is an Optional.
/// None where they disagree.
TypeId join(TypeTable &types, TypeId a, TypeId b);

/// Whether a value of `from` may be passed where `to` is expected, by a conversion that Python would make or not notice.
bool isConvertible(TypeTable &types, TypeId from, TypeId to);

/// The scalar type of a name in annotations, signatures and NumPy's namespace (`f64`, `float64`, `int`); none if unknown.
TypeId scalarByName(TypeTable &types, llvm::StringRef name);

} // namespace amaru::types

template <> struct llvm::DenseMapInfo<amaru::types::TypeId> {
  static amaru::types::TypeId getEmptyKey() { return {~0u}; }
  static amaru::types::TypeId getTombstoneKey() { return {~0u - 1}; }
  static unsigned getHashValue(amaru::types::TypeId id) { return DenseMapInfo<uint32_t>::getHashValue(id.index); }
  static bool isEqual(amaru::types::TypeId a, amaru::types::TypeId b) { return a == b; }
};
