// The stages for one function and what it reaches, and the C ABI under which the Python extension asks for them.
#include "driver/Function.h"
#include "driver/Kernels.h"

#include "parser/Parser.h"

#include "mlir/Pass/PassManager.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace amaru::driver {

namespace json = llvm::json;
using types::Kind;
using types::TypeId;

namespace {

constexpr const char *entrySymbol = "amaru_entry";
/// Sets the captured values that are no literals; called once, when the object is loaded.
constexpr const char *initSymbol = "amaru_init_";
/// A string in each shared object that says how to call it.
constexpr const char *infoSymbol = "amaru_function_info";

class FunctionCompilation : public sema::ModuleLoader {
public:
  FunctionCompilation() : engine(sources), sema(program, engine, *this) {}

  json::Object run(llvm::StringRef text) {
    std::string error;
    if (!readFunctionRequest(text, program.types, request, error))
      return internal(error);
    check();
    if (engine.hasErrors())
      return diagnosed();
    return request.stage.empty() ? object() : show();
  }

private:
  support::SourceManager sources;
  diag::Engine engine;
  typed::Program program;
  sema::Sema sema;
  FunctionRequest request;
  std::vector<typed::Module *> modules, namespaces;
  typed::Instance *instance = nullptr;
  std::vector<typed::Instance *> initializers;
  /// The stdlib's files that were read and those that were looked for in vain.
  launch::Entry inputs;
  std::unique_ptr<mlir::MLIRContext> context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  llvm::LLVMContext llvmContext;
  std::unique_ptr<llvm::Module> llvm;
  std::unique_ptr<llvm::TargetMachine> machine;
  target::CpuTargetOptions targetOptions;

  //===- Modules ------------------------------------------------------------------------------------------------===//

  std::unique_ptr<typed::Module> load(llvm::StringRef name, const typed::Module &) override {
    std::string relative = name.str();
    std::replace(relative.begin(), relative.end(), '.', '/');
    for (const char *suffix : {".py", "/__init__.py"}) {
      llvm::SmallString<256> path(stdlibFolder());
      llvm::sys::path::append(path, relative + suffix);
      auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
      if (!buffer) {
        inputs.absent.push_back(path.str().str());
        continue;
      }
      llvm::StringRef bytes = (*buffer)->getBuffer();
      inputs.files.push_back({path.str().str(), launch::hashBytes(bytes.data(), bytes.size())});
      auto result = parse(name.str(), path.str().str(), bytes.str());
      if (result)
        result->isStdlib = true;
      return result;
    }
    return nullptr;
  }

  std::unique_ptr<typed::Module> parse(std::string name, const std::string &path, std::string text) {
    const support::SourceBuffer *source = parser::readSource(sources, path, std::move(text), engine);
    if (!source)
      return nullptr;
    auto result = std::make_unique<typed::Module>();
    result->name = std::move(name);
    result->path = path;
    result->source = source;
    result->tree = parser::parse(*source, engine);
    return result;
  }

  /// The one function of a module that was made from a request.
  typed::Function *functionOf(typed::Module &owner, llvm::StringRef name) {
    auto entity = functionEntities.find({&owner, name.str()});
    return entity == functionEntities.end() ? nullptr : entity->second;
  }
  std::map<std::pair<typed::Module *, std::string>, typed::Function *> functionEntities;

