// Launches a kernel: its arrays go to the device and come back, and a failing thread's record becomes an exception.

#include "runtime/abi/Runtime.h"
#include "runtime/gpu/Memory.h"

#include <cstdio>
#include <cstdlib>
#include <pthread.h>

using namespace amaru::rt::gpu;

namespace {

pthread_mutex_t launching = PTHREAD_MUTEX_INITIALIZER;

//===--------------------------------------------------------------------------------------------------------------===//
// Kernels that were loaded
//===--------------------------------------------------------------------------------------------------------------===//

struct LoadedModule {
  const char *text;
  Handle module;
  LoadedModule *next;
};
LoadedModule *modules;

Handle load(const Driver &driver, const amaru_rt_kernel &kernel) {
  LoadedModule *known = modules;
  while (known && known->text != kernel.module)
    known = known->next;
  if (!known) {
    Handle module = nullptr;
    check(driver.cuModuleLoadData(&module, kernel.module), "the GPU does not take the program's kernels");
    known = static_cast<LoadedModule *>(malloc(sizeof(LoadedModule)));
    if (!known)
      abort();
    *known = {kernel.module, module, modules};
    modules = known;
  }
  Handle function = nullptr;
  check(driver.cuModuleGetFunction(&function, known->module, kernel.name), "the GPU does not find `%s`", kernel.name);
  return function;
}

//===--------------------------------------------------------------------------------------------------------------===//
// Arguments
//===--------------------------------------------------------------------------------------------------------------===//

/// The slots of one argument: a number, or the address, sizes and strides of an array.
size_t slotsOf(const amaru_rt_kernel_param &param) { return param.isArray ? 1 + 2 * size_t(param.rank) : 1; }

/// From the lowest element to behind the highest; empty for an array without elements.
Span spanOf(const amaru_rt_kernel_param &param, const int64_t *slots) {
  const int64_t *sizes = slots + 1, *strides = sizes + param.rank;
  int64_t low = 0, high = 0;
  for (int axis = 0; axis < param.rank; ++axis) {
    if (sizes[axis] == 0)
      return {0, 0, false};
    int64_t reach = (sizes[axis] - 1) * strides[axis];
    (reach < 0 ? low : high) += reach;
  }
  uintptr_t base = uintptr_t(slots[0]);
  return {base + uintptr_t(low * param.bytes), base + uintptr_t((high + 1) * param.bytes),
          (param.flags & AMARU_RT_PARAM_WRITTEN) != 0};
}

/// The values that the kernel is given, in their order. The error slot is the last.
class Arguments {
public:
  explicit Arguments(const amaru_rt_kernel &kernel) {
    size_t most = 1;
    for (int64_t i = 0; i < kernel.paramCount; ++i)
      most += slotsOf(kernel.params[i]);
    values = static_cast<uint64_t *>(malloc(most * sizeof(uint64_t)));
    pointers = static_cast<void **>(malloc(most * sizeof(void *)));
    if (!values || !pointers)
      abort();
  }
  Arguments(const Arguments &) = delete;
  ~Arguments() {
    free(values);
    free(pointers);
  }

  void add(uint64_t value) {
    values[count] = value;
    pointers[count] = &values[count];
    ++count;
  }
  void **get() { return pointers; }

private:
  uint64_t *values;
  void **pointers;
  size_t count = 0;
};

void addArguments(const amaru_rt_kernel &kernel, const int64_t *slots, const Copies &copies, Arguments &arguments) {
  for (int64_t i = 0; i < kernel.paramCount; ++i) {
    const amaru_rt_kernel_param &param = kernel.params[i];
    arguments.add(param.isArray ? copies.find(uintptr_t(slots[0])) : uint64_t(slots[0]));
    size_t given = param.isArray ? param.rank * (param.flags & AMARU_RT_PARAM_STRIDED ? 2 : 1) : 0;
    for (size_t part = 1; part <= given; ++part)
      arguments.add(uint64_t(slots[part]));
    slots += slotsOf(param);
  }
}

//===--------------------------------------------------------------------------------------------------------------===//
// Times, for benchmarks
//===--------------------------------------------------------------------------------------------------------------===//

/// With AMARU_GPU_TIMES=FILE each launch adds a line there: the kernel, its time on the device in milliseconds, the device.
class Stopwatch {
public:
  explicit Stopwatch(const Driver &driver) : driver(driver), path(getenv("AMARU_GPU_TIMES")) {
    if (path && !start) {
      check(driver.cuEventCreate(&start, 0), "the GPU gives no time");
      check(driver.cuEventCreate(&end, 0), "the GPU gives no time");
    }
  }

