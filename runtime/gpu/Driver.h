// NVIDIA's driver, opened when the first kernel is launched.
#pragma once

#include <cstddef>
#include <cstdint>

namespace amaru::rt::gpu {

using Address = uint64_t;
using Handle = void *;

/// The functions that are used, under the names that the library exports: name, parameters.
#define AMARU_CUDA_FUNCTIONS(X)                                                                                        \
  X(cuInit, (unsigned flags))                                                                                          \
  X(cuDeviceGetCount, (int *count))                                                                                    \
  X(cuDeviceGet, (int *device, int number))                                                                            \
  X(cuDeviceGetName, (char *name, int bytes, int device))                                                              \
  X(cuDevicePrimaryCtxRetain, (Handle * context, int device))                                                          \
  X(cuCtxSetCurrent, (Handle context))                                                                                 \
  X(cuCtxSynchronize, ())                                                                                              \
  X(cuModuleLoadData, (Handle * module, const void *text))                                                             \
  X(cuModuleGetFunction, (Handle * function, Handle module, const char *name))                                         \
  X(cuMemAlloc_v2, (Address * address, size_t bytes))                                                                  \
  X(cuMemFree_v2, (Address address))                                                                                   \
  X(cuMemcpyHtoD_v2, (Address to, const void *from, size_t bytes))                                                     \
  X(cuMemcpyDtoH_v2, (void *to, Address from, size_t bytes))                                                           \
  X(cuLaunchKernel,                                                                                                    \
    (Handle function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY,                \
     unsigned blockZ, unsigned sharedBytes, Handle stream, void **params, void **extra))                               \
  X(cuEventCreate, (Handle * event, unsigned flags))                                                                   \
  X(cuEventRecord, (Handle event, Handle stream))                                                                      \
  X(cuEventElapsedTime, (float *milliseconds, Handle start, Handle end))                                               \
  X(cuGetErrorString, (int error, const char **text))

struct Driver {
#define X(name, params) int(*name) params;
  AMARU_CUDA_FUNCTIONS(X)
#undef X
  /// Of the first device.
  Handle context;
  char deviceName[128];
};

/// The driver, with the first device's context made current for this thread. Without a device the process ends.
const Driver &driver();

/// Ends the process with one sentence and status 1 if `error` is one; `what` is printed as by printf before its text.
void check(int error, const char *what, ...) __attribute__((format(printf, 2, 3)));

} // namespace amaru::rt::gpu
