// Expressions that are not arrays: names, operators on scalars, conditions, tuples, f-strings.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

Val Emitter::emit(NodeId expr) {
  const ExprInfo &info = instance.info(expr);
  if (typed::isKnown(info.literal) && types.kind(info.type) != Kind::ExceptionClass) {
    emitEffects(expr);
    return literal(at(expr), info);
  }
  if (types.isArray(info.type) && isElementwise(expr))
    return emitElementwise(expr);
  if (types.kind(info.type) == Kind::Never && !isEmptyElement(expr))
    return emitNever(expr);
  Val value = emitUncached(expr);
  // The check may know that a variable is not None where the paths that led here say only that it may be.
  if (value.type != info.type && (types.isOptional(value.type) || types.isOptional(info.type)))
    return convert(at(expr), value, info.type);
  return value;
}

bool Emitter::hasEffects(NodeId expr) {
  if (tree.is<ast::Call>(expr) || tree.is<ast::NamedExpr>(expr))
    return true;
  if (tree.is<ast::Lambda>(expr))
    return false;
  bool found = false;
  ast::forEachChild(tree, expr, [&](NodeId child) { found = found || hasEffects(child); });
  return found;
}

void Emitter::emitEffects(NodeId expr) {
  if (!hasEffects(expr))
    return;
  auto info = instance.exprs.find(expr.index);
  if (info == instance.exprs.end())
    return;
  if (tree.is<ast::NamedExpr>(expr)) {
    emitUncached(expr);
    return;
  }
  if (!typed::isKnown(info->second.literal)) {
    emit(expr);
    return;
  }
  if (auto node = tree.dyn<ast::IfExp>(expr)) {
    emitEffects(node->test());
    auto decided = instance.decided.find(expr.index);
    if (decided != instance.decided.end())
      emitEffects(decided->second ? node->body() : node->orelse());
    return;
  }
  if (auto node = tree.dyn<ast::BoolOp>(expr)) {
    // What stands behind the operand that decides is not run.
    const bool isAnd = node->op() == ast::BoolOperator::And;
    for (NodeId value : node->values()) {
      emitEffects(value);
      const bool *known = std::get_if<bool>(&instance.info(value).literal);
      if (known && *known != isAnd)
        return;
    }
    return;
  }
  // The classes that isinstance asks for are no values.
  if (auto call = tree.dyn<ast::Call>(expr)) {
    auto found = instance.calls.find(expr.index);
    const bool isTest =
        found != instance.calls.end() && found->second.builtin == typed::Builtin::IsInstance && !call->args().empty();
    if (isTest)
      return emitEffects(call->args()[0]);
  }
  ast::forEachChild(tree, expr, [&](NodeId child) { emitEffects(child); });
}

Val Emitter::emitNever(NodeId expr) {
  // Some part of it never returns: that part is run, and nothing is made of it.
  using CallKind = typed::CallInfo::Kind;
  if (auto call = instance.calls.find(expr.index);
      call != instance.calls.end() &&
      (call->second.kind == CallKind::Function || call->second.kind == CallKind::Choice))
    return emitFunctionCall(expr, call->second);
  ast::forEachChild(tree, expr, [&](NodeId child) {
    if (auto info = instance.exprs.find(child.index); info != instance.exprs.end())
      emit(child);
  });
  if (auto subscript = tree.dyn<ast::Subscript>(expr); subscript && types.isTuple(typeOf(subscript->value())))
    raiseIf(at(expr), constantBool(at(expr), true), "IndexError", "tuple index out of range");
  return {types.get(Kind::Never), {}};
}

