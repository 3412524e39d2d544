// `amaru repl`: what is typed is compiled at once and runs in this process.
//
// A session remembers two things: the text of definitions and imports, and the slots of variables, which live in the
// shared objects of earlier inputs. Each statement is a program of its own: it is checked together with all definitions,
// so that a function always sees the current types of the variables it reads, and it binds to the slots by their symbols.
#include "driver/Commands.h"
#include "driver/Display.h"
#include "driver/LineReader.h"

#include "lang/ast/Build.h"
#include "runtime/abi/Runtime.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"
#include <dlfcn.h>
#include <map>
#include <optional>
#include <sys/resource.h>
#include <unistd.h>

namespace amaru::driver {

namespace {

using ast::NodeId;
using types::Kind;
using types::TypeId;

/// A type of one table in another one.
TypeId translate(const types::TypeTable &from, TypeId id, types::TypeTable &to) {
  const types::Type &type = from[id];
  llvm::SmallVector<TypeId> elements;
  for (TypeId element : type.elements)
    elements.push_back(translate(from, element, to));
  if (type.kind == Kind::Tuple)
    return to.tuple(elements);
  if (type.kind == Kind::List)
    return to.list(elements[0]);
  if (type.kind == Kind::Set)
    return to.set(elements[0]);
  if (type.kind == Kind::Dict)
    return to.dict(elements[0], elements[1]);
  if (type.kind == Kind::Array)
    return to.array(elements[0], type.rank, type.layout);
  return to.get(type.kind);
}

/// Whether a variable of the type can outlive its statement.
bool canBeKept(const types::TypeTable &types, TypeId type) {
  if (types.isTuple(type) || types.isContainer(type))
    return llvm::all_of(types[type].elements, [&](TypeId element) { return canBeKept(types, element); });
  return types.isNumber(type) || types.isArray(type) || types.kind(type) == Kind::Str || types.kind(type) == Kind::None;
}

bool hasContainer(const types::TypeTable &types, TypeId type) {
  return types.isContainer(type) ||
         llvm::any_of(types[type].elements, [&](TypeId element) { return hasContainer(types, element); });
}

/// Releases what a value in slots owns; advances to the slot behind it.
void releaseSlots(const types::TypeTable &types, TypeId type, int64_t *&slot) {
  if (types.isTuple(type)) {
    for (TypeId element : types[type].elements)
      releaseSlots(types, element, slot);
  } else if (types.isArray(type)) {
    amaru_rt_release_shared(reinterpret_cast<void *>(*slot));
    slot += 2 + 2 * types[type].rank;
  } else if (types.isContainer(type) || types.kind(type) == Kind::Str) {
    amaru_rt_release_shared(reinterpret_cast<void *>(*slot++));
  } else if (types.kind(type) != Kind::None) {
    slot += types.isComplex(type) ? 2 : 1;
  }
}

//===- Sessions -------------------------------------------------------------------------------------------------===//

class Session {
public:
  explicit Session(const Options &options) : options(options) {}

  /// Runs a complete input. False when the program asked to leave.
  bool run(const std::string &text) {
    for (const std::string &statement : split(text))
      if (!runStatement(statement))
        return isOpen;
    return true;
  }

  bool isOpen = true;

private:
  struct Slot {
    std::string symbol;
    TypeId type;
  };
  enum class Outcome { Done, Failed, ChangesType };
  using Entry = int32_t (*)(void *args, void *results);
  static constexpr const char *path = "<stdin>";
  /// Where the value of an expression is kept: it may name `_`, which has the one before and perhaps another type.
  static constexpr const char *lastName = "__last";
  /// The latest value, for what shows it.
  static constexpr const char *shownName = "__shown";

  Options options;
  types::TypeTable types;
  std::vector<std::string> definitions;
  /// Name -> the definition that made it, or the slot of the variable; never both.
  std::map<std::string, size_t> makers;
  std::map<std::string, Slot> slots;
  /// The latest value that was shown, which is `_` for as long as nothing else is.
  std::optional<Slot> last;
  /// The slot of `_` of each type, used again: only the latest value of a type is kept alive.
  std::map<TypeId, std::string> lastSlots;
  std::optional<Slot> pendingLast;
  /// The slots that have a place in memory.
  llvm::StringSet<> placed;
  unsigned inputs = 0;

