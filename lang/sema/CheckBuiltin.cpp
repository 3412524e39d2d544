// The type rules of the builtins of Builtins.def.
#include "lang/sema/Checker.h"
#include "llvm/ADT/StringExtras.h"

namespace amaru::sema {

using typed::Builtin;

ExprInfo Checker::checkBuiltin(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  typed::CallInfo &info = instance.calls[expr.index] = {};
  info.kind = typed::CallInfo::Kind::Builtin;
  info.builtin = builtin;
  if (typed::mathArity(builtin))
    return checkMathBuiltin(expr, builtin);
  if (builtin == Builtin::Print)
    return checkPrint(expr);
  if (builtin == Builtin::GpuShared)
    return checkShared(expr);
  switch (builtin) {
  case Builtin::Min:
  case Builtin::Max: {
    // Of several numbers, or of a tuple's: no loop.
    TypeId only = node.args().size() == 1 ? checkArgument(node.args()[0]).type : TypeId();
    if (node.keywords().empty() && (!only || types.isTuple(only)))
      break;
    return only && isNever(only) ? error() : checkIterableBuiltin(expr, builtin);
  }
  case Builtin::List:
  case Builtin::SetOf:
  case Builtin::DictOf:
  case Builtin::Enumerate:
  case Builtin::Zip:
  case Builtin::Reversed:
  case Builtin::Map:
  case Builtin::Filter:
  case Builtin::Sum:
  case Builtin::AnyOf:
  case Builtin::AllOf:
    return checkIterableBuiltin(expr, builtin);
  default:
    break;
  }

  llvm::SmallVector<ExprInfo> args;
  if (builtin != Builtin::Empty && builtin != Builtin::IsInstance && builtin != Builtin::NamedTupleFunction)
    for (NodeId arg : node.args())
      args.push_back(check(arg));
  if (llvm::any_of(args, [&](const ExprInfo &arg) { return isNever(arg.type); }))
    return error();

  switch (builtin) {
  case Builtin::Range:
  case Builtin::Prange:
    if (!expectArguments(expr, 1, 3))
      return error();
    for (auto [arg, value] : llvm::zip(node.args(), args))
      if (!types.isInteger(types.valueOf(value.type)) && types.kind(types.valueOf(value.type)) != Kind::Bool) {
        report(diag::Id::NotAnInteger, arg).arg(types.pythonName(value.type));
        return error();
      }
    return of(Kind::Range);
  case Builtin::TypeOf: {
    if (!expectArguments(expr, 1, 1))
      return error();
    TypeId type = types.valueOf(args[0].type);
    if (types.isNumber(type))
      return {types.dtype(type), {}};
    report(diag::Id::Unsupported, expr).arg("type() of anything but a number");
    return error();
  }
  case Builtin::Len: {
    if (!expectArguments(expr, 1, 1))
      return error();
    if (auto result = callOperator(expr, "__len__", {node.args()[0]}, {args[0].type}, instance.operators))
      return *result;
    const types::Type type = types[types.valueOf(args[0].type)];
    if (auto *text = std::get_if<std::string>(&args[0].literal); text && llvm::isASCII(*text))
      return {types.get(Kind::Int), int64_t(text->size())};
    if ((type.kind == Kind::Tuple && !types.isOptional(args[0].type)) || type.kind == Kind::Keywords)
      return {types.get(Kind::Int), int64_t(type.elements.size())};
    if (type.kind == Kind::Dict || type.kind == Kind::Set)
      useOperator(expr, "length", {types.valueOf(args[0].type)});
    if (types.isContainer(types.valueOf(args[0].type)) || isArgv(args[0].type) ||
        (type.kind == Kind::Array && type.rank > 0) || type.kind == Kind::Str || type.kind == Kind::Range ||
        type.kind == Kind::Tuple)
      return of(Kind::Int);
    report(diag::Id::NoLength, expr).arg(types.pythonName(args[0].type));
    return error();
  }
  case Builtin::Min:
  case Builtin::Max:
    return checkMinMax(expr, builtin);
  case Builtin::IsInstance:
    return checkIsInstance(expr);
  case Builtin::Str:
  case Builtin::Repr:
    if (!expectArguments(expr, 1, 1))
      return error();
    if (!checkText(node.args()[0], args[0].type)) {
      report(diag::Id::Unsupported, expr).arg(typed::builtinName(builtin).str() + "() of " + name(args[0].type));
      return error();
    }
    return of(Kind::Str);
  case Builtin::Super:
    return checkSuper(expr);
  case Builtin::NamedTupleFunction:
    if (auto made = module().classes.find(expr.index); made != module().classes.end())
      return {types.entity(Kind::Class, made->second->index), {}};
    report(diag::Id::Unsupported, expr).arg("namedtuple() that is not assigned at the top of a module");
    return error();
  case Builtin::Ord:
    if (!expectArguments(expr, 1, 1))
      return error();
    if (types.kind(args[0].type) != Kind::Str) {
      report(diag::Id::Unsupported, expr).arg("ord() of " + name(args[0].type));
      return error();
    }
    return of(Kind::Int);
  case Builtin::Write:
    checkText(node.args()[0], args[0].type);
    return of(Kind::None);
  case Builtin::Tuple:
    if (!expectArguments(expr, 0, 1))
      return error();
    if (args.empty() || types.isTuple(args[0].type))
      return {args.empty() ? types.tuple({}) : args[0].type, {}};
    report(diag::Id::Unsupported, expr)
        .arg("tuple() of a " + types.pythonName(args[0].type) + ", whose length is known only when it runs,");
    return error();
  case Builtin::NewList:
  case Builtin::Push:
  case Builtin::Resize:
  case Builtin::WriteText:
  case Builtin::IterRank:
  case Builtin::LeafOf:
    return checkListPrimitive(expr, builtin);
  case Builtin::NewRecord:
  case Builtin::NewEntries:
  case Builtin::RecordSize:
  case Builtin::RecordIndex:
  case Builtin::RecordEntries:
  case Builtin::SetRecordSize:
  case Builtin::SetRecordIndex:
  case Builtin::SetRecordEntries:
  case Builtin::Peek:
  case Builtin::SetHash:
  case Builtin::Keys:
  case Builtin::Values:
  case Builtin::Items:
    return checkTablePrimitive(builtin, args);
  case Builtin::Chr:
    if (!expectArguments(expr, 1, 1))
      return error();
    if (!types.isInteger(args[0].type)) {
      report(diag::Id::NotAnInteger, node.args()[0]).arg(types.pythonName(args[0].type));
      return error();
    }
    return of(Kind::Str);
  case Builtin::StrFind:
  case Builtin::StrRFind:
    return of(Kind::Int);
  case Builtin::StrCase:
  case Builtin::CaptureEnd:
    return of(Kind::Str);
  case Builtin::StrIsSpace:
    return of(Kind::Bool);
  case Builtin::CaptureBegin:
    return of(Kind::None);
  case Builtin::Hash:
    if (!expectArguments(expr, 1, 1))
      return error();
    if (!isHashable(args[0].type)) {
      report(diag::Id::Unhashable, node.args()[0]).arg(types.pythonName(args[0].type));
      return error();
    }
    return of(Kind::Int);
  case Builtin::WideDType: {
    // NumPy sums integers and booleans in 64 bits.
    TypeId scalar = types.scalarOf(args[0].type);
    return {types.dtype(types.isFloat(scalar) || types.isComplex(scalar)
                            ? types.asDType(scalar)
                            : types.get(types.isUnsigned(scalar) ? Kind::U64 : Kind::I64)),
            {}};
  }
  case Builtin::GpuBarrier:
    if (!expectArguments(expr, 0, 0))
      return error();
    useThread(expr, "amaru.gpu.barrier");
    return of(Kind::None);
  case Builtin::Jit:
  case Builtin::Njit:
  case Builtin::Vectorize:
    // `f = amaru.jit(f)`: everything is compiled anyway.
    if (args.size() == 1 && types.isFunction(args[0].type))
      return args[0];
    report(diag::Id::Unsupported, expr).arg("calling the decorator with this");
    return error();
  case Builtin::GpuKernel:
    report(diag::Id::Unsupported, expr).arg("calling the decorator as a function");
    return error();
  case Builtin::Empty:
    return checkEmpty(expr);
  case Builtin::Flat:
    return {types.array(types.scalarOf(args[0].type), 1, types::Layout::C), {}};
  case Builtin::Reshape:
    return {types.array(types.scalarOf(args[0].type), types[args[1].type].elements.size(), types::Layout::C), {}};
  case Builtin::Transpose: {
    const types::Type type = types[args[0].type];
    types::Layout layout = type.layout == types::Layout::C   ? types::Layout::F
                           : type.layout == types::Layout::F ? types::Layout::C
                                                             : types::Layout::Strided;
    return {types.array(type.elements[0], type.rank, layout), {}};
  }
  case Builtin::IsContiguous:
    return {types.get(Kind::Bool), types.isArray(args[0].type) && types[args[0].type].layout == types::Layout::C};
  case Builtin::LoadText:
    return {types.array(types.get(Kind::F64), 2, types::Layout::C), {}};
  case Builtin::Cast:
    if (!types.isNumber(types.scalarOf(args[0].type))) {
      report(diag::Id::CannotConvert, expr).arg(name(args[0].type)).arg(name(types[args[1].type].elements[0]));
      return error();
    }
    return {types[args[1].type].elements[0], {}};
  case Builtin::Bitcast:
    return {types[args[1].type].elements[0], {}};
  case Builtin::RuntimeCall:
    return types.kind(args[1].type) == Kind::DType ? ExprInfo{types[args[1].type].elements[0], {}} : of(Kind::None);
  case Builtin::AsFloat: {
    // NumPy's float for an elementary function of this argument.
    TypeId type = args[0].type;
    if (!types.isNumber(type)) {
      report(diag::Id::NotAFloat, expr).arg(types.pythonName(type));
      return error();
    }
    if (types.isFloat(type) || types.isComplex(type))
      return {types.asDType(type), {}};
    unsigned bits = types.bits(type);
    bool isPython = !types.isSized(type);
    return of(isPython || bits > 16 ? Kind::F64 : bits > 8 ? Kind::F32 : Kind::F16);
  }
  case Builtin::DTypeOf:
    if (!types.isNumber(types.scalarOf(args[0].type))) {
      report(diag::Id::BadDType, expr).arg(name(args[0].type));
      return error();
    }
    return {types.dtype(types.asDType(types.scalarOf(args[0].type))), {}};
  case Builtin::IsFloating:
    return {types.get(Kind::Bool), types.isFloat(types.scalarOf(args[0].type))};
  case Builtin::IsPython:
    return {types.get(Kind::Bool), types.isNumber(args[0].type) && !types.isSized(args[0].type)};
  case Builtin::MakeComplex: {
    // complex(real, imaginary) of the sized or Python type that the parts make
    TypeId part = types::promote(types, args[0].type, args[1].type);
    return {types::promote(types, part, types.get(Kind::Complex)), {}};
  }
  case Builtin::FInfo:
  case Builtin::IInfo:
    return checkLimits(expr, builtin == Builtin::FInfo);
  case Builtin::Strided:
  case Builtin::StridesOf:
  case Builtin::AsContiguous:
  case Builtin::LaneSum:
  case Builtin::ResultType:
  case Builtin::KindOf:
  case Builtin::FormOf:
  case Builtin::ItemSize:
    return checkArrayPrimitive(expr, builtin, args);
  case Builtin::TupleDrop:
  case Builtin::TupleInsert:
  case Builtin::TupleReplace:
  case Builtin::TupleRepeat:
    return checkTuplePrimitive(expr, builtin, args);
  case Builtin::Round:
  case Builtin::PerfCounter:
  case Builtin::Time:
    return of(Kind::Float);
  case Builtin::Exit:
    env.reachable = true;
    return of(Kind::None);
  default:
    return error();
  }
}

ExprInfo Checker::checkMathBuiltin(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  unsigned arity = typed::mathArity(builtin);
  if (!expectArguments(expr, arity, arity))
    return error();
  TypeId result;
  for (NodeId arg : node.args()) {
    TypeId type = check(arg).type;
    if (isNever(type))
      return error();
    if (!types.isFloat(type) && !(types.isComplex(type) && typed::hasComplexForm(builtin))) {
      report(diag::Id::NotAFloat, arg).arg(types.pythonName(type));
      return error();
    }
    result = result ? types::promote(types, result, type) : type;
  }
  return {result, {}};
}

ExprInfo Checker::checkMinMax(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  llvm::SmallVector<TypeId> operands;
  for (NodeId arg : node.args())
    operands.push_back(instance.type(arg));
  if (operands.size() == 1 && types.isTuple(operands[0])) {
    const types::Type tuple = types[operands[0]];
    operands.assign(tuple.elements.begin(), tuple.elements.end());
  } else if (operands.size() < 2) {
    report(diag::Id::Unsupported, expr).arg(typed::builtinName(builtin).str() + "() of this");
    return error();
  }
  TypeId result;
  for (TypeId operand : operands) {
    result = result ? types::join(types, result, operand) : operand;
    if (!result || !types.isNumber(result)) {
      report(diag::Id::MinMaxConflict, expr).arg(typed::builtinName(builtin)).arg(name(operands[0])).arg(name(operand));
      return error();
    }
  }
  return {result, {}};
}

std::optional<TypeId> Checker::findUnprintable(TypeId type) const {
  switch (types.kind(type)) {
  case Kind::Module:
  case Kind::Function:
  case Kind::FunctionChoice:
  case Kind::Method:
  case Kind::Keywords:
  case Kind::Builtin:
  case Kind::ExceptionClass:
  case Kind::Ellipsis:
  case Kind::Class:
  case Kind::Super:
  case Kind::Iterator:
    return type;
  case Kind::List:
  case Kind::Dict:
  case Kind::Set:
  case Kind::Tuple:
    for (TypeId element : types[type].elements)
      if (std::optional<TypeId> found = findUnprintable(element))
        return found;
    return std::nullopt;
  default:
    return std::nullopt;
  }
}

ExprInfo Checker::checkPrint(NodeId expr) {
  auto node = tree.as<ast::Call>(expr);
  for (NodeId arg : node.args()) {
    auto starred = tree.dyn<ast::Starred>(arg);
    TypeId type = starred ? checkArgument(starred->value()).type : check(arg).type;
    if (starred)
      type = iterationType(starred->value(), type);
    if (!type)
      return error();
    if (std::optional<TypeId> unprintable = findUnprintable(type))
      report(diag::Id::Unsupported, arg).arg("printing a " + types.pythonName(*unprintable));
    else
      checkText(arg, type);
  }
  for (NodeId keyword : node.keywords()) {
    auto kw = tree.as<ast::Keyword>(keyword);
    ExprInfo value = check(kw.value());
    bool isText = kw.arg() == "sep" || kw.arg() == "end";
    if (isText && types.kind(value.type) != Kind::Str && types.kind(value.type) != Kind::None)
      report(diag::Id::Unsupported, kw.value()).arg("a separator that is no string");
    else if (!isText && kw.arg() != "flush")
      report(diag::Id::Unsupported, keyword).arg("print's argument `" + kw.arg().str() + "`");
  }
  return of(Kind::None);
}

bool Checker::checkText(NodeId place, TypeId type) {
  if (findUnprintable(type))
    return false;
  requireContainerText(place, type);
  return requireText(place, type);
}

/// Instantiates the functions that write the containers in a value.
void Checker::requireContainerText(NodeId place, TypeId type) {
  type = types.valueOf(type);
  if (types.isContainer(type))
    useOperator(place, "write", {type});
  else if (types.isTuple(type) || types.isInstance(type))
    for (TypeId element : llvm::SmallVector<TypeId>(llvm::ArrayRef(types[type].elements)))
      requireContainerText(place, element);
}

ExprInfo Checker::checkEmpty(NodeId expr) {
  auto node = tree.as<ast::Call>(expr);
  ExprInfo shape = check(node.args()[0]), dtype = check(node.args()[1]);
  if (isNever(shape.type) || isNever(dtype.type))
    return error();
  bool isShape = types.isInteger(shape.type) ||
                 (types.isTuple(shape.type) &&
                  llvm::all_of(types[shape.type].elements, [&](TypeId t) { return types.isInteger(t); }));
  if (!isShape) {
    report(diag::Id::BadShape, expr).arg(name(shape.type));
    return error();
  }
  if (types.kind(dtype.type) != Kind::DType) {
    report(diag::Id::BadDType, expr).arg(name(dtype.type));
    return error();
  }
  unsigned rank = types.isTuple(shape.type) ? types[shape.type].elements.size() : 1;
  return {types.array(types.asDType(types[dtype.type].elements[0]), rank, types::Layout::C), {}};
}

} // namespace amaru::sema
