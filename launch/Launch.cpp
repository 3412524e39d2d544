// The thin side of `amaru`: no LLVM is loaded here.
#include "launch/Launch.h"

#include "runtime/abi/Runtime.h"

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <unistd.h>

namespace amaru::launch {

namespace {

using ProgramEntry = int32_t (*)(void *args, void *results);
using CompilerMain = int (*)(int argc, char **argv);

/// The folder of this program, links resolved.
std::string programFolder() {
  char path[PATH_MAX];
  ssize_t size = readlink("/proc/self/exe", path, sizeof(path) - 1);
  std::string folder(path, size > 0 ? size_t(size) : 0);
  folder.resize(folder.rfind('/') == std::string::npos ? 0 : folder.rfind('/'));
  return folder;
}

} // namespace

int runObject(int descriptor, int argc, char **argv) {
  char path[64];
  std::snprintf(path, sizeof(path), "/proc/self/fd/%d", descriptor);
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  void *entry = library ? dlsym(library, "amaru_main") : nullptr;
  if (!entry) {
    std::fprintf(stderr, "amaru: the compiled program cannot be loaded: %s\n", dlerror());
    return 70;
  }
  close(descriptor);
  amaru_rt_start(argc, argv);
  reinterpret_cast<ProgramEntry>(entry)(nullptr, nullptr);
  return amaru_rt_finish();
}

int runCompiler(int argc, char **argv) {
  std::string path = programFolder() + "/../lib/libamaru-compiler.so";
  void *library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  void *entry = library ? dlsym(library, "amaru_compiler_main") : nullptr;
  if (!entry) {
    std::fprintf(stderr, "amaru: the compiler cannot be loaded: %s\n", dlerror());
    return 70;
  }
  return reinterpret_cast<CompilerMain>(entry)(argc, argv);
}

bool parseRun(int argc, char **argv, RunRequest &request) {
  if (argc < 3 || std::strcmp(argv[1], "run") != 0)
    return false;
  int next = 2;
  for (; next < argc && argv[next][0] == '-' && argv[next][1]; ++next) {
    // Options take their value after `=`, so each is one word.
    request.options += argv[next];
    request.options += '\n';
  }
  if (next == argc)
    return false;
  request.file = argv[next];
  request.argv.assign(argv + next, argv + argc);
  request.argv.push_back(nullptr);
  return true;
}

} // namespace amaru::launch
