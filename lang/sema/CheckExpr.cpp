// Expressions: constants, names, operators, attributes and f-strings.
#include "lang/sema/Checker.h"

#include <cmath>

namespace amaru::sema {

ExprInfo Checker::check(NodeId expr) {
  ExprInfo info = checkUncached(expr);
  instance.sawOpen |= types.isContainer(info.type) && sema.isOpen(info.type);
  instance.exprs[expr.index] = info;
  return info;
}

ExprInfo Checker::checkUncached(NodeId expr) {
  switch (tree.kind(expr)) {
  case ast::Kind::Constant:
    return checkConstant(expr);
  case ast::Kind::Name:
    return checkName(expr);
  case ast::Kind::BinOp:
    return checkBinOp(expr);
  case ast::Kind::UnaryOp:
    return checkUnaryOp(expr);
  case ast::Kind::BoolOp:
    return checkBoolOp(expr);
  case ast::Kind::Compare:
    return checkCompare(expr);
  case ast::Kind::IfExp:
    return checkIfExp(expr);
  case ast::Kind::Tuple:
    return checkTuple(expr);
  case ast::Kind::Attribute:
    return checkAttribute(expr);
  case ast::Kind::Subscript:
    return checkSubscript(expr);
  case ast::Kind::Call:
    return checkCall(expr);
  case ast::Kind::JoinedStr:
    return checkJoinedStr(expr);
  case ast::Kind::Lambda:
    return checkLambda(expr);
  case ast::Kind::List:
  case ast::Kind::Dict:
  case ast::Kind::Set:
    return checkDisplay(expr);
  case ast::Kind::ListComp:
  case ast::Kind::SetComp:
  case ast::Kind::DictComp:
  case ast::Kind::GeneratorExp:
    return checkComprehension(expr);
  case ast::Kind::NamedExpr: {
    auto node = tree.as<ast::NamedExpr>(expr);
    if (!comprehensions.empty())
      report(diag::Id::Unsupported, expr).arg("`:=` in a comprehension");
    ExprInfo value = check(node.value());
    checkAssign(node.target(), node.value(), value);
    // No literal: the assignment is to happen.
    return {value.type, {}};
  }
  default:
    report(diag::Id::Unsupported, expr).arg(constructName(tree.kind(expr)));
    return error();
  }
}

ExprInfo Checker::checkConstant(NodeId expr) {
  ast::ConstantValue value = tree.as<ast::Constant>(expr).value();
  switch (value.kind) {
  case ast::ConstantValue::Kind::None:
    return of(Kind::None);
  case ast::ConstantValue::Kind::True:
    return {types.get(Kind::Bool), true};
  case ast::ConstantValue::Kind::False:
    return {types.get(Kind::Bool), false};
  case ast::ConstantValue::Kind::Ellipsis:
    return of(Kind::Ellipsis);
  case ast::ConstantValue::Kind::Int:
    if (!value.fitsInt64) {
      report(diag::Id::IntTooLarge, expr);
      return error();
    }
    return {types.get(Kind::Int), value.intValue};
  case ast::ConstantValue::Kind::Float:
    return {types.get(Kind::Float), value.floatValue};
  case ast::ConstantValue::Kind::Str:
    return {types.get(Kind::Str), value.text.str()};
  case ast::ConstantValue::Kind::Complex:
    return of(Kind::Complex);
  case ast::ConstantValue::Kind::Bytes:
    report(diag::Id::Unsupported, expr).arg("a bytes literal");
    return error();
  }
  return error();
}

/// Names that Python binds and Amaru does not.
static bool isLaterBuiltin(llvm::StringRef name) {
  constexpr llvm::StringLiteral names[] = {
      "aiter",      "anext", "ascii", "bin",  "bytearray", "bytes",      "callable", "compile",
      "delattr",    "dir",   "eval",  "exec", "format",    "frozenset",  "getattr",  "globals",
      "hasattr",    "help",  "hex",   "id",   "input",     "issubclass", "iter",     "locals",
      "memoryview", "next",  "oct",   "open", "setattr",   "slice",      "vars",     "__import__"};
  return llvm::is_contained(names, name);
}

ExprInfo Checker::checkName(NodeId expr) {
  llvm::StringRef id = tree.as<ast::Name>(expr).id();
  if (auto local = function().findLocal(id, comprehensions)) {
    const VarState &state = env.variables[*local];
    if (state.privateTo) {
      bool inside = llvm::is_contained(parallelLoops, state.privateTo);
      report(inside ? diag::Id::ParallelCarried : diag::Id::ParallelPrivateAfter, expr)
          .arg(id)
          .label(tree.range(tree.as<ast::For>(state.privateTo).iter()), "the parallel loop");
      return error();
    }
    if (isCell(*local) && !instance.cells[*local]) {
      // Not assigned by anything that is checked so far.
      instance.cellsChanged |= state.presence == Presence::Set;
      return error();
    }
    if (types.kind(state.type) == Kind::Cell)
      return {types[state.type].elements[0], {}};
    if (state.presence == Presence::Unset) {
      report(function().isTopLevel ? diag::Id::UndefinedName : diag::Id::UnboundLocal, expr).arg(id);
      return error();
    }
    if (state.conflict) {
      report(diag::Id::JoinConflict, expr)
          .arg(id)
          .arg(name(state.type))
          .arg(name(state.conflict))
          .label(tree.range(state.origin), name(state.type) + " here")
          .label(tree.range(state.otherOrigin), name(state.conflict) + " here");
      return error();
    }
    if (*local < instance.comptime.size() && state.origin == function().params[*local].node)
      return {state.type, instance.comptime[*local]};
    return checkFunctionVariable(expr, id, state);
  }
  if (auto known = function().known.find(id); known != function().known.end())
    return checkKnownFunction(expr, *known->second);
  if (auto entity = module().entities.find(id); entity != module().entities.end()) {
    const types::Type type = types[entity->second];
    if (type.kind == Kind::ExceptionClass)
      return {entity->second, sema.program.exceptionClasses[type.entity - 1]};
    // At the top of a module a function or a class is there from its definition on.
    NodeId definition;
    if (type.kind == Kind::Function && sema.program.functions[type.entity]->module == &module())
      definition = sema.program.functions[type.entity]->node;
    if (type.kind == Kind::Class && sema.program.classes[type.entity]->module == &module())
      definition = sema.program.classes[type.entity]->node;
    if (function().isTopLevel && definition && !module().isStdlib &&
        tree.range(definition).begin > tree.range(expr).begin) {
      report(diag::Id::UndefinedName, expr).arg(id).label(tree.range(definition), "it is defined here, further down");
      return error();
    }
    return {entity->second, {}};
  }
  if (auto global = module().globals.find(id); global != module().globals.end()) {
    typed::Global &g = *global->second;
    if (!g.type) {
      report(diag::Id::UndefinedName, expr).arg(id);
      return error();
    }
    g.isRead = true;
    return {g.type, g.constant};
  }
  if (auto unavailable = module().unavailable.find(id); unavailable != module().unavailable.end()) {
    report(diag::Id::Unsupported, expr).arg(unavailable->second);
    return error();
  }
  if (id == "__name__")
    return {types.get(Kind::Str), &module() == sema.program.main ? std::string("__main__") : module().name};
  if (typed::Builtin builtin = typed::findBuiltin("builtins", id); builtin != typed::Builtin::None)
    return {types.entity(Kind::Builtin, uint32_t(builtin)), {}};
  if (id == "int" || id == "float" || id == "bool" || id == "complex")
    return {types.dtype(types::scalarByName(types, id)), {}};
  if (id == "IOError" || id == "EnvironmentError")
    return {types.entity(Kind::ExceptionClass, 0), std::string("OSError")};
  if (typed::isExceptionName(id))
    return {types.entity(Kind::ExceptionClass, 0), id.str()};
  // Python's other builtins are functions of the prelude.
  if (typed::Module *prelude = sema.importModule("builtins", module()); prelude && prelude != &module())
    if (auto entity = prelude->entities.find(id); entity != prelude->entities.end())
      return {entity->second, {}};
  if (isLaterBuiltin(id))
    report(diag::Id::Unsupported, expr).arg("`" + id.str() + "`");
  else
    report(diag::Id::UndefinedName, expr).arg(id);
  return error();
}

//===- Operators ------------------------------------------------------------------------------------------------===//

ExprInfo Checker::checkBinOp(NodeId expr) {
  // A long sum nests to the left: walk down it instead of recursing.
  llvm::SmallVector<NodeId> chain;
  NodeId leftmost = expr;
  while (tree.is<ast::BinOp>(leftmost)) {
    chain.push_back(leftmost);
    leftmost = tree.as<ast::BinOp>(leftmost).left();
  }
  ExprInfo result = check(leftmost);
  for (NodeId node : llvm::reverse(chain)) {
    auto op = tree.as<ast::BinOp>(node);
    ExprInfo right = check(op.right());
    result = binary(node, op.op(), op.left(), result, op.right(), right);
    instance.exprs[node.index] = result;
  }
  return result;
}

static std::optional<int64_t> foldInt(ast::Operator op, int64_t a, int64_t b) {
  int64_t result;
  switch (op) {
  case ast::Operator::Add:
    return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(result);
  case ast::Operator::Sub:
    return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional(result);
  case ast::Operator::Mult:
    return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
  default:
    return std::nullopt;
  }
}

/// A float that arithmetic on two constants gives, as it would at run time; what raises there is left to run time.
static std::optional<double> foldFloat(ast::Operator op, double a, double b) {
  double result;
  switch (op) {
  case ast::Operator::Add:
    result = a + b;
    break;
  case ast::Operator::Sub:
    result = a - b;
    break;
  case ast::Operator::Mult:
    result = a * b;
    break;
  case ast::Operator::Div:
    result = b == 0 ? NAN : a / b;
    break;
  case ast::Operator::Pow:
    result = std::pow(a, b);
    break;
  default:
    return std::nullopt;
  }
  return std::isfinite(result) ? std::optional(result) : std::nullopt;
}

ExprInfo Checker::binary(NodeId expr, ast::Operator op, NodeId lhs, ExprInfo l, NodeId rhs, ExprInfo r) {
  if (isNever(l.type) || isNever(r.type))
    return error();
  if (std::optional<ExprInfo> result = binaryOfObjects(expr, op, lhs, l.type, rhs, r.type))
    return *result;
  // None raises when the operation runs.
  if (!types.isArray(types.valueOf(l.type)) && !types.isArray(types.valueOf(r.type))) {
    l.type = types.valueOf(l.type);
    r.type = types.valueOf(r.type);
  }
  if (op == ast::Operator::MatMult && types.isArray(l.type) && types.isArray(r.type) && tree.is<ast::BinOp>(expr))
    return checkMatrixProduct(expr, lhs, rhs);
  if (auto container = checkContainerBinary(expr, op, l.type, r.type))
    return *container;
  if (types.isArray(l.type) || types.isArray(r.type)) {
    auto rule = ops::numberRule(types, op, types.scalarOf(l.type), types.scalarOf(r.type));
    if (!rule) {
      report(diag::Id::UnsupportedOperand, expr).arg(ops::token(op)).arg(name(l.type)).arg(name(r.type));
      return error();
    }
    unsigned rank = std::max(types[l.type].rank, types[r.type].rank);
    TypeId element = types.asDType(rule->result);
    // What NumPy computes from arrays without axes is a scalar.
    return {rank == 0 ? element : types.array(element, rank, types::Layout::C), {}};
  }
  if (types.kind(l.type) == Kind::Str && types.kind(r.type) == Kind::Str && op == ast::Operator::Add)
    return of(Kind::Str);
  if (types.isTuple(l.type) && types.isTuple(r.type) && op == ast::Operator::Add) {
    llvm::SmallVector<TypeId> elements(llvm::ArrayRef(types[l.type].elements));
    llvm::append_range(elements, types[r.type].elements);
    return {types.tuple(elements), {}};
  }
  if (op == ast::Operator::Mult && (types.isTuple(l.type) || types.isTuple(r.type)))
    if (std::optional<ExprInfo> repeated = checkTupleRepeat(expr, l, r))
      return *repeated;
  auto rule = ops::numberRule(types, op, l.type, r.type);
  if (!rule) {
    report(diag::Id::UnsupportedOperand, expr)
        .arg(ops::token(op))
        .arg(pythonName(l.type))
        .arg(pythonName(r.type))
        .label(tree.range(lhs), name(l.type))
        .label(tree.range(rhs), name(r.type));
    return error();
  }
  // A negative literal exponent makes a float of two ints, as in Python.
  if (op == ast::Operator::Pow && types.kind(rule->result) == Kind::Int)
    if (auto *exponent = std::get_if<int64_t>(&r.literal); exponent && *exponent < 0)
      return of(Kind::Float);
  ExprInfo result{rule->result, {}};
  auto *a = std::get_if<int64_t>(&l.literal), *b = std::get_if<int64_t>(&r.literal);
  if (a && b && types.kind(rule->result) == Kind::Int)
    if (auto folded = foldInt(op, *a, *b))
      result.literal = *folded;
  auto *x = std::get_if<double>(&l.literal), *y = std::get_if<double>(&r.literal);
  if ((x || a) && (y || b) && (x || y) && types.kind(rule->result) == Kind::Float)
    if (auto folded = foldFloat(op, x ? *x : double(*a), y ? *y : double(*b)))
      result.literal = *folded;
  return result;
}

std::optional<ExprInfo> Checker::checkTupleRepeat(NodeId expr, const ExprInfo &l, const ExprInfo &r) {
  const bool isLeft = types.isTuple(l.type);
  const ExprInfo &tuple = isLeft ? l : r, &times = isLeft ? r : l;
  if (!types.isInteger(times.type) && !types.isBool(times.type))
    return std::nullopt;
  // The type of a tuple says how long it is.
  constexpr int64_t longest = 1000;
  auto *count = std::get_if<int64_t>(&times.literal);
  const llvm::SmallVector<TypeId> source(llvm::ArrayRef(types[tuple.type].elements));
  if (!count || *count * int64_t(!source.empty()) > longest / int64_t(std::max<size_t>(source.size(), 1))) {
    report(diag::Id::Unsupported, expr)
        .arg(count ? "so long a tuple" : "a tuple times a number that is not a constant");
    return error();
  }
  llvm::SmallVector<TypeId> elements;
  for (int64_t i = 0; i < *count && !source.empty(); ++i)
    llvm::append_range(elements, source);
  return ExprInfo{types.tuple(elements), {}};
}

ExprInfo Checker::checkUnaryOp(NodeId expr) {
  auto node = tree.as<ast::UnaryOp>(expr);
  if (node.op() == ast::UnaryOperator::Not) {
    std::optional<bool> decided = checkCondition(node.operand());
    return {types.get(Kind::Bool), decided ? Literal(!*decided) : Literal()};
  }
  // The smallest int is written as minus a number that does not fit.
  if (auto constant = tree.dyn<ast::Constant>(node.operand()); constant && node.op() == ast::UnaryOperator::USub &&
                                                               constant->value().kind == ast::ConstantKind::Int &&
                                                               constant->value().text == "9223372036854775808")
    return {types.get(Kind::Int), INT64_MIN};
  ExprInfo operand = check(node.operand());
  operand.type = types.valueOf(operand.type);
  if (isNever(operand.type))
    return operand;
  static constexpr const char *dunders[] = {"__invert__", "", "__pos__", "__neg__"};
  if (auto result =
          callOperator(expr, dunders[unsigned(node.op())], {node.operand()}, {operand.type}, instance.operators))
    return *result;
  TypeId scalar = types.scalarOf(operand.type);
  bool fits = types.isNumber(scalar) &&
              !(node.op() == ast::UnaryOperator::Invert && (types.isFloat(scalar) || types.isComplex(scalar))) &&
              !(node.op() != ast::UnaryOperator::Invert && types.kind(scalar) == Kind::NpBool);
  if (!fits) {
    const char *token = node.op() == ast::UnaryOperator::USub ? "-" : node.op() == ast::UnaryOperator::UAdd ? "+" : "~";
    report(diag::Id::BadUnaryOperand, expr).arg(token).arg(types.pythonName(operand.type));
    return error();
  }
  if (types.isArray(operand.type) && types[operand.type].rank > 0)
    return {types.array(scalar, types[operand.type].rank, types::Layout::C), {}};
  if (types.kind(scalar) == Kind::Bool)
    return of(Kind::Int);
  ExprInfo result{scalar, {}};
  if (node.op() == ast::UnaryOperator::USub) {
    if (auto *i = std::get_if<int64_t>(&operand.literal); i && *i != INT64_MIN)
      result.literal = -*i;
    if (auto *f = std::get_if<double>(&operand.literal))
      result.literal = -*f;
  }
  return result;
}

ExprInfo Checker::checkBoolOp(NodeId expr, bool isCondition) {
  auto node = tree.as<ast::BoolOp>(expr);
  const bool isAnd = node.op() == ast::BoolOperator::And;
  ExprInfo result;
  bool allDecided = true, allSkipped = true;
  // Where an operand decides, the others are not evaluated: what they assign and what is known behind them is uncertain.
  llvm::SmallVector<Environment> decidedEarly;
  for (auto [i, value] : llvm::enumerate(node.values())) {
    const bool isLast = i + 1 == node.values().size();
    ExprInfo info;
    std::optional<bool> decided;
    if (isCondition) {
      // Only whether it holds matters: `while stack and stack[-1] > x`.
      decided = checkCondition(value);
      info = of(Kind::Bool);
    } else {
      info = check(value);
      decided = truthOf(value, info);
    }
    // The value of `x or y` is x only where that is true, and so not None.
    if (!isAnd && !isLast)
      info.type = types.valueOf(info.type);
    // An operand that is certain not to decide is never the value.
    if (i == 0 || allSkipped)
      result = info;
    else if (TypeId joined = joinTypes(result.type, info.type))
      result = {joined, {}};
    else {
      report(diag::Id::BoolOpConflict, expr).arg(isAnd ? "and" : "or").arg(name(result.type)).arg(name(info.type));
      return error();
    }
    allSkipped &= decided == isAnd;
    // `False and …` and `True or …` are decided here, and what follows is dead.
    if (decided && *decided != isAnd) {
      for (const Environment &other : decidedEarly)
        env = join(env, other);
      for (NodeId dead : node.values().drop_front(i + 1))
        instance.exprs.erase(dead.index);
      if (i > 0 || isCondition)
        result.literal = types.kind(result.type) == Kind::Bool ? Literal(*decided) : Literal();
      return result;
    }
    allDecided &= decided.has_value();
    if (!isLast) {
      decidedEarly.push_back(env);
      assume(value, isAnd);
    }
  }
  for (const Environment &other : decidedEarly)
    env = join(env, other);
  // `True and True`, `False or False`.
  if (allDecided && types.kind(result.type) == Kind::Bool)
    result.literal = isAnd;
  return result;
}

std::optional<bool> Checker::checkCondition(NodeId expr) {
  if (!tree.is<ast::BoolOp>(expr))
    return truthOf(expr, check(expr));
  ExprInfo info = instance.exprs[expr.index] = checkBoolOp(expr, /*isCondition=*/true);
  const bool *value = std::get_if<bool>(&info.literal);
  return value ? std::optional(*value) : std::nullopt;
}

std::optional<bool> Checker::truthOf(NodeId expr, const ExprInfo &info) {
  switch (types.kind(info.type)) {
  case Kind::Never:
  case Kind::Str:
  case Kind::List:
  case Kind::Dict:
  case Kind::Set:
  case Kind::Range:
    return std::nullopt;
  case Kind::Exception:
    return true;
  case Kind::Optional:
    (void)truthOf(expr, {types.valueOf(info.type), {}});
    return std::nullopt;
  case Kind::None:
    return false;
  case Kind::Tuple:
    return !types[info.type].elements.empty();
  case Kind::Struct:
  case Kind::Object:
    if (typed::Class *cls = classOf(info.type); !cls->findMethod("__bool__") && !cls->findMethod("__len__"))
      return true;
    report(diag::Id::Unsupported, expr).arg("`__bool__` and `__len__` in a condition");
    return std::nullopt;
  case Kind::Array:
    if (types[info.type].rank == 0)
      return std::nullopt;
    report(diag::Id::ArrayTruth, expr).arg(name(info.type));
    return std::nullopt;
  default:
    break;
  }
  if (!types.isNumber(info.type)) {
    report(diag::Id::Unsupported, expr).arg("a condition of type " + name(info.type));
    return std::nullopt;
  }
  if (auto *value = std::get_if<bool>(&info.literal))
    return *value;
  if (auto *value = std::get_if<int64_t>(&info.literal))
    return *value != 0;
  return std::nullopt;
}

ExprInfo Checker::checkCompare(NodeId expr) {
  auto node = tree.as<ast::Compare>(expr);
  NodeId lhs = node.left();
  check(lhs);
  ExprInfo result;
  // A comparison that fails ends the chain: what the operands behind it assign is uncertain.
  llvm::SmallVector<Environment> ended;
  for (auto [i, rhs] : llvm::enumerate(node.comparators())) {
    if (i > 0)
      ended.push_back(env);
    check(rhs);
    ExprInfo one = checkComparison(expr, lhs, ast::CmpOp(node.ops()[i]), rhs);
    if (isNever(one.type))
      return error();
    if (i > 0 && (types.isArray(one.type) || types.isArray(result.type))) {
      report(diag::Id::ArrayTruth, expr).arg(name(one.type));
      return error();
    }
    result = i == 0 ? one : of(Kind::Bool);
    lhs = rhs;
  }
  for (const Environment &other : ended)
    env = join(env, other);
  return result;
}

ExprInfo Checker::checkComparison(NodeId expr, NodeId lhs, ast::CmpOp op, NodeId rhs) {
  ExprInfo l = instance.exprs[lhs.index], r = instance.exprs[rhs.index];
  if (isNever(l.type) || isNever(r.type))
    return error();
  if (std::optional<ExprInfo> result = compareObjects(expr, lhs, op, rhs, l.type, r.type))
    return *result;
  const bool isEquality = ops::rule(op) == ops::ComparisonRule::Equality;
  switch (ops::rule(op)) {
  case ops::ComparisonRule::Identity: {
    const bool leftIsNone = types.kind(l.type) == Kind::None, rightIsNone = types.kind(r.type) == Kind::None;
    const bool same = leftIsNone && rightIsNone;
    if ((leftIsNone && types.isOptional(r.type)) || (rightIsNone && types.isOptional(l.type)))
      return of(Kind::Bool);
    if (types.isContainer(l.type) && types.isContainer(r.type)) {
      sema.unify(l.type, r.type);
      return of(Kind::Bool);
    }
    if (types.kind(l.type) == Kind::DType && types.kind(r.type) == Kind::DType)
      return {types.get(Kind::Bool), (l.type == r.type) == (op == ast::CmpOp::Is)};
    if (!leftIsNone && !rightIsNone) {
      report(diag::Id::Unsupported, expr).arg("`is` with anything but None");
      return error();
    }
    return {types.get(Kind::Bool), same == (op == ast::CmpOp::Is)};
  }
  case ops::ComparisonRule::Membership:
    return checkMembership(expr, l.type, rhs, r.type);
  default:
    break;
  }
  // None equals None alone; an order with it raises when it runs.
  const bool mayBeNone = types.isOptional(l.type) || types.isOptional(r.type);
  const bool isNone = types.kind(l.type) == Kind::None || types.kind(r.type) == Kind::None;
  if (isNone && isEquality && !types.isArray(l.type) && !types.isArray(r.type)) {
    if (mayBeNone)
      return of(Kind::Bool);
    return {types.get(Kind::Bool), (l.type == r.type) == (op == ast::CmpOp::Eq)};
  }
  if (mayBeNone && !types.isArray(types.valueOf(l.type)) && !types.isArray(types.valueOf(r.type))) {
    l = {types.valueOf(l.type), {}};
    r = {types.valueOf(r.type), {}};
  }
  if (types.isArray(l.type) || types.isArray(r.type)) {
    if (!ops::comparisonOperand(types, types.scalarOf(l.type), types.scalarOf(r.type))) {
      report(diag::Id::UnorderedTypes, expr).arg(ops::token(op)).arg(name(l.type)).arg(name(r.type));
      return error();
    }
    unsigned rank = std::max(types[l.type].rank, types[r.type].rank);
    if (rank == 0)
      return of(Kind::NpBool);
    return {types.array(types.get(Kind::NpBool), rank, types::Layout::C), {}};
  }
  if (types.kind(l.type) == Kind::Str && types.kind(r.type) == Kind::Str) {
    auto *a = std::get_if<std::string>(&l.literal), *b = std::get_if<std::string>(&r.literal);
    if (a && b && isEquality)
      return {types.get(Kind::Bool), (*a == *b) == (op == ast::CmpOp::Eq)};
    return of(Kind::Bool);
  }
  if (types.kind(l.type) == Kind::None && types.kind(r.type) == Kind::None && isEquality)
    return {types.get(Kind::Bool), op == ast::CmpOp::Eq};
  if (types.kind(l.type) == Kind::DType && types.kind(r.type) == Kind::DType && isEquality)
    return {types.get(Kind::Bool), (l.type == r.type) == (op == ast::CmpOp::Eq)};
  if (types.isTuple(l.type) && types.isTuple(r.type) && isEquality &&
      types[l.type].elements.size() != types[r.type].elements.size())
    return {types.get(Kind::Bool), op != ast::CmpOp::Eq};
  if (types.kind(l.type) == types.kind(r.type) && (types.isTuple(l.type) || types.isContainer(l.type)) &&
      areComparable(expr, op, l.type, r.type))
    return of(Kind::Bool);
  TypeId operand = ops::comparisonOperand(types, l.type, r.type);
  if (!operand || (types.kind(operand) == Kind::Complex && !isEquality)) {
    // Values of unrelated types are unequal, which is hardly ever meant.
    report(diag::Id::UnorderedTypes, expr)
        .arg(ops::token(op))
        .arg(types.pythonName(l.type))
        .arg(types.pythonName(r.type));
    return error();
  }
  ExprInfo result = of(types.isSized(l.type) || types.isSized(r.type) ? Kind::NpBool : Kind::Bool);
  if (auto *a = std::get_if<int64_t>(&l.literal), *b = std::get_if<int64_t>(&r.literal); a && b) {
    bool value = op == ast::CmpOp::Eq      ? *a == *b
                 : op == ast::CmpOp::NotEq ? *a != *b
                 : op == ast::CmpOp::Lt    ? *a < *b
                 : op == ast::CmpOp::LtE   ? *a <= *b
                 : op == ast::CmpOp::Gt    ? *a > *b
                                           : *a >= *b;
    result.literal = value;
  }
  return result;
}

ExprInfo Checker::checkIfExp(NodeId expr) {
  auto node = tree.as<ast::IfExp>(expr);
  if (std::optional<bool> decided = checkCondition(node.test())) {
    instance.decided[expr.index] = *decided;
    return check(*decided ? node.body() : node.orelse());
  }
  instance.decided.erase(expr.index);
  Environment before = env;
  assume(node.test(), true);
  ExprInfo a = check(node.body());
  Environment then = std::exchange(env, before);
  assume(node.test(), false);
  ExprInfo b = check(node.orelse());
  env = join(then, env);
  TypeId joined = joinTypes(a.type, b.type);
  if (!joined) {
    report(diag::Id::IfExpConflict, expr)
        .arg(name(a.type))
        .arg(name(b.type))
        .label(tree.range(node.body()), name(a.type))
        .label(tree.range(node.orelse()), name(b.type));
    return error();
  }
  return {joined, {}};
}

ExprInfo Checker::checkTuple(NodeId expr) {
  llvm::SmallVector<TypeId> elements;
  for (NodeId element : tree.as<ast::Tuple>(expr).elts()) {
    if (auto starred = tree.dyn<ast::Starred>(element)) {
      TypeId unpacked = check(starred->value()).type;
      if (isNever(unpacked))
        return error();
      if (!types.isTuple(unpacked)) {
        report(diag::Id::Unsupported, element).arg("`*` of a " + types.pythonName(unpacked) + " in a tuple");
        return error();
      }
      const types::Type inner = types[unpacked];
      llvm::append_range(elements, inner.elements);
      continue;
    }
    elements.push_back(check(element).type);
    if (isNever(elements.back()))
      return error();
  }
  return {types.tuple(elements), {}};
}

//===- Attributes -----------------------------------------------------------------------------------------------===//

static bool isContainerClass(typed::Builtin builtin) {
  using typed::Builtin;
  return builtin == Builtin::Str || builtin == Builtin::List || builtin == Builtin::DictOf ||
         builtin == Builtin::SetOf || builtin == Builtin::Tuple;
}

ExprInfo Checker::checkAttribute(NodeId expr) {
  auto node = tree.as<ast::Attribute>(expr);
  ExprInfo object = check(node.value());
  llvm::StringRef attribute = node.attr();
  const types::Type type = types[types.valueOf(object.type)];
  if (type.kind == Kind::Never)
    return error();
  if (classOf(object.type) || type.kind == Kind::Class)
    return checkMember(expr, object.type, attribute);
  if (type.kind == Kind::Super)
    return checkSuperMember(expr, type, attribute);
  if (auto info = checkExceptionAttribute(expr, types.valueOf(object.type), attribute))
    return *info;
  if (type.kind == Kind::DType && attribute == "type")
    return {object.type, {}};
  if (type.kind == Kind::Module)
    return moduleAttribute(expr, *sema.program.modules[type.entity], attribute);
  if (type.kind == Kind::Array) {
    TypeId integer = types.get(Kind::Int);
    if (attribute == "shape")
      return {types.tuple(llvm::SmallVector<TypeId>(type.rank, integer)), {}};
    if (attribute == "ndim")
      return {integer, int64_t(type.rank)};
    if (attribute == "size" || attribute == "nbytes")
      return {integer, {}};
    if (attribute == "itemsize")
      return {integer, int64_t(types.bytes(type.elements[0]))};
    if (attribute == "dtype")
      return {types.dtype(type.elements[0]), {}};
    if (typed::Module *attributes = sema.importModule("numpy.attributes", module()))
      if (auto found = attributes->entities.find(attribute);
          found != attributes->entities.end() && types.kind(found->second) == Kind::Function)
        return checkFunctionCall(expr, found->second, node.value());
    if (attribute == "T") {
      types::Layout layout = type.layout == types::Layout::C   ? types::Layout::F
                             : type.layout == types::Layout::F ? types::Layout::C
                                                               : types::Layout::Strided;
      return {types.array(type.elements[0], type.rank, layout), {}};
    }
  }
  if (types.isNumber(object.type) && (attribute == "real" || attribute == "imag"))
    return checkNumberAttribute(expr, object.type, attribute);
  if (type.kind == Kind::Function && attribute == "__name__")
    return {types.get(Kind::Str), sema.program.functions[type.entity]->name};
  if (type.kind == Kind::Limits)
    return checkLimitsAttribute(expr, type.elements[0], attribute);
  if (type.kind == Kind::Builtin)
    if (auto number = checkGridNumber(expr, typed::Builtin(type.entity), attribute))
      return *number;
  if (type.kind == Kind::Builtin && isContainerClass(typed::Builtin(type.entity))) {
    report(diag::Id::Unsupported, expr).arg("a method that is taken from its class");
    return error();
  }
  report(diag::Id::NoAttribute, expr).arg(types.pythonName(object.type)).arg(attribute);
  return error();
}

ExprInfo Checker::moduleAttribute(NodeId expr, typed::Module &owner, llvm::StringRef attribute) {
  if (auto entity = owner.entities.find(attribute); entity != owner.entities.end()) {
    const types::Type type = types[entity->second];
    if (type.kind == Kind::ExceptionClass && type.entity > 0)
      return {entity->second, sema.program.exceptionClasses[type.entity - 1]};
    return {entity->second, {}};
  }
  if (auto global = owner.globals.find(attribute); global != owner.globals.end() && global->second->type) {
    global->second->isRead = true;
    return {global->second->type, global->second->constant};
  }
  if (owner.name == "numpy" || owner.name == "amaru")
    if (TypeId scalar = types::scalarByName(types, attribute); types.isNumber(scalar))
      return {types.dtype(scalar), {}};
  if (owner.name == "numpy" && attribute == "newaxis")
    return of(Kind::None);
  if (typed::Builtin builtin = typed::findBuiltin(owner.name, attribute); builtin != typed::Builtin::None)
    return {types.entity(Kind::Builtin, uint32_t(builtin)), {}};
  if (auto unavailable = owner.unavailable.find(attribute); unavailable != owner.unavailable.end())
    report(diag::Id::Unsupported, expr).arg(unavailable->second);
  else if (owner.isStdlib && llvm::StringRef(owner.name).starts_with("numpy"))
    report(diag::Id::NoModuleAttribute, expr)
        .arg(owner.name)
        .arg(attribute)
        .note("docs/language/numpy.md lists which of NumPy's functions are compiled");
  else
    report(diag::Id::NoModuleAttribute, expr).arg(owner.title()).arg(attribute);
  return error();
}

ExprInfo Checker::checkJoinedStr(NodeId expr) {
  for (NodeId piece : tree.as<ast::JoinedStr>(expr).values()) {
    auto formatted = tree.dyn<ast::FormattedValue>(piece);
    if (!formatted)
      continue;
    TypeId type = check(formatted->value()).type;
    bool plain = !formatted->format_spec() && checkText(formatted->value(), type);
    if (!plain && !isNever(type) && !types.isNumber(types.valueOf(type)) &&
        types.kind(types.valueOf(type)) != Kind::Str)
      report(diag::Id::Unsupported, formatted->value()).arg("formatting a value of type " + name(type));
    if (formatted->format_spec())
      check(formatted->format_spec());
  }
  return of(Kind::Str);
}

} // namespace amaru::sema
