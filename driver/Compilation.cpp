// The stages in their order, and where modules are found.
#include "driver/Compilation.h"
#include "driver/Kernels.h"

#include "parser/Parser.h"

#include "mlir/Dialect/LLVMIR/Transforms/Passes.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
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
  // Volatile: read rather than mapped, since somebody may write to it meanwhile.
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false,
                                            /*IsVolatile=*/true);
  if (!buffer) {
    engine.report(diag::Id::CannotRead).arg(path).arg(buffer.getError().message());
    return nullptr;
  }
  llvm::StringRef bytes = (*buffer)->getBuffer();
  entry.files.push_back({path, launch::hashBytes(bytes.data(), bytes.size())});
  return parseModule(bytes.str(), path, name);
}

std::unique_ptr<typed::Module> Compilation::parseModule(std::string text, const std::string &path,
                                                        llvm::StringRef name) {
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

bool Compilation::parseText(std::string text, const std::string &path, llvm::StringRef moduleName) {
  parsed = parseModule(std::move(text), path, moduleName);
  root = parsed.get();
  return root && !engine.hasErrors();
}

bool Compilation::parse(const std::string &path, llvm::StringRef moduleName) {
  parsed = readModule(path, moduleName);
  root = parsed.get();
  return root && !engine.hasErrors();
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
                   name.starts_with("amaru.") || name == "math" || importer.isStdlib;
  if (!isPrivate) {
    llvm::StringRef folder = llvm::sys::path::parent_path(root->path);
    if (auto found = probe(folder.empty() ? "." : folder, /*isStdlib=*/false))
      return found;
  }
  return probe(stdlibFolder(), /*isStdlib=*/true);
}

//===- Stages ---------------------------------------------------------------------------------------------------===//

void Compilation::bind(bool isProgram) {
  sema = std::make_unique<sema::Sema>(program, engine, *this);
  if (isProgram)
    program.main = root;
  sema->addModule(std::move(parsed));
}

bool Compilation::check() {
  if (!sema)
    bind(/*isProgram=*/root->name == "__main__");
  sema->checkTopLevel(*root);
  return checkKernels(program, engine);
}

typed::Instance *Compilation::instantiate(llvm::StringRef signature) {
  // A signature reads as a call.
  typed::Module text;
  text.source = &sources.add("--function", signature.str());
  text.tree = parser::parse(*text.source, engine);
  if (engine.hasErrors())
    return nullptr;
  const ast::Tree &tree = text.tree;
  auto body = tree.as<ast::Module>(tree.root()).body();
  auto statement = body.size() == 1 ? tree.dyn<ast::Expr>(body[0]) : std::nullopt;
  auto call = statement ? tree.dyn<ast::Call>(statement->value()) : std::nullopt;
  auto name = call ? tree.dyn<ast::Name>(call->func()) : std::nullopt;
  if (!name) {
    engine.report(diag::Id::InvalidSyntax, tree.range(tree.root())).hint("a signature is written `f(f64[:,:], int)`");
    return nullptr;
  }
  auto entity = root->entities.find(name->id());
  if (entity == root->entities.end() || program.types.kind(entity->second) != types::Kind::Function) {
    engine.report(diag::Id::UndefinedName, name->range()).arg(name->id());
    return nullptr;
  }
  llvm::SmallVector<types::TypeId> params;
  for (ast::NodeId argument : call->args())
    params.push_back(sema->annotationType(text, argument));
  typed::Function &function = *program.functions[program.types[entity->second].entity];
  if (params.size() != function.params.size())
    engine.report(diag::Id::TooManyArguments, call->range())
        .arg(name->id())
        .arg(std::to_string(function.params.size()) + " positional arguments")
        .arg(std::to_string(params.size()) + " were given");
  if (engine.hasErrors())
    return nullptr;
  typed::Instance *instance = sema->instantiateEntry(function, params);
  return checkKernels(program, engine) ? instance : nullptr;
}

namespace {

/// The begin of each op's range as its location: all that LLVM's line tables can hold.
void simplifyLocations(mlir::ModuleOp module) {
  module.walk([](mlir::Operation *op) {
    if (auto range = op->getLoc()->findInstanceOf<mlir::FileLineColRange>())
      op->setLoc(mlir::FileLineColLoc::get(range.getFilename(), range.getStartLine(), range.getStartColumn()));
  });
}

} // namespace

mlir::ModuleOp Compilation::lower(codegen::CpuStage stage) {
  mlir::DialectRegistry registry;
  codegen::registerCpuDialects(registry);
  context = std::make_unique<mlir::MLIRContext>(registry, mlir::MLIRContext::Threading::DISABLED);
  context->loadAllAvailableDialects();
  // Words of passes are for whoever mends the compiler.
  mlir::ScopedDiagnosticHandler quiet(context.get(), [&](mlir::Diagnostic &diagnostic) {
    if (diagnostic.getSeverity() == mlir::DiagnosticSeverity::Error)
      passErrors += (passErrors.empty() ? "" : "; ") + diagnostic.str();
    return mlir::success();
  });
  if (entries.empty())
    entries = {{"amaru_main", root->topLevelInstance}};
  module = emit::emitProgram(program, entries, options.emit, *context);
  codegen::CpuOptions pipeline = options.pipeline;
  pipeline.stopAfter = stage;
  // Without a machine there will be no code either, and its error is told then.
  if (std::string error; targetMachine(error))
    pipeline.vectorBytes = target::vectorBytes(*machine, options.target);
  mlir::PassManager passes(context.get());
  codegen::buildCpuPipeline(passes, pipeline);
  if (mlir::failed(passes.run(*module)))
    return {};
  if (!options.lineTables || stage != codegen::CpuStage::Llvm)
    return *module;
  simplifyLocations(*module);
  mlir::PassManager lines(context.get());
  lines.addPass(mlir::LLVM::createDIScopeForLLVMFuncOpPass());
  return mlir::succeeded(lines.run(*module)) ? *module : mlir::ModuleOp();
}

llvm::Module *Compilation::llvmModule(std::string &error) {
  mlir::ModuleOp lowered = lower(codegen::CpuStage::Llvm);
  if (!lowered) {
    error = "a pass failed: " + passErrors;
    return nullptr;
  }
  llvm = codegen::translateToLlvm(lowered, llvmContext);
  if (!llvm)
    error = "the program has no translation to LLVM";
  return llvm.get();
}

llvm::TargetMachine *Compilation::targetMachine(std::string &error) {
  if (!machine)
    machine = target::createCpuTargetMachine(options.target, error);
  return machine.get();
}

bool Compilation::optimize(std::string &error) {
  if (!targetMachine(error))
    return false;
  target::optimize(*llvm, *machine, options.target);
  return true;
}

bool Compilation::emitCode(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error) {
  return targetMachine(error) && target::emit(*llvm, *machine, kind, output, error);
}

bool Compilation::compile(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error) {
  return llvmModule(error) && optimize(error) && emitCode(kind, output, error);
}

void Compilation::printDiagnostics() {
  engine.removeDuplicates();
  if (options.jsonErrors)
    diag::renderJson(llvm::errs(), engine);
  else
    diag::renderText(llvm::errs(), engine, {.colour = bool(isatty(2))});
}

} // namespace amaru::driver
