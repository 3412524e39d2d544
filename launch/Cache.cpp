// Cache entries on disk. A manifest is lines of text that end with the hash of what stands above; an entry whose files
// belong to somebody else, or that others may write, is no entry.
#include "launch/Cache.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cpuid.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace amaru::launch {

namespace {

constexpr const char *header = "amaru-manifest 1\n";

/// A file mapped for reading.
class MappedFile {
public:
  explicit MappedFile(int descriptor) {
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
      return;
    size = size_t(status.st_size);
    if (size == 0) {
      valid = true;
      return;
    }
    void *address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (address == MAP_FAILED)
      return;
    data = static_cast<const char *>(address);
    valid = true;
  }
  ~MappedFile() {
    if (data)
      munmap(const_cast<char *>(data), size);
  }
  MappedFile(const MappedFile &) = delete;

  bool valid = false;
  const char *data = nullptr;
  size_t size = 0;
};

/// Opened only if it is a regular file of this user that nobody else may write.
int openOwn(const std::string &path) {
  int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0)
    return -1;
  struct stat status;
  bool own = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid() &&
             (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
  if (own)
    return descriptor;
  close(descriptor);
  return -1;
}

std::optional<std::string> readOwn(const std::string &path) {
  int descriptor = openOwn(path);
  if (descriptor < 0)
    return std::nullopt;
  MappedFile file(descriptor);
  close(descriptor);
  if (!file.valid)
    return std::nullopt;
  return std::string(file.data ? file.data : "", file.size);
}

bool makeDirectories(const std::string &path) {
  for (size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    std::string part = path.substr(0, slash);
    if (mkdir(part.c_str(), 0700) != 0 && errno != EEXIST)
      return false;
    if (slash == std::string::npos)
      return true;
  }
}

/// Writes a file beside its final place, then renames it.
bool writeAtomically(const std::string &path, const void *data, size_t size, std::string &error) {
  std::string temporary = path + ".XXXXXX";
  int descriptor = mkostemp(temporary.data(), O_CLOEXEC);
  auto fail = [&] {
    error = std::strerror(errno);
    if (descriptor >= 0)
      unlink(temporary.c_str());
    return false;
  };
  if (descriptor < 0)
    return fail();
  const char *next = static_cast<const char *>(data);
  for (size_t left = size; left > 0;) {
    ssize_t written = write(descriptor, next, left);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0) {
      bool failed = fail();
      close(descriptor);
      return failed;
    }
    next += written;
    left -= size_t(written);
  }
  fchmod(descriptor, 0600);
  if (close(descriptor) != 0 || rename(temporary.c_str(), path.c_str()) != 0)
    return fail();
  return true;
}

/// Takes the next line off `text`; the line without its end.
std::string_view takeLine(std::string_view &text) {
  size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

bool exists(const std::string &path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0;
}

} // namespace

