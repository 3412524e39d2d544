// Parallel loops: every iteration once, the lowest failure wins, nested and concurrent loops, fork, interrupts.
#include "runtime/abi/Runtime.h"

#include <atomic>
#include <csignal>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using Body = std::function<bool(int64_t, int64_t)>;

bool callBody(void *context, int64_t begin, int64_t end) { return (*static_cast<Body *>(context))(begin, end); }

bool parallelFor(int64_t begin, int64_t end, int64_t grain, Body body) {
  return amaru_rt_parallel_for(reinterpret_cast<void *>(callBody), &body, begin, end, grain);
}

amaru_rt_site failure = {"x.py", "f", 1, -1, 1, -1, "ValueError", "iteration {0}"};

bool raiseAt(int64_t iteration) {
  amaru_rt_raise(&failure, iteration, 0, 0);
  return true;
}

std::string takeMessage() {
  std::string text = static_cast<char *>(amaru_rt_error_message());
  amaru_rt_error_clear();
  return text;
}

/// As compiled code looks at the flag.
bool isInterrupted() { return __atomic_load_n(&amaru_rt_interrupted, __ATOMIC_RELAXED) != 0; }

class Parallel : public testing::Test {
protected:
  void SetUp() override { amaru_rt_set_num_threads(4); }
  void TearDown() override {
    EXPECT_FALSE(amaru_rt_error_pending());
    EXPECT_EQ(amaru_rt_interrupted, 0);
    amaru_rt_set_num_threads(0);
  }
};

TEST_F(Parallel, EveryIterationOnce) {
  for (int64_t threads : {1, 2, 4, 9})
    for (int64_t count : {0, 1, 2, 3, 31, 32, 33, 1000, 100003})
      for (int64_t grain : {0, 1, 7, 1000, 1 << 20}) {
        amaru_rt_set_num_threads(threads);
        std::vector<std::atomic<int>> seen(static_cast<size_t>(count));
        EXPECT_FALSE(parallelFor(-5, count - 5, grain, [&](int64_t begin, int64_t end) {
          EXPECT_LT(begin, end);
          for (int64_t i = begin; i < end; ++i)
            ++seen[size_t(i + 5)];
          return false;
        }));
        for (std::atomic<int> &times : seen)
          ASSERT_EQ(times, 1);
      }
}

TEST_F(Parallel, EmptyAndHugeRanges) {
  int calls = 0;
  auto count = [&](int64_t, int64_t) { return ++calls, false; };
  EXPECT_FALSE(parallelFor(5, 5, 0, count));
  EXPECT_FALSE(parallelFor(5, 4, 0, count));
  EXPECT_FALSE(parallelFor(INT64_MAX, INT64_MIN, 0, count));
  EXPECT_EQ(calls, 0);
  std::atomic<uint64_t> total = 0;
  auto sum = [&](int64_t begin, int64_t end) { return total += uint64_t(end) - uint64_t(begin), false; };
  EXPECT_FALSE(parallelFor(0, INT64_MAX, 0, sum));
  EXPECT_EQ(total, uint64_t(INT64_MAX));
  total = 0;
  EXPECT_FALSE(parallelFor(INT64_MIN, INT64_MAX, 0, sum));
  EXPECT_EQ(total, UINT64_MAX);
}

TEST_F(Parallel, LowestFailureWinsAndAllBelowIsDone) {
  for (int round = 0; round < 500; ++round) {
    int64_t first = (round * 37) % 1000;
    std::vector<std::atomic<int>> done(1000);
    ASSERT_TRUE(parallelFor(0, 1000, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        if (i >= first && (i - first) % 50 == 0)
          return raiseAt(i);
        ++done[size_t(i)];
      }
      return false;
    }));
    EXPECT_EQ(takeMessage(), "iteration " + std::to_string(first));
    for (int64_t i = 0; i < first; ++i)
      ASSERT_EQ(done[size_t(i)], 1) << i;
  }
}

TEST_F(Parallel, FailureCancelsLongPiecesAboveThroughTheirPolls) {
  std::atomic<bool> isRunning = false;
  ASSERT_TRUE(parallelFor(0, 2, 1, [&](int64_t begin, int64_t) {
    if (begin == 0) {
      while (!isRunning)
        std::this_thread::yield();
      return raiseAt(0);
    }
    isRunning = true;
    for (;;)
      if (isInterrupted() && amaru_rt_poll())
        return true;
  }));
  EXPECT_EQ(takeMessage(), "iteration 0");
}