Val Emitter::emitUncached(NodeId expr) {
  switch (tree.kind(expr)) {
  case ast::Kind::Constant: {
    if (types.kind(typeOf(expr)) != Kind::Complex)
      return {typeOf(expr), {}};
    mlir::Location loc = at(expr);
    mlir::Type part = builder.getF64Type();
    double imaginary = tree.as<ast::Constant>(expr).value().floatValue;
    return {typeOf(expr), {complexOf(loc, constantFloat(loc, 0.0, part), constantFloat(loc, imaginary, part))}};
  }
  case ast::Kind::Name:
    return emitName(expr);
  case ast::Kind::BinOp:
    // The matrix product is a call.
    if (auto call = instance.calls.find(expr.index); call != instance.calls.end())
      return emitFunctionCall(expr, call->second);
    return emitBinOp(expr);
  case ast::Kind::UnaryOp:
    return emitUnaryOp(expr);
  case ast::Kind::BoolOp:
    return emitBoolOp(expr);
  case ast::Kind::Compare:
    return emitCompare(expr);
  case ast::Kind::IfExp:
    return emitIfExp(expr);
  case ast::Kind::Tuple: {
    Val tuple{typeOf(expr), {}};
    for (NodeId element : tree.as<ast::Tuple>(expr).elts()) {
      auto starred = tree.dyn<ast::Starred>(element);
      llvm::append_range(tuple.parts, emit(starred ? starred->value() : element).parts);
    }
    return tuple;
  }
  case ast::Kind::Attribute:
    return emitAttribute(expr);
  case ast::Kind::Subscript:
    return emitSubscript(expr);
  case ast::Kind::Call:
    return emitCall(expr);
  case ast::Kind::JoinedStr:
    return emitJoinedStr(expr);
  case ast::Kind::Lambda:
    return closure(at(expr), typeOf(expr));
  case ast::Kind::List:
  case ast::Kind::Dict:
  case ast::Kind::Set:
    return emitDisplay(expr);
  case ast::Kind::ListComp:
  case ast::Kind::SetComp:
  case ast::Kind::DictComp:
  case ast::Kind::GeneratorExp:
    return emitComprehension(expr);
  case ast::Kind::NamedExpr: {
    auto node = tree.as<ast::NamedExpr>(expr);
    Val value = emit(node.value());
    emitAssign(node.target(), value);
    return value;
  }
  default:
    llvm_unreachable("the check accepts no other expression");
  }
}

Val Emitter::literal(mlir::Location loc, const ExprInfo &info) {
  if (auto *value = std::get_if<bool>(&info.literal))
    return {info.type, {constantBool(loc, *value)}};
  if (auto *value = std::get_if<std::string>(&info.literal))
    return {info.type, {ir::StrConstantOp::create(builder, loc, *value)}};
  if (types.isFloat(info.type)) {
    double value = std::holds_alternative<double>(info.literal) ? std::get<double>(info.literal)
                                                                : double(std::get<int64_t>(info.literal));
    return {info.type, {constantFloat(loc, value, loweredScalar(info.type))}};
  }
  return {info.type, {constantInt(loc, std::get<int64_t>(info.literal), types.bits(info.type))}};
}

Val Emitter::emitName(NodeId expr) {
  llvm::StringRef name = tree.as<ast::Name>(expr).id();
  mlir::Location loc = at(expr);
  const typed::Function &function = *instance.function;
  if (auto local = function.findLocal(name, comprehensions)) {
    Slot &slot = env.variables[*local];
    if (slot.presence == Presence::Unset)
      return undefined(loc, typeOf(expr));
    if (types.kind(slot.value.type) == Kind::Cell)
      return loadCell(loc, name, slot.value, instance.cells.contains(*local));
    if (slot.presence == Presence::Maybe) {
      mlir::Value unset = negated(loc, slot.isSet);
      if (function.isTopLevel)
        raiseIf(loc, unset, "NameError", "name '" + name.str() + "' is not defined");
      else
        raiseIf(loc, unset, "UnboundLocalError",
                "cannot access local variable '" + name.str() + "' where it is not associated with a value");
      // On this path it is set.
      slot.presence = Presence::Set;
    }
    return slot.value;
  }
  if (function.known.contains(name))
    return closure(loc, typeOf(expr));
  auto global = function.module->globals.find(name);
  if (global == function.module->globals.end())
    return {typeOf(expr), {}};
  return loadGlobal(loc, *global->second);
}

Val Emitter::loadGlobal(mlir::Location loc, const typed::Global &global) {
  moduleEmitter.declareGlobal(global);
  Val value{global.type, {}};
  for (auto [i, part] : llvm::enumerate(lowered(global.type))) {
    auto load =
        ir::GlobalLoadOp::create(builder, loc, part, builder.getI1Type(), global.symbol + "#" + std::to_string(i));
    if (i == 0) {
      mlir::Value unset = negated(loc, load.getIsSet());
      raiseIf(loc, unset, "NameError", "name '" + global.name + "' is not defined");
    }
    value.parts.push_back(load.getResult());
  }
  return value;
}

//===- Operators ------------------------------------------------------------------------------------------------===//

