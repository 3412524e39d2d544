// `amaru cache [stats|clear|path]` and `amaru doctor`.
#include "driver/Commands.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/thread.h"
#include "llvm/TargetParser/Host.h"
#include <dlfcn.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace amaru::driver {

namespace {

/// Whether the file is one that the cache made: 32 hexadecimal digits and a suffix of its own.
bool isEntry(llvm::StringRef path) {
  llvm::StringRef name = llvm::sys::path::filename(path);
  llvm::StringRef suffix = name.drop_front(std::min<size_t>(name.size(), 32));
  return (suffix.starts_with(".so") || suffix.starts_with(".manifest")) &&
         llvm::all_of(name.take_front(32), [](char c) { return llvm::isHexDigit(c); });
}

void forEachEntry(llvm::StringRef directory, llvm::function_ref<void(const std::string &path)> callback) {
  std::error_code error;
  for (llvm::sys::fs::directory_iterator next(directory, error), end; next != end && !error; next.increment(error))
    if (isEntry(next->path()))
      callback(next->path());
}

int printStats(llvm::StringRef directory) {
  uint64_t programs = 0, bytes = 0;
  forEachEntry(directory, [&](const std::string &path) {
    uint64_t size = 0;
    llvm::sys::fs::file_size(path, size);
    bytes += size;
    programs += llvm::StringRef(path).ends_with(".manifest");
  });
  llvm::outs() << "path      " << directory << "\nprograms  " << programs << "\nbytes     " << bytes << "\n";
  return 0;
}

int clear(llvm::StringRef directory) {
  unsigned removed = 0, failed = 0;
  forEachEntry(directory, [&](const std::string &path) { ++(llvm::sys::fs::remove(path) ? failed : removed); });
  if (failed)
    return failure(std::to_string(failed) + " files of the cache cannot be removed");
  llvm::outs() << "removed " << removed << " files\n";
  return 0;
}

void say(llvm::StringRef what, const llvm::Twine &value) {
  llvm::outs() << llvm::left_justify(what, 16) << value << "\n";
}

std::string libraryFolder() { return llvm::sys::path::parent_path(llvm::sys::path::parent_path(stdlibFolder())).str(); }

/// In words, by trying.
std::string cacheState(const std::string &directory) {
  llvm::SmallString<128> probe;
  if (directory.empty())
    return "none: there is no home directory";
  if (std::error_code failed = llvm::sys::fs::create_directories(directory))
    return directory + " (cannot be made: " + failed.message() + ")";
  int descriptor;
  if (std::error_code failed = llvm::sys::fs::createUniqueFile(directory + "/probe-%%%%%%", descriptor, probe))
    return directory + " (not writable: " + failed.message() + ")";
  close(descriptor);
  llvm::sys::fs::remove(probe);
  return directory + " (writable)";
}

/// Whether a shared library is on this machine; it is opened only to see.
std::string libraryState(const char *name) {
  void *library = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
  if (!library)
    return "not found";
  dlclose(library);
  return "found";
}

std::string programState(llvm::StringRef name, llvm::ArrayRef<llvm::StringRef> folders = {}) {
  auto found = llvm::sys::findProgramByName(name);
  if (!found && !folders.empty())
    found = llvm::sys::findProgramByName(name, folders);
  return found ? *found : "not found";
}

} // namespace

int cache(const Arguments &arguments) {
  if (arguments.files.size() > 1)
    return usageError("cache: one of stats, clear, path");
  llvm::StringRef action = arguments.files.empty() ? llvm::StringRef("stats") : arguments.files[0];
  std::string directory = launch::cacheDirectory();
  if (directory.empty())
    return failure("there is no home directory, so nothing is kept");
  if (action == "stats")
    return printStats(directory);
  if (action == "clear")
    return clear(directory);
  if (action != "path")
    return usageError("cache: one of stats, clear, path");
  llvm::outs() << directory << "\n";
  return 0;
}

int doctor(const Arguments &arguments) {
  if (!arguments.files.empty())
    return usageError("doctor: no file is needed");
  utsname system{};
  uname(&system);
  say("amaru", llvm::Twine(version) + " (build " + llvm::StringRef(launch::buildId()).trim() + ")");
  say("llvm", LLVM_VERSION_STRING);
  say("system", llvm::Twine(system.sysname) + " " + system.release + " " + system.machine);
  say("cpu", llvm::sys::getHostCPUName() + ", " + llvm::Twine(llvm::thread::hardware_concurrency()) + " threads");
  say("libraries", libraryFolder());
  say("stdlib", llvm::sys::fs::is_directory(stdlibFolder()) ? stdlibFolder() : stdlibFolder() + " (missing)");
  say("cache", cacheState(launch::cacheDirectory()));
  say("python", programState("python3"));
  say("libcuda", libraryState("libcuda.so.1"));
  say("ptxas", programState("ptxas", {"/usr/local/cuda/bin"}));
  return llvm::sys::fs::is_directory(stdlibFolder()) ? 0 : 1;
}

} // namespace amaru::driver
