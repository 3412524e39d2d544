// The stack check: endless recursion ends in RecursionError on the main thread and on threads with small stacks.
#include "runtime/abi/Runtime.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/resource.h>

namespace {

/// As compiled code: compares, and asks when the comparison fails.
__attribute__((noinline)) bool recurse(int64_t &depth) {
  volatile char frame[512];
  frame[0] = 1;
  if (uintptr_t(__builtin_frame_address(0)) < amaru_rt_stack_limit && amaru_rt_stack_overflow())
    return true;
  ++depth;
  bool raised = recurse(depth);
  return raised && frame[0] == 1;
}

void *recurseInThread(void *result) {
  auto &depth = *static_cast<int64_t *>(result);
  for (int round = 0; round < 3; ++round) {
    depth = 0;
    EXPECT_TRUE(recurse(depth));
    EXPECT_STREQ(static_cast<char *>(amaru_rt_error_class()), "RecursionError");
    EXPECT_STREQ(static_cast<char *>(amaru_rt_error_message()), "maximum recursion depth exceeded");
    amaru_rt_error_clear();
  }
  return nullptr;
}

TEST(Stack, MainThread) {
  int64_t depth = 0;
  recurseInThread(&depth);
  rlimit limit;
  getrlimit(RLIMIT_STACK, &limit);
  if (limit.rlim_cur == 8 << 20) {
    EXPECT_GT(depth, 8000);
  }
}

TEST(Stack, ThreadsOfSeveralSizes) {
  for (size_t size : {512 << 10, 1 << 20, 16 << 20}) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, size);
    pthread_t thread;
    int64_t depth = 0;
    ASSERT_EQ(pthread_create(&thread, &attributes, recurseInThread, &depth), 0);
    pthread_join(thread, nullptr);
    EXPECT_GT(depth, 100);
  }
}

} // namespace
