// The cache of compiled programs: finding an entry, checking that it still holds, publishing a new one.
//
// An entry is a manifest (what was compiled, from which files with which contents, which paths were looked at and found
// absent) and a shared object. Given the key of a program, a hit means that compiling again would give the same object.
// Knows the file system and hashes; nothing of the compiler.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace amaru::launch {

/// A content hash (XXH3, 128 bits) in hexadecimal.
using Hash = std::string;

Hash hashBytes(const void *data, size_t size);
/// The hash of a file's contents; none if it cannot be read.
std::optional<Hash> hashFile(const std::string &path);

/// What decides which code a program becomes, besides the contents of files.
struct Key {
  std::string command;
  /// The path as given (tracebacks show it) and the folder it is relative to.
  std::string path, workingDirectory;
  /// Compiler options, one string.
  std::string options;
  Hash hex() const;
};

struct Entry {
  /// Files that were read, with the hashes of their contents.
  std::vector<std::pair<std::string, Hash>> files;
  /// Paths that were probed and did not exist: a file that appears there changes what an import means.
  std::vector<std::string> absent;
};

/// `AMARU_CACHE_DIR`, else `$XDG_CACHE_HOME/amaru`, else `~/.cache/amaru`; empty if there is no home.
std::string cacheDirectory();

/// An open descriptor of the cached shared object; none on a miss or when anything about the entry is not as it must be.
std::optional<int> findCached(const Key &key);

/// Publishes an entry: the object first, then the manifest, each by an atomic rename. False, with `error` set, when the
/// directory cannot be written; nothing is left half done.
bool publish(const Key &key, const Entry &entry, const void *object, size_t size, std::string &error);

/// The build of compiler and runtime, and the CPU: parts of every key.
std::string buildId();
std::string cpuId();

} // namespace amaru::launch
