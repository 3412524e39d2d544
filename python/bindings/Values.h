// Values on their way between Python and compiled code: the key of an argument, its slots, and results back.
//
// Slots are those of codegen/lower/AmaruToLLVM/EntryPoints.cpp: 8 bytes each; an array takes owner, data, sizes and
// strides in elements.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "runtime/abi/Layouts.h"

#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION
#include <numpy/ndarraytypes.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace amaru::python {

/// What an argument is, in the lowest byte of its key.
enum class Class : uint8_t { Invalid, Float, Int, Bool, None, Str, Scalar, Array, Tuple, Complex, List, Nothing };
enum class Layout : uint8_t { C, F, Strided };

/// `class | dtype << 8 | rank << 16 | layout << 24`; of a tuple `class | length << 8`, its elements' words follow,
/// as those of the element follow a list's.
using Word = uint64_t;
constexpr Word wordOf(Class kind, unsigned code = 0, unsigned rank = 0, Layout layout = Layout::C) {
  return Word(kind) | Word(code) << 8 | Word(rank) << 16 | Word(layout) << 24;
}

/// The words of all arguments of a call.
struct Key {
  static constexpr unsigned capacity = 128;
  unsigned count = 0;
  Word words[capacity];
};

/// A type of compiled code.
struct Type {
  /// Nothing is the element of a list that is empty.
  enum class Kind : uint8_t { None, Bool, Int, Float, Str, Scalar, Array, Tuple, Complex, List, Dict, Set, Nothing };
  Kind kind = Kind::None;
  Layout layout = Layout::C;
  /// Of sized scalars and of arrays' elements.
  uint8_t dtype = 0;
  uint8_t rank = 0;
  std::vector<Type> elements;

  unsigned slots() const;
  bool hasArray() const;
};

/// Reads a type as requests and replies write it, parsed from JSON. False with a Python error set.
bool readType(PyObject *spec, Type &type);
/// The words that values of a type have; for a sized scalar those of NumPy's scalar. False with a Python error set.
bool appendKey(const Type &type, Key &key);

/// NumPy's C API is opened when the first value needs it: until then no argument is an array.
extern PyTypeObject *arrayType;
bool openNumpy();

/// By NumPy's type numbers: the dtype codes of arrays' elements, 255 for those that Amaru does not know.
extern uint8_t codeOfNumber[NPY_NTYPES_LEGACY];
constexpr uint8_t noDType = 255;
/// By dtype codes: the size of an element as a power of two.
extern const uint8_t shiftOfCode[];

/// The word of an array that is contiguous in neither way.
Word stridedWord(PyArrayObject *array, unsigned code);

/// The word of an array; 0 if compiled code cannot read it in place.
inline Word arrayWord(PyObject *object) {
  auto *array = reinterpret_cast<PyArrayObject *>(object);
  const PyArray_Descr *descr = PyArray_DESCR(array);
  unsigned number = unsigned(descr->type_num);
  int flags = PyArray_FLAGS(array);
  if (number >= NPY_NTYPES_LEGACY || !(flags & NPY_ARRAY_ALIGNED) ||
      (descr->byteorder != '=' && descr->byteorder != '|'))
    return 0;
  uint8_t code = codeOfNumber[number];
  if (code == noDType)
    return 0;
  unsigned rank = unsigned(PyArray_NDIM(array));
  if (flags & NPY_ARRAY_C_CONTIGUOUS)
    return wordOf(Class::Array, code, rank, Layout::C);
  if (flags & NPY_ARRAY_F_CONTIGUOUS)
    return wordOf(Class::Array, code, rank, Layout::F);
  return stridedWord(array, code);
}

inline bool isWriteable(PyObject *array) {
  return PyArray_FLAGS(reinterpret_cast<PyArrayObject *>(array)) & NPY_ARRAY_WRITEABLE;
}

/// The words of any argument. False with a Python error set; `replacement` is set to a new reference where the argument
/// is to be taken through another object (an array over the memory of a tensor).
bool classify(PyObject *argument, Key &key, PyObject *&replacement, const char *function, const char *parameter);
/// The type of an argument as requests write it, from its words; advances `word`.
PyObject *describe(const Word *&word);

/// The type of an array as requests write it. Null with a Python error set, which calls the array `what`.
PyObject *describeArray(PyObject *array, const char *what);

/// The owner that compiled code sees for an array of NumPy's. It holds no reference of its own while the call lasts.
struct BorrowedOwner {
  amaru_rt_owner head;
  PyObject *object;
};
BorrowedOwner *borrow(PyObject *array);
/// Ends a borrowing. An owner that compiled code kept takes a reference to its array and lives on.
void giveBack(BorrowedOwner *owner);

