// The stages in their order, and where modules are found.
#include "driver/Compilation.h"

#include "parser/Parser.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"
#include <dlfcn.h>
#include <unistd.h>

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

Compilation::Compilation(Options options) : options(std::move(options)), engine(sources) {}
Compilation::~Compilation() = default;

//===- Reading --------------------------------------------------------------------------------------------------===//

std::unique_ptr<typed::Module> Compilation::readModule(const std::string &path, llvm::StringRef name) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer) {
    engine.report(diag::Id::CannotRead).arg(path).arg(buffer.getError().message());
    return nullptr;
  }
  llvm::StringRef bytes = (*buffer)->getBuffer();
  entry.files.push_back({path, launch::hashBytes(bytes.data(), bytes.size())});
  const support::SourceBuffer *source = parser::readSource(sources, path, bytes.str(), engine);
  if (!source)
    return nullptr;
  auto module = std::make_unique<typed::Module>();
  module->name = name.str();
  module->path = path;
  module->source = source;
  module->tree = parser::parse(*source, engine, {.supersetSyntax = llvm::StringRef(path).ends_with(".amaru")});
  return module;
}

bool Compilation::parse(const std::string &path) {
  if (llvm::sys::fs::is_directory(path)) {
    engine.report(diag::Id::CannotRead).arg(path).arg("Is a directory");
    return false;
  }
  parsedMain = readModule(path, "__main__");
  return parsedMain && !engine.hasErrors();
}

std::unique_ptr<typed::Module> Compilation::load(llvm::StringRef name, const typed::Module &importer) {
  std::string relative = name.str();
  std::replace(relative.begin(), relative.end(), '.', '/');
  auto probe = [&](llvm::StringRef folder, bool isStdlib) -> std::unique_ptr<typed::Module> {
    for (const char *suffix : {".py", "/__init__.py"}) {
      llvm::SmallString<256> path(folder);
      llvm::sys::path::append(path, relative + suffix);
      if (!llvm::sys::fs::exists(path)) {
        entry.absent.push_back(path.str().str());
        continue;
      }
      auto module = readModule(path.str().str(), name);
      if (module)
        module->isStdlib = isStdlib;
      return module;
    }
    return nullptr;
  };
  // As in Python, the folder of the program comes first; what the compiler itself asks for is the stdlib's.
  bool isPrivate = name == "builtins" || name == "primitive" || name.starts_with("numpy") || name == "amaru" ||
                   name == "math" || importer.isStdlib;
  if (!isPrivate) {
    llvm::StringRef folder = llvm::sys::path::parent_path(program.main->path);
    if (auto found = probe(folder.empty() ? "." : folder, /*isStdlib=*/false))
      return found;
  }
  return probe(stdlibFolder(), /*isStdlib=*/true);
}

//===- Stages ---------------------------------------------------------------------------------------------------===//

bool Compilation::check() {
  if (sema)
    return !engine.hasErrors();
  sema = std::make_unique<sema::Sema>(program, engine, *this);
  program.main = parsedMain.get();
  sema->addModule(std::move(parsedMain));
  sema->checkTopLevel(*program.main);
  return !engine.hasErrors();
}

mlir::ModuleOp Compilation::lower(codegen::CpuStage stage) {
  mlir::DialectRegistry registry;
  codegen::registerCpuDialects(registry);
  context = std::make_unique<mlir::MLIRContext>(registry, mlir::MLIRContext::Threading::DISABLED);
  context->loadAllAvailableDialects();
  const emit::EntryPoint entries[] = {{"amaru_main", program.main->topLevelInstance}};
  module = emit::emitProgram(program, entries, options.emit, *context);
  codegen::CpuOptions pipeline = options.pipeline;
  pipeline.stopAfter = stage;
  mlir::PassManager passes(context.get());
  codegen::buildCpuPipeline(passes, pipeline);
  return mlir::succeeded(passes.run(*module)) ? *module : mlir::ModuleOp();
}

llvm::Module *Compilation::llvmModule(std::string &error) {
  mlir::ModuleOp lowered = lower(codegen::CpuStage::Llvm);
  if (!lowered) {
    error = "a pass failed";
    return nullptr;
  }
  llvm = codegen::translateToLlvm(lowered, llvmContext);
  if (!llvm)
    error = "the program has no translation to LLVM";
  return llvm.get();
}

bool Compilation::compile(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error) {
  if (!llvmModule(error))
    return false;
  std::unique_ptr<llvm::TargetMachine> machine = target::createCpuTargetMachine(options.target, error);
  return machine && target::optimizeAndEmit(*llvm, *machine, options.target, kind, output, error);
}

void Compilation::printDiagnostics() {
  engine.removeDuplicates();
  if (options.jsonErrors)
    diag::renderJson(llvm::errs(), engine);
  else
    diag::renderText(llvm::errs(), engine, {.colour = bool(isatty(2))});
}

} // namespace amaru::driver
