// How many counted objects are alive, for tests of what compiled code counts. Off unless the environment asks for it.
#pragma once

#include <cstdint>

namespace amaru::rt {

extern bool countsObjects;
extern int64_t liveObjects;

inline void countObject(int64_t change) {
  if (__builtin_expect(countsObjects, 0))
    __atomic_add_fetch(&liveObjects, change, __ATOMIC_RELAXED);
}

/// Reads AMARU_COUNT_OBJECTS.
void startCounting();
/// Writes the number to stderr if it is counted.
void reportLiveObjects();

} // namespace amaru::rt
