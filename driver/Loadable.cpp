// From an object to something that the loader takes.
#include "driver/Commands.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <sys/mman.h>
#include <unistd.h>

namespace amaru::driver {

int anonymousObject(llvm::StringRef bytes) {
  int descriptor = memfd_create("amaru", MFD_CLOEXEC);
  for (size_t done = 0; descriptor >= 0 && done < bytes.size();) {
    ssize_t written = write(descriptor, bytes.data() + done, bytes.size() - done);
    if (written <= 0)
      return -1;
    done += size_t(written);
  }
  return descriptor;
}

std::unique_ptr<llvm::MemoryBuffer> linkInMemory(llvm::ArrayRef<char> object, std::string &error) {
  llvm::SmallString<128> path;
  if (std::error_code failed = llvm::sys::fs::createTemporaryFile("amaru", "so", path)) {
    error = failed.message();
    return nullptr;
  }
  bool linked = target::linkShared(object, path, error);
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  llvm::sys::fs::remove(path);
  if (!linked || !buffer)
    return nullptr;
  // The mapping outlives the name.
  return std::move(*buffer);
}

} // namespace amaru::driver
