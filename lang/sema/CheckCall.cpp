// Calls: finding the callee, and the instance for the types of its arguments.
#include "lang/sema/Checker.h"

namespace amaru::sema {

using typed::BoundArg;
using typed::CallInfo;

ExprInfo Checker::checkCall(NodeId expr) {
  auto node = tree.as<ast::Call>(expr);
  // A method of an array is a function of the stdlib with the array as its first argument.
  if (auto attribute = tree.dyn<ast::Attribute>(node.func())) {
    ExprInfo object = check(attribute->value());
    if (isNever(object.type))
      return error();
    const bool isDict =
        types.kind(object.type) == Kind::Builtin && typed::Builtin(types[object.type].entity) == typed::Builtin::DictOf;
    if (isDict && attribute->attr() == "fromkeys") {
      instance.exprs[node.func().index] = object;
      return checkPreludeCall(expr, "containers.dict", "fromkeys");
    }
    typed::Class *cls = classOf(object.type);
    if (TypeId receiver = types.valueOf(object.type);
        !methodModule(receiver).empty() &&
        !(cls && (cls->findMethod(attribute->attr()) || cls->findField(attribute->attr()))))
      return checkMethodCall(expr, attribute->value(), attribute->attr(), receiver);
  }
  if (typed::Function *kernel = launchedBy(node.func()))
    return checkLaunch(expr, *kernel, tree.as<ast::Subscript>(node.func()).slice());
  ExprInfo callee = check(node.func());
  const types::Type type = types[callee.type];
  switch (type.kind) {
  case Kind::Never:
    for (NodeId arg : node.args())
      if (!tree.is<ast::Starred>(arg))
        check(arg);
    return error();
  case Kind::Builtin:
    return checkBuiltin(expr, typed::Builtin(type.entity));
  case Kind::DType:
    return checkCast(expr, type.elements[0]);
  case Kind::Class:
    return checkConstruct(expr, *sema.program.classes[type.entity]);
  case Kind::Function:
    if (typed::Function &function = *sema.program.functions[type.entity]; function.options.isKernel) {
      report(diag::Id::KernelCall, expr).arg(function.name);
      return error();
    }
    return checkFunctionCall(expr, callee.type, NodeId{});
  case Kind::ExceptionClass:
    return checkExceptionCall(expr);
  default:
    if (typed::Class *cls = classOf(callee.type))
      if (const typed::Method *method = cls->findMethod("__call__"))
        return checkFunctionCall(expr, types.method(method->function->index, callee.type), NodeId{});
    return checkFunctionCall(expr, callee.type, NodeId{});
  }
}

ExprInfo Checker::checkMethodCall(NodeId expr, NodeId receiver, llvm::StringRef name, TypeId type) {
  typed::Module *methods = sema.importModule(methodModule(type), module());
  auto node = tree.as<ast::Call>(expr);
  if (types.kind(type) == Kind::Dict && name == "update" && !node.keywords().empty()) {
    report(diag::Id::Unsupported, expr).arg("dict.update() with keywords");
    return error();
  }
  if (types.isContainer(type) && !node.args().empty()) {
    // What goes in says what the elements are.
    const types::Type t = types[type];
    llvm::SmallVector<TypeId> args;
    for (NodeId arg : node.args())
      args.push_back(checkArgument(arg).type);
    auto takes = [&](size_t arg, TypeId element) {
      if (arg >= args.size() || isNever(args[arg]))
        return true;
      sema.unify(element, args[arg]);
      if (isNever(element) || types::isConvertible(types, args[arg], element))
        return true;
      report(diag::Id::CannotStore, node.args()[arg]).arg(this->name(args[arg])).arg(this->name(element));
      return false;
    };
    auto takesElement = [&](TypeId element) {
      sema.unify(t.elements[0], element);
      if (isNever(element) || isNever(t.elements[0]) || types::isConvertible(types, element, t.elements[0]))
        return true;
      report(diag::Id::CannotStore, node.args()[0]).arg(this->name(element)).arg(this->name(t.elements[0]));
      return false;
    };
    if (t.kind == Kind::Dict && name == "pop" && args.size() == 2)
      name = "pop_or";
    bool fits = true;
    if (t.kind == Kind::List && (name == "append" || name == "insert"))
      fits = takes(name == "insert", t.elements[0]);
    else if (t.kind == Kind::Set && name == "add")
      fits = takes(0, t.elements[0]);
    else if (t.kind == Kind::Dict && name == "setdefault")
      fits = takes(0, t.elements[0]) && takes(1, t.elements[1]);
    else if ((t.kind == Kind::List && name == "extend") || (t.kind == Kind::Set && name == "update")) {
      if (TypeId element = isNever(args[0]) ? args[0] : iterationType(node.args()[0], args[0]))
        fits = takesElement(element);
    } else if (t.kind == Kind::Dict && name == "update") {
      sema.unify(type, args[0]);
    }
    if (!fits)
      return error();
    // What it holds may have become known just now: then everything is checked again. Until then the elements that come
    // out are open, too, so that their uses say more.
    bool adds = name == "append" || name == "insert" || name == "extend" || name == "add" || name == "update";
    if (llvm::any_of(t.elements, [&](TypeId element) { return isNever(element); })) {
      if (name == "setdefault")
        return {t.elements[1], {}};
      if (adds)
        return error();
    }
  }
  if (methods && (module().isStdlib || !name.starts_with("_")))
    if (auto method = methods->entities.find(name); method != methods->entities.end())
      return checkFunctionCall(expr, method->second, receiver);
  constexpr llvm::StringLiteral laterMethods[] = {"format",    "format_map", "encode",
                                                  "translate", "maketrans",  "isprintable"};
  if (types.kind(type) == Kind::Str && llvm::is_contained(laterMethods, name))
    report(diag::Id::Unsupported, node.func()).arg("str." + name.str() + "()");
  else
    report(diag::Id::NoAttribute, node.func()).arg(pythonName(type)).arg(name);
  return error();
}

bool Checker::expectArguments(NodeId call, unsigned least, unsigned most) {
  auto node = tree.as<ast::Call>(call);
  size_t given = node.args().size();
  for (NodeId arg : node.args())
    if (tree.is<ast::Starred>(arg)) {
      report(diag::Id::Unsupported, arg).arg("`*` in a call of a builtin");
      return false;
    }
  if (given >= least && given <= most && node.keywords().empty())
    return true;
  report(diag::Id::BuiltinArity, call).arg(int64_t(least)).arg(int64_t(most)).arg(int64_t(given));
  return false;
}

std::optional<ExprInfo> Checker::largeUnsigned(NodeId expr) {
  auto constant = tree.dyn<ast::Constant>(expr);
  if (!constant || constant->value().kind != ast::ConstantValue::Kind::Int || constant->value().fitsInt64)
    return std::nullopt;
  uint64_t value;
  if (constant->value().text.getAsInteger(10, value))
    return std::nullopt;
  return ExprInfo{types.get(Kind::U64), static_cast<int64_t>(value)};
}

ExprInfo Checker::checkCast(NodeId expr, TypeId to) {
  if (!expectArguments(expr, 1, types.isComplex(to) ? 2 : 1))
    return error();
  if (tree.as<ast::Call>(expr).args().size() == 2)
    return checkComplexParts(expr, to);
  NodeId arg = tree.as<ast::Call>(expr).args()[0];
  if (std::optional<ExprInfo> large = types.kind(to) == Kind::U64 ? largeUnsigned(arg) : std::nullopt) {
    instance.calls[expr.index] = {};
    instance.calls[expr.index].kind = CallInfo::Kind::Cast;
    instance.exprs[arg.index] = *large;
    return {to, {}};
  }
  ExprInfo from = check(arg);
  from.type = types.valueOf(from.type);
  if (isNever(from.type))
    return error();
  CallInfo &info = instance.calls[expr.index] = {};
  info.kind = CallInfo::Kind::Cast;
  if (types.isBool(to) && (types.isContainer(from.type) || types.kind(from.type) == Kind::Str))
    return {to, {}};
  if (types.kind(from.type) == Kind::Str && (types.kind(to) == Kind::Int || types.kind(to) == Kind::Float))
    return {to, {}};
  // `np.float32(a)` of an array is a cast of its elements.
  if (types.isArray(from.type) && types.isSized(to) && types[from.type].rank > 0)
    return {types.array(to, types[from.type].rank, types::Layout::C), {}};
  TypeId scalar = types.isArray(from.type) && types[from.type].rank == 0 ? types.scalarOf(from.type) : from.type;
  bool loses = types.isComplex(scalar) && !types.isComplex(to) && !types.isBool(to);
  if (!types.isNumber(scalar) || loses) {
    report(diag::Id::CannotConvert, arg).arg(name(from.type)).arg(name(to));
    return error();
  }
  return {to, {}};
}

//===- Functions ------------------------------------------------------------------------------------------------===//

ExprInfo Checker::checkFunctionCall(NodeId expr, TypeId callee, NodeId receiver) {
  CallInfo info;
  llvm::SmallVector<Argument> arguments;
  info.operands.push_back(receiver ? receiver : tree.as<ast::Call>(expr).func());
  if (receiver)
    arguments.push_back({{0, receiver, -1}, instance.exprs[receiver.index], {}});
  // An attribute that is a function of the stdlib is a call without arguments.
  if (tree.is<ast::Call>(expr) && !collectArguments(expr, info, arguments))
    return error();
  ExprInfo result = checkCallOf(expr, callee, arguments, info);
  instance.calls[expr.index] = std::move(info);
  return result;
}

ExprInfo Checker::checkCallOf(NodeId site, TypeId callee, llvm::ArrayRef<Argument> arguments, CallInfo &info) {
  const types::Type type = types[callee];
  switch (type.kind) {
  case Kind::Function: {
    typed::Function &function = *sema.program.functions[type.entity];
    info.kind = CallInfo::Kind::Function;
    if (isUniversal(function) && asksForMore(function, arguments))
      return checkUniversalCall(site, callee, arguments, info);
    if (!bindArguments(site, function, arguments, info))
      return error();
    return checkInstance(site, function, type, arguments, info);
  }
  case Kind::Method: {
    llvm::SmallVector<Argument> all{{{0, NodeId{}, -1}, {type.elements[0], {}}, {}}};
    llvm::append_range(all, arguments);
    return checkCallOf(site, types.entity(Kind::Function, type.entity), all, info);
  }
  case Kind::FunctionChoice:
    return checkChoice(site, type, arguments, info);
  default:
    report(diag::Id::NotCallable, site).arg(pythonName(callee));
    return error();
  }
}

//===- Universal functions --------------------------------------------------------------------------------------===//

bool Checker::isUniversal(const typed::Function &function) {
  return function.options.elementwise && function.module->isStdlib &&
         llvm::StringRef(function.module->name).starts_with("numpy.");
}

bool Checker::asksForMore(const typed::Function &function, llvm::ArrayRef<Argument> arguments) {
  if (arguments.size() > function.params.size())
    return true;
  return llvm::any_of(arguments, [](const Argument &argument) {
    return argument.keyword == "out" || argument.keyword == "where" || argument.keyword == "dtype";
  });
}

ExprInfo Checker::checkUniversalCall(NodeId site, TypeId callee, llvm::ArrayRef<Argument> arguments, CallInfo &info) {
  typed::Function &function = *sema.program.functions[types[callee].entity];
  const size_t operands = function.params.size();
  typed::Module *owner = sema.importModule("numpy.ufuncs", module());
  if (!owner || operands > 2 || arguments.size() > operands + 3) {
    CallInfo unused;
    bindArguments(site, function, arguments, unused);
    return error();
  }
  auto call = owner->entities.find(operands == 1 ? "call_1" : "call_2");
  // The function itself comes first; the argument behind the operands is `out`.
  llvm::SmallVector<Argument> all{{{0, NodeId{}, -1}, {callee, {}}, {}}};
  for (auto [i, argument] : llvm::enumerate(arguments)) {
    all.push_back(argument);
    if (i == operands && argument.keyword.empty())
      all.back().keyword = "out";
  }
  return checkCallOf(site, call->second, all, info);
}

typed::Instance *Checker::stdlibInstance(NodeId site, llvm::StringRef moduleName, llvm::StringRef name,
                                         llvm::ArrayRef<TypeId> params, llvm::ArrayRef<Literal> comptime) {
  typed::Module *owner = sema.importModule(moduleName, module());
  typed::Function &function = *sema.program.functions[types[owner->entities.find(name)->second].entity];
  typed::Instance *made = sema.instantiate(function, params, comptime.vec());
  if (!made)
    reportTooManyInstances(site, function);
  else
    instance.hasErrors |= made->hasErrors;
  return made;
}

ExprInfo Checker::checkMatrixProduct(NodeId expr, NodeId lhs, NodeId rhs) {
  CallInfo info;
  info.operands = {lhs, rhs};
  info.args.resize(2);
  info.args[0].source = {0, lhs, -1};
  info.args[1].source = {1, rhs, -1};
  info.callee = stdlibInstance(expr, "numpy.linear", "matmul", {instance.type(lhs), instance.type(rhs)});
  if (!info.callee)
    return error();
  TypeId result = info.callee->result ? info.callee->result : types.get(Kind::Never);
  instance.calls[expr.index] = std::move(info);
  return {result, {}};
}

ExprInfo Checker::checkChoice(NodeId site, const types::Type &choice, llvm::ArrayRef<Argument> arguments,
                              CallInfo &info) {
  info.kind = CallInfo::Kind::Choice;
  TypeId result;
  for (TypeId member : choice.elements) {
    CallInfo &one = info.choices.emplace_back();
    TypeId type = checkCallOf(site, member, arguments, one).type;
    TypeId joined = result ? types::join(types, result, type) : type;
    if (!joined) {
      report(diag::Id::ChoiceConflict, site).arg(name(result)).arg(name(type));
      return error();
    }
    result = joined;
  }
  return {result, {}};
}

ExprInfo Checker::argumentInfo(const BoundArg &arg, llvm::ArrayRef<Argument> arguments, const types::Type &callee) {
  auto of = [&](const typed::ArgSource &source) -> ExprInfo {
    for (const Argument &argument : arguments)
      if (argument.source.operand == source.operand && argument.source.element == source.element)
        return argument.info;
    return error();
  };
  switch (arg.kind) {
  case BoundArg::Kind::Operand:
    return of(arg.source);
  case BoundArg::Kind::Default:
    return arg.defaultValue;
  case BoundArg::Kind::GlobalDefault:
    return {arg.slot->type ? arg.slot->type : types.get(Kind::Never), {}};
  case BoundArg::Kind::CapturedDefault:
    return {callee.elements[arg.captured], {}};
  case BoundArg::Kind::Pack: {
    llvm::SmallVector<TypeId> pack;
    for (const typed::ArgSource &source : arg.pack)
      pack.push_back(of(source).type);
    return {types.tuple(pack), {}};
  }
  }
  return error();
}

ExprInfo Checker::checkInstance(NodeId site, typed::Function &callee, const types::Type &calleeType,
                                llvm::ArrayRef<Argument> arguments, CallInfo &info) {
  llvm::SmallVector<TypeId> params;
  std::vector<Literal> comptime;
  llvm::StringMap<TypeId> typeArguments;
  unsigned elementwiseRank = 0;
  for (auto [param, arg] : llvm::zip(callee.params, info.args)) {
    ExprInfo value = argumentInfo(arg, arguments, calleeType);
    TypeId type = value.type;
    if (isNever(type))
      return error();
    if (param.kind == typed::Param::Kind::VarKeywords)
      type = types.keywords(types[type].elements, info.keywordNames);
    if (callee.options.elementwise && types.isArray(type)) {
      info.elementwise |= types[type].rank > 0;
      elementwiseRank = std::max(elementwiseRank, types[type].rank);
      type = types.scalarOf(type);
    }
    NodeId place = arg.node() ? arg.node() : site;
    if (param.isComptime) {
      // The stdlib makes do without one.
      if (!typed::isKnown(value.literal) && !callee.module->isStdlib) {
        report(diag::Id::NotComptime, place).arg(callee.qualifiedName).arg(param.name);
        return error();
      }
      comptime.resize(callee.params.size());
      comptime[params.size()] = value.literal;
    }
    if (param.annotation && param.kind != typed::Param::Kind::VarArgs &&
        param.kind != typed::Param::Kind::VarKeywords) {
      std::optional<TypeId> declared = declaredType(callee, param, type, place, typeArguments);
      if (!declared)
        return error();
      type = *declared;
    }
    params.push_back(type);
  }
  llvm::append_range(params, calleeType.elements);
  const size_t reported = sema.diagnostics.diagnostics().size();
  typed::Instance *target = sema.instantiate(callee, params, comptime);
  if (!target) {
    reportTooManyInstances(site, callee);
    return error();
  }
  const bool isNumpy = llvm::StringRef(callee.module->name).starts_with("numpy") && !module().isStdlib;
  if (target->hasErrors && isNumpy && llvm::any_of(params, [&](TypeId type) { return types.isContainer(type); })) {
    sema.diagnostics.truncate(reported);
    report(diag::Id::Unsupported, site).arg("`" + callee.name + "` of a list").hint("make it an array: `np.array(…)`");
    instance.hasErrors = true;
    return error();
  }
  if (target->hasErrors) {
    // Errors inside the stdlib are shown where the user called it.
    if (callee.module->isStdlib && !module().isStdlib)
      report(diag::Id::InStdlibCall, site).arg(callee.name);
    instance.hasErrors = true;
  }
  if (target->threadUse && !callee.options.isKernel)
    useThread(site, callee.name);
  info.callee = target;
  info.hasCallee = !calleeType.elements.empty();
  TypeId result = target->result ? target->result : types.get(Kind::Never);
  if (info.elementwise && !isNever(result))
    result = types.array(types.asDType(result), elementwiseRank, types::Layout::C);
  return {result, {}};
}

std::optional<TypeId> Checker::declaredType(typed::Function &callee, const typed::Param &param, TypeId type,
                                            NodeId place, llvm::StringMap<TypeId> &typeArguments) {
  auto mismatch = [&](TypeId expected) {
    report(diag::Id::ArgumentMismatch, place).arg(callee.name).arg(param.name).arg(name(expected)).arg(name(type));
    return std::nullopt;
  };
  // `def f[T](x: T, y: T)`: the first argument says what T is, and the others must meet it.
  if (std::optional<llvm::StringRef> parameter = typeParameter(callee, param.annotation)) {
    TypeId &known = typeArguments[*parameter];
    TypeId joined = known ? types::join(types, known, type) : type;
    if (!joined || (known && joined != known))
      return mismatch(known);
    known = joined;
    return type;
  }
  if (param.isComptime || sema.isUnchecked(*callee.module, param.annotation))
    return type;
  TypeId declared = sema.annotationType(*callee.module, param.annotation);
  if (!declared) {
    instance.hasErrors = true;
    return std::nullopt;
  }
  sema.unify(type, declared);
  if (!types::isConvertible(types, type, declared) && !fits(place, type, declared))
    return mismatch(declared);
  // An annotation says dtype and rank; the layout stays the argument's own.
  return types.isArray(declared) && types[declared].layout == types::Layout::Strided ? type : declared;
}

std::optional<llvm::StringRef> Checker::typeParameter(const typed::Function &callee, NodeId annotation) {
  const ast::Tree &tree = callee.module->tree;
  auto name = tree.dyn<ast::Name>(annotation);
  if (name && llvm::is_contained(callee.typeParams, name->id().str()))
    return name->id();
  return std::nullopt;
}

void Checker::reportTooManyInstances(NodeId site, const typed::Function &callee) {
  auto builder = report(diag::Id::TooManyInstances, site);
  builder.arg(callee.qualifiedName).arg(int64_t(maxInstancesOfFunction)).arg(int64_t(maxInstances));
  std::string chain;
  for (const typed::Instance *caller : llvm::reverse(sema.callStack()))
    if (chain.size() < 200)
      chain += " <- `" + caller->function->name + "`";
  builder.note("called by " + chain.substr(chain.empty() ? 0 : 4))
      .hint("annotate the parameters, so that the calls share one instance");
}

} // namespace amaru::sema