  bool addModules() {
    // The number keeps names apart from those of the stdlib, and from each other.
    for (auto [i, function] : llvm::enumerate(request.functions)) {
      auto parsed = parse(std::to_string(i) + ":" + function.module, function.file, function.source);
      if (!parsed || engine.hasErrors())
        return false;
      typed::Module *added = sema.addModule(std::move(parsed));
      auto entity = added->entities.find(function.name);
      if (entity == added->entities.end() || program.types.kind(entity->second) != Kind::Function) {
        engine.report(diag::Id::Unsupported).arg("`" + function.name + "`, which is no `def`,");
        return false;
      }
      typed::Function *declared = program.functions[program.types[entity->second].entity].get();
      declared->options = function.options;
      functionEntities[{added, function.name}] = declared;
      // What the name means to the function itself is said by the bindings.
      added->entities.erase(entity);
      modules.push_back(added);
    }
    for (auto [i, space] : llvm::enumerate(request.namespaces)) {
      auto parsed = parse(std::to_string(i) + "::" + space.name, space.name, space.source);
      if (!parsed || engine.hasErrors())
        return false;
      namespaces.push_back(sema.addModule(std::move(parsed)));
    }
    auto initialize = [&](typed::Module *added) {
      if (!added->globals.empty())
        initializers.push_back(sema.checkTopLevel(*added));
    };
    llvm::for_each(modules, initialize);
    llvm::for_each(namespaces, initialize);
    for (auto [added, function] : llvm::zip(modules, request.functions))
      bind(*added, function.bindings);
    for (auto [added, space] : llvm::zip(namespaces, request.namespaces))
      bind(*added, space.bindings);
    return !engine.hasErrors();
  }

  void bind(typed::Module &owner, llvm::ArrayRef<FunctionRequest::Binding> bindings) {
    using BindingKind = FunctionRequest::Binding::Kind;
    for (const FunctionRequest::Binding &binding : bindings) {
      auto unavailable = [&](llvm::Twine what) { owner.unavailable[binding.name] = what.str(); };
      switch (binding.kind) {
      case BindingKind::Module:
        if (typed::Module *imported = sema.importModule(binding.text, owner))
          owner.entities[binding.name] = program.types.entity(Kind::Module, imported->index);
        else
          unavailable("the module `" + binding.text + "`");
        break;
      case BindingKind::Attribute:
        if (TypeId entity = attribute(binding.module, binding.text, owner))
          owner.entities[binding.name] = entity;
        else
          unavailable("`" + binding.module + "." + binding.text + "`");
        break;
      case BindingKind::Function: {
        typed::Function *function = functionOf(*modules[binding.index], request.functions[binding.index].name);
        owner.entities[binding.name] = program.types.entity(Kind::Function, function->index);
        break;
      }
      case BindingKind::Namespace:
        owner.entities[binding.name] = program.types.entity(Kind::Module, namespaces[binding.index]->index);
        break;
      case BindingKind::Constant: {
        auto global = std::make_unique<typed::Global>();
        global->name = binding.name;
        global->symbol = owner.name + "." + binding.name;
        global->module = &owner;
        global->type = binding.type;
        global->constant = binding.constant;
        owner.globals[binding.name] = std::move(global);
        break;
      }
      case BindingKind::Unavailable:
        unavailable(binding.text);
        break;
      }
    }
  }

  /// As `from MODULE import NAME` binds it; none if there is no such thing in the stdlib.
  TypeId attribute(llvm::StringRef moduleName, llvm::StringRef name, const typed::Module &importer) {
    types::TypeTable &types = program.types;
    typed::Module *owner = sema.importModule(moduleName, importer);
    if (owner)
      if (auto entity = owner->entities.find(name); entity != owner->entities.end())
        return entity->second;
    if (typed::Builtin builtin = typed::findBuiltin(moduleName, name); builtin != typed::Builtin::None)
      return types.entity(Kind::Builtin, uint32_t(builtin));
    TypeId scalar = types::scalarByName(types, name);
    if (types.isNumber(scalar) && (moduleName == "numpy" || moduleName == "amaru" || moduleName == "builtins"))
      return types.dtype(scalar);
    return {};
  }

  //===- Stages -------------------------------------------------------------------------------------------------===//

  void check() {
    if (!addModules())
      return;
    types::TypeTable &types = program.types;
    typed::Function &function = *functionOf(*modules[0], request.functions[0].name);
    llvm::SmallVector<TypeId> params = request.arguments;
    for (auto [i, param] : llvm::enumerate(function.params)) {
      if (i >= params.size())
        break;
      TypeId declared = request.declared[i];
      if (!declared)
        continue;
      if (!types::isConvertible(types, params[i], declared)) {
        engine.report(diag::Id::ArgumentMismatch, function.module->tree.range(param.node))
            .arg(function.name)
            .arg(param.name)
            .arg(types.name(declared))
            .arg(types.name(params[i]));
        return;
      }
      // An annotation says dtype and rank; the layout stays the argument's own.
      if (!(types.isArray(declared) && types[declared].layout == types::Layout::Strided))
        params[i] = declared;
    }
    instance = sema.instantiateEntry(function, params);
    checkKernels(program, engine);
  }

