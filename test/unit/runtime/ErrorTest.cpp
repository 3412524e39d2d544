// The pending exception: replacing, taking to another thread, long tracebacks, many at once.
#include "runtime/abi/Runtime.h"

#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>

namespace {

amaru_rt_site makeSite(const char *function, int line, const char *exception = nullptr, const char *message = "") {
  return {"x.py", function, line, -1, line, -1, exception, message};
}

std::string className() { return static_cast<char *>(amaru_rt_error_class()); }
std::string message() { return static_cast<char *>(amaru_rt_error_message()); }
const amaru_rt_site *frame(int64_t index) { return static_cast<amaru_rt_site *>(amaru_rt_error_frame(index)); }

TEST(Error, NothingIsPendingAtFirst) {
  EXPECT_FALSE(amaru_rt_error_pending());
  EXPECT_EQ(amaru_rt_error_class(), nullptr);
  EXPECT_EQ(amaru_rt_error_take(), nullptr);
  EXPECT_EQ(amaru_rt_error_frame(0), nullptr);
  amaru_rt_error_clear();
  amaru_rt_error_drop(nullptr);
}

TEST(Error, LaterExceptionReplacesEarlier) {
  amaru_rt_site first = makeSite("f", 1, "ValueError", "one"), second = makeSite("g", 2, "KeyError", "two {0}");
  amaru_rt_raise(&first, 0, 0, 0);
  amaru_rt_raise(&second, 7, 0, 0);
  EXPECT_EQ(className(), "KeyError");
  EXPECT_EQ(message(), "two 7");
  EXPECT_EQ(amaru_rt_error_frame_count(), 1);
  amaru_rt_error_clear();
}

TEST(Error, MessageMayComeFromTheExceptionItReplaces) {
  amaru_rt_site first = makeSite("f", 1, "ValueError", "inner"),
                second = makeSite("g", 2, "RuntimeError", "outer: {0:s}");
  amaru_rt_raise(&first, 0, 0, 0);
  void *text = amaru_rt_error_str();
  amaru_rt_raise(&second, int64_t(text), 0, 0);
  EXPECT_EQ(message(), "outer: inner");
  amaru_rt_release(text);
  amaru_rt_error_clear();
}

TEST(Error, TakenExceptionMovesToAnotherThread) {
  amaru_rt_site site = makeSite("f", 1, "IndexError", "moved");
  void *taken = nullptr;
  std::thread([&] {
    amaru_rt_raise(&site, 0, 0, 0);
    taken = amaru_rt_error_take();
    EXPECT_FALSE(amaru_rt_error_pending());
  }).join();
  amaru_rt_error_restore(taken);
  EXPECT_EQ(message(), "moved");
  EXPECT_EQ(frame(0), &site);
  amaru_rt_error_clear();
}

TEST(Error, EqualFramesInARowAreCounted) {
  amaru_rt_site inner = makeSite("f", 1, "ValueError"), outer = makeSite("f", 2), last = makeSite("<module>", 3);
  amaru_rt_raise(&inner, 0, 0, 0);
  for (int i = 0; i < 100000; ++i)
    amaru_rt_traceback_add(&outer);
  amaru_rt_traceback_add(&last);
  ASSERT_EQ(amaru_rt_error_frame_count(), 3);
  EXPECT_EQ(amaru_rt_error_frame_repeats(1), 100000);
  EXPECT_EQ(frame(2), &last);
  amaru_rt_error_clear();
}

TEST(Error, LongTracebackKeepsBothEnds) {
  std::vector<amaru_rt_site> sites;
  for (int i = 0; i < 1000; ++i)
    sites.push_back(makeSite("f", i, "ValueError"));
  amaru_rt_raise(&sites[0], 0, 0, 0);
  for (int i = 1; i < 1000; ++i)
    amaru_rt_traceback_add(&sites[size_t(i)]);
  int64_t count = amaru_rt_error_frame_count();
  ASSERT_GE(count, 64);
  for (int64_t i = 0; i < count / 2; ++i) {
    EXPECT_EQ(frame(i)->line, i);
    EXPECT_EQ(frame(count - 1 - i)->line, 999 - i);
  }
  testing::internal::CaptureStderr();
  amaru_rt_error_print();
  std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("[904 frames omitted]"), std::string::npos) << text;
  EXPECT_FALSE(amaru_rt_error_pending());
}

TEST(Error, MemoryAndRecursionErrorsOfManyThreadsAtOnce) {
  std::vector<void *> taken;
  for (int i = 0; i < 16; ++i) {
    i % 2 ? amaru_rt_raise_memory_error() : amaru_rt_raise_recursion_error();
    EXPECT_EQ(className(), i % 2 ? "MemoryError" : "RecursionError");
    taken.push_back(amaru_rt_error_take());
  }
  for (void *exception : taken)
    amaru_rt_error_drop(exception);
  for (int i = 0; i < 1000; ++i)
    amaru_rt_raise_memory_error();
  amaru_rt_error_clear();
}

} // namespace
