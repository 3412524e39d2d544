// The process as a Python program sees it: arguments, clocks, how it starts and how it ends.
#include "runtime/cpu/Error.h"
#include "runtime/cpu/Interrupt.h"
#include "runtime/cpu/LiveObjects.h"
#include "runtime/cpu/Stdout.h"
#include "runtime/cpu/String.h"
#include "runtime/cpu/Text.h"

#include <cerrno>
#include <cmath>
#include <csignal>
#include <ctime>
#include <unistd.h>

using namespace amaru::rt;

namespace {

int64_t argumentCount = 0;
char **arguments = nullptr;

constexpr int64_t nanosecondsPerSecond = 1000000000;

int64_t nanoseconds(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * nanosecondsPerSecond + now.tv_nsec;
}

/// What an uncaught exception makes of the exit status; prints it unless it is SystemExit with a number.
int32_t reportPending() {
  Exception &exception = *pendingException();
  if (isSubclass(exception.className, "SystemExit")) {
    int32_t status = 0;
    TextBuffer text;
    exception.appendStr(text);
    std::string_view message = text.view();
    if (exception.hasStatus) {
      status = int32_t(exception.status);
    } else if (!message.empty() && message != "None") {
      amaru_rt_stdout_flush();
      writeStderr(message);
      writeStderr("\n");
      status = 1;
    }
    amaru_rt_error_clear();
    return status;
  }
  int32_t status = isSubclass(exception.className, "KeyboardInterrupt") ? 130 : 1;
  amaru_rt_error_print();
  return status;
}

/// CPython's words when the last flush of stdout fails.
void reportStdoutError(int error) {
  raiseOsError(error, "");
  Exception &exception = *pendingException();
  writeStderr("Exception ignored in: <_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>\n");
  writeStderr(exception.className);
  writeStderr(": ");
  writeStderr(exception.message);
  writeStderr("\n");
  amaru_rt_error_clear();
}

} // namespace

extern "C" {

double amaru_rt_time(void) { return double(nanoseconds(CLOCK_REALTIME)) * 1e-9; }

double amaru_rt_perf_counter(void) { return double(nanoseconds(CLOCK_MONOTONIC)) * 1e-9; }

int64_t amaru_rt_perf_counter_ns(void) { return nanoseconds(CLOCK_MONOTONIC); }

bool amaru_rt_sleep(double seconds) {
  if (!(seconds >= 0))
    return raiseError("ValueError",
                      {std::isnan(seconds) ? "Invalid value NaN (not a number)" : "sleep length must be non-negative"});
  int64_t until = nanoseconds(CLOCK_MONOTONIC);
  int64_t length = seconds < 9e9 ? int64_t(std::ceil(seconds * 1e9)) : INT64_MAX;
  if (__builtin_add_overflow(until, length, &until))
    until = INT64_MAX;
  timespec deadline = {time_t(until / nanosecondsPerSecond), long(until % nanosecondsPerSecond)};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr) == EINTR)
    if (amaru_rt_poll())
      return true;
  return false;
}

void amaru_rt_set_argv(int32_t argc, void *argv) {
  argumentCount = argc;
  arguments = static_cast<char **>(argv);
}

int64_t amaru_rt_argc(void) { return argumentCount; }

void *amaru_rt_argv(int64_t index) {
  if (index < 0)
    index += argumentCount;
  if (index >= 0 && index < argumentCount)
    return newStr(arguments[index]);
  raiseError("IndexError", {"list index out of range"});
  return nullptr;
}

void amaru_rt_start(int32_t argc, void *argv) {
  startCounting();
  amaru_rt_set_argv(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  amaru_rt_install_sigint();
}

int32_t amaru_rt_finish(void) {
  int32_t status = pendingException() ? reportPending() : 0;
  reportLiveObjects();
  if (!amaru_rt_stdout_flush())
    return status;
  reportStdoutError(stdoutError());
  return 120;
}

void amaru_rt_exit(int64_t status) {
  if (amaru_rt_stdout_flush()) {
    reportStdoutError(stdoutError());
    status = 120;
  }
  _exit(int(status));
}

} // extern "C"