  bool lower(codegen::CpuStage stage) {
    mlir::DialectRegistry registry;
    codegen::registerCpuDialects(registry);
    context = std::make_unique<mlir::MLIRContext>(registry, mlir::MLIRContext::Threading::DISABLED);
    context->loadAllAvailableDialects();
    llvm::SmallVector<emit::EntryPoint> entries{{entrySymbol, instance}};
    for (auto [i, initializer] : llvm::enumerate(initializers))
      entries.push_back({initSymbol + std::to_string(i), initializer});
    module = emit::emitProgram(program, entries, {}, *context);
    codegen::CpuOptions pipeline;
    pipeline.stopAfter = stage;
    // Without a machine there will be no code either, and its error is told then.
    if (std::string error; (machine = target::createCpuTargetMachine(targetOptions, error)))
      pipeline.vectorBytes = target::vectorBytes(*machine, targetOptions);
    mlir::PassManager passes(context.get());
    codegen::buildCpuPipeline(passes, pipeline);
    return mlir::succeeded(passes.run(*module));
  }

  /// The LLVM module, optimised.
  bool optimize(std::string &error) {
    if (!lower(codegen::CpuStage::Llvm)) {
      error = "a pass failed";
      return false;
    }
    llvm = codegen::translateToLlvm(*module, llvmContext);
    if (!llvm) {
      error = "the function has no translation to LLVM";
      return false;
    }
    if (!machine && !(machine = target::createCpuTargetMachine(targetOptions, error)))
      return false;
    target::optimize(*llvm, *machine, targetOptions);
    return true;
  }

  //===- Replies ------------------------------------------------------------------------------------------------===//

  static json::Object internal(llvm::StringRef text) { return json::Object({{"status", "internal"}, {"text", text}}); }

  json::Object diagnosed() {
    engine.removeDuplicates();
    std::string text;
    llvm::raw_string_ostream out(text);
    diag::renderText(out, engine);
    llvm::StringRef pythonClass;
    for (const diag::Diagnostic &diagnostic : engine.diagnostics())
      if (diagnostic.severity() == diag::Severity::Error) {
        pythonClass = diag::info(diagnostic.id).pythonClass;
        break;
      }
    return json::Object({{"status", "error"}, {"class", pythonClass}, {"text", text}});
  }

  json::Object show() {
    std::string text, error;
    llvm::raw_string_ostream out(text);
    const std::string &stage = request.stage;
    if (stage == "llvm" || stage == "asm") {
      if (!optimize(error))
        return internal(error);
      if (stage == "llvm") {
        llvm->print(out, nullptr);
      } else {
        llvm::SmallVector<char, 0> assembly;
        if (!target::emit(*llvm, *machine, target::OutputKind::Assembly, assembly, error))
          return internal(error);
        text.assign(assembly.begin(), assembly.end());
      }
    } else {
      if (!lower(stage == "amaru"   ? codegen::CpuStage::Amaru
                 : stage == "loops" ? codegen::CpuStage::Loops
                                    : codegen::CpuStage::Llvm))
        return internal("a pass failed");
      module->print(out);
    }
    return json::Object({{"status", "ok"}, {"text", text}});
  }

