// Where modules are found: as in Python the folder of the program comes first, then the stdlib.
#include "driver/Loader.h"

#include "parser/Parser.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <dlfcn.h>

namespace amaru::driver {

std::string stdlibFolder() {
  Dl_info info;
  if (!dladdr(reinterpret_cast<void *>(&stdlibFolder), &info) || !info.dli_fname)
    return "";
  llvm::SmallString<256> path;
  if (llvm::sys::fs::real_path(info.dli_fname, path))
    return "";
  llvm::sys::path::remove_filename(path);
  llvm::sys::path::append(path, "amaru", "stdlib");
  return path.str().str();
}

std::unique_ptr<typed::Module> Loader::read(const std::string &path, llvm::StringRef name) {
  // Volatile: read rather than mapped, since somebody may write to it meanwhile.
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false,
                                            /*IsVolatile=*/true);
  if (!buffer) {
    engine.report(diag::Id::CannotRead).arg(path).arg(buffer.getError().message());
    return nullptr;
  }
  llvm::StringRef bytes = (*buffer)->getBuffer();
  entry.files.push_back({path, launch::hashBytes(bytes.data(), bytes.size())});
  return parse(bytes.str(), path, name);
}

std::unique_ptr<typed::Module> Loader::parse(std::string text, const std::string &path, llvm::StringRef name) {
  const support::SourceBuffer *source = parser::readSource(sources, path, std::move(text), engine);
  if (!source)
    return nullptr;
  auto module = std::make_unique<typed::Module>();
  module->name = name.str();
  module->path = path;
  module->source = source;
  // What is typed into the REPL may use all of Amaru's syntax.
  bool isAmaru = llvm::StringRef(path).ends_with(".amaru") || path == "<stdin>";
  module->tree = parser::parse(*source, engine, {.supersetSyntax = isAmaru});
  return module;
}

std::unique_ptr<typed::Module> Loader::probe(llvm::StringRef name, llvm::StringRef folder) {
  std::string relative = name.str();
  std::replace(relative.begin(), relative.end(), '.', '/');
  for (const char *suffix : {".py", "/__init__.py"}) {
    llvm::SmallString<256> path(folder);
    llvm::sys::path::append(path, relative + suffix);
    if (llvm::sys::fs::exists(path))
      return read(path.str().str(), name);
    entry.absent.push_back(path.str().str());
  }
  return nullptr;
}

std::unique_ptr<typed::Module> Loader::find(llvm::StringRef name, llvm::StringRef folder) {
  if (!folder.empty())
    if (auto found = probe(name, folder))
      return found;
  auto found = probe(name, stdlibFolder());
  if (found)
    found->isStdlib = true;
  return found;
}

} // namespace amaru::driver
