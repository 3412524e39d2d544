// Counted memory: arrays with 64-byte aligned elements, and other objects. Each thread keeps the large blocks that it
// freed last, so that a temporary made again and again does not fault its pages in each time.
#include "runtime/abi/Runtime.h"
#include "runtime/cpu/LiveObjects.h"
#include "runtime/cpu/ThreadExit.h"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

namespace {

/// What precedes an array's elements; fits in AMARU_RT_ARRAY_DATA bytes.
struct ArrayHead {
  amaru_rt_owner owner;
  /// What malloc returned.
  void *block;
  /// Bytes of room for elements.
  int64_t capacity;
};
static_assert(sizeof(ArrayHead) <= AMARU_RT_ARRAY_DATA);

constexpr int64_t largeBytes = 64 << 10;
constexpr int64_t hugePageBytes = 4 << 20;
constexpr int64_t cacheBytes = 256 << 20;
constexpr int cacheSlots = 8;
/// No process has more.
constexpr int64_t addressSpaceBytes = int64_t(1) << 47;

struct BlockCache {
  ArrayHead *blocks[cacheSlots];
  int64_t bytes;
  /// The slot that is replaced next when all are in use.
  int oldest;
};

__thread BlockCache *cache __attribute__((tls_model("initial-exec")));
BlockCache *threadCache() {
  if (cache)
    return cache;
  amaru::rt::watchThreadExit();
  cache = static_cast<BlockCache *>(calloc(1, sizeof(BlockCache)));
  return cache;
}

/// A cached block with room for `bytes` that wastes at most a quarter of itself.
ArrayHead *takeCached(int64_t bytes) {
  if (!cache)
    return nullptr;
  for (ArrayHead *&slot : cache->blocks) {
    if (!slot || slot->capacity < bytes || slot->capacity - bytes > slot->capacity / 4)
      continue;
    ArrayHead *found = slot;
    slot = nullptr;
    cache->bytes -= found->capacity;
    return found;
  }
  return nullptr;
}

bool keepCached(ArrayHead *array) {
  if (array->capacity < largeBytes || array->capacity > cacheBytes || !threadCache())
    return false;
  int empty = -1;
  // Make room from the oldest on.
  for (int step = 0; step < cacheSlots && cache->bytes + array->capacity > cacheBytes; ++step) {
    ArrayHead *&slot = cache->blocks[(cache->oldest + step) % cacheSlots];
    if (!slot)
      continue;
    cache->bytes -= slot->capacity;
    free(slot->block);
    slot = nullptr;
  }
  for (int i = 0; i < cacheSlots && empty < 0; ++i)
    if (!cache->blocks[i])
      empty = i;
  if (empty < 0) {
    empty = cache->oldest;
    cache->bytes -= cache->blocks[empty]->capacity;
    free(cache->blocks[empty]->block);
  }
  cache->oldest = (empty + 1) % cacheSlots;
  cache->blocks[empty] = array;
  cache->bytes += array->capacity;
  return true;
}

void destroyArray(amaru_rt_owner *owner) {
  auto *array = reinterpret_cast<ArrayHead *>(owner);
  amaru::rt::countObject(-1);
  if (!keepCached(array))
    free(array->block);
}

/// Fewer and cheaper page faults, where the kernel grants huge pages on request.
void adviseHugePages(char *data, int64_t bytes) {
  constexpr uintptr_t page = 4096;
  uintptr_t first = (reinterpret_cast<uintptr_t>(data) + page - 1) & ~(page - 1);
  uintptr_t last = (reinterpret_cast<uintptr_t>(data) + uintptr_t(bytes)) & ~(page - 1);
  if (last > first)
    madvise(reinterpret_cast<void *>(first), last - first, MADV_HUGEPAGE);
}

void *allocArray(int64_t bytes, bool zeroed) {
  constexpr uintptr_t alignment = AMARU_RT_ARRAY_DATA;
  if (bytes < 0 || bytes > addressSpaceBytes) {
    amaru_rt_raise_memory_error();
    return nullptr;
  }
  ArrayHead *array = bytes >= largeBytes ? takeCached(bytes) : nullptr;
  if (array) {
    if (zeroed)
      memset(reinterpret_cast<char *>(array) + AMARU_RT_ARRAY_DATA, 0, size_t(bytes));
  } else {
    int64_t capacity = (bytes + int64_t(alignment) - 1) & ~int64_t(alignment - 1);
    size_t total = size_t(capacity) + 2 * alignment;
    void *block = zeroed ? calloc(1, total) : malloc(total);
    if (!block) {
      amaru_rt_raise_memory_error();
      return nullptr;
    }
    auto start = (reinterpret_cast<uintptr_t>(block) + alignment - 1) & ~(alignment - 1);
    array = reinterpret_cast<ArrayHead *>(start);
    array->owner.destroy = destroyArray;
    array->block = block;
    array->capacity = capacity;
    if (bytes >= hugePageBytes)
      adviseHugePages(reinterpret_cast<char *>(array), bytes + AMARU_RT_ARRAY_DATA);
  }
  array->owner.count = 1;
  amaru::rt::countObject(1);
  return array;
}

void destroyPlainObject(amaru_rt_owner *owner) { amaru_rt_object_free(owner); }

} // namespace