Val Emitter::emitBinOp(NodeId expr) {
  llvm::SmallVector<NodeId> chain;
  NodeId leftmost = expr;
  while (tree.is<ast::BinOp>(leftmost) && !typed::isKnown(instance.info(leftmost).literal) &&
         !types.isArray(typeOf(leftmost)) && !instance.calls.contains(leftmost.index)) {
    chain.push_back(leftmost);
    leftmost = tree.as<ast::BinOp>(leftmost).left();
  }
  Val result = emit(leftmost);
  for (NodeId node : llvm::reverse(chain)) {
    auto op = tree.as<ast::BinOp>(node);
    result = binary(node, op.op(), result, emit(op.right()), typeOf(node));
  }
  return result;
}

Val Emitter::binary(NodeId expr, ast::Operator op, const Val &maybeLhs, const Val &maybeRhs, TypeId result) {
  mlir::Location loc = at(expr);
  if (auto method = instance.operators.find(expr.index); method != instance.operators.end())
    return emitCallOf(loc, method->second, {maybeLhs, maybeRhs}, result);
  const std::string start =
      "unsupported operand type(s) for " + ops::token(op).str() + (tree.is<ast::AugAssign>(expr) ? "=" : "") + ": '";
  auto nameOf = [&](const Val &value) { return types.pythonName(types.valueOf(value.type)); };
  Val lhs = present(loc, maybeLhs, "TypeError", start + "NoneType' and '" + nameOf(maybeRhs) + "'");
  Val rhs = present(loc, maybeRhs, "TypeError", start + nameOf(maybeLhs) + "' and 'NoneType'");
  if (auto container = emitContainerBinary(loc, op, lhs, rhs))
    return *container;
  if (types.kind(result) == Kind::Str)
    return {result, {ownedOrRaise(loc, "amaru_rt_str_concat", {lhs.value(), rhs.value()})}};
  if (types.isTuple(result) && op == ast::Operator::Mult) {
    Val tuple{result, {}};
    const Val &source = types.isTuple(lhs.type) ? lhs : rhs;
    const size_t length = types[source.type].elements.size();
    for (size_t taken = 0; taken < types[result].elements.size(); taken += length)
      llvm::append_range(tuple.parts, source.parts);
    return tuple;
  }
  if (types.isTuple(result)) {
    Val tuple{result, lhs.parts};
    llvm::append_range(tuple.parts, rhs.parts);
    return tuple;
  }
  return scalarBinary(loc, op, lhs, rhs, result);
}

Val Emitter::emitUnaryOp(NodeId expr) {
  auto node = tree.as<ast::UnaryOp>(expr);
  mlir::Location loc = at(expr);
  if (node.op() == ast::UnaryOperator::Not)
    return {typeOf(expr), {negated(loc, condition(node.operand()))}};
  if (auto method = instance.operators.find(expr.index); method != instance.operators.end())
    return emitCallOf(loc, method->second, emit(node.operand()), typeOf(expr));
  llvm::StringRef token = node.op() == ast::UnaryOperator::USub   ? "-"
                          : node.op() == ast::UnaryOperator::UAdd ? "+"
                                                                  : "~";
  Val operand = present(loc, emit(node.operand()), "TypeError", "bad operand type for unary " + token + ": 'NoneType'");
  return unary(loc, node.op(), operand, typeOf(expr));
}

Val Emitter::unary(mlir::Location loc, ast::UnaryOperator op, const Val &operand, TypeId result) {
  mlir::Value x = convert(loc, operand, result).value();
  const unsigned bits = types.bits(result);
  switch (op) {
  case ast::UnaryOperator::Invert:
    return {result, {mlir::arith::XOrIOp::create(builder, loc, x, constantInt(loc, -1, bits))}};
  case ast::UnaryOperator::UAdd:
    return {result, {x}};
  default:
    break;
  }
  if (types.isFloat(result))
    return {result, {mlir::arith::NegFOp::create(builder, loc, x)}};
  if (types.isComplex(result)) {
    Parts z = partsOf(loc, x);
    return {result,
            {complexOf(loc, mlir::arith::NegFOp::create(builder, loc, z.re),
                       mlir::arith::NegFOp::create(builder, loc, z.im))}};
  }
  mlir::Value zero = constantInt(loc, 0, bits);
  if (types.kind(result) == Kind::Int && !overflowWraps())
    return {result, {ir::SubOp::create(builder, loc, zero, x)}};
  return {result, {mlir::arith::SubIOp::create(builder, loc, zero, x)}};
}

