// The semantic analysis: from syntax trees to a typed program.
//
// Given the module that runs as `__main__`, it finds every function that is reached, with the types it is called with,
// and types every expression of each such instance. What is certain to fail is reported; nothing is run.
#pragma once

#include "lang/diag/Engine.h"
#include "lang/typed/Program.h"

namespace amaru::sema {

/// Finds and parses imported modules; the driver knows where they lie.
class ModuleLoader {
public:
  virtual ~ModuleLoader() = default;
  /// The parsed module, or null when there is none of that name. `importer` decides where to look.
  virtual std::unique_ptr<typed::Module> load(llvm::StringRef name, const typed::Module &importer) = 0;
};

class Sema {
public:
  Sema(typed::Program &program, diag::Engine &diagnostics, ModuleLoader &loader);

  /// Takes a parsed module into the program and binds its top-level functions.
  typed::Module *addModule(std::unique_ptr<typed::Module> module);

  /// Checks the top level of a module and all it reaches.
  typed::Instance *checkTopLevel(typed::Module &module);

  /// The instance of a function for the types of its parameters, checked. Never null; `hasErrors` tells.
  typed::Instance *instantiate(typed::Function &function, llvm::ArrayRef<types::TypeId> params);

  /// The type that an annotation names; none after an error was reported.
  types::TypeId annotationType(typed::Module &module, ast::NodeId annotation);

  /// The module of that name, loaded on first use; null when there is none.
  typed::Module *importModule(llvm::StringRef name, const typed::Module &importer);

  typed::Program &program;
  diag::Engine &diagnostics;

private:
  friend class Checker;
  void bindTopLevel(typed::Module &module);
  void reportUnsupportedImport(typed::Module &module, ast::NodeId node, llvm::StringRef name);
  void bindImport(typed::Module &module, ast::NodeId stmt);
  void bindImportFrom(typed::Module &module, ast::NodeId stmt);
  typed::Function *declareFunction(typed::Module &module, ast::NodeId def);
  void readDecorators(typed::Function &function, llvm::ArrayRef<ast::NodeId> decorators);
  void checkBody(typed::Instance &instance);

  ModuleLoader &loader;
  llvm::StringMap<typed::Instance *> instancesByKey;
  /// The instances under check, outermost first.
  std::vector<typed::Instance *> checkStack;
};

} // namespace amaru::sema
