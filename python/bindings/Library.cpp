#include "python/bindings/Library.h"

#include "runtime/abi/Runtime.h"

#include <cstdio>
#include <dlfcn.h>
#include <mutex>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace amaru::python {

namespace {

using AskCompiler = void (*)(const char *request, size_t requestBytes, char **reply, size_t *replyBytes);
using FreeReply = void (*)(char *reply);

std::string findLibraryFolder() {
  Dl_info info;
  char path[4096];
  if (!dladdr(reinterpret_cast<void *>(&amaru_rt_retain), &info) || !realpath(info.dli_fname, path))
    return ".";
  std::string folder = path;
  folder.resize(folder.rfind('/'));
  return folder;
}

/// The contents of the compiler and the runtime, as the build wrote them down.
std::string compilerBuild() {
  std::string text;
  if (FILE *file = std::fopen((libraryFolder() + "/amaru.build-id").c_str(), "re")) {
    char buffer[128];
    text.assign(buffer, std::fread(buffer, 1, sizeof(buffer), file));
    std::fclose(file);
  }
  return text;
}

launch::Key keyOf(std::string_view request) {
  // The request holds all sources itself, so neither a path nor a folder takes part.
  return {"jit", compilerBuild(), "", std::string(request)};
}

} // namespace

const std::string &libraryFolder() {
  static const std::string folder = findLibraryFolder();
  return folder;
}

bool askCompiler(std::string_view request, std::string &reply) {
  static AskCompiler ask = nullptr;
  static FreeReply release = nullptr;
  static std::mutex mutex;
  {
    std::lock_guard<std::mutex> guard(mutex);
    if (!ask) {
      void *library = dlopen((libraryFolder() + "/libamaru-compiler.so").c_str(), RTLD_NOW | RTLD_LOCAL);
      if (!library) {
        reply = dlerror();
        return false;
      }
      release = reinterpret_cast<FreeReply>(dlsym(library, "amaru_compiler_free"));
      ask = reinterpret_cast<AskCompiler>(dlsym(library, "amaru_compiler_function"));
      if (!ask || !release) {
        reply = "libamaru-compiler.so is of another version";
        ask = nullptr;
        return false;
      }
    }
  }
  char *text = nullptr;
  size_t bytes = 0;
  ask(request.data(), request.size(), &text, &bytes);
  reply.assign(text, bytes);
  release(text);
  return true;
}

bool loadFunction(int descriptor, LoadedFunction &function, std::string &error) {
  // The loader knows libraries by the name they were opened under, and numbers of descriptors come again: so each
  // object gets a name of its own, with the bits of a counter spelled as `./` and `.//`.
  static unsigned counter = 0;
  std::string path = "/proc/self/fd/";
  for (unsigned bits = ++counter; bits; bits >>= 1)
    path += bits & 1 ? ".//" : "./";
  path += std::to_string(descriptor);
  // Compiled code finds the runtime among the process's own symbols.
  static void *runtime = dlopen((libraryFolder() + "/libamaru-rt.so").c_str(), RTLD_NOW | RTLD_GLOBAL | RTLD_NOLOAD);
  function.library = runtime ? dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL) : nullptr;
  if (!function.library) {
    const char *reason = dlerror();
    error = reason ? reason : "libamaru-rt.so is not loaded";
  }
  close(descriptor);
  if (!function.library)
    return false;
  function.entry = reinterpret_cast<LoadedFunction::Entry>(dlsym(function.library, "amaru_entry"));
  function.info = static_cast<const char *>(dlsym(function.library, "amaru_function_info"));
  if (function.entry && function.info)
    return true;
  error = "the compiled function has no entry point";
  return false;
}

LoadedFunction::Entry findInitializer(const LoadedFunction &function, unsigned index) {
  std::string symbol = "amaru_init_" + std::to_string(index);
  return reinterpret_cast<LoadedFunction::Entry>(dlsym(function.library, symbol.c_str()));
}

int findCachedFunction(std::string_view request) { return launch::findCached(keyOf(request)).value_or(-1); }

void publishFunction(std::string_view request, int descriptor, launch::Entry entry) {
  struct stat status;
  if (fstat(descriptor, &status) != 0 || status.st_size == 0)
    return;
  void *object = mmap(nullptr, size_t(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (object == MAP_FAILED)
    return;
  std::string error;
  launch::publish(keyOf(request), entry, object, size_t(status.st_size), error);
  munmap(object, size_t(status.st_size));
}

} // namespace amaru::python
