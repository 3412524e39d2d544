// Keys, slots and results.
#include "python/bindings/Values.h"

#include "runtime/abi/Runtime.h"

#include <numpy/arrayobject.h>
#include <numpy/arrayscalars.h>

#include <cstring>
#include <string>

namespace amaru::python {

namespace {

struct DTypeRow {
  const char *name;
  int number;
  PyTypeObject *scalar;
};

constexpr uint8_t log2Of(unsigned bytes) { return bytes <= 1 ? 0 : uint8_t(1 + log2Of(bytes / 2)); }

/// By the codes of runtime/abi/DTypes.def.
DTypeRow dtypes[] = {
#define AMARU_DTYPE(code, Enum, name, numpyName, bytes) {name, 0, nullptr},
#include "runtime/abi/DTypes.def"
};
constexpr unsigned dtypeCount = sizeof(dtypes) / sizeof(dtypes[0]);
int codeOfName(const char *name) {
  if (!std::strcmp(name, "bool_"))
    return AMARU_RT_DTYPE_Bool;
  for (unsigned code = 1; code < dtypeCount; ++code)
    if (!std::strcmp(name, dtypes[code].name))
      return int(code);
  return -1;
}

int numberOf(int code) {
  switch (code) {
  case AMARU_RT_DTYPE_Bool:
    return NPY_BOOL;
  case AMARU_RT_DTYPE_I8:
    return NPY_INT8;
  case AMARU_RT_DTYPE_I16:
    return NPY_INT16;
  case AMARU_RT_DTYPE_I32:
    return NPY_INT32;
  case AMARU_RT_DTYPE_I64:
    return NPY_INT64;
  case AMARU_RT_DTYPE_U8:
    return NPY_UINT8;
  case AMARU_RT_DTYPE_U16:
    return NPY_UINT16;
  case AMARU_RT_DTYPE_U32:
    return NPY_UINT32;
  case AMARU_RT_DTYPE_U64:
    return NPY_UINT64;
  case AMARU_RT_DTYPE_F16:
    return NPY_FLOAT16;
  case AMARU_RT_DTYPE_F32:
    return NPY_FLOAT32;
  case AMARU_RT_DTYPE_F64:
    return NPY_FLOAT64;
  case AMARU_RT_DTYPE_C64:
    return NPY_COMPLEX64;
  default:
    return NPY_COMPLEX128;
  }
}

bool isNumpyOpen = false;
/// An array over a file is an array like any other.
PyTypeObject *memmapType = nullptr;

bool importNumpy() {
  if (_import_array() < 0)
    return false;
  std::memset(codeOfNumber, noDType, sizeof(codeOfNumber));
  for (unsigned code = 0; code < dtypeCount; ++code) {
    dtypes[code].number = numberOf(int(code));
    codeOfNumber[dtypes[code].number] = uint8_t(code);
    PyArray_Descr *descr = PyArray_DescrFromType(dtypes[code].number);
    if (!descr)
      return false;
    dtypes[code].scalar = descr->typeobj;
    Py_DECREF(descr);
  }
  // C's `long long` has the width of `long`, and a type number of its own.
  codeOfNumber[NPY_LONGLONG] = AMARU_RT_DTYPE_I64;
  codeOfNumber[NPY_ULONGLONG] = AMARU_RT_DTYPE_U64;
  PyObject *numpy = PyImport_ImportModule("numpy");
  memmapType = numpy ? reinterpret_cast<PyTypeObject *>(PyObject_GetAttrString(numpy, "memmap")) : nullptr;
  Py_XDECREF(numpy);
  if (!memmapType)
    return false;
  arrayType = &PyArray_Type;
  isNumpyOpen = true;
  return true;
}

bool isNumpyLoaded() {
  PyObject *modules = PyImport_GetModuleDict();
  return PyDict_GetItemString(modules, "numpy") != nullptr;
}

PyArrayObject *asArray(PyObject *object) { return reinterpret_cast<PyArrayObject *>(object); }

void destroyBorrowed(amaru_rt_owner *head) {
  auto *owner = reinterpret_cast<BorrowedOwner *>(head);
  if (!Py_IsInitialized())
    return;
  PyGILState_STATE gil = PyGILState_Ensure();
  Py_DECREF(owner->object);
  PyGILState_Release(gil);
  delete owner;
}

/// Under the GIL, as everything that touches it.
std::vector<BorrowedOwner *> spareOwners;

constexpr const char *capsuleName = "amaru.owner";

void releaseCapsule(PyObject *capsule) { amaru_rt_release_shared(PyCapsule_GetPointer(capsule, capsuleName)); }

} // namespace

PyTypeObject *arrayType = nullptr;
uint8_t codeOfNumber[NPY_NTYPES_LEGACY];
const uint8_t shiftOfCode[] = {
#define AMARU_DTYPE(code, Enum, name, numpyName, bytes) log2Of(bytes),
#include "runtime/abi/DTypes.def"
};
amaru_rt_owner immortalOwner = {AMARU_RT_IMMORTAL, nullptr};

bool openNumpy() { return isNumpyOpen || importNumpy(); }

//===- Types ----------------------------------------------------------------------------------------------------===//

unsigned Type::slots() const {
  switch (kind) {
  case Kind::None:
  case Kind::Nothing:
    return 0;
  case Kind::Complex:
    return 2;
  case Kind::Scalar:
    return dtype == AMARU_RT_DTYPE_C64 || dtype == AMARU_RT_DTYPE_C128 ? 2 : 1;
  case Kind::Array:
    return 2 + 2 * unsigned(rank);
  case Kind::Tuple: {
    unsigned count = 0;
    for (const Type &element : elements)
      count += element.slots();
    return count;
  }
  default:
    return 1;
  }
}

bool Type::hasArray() const {
  if (kind == Kind::Array)
    return true;
  for (const Type &element : elements)
    if (element.hasArray())
      return true;
  return false;
}

bool readType(PyObject *spec, Type &type) {
  if (PyUnicode_Check(spec)) {
    const char *name = PyUnicode_AsUTF8(spec);
    if (!name)
      return false;
    if (!std::strcmp(name, "None"))
      type.kind = Type::Kind::None;
    else if (!std::strcmp(name, "bool"))
      type.kind = Type::Kind::Bool;
    else if (!std::strcmp(name, "int"))
      type.kind = Type::Kind::Int;
    else if (!std::strcmp(name, "float"))
      type.kind = Type::Kind::Float;
    else if (!std::strcmp(name, "complex"))
      type.kind = Type::Kind::Complex;
    else if (!std::strcmp(name, "str"))
      type.kind = Type::Kind::Str;
    else if (!std::strcmp(name, "nothing"))
      type.kind = Type::Kind::Nothing;
    else if (int code = codeOfName(name); code >= 0) {
      type.kind = Type::Kind::Scalar;
      type.dtype = uint8_t(code);
    } else {
      PyErr_Format(PyExc_TypeError, "a value of type %s cannot leave compiled code in this version", name);
      return false;
    }
    return true;
  }
  Py_ssize_t count = PyList_Check(spec) ? PyList_GET_SIZE(spec) : 0;
  const char *head = count > 0 ? PyUnicode_AsUTF8(PyList_GET_ITEM(spec, 0)) : nullptr;
  if (head && !std::strcmp(head, "tuple")) {
    type.kind = Type::Kind::Tuple;
    type.elements.resize(size_t(count - 1));
    for (Py_ssize_t i = 1; i < count; ++i)
      if (!readType(PyList_GET_ITEM(spec, i), type.elements[size_t(i - 1)]))
        return false;
    return true;
  }
  const bool isList = head && !std::strcmp(head, "list"), isDict = head && !std::strcmp(head, "dict");
  if ((isList || isDict || (head && !std::strcmp(head, "set"))) && count == (isDict ? 3 : 2)) {
    type.kind = isList ? Type::Kind::List : isDict ? Type::Kind::Dict : Type::Kind::Set;
    type.elements.resize(size_t(count - 1));
    for (Py_ssize_t i = 1; i < count; ++i)
      if (!readType(PyList_GET_ITEM(spec, i), type.elements[size_t(i - 1)]))
        return false;
    return true;
  }
  if (head && !std::strcmp(head, "array") && count == 4) {
    Type element;
    if (!readType(PyList_GET_ITEM(spec, 1), element))
      return false;
    const char *layout = PyUnicode_AsUTF8(PyList_GET_ITEM(spec, 3));
    if (!layout)
      return false;
    type.kind = Type::Kind::Array;
    type.dtype = element.dtype;
    type.rank = uint8_t(PyLong_AsLong(PyList_GET_ITEM(spec, 2)));
    type.layout = *layout == 'C' ? Layout::C : *layout == 'F' ? Layout::F : Layout::Strided;
    return true;
  }
  PyErr_Format(PyExc_TypeError, "%R is no type", spec);
  return false;
}

bool appendKey(const Type &type, Key &key) {
  if (key.count == Key::capacity) {
    PyErr_SetString(PyExc_TypeError, "too many arguments");
    return false;
  }
  Word &word = key.words[key.count++];
  switch (type.kind) {
  case Type::Kind::None:
    word = wordOf(Class::None);
    break;
  case Type::Kind::Bool:
    word = wordOf(Class::Bool);
    break;
  case Type::Kind::Int:
    word = wordOf(Class::Int);
    break;
  case Type::Kind::Float:
    word = wordOf(Class::Float);
    break;
  case Type::Kind::Str:
    word = wordOf(Class::Str);
    break;
  case Type::Kind::Complex:
    word = wordOf(Class::Complex);
    break;
  case Type::Kind::Scalar:
    word = wordOf(Class::Scalar, type.dtype);
    break;
  case Type::Kind::Array:
    word = wordOf(Class::Array, type.dtype, type.rank, type.layout);
    break;
  case Type::Kind::Nothing:
    word = wordOf(Class::Nothing);
    break;
  case Type::Kind::List:
    word = wordOf(Class::List);
    return appendKey(type.elements[0], key);
  case Type::Kind::Dict:
  case Type::Kind::Set:
    PyErr_SetString(PyExc_TypeError, "dictionaries and sets cannot be passed to compiled code in this version");
    return false;
  case Type::Kind::Tuple:
    word = Word(Class::Tuple) | Word(type.elements.size()) << 8;
    for (const Type &element : type.elements)
      if (!appendKey(element, key))
        return false;
  }
  return true;
}

//===- Keys -----------------------------------------------------------------------------------------------------===//

Word stridedWord(PyArrayObject *array, unsigned code) {
  unsigned rank = unsigned(PyArray_NDIM(array));
  npy_intp mask = (npy_intp(1) << shiftOfCode[code]) - 1;
  for (unsigned axis = 0; axis < rank; ++axis)
    if (PyArray_STRIDES(array)[axis] & mask)
      return 0;
  return wordOf(Class::Array, code, rank, Layout::Strided);
}

/// Names the fault of an array that arrayWord refuses.
static void setArrayError(PyObject *object, const std::string &what) {
  PyArrayObject *array = asArray(object);
  const PyArray_Descr *descr = PyArray_DESCR(array);
  const char *name = what.c_str();
  bool isKnown = descr->type_num < NPY_NTYPES_LEGACY && codeOfNumber[descr->type_num] != noDType;
  if (!isKnown)
    PyErr_Format(PyExc_TypeError, "%s is an array of %S, which cannot be compiled for", name, descr);
  else if (!(descr->byteorder == '=' || descr->byteorder == '|'))
    PyErr_Format(PyExc_TypeError,
                 "%s is an array of %S, in the byte order of another machine; convert it by "
                 "`a.astype(a.dtype.newbyteorder('='))`",
                 name, descr);
  else if (!(PyArray_FLAGS(array) & NPY_ARRAY_ALIGNED))
    PyErr_Format(PyExc_TypeError, "%s is an array that is not aligned to its elements; pass a copy", name);
  else
    PyErr_Format(PyExc_TypeError, "%s is an array whose strides are no multiples of its element size; pass a copy",
                 name);
}

PyObject *describeArray(PyObject *array, const char *what) {
  Word word = arrayWord(array);
  if (!word) {
    setArrayError(array, what);
    return nullptr;
  }
  const Word *next = &word;
  return describe(next);
}

namespace {

bool push(Key &key, Word word) {
  if (key.count == Key::capacity) {
    PyErr_SetString(PyExc_TypeError, "too many arguments");
    return false;
  }
  key.words[key.count++] = word;
  return true;
}

/// An array over the memory of an object that offers it (DLPack, the buffer protocol); null without an error if the
/// object offers none.
PyObject *arrayOver(PyObject *object) {
  const char *from = nullptr;
  if (PyObject_HasAttrString(object, "__dlpack__"))
    from = "from_dlpack";
  else if (PyObject_CheckBuffer(object) && !PyBytes_Check(object))
    from = "asarray";
  if (!from)
    return nullptr;
  PyObject *numpy = PyImport_ImportModule("numpy");
  if (!numpy || !openNumpy())
    return nullptr;
  PyObject *array = PyObject_CallMethod(numpy, from, "O", object);
  // DLPack of the first kind does not say whether memory may be written, and NumPy assumes that it may not. Whoever
  // offers the same memory by `__array__` too says it there.
  if (array && Py_TYPE(array) == arrayType && !isWriteable(array) && PyObject_HasAttrString(object, "__array__")) {
    PyObject *other = PyObject_CallMethod(numpy, "asarray", "O", object);
    if (!other)
      PyErr_Clear();
    if (other && Py_TYPE(other) == arrayType && isWriteable(other) &&
        PyArray_DATA(asArray(other)) == PyArray_DATA(asArray(array)) && arrayWord(other) == arrayWord(array))
      std::swap(array, other);
    Py_XDECREF(other);
  }
  Py_DECREF(numpy);
  return array;
}

std::string argumentName(const char *function, const char *parameter) {
  return std::string(function) + "() argument '" + parameter + "'";
}

} // namespace

bool classify(PyObject *argument, Key &key, PyObject *&replacement, const char *function, const char *parameter) {
  PyTypeObject *type = Py_TYPE(argument);
  if (type == &PyFloat_Type)
    return push(key, wordOf(Class::Float));
  if (type == &PyLong_Type)
    return push(key, wordOf(Class::Int));
  if (type == &PyBool_Type)
    return push(key, wordOf(Class::Bool));
  if (type == &PyComplex_Type)
    return push(key, wordOf(Class::Complex));
  if (argument == Py_None)
    return push(key, wordOf(Class::None));
  if (type == &PyUnicode_Type)
    return push(key, wordOf(Class::Str));
  if (type == &PyTuple_Type) {
    Py_ssize_t count = PyTuple_GET_SIZE(argument);
    if (!push(key, Word(Class::Tuple) | Word(count) << 8))
      return false;
    for (Py_ssize_t i = 0; i < count; ++i) {
      PyObject *element = PyTuple_GET_ITEM(argument, i), *inner = nullptr;
      unsigned first = key.count;
      if (!classify(element, key, inner, function, parameter))
        return false;
      // The compiler tells which parameters are written, not which elements of a tuple.
      bool isReadOnly = !inner && Class(key.words[first] & 255) == Class::Array && !isWriteable(element);
      if (!inner && !isReadOnly)
        continue;
      Py_XDECREF(inner);
      PyErr_Format(PyExc_TypeError,
                   "%s() argument '%s' is a tuple that holds a %s%s; pass it as an argument of its own", function,
                   parameter, isReadOnly ? "read-only " : "", Py_TYPE(element)->tp_name);
      return false;
    }
    return true;
  }
  if (type == &PyList_Type)
    return classifyList(argument, key, function, parameter);
  if (isNumpyOpen || isNumpyLoaded()) {
    if (!openNumpy())
      return false;
    if (int code = scalarCode(argument); code >= 0)
      return push(key, wordOf(Class::Scalar, unsigned(code)));
    if (type == arrayType || type == memmapType) {
      Word word = arrayWord(argument);
      if (word)
        return push(key, word);
      setArrayError(argument, argumentName(function, parameter));
      return false;
    }
    if (PyArray_Check(argument)) {
      PyErr_Format(PyExc_TypeError, "%s() argument '%s' is a %s; pass a plain array, as np.asarray() makes it",
                   function, parameter, type->tp_name);
      return false;
    }
  }
  if (PyObject *array = arrayOver(argument)) {
    if (Py_TYPE(array) == arrayType) {
      if (Word word = arrayWord(array)) {
        replacement = array;
        return push(key, word);
      }
      setArrayError(array, argumentName(function, parameter));
    }
    Py_DECREF(array);
    if (PyErr_Occurred())
      return false;
  }
  if (PyErr_Occurred())
    return false;
  PyErr_Format(PyExc_TypeError, "%s() argument '%s' is a %s, which cannot be compiled for", function, parameter,
               type->tp_name);
  return false;
}

int scalarCode(PyObject *value) {
  if (!isNumpyOpen && !(isNumpyLoaded() && openNumpy()))
    return -1;
  for (unsigned code = 0; code < dtypeCount; ++code)
    if (Py_TYPE(value) == dtypes[code].scalar)
      return int(code);
  return -1;
}

PyObject *describe(const Word *&word) {
  Word value = *word++;
  unsigned code = (value >> 8) & 255;
  switch (Class(value & 255)) {
  case Class::Float:
    return PyUnicode_FromString("float");
  case Class::Int:
    return PyUnicode_FromString("int");
  case Class::Bool:
    return PyUnicode_FromString("bool");
  case Class::None:
    return PyUnicode_FromString("None");
  case Class::Str:
    return PyUnicode_FromString("str");
  case Class::Complex:
    return PyUnicode_FromString("complex");
  case Class::Scalar:
    return PyUnicode_FromString(code == AMARU_RT_DTYPE_Bool ? "bool_" : dtypes[code].name);
  case Class::Array: {
    const char *layouts[] = {"C", "F", "A"};
    return Py_BuildValue("[ssis]", "array", code == AMARU_RT_DTYPE_Bool ? "bool_" : dtypes[code].name,
                         int((value >> 16) & 255), layouts[(value >> 24) & 3]);
  }
  case Class::Tuple: {
    Py_ssize_t count = Py_ssize_t(value >> 8);
    PyObject *list = Py_BuildValue("[s]", "tuple");
    for (Py_ssize_t i = 0; list && i < count; ++i) {
      PyObject *element = describe(word);
      if (!element || PyList_Append(list, element) < 0)
        Py_CLEAR(list);
      Py_XDECREF(element);
    }
    return list;
  }
  case Class::Nothing:
    return PyUnicode_FromString("nothing");
  case Class::List: {
    PyObject *element = describe(word);
    return element ? Py_BuildValue("[sN]", "list", element) : nullptr;
  }
  case Class::Invalid:
    break;
  }
  PyErr_SetString(PyExc_SystemError, "amaru: an argument's key is damaged");
  return nullptr;
}

//===- Owners ---------------------------------------------------------------------------------------------------===//

BorrowedOwner *borrow(PyObject *array) {
  BorrowedOwner *owner;
  if (spareOwners.empty()) {
    owner = new BorrowedOwner;
  } else {
    owner = spareOwners.back();
    spareOwners.pop_back();
  }
  owner->head = {1, destroyBorrowed};
  owner->object = array;
  return owner;
}

void giveBack(BorrowedOwner *owner) {
  if (__atomic_load_n(&owner->head.count, __ATOMIC_ACQUIRE) == 1) {
    spareOwners.push_back(owner);
    return;
  }
  Py_INCREF(owner->object);
  amaru_rt_release_shared(owner);
}

void CallState::release() {
  for (void *object : held->owned)
    amaru_rt_release_shared(object);
  for (BorrowedOwner *owner : held->borrowed)
    giveBack(owner);
  delete held;
}

//===- Arguments ------------------------------------------------------------------------------------------------===//

namespace {

bool writeInt(PyObject *argument, uint64_t &slot) {
#if PY_VERSION_HEX < 0x030C0000
  // One digit or none.
  if (PyLong_CheckExact(argument) && Py_SIZE(argument) + 1 <= 2 && Py_SIZE(argument) >= -1) {
    auto digit = int64_t(reinterpret_cast<PyLongObject *>(argument)->ob_digit[0]);
    slot = uint64_t(Py_SIZE(argument) * digit);
    return true;
  }
#endif
  PyObject *integer = argument;
  bool isOwned = false;
  if (!PyLong_Check(argument)) {
    integer = PyNumber_Index(argument);
    isOwned = true;
    if (!integer)
      return false;
  }
  int overflow = 0;
  long long value = PyLong_AsLongLongAndOverflow(integer, &overflow);
  if (isOwned)
    Py_DECREF(integer);
  if (overflow) {
    PyErr_SetString(PyExc_OverflowError, "an int argument does not fit in 64 bits");
    return false;
  }
  slot = uint64_t(value);
  return !(value == -1 && PyErr_Occurred());
}

bool writeFloat(PyObject *argument, uint64_t &slot) {
  double value = PyFloat_AsDouble(argument);
  if (value == -1.0 && PyErr_Occurred())
    return false;
  std::memcpy(&slot, &value, sizeof(value));
  return true;
}

bool writeComplex(PyObject *argument, uint64_t *slot) {
  Py_complex value = PyComplex_AsCComplex(argument);
  if (value.real == -1.0 && PyErr_Occurred())
    return false;
  std::memcpy(slot, &value.real, sizeof(value.real));
  std::memcpy(slot + 1, &value.imag, sizeof(value.imag));
  return true;
}

/// Each part of a complex64 has a slot of its own.
void spreadParts(unsigned dtype, uint64_t *slot) {
  if (dtype != AMARU_RT_DTYPE_C64)
    return;
  slot[1] = slot[0] >> 32;
  slot[0] &= 0xffffffff;
}

/// A sized scalar, converted as NumPy's scalar types convert.
bool writeScalar(PyObject *argument, unsigned dtype, uint64_t *slot) {
  if (!openNumpy())
    return false;
  slot[0] = 0;
  if (Py_TYPE(argument) == dtypes[dtype].scalar) {
    PyArray_ScalarAsCtype(argument, slot);
    spreadParts(dtype, slot);
    return true;
  }
  PyObject *converted = PyObject_CallOneArg(reinterpret_cast<PyObject *>(dtypes[dtype].scalar), argument);
  if (!converted)
    return false;
  PyArray_ScalarAsCtype(converted, slot);
  spreadParts(dtype, slot);
  Py_DECREF(converted);
  return true;
}

bool writeStr(PyObject *argument, uint64_t &slot, CallState &state) {
  Py_ssize_t bytes = 0;
  PyObject *encoded = nullptr;
  const char *text = PyUnicode_AsUTF8AndSize(argument, &bytes);
  if (!text) {
    // Lone surrogates.
    PyErr_Clear();
    encoded = PyUnicode_AsEncodedString(argument, "utf-8", "surrogatepass");
    if (!encoded)
      return false;
    text = PyBytes_AS_STRING(encoded);
    bytes = PyBytes_GET_SIZE(encoded);
  }
  void *copy = amaru_rt_str_from_text(const_cast<char *>(text), bytes);
  Py_XDECREF(encoded);
  if (!copy) {
    amaru_rt_error_clear();
    PyErr_NoMemory();
    return false;
  }
  state.hold().owned.push_back(copy);
  slot = reinterpret_cast<uint64_t>(copy);
  return true;
}

} // namespace

bool writeSlots(PyObject *argument, const Type &type, uint64_t *&slot, CallState &state) {
  switch (type.kind) {
  case Type::Kind::Float:
    if (PyFloat_CheckExact(argument)) {
      double value = PyFloat_AS_DOUBLE(argument);
      std::memcpy(slot++, &value, sizeof(value));
      return true;
    }
    return writeFloat(argument, *slot++);
  case Type::Kind::Int:
    state.largestInt = INT64_MAX;
    return writeInt(argument, *slot++);
  case Type::Kind::Array:
    writeArray(argument, type, slot, state);
    return true;
  case Type::Kind::Bool: {
    int truth = argument == Py_True ? 1 : argument == Py_False ? 0 : PyObject_IsTrue(argument);
    *slot++ = uint64_t(truth);
    return truth >= 0;
  }
  case Type::Kind::Scalar: {
    // An f64 is a double as a float is.
    bool written = type.dtype == AMARU_RT_DTYPE_F64 && PyFloat_CheckExact(argument)
                       ? writeFloat(argument, *slot)
                       : writeScalar(argument, type.dtype, slot);
    slot += type.slots();
    return written;
  }
  case Type::Kind::None:
    return true;
  case Type::Kind::Complex:
    slot += 2;
    return writeComplex(argument, slot - 2);
  case Type::Kind::Str:
    return writeStr(argument, *slot++, state);
  case Type::Kind::Tuple:
    for (size_t i = 0; i < type.elements.size(); ++i)
      if (!writeSlots(PyTuple_GET_ITEM(argument, Py_ssize_t(i)), type.elements[i], slot, state))
        return false;
    return true;
  case Type::Kind::List:
    return writeList(argument, type, slot, state);
  case Type::Kind::Dict:
  case Type::Kind::Set:
  case Type::Kind::Nothing:
    break;
  }
  return false;
}

//===- Results --------------------------------------------------------------------------------------------------===//

namespace {

/// The array of Python's that a result shares its storage with; null if it has storage of its own.
BorrowedOwner *findBorrowed(void *owner, CallState &state) {
  for (BorrowedOwner *borrowed : state.hold().borrowed)
    if (borrowed == owner)
      return borrowed;
  if (state.captured)
    for (const auto &borrowed : *state.captured)
      if (borrowed.get() == owner)
        return borrowed.get();
  return nullptr;
}

PyObject *readArray(const Type &type, const uint64_t *&slot, CallState &state) {
  if (!openNumpy())
    return nullptr;
  void *owner = reinterpret_cast<void *>(slot[0]);
  char *data = reinterpret_cast<char *>(slot[1]);
  npy_intp sizes[NPY_MAXDIMS], strides[NPY_MAXDIMS];
  unsigned rank = type.rank, shift = shiftOfCode[type.dtype];
  for (unsigned axis = 0; axis < rank; ++axis) {
    sizes[axis] = npy_intp(slot[2 + axis]);
    strides[axis] = npy_intp(slot[2 + rank + axis]) * (npy_intp(1) << shift);
  }
  slot += type.slots();

  PyObject *base = nullptr;
  bool isWriteable = true;
  if (BorrowedOwner *borrowed = findBorrowed(owner, state)) {
    // The result's reference to an argument becomes one to its object.
    amaru_rt_release_shared(owner);
    PyArrayObject *argument = asArray(borrowed->object);
    bool isSame = PyArray_DATA(argument) == data && PyArray_NDIM(argument) == int(rank) &&
                  codeOfNumber[PyArray_TYPE(argument)] == type.dtype;
    // Where an axis has one element or an array none, strides say nothing.
    bool isEmpty = PyArray_SIZE(argument) == 0;
    for (unsigned axis = 0; isSame && axis < rank; ++axis)
      isSame = PyArray_DIMS(argument)[axis] == sizes[axis] &&
               (isEmpty || sizes[axis] <= 1 || PyArray_STRIDES(argument)[axis] == strides[axis]);
    if (isSame)
      return Py_NewRef(borrowed->object);
    isWriteable = PyArray_ISWRITEABLE(argument);
    base = Py_NewRef(borrowed->object);
  }
  if (!base && owner) {
    base = PyCapsule_New(owner, capsuleName, releaseCapsule);
    if (!base) {
      amaru_rt_release_shared(owner);
      return nullptr;
    }
  }
  PyArray_Descr *descr = PyArray_DescrFromType(dtypes[type.dtype].number);
  PyObject *result = PyArray_NewFromDescr(&PyArray_Type, descr, int(rank), sizes, strides, data,
                                          isWriteable ? NPY_ARRAY_WRITEABLE : 0, nullptr);
  if (!result) {
    Py_XDECREF(base);
    return nullptr;
  }
  if (base && PyArray_SetBaseObject(asArray(result), base) < 0) {
    Py_DECREF(result);
    return nullptr;
  }
  return result;
}

PyObject *readScalar(const Type &type, const uint64_t *&slot) {
  if (!openNumpy())
    return nullptr;
  // NumPy's own way asks the descriptor for everything; elements of the commonest arrays are made at once.
  if (type.dtype == AMARU_RT_DTYPE_F64 || type.dtype == AMARU_RT_DTYPE_I64) {
    PyTypeObject *kind = dtypes[type.dtype].scalar;
    PyObject *result = kind->tp_alloc(kind, 0);
    if (result && type.dtype == AMARU_RT_DTYPE_F64)
      std::memcpy(&PyArrayScalar_VAL(result, Double), slot, sizeof(double));
    else if (result)
      std::memcpy(&PyArrayScalar_VAL(result, Long), slot, sizeof(int64_t));
    ++slot;
    return result;
  }
  PyArray_Descr *descr = PyArray_DescrFromType(dtypes[type.dtype].number);
  uint64_t parts[2] = {slot[0], type.slots() == 2 ? slot[1] : 0};
  if (type.dtype == AMARU_RT_DTYPE_C64)
    parts[0] = (slot[0] & 0xffffffff) | slot[1] << 32;
  PyObject *result = PyArray_Scalar(parts, descr, nullptr);
  Py_DECREF(descr);
  slot += type.slots();
  return result;
}

} // namespace

PyObject *readSlots(const Type &type, const uint64_t *&slot, CallState &state) {
  switch (type.kind) {
  case Type::Kind::None:
    return Py_NewRef(Py_None);
  case Type::Kind::Float: {
    double value;
    std::memcpy(&value, slot++, sizeof(value));
    return PyFloat_FromDouble(value);
  }
  case Type::Kind::Int:
    return PyLong_FromLongLong(int64_t(*slot++));
  case Type::Kind::Complex: {
    double parts[2];
    std::memcpy(parts, slot, sizeof(parts));
    slot += 2;
    return PyComplex_FromDoubles(parts[0], parts[1]);
  }
  case Type::Kind::Bool:
    return Py_NewRef(*slot++ & 1 ? Py_True : Py_False);
  case Type::Kind::Str: {
    auto *text = reinterpret_cast<amaru_rt_str *>(*slot++);
    PyObject *result = PyUnicode_DecodeUTF8(text->data, Py_ssize_t(text->bytes), "surrogatepass");
    amaru_rt_release(text);
    return result;
  }
  case Type::Kind::Scalar:
    return readScalar(type, slot);
  case Type::Kind::Array:
    return readArray(type, slot, state);
  case Type::Kind::List:
  case Type::Kind::Dict:
  case Type::Kind::Set:
    return readContainer(type, slot, state);
  case Type::Kind::Nothing:
    break;
  case Type::Kind::Tuple: {
    PyObject *tuple = PyTuple_New(Py_ssize_t(type.elements.size()));
    // All elements are read, even after a failure: each owns something.
    for (size_t i = 0; i < type.elements.size(); ++i) {
      PyObject *element = readSlots(type.elements[i], slot, state);
      if (!element || !tuple) {
        Py_XDECREF(element);
        Py_CLEAR(tuple);
      } else {
        PyTuple_SET_ITEM(tuple, Py_ssize_t(i), element);
      }
    }
    return tuple;
  }
  }
  return nullptr;
}

} // namespace amaru::python
