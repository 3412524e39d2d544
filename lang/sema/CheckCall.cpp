// Calls: finding the callee, binding arguments to parameters, and the instance for their types.
#include "lang/sema/Checker.h"

namespace amaru::sema {

ExprInfo Checker::checkCall(NodeId expr) {
  auto node = tree.as<ast::Call>(expr);
  // A method of an array is a function of the stdlib with the array as its first argument.
  if (auto attribute = tree.dyn<ast::Attribute>(node.func())) {
    ExprInfo object = check(attribute->value());
    if (isNever(object.type))
      return error();
    if (types.isArray(object.type))
      return checkMethodCall(expr, attribute->value(), attribute->attr(), object.type);
  }
  ExprInfo callee = check(node.func());
  const types::Type type = types[callee.type];
  switch (type.kind) {
  case Kind::Never:
    for (NodeId arg : node.args())
      if (!tree.is<ast::Starred>(arg))
        check(arg);
    return error();
  case Kind::Function:
    return checkFunctionCall(expr, *sema.program.functions[type.entity], NodeId{});
  case Kind::Builtin:
    return checkBuiltin(expr, typed::Builtin(type.entity));
  case Kind::DType:
    return checkCast(expr, type.elements[0]);
  default:
    report(diag::Id::NotCallable, expr).arg(types.pythonName(callee.type));
    return error();
  }
}

ExprInfo Checker::checkMethodCall(NodeId expr, NodeId receiver, llvm::StringRef name, TypeId type) {
  typed::Module *methods = sema.importModule("numpy.methods", module());
  if (methods)
    if (auto method = methods->entities.find(name); method != methods->entities.end())
      return checkFunctionCall(expr, *sema.program.functions[types[method->second].entity], receiver);
  report(diag::Id::NoAttribute, tree.as<ast::Call>(expr).func()).arg(types.pythonName(type)).arg(name);
  return error();
}

bool Checker::expectArguments(NodeId call, unsigned least, unsigned most) {
  auto node = tree.as<ast::Call>(call);
  size_t given = node.args().size();
  if (given >= least && given <= most && node.keywords().empty())
    return true;
  report(diag::Id::BuiltinArity, call).arg(int64_t(least)).arg(int64_t(most)).arg(int64_t(given));
  return false;
}

ExprInfo Checker::checkCast(NodeId expr, TypeId to) {
  if (!expectArguments(expr, 1, 1))
    return error();
  NodeId arg = tree.as<ast::Call>(expr).args()[0];
  ExprInfo from = check(arg);
  if (isNever(from.type))
    return error();
  typed::CallInfo &info = instance.calls[expr.index] = {};
  info.kind = typed::CallInfo::Kind::Cast;
  if (types.kind(from.type) == Kind::Str && (types.kind(to) == Kind::Int || types.kind(to) == Kind::Float))
    return {to, {}};
  if (!types.isNumber(from.type)) {
    report(diag::Id::CannotConvert, arg).arg(name(from.type)).arg(name(to));
    return error();
  }
  return {to, {}};
}

//===- Functions ------------------------------------------------------------------------------------------------===//

std::optional<ExprInfo> Checker::defaultOf(typed::Function &callee, const typed::Param &param) {
  // Defaults are evaluated once, where the function is defined; constants have the same value everywhere.
  const ast::Tree &tree = callee.module->tree;
  NodeId node = param.defaultValue;
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
    if (value.kind == ConstantKind::True || value.kind == ConstantKind::False)
      return ExprInfo{types.get(Kind::Bool), value.kind == ConstantKind::True};
    if (value.kind == ConstantKind::None)
      return of(Kind::None);
    if (value.kind == ConstantKind::Str)
      return ExprInfo{types.get(Kind::Str), value.text.str()};
  }
  if (TypeId scalar = sema.annotationType(*callee.module, node))
    return ExprInfo{types.dtype(scalar), {}};
  return std::nullopt;
}