bool Emitter::overflowWraps() const {
  return wrappingDepth || moduleEmitter.options.overflowWraps || instance.function->options.overflowWraps;
}

Val Emitter::choose(mlir::Location loc, mlir::Value condition, TypeId type, llvm::function_ref<Val()> then,
                    llvm::function_ref<Val()> otherwise) {
  // The value is a variable without a name while the branches, which may assign others, are joined.
  const size_t unnamed = env.variables.size();
  env.variables.emplace_back();
  auto branch = [&](llvm::function_ref<Val()> make) {
    Val value = joined(loc, make(), type);
    env.variables[unnamed] = {Presence::Set, std::move(value), {}};
  };
  emitBranches(loc, condition, [&] { branch(then); }, [&] { branch(otherwise); });
  Val chosen = std::move(env.variables[unnamed].value);
  env.variables.resize(unnamed);
  return chosen;
}

Val Emitter::emitBoolOp(NodeId expr) {
  auto node = tree.as<ast::BoolOp>(expr);
  return boolOp(expr, node.values(), node.op() == ast::BoolOperator::And, typeOf(expr));
}

Val Emitter::boolOp(NodeId expr, llvm::ArrayRef<NodeId> values, bool isAnd, TypeId type) {
  mlir::Location loc = at(expr);
  Val first = emit(values.front());
  // Of a condition only its truth is asked for.
  if (types.kind(type) == Kind::Bool && types.kind(first.type) != Kind::Bool && types.kind(first.type) != Kind::Never)
    first = {type, {truth(loc, first)}};
  // What follows an operand that is certain to decide has not been checked.
  if (values.size() == 1 || !instance.exprs.contains(values[1].index))
    return joined(loc, first, type);
  mlir::Value test = truth(loc, first);
  auto rest = [&] {
    narrow(values.front(), isAnd);
    return boolOp(expr, values.drop_front(), isAnd, type);
  };
  auto known = [&] { return first; };
  return isAnd ? choose(loc, test, type, rest, known) : choose(loc, test, type, known, rest);
}

mlir::Value Emitter::condition(NodeId expr) {
  mlir::Location loc = at(expr);
  return truth(loc, emit(expr));
}

mlir::Value Emitter::truth(mlir::Location loc, const Val &value) {
  if (types.isArray(value.type))
    return truth(loc, loaded(loc, value));
  if (types.isBool(value.type))
    return value.value();
  if (types.isNumber(value.type)) {
    mlir::Type type = loweredScalar(value.type);
    if (types.isComplex(value.type)) {
      Parts z = partsOf(loc, value.value());
      TypeId part = types.partOf(value.type);
      return mlir::arith::OrIOp::create(builder, loc, truth(loc, {part, {z.re}}), truth(loc, {part, {z.im}}));
    }
    mlir::Value zero =
        types.isFloat(value.type) ? constantFloat(loc, 0.0, type) : constantInt(loc, 0, types.bits(value.type));
    return compareNumbers(loc, ast::CmpOp::NotEq, value.value(), zero, value.type);
  }
  if (types.kind(value.type) == Kind::Str) {
    mlir::Value length = runtime(loc, "amaru_rt_str_length", value.value(), builder.getI64Type());
    return mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::ne, length, constantInt(loc, 0));
  }
  if (types.isList(value.type))
    return mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::ne, listLength(loc, value),
                                       constantInt(loc, 0));
  if (types.isContainer(value.type))
    return mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::ne, containerSize(loc, value),
                                       constantInt(loc, 0));
  if (types.kind(value.type) == Kind::Range)
    return mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::ne, rangeCount(loc, value),
                                       constantInt(loc, 0));
  if (types.isOptional(value.type)) {
    TypeId boolean = types.get(Kind::Bool);
    return choose(
               loc, value.value(), boolean,
               [&] { return Val{boolean, {truth(loc, convert(loc, value, types.valueOf(value.type)))}}; },
               [&] { return Val{boolean, {constantBool(loc, false)}}; })
        .value();
  }
  if (types.kind(value.type) == Kind::Exception)
    return constantBool(loc, true);
  // What is left is None, an empty or a full tuple, or a value that never comes.
  return constantBool(loc, types.isTuple(value.type) && !types[value.type].elements.empty());
}

Val Emitter::emitCompare(NodeId expr) {
  auto node = tree.as<ast::Compare>(expr);
  return comparisons(expr, emit(node.left()), node.ops(), node.comparators());
}

