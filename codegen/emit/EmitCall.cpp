// Calls of compiled functions, and casts.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

using typed::BoundArg;
using typed::CallInfo;

Val Emitter::emitCall(NodeId expr) {
  const CallInfo &info = instance.calls.find(expr.index)->second;
  switch (info.kind) {
  case CallInfo::Kind::Builtin:
    return emitBuiltin(expr, info.builtin);
  case CallInfo::Kind::Cast: {
    auto call = tree.as<ast::Call>(expr);
    if (call.args().size() == 2)
      return emitComplexParts(expr, call.args()[0], call.args()[1]);
    // `type(f())(x)`
    if (tree.is<ast::Call>(call.func()))
      emit(call.func());
    NodeId arg = call.args()[0];
    if (types.isArray(typeOf(expr)))
      return castElements(at(expr), emit(arg), typeOf(expr));
    return cast(at(expr), emit(arg), typeOf(expr));
  }
  case CallInfo::Kind::Construct:
    return emitConstruct(expr, info);
  case CallInfo::Kind::Launch:
    return emitLaunch(expr, info);
  case CallInfo::Kind::Exception:
    return emitException(expr);
  case CallInfo::Kind::Function:
  case CallInfo::Kind::Choice:
    return emitFunctionCall(expr, info);
  }
  llvm_unreachable("a kind of call");
}

Val Emitter::emitFunctionCall(NodeId expr, const CallInfo &info) {
  return emitCallOf(at(expr), info, emitOperands(info), typeOf(expr));
}

llvm::SmallVector<Val> Emitter::emitOperands(const CallInfo &info) {
  llvm::SmallVector<Val> operands;
  for (NodeId operand : info.operands)
    operands.push_back(emit(operand));
  return operands;
}

Val Emitter::emitCallOf(mlir::Location loc, const CallInfo &info, llvm::ArrayRef<Val> operands, TypeId result) {
  if (info.kind == CallInfo::Kind::Choice)
    return emitChoice(loc, info, operands, result);
  // A part of it never finishes, so that the call is never made.
  if (!info.callee)
    return {types.get(Kind::Never), {}};
  llvm::SmallVector<Val> args;
  for (auto [arg, param] : llvm::zip(info.args, info.callee->params))
    args.push_back(argument(loc, arg, param, operands));
  if (info.hasCallee)
    args.push_back({operands[0].type, operands[0].parts});
  return callInstance(loc, *info.callee, args);
}

Val Emitter::sourceValue(const typed::ArgSource &source, llvm::ArrayRef<Val> operands) {
  const Val &operand = operands[source.operand];
  if (source.element >= 0)
    return elementOf(operand, source.element);
  // The receiver of a bound method is what the method holds.
  if (types.kind(operand.type) == Kind::Method && !source.node)
    return {types[operand.type].elements[0], operand.parts};
  return operand;
}

Val Emitter::elementOf(const Val &aggregate, unsigned which) {
  const types::Type type = types[aggregate.type];
  size_t begin = 0;
  for (TypeId before : llvm::ArrayRef(type.elements).take_front(which))
    begin += lowered(before).size();
  Val element{type.elements[which], {}};
  element.parts.append(aggregate.parts.begin() + begin, aggregate.parts.begin() + begin + lowered(element.type).size());
  return element;
}

Val Emitter::argument(mlir::Location loc, const BoundArg &arg, TypeId type, llvm::ArrayRef<Val> operands) {
  switch (arg.kind) {
  case BoundArg::Kind::Operand:
    return convert(loc, sourceValue(arg.source, operands), type);
  case BoundArg::Kind::Default: {
    const ExprInfo &info = arg.defaultValue;
    return convert(loc, typed::isKnown(info.literal) ? literal(loc, info) : Val{info.type, {}}, type);
  }
  case BoundArg::Kind::GlobalDefault:
    return convert(loc, loadGlobal(loc, *arg.slot), type);
  case BoundArg::Kind::CapturedDefault:
    return convert(loc, elementOf(operands[0], arg.captured), type);
  case BoundArg::Kind::Pack: {
    Val pack{type, {}};
    for (auto [source, element] : llvm::zip(arg.pack, types[type].elements))
      llvm::append_range(pack.parts, convert(loc, sourceValue(source, operands), element).parts);
    return pack;
  }
  }
  llvm_unreachable("a kind of argument");
}

Val Emitter::callInstance(mlir::Location loc, const typed::Instance &callee, llvm::ArrayRef<Val> args) {
  llvm::SmallVector<mlir::Value> operands;
  for (const Val &arg : args)
    llvm::append_range(operands, arg.parts);
  auto call = ir::CallOp::create(builder, loc, callee.symbol, lowered(callee.result), operands);
  return {callee.result, {call.getResults().begin(), call.getResults().end()}};
}

} // namespace amaru::emit
