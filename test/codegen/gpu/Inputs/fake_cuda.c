// A libcuda.so.1 without a GPU. Device memory is a file that run_ptx.py maps as well, and a launch runs that script, which
// executes the PTX. Each call adds its name to the file `log`.
//
// FAKE_CUDA_DIR: the folder of the files; FAKE_CUDA_RUN: the command that executes a launch;
// FAKE_CUDA_FAIL=NAME=CODE: that function returns that error; FAKE_CUDA_BYTES: the device's memory.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))
#define ENTER()                                                                                                        \
  int failed = enter(__func__);                                                                                        \
  if (failed)                                                                                                          \
  return failed

static const uint64_t base = 0x700000000000;
static const size_t heapBytes = 16 << 20;
static char *heap;
static size_t used, held;
static const char *text;
static int lastLaunch;

static void pathOf(char *path, const char *name) { sprintf(path, "%s/%s", getenv("FAKE_CUDA_DIR"), name); }

static int enter(const char *function) {
  char path[512];
  pathOf(path, "log");
  FILE *log = fopen(path, "a");
  fprintf(log, "%s\n", function);
  fclose(log);
  const char *fail = getenv("FAKE_CUDA_FAIL");
  size_t length = strlen(function);
  return fail && strncmp(fail, function, length) == 0 && fail[length] == '=' ? atoi(fail + length + 1) : 0;
}

EXPORT int cuInit(unsigned flags) {
  ENTER();
  char path[512];
  pathOf(path, "heap");
  int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (ftruncate(file, heapBytes) != 0)
    return 999;
  heap = mmap(NULL, heapBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  return heap == MAP_FAILED ? 999 : 0;
}

EXPORT int cuDeviceGetCount(int *count) {
  ENTER();
  const char *devices = getenv("FAKE_CUDA_DEVICES");
  *count = devices ? atoi(devices) : 1;
  return 0;
}

EXPORT int cuDeviceGet(int *device, int number) {
  ENTER();
  *device = number;
  return 0;
}

EXPORT int cuDeviceGetName(char *name, int bytes, int device) {
  ENTER();
  snprintf(name, bytes, "Paper Tiger 1");
  return 0;
}

EXPORT int cuDevicePrimaryCtxRetain(void **context, int device) {
  ENTER();
  *context = heap;
  return 0;
}

EXPORT int cuCtxSetCurrent(void *context) {
  ENTER();
  return 0;
}

EXPORT int cuModuleLoadData(void **module, const void *data) {
  ENTER();
  text = data;
  *module = (void *)data;
  return 0;
}

EXPORT int cuModuleGetFunction(void **function, void *module, const char *name) {
  ENTER();
  *function = (void *)name;
  return 0;
}

EXPORT int cuMemAlloc_v2(uint64_t *address, size_t bytes) {
  ENTER();
  const char *limit = getenv("FAKE_CUDA_BYTES");
  if (bytes > heapBytes - used || (limit && held + bytes > (size_t)atol(limit)))
    return 2;
  *address = base + used;
  used += (bytes + 255) / 256 * 256;
  held += bytes;
  return 0;
}

EXPORT int cuMemFree_v2(uint64_t address) {
  ENTER();
  return 0;
}

EXPORT int cuMemcpyHtoD_v2(uint64_t to, const void *from, size_t bytes) {
  ENTER();
  memcpy(heap + (to - base), from, bytes);
  return 0;
}

EXPORT int cuMemcpyDtoH_v2(void *to, uint64_t from, size_t bytes) {
  ENTER();
  memcpy(to, heap + (from - base), bytes);
  return 0;
}

/// How many parameters the text gives a kernel.
static int countParams(const char *name) {
  char head[256];
  sprintf(head, ".entry %s(", name);
  const char *at = strstr(text, head);
  int count = 0;
  const char *end = at ? strstr(at, "\n)") : NULL;
  while (at && (at = strstr(at, "\t.param ")) && at < end) {
    ++count;
    ++at;
  }
  return count;
}

EXPORT int cuLaunchKernel(void *function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
                          unsigned blockY, unsigned blockZ, unsigned sharedBytes, void *stream, void **params,
                          void **extra) {
  ENTER();
  char path[512], command[4096];
  pathOf(path, "kernels.ptx");
  FILE *file = fopen(path, "w");
  fputs(text, file);
  fclose(file);
  int length = sprintf(command, "%s %s %s %u %u %u %u %u %u", getenv("FAKE_CUDA_RUN"), getenv("FAKE_CUDA_DIR"),
                       (const char *)function, gridX, gridY, gridZ, blockX, blockY, blockZ);
  for (int i = 0; i < countParams(function); ++i)
    length += sprintf(command + length, " %llu", (unsigned long long)*(uint64_t *)params[i]);
  lastLaunch = system(command) ? 719 : 0;
  return 0;
}

EXPORT int cuCtxSynchronize(void) {
  ENTER();
  return lastLaunch;
}

EXPORT int cuEventCreate(void **event, unsigned flags) {
  ENTER();
  *event = heap;
  return 0;
}

EXPORT int cuEventRecord(void *event, void *stream) {
  ENTER();
  return 0;
}

EXPORT int cuEventElapsedTime(float *milliseconds, void *start, void *end) {
  ENTER();
  *milliseconds = 0.25f;
  return 0;
}

EXPORT int cuGetErrorString(int error, const char **reason) {
  *reason = error == 2     ? "out of memory"
            : error == 100 ? "no CUDA-capable device is detected"
            : error == 719 ? "unspecified launch failure"
                           : "another error";
  return 0;
}
