#include "runtime/gpu/Memory.h"

#include "runtime/abi/Runtime.h"

#include <cstdlib>

namespace amaru::rt::gpu {

Copies::~Copies() { free(copies); }

void Copies::add(Span span) {
  if (count == capacity) {
    capacity = capacity ? 2 * capacity : 8;
    copies = static_cast<Copy *>(realloc(copies, capacity * sizeof(Copy)));
    if (!copies)
      abort();
  }
  copies[count++] = {span, 0};
}

/// Sorted by their begin, and those that overlap made one.
void Copies::merge() {
  auto before = [](const void *a, const void *b) {
    uintptr_t l = static_cast<const Copy *>(a)->span.begin, r = static_cast<const Copy *>(b)->span.begin;
    return l < r ? -1 : l > r ? 1 : 0;
  };
  if (count > 0)
    qsort(copies, count, sizeof(Copy), before);
  size_t last = 0;
  for (size_t i = 1; i < count; ++i) {
    Span &known = copies[last].span, next = copies[i].span;
    if (next.begin >= known.end) {
      copies[++last] = copies[i];
      continue;
    }
    known.end = next.end > known.end ? next.end : known.end;
    known.isWritten |= next.isWritten;
  }
  count = count > 0 ? last + 1 : 0;
}

void Copies::send(const char *kernel) {
  merge();
  for (size_t i = 0; i < count; ++i) {
    size_t bytes = copies[i].span.end - copies[i].span.begin;
    check(driver.cuMemAlloc_v2(&copies[i].address, bytes), "the GPU has no room for %zu bytes of the arrays of `%s`",
          bytes, kernel);
    check(driver.cuMemcpyHtoD_v2(copies[i].address, reinterpret_cast<const void *>(copies[i].span.begin), bytes),
          "the arrays of `%s` cannot be copied to the GPU", kernel);
  }
}

Address Copies::find(uintptr_t host) const {
  for (size_t i = 0; i < count; ++i)
    if (copies[i].span.begin <= host && host < copies[i].span.end)
      return copies[i].address + (host - copies[i].span.begin);
  // Of an array without elements.
  return 0;
}

void Copies::fetch(const char *kernel) {
  for (size_t i = 0; i < count; ++i) {
    const Span &span = copies[i].span;
    if (span.isWritten)
      check(driver.cuMemcpyDtoH_v2(reinterpret_cast<void *>(span.begin), copies[i].address, span.end - span.begin),
            "the arrays of `%s` cannot be copied from the GPU", kernel);
    check(driver.cuMemFree_v2(copies[i].address), "the memory of the GPU cannot be freed");
  }
  count = 0;
}

} // namespace amaru::rt::gpu