Val Emitter::comparisons(NodeId expr, const Val &lhs, llvm::ArrayRef<ast::CmpOp> ops, llvm::ArrayRef<NodeId> operands) {
  mlir::Location loc = at(expr);
  Val rhs = emit(operands.front());
  Val first = compareOperands(operands.front(), ops.front(), lhs, rhs);
  if (operands.size() == 1)
    return first;
  // `a < b < c`: b is evaluated once, c only if a < b.
  TypeId boolean = types.get(Kind::Bool);
  return choose(
      loc, first.value(), boolean, [&] { return comparisons(expr, rhs, ops.drop_front(), operands.drop_front()); },
      [&] { return Val{boolean, {constantBool(loc, false)}}; });
}

Val Emitter::compareOperands(NodeId rhsNode, ast::CmpOp op, const Val &lhs, const Val &rhs) {
  mlir::Location loc = at(rhsNode);
  auto found = instance.comparisons.find(rhsNode.index);
  if (found == instance.comparisons.end())
    return types.kind(lhs.type) == Kind::Struct ? compareFields(loc, op, lhs, rhs) : compare(loc, op, lhs, rhs);
  const typed::CallInfo &method = found->second;
  Val result = emitCallOf(loc, method, {lhs, rhs}, method.callee ? method.callee->result : types.get(Kind::Never));
  // Without `__ne__`, `!=` is `not ==`.
  if (op == ast::CmpOp::NotEq && method.callee && method.callee->function->name == "__eq__")
    return {types.get(Kind::Bool), {negated(loc, truth(loc, result))}};
  return result;
}