  void begin() {
    if (path)
      check(driver.cuEventRecord(start, nullptr), "the GPU gives no time");
  }
  void stop() {
    if (path)
      check(driver.cuEventRecord(end, nullptr), "the GPU gives no time");
  }
  /// After the kernel has ended.
  void report(const char *kernel) {
    if (!path)
      return;
    float milliseconds = 0;
    check(driver.cuEventElapsedTime(&milliseconds, start, end), "the GPU gives no time");
    if (FILE *file = fopen(path, "a")) {
      fprintf(file, "%s\t%.6f\t%s\n", kernel, double(milliseconds), driver.deviceName);
      fclose(file);
    }
  }

private:
  const Driver &driver;
  const char *path;
  /// One launch at a time is timed.
  static inline Handle start, end;
};

/// Waits for the kernel; true when one of its threads has raised.
bool run(const amaru_rt_kernel &kernel, const int64_t *slots, const int64_t *extents) {
  const Driver &cuda = driver();
  Handle function = load(cuda, kernel);
  amaru_rt_kernel_error error = {UINT64_MAX, 0, {0, 0, 0}};
  Copies copies(cuda);
  const int64_t *next = slots;
  for (int64_t i = 0; i < kernel.paramCount; next += slotsOf(kernel.params[i++]))
    if (kernel.params[i].isArray)
      if (Span span = spanOf(kernel.params[i], next); span.begin != span.end)
        copies.add(span);
  copies.add({uintptr_t(&error), uintptr_t(&error + 1), true});
  copies.send(kernel.name);

  Arguments arguments(kernel);
  addArguments(kernel, slots, copies, arguments);
  arguments.add(copies.find(uintptr_t(&error)));
  Stopwatch watch(cuda);
  watch.begin();
  check(cuda.cuLaunchKernel(function, unsigned(extents[0]), unsigned(extents[1]), unsigned(extents[2]),
                            unsigned(extents[3]), unsigned(extents[4]), unsigned(extents[5]), 0, nullptr,
                            arguments.get(), nullptr),
        "`%s` cannot be launched", kernel.name);
  watch.stop();
  check(cuda.cuCtxSynchronize(), "`%s` did not end well on the GPU", kernel.name);
  watch.report(kernel.name);
  copies.fetch(kernel.name);
  if (error.record == UINT64_MAX)
    return false;
  uint64_t site = error.record & 0xffff, last = uint64_t(kernel.siteCount) - 1;
  amaru_rt_raise(const_cast<amaru_rt_site *>(kernel.sites[site < last ? site : last]), error.args[0], error.args[1],
                 error.args[2]);
  return true;
}

} // namespace

extern "C" bool amaru_rt_gpu_launch(void *kernel, void *slots, int64_t gridX, int64_t gridY, int64_t gridZ,
                                    int64_t blockX, int64_t blockY, int64_t blockZ) {
  const int64_t extents[] = {gridX, gridY, gridZ, blockX, blockY, blockZ};
  // In an empty grid nothing runs.
  if (gridX == 0 || gridY == 0 || gridZ == 0)
    return false;
  pthread_mutex_lock(&launching);
  bool raised = run(*static_cast<const amaru_rt_kernel *>(kernel), static_cast<const int64_t *>(slots), extents);
  pthread_mutex_unlock(&launching);
  return raised;
}
