// Exceptions: `try` with its handlers, `raise`, exceptions as values, and `del`.
//
// Any statement of a body may raise, so a handler finds each variable in any of the states that it has had in the body:
// these are gathered while the body is checked.
#include "lang/sema/Checker.h"

namespace amaru::sema {

//===- Bodies that may raise ------------------------------------------------------------------------------------===//

void Checker::noteState(unsigned variable) {
  for (Attempt *attempt : attempts) {
    VarState state = env.variables[variable];
    // Iterations that failed in parallel leave nothing that could be read.
    if (parallelLoops.size() > attempt->parallelDepth)
      state.privateTo = parallelLoops[attempt->parallelDepth];
    attempt->states[variable] = join(attempt->states[variable], state);
  }
}

void Checker::unset(unsigned variable) {
  env.variables[variable] = {};
  noteState(variable);
}

Environment Checker::attempt(const llvm::BitVector &assigned, const llvm::BitVector &live,
                             typed::LoopVariables &variables, llvm::function_ref<void()> body) {
  Attempt attempt{env.variables, parallelLoops.size()};
  attempts.push_back(&attempt);
  body();
  attempts.pop_back();
  Environment caught{std::move(attempt.states), /*reachable=*/true};
  for (unsigned variable : assigned.set_bits()) {
    if (!live.test(variable))
      caught.variables[variable] = {};
    variables.push_back({variable, caught.variables[variable]});
  }
  return caught;
}

void Checker::checkTry(NodeId stmt) {
  typed::TryInfo info;
  if (tree.as<ast::Try>(stmt).finalbody().empty())
    checkExcept(stmt, info.variables);
  else
    checkFinally(stmt, info);
  instance.tries[stmt.index] = std::move(info);
}

void Checker::checkExcept(NodeId stmt, typed::LoopVariables &variables) {
  auto node = tree.as<ast::Try>(stmt);
  if (node.handlers().empty())
    return checkBlock(node.body());
  Environment caught = attempt(assignedVariables(tree, function(), node.body()), liveness.tryStmt(stmt).atHandlers,
                               variables, [&] { checkBlock(node.body()); });
  Environment done = env, after;
  after.reachable = false;
  for (NodeId handler : node.handlers()) {
    env = caught;
    checkHandler(handler);
    after = join(after, env);
  }
  env = std::move(done);
  checkBlock(node.orelse());
  env = join(env, after);
}

void Checker::checkHandler(NodeId handler) {
  auto node = tree.as<ast::ExceptHandler>(handler);
  if (node.type())
    checkCaughtClasses(node.type());
  if (node.name().empty())
    return checkBlock(node.body());
  size_t breaks = exits.empty() ? 0 : exits.back().breaks.size();
  size_t continues = exits.empty() ? 0 : exits.back().continues.size();
  assignVariable(handler, node.name(), of(Kind::Exception));
  checkBlock(node.body());
  // However the handler ends, its name is unset afterwards.
  auto local = function().localIndex.find(node.name());
  if (local == function().localIndex.end())
    return;
  unset(local->second);
  if (exits.empty())
    return;
  for (Environment &exit : llvm::drop_begin(exits.back().breaks, breaks))
    exit.variables[local->second] = {};
  for (Environment &exit : llvm::drop_begin(exits.back().continues, continues))
    exit.variables[local->second] = {};
}

void Checker::checkFinally(NodeId stmt, typed::TryInfo &info) {
  auto node = tree.as<ast::Try>(stmt);
  llvm::BitVector assigned = assignedVariables(tree, function(), node.body());
  assigned |= assignedVariables(tree, function(), node.handlers());
  assigned |= assignedVariables(tree, function(), node.orelse());
  size_t firstBreak = exits.empty() ? 0 : exits.back().breaks.size();
  size_t firstContinue = exits.empty() ? 0 : exits.back().continues.size();
  Environment caught = attempt(assigned, liveness.tryStmt(stmt).atFinal, info.finalVariables,
                               [&] { checkExcept(stmt, info.variables); });
  Environment done = std::exchange(env, std::move(caught));
  size_t lastBreak = exits.empty() ? 0 : exits.back().breaks.size();
  size_t lastContinue = exits.empty() ? 0 : exits.back().continues.size();
  checkBlock(node.finalbody());

  // What was on its way out goes on, with what `finally` has assigned; if that leaves by itself, nothing else does.
  llvm::BitVector changed = assignedVariables(tree, function(), node.finalbody());
  auto goOn = [&](Environment &path) {
    for (unsigned variable : changed.set_bits())
      path.variables[variable] = env.variables[variable];
  };
  auto goOnWith = [&](std::vector<Environment> &paths, size_t first, size_t last) {
    if (!env.reachable)
      paths.erase(paths.begin() + first, paths.begin() + last);
    else
      std::for_each(paths.begin() + first, paths.begin() + last, goOn);
  };
  if (!exits.empty()) {
    goOnWith(exits.back().breaks, firstBreak, lastBreak);
    goOnWith(exits.back().continues, firstContinue, lastContinue);
  }
  done.reachable &= env.reachable;
  if (done.reachable)
    goOn(done);
  env = std::move(done);
}

void Checker::checkCaughtClasses(NodeId type) {
  if (auto tuple = tree.dyn<ast::Tuple>(type)) {
    for (NodeId element : tuple->elts())
      checkCaughtClasses(element);
    return;
  }
  TypeId checked = check(type).type;
  if (!isNever(checked) && types.kind(checked) != Kind::ExceptionClass)
    report(diag::Id::CannotCatch, type);
}

//===- raise ----------------------------------------------------------------------------------------------------===//

void Checker::checkRaise(NodeId stmt) {
  auto node = tree.as<ast::Raise>(stmt);
  auto checkRaised = [&](NodeId expr, bool mayBeNone) {
    TypeId type = check(expr).type;
    Kind kind = types.kind(mayBeNone ? types.valueOf(type) : type);
    if (kind != Kind::Never && kind != Kind::Exception && kind != Kind::ExceptionClass &&
        !(mayBeNone && kind == Kind::None))
      report(mayBeNone ? diag::Id::NotACause : diag::Id::NotAnException, expr);
  };
  if (node.exc())
    checkRaised(node.exc(), /*mayBeNone=*/false);
  if (node.cause())
    checkRaised(node.cause(), /*mayBeNone=*/true);
  env.reachable = false;
}

void Checker::checkExceptionArgument(NodeId expr) {
  TypeId type = check(expr).type;
  if (!isNever(type) && !checkText(expr, type))
    report(diag::Id::Unsupported, expr).arg("an exception's argument of type " + name(type));
}

ExprInfo Checker::checkExceptionCall(NodeId expr) {
  auto node = tree.as<ast::Call>(expr);
  for (NodeId arg : node.args())
    checkExceptionArgument(arg);
  if (!node.keywords().empty())
    report(diag::Id::Unsupported, node.keywords()[0]).arg("a named argument of an exception");
  instance.calls[expr.index] = {};
  instance.calls[expr.index].kind = typed::CallInfo::Kind::Exception;
  return of(Kind::Exception);
}

std::optional<ExprInfo> Checker::checkExceptionAttribute(NodeId expr, TypeId type, llvm::StringRef attribute) {
  if (types.kind(type) != Kind::Exception)
    return std::nullopt;
  if (attribute == "args")
    return of(Kind::ExceptionArgs);
  report(diag::Id::Unsupported, expr).arg("the attribute `" + attribute.str() + "` of an exception");
  return error();
}

//===- Classes of exceptions ------------------------------------------------------------------------------------===//

bool Sema::bindExceptionClass(typed::Module &module, NodeId stmt) {
  const ast::Tree &tree = module.tree;
  auto node = tree.as<ast::ClassDef>(stmt);
  if (node.bases().size() != 1 || !node.keywords().empty() || !node.decorator_list().empty())
    return false;
  auto baseName = tree.dyn<ast::Name>(node.bases()[0]);
  if (!baseName)
    return false;
  std::string base;
  if (auto known = module.entities.find(baseName->id()); known != module.entities.end()) {
    const types::Type type = program.types[known->second];
    if (type.kind == types::Kind::ExceptionClass && type.entity > 0)
      base = program.exceptionClasses[type.entity - 1];
  } else if (typed::isExceptionName(baseName->id())) {
    base = baseName->id().str();
  }
  // Only a name and perhaps a docstring: more than that is a class like any other.
  bool isPlain = llvm::all_of(node.body(), [&](NodeId inner) {
    if (auto expr = tree.dyn<ast::Expr>(inner))
      return tree.is<ast::Constant>(expr->value());
    return tree.is<ast::Pass>(inner);
  });
  if (base.empty() || !isPlain)
    return false;
  std::string moduleName = &module == program.main ? "__main__" : module.name;
  program.exceptionClasses.push_back(moduleName + "." + node.name().str() + "<" + base);
  module.entities[node.name()] =
      program.types.entity(types::Kind::ExceptionClass, uint32_t(program.exceptionClasses.size()));
  return true;
}

} // namespace amaru::sema
