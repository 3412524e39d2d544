// Declarations: what the top level of a module binds, functions with their parameters and decorators, annotations.
#include "lang/sema/Checker.h"
#include "lang/sema/Scopes.h"

namespace amaru::sema {

namespace {

/// Counts assignments to each name at module level, and finds constants.
struct AssignmentCount {
  unsigned count = 0;
  NodeId value;
};

void countAssignments(const ast::Tree &tree, NodeId node, bool straight, llvm::StringMap<AssignmentCount> &counts) {
  if (!node || tree.is<ast::ClassDef>(node) || tree.is<ast::Lambda>(node))
    return;
  if (auto def = tree.dyn<ast::FunctionDef>(node)) {
    counts[def->name()].count += 1;
    return;
  }
  if (auto name = tree.dyn<ast::Name>(node)) {
    if (name->ctx() != ast::ExprContext::Load)
      counts[name->id()].count += 1;
    return;
  }
  if (auto assign = tree.dyn<ast::Assign>(node); assign && straight && assign->targets().size() == 1)
    if (auto name = tree.dyn<ast::Name>(assign->targets()[0]))
      counts[name->id()].value = assign->value();
  ast::forEachChild(tree, node, [&](NodeId child) { countAssignments(tree, child, false, counts); });
}

Literal constantValue(const ast::Tree &tree, NodeId node) {
  if (auto minus = tree.dyn<ast::UnaryOp>(node); minus && minus->op() == ast::UnaryOperator::USub) {
    Literal value = constantValue(tree, minus->operand());
    if (auto *f = std::get_if<double>(&value))
      return -*f;
    if (auto *i = std::get_if<int64_t>(&value))
      return -*i;
    return {};
  }
  if (auto product = tree.dyn<ast::BinOp>(node); product && product->op() == ast::Operator::Mult) {
    Literal a = constantValue(tree, product->left()), b = constantValue(tree, product->right());
    if (std::holds_alternative<double>(a) && std::holds_alternative<double>(b))
      return std::get<double>(a) * std::get<double>(b);
    return {};
  }
  auto constant = tree.dyn<ast::Constant>(node);
  if (!constant)
    return {};
  ast::ConstantValue value = constant->value();
  using ConstantKind = ast::ConstantValue::Kind;
  if (value.kind == ConstantKind::Int && value.fitsInt64)
    return value.intValue;
  if (value.kind == ConstantKind::Float)
    return value.floatValue;
  if (value.kind == ConstantKind::True || value.kind == ConstantKind::False)
    return value.kind == ConstantKind::True;
  return {};
}

} // namespace

Sema::Sema(typed::Program &program, diag::Engine &diagnostics, ModuleLoader &loader)
    : program(program), diagnostics(diagnostics), loader(loader) {}

typed::Module *Sema::importModule(llvm::StringRef name, const typed::Module &importer) {
  if (typed::Module *known = program.findModule(name))
    return known;
  std::unique_ptr<typed::Module> loaded = loader.load(name, importer);
  return loaded ? addModule(std::move(loaded)) : nullptr;
}

typed::Module *Sema::addModule(std::unique_ptr<typed::Module> owned) {
  typed::Module &module = *owned;
  module.index = program.modules.size();
  program.modules.push_back(std::move(owned));
  bindTopLevel(module);
  return &module;
}

//===- Modules --------------------------------------------------------------------------------------------------===//

void Sema::bindTopLevel(typed::Module &module) {
  const ast::Tree &tree = module.tree;
  llvm::ArrayRef<NodeId> body = tree.as<ast::Module>(tree.root()).body();
  types::TypeTable &types = program.types;

  auto topLevel = std::make_unique<typed::Function>();
  topLevel->module = &module;
  topLevel->node = tree.root();
  topLevel->name = "<module>";
  topLevel->isTopLevel = true;
  topLevel->index = program.functions.size();
  module.topLevel = topLevel.get();
  program.functions.push_back(std::move(topLevel));

  ScopeNames names(tree);
  llvm::StringMap<AssignmentCount> counts;
  for (NodeId stmt : body) {
    names.visit(stmt);
    countAssignments(tree, stmt, true, counts);
  }
  // Functions first: a body may call what is defined below it. One that is defined once, at the top, is what its name
  // says everywhere; any other is the value of a variable.
  llvm::StringSet<> readByFunctions;
  for (NodeId node : names.nested) {
    typed::Function *function = declareFunction(module, node, nullptr);
    if (llvm::is_contained(body, node) && function->isFixed(counts[function->name].count))
      module.entities[function->name] = types.entity(Kind::Function, function->index);
  }
  for (NodeId stmt : body) {
    if (auto import = tree.dyn<ast::Import>(stmt))
      bindImport(module, stmt);
    else if (auto from = tree.dyn<ast::ImportFrom>(stmt))
      bindImportFrom(module, stmt);
  }
  bindClasses(module);
  resolveCaptures(module, readByFunctions);

  for (const std::string &name : names.order) {
    const AssignmentCount &count = counts[name];
    if (auto entity = module.entities.find(name);
        entity != module.entities.end() &&
        (types.kind(entity->second) == Kind::Function || types.kind(entity->second) == Kind::Class ||
         types.kind(entity->second) == Kind::ExceptionClass))
      continue;
    const bool assignedByFunctions = module.assignedByFunctions.contains(name);
    const bool isTarget = llvm::StringRef(name).contains('@');
    bool shared = !isTarget && (readByFunctions.contains(name) || assignedByFunctions || &module != program.main);
    if (!shared) {
      module.topLevel->addLocal(name);
      continue;
    }
    auto global = std::make_unique<typed::Global>();
    global->name = name;
    global->symbol = module.name + "." + name;
    global->module = &module;
    if (count.count == 1 && count.value && !assignedByFunctions)
      global->constant = constantValue(tree, count.value);
    if (module.isStdlib && typed::isKnown(global->constant)) {
      Literal &value = global->constant;
      global->type = types.get(std::holds_alternative<double>(value)    ? Kind::Float
                               : std::holds_alternative<int64_t>(value) ? Kind::Int
                                                                        : Kind::Bool);
    }
    module.globals[name] = std::move(global);
  }
}

void Sema::reportUnsupportedImport(typed::Module &module, NodeId node, llvm::StringRef name) {
  // Names that come from it are of type Never, so that nothing more is said of them.
  diagnostics.report(diag::Id::UnsupportedImport, module.tree.range(node))
      .arg(name)
      .note("compiled files import amaru, collections, dataclasses, math, numpy, sys, time, typing and modules of "
            "their own "
            "folder")
      .hint("run the file with CPython and compile its kernel alone, with these two lines above it:")
      .hint("    import amaru")
      .hint("    @amaru.jit");
}

void Sema::bindImport(typed::Module &module, NodeId stmt) {
  const ast::Tree &tree = module.tree;
  for (NodeId aliasNode : tree.as<ast::Import>(stmt).names()) {
    auto alias = tree.as<ast::Alias>(aliasNode);
    typed::Module *imported = importModule(alias.name(), module);
    if (!imported) {
      reportUnsupportedImport(module, aliasNode, alias.name());
      module.entities[alias.asname().empty() ? alias.name().split('.').first : alias.asname()] =
          program.types.get(Kind::Never);
      continue;
    }
    llvm::StringRef bound = alias.asname().empty() ? alias.name().split('.').first : alias.asname();
    if (alias.asname().empty() && alias.name().contains('.'))
      imported = importModule(bound, module);
    if (imported)
      module.entities[bound] = program.types.entity(Kind::Module, imported->index);
  }
}

void Sema::bindImportFrom(typed::Module &module, NodeId stmt) {
  const ast::Tree &tree = module.tree;
  auto from = tree.as<ast::ImportFrom>(stmt);
  if (from.module() == "__future__")
    return;
  typed::Module *imported = importModule(from.module(), module);
  if (!imported) {
    reportUnsupportedImport(module, stmt, from.module());
    for (NodeId aliasNode : from.names()) {
      auto alias = tree.as<ast::Alias>(aliasNode);
      module.entities[alias.asname().empty() ? alias.name() : alias.asname()] = program.types.get(Kind::Never);
    }
    return;
  }
  for (NodeId aliasNode : from.names()) {
    auto alias = tree.as<ast::Alias>(aliasNode);
    llvm::StringRef bound = alias.asname().empty() ? alias.name() : alias.asname();
    types::TypeTable &types = program.types;
    if (auto entity = imported->entities.find(alias.name()); entity != imported->entities.end())
      module.entities[bound] = entity->second;
    else if (typed::Builtin builtin = typed::findBuiltin(imported->name, alias.name()); builtin != typed::Builtin::None)
      module.entities[bound] = types.entity(Kind::Builtin, uint32_t(builtin));
    else if (TypeId scalar = types::scalarByName(types, alias.name());
             types.isNumber(scalar) && (imported->name == "numpy" || imported->name == "amaru"))
      module.entities[bound] = types.dtype(scalar);
    else if (typed::Module *part = importModule(from.module().str() + "." + alias.name().str(), module))
      module.entities[bound] = types.entity(Kind::Module, part->index);
    else
      diagnostics.report(diag::Id::NoModuleAttribute, tree.range(aliasNode)).arg(imported->name).arg(alias.name());
  }
}

//===- Annotations ----------------------------------------------------------------------------------------------===//

bool Sema::isUnchecked(const typed::Module &module, NodeId annotation) const {
  if (module.ignoresAnnotations)
    return true;
  const ast::Tree &tree = module.tree;
  llvm::StringRef name;
  auto subscript = tree.dyn<ast::Subscript>(annotation);
  if (subscript)
    annotation = subscript->value();
  if (auto attribute = tree.dyn<ast::Attribute>(annotation))
    name = attribute->attr();
  else if (auto plain = tree.dyn<ast::Name>(annotation))
    name = plain->id();
  // `list` alone says nothing of the elements.
  constexpr llvm::StringLiteral containers[] = {"list", "dict", "set", "tuple", "List", "Dict", "Set", "Tuple"};
  // Nor do NumPy's names for arrays say anything of dtype and rank that a program could rely on.
  constexpr llvm::StringLiteral open[] = {"Callable", "Any", "ndarray", "NDArray", "ArrayLike"};
  return llvm::is_contained(open, name) || (!subscript && llvm::is_contained(containers, name));
}

TypeId Sema::annotationType(typed::Module &module, NodeId annotation) {
  const ast::Tree &tree = module.tree;
  types::TypeTable &types = program.types;
  auto scalar = [&](NodeId node) -> TypeId {
    llvm::StringRef name;
    if (auto attribute = tree.dyn<ast::Attribute>(node))
      name = attribute->attr();
    else if (auto plain = tree.dyn<ast::Name>(node))
      name = plain->id();
    TypeId type = types::scalarByName(types, name);
    return types.isNumber(type) ? type : TypeId{};
  };
  if (TypeId type = scalar(annotation))
    return type;
  if (auto constant = tree.dyn<ast::Constant>(annotation);
      constant && constant->value().kind == ast::ConstantValue::Kind::None)
    return types.get(Kind::None);
  if (auto name = tree.dyn<ast::Name>(annotation); name && name->id() == "str")
    return types.get(Kind::Str);
  if (auto name = tree.dyn<ast::Name>(annotation))
    if (auto entity = module.entities.find(name->id());
        entity != module.entities.end() && types.kind(entity->second) == Kind::Class)
      return instanceType(*program.classes[types[entity->second].entity]);
  if (auto type = optionalAnnotation(module, annotation))
    return *type;
  if (auto subscript = tree.dyn<ast::Subscript>(annotation)) {
    llvm::SmallVector<NodeId> parts;
    if (auto tuple = tree.dyn<ast::Tuple>(subscript->slice()))
      parts.assign(tuple->elts().begin(), tuple->elts().end());
    else
      parts.push_back(subscript->slice());
    // `f64[:, :]`: an array of any layout; `f64[:, ::1]`: in C order, as Numba writes it.
    if (TypeId dtype = scalar(subscript->value())) {
      bool contiguous = false;
      for (NodeId part : parts) {
        auto slice = tree.dyn<ast::Slice>(part);
        if (!slice) {
          diagnostics.report(diag::Id::BadAnnotation, tree.range(annotation));
          return {};
        }
        contiguous = bool(slice->step());
      }
      return types.array(types.asDType(dtype), parts.size(), contiguous ? types::Layout::C : types::Layout::Strided);
    }
    // `list[int]`, and as older programs write it `List[int]`, `typing.List[int]`.
    std::string generic;
    if (auto name = tree.dyn<ast::Name>(subscript->value()))
      generic = name->id().str();
    else if (auto attribute = tree.dyn<ast::Attribute>(subscript->value()))
      generic = attribute->attr().str();
    for (llvm::StringRef old : {"List", "Set", "Dict", "Tuple"})
      if (generic == old)
        generic = old.lower();
    if (generic == "list" || generic == "set" || generic == "dict") {
      llvm::SmallVector<TypeId> elements;
      for (NodeId part : parts) {
        elements.push_back(annotationType(module, part));
        if (!elements.back())
          return {};
      }
      if (elements.size() == (generic == "dict" ? 2 : 1))
        return generic == "dict"  ? types.dict(elements[0], elements[1])
               : generic == "set" ? types.set(elements[0])
                                  : types.list(elements[0]);
    }
    if (generic == "tuple") {
      llvm::SmallVector<TypeId> elements;
      for (NodeId part : parts) {
        TypeId element = annotationType(module, part);
        if (!element)
          return {};
        elements.push_back(element);
      }
      return types.tuple(elements);
    }
  }
  diagnostics.report(diag::Id::BadAnnotation, tree.range(annotation));
  return {};
}

} // namespace amaru::sema
