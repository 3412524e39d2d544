// Classes: what a `class` statement, or a call of namedtuple, says before anything is checked.
#include "lang/sema/Checker.h"

namespace amaru::sema {

typed::Builtin Sema::builtinOf(const typed::Module &module, NodeId node) const {
  const ast::Tree &tree = module.tree;
  auto builtinOfType = [&](TypeId type) {
    const types::Type &t = program.types[type];
    return t.kind == Kind::Builtin ? typed::Builtin(t.entity) : typed::Builtin::None;
  };
  if (auto call = tree.dyn<ast::Call>(node))
    return builtinOf(module, call->func());
  if (auto name = tree.dyn<ast::Name>(node)) {
    if (auto entity = module.entities.find(name->id()); entity != module.entities.end())
      return builtinOfType(entity->second);
    return typed::findBuiltin("builtins", name->id());
  }
  auto attribute = tree.dyn<ast::Attribute>(node);
  auto owner = attribute ? tree.dyn<ast::Name>(attribute->value()) : std::nullopt;
  auto entity = owner ? module.entities.find(owner->id()) : module.entities.end();
  if (entity == module.entities.end() || program.types.kind(entity->second) != Kind::Module)
    return typed::Builtin::None;
  return typed::findBuiltin(program.modules[program.types[entity->second].entity]->name, attribute->attr());
}

void Sema::bindClasses(typed::Module &module) {
  const ast::Tree &tree = module.tree;
  for (NodeId stmt : tree.as<ast::Module>(tree.root()).body()) {
    if (tree.is<ast::ClassDef>(stmt) && !bindExceptionClass(module, stmt))
      declareClass(module, stmt);
    auto assign = tree.dyn<ast::Assign>(stmt);
    if (assign && tree.is<ast::Call>(assign->value()) && assign->targets().size() == 1 &&
        builtinOf(module, assign->value()) == typed::Builtin::NamedTupleFunction)
      declareNamedTuple(module, assign->targets()[0], assign->value());
  }
}

typed::Class &Sema::addClass(typed::Module &module, NodeId node, llvm::StringRef name) {
  auto owned = std::make_unique<typed::Class>();
  typed::Class &cls = *owned;
  cls.name = name.str();
  cls.module = &module;
  cls.node = node;
  cls.index = program.classes.size();
  program.classes.push_back(std::move(owned));
  module.classes[node.index] = &cls;
  module.entities[name] = program.types.entity(Kind::Class, cls.index);
  return cls;
}

void Sema::declareNamedTuple(typed::Module &module, NodeId target, NodeId value) {
  const ast::Tree &tree = module.tree;
  auto call = tree.as<ast::Call>(value);
  auto name = tree.dyn<ast::Name>(target);
  auto text = [&](NodeId node) -> std::optional<llvm::StringRef> {
    auto constant = tree.dyn<ast::Constant>(node);
    if (constant && constant->value().kind == ast::ConstantKind::Str)
      return constant->value().text;
    return std::nullopt;
  };
  llvm::SmallVector<llvm::StringRef> fields;
  bool isKnown = name && call.args().size() == 2 && call.keywords().empty();
  if (isKnown) {
    NodeId list = call.args()[1];
    if (std::optional<llvm::StringRef> names = text(list)) {
      // `"x y"` and `"x, y"`.
      while (true) {
        llvm::StringRef rest = names->ltrim(", \t\n");
        if (rest.empty())
          break;
        size_t end = std::min(rest.find_first_of(", \t\n"), rest.size());
        fields.push_back(rest.take_front(end));
        names = rest.drop_front(end);
      }
    } else {
      llvm::ArrayRef<NodeId> elements;
      if (auto items = tree.dyn<ast::List>(list))
        elements = items->elts();
      else if (auto items = tree.dyn<ast::Tuple>(list))
        elements = items->elts();
      isKnown = !elements.empty();
      for (NodeId element : elements) {
        std::optional<llvm::StringRef> field = text(element);
        isKnown &= field.has_value();
        fields.push_back(field.value_or(""));
      }
    }
  }
  if (!isKnown) {
    diagnostics.report(diag::Id::Unsupported, tree.range(value)).arg("a namedtuple whose fields are not written out");
    return;
  }
  typed::Class &cls = addClass(module, value, name->id());
  cls.kind = Kind::Tuple;
  declareConstructor(cls, "__new__");
  for (llvm::StringRef field : fields)
    addField(cls, tree.strings().text(module.tree.strings().intern(field)), NodeId{}, NodeId{}, value);
}

void Sema::declareConstructor(typed::Class &cls, llvm::StringRef function) {
  auto owned = std::make_unique<typed::Function>();
  owned->module = cls.module;
  owned->node = cls.node;
  owned->name = function.str();
  owned->qualifiedName = cls.name + "." + owned->name;
  owned->index = program.functions.size();
  typed::Param self;
  self.name = "self";
  self.kind = typed::Param::Kind::PositionalOnly;
  owned->params.push_back(self);
  cls.constructor = owned.get();
  program.functions.push_back(std::move(owned));
}

void Sema::addField(typed::Class &cls, llvm::StringRef name, NodeId annotation, NodeId defaultValue, NodeId origin) {
  if (cls.findField(name))
    return;
  cls.fields.push_back({name.str(), annotation, {}, origin});
  if (!cls.constructor)
    return;
  typed::Param param;
  param.name = name;
  param.node = origin;
  param.annotation = annotation;
  param.defaultValue = defaultValue;
  cls.constructor->params.push_back(param);
  if (defaultValue && !constantDefault(*cls.module, defaultValue))
    declareDefault(*cls.constructor, cls.constructor->params.size() - 1);
}

void Sema::declareClass(typed::Module &module, NodeId stmt) {
  const ast::Tree &tree = module.tree;
  auto node = tree.as<ast::ClassDef>(stmt);
  typed::Class &cls = addClass(module, stmt, node.name());
  if (!node.keywords().empty())
    diagnostics.report(diag::Id::Unsupported, tree.range(node.keywords()[0])).arg("a class with keywords");
  for (NodeId base : node.bases())
    declareBase(cls, base, node.bases().size());
  for (NodeId decorator : node.decorator_list())
    readClassDecorator(cls, decorator);
  // `struct C:` is `@amaru.struct` above `class C:`.
  if (node.is_struct())
    makeDataclass(cls, /*isFrozen=*/true);
  for (NodeId member : node.body())
    declareMember(cls, member);
  if (cls.isDataclass && cls.findMethod("__init__"))
    cls.constructor = nullptr;
}

void Sema::declareBase(typed::Class &cls, NodeId base, size_t count) {
  const ast::Tree &tree = cls.module->tree;
  typed::Builtin builtin = builtinOf(*cls.module, base);
  if (builtin == typed::Builtin::Object)
    return;
  if (builtin == typed::Builtin::NamedTupleClass && count == 1) {
    cls.kind = Kind::Tuple;
    return declareConstructor(cls, "__new__");
  }
  auto name = tree.dyn<ast::Name>(base);
  auto entity = name ? cls.module->entities.find(name->id()) : cls.module->entities.end();
  if (count > 1 || entity == cls.module->entities.end() || program.types.kind(entity->second) != Kind::Class) {
    diagnostics.report(diag::Id::Unsupported, tree.range(base))
        .arg(count > 1 ? "inheriting from several classes" : "this base class");
    return;
  }
  cls.base = program.classes[program.types[entity->second].entity].get();
  cls.kind = cls.base->kind;
  cls.fields = cls.base->fields;
  for (const auto &method : cls.base->methods)
    cls.methods[method.first()] = method.second;
  for (const auto &constant : cls.base->constants)
    cls.constants[constant.first()] = constant.second;
  cls.isDataclass = cls.base->isDataclass;
  if (cls.base->constructor) {
    declareConstructor(cls, cls.base->constructor->name);
    cls.constructor->params = cls.base->constructor->params;
  }
}

void Sema::readClassDecorator(typed::Class &cls, NodeId decorator) {
  const ast::Tree &tree = cls.module->tree;
  typed::Builtin builtin = builtinOf(*cls.module, decorator);
  if (builtin != typed::Builtin::Struct && builtin != typed::Builtin::Dataclass) {
    diagnostics.report(diag::Id::Unsupported, tree.range(decorator)).arg("this decorator of a class");
    return;
  }
  bool isFrozen = builtin == typed::Builtin::Struct;
  if (auto call = tree.dyn<ast::Call>(decorator))
    for (NodeId keyword : call->keywords()) {
      auto kw = tree.as<ast::Keyword>(keyword);
      auto value = tree.dyn<ast::Constant>(kw.value());
      bool on = value && value->value().kind == ast::ConstantKind::True;
      if (kw.arg() == "frozen")
        isFrozen = on;
      else if (kw.arg() == "order")
        cls.isOrdered = on;
      else if (kw.arg() == "eq")
        cls.hasEquality = on;
      else if (kw.arg() != "slots")
        diagnostics.report(diag::Id::Unsupported, tree.range(keyword))
            .arg("dataclass's argument `" + kw.arg().str() + "`");
    }
  makeDataclass(cls, isFrozen);
}

void Sema::makeDataclass(typed::Class &cls, bool isFrozen) {
  // What nobody can change need not be shared.
  cls.kind = isFrozen ? Kind::Struct : Kind::Object;
  cls.isDataclass = true;
  if (!cls.constructor)
    declareConstructor(cls, "__init__");
}

TypeId Sema::instanceType(typed::Class &cls) {
  if (cls.kind == Kind::Object)
    return program.types.entity(Kind::Object, cls.index);
  llvm::SmallVector<TypeId> fields;
  for (const typed::Field &field : cls.fields) {
    fields.push_back(field.annotation ? annotationType(*cls.module, field.annotation) : TypeId{});
    if (!fields.back())
      return {};
  }
  return program.types.structure(cls.kind, cls.index + (cls.kind == Kind::Tuple), fields);
}

void Sema::declareMember(typed::Class &cls, NodeId member) {
  const ast::Tree &tree = cls.module->tree;
  switch (tree.kind(member)) {
  case ast::Kind::FunctionDef:
    return declareMethod(cls, member);
  case ast::Kind::AnnAssign: {
    auto assign = tree.as<ast::AnnAssign>(member);
    auto name = tree.dyn<ast::Name>(assign.target());
    if (name && (cls.constructor || !assign.value()))
      return addField(cls, name->id(), assign.annotation(), assign.value(), member);
    if (name)
      return declareConstant(cls, name->id());
    break;
  }
  case ast::Kind::Assign: {
    auto assign = tree.as<ast::Assign>(member);
    for (NodeId target : assign.targets())
      if (auto name = tree.dyn<ast::Name>(target); name && name->id() != "__slots__")
        declareConstant(cls, name->id());
    return;
  }
  case ast::Kind::Pass:
    return;
  case ast::Kind::Expr:
    // A docstring.
    if (tree.is<ast::Constant>(tree.as<ast::Expr>(member).value()))
      return;
    break;
  default:
    break;
  }
  diagnostics.report(diag::Id::Unsupported, tree.range(member)).arg("this in the body of a class");
}

void Sema::declareConstant(typed::Class &cls, llvm::StringRef name) {
  auto global = std::make_unique<typed::Global>();
  global->name = name.str();
  global->symbol = cls.module->name + "." + cls.name + "." + name.str();
  global->module = cls.module;
  cls.constants[name] = global.get();
  cls.module->globals[global->symbol] = std::move(global);
}

void Sema::declareMethod(typed::Class &cls, NodeId def) {
  typed::Module &module = *cls.module;
  typed::Function *function = declareFunction(module, def, nullptr);
  function->owner = &cls;
  function->qualifiedName = cls.name + "." + function->name;
  typed::Method method;
  method.function = function;
  for (NodeId decorator : std::exchange(function->decorators, {})) {
    switch (builtinOf(module, decorator)) {
    case typed::Builtin::Property:
      method.kind = typed::Method::Kind::Property;
      continue;
    case typed::Builtin::StaticMethod:
      method.kind = typed::Method::Kind::Static;
      continue;
    case typed::Builtin::ClassMethod:
      method.kind = typed::Method::Kind::Class;
      continue;
    default:
      diagnostics.report(diag::Id::Unsupported, module.tree.range(decorator)).arg("this decorator of a method");
    }
  }
  cls.methods[function->name] = method;
}

} // namespace amaru::sema
