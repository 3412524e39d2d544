// Statements: assignments, branches and loops with the joins of their paths.
#include "lang/sema/Checker.h"

namespace amaru::sema {

void Checker::checkBlock(llvm::ArrayRef<NodeId> block) {
  for (NodeId stmt : block) {
    if (!env.reachable) {
      instance.unreached.insert(stmt.index);
      return;
    }
    // Loops are checked several times.
    instance.unreached.erase(stmt.index);
    checkStmt(stmt);
  }
}

void Checker::checkStmt(NodeId stmt) {
  switch (tree.kind(stmt)) {
  case ast::Kind::Expr:
    check(tree.as<ast::Expr>(stmt).value());
    return;
  case ast::Kind::Assign: {
    auto assign = tree.as<ast::Assign>(stmt);
    ExprInfo value = check(assign.value());
    for (NodeId target : assign.targets())
      checkAssign(target, assign.value(), value);
    return;
  }
  case ast::Kind::AugAssign:
    return checkAugAssign(stmt);
  case ast::Kind::AnnAssign:
    return checkAnnAssign(stmt);
  case ast::Kind::Return:
    return checkReturn(stmt);
  case ast::Kind::Raise:
    return checkRaise(stmt);
  case ast::Kind::Assert:
    return checkAssert(stmt);
  case ast::Kind::If:
    return checkIf(stmt);
  case ast::Kind::While:
    return checkWhile(stmt);
  case ast::Kind::For:
    return checkFor(stmt);
  case ast::Kind::Try:
    return checkTry(stmt);
  case ast::Kind::Break:
    exits.back().breaks.push_back(env);
    env.reachable = false;
    return;
  case ast::Kind::Continue:
    exits.back().continues.push_back(env);
    env.reachable = false;
    return;
  case ast::Kind::Delete:
    return checkDelete(stmt);
  case ast::Kind::Import:
  case ast::Kind::ImportFrom:
    return checkImport(stmt);
  case ast::Kind::Unchecked:
    return checkBlock(tree.as<ast::Unchecked>(stmt).body());
  case ast::Kind::Wrapping:
    return checkBlock(tree.as<ast::Wrapping>(stmt).body());
  case ast::Kind::Pass:
  case ast::Kind::Global:
  case ast::Kind::Nonlocal:
    return;
  case ast::Kind::FunctionDef:
    return checkFunctionDef(stmt);
  case ast::Kind::ClassDef:
    return checkClassDef(stmt);
  default:
    report(diag::Id::Unsupported, stmt).arg(constructName(tree.kind(stmt)));
  }
}

//===- Assignments ----------------------------------------------------------------------------------------------===//

void Checker::checkAssign(NodeId target, NodeId value, ExprInfo info) {
  if (auto name = tree.dyn<ast::Name>(target))
    return assignVariable(target, name->id(), info);
  if (auto tuple = tree.dyn<ast::Tuple>(target))
    return checkUnpack(target, tuple->elts(), value, info.type);
  if (auto list = tree.dyn<ast::List>(target))
    return checkUnpack(target, list->elts(), value, info.type);
  if (tree.is<ast::Attribute>(target))
    return checkMemberStore(target, value, info);
  if (auto subscript = tree.dyn<ast::Subscript>(target)) {
    TypeId object = check(subscript->value()).type;
    if (types.isContainer(object) || types.kind(object) == Kind::Str)
      return checkContainerStore(target, value, info);
    TypeId element = check(target).type;
    if (isNever(element) || isNever(info.type))
      return;
    // `a[1:3] = [1, 2]` stores an array of these.
    if (types.isArray(element) && types.isList(info.type))
      if (TypeId made = useOperator(value, "as_array", {info.type}); made && types.isArray(made))
        info.type = made;
    TypeId from = types.scalarOf(info.type), to = types.scalarOf(element);
    // An array without axes is stored as its element.
    bool isScalar = !types.isArray(info.type) || types[info.type].rank == 0;
    bool fits = types.isNumber(from) && types.isNumber(to) && (types.isArray(element) || isScalar) &&
                !(types.isComplex(from) && !types.isComplex(to));
    if (!fits || types.isTuple(check(tree.as<ast::Subscript>(target).value()).type))
      report(diag::Id::CannotStore, value).arg(name(info.type)).arg(name(element));
    else
      checkFancyStore(target, info.type);
    return;
  }
  report(diag::Id::Unsupported, target).arg("assigning to this");
}

void Checker::checkUnpack(NodeId target, llvm::ArrayRef<NodeId> targets, NodeId value, TypeId type) {
  if (isNever(type)) {
    for (NodeId element : targets)
      checkAssign(element, value, error());
    return;
  }
  type = types.valueOf(type);
  auto star = llvm::find_if(targets, [&](NodeId element) { return tree.is<ast::Starred>(element); });
  if (star != targets.end() || !types.isTuple(type))
    return checkUnpackIterable(target, targets, value, type);
  const types::Type tuple = types[type];
  if (targets.size() != tuple.elements.size()) {
    report(targets.size() < tuple.elements.size() ? diag::Id::TooManyToUnpack : diag::Id::TooFewToUnpack, target)
        .arg(int64_t(targets.size()))
        .arg(int64_t(tuple.elements.size()));
    return;
  }
  for (auto [element, elementType] : llvm::zip(targets, tuple.elements))
    checkAssign(element, value, {elementType, {}});
}

void Checker::checkUnpackIterable(NodeId target, llvm::ArrayRef<NodeId> targets, NodeId value, TypeId type) {
  auto star = llvm::find_if(targets, [&](NodeId element) { return tree.is<ast::Starred>(element); });
  const types::Type t = types[type];
  if (t.kind == Kind::Tuple) {
    // The starred target takes what the others leave, as a list.
    size_t before = star - targets.begin(), fixed = targets.size() - 1;
    if (t.elements.size() < fixed) {
      report(diag::Id::TooFewToUnpack, target).arg(int64_t(fixed)).arg(int64_t(t.elements.size()));
      return;
    }
    size_t taken = t.elements.size() - fixed;
    TypeId element;
    for (TypeId one : llvm::ArrayRef(t.elements).slice(before, taken))
      if (element = element ? joinTypes(element, one) : one; !element) {
        report(diag::Id::ElementConflict, *star).arg(name(t.elements[before])).arg(name(one));
        return;
      }
    for (auto [i, one] : llvm::enumerate(targets)) {
      if (i == before) {
        TypeId list = types.list(element ? element : sema.openElement(instance, *star, 0));
        checkAssign(tree.as<ast::Starred>(*star).value(), value, {list, {}});
      } else {
        checkAssign(one, value, {t.elements[i < before ? i : i + taken - 1], {}});
      }
    }
    return;
  }
  bool unpacks = t.kind == Kind::List || t.kind == Kind::Str || t.kind == Kind::Range || t.kind == Kind::Array;
  TypeId element = unpacks ? iterationType(value, type) : TypeId();
  if (!element) {
    if (!unpacks)
      report(diag::Id::CannotUnpack, value).arg(types.pythonName(type));
    return;
  }
  for (NodeId one : targets) {
    if (auto starred = tree.dyn<ast::Starred>(one))
      checkAssign(starred->value(), value, {types.list(element), {}});
    else
      checkAssign(one, value, {element, {}});
  }
}

void Checker::assignVariable(NodeId name, llvm::StringRef id, ExprInfo info) {
  instance.exprs[name.index] = info;
  if (types.isIterator(info.type) && !module().isStdlib) {
    report(diag::Id::Unsupported, name).arg("keeping a " + types.pythonName(info.type) + " object");
    info = error();
  }
  auto local = function().findLocal(id, comprehensions);
  if (!local)
    return assignGlobal(name, id, info);
  if (isCell(*local) || types.kind(env.variables[*local].type) == Kind::Cell)
    return assignCell(*local, name, info);
  markStale(*local, name);
  env.variables[*local] = {info.type, Presence::Set, name, {}, {}, {}, {}, name};
  noteState(*local);
}

void Checker::assignGlobal(NodeId name, llvm::StringRef id, ExprInfo info) {
  auto found = module().globals.find(id);
  if (found != module().globals.end())
    assignSlot(*found->second, name, info);
}

void Checker::assignSlot(typed::Global &global, NodeId place, ExprInfo info) {
  if (!global.type || sema.isOpen(global.type)) {
    if (global.type)
      sema.unify(global.type, info.type);
    global.type = info.type;
    global.origin = place;
    return;
  }
  TypeId joined = joinTypes(global.type, info.type);
  if (joined == global.type)
    return;
  if (joined && !global.isRead) {
    global.type = joined;
    return;
  }
  report(diag::Id::GlobalChangesType, place)
      .arg(global.name)
      .arg(this->name(global.type))
      .arg(this->name(info.type))
      .label(tree.range(global.origin), "it was first set here");
}

void Checker::checkAugAssign(NodeId stmt) {
  auto assign = tree.as<ast::AugAssign>(stmt);
  ExprInfo target = check(assign.target());
  ExprInfo value = check(assign.value());
  if (checkContainerAugAssign(stmt, target, value))
    return;
  ExprInfo result = binary(stmt, assign.op(), assign.target(), target, assign.value(), value);
  instance.exprs[stmt.index] = result;
  if (types.isArray(target.type) && !isNever(result.type)) {
    // `a += b` writes into `a`: NumPy's same_kind casting.
    TypeId from = types.scalarOf(result.type), to = types.scalarOf(target.type);
    bool losesSign = types.numberClass(from) == types::NumberClass::Signed && types.isUnsigned(to);
    if (losesSign || types.numberClass(from) > types.numberClass(to) ||
        types[result.type].rank > types[target.type].rank)
      report(diag::Id::CannotStoreInPlace, stmt).arg(ops::token(assign.op())).arg(name(from)).arg(name(to));
    else
      checkFancyStore(assign.target(), target.type);
    return;
  }
  if (auto variable = tree.dyn<ast::Name>(assign.target())) {
    TypeId read = target.type;
    assignVariable(assign.target(), variable->id(), {result.type, {}});
    // The node stands for the value that is read; what is written has the statement's type.
    instance.exprs[assign.target().index] = {read, {}};
    return;
  }
  checkAssign(assign.target(), assign.value(), result);
}

void Checker::checkAnnAssign(NodeId stmt) {
  auto assign = tree.as<ast::AnnAssign>(stmt);
  if (sema.isUnchecked(module(), assign.annotation())) {
    if (assign.value()) {
      ExprInfo value = check(assign.value());
      instance.exprs[stmt.index] = {value.type, {}};
      checkAssign(assign.target(), assign.value(), value);
    }
    return;
  }
  TypeId declared = sema.annotationType(module(), assign.annotation());
  if (!declared) {
    instance.hasErrors = true;
    return;
  }
  if (!assign.value())
    return;
  ExprInfo value = check(assign.value());
  sema.unify(value.type, declared);
  if (!fits(assign.value(), value.type, declared)) {
    report(diag::Id::AnnotationMismatch, assign.value())
        .arg(name(declared))
        .arg(name(value.type))
        .label(tree.range(assign.annotation()), "declared here");
    return;
  }
  instance.exprs[stmt.index] = {declared, {}};
  checkAssign(assign.target(), assign.value(), {declared, {}});
}

//===- Leaving --------------------------------------------------------------------------------------------------===//

void Checker::checkReturn(NodeId stmt) {
  auto node = tree.as<ast::Return>(stmt);
  TypeId type = node.value() ? check(node.value()).type : types.get(Kind::None);
  checkReturned(node.value() ? node.value() : stmt, type);
}

void Checker::checkReturned(NodeId place, TypeId type) {
  env.reachable = false;
  NodeId declaration =
      tree.is<ast::FunctionDef>(function().node) ? tree.as<ast::FunctionDef>(function().node).returns() : NodeId{};
  if (declaration && !typeParameter(function(), declaration) && !sema.isUnchecked(module(), declaration)) {
    TypeId declared = sema.annotationType(module(), declaration);
    if (!declared) {
      instance.hasErrors = true;
      return;
    }
    sema.unify(type, declared);
    if (!fits(place, type, declared))
      report(diag::Id::AnnotationMismatch, place)
          .arg(name(declared))
          .arg(name(type))
          .label(tree.range(declaration), "declared here");
    instance.result = declared;
    return;
  }
  if (instance.declaredResult && fits(place, type, instance.declaredResult)) {
    sema.unify(type, instance.declaredResult);
    instance.result = instance.declaredResult;
    return;
  }
  TypeId joined = instance.result ? joinTypes(instance.result, type) : type;
  if (!joined) {
    report(diag::Id::ReturnConflict, place).arg(function().name).arg(name(instance.result)).arg(name(type));
    return;
  }
  instance.result = joined;
}

void Checker::checkAssert(NodeId stmt) {
  auto node = tree.as<ast::Assert>(stmt);
  checkCondition(node.test());
  Environment before = env;
  assume(node.test(), false);
  if (node.msg())
    checkExceptionArgument(node.msg());
  env = std::move(before);
  assume(node.test(), true);
}

//===- Branches and loops ---------------------------------------------------------------------------------------===//

void Checker::checkIf(NodeId stmt) {
  auto node = tree.as<ast::If>(stmt);
  if (std::optional<bool> decided = checkCondition(node.test())) {
    instance.decided[stmt.index] = *decided;
    return checkBlock(*decided ? node.body() : node.orelse());
  }
  instance.decided.erase(stmt.index);
  Environment before = env;
  assume(node.test(), true);
  checkBlock(node.body());
  Environment then = std::exchange(env, before);
  assume(node.test(), false);
  checkBlock(node.orelse());
  env = join(then, env);
}

void Checker::checkWhile(NodeId stmt) {
  auto node = tree.as<ast::While>(stmt);
  checkLoop(stmt, node.body(), node.orelse(), NodeId{}, [&] {
    std::optional<bool> decided = checkCondition(node.test());
    instance.decided.erase(stmt.index);
    if (decided)
      instance.decided[stmt.index] = *decided;
    // `while True` ends by `break` alone.
    return !(decided && *decided);
  });
}

void Checker::checkFor(NodeId stmt) {
  auto node = tree.as<ast::For>(stmt);
  TypeId iterable = checkArgument(node.iter()).type;
  if (!iterationType(node.iter(), iterable))
    return;
  if (node.is_parallel() && !isNever(iterable) && types.kind(iterable) != Kind::Range) {
    report(diag::Id::ParallelNeedsRange, node.iter()).arg(types.pythonName(iterable));
    return;
  }
  checkLoop(stmt, node.body(), node.orelse(), node.target(), [&] {
    // The value that the target takes at the start of each round; the loop ends before that.
    return true;
  });
}

void Checker::checkLoop(NodeId stmt, llvm::ArrayRef<NodeId> body, llvm::ArrayRef<NodeId> orelse, NodeId target,
                        llvm::function_ref<bool()> enter) {
  llvm::BitVector assigned = assignedVariables(tree, function(), body);
  if (target)
    assigned |= assignedVariables(tree, function(), target);
  else
    assigned |= assignedVariables(tree, function(), tree.as<ast::While>(stmt).test());
  const LoopLiveness &live = liveness.loop(stmt);

  Environment head = env;
  typed::LoopVariables carried;
  const bool parallel = isParallel(stmt);
  llvm::SmallVector<typed::Reduction, 2> reductions;
  llvm::SmallVector<unsigned> privates;
  for (unsigned i : assigned.set_bits()) {
    // A shared variable stays where it is.
    if (isCell(i) || types.kind(head.variables[i].type) == Kind::Cell) {
      if (parallel)
        report(diag::Id::ParallelCarried, stmt).arg(function().locals[i]);
      continue;
    }
    if (parallel && !addReduction(body, i, reductions)) {
      // Each iteration has its own; what it holds does not come from outside, nor does it get out.
      privates.push_back(i);
      head.variables[i] = {};
      if (live.atHead.test(i) || live.after.test(i))
        head.variables[i].privateTo = stmt;
      continue;
    }
    if (live.atHead.test(i) || live.after.test(i))
      carried.push_back({i, head.variables[i]});
    else
      head.variables[i] = {};
  }
  const Environment entry = head;
  Environment exit;
  if (parallel)
    parallelLoops.push_back(stmt);
  const size_t reported = sema.diagnostics.diagnostics().size();
  const bool hadErrors = instance.hasErrors;
  while (true) {
    env = head;
    exits.emplace_back();
    bool mayEnd = enter();
    exit = env;
    exit.reachable = mayEnd;
    if (!target) {
      NodeId test = tree.as<ast::While>(stmt).test();
      std::swap(env, exit);
      assume(test, false);
      std::swap(env, exit);
      assume(test, true);
    }
    if (target) {
      NodeId iter = tree.as<ast::For>(stmt).iter();
      checkAssign(target, iter, {iterationType(iter, instance.type(iter)), {}});
    }
    checkBlock(body);
    LoopExits leaving = std::move(exits.back());
    exits.pop_back();
    for (const Environment &other : leaving.continues)
      env = join(env, other);
    Environment next = join(entry, env);
    bool changed = false;
    for (auto &[variable, state] : carried) {
      const VarState &now = next.variables[variable];
      changed |= now.type != state.type || now.presence != state.presence || now.staleSince != state.staleSince;
      state = now;
      head.variables[variable] = now;
    }
    if (changed) {
      // What seemed wrong in the first rounds need not be: a variable that is unset there is set in the next.
      support::SourceRange place = tree.range(stmt);
      sema.diagnostics.drop(reported, [&](const diag::Diagnostic &diagnostic) {
        return diagnostic.range.file == place.file && diagnostic.range.begin >= place.begin &&
               diagnostic.range.end <= place.end;
      });
      instance.hasErrors = hadErrors;
      continue;
    }
    env = exit;
    for (unsigned i : privates)
      env.variables[i] = head.variables[i];
    if (parallel)
      parallelLoops.pop_back();
    checkBlock(orelse);
    for (const Environment &other : leaving.breaks)
      env = join(env, other);
    break;
  }
  instance.loops[stmt.index] = carried;
  if (parallel)
    checkParallel(stmt, std::move(reductions));
}

void Checker::checkImport(NodeId stmt) {
  // Names were bound when the module was taken in; inside a function only modules already bound may be imported again.
  if (!function().isTopLevel)
    report(diag::Id::Unsupported, stmt).arg("an import inside a function");
}

} // namespace amaru::sema
