// The builtins that make or take iterables: `list`, `dict`, `set`, `enumerate`, `zip`, `reversed`, `map`, `filter`, and
// the folds `sum`, `any`, `all`, whose general case is stdlib source.
#include "lang/sema/Checker.h"

namespace amaru::sema {

using typed::Builtin;
using types::IteratorKind;

/// `dict(a=1, b=2)`
ExprInfo Checker::checkKeywordDict(NodeId expr) {
  llvm::SmallVector<std::pair<NodeId, TypeId>> values;
  for (NodeId keyword : tree.as<ast::Call>(expr).keywords()) {
    auto kw = tree.as<ast::Keyword>(keyword);
    if (kw.arg().empty()) {
      report(diag::Id::Unsupported, keyword).arg("`**` in dict()");
      return error();
    }
    values.push_back({kw.value(), check(kw.value()).type});
  }
  return useKey(expr, types.dict(types.get(Kind::Str), joinElements(expr, values, 1)));
}

/// Calls the function of the prelude that has the builtin's name.
ExprInfo Checker::checkPreludeCall(NodeId expr, llvm::StringRef module, llvm::StringRef function) {
  typed::Module *prelude = sema.importModule(module, this->module());
  auto entity = prelude->entities.find(function);
  return checkFunctionCall(expr, entity->second, NodeId{});
}

ExprInfo Checker::checkIterableBuiltin(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  const bool isFold = builtin == Builtin::Sum || builtin == Builtin::AnyOf || builtin == Builtin::AllOf ||
                      builtin == Builtin::Min || builtin == Builtin::Max;
  if (isFold) {
    bool plain = node.args().size() == 1 || (builtin == Builtin::Sum && node.args().size() == 2);
    if (plain && node.keywords().empty() && tree.is<ast::GeneratorExp>(node.args()[0]))
      return checkFold(expr, builtin);
    // What `min` of nothing is decides its type.
    bool hasDefault = llvm::any_of(node.keywords(),
                                   [&](NodeId keyword) { return tree.as<ast::Keyword>(keyword).arg() == "default"; });
    return checkPreludeCall(expr, "builtins", typed::builtinName(builtin).str() + (hasDefault ? "_or" : ""));
  }
  llvm::SmallVector<TypeId> args;
  for (NodeId arg : node.args()) {
    if (tree.is<ast::Starred>(arg)) {
      report(diag::Id::Unsupported, arg).arg("`*` in this call");
      return error();
    }
    args.push_back(checkArgument(arg).type);
    if (isNever(args.back()))
      return error();
  }
  auto iterable = [&](size_t i) { return iterationType(node.args()[i], args[i]); };
  switch (builtin) {
  case Builtin::List:
  case Builtin::SetOf: {
    if (!expectArguments(expr, 0, 1))
      return error();
    TypeId element = args.empty() ? sema.openElement(instance, expr, 0) : iterable(0);
    if (!element)
      return error();
    if (builtin == Builtin::List)
      return {types.list(element), {}};
    return useKey(expr, types.set(element));
  }
  case Builtin::DictOf: {
    if (args.empty() && node.keywords().empty())
      return useKey(expr, types.dict(sema.openElement(instance, expr, 0), sema.openElement(instance, expr, 1)));
    if (args.empty())
      return checkKeywordDict(expr);
    if (!node.keywords().empty()) {
      report(diag::Id::Unsupported, expr).arg("dict() of an iterable and keywords");
      return error();
    }
    if (!expectArguments(expr, 1, 1))
      return error();
    if (types.kind(args[0]) == Kind::Dict) {
      useOperator(expr, "copy", {args[0]});
      return {args[0], {}};
    }
    TypeId pair = iterable(0);
    if (!pair)
      return error();
    if (isNever(pair))
      return useKey(expr, types.dict(sema.openElement(instance, expr, 0), sema.openElement(instance, expr, 1)));
    if (!types.isTuple(pair) || types[pair].elements.size() != 2) {
      report(diag::Id::Unsupported, expr).arg("dict() of " + name(args[0]));
      return error();
    }
    const types::Type t = types[pair];
    return useKey(expr, types.dict(t.elements[0], t.elements[1]));
  }
  case Builtin::Enumerate: {
    llvm::SmallVector<NodeId> starts;
    if (node.args().size() > 1)
      starts.push_back(node.args()[1]);
    for (NodeId keyword : node.keywords())
      if (tree.as<ast::Keyword>(keyword).arg() == "start")
        starts.push_back(tree.as<ast::Keyword>(keyword).value());
    if (node.args().empty() || node.args().size() > 2 || starts.size() > 1 ||
        node.keywords().size() + node.args().size() != 1 + starts.size()) {
      report(diag::Id::BuiltinArity, expr).arg(int64_t(1)).arg(int64_t(2)).arg(int64_t(node.args().size()));
      return error();
    }
    for (NodeId start : starts)
      if (TypeId type = check(start).type; !types.isInteger(type) && !isNever(type)) {
        report(diag::Id::NotAnInteger, start).arg(types.pythonName(type));
        return error();
      }
    if (!iterable(0))
      return error();
    return {types.iterator(IteratorKind::Enumerate, args[0]), {}};
  }
  case Builtin::Zip:
    for (size_t i = 0; i < args.size(); ++i)
      if (!iterable(i))
        return error();
    if (args.empty() || !node.keywords().empty()) {
      report(diag::Id::Unsupported, expr).arg("zip() without iterables, or with `strict`");
      return error();
    }
    return {types.iterator(IteratorKind::Zip, args), {}};
  case Builtin::Reversed: {
    if (!expectArguments(expr, 1, 1))
      return error();
    const types::Type type = types[args[0]];
    bool isView = type.kind == Kind::Iterator && (IteratorKind(type.entity) == IteratorKind::Keys ||
                                                  IteratorKind(type.entity) == IteratorKind::Values ||
                                                  IteratorKind(type.entity) == IteratorKind::Items);
    if (type.kind == Kind::Set || (type.kind == Kind::Iterator && !isView)) {
      report(diag::Id::NotReversible, expr).arg(types.pythonName(args[0]));
      return error();
    }
    if (!iterable(0))
      return error();
    return {types.iterator(IteratorKind::Reversed, args[0]), {}};
  }
  case Builtin::Map:
  case Builtin::Filter: {
    if (!expectArguments(expr, 2, builtin == Builtin::Map ? 8 : 2))
      return error();
    TypeId type = types.iterator(builtin == Builtin::Map ? IteratorKind::Map : IteratorKind::Filter, args);
    TypeId element = iterationType(expr, type);
    if (builtin == Builtin::Filter && element && !isNever(element) && types.kind(args[0]) != Kind::None)
      callType(expr, args[0], element);
    return element ? ExprInfo{type, {}} : error();
  }
  default:
    return error();
  }
}

//===- What stdlib/containers is built on -----------------------------------------------------------------------===//

ExprInfo Checker::checkListPrimitive(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  llvm::SmallVector<TypeId> args;
  for (NodeId arg : node.args())
    args.push_back(check(arg).type);
  switch (builtin) {
  case Builtin::NewList:
    return {args[0], {}};
  case Builtin::Push: {
    TypeId element = types[args[0]].elements[0];
    if (!isNever(element) && !isNever(args[1]) && !types::isConvertible(types, args[1], element))
      report(diag::Id::CannotStore, node.args()[1]).arg(name(args[1])).arg(name(element));
    return of(Kind::None);
  }
  case Builtin::IterRank: {
    // How deep lists and tuples nest, down to numbers: the rank of the array that they make.
    TypeId type = args[0];
    int64_t rank = 0;
    while (types.isList(type) || (types.isTuple(type) && !types[type].elements.empty())) {
      type = types[type].elements[0];
      ++rank;
    }
    rank += types.isArray(type) ? types[type].rank : 0;
    return {types.get(Kind::Int), rank};
  }
  case Builtin::LeafOf: {
    TypeId type = args[0], joined;
    while (types.isList(type) || (types.isTuple(type) && !types[type].elements.empty())) {
      joined = {};
      for (TypeId element : types[type].elements)
        joined = joined ? types::join(types, joined, element) : element;
      type = joined ? joined : types.get(Kind::Never);
    }
    if (isNever(type))
      type = types.get(Kind::F64);
    if (!types.isNumber(types.scalarOf(type))) {
      report(diag::Id::BadDType, expr).arg(name(type));
      return error();
    }
    return {types.dtype(types.asDType(types.scalarOf(type))), {}};
  }
  default:
    return of(Kind::None);
  }
}

ExprInfo Checker::checkTablePrimitive(Builtin builtin, llvm::ArrayRef<ExprInfo> args) {
  TypeId type = args[0].type;
  switch (builtin) {
  case Builtin::NewRecord:
    return {type, {}};
  case Builtin::RecordSize:
    return of(Kind::Int);
  case Builtin::RecordIndex:
    return {types[types.recordOf(type)].elements[1], {}};
  case Builtin::NewEntries:
  case Builtin::RecordEntries:
    return {types[types.recordOf(type)].elements[2], {}};
  case Builtin::Peek:
    return {types[type].elements[0], {}};
  case Builtin::Keys:
    return {types.iterator(IteratorKind::Keys, type), {}};
  case Builtin::Values:
    return {types.iterator(IteratorKind::Values, type), {}};
  case Builtin::Items:
    return {types.iterator(IteratorKind::Items, type), {}};
  default:
    return of(Kind::None);
  }
}

} // namespace amaru::sema
