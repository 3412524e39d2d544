// The stages in their order.
#include "driver/Compilation.h"
#include "driver/Kernels.h"

#include "parser/Parser.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

namespace amaru::driver {

Compilation::Compilation(const Options &options)
    : jsonErrors(options.jsonErrors), engine(sources), loader(sources, engine), behind(options, program) {}
Compilation::~Compilation() = default;

//===- Reading --------------------------------------------------------------------------------------------------===//

bool Compilation::parseText(std::string text, const std::string &path, llvm::StringRef moduleName) {
  parsed = loader.parse(std::move(text), path, moduleName);
  root = parsed.get();
  return root && !engine.hasErrors();
}

bool Compilation::parse(const std::string &path, llvm::StringRef moduleName) {
  parsed = loader.read(path, moduleName);
  root = parsed.get();
  return root && !engine.hasErrors();
}

std::unique_ptr<typed::Module> Compilation::load(llvm::StringRef name, const typed::Module &importer) {
  // As in Python, the folder of the program comes first; what the compiler itself asks for is the stdlib's.
  bool isPrivate = name == "builtins" || name == "primitive" || name.starts_with("numpy") || name == "amaru" ||
                   name.starts_with("amaru.") || name == "math" || importer.isStdlib;
  if (isPrivate)
    return loader.find(name);
  llvm::StringRef folder = llvm::sys::path::parent_path(root->path);
  return loader.find(name, folder.empty() ? "." : folder);
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

Backend &Compilation::backend() {
  if (!behind.hasEntries())
    behind.setEntries({{"amaru_main", root->topLevelInstance}});
  return behind;
}

void Compilation::printDiagnostics() {
  engine.removeDuplicates();
  if (jsonErrors)
    diag::renderJson(llvm::errs(), engine);
  else
    diag::renderText(llvm::errs(), engine, {.colour = bool(isatty(2))});
}

} // namespace amaru::driver