Hash hashBytes(const void *data, size_t size) {
  XXH128_hash_t hash = XXH3_128bits(data, size);
  char text[33];
  std::snprintf(text, sizeof(text), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return text;
}

std::optional<Hash> hashFile(const std::string &path) {
  int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return std::nullopt;
  MappedFile file(descriptor);
  close(descriptor);
  if (!file.valid)
    return std::nullopt;
  return hashBytes(file.data, file.size);
}

std::string cacheDirectory() {
  if (const char *chosen = std::getenv("AMARU_CACHE_DIR"); chosen && *chosen)
    return chosen;
  if (const char *base = std::getenv("XDG_CACHE_HOME"); base && *base == '/')
    return std::string(base) + "/amaru";
  if (const char *home = std::getenv("HOME"); home && *home == '/')
    return std::string(home) + "/.cache/amaru";
  return "";
}

Hash Key::hex() const {
  std::string text;
  for (const std::string &part : {command, path, workingDirectory, options, buildId(), cpuId()}) {
    text += std::to_string(part.size());
    text += ':';
    text += part;
  }
  return hashBytes(text.data(), text.size());
}

std::optional<int> findCached(const Key &key) {
  std::string directory = cacheDirectory();
  if (directory.empty())
    return std::nullopt;
  std::string base = directory + "/" + key.hex();
  std::optional<std::string> manifest = readOwn(base + ".manifest");
  if (!manifest)
    return std::nullopt;

  std::string_view text = *manifest;
  size_t seal = text.rfind("end ");
  if (!text.starts_with(header) || seal == std::string_view::npos || text.size() != seal + 4 + 32 + 1 ||
      text.substr(seal + 4, 32) != hashBytes(text.data(), seal))
    return std::nullopt;
  text = text.substr(0, seal);
  takeLine(text);
  std::string_view object;
  while (!text.empty()) {
    std::string_view line = takeLine(text);
    if (line.starts_with("object ")) {
      object = line.substr(7);
    } else if (line.starts_with("file ") && line.size() > 5 + 33) {
      if (hashFile(std::string(line.substr(5 + 33))) != line.substr(5, 32))
        return std::nullopt;
    } else if (line.starts_with("absent ")) {
      if (exists(std::string(line.substr(7))))
        return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  int descriptor = openOwn(base + ".so");
  if (descriptor < 0)
    return std::nullopt;
  MappedFile file(descriptor);
  if (file.valid && hashBytes(file.data, file.size) == object)
    return descriptor;
  close(descriptor);
  return std::nullopt;
}

bool publish(const Key &key, const Entry &entry, const void *object, size_t size, std::string &error) {
  std::string directory = cacheDirectory();
  if (directory.empty()) {
    error = "there is no home directory";
    return false;
  }
  if (!makeDirectories(directory)) {
    error = std::strerror(errno);
    return false;
  }
  std::string manifest = header;
  manifest += "object " + hashBytes(object, size) + "\n";
  for (const auto &[path, hash] : entry.files)
    manifest += "file " + hash + " " + path + "\n";
  for (const std::string &path : entry.absent)
    manifest += "absent " + path + "\n";
  manifest += "end " + hashBytes(manifest.data(), manifest.size()) + "\n";
  std::string base = directory + "/" + key.hex();
  return writeAtomically(base + ".so", object, size, error) &&
         writeAtomically(base + ".manifest", manifest.data(), manifest.size(), error);
}

std::string buildId() {
  // Written beside the libraries by the build, from their contents.
  Dl_info info;
  if (!dladdr(reinterpret_cast<void *>(&buildId), &info) || !info.dli_fname)
    return "";
  // Of the main program the linker knows only how it was called.
  const char *path = std::strstr(info.dli_fname, ".so") ? info.dli_fname : "/proc/self/exe";
  char resolved[4096];
  if (!realpath(path, resolved))
    return "";
  std::string folder = resolved;
  folder.resize(folder.rfind('/'));
  folder.resize(folder.rfind('/'));
  int descriptor = open((folder + "/lib/amaru.build-id").c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return "";
  char text[128];
  ssize_t size = read(descriptor, text, sizeof(text));
  close(descriptor);
  return std::string(text, size > 0 ? size_t(size) : 0);
}

std::string cpuId() {
  // Name and features of the CPU; leaf 1's EBX holds the number of the core that asks, so it is left out.
  unsigned leaves[32] = {};
  unsigned *next = leaves;
  __get_cpuid(0, &next[0], &next[1], &next[2], &next[3]);
  unsigned ignored;
  __get_cpuid(1, &next[4], &ignored, &next[5], &next[6]);
  __get_cpuid_count(7, 0, &next[7], &next[8], &next[9], &next[10]);
  __get_cpuid_count(7, 1, &next[11], &next[12], &next[13], &next[14]);
  // The operating system decides which vector registers may be used, and says so in XCR0.
  unsigned low = 0, high = 0;
  if (next[5] & bit_OSXSAVE)
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  next[5] &= ~unsigned(bit_OSXSAVE);
  next[15] = low;
  return hashBytes(leaves, sizeof(leaves));
}

} // namespace amaru::launch
