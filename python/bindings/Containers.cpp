// Lists on their way into compiled code, lists, dictionaries and sets on their way out. They are copied. The parts of an
// element lie beside each other in memory as the fields of a C struct do (codegen/lower/AmaruToLLVM/ListPatterns.cpp).
#include "python/bindings/Values.h"

#include "runtime/abi/Runtime.h"

#include <cstddef>
#include <utility>

namespace amaru::python {

namespace {

/// No list that people write nests deeper; one that holds itself does.
constexpr unsigned maxDepth = 32;

//===- Types of elements ----------------------------------------------------------------------------------------===//

/// Which argument is looked at, for messages.
struct Place {
  const char *function, *parameter;
};

bool listType(PyObject *list, Type &type, const Place &place, unsigned depth);

bool elementType(PyObject *value, Type &type, const Place &place, unsigned depth) {
  if (PyFloat_CheckExact(value))
    type.kind = Type::Kind::Float;
  else if (PyBool_Check(value))
    type.kind = Type::Kind::Bool;
  else if (PyLong_CheckExact(value))
    type.kind = Type::Kind::Int;
  else if (PyComplex_CheckExact(value))
    type.kind = Type::Kind::Complex;
  else if (PyUnicode_CheckExact(value))
    type.kind = Type::Kind::Str;
  else if (int code = scalarCode(value); code >= 0) {
    type.kind = Type::Kind::Scalar;
    type.dtype = uint8_t(code);
  } else if (PyTuple_CheckExact(value) && depth < maxDepth) {
    type.kind = Type::Kind::Tuple;
    type.elements.resize(size_t(PyTuple_GET_SIZE(value)));
    for (size_t i = 0; i < type.elements.size(); ++i)
      if (!elementType(PyTuple_GET_ITEM(value, Py_ssize_t(i)), type.elements[i], place, depth + 1))
        return false;
  } else if (PyList_CheckExact(value) && depth < maxDepth) {
    return listType(value, type, place, depth + 1);
  } else {
    PyErr_Format(PyExc_TypeError, "%s() argument '%s' is a list that holds a %s%s, which cannot be compiled for",
                 place.function, place.parameter, Py_TYPE(value)->tp_name, depth < maxDepth ? "" : ", too deep");
    return false;
  }
  return true;
}

/// Makes `type` the type that both have in common; false if there is none.
bool joinTypes(Type &type, const Type &other) {
  using Kind = Type::Kind;
  if (other.kind == Kind::Nothing)
    return true;
  if (type.kind == Kind::Nothing) {
    type = other;
    return true;
  }
  if ((type.kind == Kind::Int && other.kind == Kind::Float) || (type.kind == Kind::Float && other.kind == Kind::Int)) {
    type.kind = Kind::Float;
    return true;
  }
  if (type.kind != other.kind || type.dtype != other.dtype || type.elements.size() != other.elements.size())
    return false;
  for (size_t i = 0; i < type.elements.size(); ++i)
    if (!joinTypes(type.elements[i], other.elements[i]))
      return false;
  return true;
}

bool listType(PyObject *list, Type &type, const Place &place, unsigned depth) {
  type.kind = Type::Kind::List;
  type.elements.assign(1, Type());
  Type &joined = type.elements[0];
  joined.kind = Type::Kind::Nothing;
  PyTypeObject *last = nullptr;
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); ++i) {
    PyObject *value = PyList_GET_ITEM(list, i);
    const bool isPlain = !PyTuple_Check(value) && !PyList_Check(value);
    if (isPlain && Py_TYPE(value) == last)
      continue;
    last = Py_TYPE(value);
    Type one;
    if (!elementType(value, one, place, depth))
      return false;
    if (!joinTypes(joined, one)) {
      PyErr_Format(PyExc_TypeError,
                   "%s() argument '%s' is a list whose elements have no type in common: element %zd is a %s, or holds "
                   "something else than those before it",
                   place.function, place.parameter, i, Py_TYPE(value)->tp_name);
      return false;
    }
  }
  return true;
}

//===- Elements in memory ---------------------------------------------------------------------------------------===//

/// A part of an element: where it lies, and the slot that it fills.
struct Part {
  size_t offset;
  unsigned bytes, slot;
  bool isOwner;
};

/// An array among the parts. Contiguous ones have no strides in memory, but slots for them.
struct ArrayPart {
  unsigned sizesSlot, rank;
  Layout layout;
};

class ElementLayout {
public:
  explicit ElementLayout(const Type &type) {
    add(type);
    finish();
  }
  ElementLayout(const Type &first, const Type &second, const Type *third) {
    add(first);
    add(second);
    if (third)
      add(*third);
    finish();
  }

  size_t bytes = 0;
  unsigned slots = 0;

