// GPU kernels: launches, the numbers of the grid, shared arrays.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

using typed::Builtin;

Val Emitter::gridNumber(mlir::Location loc, Builtin builtin, char axis, TypeId type) {
  int64_t number = axis - 'x';
  switch (builtin) {
  case Builtin::GpuThreadId:
    return {type, {ir::ThreadIdOp::create(builder, loc, number)}};
  case Builtin::GpuBlockId:
    return {type, {ir::BlockIdOp::create(builder, loc, number)}};
  case Builtin::GpuBlockDim:
    return {type, {ir::BlockDimOp::create(builder, loc, number)}};
  default:
    return {type, {ir::GridDimOp::create(builder, loc, number)}};
  }
}

Val Emitter::emitShared(NodeId expr) {
  NodeId shape = tree.as<ast::Call>(expr).args()[0];
  llvm::SmallVector<int64_t> extents;
  auto add = [&](NodeId extent) { extents.push_back(std::get<int64_t>(instance.info(extent).literal)); };
  if (auto tuple = tree.dyn<ast::Tuple>(shape))
    llvm::for_each(tuple->elts(), add);
  else
    add(shape);
  TypeId type = typeOf(expr);
  return {type, {ir::SharedOp::create(builder, at(expr), lowered(type).front(), extents)}};
}

/// Three extents, each at least 1 and at most what a device takes.
llvm::SmallVector<mlir::Value> Emitter::launchExtents(NodeId node, llvm::StringRef what, llvm::ArrayRef<int64_t> most) {
  namespace arith = mlir::arith;
  mlir::Location loc = at(node);
  Val value = emit(node);
  llvm::SmallVector<mlir::Value> extents;
  for (auto [i, part] : llvm::enumerate(value.parts)) {
    TypeId element = types.isTuple(value.type) ? types[value.type].elements[i] : value.type;
    mlir::Value extent = numberCast(loc, part, element, types.get(Kind::I64));
    mlir::Value tooSmall = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, extent, constantInt(loc, 1));
    mlir::Value tooLarge =
        arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sgt, extent, constantInt(loc, most[i]));
    std::string message =
        (what + " is {0} along " + llvm::Twine("xyz"[i]) + ", and 1 to " + llvm::Twine(most[i]) + " are possible")
            .str();
    raiseIf(loc, arith::OrIOp::create(builder, loc, tooSmall, tooLarge), "ValueError", message, extent);
    extents.push_back(extent);
  }
  while (extents.size() < 3)
    extents.push_back(constantInt(loc, 1));
  return extents;
}

Val Emitter::emitLaunch(NodeId expr, const typed::CallInfo &info) {
  namespace arith = mlir::arith;
  constexpr int64_t mostThreads = 1024;
  mlir::Location loc = at(expr);
  auto shape = tree.as<ast::Tuple>(tree.as<ast::Subscript>(tree.as<ast::Call>(expr).func()).slice());
  auto grid = launchExtents(shape.elts()[0], "the grid of a launch", {INT32_MAX, 65535, 65535});
  auto block = launchExtents(shape.elts()[1], "the block of a launch", {mostThreads, mostThreads, 64});
  auto nsw = arith::IntegerOverflowFlags::nsw;
  mlir::Value threads = arith::MulIOp::create(builder, loc, block[0], block[1], nsw);
  threads = arith::MulIOp::create(builder, loc, threads, block[2], nsw);
  raiseIf(loc, arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sgt, threads, constantInt(loc, mostThreads)),
          "ValueError", "the block of a launch has {0} threads, and at most 1024 are possible", threads);
  llvm::SmallVector<Val> values = emitOperands(info);
  llvm::SmallVector<mlir::Value> operands;
  for (auto [arg, param] : llvm::zip(info.args, info.callee->params))
    llvm::append_range(operands, argument(loc, arg, param, values).parts);
  if (info.hasCallee)
    llvm::append_range(operands, values[0].parts);
  mlir::Value failed =
      ir::LaunchOp::create(builder, loc, builder.getI1Type(), info.callee->symbol, grid, block, operands);
  ir::PropagateIfOp::create(builder, loc, failed);
  return {typeOf(expr), {}};
}

} // namespace amaru::emit
