// Opens libcuda and chooses the first device. What goes wrong here no program can mend: it is said in one sentence, and the
// process ends.

#include "runtime/gpu/Driver.h"

#include "runtime/abi/Runtime.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>

namespace amaru::rt::gpu {

namespace {

Driver opened;
bool isOpen;

[[noreturn]] void fail(const char *text) {
  char line[512];
  int bytes = snprintf(line, sizeof(line), "amaru: %s\n", text);
  // What the program wrote before comes first.
  amaru_rt_stdout_flush();
  amaru_rt_stderr_write(line, bytes < int(sizeof(line)) ? bytes : int(sizeof(line)) - 1);
  amaru_rt_exit(1);
  abort();
}

void open() {
  void *library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library)
    fail("there is no NVIDIA driver here (libcuda.so.1 is not found)");
  char text[128];
#define X(name, params)                                                                                                \
  opened.name = reinterpret_cast<decltype(opened.name)>(dlsym(library, #name));                                        \
  if (!opened.name) {                                                                                                  \
    snprintf(text, sizeof(text), "the NVIDIA driver is too old: it lacks %s", #name);                                  \
    fail(text);                                                                                                        \
  }
  AMARU_CUDA_FUNCTIONS(X)
#undef X
  check(opened.cuInit(0), "the NVIDIA driver does not start");
  int count = 0, device = 0;
  check(opened.cuDeviceGetCount(&count), "the NVIDIA driver does not count its devices");
  if (count == 0)
    fail("there is no GPU that the NVIDIA driver knows");
  check(opened.cuDeviceGet(&device, 0), "the GPU cannot be used");
  check(opened.cuDeviceGetName(opened.deviceName, sizeof(opened.deviceName), device), "the GPU cannot be used");
  check(opened.cuDevicePrimaryCtxRetain(&opened.context, device), "the GPU cannot be used");
}

} // namespace

void check(int error, const char *what, ...) {
  if (error == 0)
    return;
  char text[384];
  va_list args;
  va_start(args, what);
  int bytes = vsnprintf(text, sizeof(text), what, args);
  va_end(args);
  const char *reason = nullptr;
  if (!opened.cuGetErrorString || opened.cuGetErrorString(error, &reason) != 0 || !reason)
    reason = "an unknown error";
  if (bytes >= 0 && bytes < int(sizeof(text)))
    snprintf(text + bytes, sizeof(text) - size_t(bytes), ": %s", reason);
  fail(text);
}

const Driver &driver() {
  if (!isOpen) {
    open();
    isOpen = true;
  }
  check(opened.cuCtxSetCurrent(opened.context), "the GPU cannot be used");
  return opened;
}

} // namespace amaru::rt::gpu