  /// The statements of an input as texts of their own, on their lines; none after errors, which are printed.
  std::vector<std::string> split(const std::string &text) {
    Compilation compilation(options);
    bool good = compilation.parseText(text, path, "__main__");
    compilation.printDiagnostics();
    std::vector<std::string> statements;
    if (!good)
      return statements;
    const typed::Module &module = compilation.mainModule();
    uint32_t begin = 0;
    for (NodeId statement : module.tree.as<ast::Module>(module.tree.root()).body()) {
      uint32_t end = module.tree.range(statement).end;
      llvm::StringRef part = module.source->text().slice(begin, end).ltrim("; \t\n");
      uint32_t line = module.source->lineNumber(uint32_t(part.begin() - module.source->text().begin()));
      statements.push_back(std::string(line - 1, '\n') + part.str() + "\n");
      begin = end;
    }
    return statements;
  }

  bool runStatement(const std::string &text) {
    Outcome outcome = runProgram(text, /*fresh=*/"", /*mayRetry=*/true);
    return outcome == Outcome::ChangesType ? rebind(text) : outcome == Outcome::Done;
  }

  /// `x = VALUE` where x had another type: the value first, for it may read the old x; then a new slot.
  bool rebind(const std::string &text) {
    Compilation compilation(options);
    compilation.parseText(text, path, "__main__");
    const ast::Tree &tree = compilation.mainModule().tree;
    const support::SourceBuffer &source = *compilation.mainModule().source;
    NodeId statement = tree.as<ast::Module>(tree.root()).body()[0];
    std::string name, value;
    if (auto assign = tree.dyn<ast::Assign>(statement); assign && assign->targets().size() == 1) {
      name = source.text(tree.range(assign->targets()[0])).str();
      value = source.text().slice(tree.range(assign->targets()[0]).end, tree.range(statement).end).str();
    } else if (auto augmented = tree.dyn<ast::AugAssign>(statement)) {
      name = source.text(tree.range(augmented->target())).str();
      value = " = " + name + " " + ast::spelling(augmented->op()).str() + " (" +
              source.text(tree.range(augmented->value())).str() + ")";
    }
    if (!slots.count(name))
      return runProgram(text, "", /*mayRetry=*/false) == Outcome::Done;
    std::string lines(source.lineNumber(tree.range(statement).begin) - 1, '\n');
    return runProgram(lines + "__value" + value + "\n", "__value", false) == Outcome::Done &&
           runProgram(lines + name + " = __value\n", name, false) == Outcome::Done;
  }

  /// Compiles and runs one statement. The slot of `fresh` is made anew.
  Outcome runProgram(const std::string &text, const std::string &fresh, bool mayRetry) {
    Outcome outcome = Outcome::Failed;
    TypeId result;
    int object = -1;
    std::string symbol = "amaru_input_" + std::to_string(inputs++);
    if (onCompilerThread([&] { return compile(text, fresh, mayRetry, symbol, object, result, outcome), 0; }) != 0)
      return Outcome::Failed;
    if (object < 0)
      return outcome;
    auto entry = reinterpret_cast<Entry>(load(object, symbol));
    if (!entry || !execute(entry, result))
      return Outcome::Failed;
    if (pendingLast) {
      lastSlots[pendingLast->type] = pendingLast->symbol;
      last = pendingLast;
    }
    // The text of containers is written by the stdlib.
    if (result && hasContainer(types, result))
      return runProgram(std::string("print(") + shownName + ")\n", "", /*mayRetry=*/false);
    return Outcome::Done;
  }

