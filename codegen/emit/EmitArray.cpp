// Array expressions: a tree of elementwise operations becomes one `amaru.elementwise`, without arrays in between.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

/// The leaves of an elementwise expression, evaluated once and in order.
struct Emitter::Tree {
  /// What each leaf node evaluated to.
  llvm::DenseMap<uint32_t, Val> leaves;
  /// The arrays among them, in order: the inputs of the op.
  llvm::SmallVector<std::pair<uint32_t, Val>> arrays;
};

bool Emitter::isElementwise(NodeId expr) {
  if (!types.isArray(typeOf(expr)))
    return false;
  if (auto call = instance.calls.find(expr.index); call != instance.calls.end())
    return call->second.elementwise;
  return tree.is<ast::BinOp>(expr) || tree.is<ast::UnaryOp>(expr) || tree.is<ast::Compare>(expr);
}

void Emitter::collectLeaves(NodeId expr, Tree &leaves) {
  if (isElementwise(expr)) {
    if (auto node = tree.dyn<ast::BinOp>(expr)) {
      collectLeaves(node->left(), leaves);
      collectLeaves(node->right(), leaves);
    } else if (auto node = tree.dyn<ast::UnaryOp>(expr)) {
      collectLeaves(node->operand(), leaves);
    } else if (auto node = tree.dyn<ast::Compare>(expr)) {
      collectLeaves(node->left(), leaves);
      collectLeaves(node->comparators()[0], leaves);
    } else {
      for (const typed::BoundArg &arg : instance.calls.find(expr.index)->second.args)
        if (NodeId node = arg.node())
          collectLeaves(node, leaves);
    }
    return;
  }
  Val value = emit(expr);
  if (types.isArray(value.type))
    leaves.arrays.push_back({expr.index, value});
  leaves.leaves[expr.index] = std::move(value);
}

Val Emitter::emitElementwiseBody(NodeId expr, Tree &leaves, mlir::ValueRange elements) {
  if (auto leaf = leaves.leaves.find(expr.index); leaf != leaves.leaves.end()) {
    for (auto [i, array] : llvm::enumerate(leaves.arrays))
      if (array.first == expr.index)
        return {types.scalarOf(array.second.type), {elements[i]}};
    return leaf->second;
  }
  mlir::Location loc = at(expr);
  TypeId result = types.scalarOf(typeOf(expr));
  if (auto node = tree.dyn<ast::BinOp>(expr)) {
    Val l = emitElementwiseBody(node->left(), leaves, elements);
    Val r = emitElementwiseBody(node->right(), leaves, elements);
    return scalarBinary(loc, node->op(), l, r, result);
  }
  if (auto node = tree.dyn<ast::UnaryOp>(expr))
    return unary(loc, node->op(), emitElementwiseBody(node->operand(), leaves, elements), result);
  if (auto node = tree.dyn<ast::Compare>(expr)) {
    Val l = emitElementwiseBody(node->left(), leaves, elements);
    Val r = emitElementwiseBody(node->comparators()[0], leaves, elements);
    TypeId operand = ops::comparisonOperand(types, l.type, r.type);
    return {result,
            {compareNumbers(loc, node->ops()[0], convert(loc, l, operand).value(), convert(loc, r, operand).value(),
                            operand)}};
  }
  const typed::CallInfo &call = instance.calls.find(expr.index)->second;
  llvm::SmallVector<Val> args;
  for (auto [arg, param] : llvm::zip(call.args, call.callee->params))
    args.push_back(arg.node() ? convert(loc, emitElementwiseBody(arg.node(), leaves, elements), param)
                              : argument(loc, arg, param, {}));
  Val value = callInstance(loc, *call.callee, args);
  return convert(loc, value, result);
}

Val Emitter::emitElementwise(NodeId expr) {
  Tree leaves;
  collectLeaves(expr, leaves);
  mlir::Location loc = at(expr);
  // Python numbers take the dtype they meet before the loop, where that may raise.
  TypeId type = typeOf(expr);
  llvm::SmallVector<Val> arrays;
  for (const auto &[node, array] : leaves.arrays)
    arrays.push_back(array);
  llvm::SmallVector<mlir::Value> shape = broadcast(loc, arrays, types[type].rank);
  mlir::Value result = ir::AllocOp::create(builder, loc, lowered(type).front(), shape);
  createElementwise(loc, arrays, result, [&](mlir::ValueRange elements) {
    return convert(loc, emitElementwiseBody(expr, leaves, elements), types.scalarOf(type)).value();
  });
  return {type, {result}};
}

mlir::Operation *Emitter::createElementwise(mlir::Location loc, llvm::ArrayRef<Val> inputs, mlir::Value into,
                                            llvm::function_ref<mlir::Value(mlir::ValueRange)> body) {
  llvm::SmallVector<mlir::Value> operands;
  llvm::SmallVector<mlir::Type> elementTypes;
  for (const Val &input : inputs) {
    operands.push_back(input.value());
    elementTypes.push_back(loweredScalar(types.scalarOf(input.type)));
  }
  auto op = ir::ElementwiseOp::create(builder, loc, operands, into);
  mlir::OpBuilder::InsertionGuard guard(builder);
  mlir::Block *block =
      builder.createBlock(&op.getBody(), {}, elementTypes, llvm::SmallVector<mlir::Location>(elementTypes.size(), loc));
  bool outer = std::exchange(insideElementwise, true);
  mlir::Value element = body(block->getArguments());
  insideElementwise = outer;
  ir::YieldOp::create(builder, loc, element);
  return op;
}

//===- Extents --------------------------------------------------------------------------------------------------===//