Val Emitter::compare(mlir::Location loc, ast::CmpOp op, const Val &lhs, const Val &rhs) {
  TypeId boolean = types.get(Kind::Bool);
  const bool isIn = ops::rule(op) == ops::ComparisonRule::Membership;
  // Without dimensions an array is its element.
  if (types.isArray(lhs.type) && !(isIn && types.isArray(rhs.type)))
    return compare(loc, op, loaded(loc, lhs), rhs);
  if (types.isArray(rhs.type) && !isIn)
    return compare(loc, op, lhs, loaded(loc, rhs));
  for (TypeId type : {lhs.type, rhs.type})
    if (!isIn && (types.isOptional(type) || types.kind(type) == Kind::None))
      return compareOptional(loc, op, lhs, rhs);
  if (isIn) {
    Val found = emitMembership(loc, lhs, rhs);
    return op == ast::CmpOp::In ? found : Val{boolean, {negated(loc, found.value())}};
  }
  if (ops::rule(op) == ops::ComparisonRule::Identity) {
    // Decided by the types unless both are containers.
    Val same{boolean, {runtime(loc, "amaru_rt_is_same", {lhs.value(), rhs.value()}, builder.getI1Type())}};
    return op == ast::CmpOp::Is ? same : Val{boolean, {negated(loc, same.value())}};
  }
  if (types.isContainer(lhs.type)) {
    llvm::StringRef function = op == ast::CmpOp::Lt    ? "less"
                               : op == ast::CmpOp::LtE ? "less_equal"
                               : op == ast::CmpOp::Gt  ? "greater"
                               : op == ast::CmpOp::GtE ? "greater_equal"
                                                       : "equal";
    Val result = callOperator(loc, function, {lhs, rhs});
    return op == ast::CmpOp::NotEq ? Val{boolean, {negated(loc, result.value())}} : result;
  }
  if (types.kind(lhs.type) == Kind::Str && (op == ast::CmpOp::Eq || op == ast::CmpOp::NotEq)) {
    Val same{boolean, {runtime(loc, "amaru_rt_str_equal", {lhs.value(), rhs.value()}, builder.getI1Type())}};
    return op == ast::CmpOp::Eq ? same : Val{boolean, {negated(loc, same.value())}};
  }
  if (types.kind(lhs.type) == Kind::Str) {
    mlir::Value order = runtime(loc, "amaru_rt_str_compare", {lhs.value(), rhs.value()}, builder.getI32Type());
    return {boolean, {compareNumbers(loc, op, order, constantInt(loc, 0, 32), types.get(Kind::I32))}};
  }
  if (types.isTuple(lhs.type) && ops::rule(op) == ops::ComparisonRule::Order)
    return {boolean, {orderOfTuples(loc, op, lhs, rhs)}};
  if (types.isTuple(lhs.type)) {
    mlir::Value equal = constantBool(loc, true);
    for (auto [x, y] : llvm::zip(partsOf(lhs), partsOf(rhs)))
      equal = mlir::arith::AndIOp::create(builder, loc, equal, compare(loc, ast::CmpOp::Eq, x, y).value());
    if (op == ast::CmpOp::NotEq)
      equal = negated(loc, equal);
    return {boolean, {equal}};
  }
  const bool mixed = types.isFloat(lhs.type) != types.isFloat(rhs.type);
  TypeId operand = ops::comparisonOperand(types, lhs.type, rhs.type);
  bool isSized = types.isSized(lhs.type) || types.isSized(rhs.type);
  TypeId result = types.get(isSized ? Kind::NpBool : Kind::Bool);
  // Python compares int with float by exact value.
  if (mixed && !isSized && types.kind(operand) == Kind::Float) {
    const Val &i = types.isFloat(lhs.type) ? rhs : lhs, &f = types.isFloat(lhs.type) ? lhs : rhs;
    Val integer = convert(loc, i, types.get(Kind::Int));
    auto swapped = [](ast::CmpOp op) {
      switch (op) {
      case ast::CmpOp::Lt:
        return ast::CmpOp::Gt;
      case ast::CmpOp::LtE:
        return ast::CmpOp::GtE;
      case ast::CmpOp::Gt:
        return ast::CmpOp::Lt;
      case ast::CmpOp::GtE:
        return ast::CmpOp::LtE;
      default:
        return op;
      }
    };
    ast::CmpOp intFirst = types.isFloat(lhs.type) ? swapped(op) : op;
    // Integers below 2^53 are exact as floats; the others are compared by the runtime.
    mlir::Value limit = constantInt(loc, int64_t(1) << 53), twice = constantInt(loc, int64_t(1) << 54);
    mlir::Value shifted = mlir::arith::AddIOp::create(builder, loc, integer.value(), limit);
    mlir::Value exact = mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::ule, shifted, twice);
    return choose(
        loc, exact, result,
        [&] {
          mlir::Value x = mlir::arith::SIToFPOp::create(builder, loc, builder.getF64Type(), integer.value());
          return Val{result, {compareNumbers(loc, intFirst, x, f.value(), operand)}};
        },
        [&] {
          mlir::Value order =
              runtime(loc, "amaru_rt_int_compare_float", {integer.value(), f.value()}, builder.getI32Type());
          mlir::Value ordered =
              mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::ne, order, constantInt(loc, 2, 32));
          mlir::Value holds = compareNumbers(loc, intFirst, order, constantInt(loc, 0, 32), types.get(Kind::I32));
          // With nan only != holds, and 2 != 0 says so already.
          if (intFirst != ast::CmpOp::NotEq)
            holds = mlir::arith::AndIOp::create(builder, loc, holds, ordered);
          return Val{result, {holds}};
        });
  }
  mlir::Value x = convert(loc, lhs, operand).value(), y = convert(loc, rhs, operand).value();
  return {result, {compareNumbers(loc, op, x, y, operand)}};
}

mlir::Value Emitter::orderOfTuples(mlir::Location loc, ast::CmpOp op, const Val &lhs, const Val &rhs) {
  // The first elements that differ decide; where none does, the lengths.
  llvm::SmallVector<Val> a = partsOf(lhs), b = partsOf(rhs);
  size_t common = std::min(a.size(), b.size());
  int64_t lengths = int64_t(a.size()) - int64_t(b.size());
  mlir::Value result = compareNumbers(loc, op, constantInt(loc, lengths), constantInt(loc, 0), types.get(Kind::I64));
  for (size_t i = common; i > 0; --i) {
    const Val &x = a[i - 1], &y = b[i - 1];
    mlir::Value same = compare(loc, ast::CmpOp::Eq, x, y).value();
    result = mlir::arith::SelectOp::create(builder, loc, same, result, compare(loc, op, x, y).value());
  }
  return result;
}

mlir::Value Emitter::negated(mlir::Location loc, mlir::Value truth) {
  return mlir::arith::XOrIOp::create(builder, loc, truth, constantBool(loc, true));
}

Val Emitter::emitIfExp(NodeId expr) {
  auto node = tree.as<ast::IfExp>(expr);
  if (auto decided = instance.decided.find(expr.index); decided != instance.decided.end()) {
    emitEffects(node.test());
    return emit(decided->second ? node.body() : node.orelse());
  }
  mlir::Location loc = at(expr);
  auto side = [&](NodeId value, bool holds) {
    narrow(node.test(), holds);
    return emit(value);
  };
  return choose(
      loc, condition(node.test()), typeOf(expr), [&] { return side(node.body(), true); },
      [&] { return side(node.orelse(), false); });
}

