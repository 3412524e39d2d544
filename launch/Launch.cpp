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

int runObject(int descriptor, RunRequest &request) {
  char path[64];
  std::snprintf(path, sizeof(path), "/proc/self/fd/%d", descriptor);
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  void *entry = library ? dlsym(library, "amaru_main") : nullptr;
  if (!entry) {
    std::fprintf(stderr, "amaru: the compiled program cannot be loaded: %s\n", dlerror());
    return 70;
  }
  close(descriptor);
  amaru_rt_start(int(request.argv.size()) - 1, request.argv.data());
  amaru_rt_set_num_threads(request.threads);
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

std::optional<int64_t> readThreads(const char *text) {
  char *end;
  long long count = std::strtoll(text, &end, 10);
  bool isNumber = *text >= '0' && *text <= '9' && *end == '\0';
  return isNumber && count >= 1 ? std::optional<int64_t>(count) : std::nullopt;
}

bool parseRun(int argc, char **argv, RunRequest &request) {
  if (argc < 3 || std::strcmp(argv[1], "run") != 0)
    return false;
  int next = 2;
  for (; next < argc && argv[next][0] == '-' && argv[next][1]; ++next) {
    // The code is the same for any number of threads. One that cannot be read is left for the compiler to complain of.
    if (std::strncmp(argv[next], "--threads=", 10) == 0)
      if (std::optional<int64_t> threads = readThreads(argv[next] + 10)) {
        request.threads = *threads;
        continue;
      }
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