llvm::SmallVector<mlir::Value> Emitter::extents(mlir::Location loc, const Val &array) {
  llvm::SmallVector<mlir::Value> result;
  for (unsigned axis = 0; axis < types[array.type].rank; ++axis)
    result.push_back(ir::DimOp::create(builder, loc, array.value(), axis));
  return result;
}

llvm::SmallVector<mlir::Value> Emitter::broadcast(mlir::Location loc, llvm::ArrayRef<Val> arrays, unsigned rank) {
  llvm::SmallVector<mlir::Value> shape(rank);
  const std::string message = rank == 1 ? "operands could not be broadcast together with shapes ({0},) ({1},) "
                                        : "operands could not be broadcast together: an axis has {0} elements in one "
                                          "and {1} in another";
  for (const Val &array : arrays) {
    unsigned missing = rank - types[array.type].rank;
    for (auto [axis, extent] : llvm::enumerate(extents(loc, array))) {
      mlir::Value &total = shape[axis + missing];
      total = total ? mlir::Value(ir::BroadcastDimOp::create(builder, loc, total, extent, message)) : extent;
    }
  }
  for (mlir::Value &extent : shape)
    if (!extent)
      extent = constantInt(loc, 1);
  return shape;
}

Val Emitter::transposed(mlir::Location loc, const Val &array, TypeId type) {
  llvm::SmallVector<int64_t> permutation;
  for (unsigned axis = types[array.type].rank; axis > 0; --axis)
    permutation.push_back(axis - 1);
  return {type, {ir::TransposeOp::create(builder, loc, lowered(type).front(), array.value(), permutation)}};
}

Val Emitter::copyOf(mlir::Location loc, const Val &array) {
  const types::Type source = types[array.type];
  TypeId type = types.array(source.elements[0], source.rank, types::Layout::C);
  mlir::Value copy = ir::AllocOp::create(builder, loc, lowered(type).front(), extents(loc, array));
  createElementwise(loc, array, copy, [&](mlir::ValueRange elements) { return elements[0]; });
  return {type, {copy}};
}

Val Emitter::castElements(mlir::Location loc, const Val &array, TypeId type) {
  mlir::Value copy = ir::AllocOp::create(builder, loc, lowered(type).front(), extents(loc, array));
  storeElementwise(loc, {type, {copy}}, array);
  return {type, {copy}};
}

//===- Stores into arrays ---------------------------------------------------------------------------------------===//

void Emitter::storeElementwise(mlir::Location loc, const Val &into, const Val &value) {
  TypeId element = types.scalarOf(into.type);
  if (!types.isArray(value.type)) {
    mlir::Value scalar = cast(loc, value, element).value();
    createElementwise(loc, {}, into.value(), [&](mlir::ValueRange) { return scalar; });
    return;
  }
  checkFits(loc, into, value);
  // NumPy's answer for overlapping operands is that of a copy made first.
  mlir::Value overlaps = ir::MayOverlapOp::create(builder, loc, into.value(), value.value());
  auto store = [&](const Val &source) {
    createElementwise(loc, source, into.value(), [&](mlir::ValueRange elements) {
      return cast(loc, {types.scalarOf(source.type), {elements[0]}}, element).value();
    });
  };
  emitBranches(loc, overlaps, [&] { store(copyOf(loc, value)); }, [&] { store(value); });
}

void Emitter::checkFits(mlir::Location loc, const Val &into, const Val &value) {
  // `a[...] = b` broadcasts b, never a.
  unsigned missing = types[into.type].rank - types[value.type].rank;
  llvm::SmallVector<mlir::Value> target = extents(loc, into);
  for (auto [axis, extent] : llvm::enumerate(extents(loc, value))) {
    mlir::Value goal = target[axis + missing];
    mlir::Value differs = mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::ne, extent, goal);
    mlir::Value notOne =
        mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::ne, extent, constantInt(loc, 1));
    const char *message = types[into.type].rank == 1
                              ? "could not broadcast input array from shape ({0},) into shape ({1},)"
                              : "could not broadcast input array: an axis has {0} elements where {1} are to be set";
    raiseIf(loc, mlir::arith::AndIOp::create(builder, loc, differs, notOne), "ValueError", message, {extent, goal});
  }
}

void Emitter::emitInPlace(NodeId stmt, const Val &target) {
  auto assign = tree.as<ast::AugAssign>(stmt);
  Val value = emit(assign.value());
  updateInPlace(at(stmt), assign.op(), target, value, types.scalarOf(typeOf(stmt)));
}

void Emitter::updateInPlace(mlir::Location loc, ast::Operator op, const Val &target, const Val &value, TypeId result) {
  TypeId element = types.scalarOf(target.type);
  if (!types.isArray(value.type)) {
    createElementwise(loc, target, target.value(), [&](mlir::ValueRange elements) {
      Val updated = scalarBinary(loc, op, {element, {elements[0]}}, value, result);
      return cast(loc, updated, element).value();
    });
    return;
  }
  checkFits(loc, target, value);
  mlir::Value overlaps = ir::MayOverlapOp::create(builder, loc, target.value(), value.value());
  auto update = [&](const Val &operand) {
    createElementwise(loc, {target, operand}, target.value(), [&](mlir::ValueRange elements) {
      Val updated =
          scalarBinary(loc, op, {element, {elements[0]}}, {types.scalarOf(operand.type), {elements[1]}}, result);
      return cast(loc, updated, element).value();
    });
  };
  emitBranches(loc, overlaps, [&] { update(copyOf(loc, value)); }, [&] { update(value); });
}

} // namespace amaru::emit
