// Lists: a head, and a block of elements that grows as CPython's does, by an eighth of itself.
#include "runtime/abi/Runtime.h"
#include "runtime/cpu/LiveObjects.h"

#include <cstdlib>
#include <cstring>

namespace {

void destroyList(amaru_rt_owner *owner) {
  auto *list = reinterpret_cast<amaru_rt_list *>(owner);
  if (list->release)
    list->release(list->data, list->length);
  free(list->data);
  free(list);
  amaru::rt::countObject(-1);
}

/// Moves the elements into a block with room for `capacity`; true when there is none.
bool setCapacity(amaru_rt_list *list, int64_t capacity) {
  int64_t bytes;
  char *data = nullptr;
  if (!__builtin_mul_overflow(capacity, list->elementBytes, &bytes))
    data = static_cast<char *>(realloc(list->data, size_t(bytes > 0 ? bytes : 1)));
  if (!data) {
    amaru_rt_raise_memory_error();
    return true;
  }
  list->data = data;
  list->capacity = capacity;
  return false;
}

} // namespace

extern "C" {

void *amaru_rt_list_new(int64_t capacity, int64_t elementBytes, void *release) {
  auto *list = static_cast<amaru_rt_list *>(calloc(1, sizeof(amaru_rt_list)));
  if (!list) {
    amaru_rt_raise_memory_error();
    return nullptr;
  }
  list->owner = {1, destroyList};
  list->elementBytes = elementBytes;
  list->release = reinterpret_cast<void (*)(char *, int64_t)>(release);
  if (capacity > 0 && setCapacity(list, capacity)) {
    free(list);
    return nullptr;
  }
  amaru::rt::countObject(1);
  return list;
}

bool amaru_rt_list_grow(void *pointer) {
  auto *list = static_cast<amaru_rt_list *>(pointer);
  int64_t needed = list->length + 1;
  return setCapacity(list, needed + (needed >> 3) + (needed < 9 ? 3 : 6));
}

bool amaru_rt_list_resize(void *pointer, int64_t length) {
  auto *list = static_cast<amaru_rt_list *>(pointer);
  if (length > list->capacity && setCapacity(list, length))
    return true;
  int64_t old = list->length;
  list->length = length;
  if (length > old)
    memset(list->data + old * list->elementBytes, 0, size_t((length - old) * list->elementBytes));
  else if (length < old && list->release)
    list->release(list->data + length * list->elementBytes, old - length);
  // A list that has lost most of its elements gives their room back; that cannot fail in a way that matters.
  if (length < list->capacity / 2 && list->capacity > 64)
    if (void *data = realloc(list->data, size_t(length * list->elementBytes) + 1)) {
      list->data = static_cast<char *>(data);
      list->capacity = length;
    }
  return false;
}

} // extern "C"
