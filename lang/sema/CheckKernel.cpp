// GPU kernels: launches, the numbers of the grid, shared arrays.
#include "lang/sema/Checker.h"

namespace amaru::sema {

using typed::Builtin;

void Checker::useThread(NodeId expr, llvm::StringRef what) {
  if (!instance.threadUse)
    instance.threadUse = expr;
  // A function may ask if a kernel calls it; nobody but the user calls a top level.
  if (function().isTopLevel)
    report(diag::Id::OutsideKernel, expr).arg(what);
}

std::optional<ExprInfo> Checker::checkGridNumber(NodeId expr, Builtin builtin, llvm::StringRef axis) {
  bool isNumber = builtin == Builtin::GpuThreadId || builtin == Builtin::GpuBlockId ||
                  builtin == Builtin::GpuBlockDim || builtin == Builtin::GpuGridDim;
  if (!isNumber || (axis != "x" && axis != "y" && axis != "z"))
    return std::nullopt;
  useThread(expr, "amaru.gpu." + typed::builtinName(builtin).str());
  return of(Kind::Int);
}

ExprInfo Checker::checkShared(NodeId expr) {
  if (!expectArguments(expr, 2, 2))
    return error();
  auto node = tree.as<ast::Call>(expr);
  NodeId shape = node.args()[0];
  ExprInfo shapeInfo = check(shape), dtype = check(node.args()[1]);
  if (isNever(shapeInfo.type) || isNever(dtype.type))
    return error();
  if (!function().options.isKernel) {
    report(diag::Id::OutsideKernel, expr).arg("amaru.gpu.shared").hint("pass the array to the function");
    return error();
  }
  llvm::SmallVector<NodeId> extents{shape};
  if (auto tuple = tree.dyn<ast::Tuple>(shape))
    extents.assign(tuple->elts().begin(), tuple->elts().end());
  for (NodeId extent : extents) {
    const Literal &literal = instance.info(extent).literal;
    const int64_t *size = std::get_if<int64_t>(&literal);
    if (!size || *size < 1) {
      report(diag::Id::SharedShape, extent).arg(size ? std::to_string(*size) : name(instance.type(extent)));
      return error();
    }
  }
  if (types.kind(dtype.type) != Kind::DType) {
    report(diag::Id::BadDType, expr).arg(name(dtype.type));
    return error();
  }
  return {types.array(types.asDType(types[dtype.type].elements[0]), extents.size(), types::Layout::C), {}};
}

//===- Launches -------------------------------------------------------------------------------------------------===//

typed::Function *Checker::launchedBy(NodeId expr) {
  auto subscript = tree.dyn<ast::Subscript>(expr);
  if (!subscript)
    return nullptr;
  const types::Type type = types[check(subscript->value()).type];
  if (type.kind != Kind::Function)
    return nullptr;
  typed::Function *function = sema.program.functions[type.entity].get();
  return function->options.isKernel ? function : nullptr;
}

bool Checker::checkLaunchExtents(NodeId extents) {
  TypeId type = check(extents).type;
  if (isNever(type))
    return false;
  bool isTuple = types.isTuple(type);
  size_t count = isTuple ? types[type].elements.size() : 1;
  bool isGood = isTuple ? count >= 1 && count <= 3 &&
                              llvm::all_of(types[type].elements, [&](TypeId part) { return types.isInteger(part); })
                        : types.isInteger(type);
  if (!isGood)
    report(diag::Id::LaunchShape, extents).arg(name(type));
  return isGood;
}

ExprInfo Checker::checkLaunch(NodeId expr, typed::Function &kernel, NodeId shape) {
  auto parts = tree.dyn<ast::Tuple>(shape);
  if (!parts || parts->elts().size() != 2) {
    report(diag::Id::LaunchShape, shape).arg(parts ? std::to_string(parts->elts().size()) + " parts" : "one part");
    return error();
  }
  // Both are checked, whatever the first is.
  bool grid = checkLaunchExtents(parts->elts()[0]), block = checkLaunchExtents(parts->elts()[1]);
  if (!grid || !block)
    return error();
  NodeId callee = tree.as<ast::Subscript>(tree.as<ast::Call>(expr).func()).value();
  typed::CallInfo info;
  llvm::SmallVector<Argument> arguments;
  info.operands.push_back(callee);
  if (!collectArguments(expr, info, arguments))
    return error();
  ExprInfo result = checkCallOf(expr, instance.type(callee), arguments, info);
  if (!info.callee || info.callee->hasErrors)
    return error();
  info.kind = typed::CallInfo::Kind::Launch;
  instance.calls[expr.index] = std::move(info);
  if (types.kind(result.type) != Kind::None && !isNever(result.type)) {
    report(diag::Id::KernelResult, expr).arg(kernel.name).arg(name(result.type));
    return error();
  }
  return of(Kind::None);
}

} // namespace amaru::sema