TEST_F(Parallel, NestedLoopsRunSerially) {
  std::atomic<int64_t> total = 0;
  EXPECT_FALSE(parallelFor(0, 100, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      EXPECT_FALSE(parallelFor(0, 100, 1, [&, outer = std::this_thread::get_id()](int64_t low, int64_t high) {
        EXPECT_EQ(std::this_thread::get_id(), outer);
        total += high - low;
        return false;
      }));
    return false;
  }));
  EXPECT_EQ(total, 10000);
}

TEST_F(Parallel, FailureInsideANestedLoop) {
  ASSERT_TRUE(parallelFor(0, 64, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      if (parallelFor(0, 10, 1, [&](int64_t, int64_t) { return i >= 20 && raiseAt(i); }))
        return true;
    return false;
  }));
  EXPECT_EQ(takeMessage(), "iteration 20");
}

TEST_F(Parallel, ManyCallingThreads) {
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller)
    callers.emplace_back([caller] {
      for (int round = 0; round < 500; ++round) {
        std::atomic<int64_t> total = 0;
        bool raised = parallelFor(0, 5000, 10, [&](int64_t begin, int64_t end) {
          for (int64_t i = begin; i < end; ++i) {
            if (caller == 3 && i == round)
              return raiseAt(i);
            total += i;
          }
          return false;
        });
        EXPECT_EQ(raised, caller == 3);
        if (raised)
          EXPECT_EQ(takeMessage(), "iteration " + std::to_string(round));
        else
          EXPECT_EQ(total, 5000 * 4999 / 2);
      }
    });
  for (std::thread &caller : callers)
    caller.join();
}

TEST_F(Parallel, ManyShortLoops) {
  std::atomic<int64_t> total = 0;
  for (int round = 0; round < 50000; ++round)
    parallelFor(0, 4, 1, [&](int64_t begin, int64_t end) { return total += end - begin, false; });
  EXPECT_EQ(total, 200000);
}

TEST_F(Parallel, WorksInAForkedChild) {
  for (int round = 0; round < 30; ++round) {
    parallelFor(0, 1000, 1, [](int64_t, int64_t) { return false; });
    pid_t child = fork();
    if (child == 0) {
      std::atomic<int64_t> total = 0;
      for (int i = 0; i < 10; ++i)
        parallelFor(0, 1000, 1, [&](int64_t begin, int64_t end) { return total += end - begin, false; });
      _exit(total == 10000 ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_EQ(status, 0);
  }
}

TEST_F(Parallel, ForkWhileAnotherThreadIsInALoop) {
  std::atomic<bool> stop = false;
  std::thread busy([&] {
    while (!stop)
      parallelFor(0, 1000, 1, [](int64_t, int64_t) { return false; });
  });
  for (int round = 0; round < 30; ++round) {
    pid_t child = fork();
    if (child == 0) {
      std::atomic<int64_t> total = 0;
      parallelFor(0, 1000, 1, [&](int64_t begin, int64_t end) { return total += end - begin, false; });
      _exit(total == 1000 ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  stop = true;
  busy.join();
}

TEST_F(Parallel, CtrlCStopsAllPieces) {
  amaru_rt_install_sigint();
  std::thread interrupter([] {
    usleep(50000);
    kill(getpid(), SIGINT);
  });
  ASSERT_TRUE(parallelFor(0, 8, 1, [](int64_t, int64_t) {
    for (;;)
      if (isInterrupted() && amaru_rt_poll())
        return true;
  }));
  EXPECT_STREQ(static_cast<char *>(amaru_rt_error_class()), "KeyboardInterrupt");
  amaru_rt_error_clear();
  interrupter.join();
  EXPECT_FALSE(amaru_rt_poll());
  amaru_rt_uninstall_sigint();
}

TEST_F(Parallel, NumberOfThreads) {
  EXPECT_EQ(amaru_rt_num_threads(), 4);
  amaru_rt_set_num_threads(-3);
  setenv("AMARU_NUM_THREADS", "7", 1);
  EXPECT_EQ(amaru_rt_num_threads(), 7);
  for (const char *wrong : {"", "x", "-2", "0", "3x"}) {
    setenv("AMARU_NUM_THREADS", wrong, 1);
    amaru_rt_set_num_threads(0);
    EXPECT_GE(amaru_rt_num_threads(), 1);
    EXPECT_NE(amaru_rt_num_threads(), 7);
  }
  unsetenv("AMARU_NUM_THREADS");
}

} // namespace