//===- Attributes, strings --------------------------------------------------------------------------------------===//

Val Emitter::emitAttribute(NodeId expr) {
  auto node = tree.as<ast::Attribute>(expr);
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr), objectType = typeOf(node.value());
  if (types.kind(objectType) == Kind::Module) {
    const typed::Module &owner = *program.modules[types[objectType].entity];
    if (auto global = owner.globals.find(node.attr()); global != owner.globals.end())
      return loadGlobal(loc, *global->second);
    return {type, {}};
  }
  if (auto call = instance.calls.find(expr.index); call != instance.calls.end())
    return emitFunctionCall(expr, call->second);
  // `dict.fromkeys` is called, and no value itself.
  if (types.kind(type) == Kind::Builtin)
    return {type, {}};
  if (types.kind(objectType) == Kind::Builtin)
    return gridNumber(loc, typed::Builtin(types[objectType].entity), node.attr()[0], type);
  llvm::StringRef attribute = node.attr();
  Val object =
      present(loc, emit(node.value()), "AttributeError", "'NoneType' object has no attribute '" + attribute + "'");
  objectType = object.type;
  if (types.isInstance(objectType) || types.kind(objectType) == Kind::Class)
    return emitMember(expr, object);
  if (types.kind(objectType) == Kind::Super)
    return methodOf(object, type);
  if (types.isNumber(objectType))
    return emitNumberAttribute(expr, object, attribute == "real");
  if (types.kind(objectType) == Kind::Exception)
    return {type, object.parts};
  if (attribute == "shape")
    return {type, extents(loc, object)};
  if (attribute == "size" || attribute == "nbytes") {
    mlir::Value size = constantInt(loc, 1);
    for (mlir::Value extent : extents(loc, object))
      size = mlir::arith::MulIOp::create(builder, loc, size, extent, mlir::arith::IntegerOverflowFlags::nsw);
    if (attribute == "nbytes")
      size = mlir::arith::MulIOp::create(builder, loc, size, constantInt(loc, types.bytes(types.scalarOf(objectType))),
                                         mlir::arith::IntegerOverflowFlags::nsw);
    return {type, {size}};
  }
  if (attribute == "T")
    return transposed(loc, object, type);
  return {type, {}};
}

Val Emitter::emitJoinedStr(NodeId expr) {
  mlir::Location loc = at(expr);
  mlir::Value text;
  for (NodeId piece : tree.as<ast::JoinedStr>(expr).values()) {
    mlir::Value part =
        tree.is<ast::FormattedValue>(piece)
            ? emitFormatted(piece).value()
            : mlir::Value(ir::StrConstantOp::create(builder, loc, tree.as<ast::Constant>(piece).value().text));
    text = text ? ownedOrRaise(loc, "amaru_rt_str_concat", {text, part}) : part;
  }
  if (!text)
    text = ir::StrConstantOp::create(builder, loc, "");
  return {typeOf(expr), {text}};
}

Val Emitter::emitFormatted(NodeId expr) {
  auto node = tree.as<ast::FormattedValue>(expr);
  mlir::Location loc = at(node.value());
  TypeId string = types.get(Kind::Str);
  Val value = emit(node.value());
  if (node.conversion() > 0) {
    mlir::Value converted = node.conversion() == 'r' ? reprText(loc, value) : text(loc, value);
    if (types.kind(value.type) == Kind::Str && node.conversion() == 'a')
      converted = ownedOrRaise(loc, "amaru_rt_str_ascii", converted);
    value = {string, {converted}};
  }
  if (!node.format_spec())
    return {string, {text(loc, value)}};
  value = present(loc, value, "TypeError", "unsupported format string passed to NoneType.__format__");
  // The specification is a string of its own, mostly a constant.
  mlir::Value spec = emitJoinedStr(node.format_spec()).value();
  value = loaded(loc, value);
  if (types.isComplex(value.type)) {
    Parts z = partsOf(loc, value.value());
    return {string, {ownedOrRaise(loc, "amaru_rt_format_complex", {z.re, z.im, spec, constantInt(loc, -1)})}};
  }
  const char *function = types.kind(value.type) == Kind::Str ? "amaru_rt_format_str"
                         : types.isBool(value.type)          ? "amaru_rt_format_bool"
                         : types.isFloat(value.type)         ? "amaru_rt_format_float"
                         : types.isUnsigned(value.type)      ? "amaru_rt_format_uint"
                                                             : "amaru_rt_format_int";
  return {string, {ownedOrRaise(loc, function, {widened(loc, value), spec, constantInt(loc, -1)})}};
}

