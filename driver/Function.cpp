// The stages for one function and what it reaches, and the C ABI under which the Python extension asks for them.
#include "driver/Function.h"
#include "driver/Commands.h"
#include "driver/Explain.h"
#include "driver/Kernels.h"

#include "lang/ast/Build.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <mutex>

namespace amaru::driver {

namespace json = llvm::json;
using types::Kind;
using types::TypeId;

namespace {

constexpr const char *entrySymbol = "amaru_entry";
/// Sets the captured values that are no literals; called once, when the object is loaded.
constexpr const char *initSymbol = "amaru_init_";
/// Stores the captured arrays in their slots; called once for each private copy of the object.
constexpr const char *captureSymbol = "amaru_capture";
/// A string in each shared object that says how to call it.
constexpr const char *infoSymbol = "amaru_function_info";

class FunctionCompilation : public sema::ModuleLoader {
public:
  FunctionCompilation() : engine(sources), loader(sources, engine), sema(program, engine, *this) {}

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
  Loader loader;
  typed::Program program;
  sema::Sema sema;
  FunctionRequest request;
  std::vector<typed::Module *> modules, namespaces;
  typed::Instance *instance = nullptr;
  std::vector<typed::Instance *> initializers;
  typed::Instance *capture = nullptr;
  Backend backend{{}, program};

  //===- Modules ------------------------------------------------------------------------------------------------===//

  std::unique_ptr<typed::Module> load(llvm::StringRef name, const typed::Module &) override {
    return loader.find(name);
  }

  /// The one function of a module that was made from a request.
  typed::Function *functionOf(typed::Module &owner, llvm::StringRef name) {
    auto entity = functionEntities.find({&owner, name.str()});
    return entity == functionEntities.end() ? nullptr : entity->second;
  }
  std::map<std::pair<typed::Module *, std::string>, typed::Function *> functionEntities;

  /// A text that is a lambda becomes the function `<lambda>`.
  static void nameLambda(ast::Tree &tree) {
    llvm::ArrayRef<ast::NodeId> body = tree.as<ast::Module>(tree.root()).body();
    auto expression = body.empty() ? std::nullopt : tree.dyn<ast::Expr>(body[0]);
    auto lambda = expression ? tree.dyn<ast::Lambda>(expression->value()) : std::nullopt;
    if (!lambda)
      return;
    support::SourceRange range = tree.range(lambda->body());
    ast::replaceByFunction(tree, "<lambda>", lambda->args(),
                           ast::make<ast::Return>(tree, range.begin, range.end, lambda->body()));
  }

  bool addModules() {
    // The number keeps names apart from those of the stdlib, and from each other.
    for (auto [i, function] : llvm::enumerate(request.functions)) {
      auto parsed = loader.parse(function.source, function.file, std::to_string(i) + ":" + function.module);
      if (!parsed || engine.hasErrors())
        return false;
      nameLambda(parsed->tree);
      parsed->ignoresAnnotations = function.ignoresAnnotations;
      typed::Module *added = sema.addModule(std::move(parsed));
      auto entity = added->entities.find(function.name);
      if (entity == added->entities.end() || program.types.kind(entity->second) != Kind::Function) {
        engine.report(diag::Id::Unsupported).arg("`" + function.name + "`, which is no `def`,");
        return false;
      }
      typed::Function *declared = program.functions[program.types[entity->second].entity].get();
      declared->options = function.options;
      declared->signatures = function.signatures;
      functionEntities[{added, function.name}] = declared;
      // What the name means to the function itself is said by the bindings.
      added->entities.erase(entity);
      modules.push_back(added);
    }
    for (auto [i, space] : llvm::enumerate(request.namespaces)) {
      auto parsed = loader.parse(space.source, space.name, std::to_string(i) + "::" + space.name);
      if (!parsed || engine.hasErrors())
        return false;
      namespaces.push_back(sema.addModule(std::move(parsed)));
    }
    for (auto [added, function] : llvm::zip(modules, request.functions))
      bindDefaults(*functionOf(*added, function.name), function.defaults);
    auto initialize = [&](typed::Module *added) {
      if (!added->globals.empty())
        initializers.push_back(sema.checkTopLevel(*added));
    };
    llvm::for_each(modules, initialize);
    llvm::for_each(namespaces, initialize);
    addCapture();
    for (auto [added, function] : llvm::zip(modules, request.functions))
      bind(*added, function.bindings);
    for (auto [added, space] : llvm::zip(namespaces, request.namespaces))
      bind(*added, space.bindings);
    return !engine.hasErrors();
  }

