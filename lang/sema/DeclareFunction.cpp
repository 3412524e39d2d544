// Functions: what a `def` or a `lambda` says before anything is checked.
#include "lang/sema/Checker.h"
#include "lang/sema/Scopes.h"

namespace amaru::sema {

/// `amaru.comptime`, `comptime`.
static bool isComptime(const ast::Tree &tree, NodeId annotation) {
  if (!annotation)
    return false;
  if (auto attribute = tree.dyn<ast::Attribute>(annotation))
    return attribute->attr() == "comptime";
  auto name = tree.dyn<ast::Name>(annotation);
  return name && name->id() == "comptime";
}

/// `amaru.gpu.kernel`, `gpu.kernel`, or `kernel` in a module that imports it from there.
static bool isKernelDecorator(const ast::Tree &tree, NodeId decorator) {
  if (auto attribute = tree.dyn<ast::Attribute>(decorator)) {
    auto owner = tree.dyn<ast::Attribute>(attribute->value());
    auto name = tree.dyn<ast::Name>(attribute->value());
    return attribute->attr() == "kernel" && ((owner && owner->attr() == "gpu") || (name && name->id() == "gpu"));
  }
  auto name = tree.dyn<ast::Name>(decorator);
  if (!name)
    return false;
  for (NodeId stmt : tree.as<ast::Module>(tree.root()).body())
    if (auto from = tree.dyn<ast::ImportFrom>(stmt); from && from->module() == "amaru.gpu")
      for (NodeId aliasNode : from->names()) {
        auto alias = tree.as<ast::Alias>(aliasNode);
        if (alias.name() == "kernel" && (alias.asname().empty() ? alias.name() : alias.asname()) == name->id())
          return true;
      }
  return false;
}

typed::Function *Sema::declareFunction(typed::Module &module, NodeId def, typed::Function *parent) {
  const ast::Tree &tree = module.tree;
  auto owned = std::make_unique<typed::Function>();
  typed::Function &function = *owned;
  function.module = &module;
  function.node = def;
  function.parent = parent;
  auto named = tree.dyn<ast::FunctionDef>(def);
  function.name = named ? named->name().str() : "<lambda>";
  function.qualifiedName = (parent ? parent->qualifiedName + ".<locals>." : "") + function.name;
  function.index = program.functions.size();
  program.functions.push_back(std::move(owned));
  module.functions[def.index] = &function;
  if (parent)
    parent->nested.push_back(&function);
  if (named)
    for (NodeId parameter : named->type_params())
      if (auto variable = tree.dyn<ast::TypeVar>(parameter))
        function.typeParams.push_back(variable->name().str());
  if (named)
    readDecorators(function, named->decorator_list());
  declareParams(function, named ? named->args() : tree.as<ast::Lambda>(def).args());
  declareNames(function);
  return &function;
}

void Sema::declareNames(typed::Function &function) {
  typed::Module &module = *function.module;
  const ast::Tree &tree = module.tree;
  ScopeNames names(tree);
  if (auto named = tree.dyn<ast::FunctionDef>(function.node))
    for (NodeId stmt : named->body())
      names.visit(stmt);
  else
    names.visit(tree.as<ast::Lambda>(function.node).body());
  for (const std::string &name : names.order)
    if (!names.declaredGlobal.contains(name) && !names.declaredNonlocal.contains(name))
      function.addLocal(name);
  for (const auto &entry : names.declaredGlobal) {
    function.globalNames[entry.first()] = function.node;
    module.assignedByFunctions.insert(entry.first());
  }
  for (NodeId node : names.nested) {
    typed::Function *nested = declareFunction(module, node, &function);
    auto local = function.localIndex.find(nested->name);
    if (nested->isFixed(names.bindings.lookup(nested->name)) && local != function.localIndex.end() &&
        local->second >= function.params.size())
      function.definedOnce[nested->name] = nested;
    for (const std::string &name : nested->freeNames)
      names.use(name);
  }
  for (const std::string &name : names.readOrder)
    if (!function.localIndex.contains(name))
      function.freeNames.push_back(name);
  for (const auto &entry : names.declaredNonlocal)
    for (typed::Function *outer = function.parent; outer; outer = outer->parent)
      if (outer->localIndex.contains(entry.first())) {
        outer->assignedByNested[entry.first()] = function.node;
        break;
      }
}

void Sema::declareParams(typed::Function &function, NodeId node) {
  const ast::Tree &tree = function.module->tree;
  auto arguments = tree.as<ast::Arguments>(node);
  auto add = [&](NodeId arg, NodeId defaultValue, typed::Param::Kind kind) {
    auto parameter = tree.as<ast::Arg>(arg);
    function.params.push_back({parameter.arg(), arg, parameter.annotation(), defaultValue, kind, nullptr,
                               isComptime(tree, parameter.annotation())});
    function.addLocal(parameter.arg());
  };
  llvm::SmallVector<std::pair<NodeId, typed::Param::Kind>> positional;
  for (NodeId arg : arguments.posonlyargs())
    positional.push_back({arg, typed::Param::Kind::PositionalOnly});
  for (NodeId arg : arguments.args())
    positional.push_back({arg, typed::Param::Kind::Positional});
  llvm::ArrayRef<NodeId> defaults = arguments.defaults();
  for (auto [i, arg] : llvm::enumerate(positional)) {
    size_t first = positional.size() - defaults.size();
    add(arg.first, i >= first ? defaults[i - first] : NodeId{}, arg.second);
  }
  if (arguments.vararg())
    add(arguments.vararg(), NodeId{}, typed::Param::Kind::VarArgs);
  for (auto [arg, defaultValue] : llvm::zip(arguments.kwonlyargs(), arguments.kw_defaults()))
    add(arg, defaultValue, typed::Param::Kind::KeywordOnly);
  if (arguments.kwarg())
    add(arguments.kwarg(), NodeId{}, typed::Param::Kind::VarKeywords);
  for (auto [i, param] : llvm::enumerate(function.params))
    if (param.defaultValue && !constantDefault(*function.module, param.defaultValue))
      declareDefault(function, i);
}

void Sema::declareDefault(typed::Function &function, unsigned param) {
  if (function.parent) {
    function.capturedDefaults.push_back(param);
    return;
  }
  auto slot = std::make_unique<typed::Global>();
  slot->name = function.params[param].name.str();
  slot->symbol = function.module->name + "." + function.name + "#" + std::to_string(function.index) + "." + slot->name;
  slot->module = function.module;
  function.params[param].slot = slot.get();
  function.module->globals[slot->symbol] = std::move(slot);
}

std::optional<ExprInfo> Sema::constantDefault(const typed::Module &module, NodeId node) {
  const ast::Tree &tree = module.tree;
  types::TypeTable &types = program.types;
  bool negative = false;
  if (auto unary = tree.dyn<ast::UnaryOp>(node); unary && unary->op() == ast::UnaryOperator::USub) {
    negative = true;
    node = unary->operand();
  }
  if (auto constant = tree.dyn<ast::Constant>(node)) {
    ast::ConstantValue value = constant->value();
    using ConstantKind = ast::ConstantValue::Kind;
    if (value.kind == ConstantKind::Int && value.fitsInt64)
      return ExprInfo{types.get(Kind::Int), negative ? -value.intValue : value.intValue};
    if (value.kind == ConstantKind::Float)
      return ExprInfo{types.get(Kind::Float), negative ? -value.floatValue : value.floatValue};
    if (negative)
      return std::nullopt;
    if (value.kind == ConstantKind::True || value.kind == ConstantKind::False)
      return ExprInfo{types.get(Kind::Bool), value.kind == ConstantKind::True};
    if (value.kind == ConstantKind::None)
      return ExprInfo{types.get(Kind::None), {}};
    if (value.kind == ConstantKind::Str)
      return ExprInfo{types.get(Kind::Str), value.text.str()};
    return std::nullopt;
  }
  // A type: `dtype=np.float64`.
  llvm::StringRef name;
  if (auto attribute = tree.dyn<ast::Attribute>(node))
    name = attribute->attr();
  else if (auto plain = tree.dyn<ast::Name>(node))
    name = plain->id();
  TypeId scalar = types::scalarByName(types, name);
  if (!negative && types.isNumber(scalar))
    return ExprInfo{types.dtype(scalar), {}};
  return std::nullopt;
}

/// `fastmath=True`, `fastmath="nnan"`, `fastmath={"nnan", "contract"}`, `fastmath={"nnan": True}`.
void Sema::readFastmath(typed::Function &function, NodeId value) {
  const ast::Tree &tree = function.module->tree;
  auto add = [&](NodeId node) {
    auto constant = tree.dyn<ast::Constant>(node);
    auto kind = constant ? constant->value().kind : ast::ConstantValue::Kind::Ellipsis;
    std::optional<typed::FastMath> flags;
    if (kind == ast::ConstantValue::Kind::True || kind == ast::ConstantValue::Kind::False)
      flags = kind == ast::ConstantValue::Kind::True ? typed::FastMath::All : typed::FastMath::None;
    else if (kind == ast::ConstantValue::Kind::Str)
      flags = typed::readFastMath(constant->value().text);
    if (flags)
      function.options.fastmath = function.options.fastmath | *flags;
    else
      diagnostics.report(diag::Id::Unsupported, tree.range(node))
          .arg("this value of fastmath")
          .hint("it is True, or a set of \"reassoc\", \"nnan\", \"ninf\", \"nsz\", \"arcp\", \"contract\", \"afn\"");
  };
  if (auto set = tree.dyn<ast::Set>(value)) {
    llvm::for_each(set->elts(), add);
    return;
  }
  auto dict = tree.dyn<ast::Dict>(value);
  if (!dict)
    return add(value);
  for (auto [key, allowed] : llvm::zip(dict->keys(), dict->values())) {
    auto constant = tree.dyn<ast::Constant>(allowed);
    if (!constant || constant->value().kind != ast::ConstantValue::Kind::False)
      add(key);
  }
}

void Sema::readDecorators(typed::Function &function, llvm::ArrayRef<NodeId> decorators) {
  const ast::Tree &tree = function.module->tree;
  for (NodeId decorator : decorators) {
    NodeId callee = decorator;
    llvm::ArrayRef<NodeId> keywords;
    if (auto call = tree.dyn<ast::Call>(decorator)) {
      callee = call->func();
      keywords = call->keywords();
    }
    llvm::StringRef name;
    if (auto attribute = tree.dyn<ast::Attribute>(callee))
      name = attribute->attr();
    else if (auto plain = tree.dyn<ast::Name>(callee))
      name = plain->id();
    if ((name == "elementwise" && function.module->isStdlib) || name == "vectorize") {
      function.options.elementwise = true;
      continue;
    }
    bool isKernel = isKernelDecorator(tree, callee);
    if (name != "jit" && name != "njit" && !isKernel) {
      function.decorators.push_back(decorator);
      continue;
    }
    function.options.isJit = true;
    function.options.isKernel |= isKernel;
    for (NodeId keyword : keywords) {
      auto kw = tree.as<ast::Keyword>(keyword);
      auto value = tree.dyn<ast::Constant>(kw.value());
      bool on = value && value->value().kind == ast::ConstantValue::Kind::True;
      auto isText = [&](llvm::StringRef text) {
        return value && value->value().kind == ast::ConstantValue::Kind::Str && value->value().text == text;
      };
      if (kw.arg() == "parallel")
        function.options.parallel = on;
      else if (kw.arg() == "fastmath")
        readFastmath(function, kw.value());
      else if (kw.arg() == "boundscheck")
        function.options.boundscheck = on;
      else if (kw.arg() == "overflow")
        function.options.overflowWraps = isText("wrap");
      else if (kw.arg() == "division")
        function.options.dividesAsNumpy = isText("numpy");
      else if (kw.arg() != "cache" && kw.arg() != "nogil" && kw.arg() != "nopython")
        diagnostics.report(diag::Id::UnexpectedKeyword, tree.range(keyword)).arg("jit").arg(kw.arg());
    }
  }
}

} // namespace amaru::sema
