// str() and repr() of arrays.
#pragma once

#include "runtime/cpu/TextBuffer.h"

#include <cstdint>

namespace amaru::rt {

/// An array in memory. Strides are in bytes.
struct ArrayView {
  const char *data;
  int32_t dtype, rank;
  const int64_t *sizes, *strides;

  int64_t elementCount() const {
    int64_t count = 1;
    for (int32_t axis = 0; axis < rank; ++axis)
      count *= sizes[axis];
    return count;
  }
};

inline ArrayView arrayView(void *data, int32_t dtype, int32_t rank, void *sizes, void *strides) {
  return {static_cast<const char *>(data), dtype, rank, static_cast<const int64_t *>(sizes),
          static_cast<const int64_t *>(strides)};
}

void appendArrayStr(TextBuffer &out, const ArrayView &array);
void appendArrayRepr(TextBuffer &out, const ArrayView &array);

} // namespace amaru::rt