  /// How the entry point is called, and what the caller should know of it.
  std::string describe() {
    auto uses = [&](llvm::StringRef prefix) {
      return llvm::any_of(llvm->global_values(), [&](const llvm::GlobalValue &value) {
        return value.isDeclaration() && !value.use_empty() && value.getName().starts_with(prefix);
      });
    };
    json::Array params, writes;
    for (TypeId param : instance->params)
      params.push_back(typeToJson(program.types, param));
    for (size_t i = 0; i < instance->params.size(); ++i)
      writes.push_back(i < instance->writesParam.size() && instance->writesParam[i]);
    json::Object info{
        {"params", std::move(params)},
        {"result", typeToJson(program.types, instance->result)},
        {"writes", std::move(writes)},
        {"initializers", int64_t(initializers.size())},
        {"prints", uses("amaru_rt_write_")},
        {"parallel", uses("amaru_rt_parallel_for")},
        // Loops of unknown length poll, recursive functions look at the stack.
        {"long", uses("amaru_rt_poll") || uses("amaru_rt_interrupted") || uses("amaru_rt_stack_limit")},
    };
    std::string text;
    llvm::raw_string_ostream(text) << json::Value(std::move(info));
    return text;
  }

  json::Object object() {
    std::string error;
    if (!optimize(error))
      return internal(error);
    auto *info = llvm::ConstantDataArray::getString(llvmContext, describe());
    auto *variable = new llvm::GlobalVariable(*llvm, info->getType(), /*isConstant=*/true,
                                              llvm::GlobalValue::ExternalLinkage, info, infoSymbol);
    variable->setAlignment(llvm::Align(1));
    llvm::SmallVector<char, 0> machineCode;
    if (!target::emit(*llvm, *machine, target::OutputKind::Object, machineCode, error))
      return internal(error);
    int descriptor = link(machineCode, error);
    if (descriptor < 0)
      return internal(error);
    json::Array files, absent;
    for (const auto &[path, hash] : inputs.files)
      files.push_back(json::Array{path, hash});
    for (const std::string &path : inputs.absent)
      absent.push_back(path);
    return json::Object(
        {{"status", "ok"}, {"object", descriptor}, {"files", std::move(files)}, {"absent", std::move(absent)}});
  }

  /// Links an object; an open descriptor of the shared object, which has no name on disk.
  int link(llvm::ArrayRef<char> machineCode, std::string &error) {
    llvm::SmallString<128> path;
    if (std::error_code failed = llvm::sys::fs::createTemporaryFile("amaru", "so", path)) {
      error = failed.message();
      return -1;
    }
    int descriptor = -1;
    if (target::linkShared(machineCode, path, error)) {
      llvm::Expected<llvm::sys::fs::file_t> file = llvm::sys::fs::openNativeFileForRead(path);
      if (file)
        descriptor = *file;
      else
        error = llvm::toString(file.takeError());
    }
    llvm::sys::fs::remove(path);
    return descriptor;
  }
};

std::string compileFunction(llvm::StringRef request) {
  // Programs may nest deeply, and a fault of LLVM must not end the caller's process.
  constexpr unsigned stackBytes = 512u << 20;
  json::Object reply;
  llvm::CrashRecoveryContext::Enable();
  llvm::CrashRecoveryContext recovery;
  bool survived = recovery.RunSafelyOnThread([&] { reply = FunctionCompilation().run(request); }, stackBytes);
  llvm::CrashRecoveryContext::Disable();
  if (!survived)
    reply = json::Object{{"status", "internal"}, {"text", "the compiler crashed"}};
  std::string text;
  llvm::raw_string_ostream(text) << json::Value(std::move(reply));
  return text;
}

} // namespace
} // namespace amaru::driver

/// Answers a request. The reply is the caller's, who frees it with amaru_compiler_free.
extern "C" __attribute__((visibility("default"))) void amaru_compiler_function(const char *request, size_t requestBytes,
                                                                               char **reply, size_t *replyBytes) {
  static std::mutex oneAtATime;
  std::lock_guard<std::mutex> guard(oneAtATime);
  std::string text = amaru::driver::compileFunction({request, requestBytes});
  *replyBytes = text.size();
  *reply = static_cast<char *>(std::malloc(text.size() + 1));
  std::memcpy(*reply, text.c_str(), text.size() + 1);
}

extern "C" __attribute__((visibility("default"))) void amaru_compiler_free(char *reply) { std::free(reply); }
