// Reads slots in the order of a value's parts and writes each by the runtime, as `print` does.
#include "driver/Display.h"

#include "runtime/abi/Runtime.h"

#include <cstring>

namespace amaru::driver {

namespace {

using types::Kind;
using types::TypeId;

class Display {
public:
  Display(const types::TypeTable &types, int64_t *slots) : types(types), next(slots) {}

  void write(TypeId type) {
    switch (types.kind(type)) {
    case Kind::Tuple:
      return writeTuple(types[type].elements);
    case Kind::Array:
      return writeArray(type);
    case Kind::None:
      return amaru_rt_write_none();
    case Kind::Str: {
      void *text = reinterpret_cast<void *>(*next++);
      amaru_rt_write_str_repr(text);
      return amaru_rt_release(text);
    }
    case Kind::Bool:
      return amaru_rt_write_bool(*next++ & 1);
    case Kind::Int:
      return amaru_rt_write_int(*next++);
    default:
      return writeScalar(type);
    }
  }

private:
  const types::TypeTable &types;
  int64_t *next;

  static void writeText(llvm::StringRef text) { amaru_rt_write_text(const_cast<char *>(text.data()), text.size()); }

  int32_t dtype(TypeId type) const {
    std::string name = types.name(type);
#define AMARU_DTYPE(code, Enum, shortName, numpyName, bytes)                                                           \
  if (name == shortName)                                                                                               \
    return code;
#include "runtime/abi/DTypes.def"
    // NumPy's bool goes by another name as a type.
    return AMARU_RT_DTYPE_Bool;
  }

  /// The next part, of 4 or 8 bytes.
  double part(unsigned bits) {
    float narrow;
    double value;
    std::memcpy(&narrow, next, sizeof(narrow));
    std::memcpy(&value, next++, sizeof(value));
    return bits == 32 ? narrow : value;
  }

  void writeComplex(TypeId type) {
    double real = part(types.bits(type) / 2), imaginary = part(types.bits(type) / 2);
    if (types.kind(type) == Kind::Complex)
      amaru_rt_write_complex(real, imaginary);
    else
      amaru_rt_write_complex_repr(real, imaginary, dtype(type));
  }

  void writeScalar(TypeId type) {
    if (types.isComplex(type))
      return writeComplex(type);
    if (types.kind(type) == Kind::Float) {
      double value;
      std::memcpy(&value, next++, sizeof(value));
      return amaru_rt_write_float(value);
    }
    amaru_rt_write_scalar_repr(next++, dtype(type));
  }

  void writeTuple(llvm::ArrayRef<TypeId> elements) {
    writeText("(");
    for (auto [i, element] : llvm::enumerate(elements)) {
      writeText(i == 0 ? "" : ", ");
      write(element);
    }
    writeText(elements.size() == 1 ? ",)" : ")");
  }

  void writeArray(TypeId type) {
    unsigned rank = types[type].rank;
    TypeId element = types.scalarOf(type);
    void *owner = reinterpret_cast<void *>(next[0]), *data = reinterpret_cast<void *>(next[1]);
    int64_t *sizes = next + 2, *strides = sizes + rank;
    int64_t bytes = types.isBool(element) ? 1 : types.bits(element) / 8;
    for (unsigned i = 0; i < rank; ++i)
      strides[i] *= bytes;
    amaru_rt_write_array_repr(data, dtype(element), int32_t(rank), sizes, strides);
    amaru_rt_release(owner);
    next = strides + rank;
  }
};

} // namespace

void display(const types::TypeTable &types, types::TypeId type, int64_t *slots) {
  Display(types, slots).write(type);
  amaru_rt_write_text(const_cast<char *>("\n"), 1);
}

} // namespace amaru::driver
