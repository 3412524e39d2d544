// How deep this thread may recurse. The limit is computed once per thread, on the first comparison that fails, so a
// thread that somebody else started needs no preparation.
#include "runtime/abi/Runtime.h"

#include <cstring>
#include <pthread.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

__thread uintptr_t amaru_rt_stack_limit __attribute__((tls_model("initial-exec"))) = UINTPTR_MAX;

namespace {

/// Left for the code that reports the error, and for library functions without a check.
constexpr uintptr_t margin = 256 << 10;
/// Used where the size of the main stack is unlimited.
constexpr uintptr_t assumedMainStack = 64 << 20;

/// The kernel puts the program's path at the very top of the main stack, and measures the limit from there.
uintptr_t mainStackLimit() {
  uintptr_t path = getauxval(AT_EXECFN);
  uintptr_t top = path ? path + strlen(reinterpret_cast<const char *>(path)) : uintptr_t(__builtin_frame_address(0));
  rlimit size;
  uintptr_t bytes = assumedMainStack;
  if (getrlimit(RLIMIT_STACK, &size) == 0 && size.rlim_cur != RLIM_INFINITY)
    bytes = size.rlim_cur;
  return top > bytes ? top - bytes : 0;
}

uintptr_t threadStackLimit() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0)
    return 0;
  void *lowest = nullptr;
  size_t bytes = 0, guard = 0;
  pthread_attr_getstack(&attributes, &lowest, &bytes);
  pthread_attr_getguardsize(&attributes, &guard);
  pthread_attr_destroy(&attributes);
  return uintptr_t(lowest) + guard;
}

} // namespace

extern "C" bool amaru_rt_stack_overflow(void) {
  if (amaru_rt_stack_limit == UINTPTR_MAX) {
    bool isMain = syscall(SYS_gettid) == getpid();
    amaru_rt_stack_limit = (isMain ? mainStackLimit() : threadStackLimit()) + margin;
  }
  if (uintptr_t(__builtin_frame_address(0)) >= amaru_rt_stack_limit)
    return false;
  amaru_rt_raise_recursion_error();
  return true;
}