mlir::Value Emitter::captured(mlir::Location loc, const Val &value, bool repr) {
  runtime(loc, "amaru_rt_capture_begin", {}, {});
  write(loc, value, repr);
  return ownedOrRaise(loc, "amaru_rt_capture_end", {});
}

bool Emitter::isEmptyElement(NodeId expr) {
  auto subscript = tree.dyn<ast::Subscript>(expr);
  if (!subscript || tree.is<ast::Slice>(subscript->slice()))
    return false;
  auto container = instance.exprs.find(subscript->value().index);
  auto index = instance.exprs.find(subscript->slice().index);
  return container != instance.exprs.end() && index != instance.exprs.end() && types.isList(container->second.type) &&
         types.isInteger(index->second.type);
}

mlir::Value Emitter::widened(mlir::Location loc, const Val &value) {
  if (types.isFloat(value.type))
    return numberCast(loc, value.value(), value.type, types.get(Kind::F64));
  if (types.isInteger(value.type))
    return numberCast(loc, value.value(), value.type, types.get(types.isUnsigned(value.type) ? Kind::U64 : Kind::I64));
  return value.value();
}

mlir::Value Emitter::text(mlir::Location loc, const Val &value) {
  if (types.isInstance(value.type) || types.isTuple(value.type))
    return textOf(loc, value, /*repr=*/false).value();
  if (types.isComplex(value.type))
    return complexText(loc, value);
  switch (types.kind(value.type)) {
  case Kind::Str:
    return value.value();
  case Kind::None:
    return ir::StrConstantOp::create(builder, loc, "None");
  case Kind::Exception:
    return ownedOrRaise(loc, "amaru_rt_exception_str", value.value());
  case Kind::ExceptionArgs:
    return ownedOrRaise(loc, "amaru_rt_exception_args", value.value());
  case Kind::Optional:
    return choose(
               loc, value.value(), types.get(Kind::Str),
               [&] { return Val{types.get(Kind::Str), {text(loc, convert(loc, value, types.valueOf(value.type)))}}; },
               [&] { return Val{types.get(Kind::Str), {ir::StrConstantOp::create(builder, loc, "None")}}; })
        .value();
  case Kind::F32:
    return ownedOrRaise(loc, "amaru_rt_str_from_f32", value.value());
  case Kind::F16:
    return ownedOrRaise(loc, "amaru_rt_str_from_f16", numberCast(loc, value.value(), value.type, types.get(Kind::F32)));
  default:
    break;
  }
  if (!types.isNumber(value.type))
    return captured(loc, value, /*repr=*/false);
  const char *function = types.isBool(value.type)       ? "amaru_rt_str_from_bool"
                         : types.isFloat(value.type)    ? "amaru_rt_str_from_float"
                         : types.isUnsigned(value.type) ? "amaru_rt_str_from_uint"
                                                        : "amaru_rt_str_from_int";
  return ownedOrRaise(loc, function, widened(loc, value));
}

mlir::Value Emitter::reprText(mlir::Location loc, const Val &value) {
  TypeId string = types.get(Kind::Str);
  if (types.isInstance(value.type) || types.isTuple(value.type))
    return textOf(loc, value, /*repr=*/true).value();
  switch (types.kind(value.type)) {
  case Kind::Str:
    return ownedOrRaise(loc, "amaru_rt_str_repr", value.value());
  case Kind::Exception:
    return ownedOrRaise(loc, "amaru_rt_exception_repr", value.value());
  case Kind::Optional:
    return choose(
               loc, value.value(), string,
               [&] { return Val{string, {reprText(loc, convert(loc, value, types.valueOf(value.type)))}}; },
               [&] { return Val{string, {ir::StrConstantOp::create(builder, loc, "None")}}; })
        .value();
  default:
    break;
  }
  const bool isPlain =
      types.kind(value.type) == Kind::None || (types.isNumber(value.type) && !types.isSized(value.type));
  return isPlain ? text(loc, value) : captured(loc, value, /*repr=*/true);
}

} // namespace amaru::emit
