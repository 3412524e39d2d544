// Links in this process through lld, which keeps its state in globals: one link at a time.

#include "codegen/target/cpu/Target.h"
#include "lld/Common/CommonLinkerContext.h"
#include "lld/Common/Driver.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/raw_ostream.h"
#include <mutex>

LLD_HAS_DRIVER(elf)

namespace amaru::target {

namespace {

/// Object files on disk, as lld wants them, gone when this goes out of scope.
class TemporaryObjects {
public:
  ~TemporaryObjects() {
    for (const std::string &path : paths)
      llvm::sys::fs::remove(path);
  }

  bool write(llvm::ArrayRef<llvm::ArrayRef<char>> objects, std::string &error) {
    for (llvm::ArrayRef<char> object : objects) {
      llvm::SmallString<128> path;
      int file;
      if (std::error_code code = llvm::sys::fs::createTemporaryFile("amaru", "o", file, path)) {
        error = "cannot create a temporary file: " + code.message();
        return false;
      }
      paths.push_back(path.str().str());
      llvm::raw_fd_ostream stream(file, /*shouldClose=*/true);
      stream.write(object.data(), object.size());
      stream.close();
      if (std::error_code code = stream.error()) {
        stream.clear_error();
        error = "cannot write `" + paths.back() + "`: " + code.message();
        return false;
      }
    }
    return true;
  }

  std::vector<std::string> paths;
};

bool runLld(const std::vector<std::string> &args, std::string &error) {
  static std::mutex oneAtATime;
  static bool canRunAgain = true;
  std::lock_guard<std::mutex> guard(oneAtATime);
  if (!canRunAgain) {
    error = "the linker failed before and cannot be used again in this process";
    return false;
  }
  std::vector<const char *> pointers{"ld.lld"};
  for (const std::string &arg : args)
    pointers.push_back(arg.c_str());
  std::string messages;
  llvm::raw_string_ostream stream(messages);
  lld::Result result = lld::lldMain(pointers, stream, stream, {{lld::Gnu, &lld::elf::link}});
  canRunAgain = result.canRunAgain;
  if (result.retCode == 0)
    return true;
  error = messages.empty() ? "the linker failed" : messages;
  return false;
}

/// The folder that holds glibc's start files.
std::string startFilesFolder() {
  for (const char *folder : {"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"})
    if (llvm::sys::fs::exists(std::string(folder) + "/crt1.o"))
      return folder;
  return "";
}

std::string dynamicLoader() {
#if defined(__aarch64__)
  return "/lib/ld-linux-aarch64.so.1";
#else
  return "/lib64/ld-linux-x86-64.so.2";
#endif
}

} // namespace

bool linkShared(llvm::ArrayRef<llvm::ArrayRef<char>> objects, llvm::StringRef path, std::string &error) {
  TemporaryObjects inputs;
  if (!inputs.write(objects, error))
    return false;
  std::vector<std::string> args{
      "-shared", "--hash-style=gnu", "--build-id=none", "-z", "now", "--threads=1", "--gc-sections", "-o", path.str()};
  args.insert(args.end(), inputs.paths.begin(), inputs.paths.end());
  return runLld(args, error);
}

bool linkExecutable(llvm::ArrayRef<llvm::ArrayRef<char>> objects, llvm::StringRef path,
                    const ExecutableOptions &options, std::string &error) {
  std::string start = startFilesFolder();
  if (start.empty()) {
    error = "glibc's start files (`crt1.o`) are not installed; on Debian they are in `libc6-dev`";
    return false;
  }
  TemporaryObjects inputs;
  if (!inputs.write(objects, error))
    return false;
  std::vector<std::string> args{"-pie", "--hash-style=gnu", "--build-id=none",  "-z",
                                "now",  "--threads=1",      "-dynamic-linker",  dynamicLoader(),
                                "-o",   path.str(),         start + "/Scrt1.o", start + "/crti.o"};
  args.insert(args.end(), inputs.paths.begin(), inputs.paths.end());
  for (const std::string &folder : options.libraryPaths)
    args.push_back("-L" + folder);
  for (const std::string &folder : options.runPaths) {
    args.push_back("-rpath");
    args.push_back(folder);
  }
  for (const std::string &library : options.libraries)
    args.push_back("-l" + library);
  args.insert(args.end(), {"-L" + start, "-lm", "-lc", start + "/crtn.o"});
  return runLld(args, error);
}

} // namespace amaru::target
