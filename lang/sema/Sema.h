// The semantic analysis: from syntax trees to a typed program.
//
// Given the module that runs as `__main__`, it finds every function that is reached, with the types it is called with,
// and types every expression of each such instance. What is certain to fail is reported; nothing is run.
#pragma once

#include "lang/diag/Engine.h"
#include "lang/typed/Program.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringSet.h"

namespace amaru::sema {

/// Finds and parses imported modules; the driver knows where they lie.
class ModuleLoader {
public:
  virtual ~ModuleLoader() = default;
  /// The parsed module, or null when there is none of that name. `importer` decides where to look.
  virtual std::unique_ptr<typed::Module> load(llvm::StringRef name, const typed::Module &importer) = 0;
};

/// Beyond these a program hardly means what it says, and compiling it would take too long.
constexpr size_t maxInstancesOfFunction = 64, maxInstances = 2000;

class Sema {
public:
  Sema(typed::Program &program, diag::Engine &diagnostics, ModuleLoader &loader);

  /// Takes a parsed module into the program and binds its top-level functions.
  typed::Module *addModule(std::unique_ptr<typed::Module> module);

  /// Checks the top level of a module and all it reaches.
  typed::Instance *checkTopLevel(typed::Module &module);

  /// The instance of a function for the types of its parameters, checked; `hasErrors` tells. Null when there
  /// are too many already.
  typed::Instance *instantiate(typed::Function &function, llvm::ArrayRef<types::TypeId> params,
                               std::vector<typed::Literal> comptime = {});

  /// The instances under check, outermost first.
  llvm::ArrayRef<typed::Instance *> callStack() const { return checkStack; }

  /// The same for a function that is called from outside of compiled code.
  typed::Instance *instantiateEntry(typed::Function &function, llvm::ArrayRef<types::TypeId> params);

  /// The type that an annotation names; none after an error was reported.
  types::TypeId annotationType(typed::Module &module, ast::NodeId annotation);

  /// Whether an annotation says nothing about the type: `Callable`, a type parameter.
  bool isUnchecked(const typed::Module &module, ast::NodeId annotation) const;

  /// The module of that name, loaded on first use; null when there is none.
  typed::Module *importModule(llvm::StringRef name, const typed::Module &importer);

  /// The element type of an empty display, once a later use has said it; Never until then. `slot` tells apart the key and
  /// the value of a dictionary.
  types::TypeId openElement(typed::Instance &owner, ast::NodeId display, unsigned slot);
  /// A type in which open elements that have been found are replaced by what they are.
  types::TypeId settle(types::TypeId type);
  bool isOpen(types::TypeId type) const;
  /// Two types meet: open elements of either become those of the other.
  void unify(types::TypeId a, types::TypeId b);

  typed::Program &program;
  diag::Engine &diagnostics;

private:
  friend class Checker;
  void bindTopLevel(typed::Module &module);
  void reportUnsupportedImport(typed::Module &module, ast::NodeId node, llvm::StringRef name);
  void bindImport(typed::Module &module, ast::NodeId stmt);
  void bindImportFrom(typed::Module &module, ast::NodeId stmt);
  /// The builtin that a name, an attribute or the callee of a call stands for at the top of a module.
  typed::Builtin builtinOf(const typed::Module &module, ast::NodeId node) const;
  /// False where the statement makes a class of another kind.
  bool bindExceptionClass(typed::Module &module, ast::NodeId stmt);
  void bindClasses(typed::Module &module);
  /// `Optional[T]`, `T | None`; nullopt for any other annotation.
  std::optional<types::TypeId> optionalAnnotation(typed::Module &module, ast::NodeId annotation);
  typed::Class &addClass(typed::Module &module, ast::NodeId node, llvm::StringRef name);
  void declareClass(typed::Module &module, ast::NodeId stmt);
  void declareNamedTuple(typed::Module &module, ast::NodeId target, ast::NodeId value);
  void declareConstructor(typed::Class &cls, llvm::StringRef function);
  void declareBase(typed::Class &cls, ast::NodeId base, size_t count);
  void readClassDecorator(typed::Class &cls, ast::NodeId decorator);
  void makeDataclass(typed::Class &cls, bool isFrozen);
  void declareMember(typed::Class &cls, ast::NodeId member);
  void declareMethod(typed::Class &cls, ast::NodeId def);
  void declareConstant(typed::Class &cls, llvm::StringRef name);
  void addField(typed::Class &cls, llvm::StringRef name, ast::NodeId annotation, ast::NodeId defaultValue,
                ast::NodeId origin);
  /// The type of a class's objects as annotations name it; none where its fields have no annotations.
  types::TypeId instanceType(typed::Class &cls);
  typed::Function *declareFunction(typed::Module &module, ast::NodeId def, typed::Function *parent);
  void declareParams(typed::Function &function, ast::NodeId arguments);
  void declareNames(typed::Function &function);
  void declareDefault(typed::Function &function, unsigned param);
  /// The value of a default that needs no run time.
  std::optional<typed::ExprInfo> constantDefault(const typed::Module &module, ast::NodeId node);
  /// Finds what each nested function captures; adds the names that reach the module to `moduleNames`.
  void resolveCaptures(typed::Module &module, llvm::StringSet<> &moduleNames);
  void readFastmath(typed::Function &function, ast::NodeId value);
  void readDecorators(typed::Function &function, llvm::ArrayRef<ast::NodeId> decorators);
  void checkBody(typed::Instance &instance);
  void checkOnce(typed::Instance &instance);
  /// The instances for which something else is found now that more elements are known.
  llvm::SetVector<typed::Instance *> findStale(typed::Instance &outermost);
  unsigned openRoot(types::TypeId open) const;
  void linkOpen(types::TypeId a, types::TypeId b);
  void resolveOpen(types::TypeId open, types::TypeId element);

  ModuleLoader &loader;
  llvm::StringMap<typed::Instance *> instancesByKey;
  llvm::DenseMap<uint32_t, unsigned> instanceCounts;
  /// What is known of the open elements; the type Never with entity k + 1 is the k-th.
  std::vector<types::TypeId> openElements;
  std::map<std::tuple<const typed::Instance *, uint32_t, unsigned>, unsigned> openIndex;
  bool foundElement = false;
  /// The instances under check, outermost first.
  std::vector<typed::Instance *> checkStack;
};

} // namespace amaru::sema
