// Calls of compiled functions, and casts.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

Val Emitter::emitCall(NodeId expr) {
  const typed::CallInfo &info = instance.calls.find(expr.index)->second;
  switch (info.kind) {
  case typed::CallInfo::Kind::Builtin:
    return emitBuiltin(expr, info.builtin);
  case typed::CallInfo::Kind::Cast: {
    NodeId arg = tree.as<ast::Call>(expr).args()[0];
    return cast(at(expr), emit(arg), typeOf(expr));
  }
  case typed::CallInfo::Kind::Function:
    return emitFunctionCall(expr, info);
  }
  llvm_unreachable("a kind of call");
}

Val Emitter::argument(mlir::Location loc, const typed::BoundArg &arg, TypeId type) {
  if (arg.isPack) {
    Val pack{type, {}};
    const types::Type tuple = types[type];
    for (auto [node, element] : llvm::zip(arg.pack, tuple.elements))
      llvm::append_range(pack.parts, convert(loc, emit(node), element).parts);
    return pack;
  }
  if (arg.node)
    return convert(loc, emit(arg.node), type);
  Val value =
      typed::isKnown(arg.defaultValue.literal) ? literal(loc, arg.defaultValue) : Val{arg.defaultValue.type, {}};
  return convert(loc, value, type);
}

Val Emitter::emitFunctionCall(NodeId expr, const typed::CallInfo &info) {
  mlir::Location loc = at(expr);
  llvm::SmallVector<Val> args;
  for (auto [arg, param] : llvm::zip(info.args, info.callee->params))
    args.push_back(argument(loc, arg, param));
  Val result = callInstance(loc, *info.callee, args);
  return result;
}

Val Emitter::callInstance(mlir::Location loc, const typed::Instance &callee, llvm::ArrayRef<Val> args) {
  llvm::SmallVector<mlir::Value> operands;
  for (const Val &arg : args)
    llvm::append_range(operands, arg.parts);
  auto call = ir::CallOp::create(builder, loc, callee.symbol, lowered(callee.result), operands);
  return {callee.result, {call.getResults().begin(), call.getResults().end()}};
}

} // namespace amaru::emit
