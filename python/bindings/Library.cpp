#include "python/bindings/Library.h"

#include "runtime/abi/Runtime.h"

#include <cstdio>
#include <dlfcn.h>
#include <mutex>
#include <sys/mman.h>
#include <sys/sendfile.h>
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

/// The same bytes in a file that nobody else sees; -1 if there is no memory for it.
int copyFile(int descriptor) {
  struct stat status;
  int copy = fstat(descriptor, &status) == 0 ? memfd_create("amaru", MFD_CLOEXEC) : -1;
  off_t offset = 0;
  while (copy >= 0 && offset < status.st_size)
    if (sendfile(copy, descriptor, &offset, size_t(status.st_size - offset)) <= 0) {
      close(copy);
      return -1;
    }
  return copy;
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

LoadedFunction::~LoadedFunction() {
  if (isPrivate && library)
    dlclose(library);
}

LoadedFunction::Entry LoadedFunction::find(const std::string &symbol) const {
  return reinterpret_cast<Entry>(dlsym(library, symbol.c_str()));
}

bool loadFunction(int descriptor, bool isPrivate, LoadedFunction &function, std::string &error) {
  // The loader knows libraries by the name they were opened under, and numbers of descriptors come again: so each
  // object gets a name of its own, with the bits of a counter spelled as `./` and `.//`.
  static unsigned counter = 0;
  std::string path = "/proc/self/fd/";
  for (unsigned bits = ++counter; bits; bits >>= 1)
    path += bits & 1 ? ".//" : "./";
  // It also knows them by their inodes.
  int opened = isPrivate ? copyFile(descriptor) : descriptor;
  path += std::to_string(opened);
  // Compiled code finds the runtime among the process's own symbols.
  static void *runtime = dlopen((libraryFolder() + "/libamaru-rt.so").c_str(), RTLD_NOW | RTLD_GLOBAL | RTLD_NOLOAD);
  function.library = runtime && opened >= 0 ? dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL) : nullptr;
  function.isPrivate = isPrivate;
  if (!function.library) {
    const char *reason = dlerror();
    error = reason ? reason : !runtime ? "libamaru-rt.so is not loaded" : "no memory for the compiled function";
  }
  if (isPrivate && opened >= 0)
    close(opened);
  if (!function.library)
    return false;
  function.entry = function.find("amaru_entry");
  function.info = static_cast<const char *>(dlsym(function.library, "amaru_function_info"));
  if (function.entry && function.info)
    return true;
  error = "the compiled function has no entry point";
  return false;
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
