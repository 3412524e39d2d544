// Scopes: which function a name belongs to, and what nested functions capture.
//
// A nested function that its scope binds once, by a `def`, is known wherever its name is read: instead of its value, the
// variables that it captures are captured, so that functions can call themselves and each other.
#include "lang/sema/Scopes.h"
#include "lang/sema/Sema.h"

namespace amaru::sema {

using ast::NodeId;

static llvm::ArrayRef<NodeId> generatorsOf(const ast::Tree &tree, NodeId node) {
  if (auto list = tree.dyn<ast::ListComp>(node))
    return list->generators();
  if (auto set = tree.dyn<ast::SetComp>(node))
    return set->generators();
  if (auto dict = tree.dyn<ast::DictComp>(node))
    return dict->generators();
  if (auto generator = tree.dyn<ast::GeneratorExp>(node))
    return generator->generators();
  return {};
}

void visitInScope(const ast::Tree &tree, NodeId node, llvm::SmallVectorImpl<NodeId> &comprehensions,
                  llvm::function_ref<void(NodeId)> visit) {
  llvm::ArrayRef<NodeId> generators = generatorsOf(tree, node);
  if (generators.empty())
    return ast::forEachChild(tree, node, visit);
  visit(tree.as<ast::Comprehension>(generators[0]).iter());
  comprehensions.push_back(node);
  ast::forEachChild(tree, node, visit);
  comprehensions.pop_back();
}

void ScopeNames::use(llvm::StringRef name) {
  if (read.insert(name).second)
    readOrder.push_back(name.str());
}

void ScopeNames::bind(llvm::StringRef name) {
  ++bindings[name];
  if (assigned.insert(name).second)
    order.push_back(name.str());
}

void ScopeNames::visit(NodeId node) {
  if (!node)
    return;
  switch (tree.kind(node)) {
  case ast::Kind::FunctionDef: {
    // Decorators and defaults are evaluated outside; the body is a scope of its own.
    auto def = tree.as<ast::FunctionDef>(node);
    bind(def.name());
    nested.push_back(node);
    for (NodeId decorator : def.decorator_list())
      visit(decorator);
    return visitDefaults(def.args());
  }
  case ast::Kind::Lambda:
    nested.push_back(node);
    return visitDefaults(tree.as<ast::Lambda>(node).args());
  case ast::Kind::ClassDef:
    return;
  case ast::Kind::Global:
    for (llvm::StringRef name : tree.as<ast::Global>(node).names())
      declaredGlobal.insert(name);
    return;
  case ast::Kind::Nonlocal:
    for (llvm::StringRef name : tree.as<ast::Nonlocal>(node).names()) {
      declaredNonlocal.insert(name);
      use(name);
    }
    return;
  case ast::Kind::ListComp:
  case ast::Kind::SetComp:
  case ast::Kind::DictComp:
  case ast::Kind::GeneratorExp:
    return visitComprehension(node);
  case ast::Kind::Name: {
    auto name = tree.as<ast::Name>(node);
    if (isTarget(name.id()))
      return;
    name.ctx() == ast::ExprContext::Load ? use(name.id()) : bind(name.id());
    return;
  }
  case ast::Kind::ExceptHandler:
    if (llvm::StringRef name = tree.as<ast::ExceptHandler>(node).name(); !name.empty())
      bind(name);
    [[fallthrough]];
  default:
    ast::forEachChild(tree, node, [&](NodeId child) { visit(child); });
  }
}

bool ScopeNames::isTarget(llvm::StringRef name) const {
  return llvm::any_of(comprehensions, [&](const auto &entry) { return entry.second.contains(name); });
}

/// The targets of a comprehension are local variables of their own (`Function::targetName`).
void ScopeNames::visitComprehension(NodeId node) {
  comprehensions.push_back({node, {}});
  ast::forEachChild(tree, node, [&](NodeId child) {
    if (auto part = tree.dyn<ast::Comprehension>(child))
      addTargets(part->target());
  });
  ast::forEachChild(tree, node, [&](NodeId child) { visit(child); });
  comprehensions.pop_back();
}

void ScopeNames::addTargets(NodeId target) {
  if (auto name = tree.dyn<ast::Name>(target)) {
    auto &[comprehension, targets] = comprehensions.back();
    if (targets.insert(name->id()).second)
      order.push_back(typed::Function::targetName(name->id(), comprehension));
    return;
  }
  ast::forEachChild(tree, target, [&](NodeId child) { addTargets(child); });
}

void ScopeNames::visitDefaults(NodeId node) {
  auto arguments = tree.as<ast::Arguments>(node);
  for (NodeId value : arguments.defaults())
    visit(value);
  for (NodeId value : arguments.kw_defaults())
    visit(value);
}

//===- Captures -------------------------------------------------------------------------------------------------===//

namespace {

bool add(typed::Function &function, const typed::Capture &capture) {
  if (capture.owner == &function || llvm::is_contained(function.captures, capture))
    return false;
  function.captures.push_back(capture);
  return true;
}

/// What the uses of one name add to the captures of `function`.
bool captureName(typed::Function &function, llvm::StringRef name, llvm::StringSet<> &moduleNames) {
  for (typed::Function *owner = function.parent; owner; owner = owner->parent) {
    auto definition = owner->definedOnce.find(name);
    if (definition != owner->definedOnce.end() && !owner->assignedByNested.contains(name)) {
      function.known[name] = definition->second;
      bool changed = false;
      for (const typed::Capture &capture : std::vector(definition->second->captures))
        changed |= add(function, capture);
      return changed;
    }
    if (owner->localIndex.contains(name))
      return add(function, {owner, name.str()});
  }
  moduleNames.insert(name);
  return false;
}

/// Puts the captured variables between the parameters and the function's own variables.
void placeCaptures(typed::Function &function) {
  const size_t params = function.params.size();
  std::vector<std::string> locals(function.locals.begin(), function.locals.begin() + params);
  for (const typed::Capture &capture : function.captures)
    locals.push_back(capture.name);
  for (unsigned param : function.capturedDefaults)
    locals.push_back(function.params[param].name.str());
  std::vector<std::string> own(function.locals.begin() + params, function.locals.end());
  function.localIndex.clear();
  // A captured variable that another of the same name hides is reached through a known function alone.
  for (auto [i, name] : llvm::enumerate(locals))
    if (i < params + function.captures.size() && !llvm::is_contained(own, name))
      function.localIndex.try_emplace(name, i);
  for (const std::string &name : own) {
    function.localIndex[name] = locals.size();
    locals.push_back(name);
  }
  function.locals = std::move(locals);
}

} // namespace

void Sema::resolveCaptures(typed::Module &module, llvm::StringSet<> &moduleNames) {
  std::vector<typed::Function *> functions;
  for (const auto &function : program.functions)
    if (function->module == &module && module.functions.lookup(function->node.index) == function.get())
      functions.push_back(function.get());
  for (bool changed = true; changed;) {
    changed = false;
    for (typed::Function *function : functions) {
      for (const std::string &name : function->freeNames)
        changed |= captureName(*function, name, moduleNames);
      for (typed::Function *inner : function->nested)
        for (const typed::Capture &capture : inner->captures)
          changed |= add(*function, capture);
    }
  }
  for (typed::Function *function : functions)
    placeCaptures(*function);
}

} // namespace amaru::sema