bool amaru::rt::countsObjects;
int64_t amaru::rt::liveObjects;

void amaru::rt::startCounting() { countsObjects = getenv("AMARU_COUNT_OBJECTS") != nullptr; }

void amaru::rt::reportLiveObjects() {
  if (countsObjects)
    fprintf(stderr, "amaru: %" PRId64 " objects alive\n", amaru_rt_live_objects());
}

void amaru::rt::freeBlockCache() {
  if (!cache)
    return;
  for (ArrayHead *block : cache->blocks)
    if (block)
      free(block->block);
  free(cache);
  cache = nullptr;
}

extern "C" {

void *amaru_rt_array_alloc(int64_t bytes) { return allocArray(bytes, /*zeroed=*/false); }

void *amaru_rt_array_alloc_zeroed(int64_t bytes) { return allocArray(bytes, /*zeroed=*/true); }

void *amaru_rt_object_alloc(int64_t bytes, void *destroy) {
  auto *owner =
      bytes < int64_t(sizeof(amaru_rt_owner)) ? nullptr : static_cast<amaru_rt_owner *>(calloc(1, size_t(bytes)));
  if (!owner) {
    amaru_rt_raise_memory_error();
    return nullptr;
  }
  owner->count = 1;
  owner->destroy = destroy ? reinterpret_cast<void (*)(amaru_rt_owner *)>(destroy) : destroyPlainObject;
  amaru::rt::countObject(1);
  return owner;
}

void amaru_rt_object_free(void *owner) {
  amaru::rt::countObject(-1);
  free(owner);
}

bool amaru_rt_is_same(void *a, void *b) { return a == b; }

int64_t amaru_rt_live_objects(void) { return __atomic_load_n(&amaru::rt::liveObjects, __ATOMIC_RELAXED); }

void amaru_rt_retain(void *pointer) {
  auto *owner = static_cast<amaru_rt_owner *>(pointer);
  if (owner && owner->count >= 0)
    ++owner->count;
}

void amaru_rt_release(void *pointer) {
  auto *owner = static_cast<amaru_rt_owner *>(pointer);
  if (owner && owner->count >= 0 && --owner->count == 0)
    owner->destroy(owner);
}

void amaru_rt_retain_shared(void *pointer) {
  auto *owner = static_cast<amaru_rt_owner *>(pointer);
  if (owner && __atomic_load_n(&owner->count, __ATOMIC_RELAXED) >= 0)
    __atomic_add_fetch(&owner->count, 1, __ATOMIC_RELAXED);
}

void amaru_rt_release_shared(void *pointer) {
  auto *owner = static_cast<amaru_rt_owner *>(pointer);
  if (owner && __atomic_load_n(&owner->count, __ATOMIC_RELAXED) >= 0 &&
      __atomic_sub_fetch(&owner->count, 1, __ATOMIC_ACQ_REL) == 0)
    owner->destroy(owner);
}

} // extern "C"