/// Storage that compiled code holds for as long as it is there: never counted, so that threads may share it.
inline BorrowedOwner keepBorrowed(PyObject *array) { return {{AMARU_RT_IMMORTAL, nullptr}, array}; }

/// Arrays with more elements, and loops of more rounds, are worth the time that it takes to release the GIL.
constexpr int64_t manyElements = 4096;

/// What one call holds while it runs.
struct CallState {
  /// Whether results may share an argument's storage.
  bool needsOwners = false;
  /// The elements of the largest array, and the largest int, which may be how often a loop runs.
  int64_t largest = 0, largestInt = 0;
  /// The arrays that the code has captured, whose storage results may share too.
  const std::vector<std::unique_ptr<BorrowedOwner>> *captured = nullptr;
  /// Whether the lists below hold anything: they are made only then.
  struct Held {
    std::vector<BorrowedOwner *> borrowed;
    /// Strings and lists that were made for arguments.
    std::vector<void *> owned;
  };
  Held *held = nullptr;

  Held &hold() { return held ? *held : *(held = new Held); }
  ~CallState() {
    if (held)
      release();
  }
  void release();
};

extern amaru_rt_owner immortalOwner;

[[gnu::always_inline]] inline void writeArray(PyObject *argument, const Type &type, uint64_t *&slot, CallState &state) {
  auto *array = reinterpret_cast<PyArrayObject *>(argument);
  amaru_rt_owner *owner = &immortalOwner;
  if (state.needsOwners) {
    state.hold().borrowed.push_back(borrow(argument));
    owner = &state.held->borrowed.back()->head;
  }
  slot[0] = reinterpret_cast<uint64_t>(owner);
  slot[1] = reinterpret_cast<uint64_t>(PyArray_DATA(array));
  slot += 2;
  const npy_intp *sizes = PyArray_DIMS(array);
  unsigned rank = type.rank;
  npy_intp elements = 1;
  for (unsigned axis = 0; axis < rank; ++axis) {
    slot[axis] = uint64_t(sizes[axis]);
    elements *= sizes[axis];
  }
  state.largest = elements > state.largest ? int64_t(elements) : state.largest;
  slot += rank;
  // Contiguous arrays are addressed by their sizes alone.
  if (type.layout == Layout::Strided)
    for (unsigned axis = 0; axis < rank; ++axis)
      slot[axis] = uint64_t(PyArray_STRIDES(array)[axis] >> shiftOfCode[type.dtype]);
  slot += rank;
}

/// The dtype code of a NumPy scalar; -1 for anything else.
int scalarCode(PyObject *value);

// Containers.cpp
/// The words of a list. False with a Python error set.
bool classifyList(PyObject *list, Key &key, const char *function, const char *parameter);
/// Makes compiled code's list of one of Python's. False with a Python error set.
bool writeList(PyObject *argument, const Type &type, uint64_t *&slot, CallState &state);
/// Makes Python's list, dict or set of a result. Null with a Python error set.
PyObject *readContainer(const Type &type, const uint64_t *&slot, CallState &state);

/// Whether an int has but one digit, and its value.
inline bool isSmallInt(PyObject *argument, int64_t &value) {
  if (!PyLong_CheckExact(argument))
    return false;
  auto *number = reinterpret_cast<PyLongObject *>(argument);
#if PY_VERSION_HEX >= 0x030C0000
  if (!PyUnstable_Long_IsCompact(number))
    return false;
  value = PyUnstable_Long_CompactValue(number);
#else
  Py_ssize_t digits = Py_SIZE(argument);
  if (digits < -1 || digits > 1)
    return false;
  value = digits * int64_t(number->ob_digit[0]);
#endif
  return true;
}

/// Writes an argument of the class that `word` says into the slots of a parameter. False with a Python error set.
bool writeSlots(PyObject *argument, const Type &type, uint64_t *&slot, CallState &state);
/// The same, for the common kinds at once.
[[gnu::always_inline]] inline bool writeQuickly(PyObject *argument, const Type &type, uint64_t *&slot,
                                                CallState &state) {
  if (type.kind == Type::Kind::Array) {
    writeArray(argument, type, slot, state);
    return true;
  }
  if (type.kind == Type::Kind::Float && PyFloat_CheckExact(argument)) {
    double value = PyFloat_AS_DOUBLE(argument);
    std::memcpy(slot++, &value, sizeof(value));
    return true;
  }
  if (int64_t value; type.kind == Type::Kind::Int && isSmallInt(argument, value)) {
    *slot++ = uint64_t(value);
    state.largestInt = value > state.largestInt ? value : state.largestInt;
    return true;
  }
  return writeSlots(argument, type, slot, state);
}

/// Makes the Python value of a result and takes over what its slots own. Null with a Python error set.
PyObject *readSlots(const Type &type, const uint64_t *&slot, CallState &state);

} // namespace amaru::python