  /// The element takes the references over.
  void store(const uint64_t *values, char *element) const {
    for (const Part &part : parts)
      std::memcpy(element + part.offset, values + part.slot, part.bytes);
  }

  /// What the slots own is retained: the element keeps its own.
  void load(const char *element, uint64_t *values) const {
    for (const Part &part : parts) {
      values[part.slot] = 0;
      std::memcpy(values + part.slot, element + part.offset, part.bytes);
      if (part.isOwner)
        amaru_rt_retain(reinterpret_cast<void *>(values[part.slot]));
    }
    for (const ArrayPart &array : arrays) {
      uint64_t *sizes = values + array.sizesSlot, *strides = sizes + array.rank, stride = 1;
      for (unsigned i = 0; i < array.rank; ++i) {
        unsigned axis = array.layout == Layout::C ? array.rank - 1 - i : i;
        strides[axis] = stride;
        stride *= sizes[axis];
      }
    }
  }

  /// What a list of such elements is to release them by: null where they own nothing. False where there is none.
  bool findRelease(void *&release) const;

private:
  std::vector<Part> parts;
  std::vector<ArrayPart> arrays;
  size_t alignment = 1;

  void addPart(size_t size, bool isOwner = false) {
    bytes = (bytes + size - 1) / size * size;
    parts.push_back({bytes, unsigned(size), slots++, isOwner});
    bytes += size;
    alignment = size > alignment ? size : alignment;
  }

  void add(const Type &type) {
    using Kind = Type::Kind;
    switch (type.kind) {
    case Kind::None:
    case Kind::Nothing:
      return;
    case Kind::Bool:
      return addPart(1);
    case Kind::Int:
    case Kind::Float:
      return addPart(8);
    case Kind::Complex:
      addPart(8);
      return addPart(8);
    case Kind::Scalar:
      for (unsigned i = 0; i < type.slots(); ++i)
        addPart((size_t(1) << shiftOfCode[type.dtype]) / type.slots());
      return;
    case Kind::Str:
    case Kind::List:
    case Kind::Dict:
    case Kind::Set:
      return addPart(8, true);
    case Kind::Array:
      return addArray(type);
    case Kind::Tuple:
      for (const Type &element : type.elements)
        add(element);
    }
  }

  void addArray(const Type &type) {
    addPart(8, true);
    addPart(8);
    const unsigned sizesSlot = slots;
    const bool isStrided = type.layout == Layout::Strided;
    for (unsigned i = 0; i < type.rank * (isStrided ? 2u : 1u); ++i)
      addPart(8);
    if (!isStrided) {
      arrays.push_back({sizesSlot, type.rank, type.layout});
      slots += type.rank;
    }
  }

  void finish() { bytes = (bytes + alignment - 1) / alignment * alignment; }
};

/// Of elements of so many words, the words in `mask` are owners. Other threads may count them, too.
template <unsigned words, size_t mask> void releaseWords(char *elements, int64_t count) {
  auto *word = reinterpret_cast<void **>(elements);
  for (int64_t i = 0; i < count; ++i, word += words)
    for (unsigned k = 0; k < words; ++k)
      if (mask >> k & 1)
        amaru_rt_release_shared(word[k]);
}

using Release = void (*)(char *, int64_t);
template <unsigned words, size_t... masks> Release releaseOf(size_t mask, std::index_sequence<masks...>) {
  constexpr Release functions[] = {releaseWords<words, masks>...};
  return functions[mask];
}

bool ElementLayout::findRelease(void *&release) const {
  size_t mask = 0;
  for (const Part &part : parts)
    if (part.isOwner)
      mask |= size_t(1) << part.offset / 8;
  Release found = nullptr;
  if (mask) {
    switch (bytes / 8) {
    case 1:
      found = releaseOf<1>(mask, std::make_index_sequence<2>());
      break;
    case 2:
      found = releaseOf<2>(mask, std::make_index_sequence<4>());
      break;
    case 3:
      found = releaseOf<3>(mask, std::make_index_sequence<8>());
      break;
    case 4:
      found = releaseOf<4>(mask, std::make_index_sequence<16>());
      break;
    default:
      return false;
    }
  }
  release = reinterpret_cast<void *>(found);
  return true;
}

/// Whether a value still has the type that was found when the call began: another thread may have changed the list.
bool hasType(PyObject *value, const Type &type) {
  switch (type.kind) {
  case Type::Kind::List:
    return PyList_Check(value);
  case Type::Kind::Str:
    return PyUnicode_Check(value);
  case Type::Kind::Tuple:
    if (!PyTuple_Check(value) || PyTuple_GET_SIZE(value) != Py_ssize_t(type.elements.size()))
      return false;
    for (size_t i = 0; i < type.elements.size(); ++i)
      if (!hasType(PyTuple_GET_ITEM(value, Py_ssize_t(i)), type.elements[i]))
        return false;
    return true;
  default:
    return true;
  }
}