bool Checker::bindArguments(NodeId call, typed::Function &callee, NodeId receiver, typed::CallInfo &info) {
  auto node = tree.as<ast::Call>(call);
  llvm::SmallVector<NodeId> positional;
  if (receiver)
    positional.push_back(receiver);
  for (NodeId arg : node.args()) {
    if (tree.is<ast::Starred>(arg)) {
      report(diag::Id::Unsupported, arg).arg("`*` in a call");
      return false;
    }
    check(arg);
    positional.push_back(arg);
  }
  llvm::StringMap<NodeId> keywords;
  for (NodeId keyword : node.keywords()) {
    auto kw = tree.as<ast::Keyword>(keyword);
    if (kw.arg().empty()) {
      report(diag::Id::Unsupported, keyword).arg("`**` in a call");
      return false;
    }
    check(kw.value());
    keywords[kw.arg()] = kw.value();
  }
  size_t next = 0;
  for (const typed::Param &param : callee.params) {
    typed::BoundArg bound;
    if (param.kind == typed::Param::Kind::VarArgs) {
      bound.isPack = true;
      while (next < positional.size())
        bound.pack.push_back(positional[next++]);
      info.args.push_back(std::move(bound));
      continue;
    }
    auto keyword = keywords.find(param.name);
    if (param.kind != typed::Param::Kind::KeywordOnly && next < positional.size()) {
      bound.node = positional[next++];
      if (keyword != keywords.end()) {
        report(diag::Id::MultipleValues, call).arg(callee.name).arg(param.name);
        return false;
      }
    } else if (keyword != keywords.end()) {
      bound.node = keyword->second;
      keywords.erase(keyword);
    } else if (param.defaultValue) {
      std::optional<ExprInfo> value = defaultOf(callee, param);
      if (!value) {
        report(diag::Id::Unsupported, call).arg("the default value of `" + param.name.str() + "`");
        return false;
      }
      bound.defaultValue = *value;
    } else {
      report(diag::Id::MissingArgument, call).arg(callee.name).arg(param.name);
      return false;
    }
    info.args.push_back(std::move(bound));
  }
  if (next < positional.size()) {
    report(diag::Id::TooManyArguments, call)
        .arg(callee.name)
        .arg(int64_t(callee.params.size()))
        .arg(int64_t(positional.size()));
    return false;
  }
  if (!keywords.empty()) {
    report(diag::Id::UnexpectedKeyword, call).arg(callee.name).arg(keywords.begin()->first());
    return false;
  }
  return true;
}

ExprInfo Checker::checkFunctionCall(NodeId expr, typed::Function &callee, NodeId receiver) {
  typed::CallInfo info;
  info.receiver = receiver;
  if (!bindArguments(expr, callee, receiver, info))
    return error();
  llvm::SmallVector<TypeId> params;
  unsigned elementwiseRank = 0;
  for (auto [param, arg] : llvm::zip(callee.params, info.args)) {
    TypeId type;
    if (arg.isPack) {
      llvm::SmallVector<TypeId> pack;
      for (NodeId element : arg.pack)
        pack.push_back(instance.type(element));
      if (llvm::any_of(pack, [&](TypeId t) { return isNever(t); }))
        return error();
      type = types.tuple(pack);
    } else {
      type = arg.node ? instance.type(arg.node) : arg.defaultValue.type;
    }
    if (isNever(type))
      return error();
    if (callee.options.elementwise && types.isArray(type)) {
      info.elementwise = true;
      elementwiseRank = std::max(elementwiseRank, types[type].rank);
      type = types.scalarOf(type);
    }
    if (param.annotation) {
      TypeId declared = sema.annotationType(*callee.module, param.annotation);
      if (!declared) {
        instance.hasErrors = true;
        return error();
      }
      if (!types::isConvertible(types, type, declared)) {
        report(diag::Id::ArgumentMismatch, arg.node ? arg.node : expr)
            .arg(callee.name)
            .arg(param.name)
            .arg(name(declared))
            .arg(name(type));
        return error();
      }
      // An annotation says dtype and rank; the layout stays the argument's own.
      if (!(types.isArray(declared) && types[declared].layout == types::Layout::Strided))
        type = declared;
    }
    params.push_back(type);
  }
  typed::Instance *target = sema.instantiate(callee, params);
  if (target->hasErrors) {
    // Errors inside the stdlib are shown where the user called it.
    if (callee.module->isStdlib && !module().isStdlib)
      report(diag::Id::InStdlibCall, expr).arg(callee.name);
    instance.hasErrors = true;
  }
  info.kind = typed::CallInfo::Kind::Function;
  info.callee = target;
  TypeId result = target->result ? target->result : types.get(Kind::Never);
  if (info.elementwise && !isNever(result))
    result = types.array(types.asDType(result), elementwiseRank, types::Layout::C);
  instance.calls[expr.index] = std::move(info);
  return {result, {}};
}

} // namespace amaru::sema