  void compile(const std::string &text, const std::string &fresh, bool mayRetry, const std::string &symbol, int &object,
               TypeId &result, Outcome &outcome) {
    Compilation compilation(options);
    if (!compilation.parseText(text, path, "__main__." + std::to_string(inputs)))
      return compilation.printDiagnostics();
    typed::Module &input = compilation.mainModule();
    bool isDefinition = defines(input), isExpression = !isDefinition && wrapExpression(input.tree);
    compilation.bind(/*isProgram=*/false);
    std::vector<std::string> defined;
    for (const auto &entity : input.entities)
      defined.push_back(entity.first().str());
    std::vector<typed::Module *> modules = addDefinitions(compilation);
    modules.push_back(&input);
    bindNames(compilation, modules, isDefinition, fresh);
    if (isExpression)
      addSlot(input, lastName, "slot." + std::to_string(inputs) + "." + lastName, {});
    typed::Instance *instance = nullptr;
    if (!isDefinition && !compilation.diagnostics().hasErrors())
      instance = isExpression ? instantiateExpression(compilation, input) : checkStatement(compilation, input);
    if (mayRetry && llvm::any_of(compilation.diagnostics().diagnostics(), [](const diag::Diagnostic &diagnostic) {
          return diagnostic.id == diag::Id::GlobalChangesType;
        })) {
      outcome = Outcome::ChangesType;
      return;
    }
    compilation.printDiagnostics();
    if (compilation.diagnostics().hasErrors())
      return;
    outcome = Outcome::Done;
    if (isDefinition)
      return remember(text, defined);
    pendingLast = isExpression ? chooseLastSlot(compilation, input, *instance) : std::nullopt;
    object = link(compilation, *instance, symbol);
    if (object < 0)
      outcome = Outcome::Failed;
    else
      keepSlots(compilation.typedProgram().types, modules);
    result = isExpression ? translate(compilation.typedProgram().types, instance->result, types) : TypeId{};
  }

  static bool defines(const typed::Module &module) {
    const ast::Tree &tree = module.tree;
    return llvm::all_of(tree.as<ast::Module>(tree.root()).body(), [&](NodeId statement) {
      return tree.is<ast::FunctionDef>(statement) || tree.is<ast::Import>(statement) ||
             tree.is<ast::ImportFrom>(statement) || tree.is<ast::ClassDef>(statement);
    });
  }

  /// Makes `VALUE` a function without a name that keeps and returns it; false if the input is no expression.
  static bool wrapExpression(ast::Tree &tree) {
    NodeId statement = tree.as<ast::Module>(tree.root()).body()[0];
    auto expression = tree.dyn<ast::Expr>(statement);
    if (!expression)
      return false;
    support::SourceRange range = tree.range(statement);
    llvm::ArrayRef<NodeId> none;
    NodeId params =
        ast::make<ast::Arguments>(tree, range.begin, range.begin, none, none, NodeId{}, none, none, NodeId{}, none);
    ast::Symbol last = tree.strings().intern(lastName);
    NodeId target = ast::make<ast::Name>(tree, range.begin, range.end, last, ast::ExprContext::Store);
    NodeId kept = ast::make<ast::NamedExpr>(tree, range.begin, range.end, target, expression->value());
    NodeId body[] = {ast::make<ast::Global>(tree, range.begin, range.end, llvm::ArrayRef<ast::Symbol>(last)),
                     ast::make<ast::Return>(tree, range.begin, range.end, kept)};
    ast::replaceByFunction(tree, "<module>", params, body);
    return true;
  }

  std::vector<typed::Module *> addDefinitions(Compilation &compilation) {
    std::vector<typed::Module *> modules;
    for (auto [i, text] : llvm::enumerate(definitions))
      modules.push_back(
          compilation.analysis().addModule(compilation.parseModule(text, path, "__main__#" + std::to_string(i))));
    return modules;
  }

  /// What each name of the session means, in every module. What the input itself defines wins there.
  void bindNames(Compilation &compilation, llvm::ArrayRef<typed::Module *> modules, bool isDefinition,
                 const std::string &fresh) {
    types::TypeTable &programTypes = compilation.typedProgram().types;
    typed::Module &input = *modules.back();
    for (const auto &[name, maker] : makers)
      for (typed::Module *module : modules)
        if (module != &input || (!module->entities.count(name) && !module->globals.count(name)))
          module->entities[name] = modules[maker]->entities[name];
    for (typed::Module *module : modules)
      for (auto &entry : module->globals) {
        entry.second->symbol = ("slot." + std::to_string(inputs) + "." + entry.first()).str();
        // A constant would have no place in memory.
        entry.second->constant = {};
      }
    for (const auto &[name, slot] : slots)
      for (typed::Module *module : modules) {
        if (module == &input && (name == fresh || module->entities.count(name)))
          continue;
        addSlot(*module, name, slot.symbol, translate(types, slot.type, programTypes));
      }
    if (last)
      addSlot(input, shownName, last->symbol, translate(types, last->type, programTypes));
    if (last && !slots.count("_") && !makers.count("_"))
      for (typed::Module *module : modules)
        if (!module->entities.count("_") && !module->globals.count("_"))
          addSlot(*module, "_", last->symbol, translate(types, last->type, programTypes));
  }