  static std::string capturedName(unsigned index) { return "captured" + std::to_string(index); }

  /// A slot of a captured array, seen by a module under a name.
  void addSlot(typed::Module &owner, const std::string &name, unsigned index) {
    auto global = std::make_unique<typed::Global>();
    global->name = name;
    global->symbol = "capture." + capturedName(index);
    global->module = &owner;
    global->type = request.captured[index];
    global->origin = owner.tree.root();
    owner.globals[name] = std::move(global);
  }

  /// The function that stores the captured arrays in their slots.
  void addCapture() {
    if (request.captured.empty())
      return;
    std::string params, names, stores;
    for (unsigned i = 0; i < request.captured.size(); ++i) {
      params += "array" + std::to_string(i) + ", ";
      names += (i ? ", " : "") + capturedName(i);
      stores += "    " + capturedName(i) + " = array" + std::to_string(i) + "\n";
    }
    typed::Module *added = sema.addModule(
        loader.parse("def capture(" + params + "):\n    global " + names + "\n" + stores, "<capture>", "capture"));
    for (unsigned i = 0; i < request.captured.size(); ++i)
      addSlot(*added, capturedName(i), i);
    capture = sema.instantiate(*program.functions[program.types[added->entities["capture"]].entity], request.captured);
  }

  /// Gives parameters the values of their defaults, in the place of the text that Python evaluated.
  void bindDefaults(typed::Function &function, llvm::ArrayRef<FunctionRequest::Binding> bindings) {
    using BindingKind = FunctionRequest::Binding::Kind;
    for (const FunctionRequest::Binding &binding : bindings) {
      auto param = llvm::find_if(function.params, [&](const typed::Param &p) { return p.name == binding.name; });
      if (param == function.params.end())
        continue;
      if (typed::Global *text = std::exchange(param->slot, nullptr))
        function.module->globals.erase(text->symbol);
      if (binding.kind == BindingKind::Array) {
        std::string slot = "default." + binding.name;
        addSlot(*function.module, slot, binding.index);
        param->slot = function.module->globals[slot].get();
      } else if (binding.kind == BindingKind::Constant) {
        param->boundDefault = {binding.type, binding.constant};
      } else if (binding.kind == BindingKind::Function) {
        typed::Function *value = functionOf(*modules[binding.index], request.functions[binding.index].name);
        param->boundDefault = {program.types.entity(Kind::Function, value->index), {}};
      } else if (TypeId entity = binding.kind == BindingKind::Attribute
                                     ? attribute(binding.module, binding.text, *function.module)
                                     : TypeId{}) {
        param->boundDefault = {entity, {}};
      } else {
        param->unavailableDefault = binding.text;
      }
    }
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
      case BindingKind::Array:
        addSlot(owner, binding.name, binding.index);
        break;
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

  /// Whether an argument may be passed where a type is declared. Lists are copied, so that their elements can be converted.
  bool isAccepted(TypeId given, TypeId declared) {
    types::TypeTable &types = program.types;
    if (types.isList(given) && types.isList(declared)) {
      TypeId element = types[given].elements[0];
      return types.kind(element) == Kind::Never || isAccepted(element, types[declared].elements[0]);
    }
    return types::isConvertible(types, given, declared);
  }

  /// The arguments, or with lists among them, the types of the first signature whose lists they can be copied to.
  llvm::ArrayRef<TypeId> listsConverted(const typed::Function &function, llvm::ArrayRef<TypeId> given) {
    if (llvm::any_of(given, [&](TypeId type) { return program.types.isList(type); }))
      for (const typed::Signature &signature : function.signatures)
        if (signature.params.size() == given.size() && llvm::all_of(llvm::zip(given, signature.params), [&](auto pair) {
              return isAccepted(std::get<0>(pair), std::get<1>(pair));
            }))
          return signature.params;
    return given;
  }

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
      if (!isAccepted(params[i], declared)) {
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
    instance = sema.instantiateEntry(function, listsConverted(function, params));
    checkKernels(program, engine);
  }

  Backend &ready() {
    if (backend.hasEntries())
      return backend;
    std::vector<emit::EntryPoint> entries{{entrySymbol, instance}};
    for (auto [i, initializer] : llvm::enumerate(initializers))
      entries.push_back({initSymbol + std::to_string(i), initializer});
    if (capture)
      entries.push_back({captureSymbol, capture});
    backend.setEntries(std::move(entries));
    return backend;
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
    if (stage == "explain") {
      text = explainModule(*modules[0], program, emit::Options(), ready(), error);
    } else if (stage == "llvm") {
      if (llvm::Module *module = ready().llvmModule(error); module && backend.optimize(error))
        module->print(out, nullptr);
    } else if (stage == "asm") {
      llvm::SmallVector<char, 0> assembly;
      ready().compile(target::OutputKind::Assembly, assembly, error);
      text.assign(assembly.begin(), assembly.end());
    } else if (mlir::ModuleOp module = ready().lower(stage == "amaru"   ? codegen::CpuStage::Amaru
                                                     : stage == "loops" ? codegen::CpuStage::Loops
                                                                        : codegen::CpuStage::Llvm)) {
      module.print(out);
    }
    if (text.empty())
      return internal(error.empty() ? "a pass failed" : error);
    return json::Object({{"status", "ok"}, {"text", text}});
  }

  /// How the entry point is called, and what the caller should know of it.
  std::string describe(const llvm::Module &module) {
    auto uses = [&](llvm::StringRef prefix) {
      return llvm::any_of(module.global_values(), [&](const llvm::GlobalValue &value) {
        return value.isDeclaration() && !value.use_empty() && value.getName().starts_with(prefix);
      });
    };
    json::Array params, writes, captured, writesCaptured;
    for (TypeId param : instance->params)
      params.push_back(typeToJson(program.types, param));
    for (size_t i = 0; i < instance->params.size(); ++i)
      writes.push_back(i < instance->writesParam.size() && instance->writesParam[i]);
    for (auto [i, type] : llvm::enumerate(request.captured)) {
      captured.push_back(typeToJson(program.types, type));
      std::string symbol = "capture." + capturedName(unsigned(i));
      writesCaptured.push_back(
          llvm::any_of(instance->writesGlobals, [&](auto *global) { return global->symbol == symbol; }));
    }
    json::Object info{
        {"params", std::move(params)},
        {"result", typeToJson(program.types, instance->result)},
        {"writes", std::move(writes)},
        {"captured", std::move(captured)},
        {"writes_captured", std::move(writesCaptured)},
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
    llvm::Module *module = ready().llvmModule(error);
    if (!module || !backend.optimize(error))
      return internal(error);
    auto *info = llvm::ConstantDataArray::getString(module->getContext(), describe(*module));
    auto *variable = new llvm::GlobalVariable(*module, info->getType(), /*isConstant=*/true,
                                              llvm::GlobalValue::ExternalLinkage, info, infoSymbol);
    variable->setAlignment(llvm::Align(1));
    llvm::SmallVector<char, 0> machineCode;
    if (!backend.emitCode(target::OutputKind::Object, machineCode, error))
      return internal(error);
    auto shared = linkInMemory(machineCode, error);
    int descriptor = shared ? anonymousObject(shared->getBuffer()) : -1;
    if (descriptor < 0)
      return internal(shared ? "the compiled function does not fit in memory" : error);
    json::Array files, absent;
    for (const auto &[path, hash] : loader.inputs().files)
      files.push_back(json::Array{path, hash});
    for (const std::string &path : loader.inputs().absent)
      absent.push_back(path);
    return json::Object(
        {{"status", "ok"}, {"object", descriptor}, {"files", std::move(files)}, {"absent", std::move(absent)}});
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