amaru_rt_list *asList(uint64_t slot) { return reinterpret_cast<amaru_rt_list *>(slot); }

/// The entries of a dictionary or a set: the third field of its record.
amaru_rt_list *entriesOf(uint64_t slot) {
  return *reinterpret_cast<amaru_rt_list **>(slot + sizeof(amaru_rt_owner) + 2 * sizeof(uint64_t));
}

PyObject *readList(const Type &type, const amaru_rt_list *list, CallState &state) {
  ElementLayout layout(type.elements[0]);
  std::vector<uint64_t> values(layout.slots + 1);
  PyObject *result = PyList_New(Py_ssize_t(list->length));
  for (int64_t i = 0; result && i < list->length; ++i) {
    layout.load(list->data + size_t(i) * layout.bytes, values.data());
    const uint64_t *slot = values.data();
    PyObject *element = readSlots(type.elements[0], slot, state);
    if (element)
      PyList_SET_ITEM(result, Py_ssize_t(i), element);
    else
      Py_CLEAR(result);
  }
  return result;
}

/// Entries are hash, key and, in a dictionary, value; those that were removed have hash -1.
PyObject *readTable(const Type &type, const amaru_rt_list *entries, CallState &state) {
  const bool isDict = type.kind == Type::Kind::Dict;
  Type hash;
  hash.kind = Type::Kind::Int;
  ElementLayout layout(hash, type.elements[0], isDict ? &type.elements[1] : nullptr);
  std::vector<uint64_t> values(layout.slots + 1);
  PyObject *result = isDict ? PyDict_New() : PySet_New(nullptr);
  for (int64_t i = 0; result && i < entries->length; ++i) {
    const char *entry = entries->data + size_t(i) * layout.bytes;
    int64_t h;
    std::memcpy(&h, entry, sizeof(h));
    if (h == -1)
      continue;
    layout.load(entry, values.data());
    const uint64_t *slot = values.data() + 1;
    PyObject *key = readSlots(type.elements[0], slot, state);
    PyObject *value = isDict ? readSlots(type.elements[1], slot, state) : nullptr;
    bool added = key && (isDict ? value && PyDict_SetItem(result, key, value) == 0 : PySet_Add(result, key) == 0);
    Py_XDECREF(key);
    Py_XDECREF(value);
    if (!added)
      Py_CLEAR(result);
  }
  return result;
}

} // namespace

bool classifyList(PyObject *list, Key &key, const char *function, const char *parameter) {
  Type type;
  return listType(list, type, {function, parameter}, 0) && appendKey(type, key);
}

bool writeList(PyObject *argument, const Type &type, uint64_t *&slot, CallState &state) {
  const Type &element = type.elements[0];
  ElementLayout layout(element);
  void *release = nullptr;
  if (!layout.findRelease(release)) {
    PyErr_SetString(PyExc_TypeError,
                    "a list of tuples that hold strings or lists and are larger than 32 bytes cannot be passed");
    return false;
  }
  const Py_ssize_t count = PyList_GET_SIZE(argument);
  void *made = amaru_rt_list_new(count, int64_t(layout.bytes), release);
  if (!made) {
    amaru_rt_error_clear();
    PyErr_NoMemory();
    return false;
  }
  state.hold().owned.push_back(made);
  *slot = reinterpret_cast<uint64_t>(made);
  amaru_rt_list *list = asList(*slot++);
  std::vector<uint64_t> values(layout.slots + 1);
  for (Py_ssize_t i = 0; i < count && i < PyList_GET_SIZE(argument); ++i) {
    PyObject *value = PyList_GET_ITEM(argument, i);
    if (!hasType(value, element)) {
      PyErr_SetString(PyExc_RuntimeError, "a list changed while it was passed");
      return false;
    }
    uint64_t *at = values.data();
    const size_t held = state.held->owned.size();
    if (!writeSlots(value, element, at, state))
      return false;
    // What was made for the element is the list's from here on.
    state.held->owned.resize(held);
    layout.store(values.data(), list->data + size_t(i) * layout.bytes);
    list->length = i + 1;
  }
  return true;
}

PyObject *readContainer(const Type &type, const uint64_t *&slot, CallState &state) {
  const uint64_t owner = *slot++;
  PyObject *result =
      type.kind == Type::Kind::List ? readList(type, asList(owner), state) : readTable(type, entriesOf(owner), state);
  amaru_rt_release_shared(reinterpret_cast<void *>(owner));
  return result;
}

} // namespace amaru::python