  static void addSlot(typed::Module &module, const std::string &name, const std::string &symbol, TypeId type) {
    auto global = std::make_unique<typed::Global>();
    global->name = name;
    global->symbol = symbol;
    global->module = &module;
    global->type = type;
    global->origin = module.tree.root();
    module.globals[name] = std::move(global);
  }

  /// The slot that the value of an expression goes to; none if there is no value to keep.
  std::optional<Slot> chooseLastSlot(Compilation &compilation, typed::Module &input, const typed::Instance &instance) {
    const types::TypeTable &programTypes = compilation.typedProgram().types;
    Kind kind = programTypes.kind(instance.result);
    if (kind == Kind::None || kind == Kind::Never)
      return std::nullopt;
    TypeId type = translate(programTypes, instance.result, types);
    std::string &symbol = input.globals[lastName]->symbol;
    if (auto known = lastSlots.find(type); known != lastSlots.end())
      symbol = known->second;
    return Slot{symbol, type};
  }

  static void refuse(Compilation &compilation, typed::Module &input, llvm::StringRef what, TypeId type) {
    const types::TypeTable &types = compilation.typedProgram().types;
    diag::Builder report = compilation.diagnostics().report(diag::Id::Unsupported, input.tree.range(input.tree.root()));
    report.arg((what + " of type " + types.name(type)).str());
    if (types.isContainer(type))
      report.hint("say what it holds: `name: list[int] = []`");
  }

  static typed::Instance *instantiateExpression(Compilation &compilation, typed::Module &input) {
    typed::Program &program = compilation.typedProgram();
    typed::Instance *instance =
        compilation.analysis().instantiate(*program.functions[program.types[input.entities["<module>"]].entity], {});
    if (!canBeKept(program.types, instance->result) && program.types.kind(instance->result) != Kind::Never)
      refuse(compilation, input, "showing a value", instance->result);
    return instance;
  }

  typed::Instance *checkStatement(Compilation &compilation, typed::Module &input) {
    compilation.check();
    const types::TypeTable &programTypes = compilation.typedProgram().types;
    for (const auto &entry : input.globals)
      if (entry.second->type && !canBeKept(programTypes, entry.second->type))
        refuse(compilation, input, "a variable", entry.second->type);
    return input.topLevelInstance;
  }

  void remember(const std::string &text, llvm::ArrayRef<std::string> defined) {
    for (const std::string &name : defined) {
      makers[name] = definitions.size();
      slots.erase(name);
    }
    definitions.push_back(text);
  }

  void keepSlots(const types::TypeTable &programTypes, llvm::ArrayRef<typed::Module *> modules) {
    for (typed::Module *module : modules)
      for (const auto &entry : module->globals)
        if (entry.second->type && canBeKept(programTypes, entry.second->type) && entry.first() != lastName &&
            !(last && entry.second->symbol == last->symbol)) {
          slots[entry.first().str()] = {entry.second->symbol, translate(programTypes, entry.second->type, types)};
          makers.erase(entry.first().str());
        }
  }

  /// Machine code of the statement, linked; -1 after a message.
  int link(Compilation &compilation, const typed::Instance &instance, const std::string &symbol) {
    compilation.setEntries({{symbol, &instance}});
    std::string error;
    llvm::Module *module = compilation.llvmModule(error);
    llvm::SmallVector<char, 0> code;
    std::vector<std::string> placedNow = module ? shareSlots(*module) : std::vector<std::string>();
    if (!module || !compilation.optimize(error) || !compilation.emitCode(target::OutputKind::Object, code, error)) {
      internalError(error);
      return -1;
    }
    auto shared = linkInMemory(code, error);
    int object = shared ? anonymousObject(shared->getBuffer()) : -1;
    if (object < 0)
      failure("cannot link this input: " + error);
    else
      for (const std::string &slot : placedNow)
        placed.insert(slot);
    return object;
  }

