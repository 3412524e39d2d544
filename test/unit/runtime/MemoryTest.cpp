// Counted memory: alignment, counts, reuse of large blocks, and refusal of sizes that cannot be.
#include "runtime/abi/Runtime.h"

#include <cstring>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace {

char *dataOf(void *owner) { return static_cast<char *>(owner) + AMARU_RT_ARRAY_DATA; }
int64_t countOf(void *owner) { return static_cast<amaru_rt_owner *>(owner)->count; }

TEST(Memory, ArraysAreAlignedAndWritable) {
  for (int64_t bytes : {0, 1, 8, 63, 64, 65, 1000, 65535, 65536, 1 << 20, 5 << 20}) {
    void *owner = amaru_rt_array_alloc(bytes);
    ASSERT_NE(owner, nullptr);
    EXPECT_EQ(uintptr_t(dataOf(owner)) % 64, 0u);
    EXPECT_EQ(countOf(owner), 1);
    memset(dataOf(owner), 0x5a, size_t(bytes));
    amaru_rt_release(owner);
  }
}

TEST(Memory, ZeroedArraysAreZeroEvenWhenReused) {
  for (int round = 0; round < 3; ++round)
    for (int64_t bytes : {64, 1 << 17, 1 << 21}) {
      void *owner = amaru_rt_array_alloc_zeroed(bytes);
      for (int64_t i = 0; i < bytes; ++i)
        ASSERT_EQ(dataOf(owner)[i], 0);
      memset(dataOf(owner), 1, size_t(bytes));
      amaru_rt_release(owner);
    }
}

TEST(Memory, LargeBlockIsReused) {
  void *first = amaru_rt_array_alloc(1 << 20);
  amaru_rt_release(first);
  void *second = amaru_rt_array_alloc((1 << 20) - 1000);
  EXPECT_EQ(first, second);
  amaru_rt_release(second);
}

TEST(Memory, ManyLiveBlocksOfManySizes) {
  std::vector<void *> live;
  uint64_t state = 1;
  for (int i = 0; i < 20000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    int64_t bytes = int64_t(state >> 45) >> ((state >> 40) % 20);
    void *owner = amaru_rt_array_alloc(bytes);
    memset(dataOf(owner), i, size_t(bytes));
    live.push_back(owner);
    if (live.size() > 40) {
      size_t victim = (state >> 20) % live.size();
      amaru_rt_release(live[victim]);
      live.erase(live.begin() + long(victim));
    }
  }
  for (void *owner : live)
    amaru_rt_release(owner);
}

TEST(Memory, ImpossibleSizesRaiseMemoryError) {
  for (int64_t bytes : {int64_t(-1), INT64_MAX, INT64_MAX - 63, int64_t(1) << 60}) {
    EXPECT_EQ(amaru_rt_array_alloc(bytes), nullptr);
    EXPECT_STREQ(static_cast<char *>(amaru_rt_error_class()), "MemoryError");
    amaru_rt_error_clear();
  }
}

int destroyed = 0;

TEST(Memory, CountsCallDestroyOnce) {
  void *owner = amaru_rt_object_alloc(48, reinterpret_cast<void *>(+[](amaru_rt_owner *dying) {
                                        ++destroyed;
                                        amaru_rt_object_free(dying);
                                      }));
  amaru_rt_retain(owner);
  amaru_rt_retain_shared(owner);
  EXPECT_EQ(countOf(owner), 3);
  amaru_rt_release(owner);
  amaru_rt_release_shared(owner);
  EXPECT_EQ(destroyed, 0);
  amaru_rt_release(owner);
  EXPECT_EQ(destroyed, 1);
  amaru_rt_retain(nullptr);
  amaru_rt_release(nullptr);
  amaru_rt_retain_shared(nullptr);
  amaru_rt_release_shared(nullptr);
}

TEST(Memory, ImmortalThingsAreNeverWrittenTo) {
  static const amaru_rt_owner immortal = {AMARU_RT_IMMORTAL, nullptr};
  void *owner = const_cast<amaru_rt_owner *>(&immortal);
  amaru_rt_retain(owner);
  amaru_rt_release(owner);
  amaru_rt_retain_shared(owner);
  amaru_rt_release_shared(owner);
  EXPECT_EQ(immortal.count, AMARU_RT_IMMORTAL);
}

TEST(Memory, SharedCountsFromManyThreads) {
  void *owner = amaru_rt_array_alloc(8);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 20000; ++i) {
        amaru_rt_retain_shared(owner);
        amaru_rt_release_shared(owner);
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(countOf(owner), 1);
  amaru_rt_release(owner);
}

TEST(Memory, BlocksOfAnEndedThreadAreFreed) {
  for (int i = 0; i < 200; ++i)
    std::thread([] { amaru_rt_release(amaru_rt_array_alloc(64 << 20)); }).join();
}

} // namespace
