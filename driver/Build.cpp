// `amaru build FILE -o OUT [--emit=K]`: machine code for use without the compiler.
//
// An executable runs the file as __main__. Everything else is a module of C functions (driver/Exports.h).
#include "driver/Commands.h"
#include "driver/Exports.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/ArchiveWriter.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace amaru::driver {

namespace {

constexpr llvm::StringLiteral kinds[] = {"exe", "shared", "static", "object", "header", "llvm", "asm"};

using Code = llvm::SmallVector<char, 0>;

/// Where libamaru-rt.so lies.
std::string runtimeFolder() { return llvm::sys::path::parent_path(llvm::sys::path::parent_path(stdlibFolder())).str(); }

/// int main(int argc, char **argv): what `amaru run` does with the program.
void defineMain(llvm::Module &module) {
  llvm::IRBuilder<> b(module.getContext());
  llvm::Type *i32 = b.getInt32Ty(), *pointer = b.getPtrTy();
  auto *function = llvm::Function::Create(llvm::FunctionType::get(i32, {i32, pointer}, false),
                                          llvm::GlobalValue::ExternalLinkage, "main", module);
  b.SetInsertPoint(llvm::BasicBlock::Create(module.getContext(), "", function));
  auto start = module.getOrInsertFunction("amaru_rt_start", b.getVoidTy(), i32, pointer);
  auto program = module.getOrInsertFunction("amaru_main", i32, pointer, pointer);
  auto finish = module.getOrInsertFunction("amaru_rt_finish", i32);
  llvm::Value *null = llvm::ConstantPointerNull::get(b.getPtrTy());
  b.CreateCall(start, {function->getArg(0), function->getArg(1)});
  b.CreateCall(program, {null, null});
  b.CreateRet(b.CreateCall(finish));
}

int linkProgram(const Code &object, const std::string &path) {
  target::ExecutableOptions options;
  options.libraryPaths = {runtimeFolder()};
  // Beside the executable first, so that both can be moved together.
  options.runPaths = {"$ORIGIN", "$ORIGIN/../lib", runtimeFolder()};
  options.libraries = {"amaru-rt"};
  std::string error;
  return target::linkExecutable(llvm::ArrayRef<char>(object), path, options, error)
             ? 0
             : failure("cannot link " + path + ": " + error);
}

int linkModule(const Code &object, const std::string &path) {
  auto runtime = llvm::MemoryBuffer::getFile(runtimeFolder() + "/libamaru-rt.so");
  if (!runtime)
    return failure("cannot read the runtime library: " + runtime.getError().message());
  // The linker notes that the module needs this library.
  llvm::StringRef bytes = (*runtime)->getBuffer();
  std::string error;
  return target::linkShared({llvm::ArrayRef<char>(object), llvm::ArrayRef<char>(bytes.data(), bytes.size())}, path,
                            error)
             ? 0
             : failure("cannot link " + path + ": " + error);
}

int writeArchive(const Code &object, const std::string &path) {
  std::string member = llvm::sys::path::stem(path).str() + ".o";
  llvm::NewArchiveMember file(llvm::MemoryBufferRef({object.data(), object.size()}, member));
  llvm::Error failed =
      llvm::writeArchive(path, file, llvm::SymtabWritingMode::NormalSymtab, llvm::object::Archive::K_GNU,
                         /*Deterministic=*/true, /*Thin=*/false);
  return failed ? failure("cannot write " + path + ": " + llvm::toString(std::move(failed))) : 0;
}

/// The module as an object or a text, from LLVM's form of it.
int writeModule(Compilation &compilation, llvm::Module &module, const Arguments &arguments) {
  const std::string &kind = arguments.emitKind, &path = arguments.output;
  std::string error;
  if (!compilation.optimize(error))
    return internalError(error);
  if (kind == "llvm") {
    std::string text;
    llvm::raw_string_ostream out(text);
    module.print(out, nullptr);
    return writeOutput(text, path);
  }
  Code code;
  if (!compilation.emitCode(kind == "asm" ? target::OutputKind::Assembly : target::OutputKind::Object, code, error))
    return internalError(error);
  return kind == "exe"      ? linkProgram(code, path)
         : kind == "shared" ? linkModule(code, path)
         : kind == "static" ? writeArchive(code, path)
                            : writeOutput({code.data(), code.size()}, path);
}

int buildProgram(const Arguments &arguments) {
  Compilation compilation(arguments.options);
  if (int failed = prepare(compilation, arguments.files[0]))
    return failed;
  std::string error;
  llvm::Module *module = compilation.llvmModule(error);
  if (!module)
    return internalError(error);
  defineMain(*module);
  return writeModule(compilation, *module, arguments);
}

int buildModule(const Arguments &arguments) {
  Compilation compilation(arguments.options);
  if (int failed = prepare(compilation, arguments.files[0], moduleNameOf(arguments.files[0])))
    return failed;
  std::vector<Export> exports = findExports(compilation);
  compilation.printDiagnostics();
  if (compilation.diagnostics().hasErrors())
    return 1;
  const types::TypeTable &types = compilation.typedProgram().types;
  if (arguments.emitKind == "header")
    return writeOutput(exportsHeader(compilation.mainModule().name, exports, types), arguments.output);
  setExportEntries(compilation, exports);
  std::string error;
  llvm::Module *module = compilation.llvmModule(error);
  if (!module)
    return internalError(error);
  defineExports(*module, exports, types);
  return writeModule(compilation, *module, arguments);
}

} // namespace

int build(const Arguments &arguments) {
  if (arguments.files.size() != 1 || arguments.output.empty())
    return usageError("build: one file and `-o OUT` are needed");
  const std::string &kind = arguments.emitKind;
  if (kind == "ptx" || kind == "cubin" || kind == "amdgcn")
    return usageError("build: --emit=" + kind + " is not in this version");
  if (!llvm::is_contained(kinds, kind))
    return usageError("build: --emit is one of " + llvm::join(std::begin(kinds), std::end(kinds), ", "));
  return kind == "exe" ? buildProgram(arguments) : buildModule(arguments);
}

} // namespace amaru::driver