  /// Lets the slots be seen by later inputs, and takes those of earlier ones; the names of new ones.
  std::vector<std::string> shareSlots(llvm::Module &module) {
    std::vector<std::string> added;
    for (llvm::GlobalVariable &global : module.globals()) {
      if (!global.getName().starts_with("slot."))
        continue;
      global.setLinkage(llvm::GlobalValue::ExternalLinkage);
      // Another shared object may hold it.
      global.setDSOLocal(false);
      if (placed.contains(global.getName()))
        global.setInitializer(nullptr);
      else
        added.push_back(global.getName().str());
    }
    return added;
  }

  static void *load(int object, const std::string &symbol) {
    // A descriptor of its own for as long as the session: the loader knows libraries by their paths.
    std::string path = "/proc/self/fd/" + std::to_string(object);
    // Never closed: slots, and what they point to, lie in it.
    void *library = dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (!library)
      internalError(dlerror());
    return library ? dlsym(library, symbol.c_str()) : nullptr;
  }

  /// Runs it and shows its value. False after an exception, which is printed.
  bool execute(Entry entry, TypeId result) {
    int64_t results[512];
    if (entry(nullptr, results) == 0) {
      if (result && types.kind(result) != Kind::None && types.kind(result) != Kind::Never) {
        int64_t *slot = results;
        if (hasContainer(types, result))
          releaseSlots(types, result, slot);
        else
          display(types, result, results);
      }
      amaru_rt_stdout_flush();
      return true;
    }
    if (amaru_rt_error_matches(const_cast<char *>("SystemExit")))
      isOpen = false;
    else
      amaru_rt_error_print();
    return false;
  }
};

//===- Reading --------------------------------------------------------------------------------------------------===//

/// Whether more lines are to come: an open bracket or string, or a block that no blank line has ended yet.
bool isIncomplete(const std::string &text, const Options &options) {
  Compilation compilation(options);
  bool good = compilation.parseText(text, "<stdin>", "__main__");
  bool isEnded = llvm::StringRef(text).ends_with("\n\n");
  for (const diag::Diagnostic &diagnostic : compilation.diagnostics().diagnostics()) {
    using enum diag::Id;
    if (llvm::is_contained({NeverClosed, UnterminatedTripleString, UnterminatedTripleFString, UnexpectedEnd},
                           diagnostic.id))
      return true;
    if (llvm::is_contained({ExpectedBlock, ExpectedExcept}, diagnostic.id) || llvm::StringRef(text).starts_with("@"))
      return !isEnded;
  }
  if (!good)
    return false;
  const ast::Tree &tree = compilation.mainModule().tree;
  auto body = tree.as<ast::Module>(tree.root()).body();
  using enum ast::Kind;
  return !body.empty() && !isEnded &&
         llvm::is_contained({FunctionDef, AsyncFunctionDef, ClassDef, For, AsyncFor, While, If, With, AsyncWith, Match,
                             Try, TryStar, Unchecked, Wrapping},
                            tree.kind(body.back()));
}

/// Each input keeps a file open.
void allowManyInputs() {
  rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int repl(const Arguments &arguments) {
  if (!arguments.files.empty())
    return usageError("repl: no file is needed");
  bool isTerminal = isatty(0);
  char *names[] = {const_cast<char *>(""), nullptr};
  amaru_rt_start(1, names);
  amaru_rt_set_num_threads(arguments.threads);
  allowManyInputs();
  Session session(arguments.options);
  if (isTerminal)
    llvm::outs() << "amaru " << version << "; Ctrl-D leaves\n";
  llvm::outs().flush();
  std::unique_ptr<LineReader> reader = createLineReader();
  std::string input, line;
  while (session.isOpen) {
    Read read = reader->read(input.empty() ? ">>> " : "... ", line);
    if (read == Read::Interrupted) {
      llvm::errs() << "\nKeyboardInterrupt\n";
      input.clear();
      continue;
    }
    input += line;
    if (read == Read::Line && isIncomplete(input, arguments.options))
      continue;
    if (!llvm::StringRef(input).trim().empty())
      session.run(input);
    input.clear();
    if (read == Read::End) {
      llvm::outs() << (isTerminal ? "\n" : "");
      break;
    }
  }
  return amaru_rt_finish();
}

} // namespace amaru::driver
