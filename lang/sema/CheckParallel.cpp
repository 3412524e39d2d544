// The rule of parallel loops: no iteration writes what another one reads or writes.
//
// A write is accepted if one subscript is affine and injective in the loop variable, or if what is written is private to
// the iteration, or a reduction. Everything else is an error that shows both accesses.
#include "lang/sema/Checker.h"

namespace amaru::sema {

namespace {

/// A subscript as `coefficient * i + offset + rest`, where `rest` is the text of what does not depend on `i`.
struct AffineForm {
  int64_t coefficient = 0;
  int64_t offset = 0;
  std::string rest;
  bool isAffine = true;

  bool isInjective() const { return isAffine && coefficient != 0; }
  friend bool operator==(const AffineForm &, const AffineForm &) = default;
};

struct Access {
  NodeId node;
  unsigned variable;
  bool isWrite;
  llvm::SmallVector<AffineForm, 4> subscripts;
};

/// Reads subscripts of one loop.
struct FormReader {
  const ast::Tree &tree;
  const support::SourceBuffer &source;
  llvm::StringRef loopVariable;
  const typed::Function &function;
  const llvm::BitVector &assignedInLoop;

  AffineForm read(NodeId expr) const {
    if (auto constant = tree.dyn<ast::Constant>(expr))
      if (constant->value().kind == ast::ConstantValue::Kind::Int && constant->value().fitsInt64)
        return {0, constant->value().intValue, "", true};
    if (auto name = tree.dyn<ast::Name>(expr)) {
      if (name->id() == loopVariable)
        return {1, 0, "", true};
      auto local = function.localIndex.find(name->id());
      bool varies = local != function.localIndex.end() && assignedInLoop.test(local->second);
      return {0, 0, name->id().str(), !varies};
    }
    if (auto binary = tree.dyn<ast::BinOp>(expr)) {
      AffineForm l = read(binary->left()), r = read(binary->right());
      bool affine = l.isAffine && r.isAffine;
      if (binary->op() == ast::Operator::Add)
        return {l.coefficient + r.coefficient, l.offset + r.offset, l.rest + (r.rest.empty() ? "" : "+" + r.rest),
                affine};
      if (binary->op() == ast::Operator::Sub)
        return {l.coefficient - r.coefficient, l.offset - r.offset, l.rest + (r.rest.empty() ? "" : "-" + r.rest),
                affine};
      if (binary->op() == ast::Operator::Mult && affine) {
        if (l.coefficient == 0 && l.rest.empty())
          std::swap(l, r);
        if (r.coefficient == 0 && r.rest.empty() && l.rest.empty())
          return {l.coefficient * r.offset, l.offset * r.offset, "", true};
      }
      if (l.coefficient == 0 && r.coefficient == 0)
        return {0, 0, source.text(tree.range(expr)).str(), affine};
      return {0, 0, "", false};
    }
    return {0, 0, "", false};
  }
};

bool shareSafely(const Access &a, const Access &b) {
  for (auto [x, y] : llvm::zip(a.subscripts, b.subscripts))
    if (x.isInjective() && x == y)
      return true;
  return false;
}

} // namespace

std::optional<unsigned> Checker::storageOf(NodeId expr) {
  switch (tree.kind(expr)) {
  case ast::Kind::Name: {
    auto local = function().localIndex.find(tree.as<ast::Name>(expr).id());
    return local == function().localIndex.end() ? std::nullopt : std::optional(local->second);
  }
  case ast::Kind::Subscript:
    return storageOf(tree.as<ast::Subscript>(expr).value());
  case ast::Kind::Attribute:
    return storageOf(tree.as<ast::Attribute>(expr).value());
  case ast::Kind::IfExp: {
    auto node = tree.as<ast::IfExp>(expr);
    auto storage = storageOf(node.body());
    return storage ? storage : storageOf(node.orelse());
  }
  case ast::Kind::Call: {
    // What a function returns may be an array that it was given.
    auto node = tree.as<ast::Call>(expr);
    for (NodeId arg : node.args())
      if (auto info = instance.exprs.find(arg.index);
          info != instance.exprs.end() && info->second.type && types.isShared(info->second.type))
        if (auto storage = storageOf(arg))
          return storage;
    return std::nullopt;
  }
  default:
    return std::nullopt;
  }
}

namespace {

template <typename Callback> void walk(const ast::Tree &tree, NodeId node, Callback &&callback) {
  if (!node || tree.is<ast::FunctionDef>(node) || tree.is<ast::Lambda>(node))
    return;
  callback(node);
  ast::forEachChild(tree, node, [&](NodeId child) { walk(tree, child, callback); });
}

} // namespace

std::optional<unsigned> Checker::capturedVariable(const typed::CallInfo &call, unsigned param) {
  const typed::Function &callee = *call.callee->function;
  unsigned capture = param - callee.params.size();
  return capture < callee.captures.size() ? function().slotOf(callee.captures[capture]) : std::nullopt;
}

//===- The loop -------------------------------------------------------------------------------------------------===//

std::optional<std::string> Checker::reductionKind(llvm::ArrayRef<NodeId> body, unsigned variable) {
  llvm::StringRef name = function().locals[variable];
  std::optional<std::string> kind;
  bool valid = true;
  unsigned updates = 0, mentions = 0;
  auto isVariable = [&](NodeId node) {
    auto n = tree.dyn<ast::Name>(node);
    return n && n->id() == name;
  };
  auto found = [&](llvm::StringRef what, unsigned count) {
    valid &= !kind || *kind == what;
    kind = what.str();
    updates += count;
  };
  for (NodeId stmt : body)
    walk(tree, stmt, [&](NodeId node) {
      if (isVariable(node))
        ++mentions;
      if (auto aug = tree.dyn<ast::AugAssign>(node); aug && isVariable(aug->target())) {
        switch (aug->op()) {
        case ast::Operator::Add:
        case ast::Operator::Sub:
          return found("add", 1);
        case ast::Operator::Mult:
          return found("mul", 1);
        case ast::Operator::BitAnd:
          return found("and", 1);
        case ast::Operator::BitOr:
          return found("or", 1);
        case ast::Operator::BitXor:
          return found("xor", 1);
        default:
          valid = false;
        }
      }
      if (auto assign = tree.dyn<ast::Assign>(node);
          assign && assign->targets().size() == 1 && isVariable(assign->targets()[0]))
        if (auto call = tree.dyn<ast::Call>(assign->value());
            call && call->args().size() == 2 && (isVariable(call->args()[0]) || isVariable(call->args()[1])))
          if (auto callee = tree.dyn<ast::Name>(call->func());
              callee && (callee->id() == "min" || callee->id() == "max"))
            found(callee->id(), 2);
    });
  return valid && kind && updates == mentions ? kind : std::nullopt;
}

bool Checker::isParallel(NodeId loop) {
  auto node = tree.dyn<ast::For>(loop);
  if (!node || node->is_parallel())
    return bool(node);
  auto call = instance.calls.find(node->iter().index);
  return call != instance.calls.end() && call->second.builtin == typed::Builtin::Prange;
}

bool Checker::addReduction(llvm::ArrayRef<NodeId> body, unsigned variable,
                           llvm::SmallVectorImpl<typed::Reduction> &reductions) {
  // What is not set before the loop cannot be combined with anything.
  if (env.variables[variable].presence == Presence::Unset)
    return false;
  std::optional<std::string> kind = reductionKind(body, variable);
  if (kind)
    reductions.push_back({variable, *kind});
  return kind.has_value();
}

void Checker::checkParallel(NodeId loop, llvm::SmallVector<typed::Reduction, 2> reductions) {
  auto node = tree.as<ast::For>(loop);
  auto target = tree.dyn<ast::Name>(node.target());
  if (!target) {
    report(diag::Id::Unsupported, node.target()).arg("this target of a parallel loop");
    return;
  }
  if (!node.orelse().empty())
    report(diag::Id::Unsupported, loop).arg("`else` on a parallel loop");
  checkParallelAccesses(loop, target->id());
  instance.parallelLoops[loop.index] = std::move(reductions);
}

void Checker::checkParallelAccesses(NodeId loop, llvm::StringRef loopVariable) {
  auto node = tree.as<ast::For>(loop);
  llvm::BitVector assigned = assignedVariables(tree, function(), node.body());
  FormReader reader{tree, *module().source, loopVariable, function(), assigned};
  std::vector<Access> accesses;
  // A private name for a part of a shared array: `row = a[i]`.
  llvm::DenseMap<unsigned, Access> views;

  auto subscripts = [&](NodeId index) {
    llvm::SmallVector<AffineForm, 4> forms;
    if (auto tuple = tree.dyn<ast::Tuple>(index))
      for (NodeId part : tuple->elts())
        forms.push_back(reader.read(part));
    else
      forms.push_back(reader.read(index));
    return forms;
  };
  // The shared array and the subscripts through which an expression reaches it.
  auto resolve = [&](NodeId expr, bool isWrite) -> std::optional<Access> {
    llvm::SmallVector<AffineForm, 4> forms;
    NodeId base = expr;
    while (auto subscript = tree.dyn<ast::Subscript>(base)) {
      forms = subscripts(subscript->slice());
      base = subscript->value();
    }
    auto storage = storageOf(base);
    if (!storage)
      return std::nullopt;
    if (assigned.test(*storage)) {
      auto view = views.find(*storage);
      if (view == views.end())
        return std::nullopt;
      Access access = view->second;
      access.node = expr;
      access.isWrite = isWrite;
      return access;
    }
    if (!types.isShared(env.variables[*storage].type ? env.variables[*storage].type : types.get(Kind::None)))
      return std::nullopt;
    return Access{expr, *storage, isWrite, std::move(forms)};
  };
  auto record = [&](NodeId expr, bool isWrite) {
    if (auto access = resolve(expr, isWrite))
      accesses.push_back(std::move(*access));
  };

  auto recordCall = [&](NodeId site, const typed::CallInfo &call) {
    const auto &writes = call.callee->writesParam;
    for (unsigned i = 0; i < call.callee->params.size(); ++i) {
      const bool isWritten = i < writes.size() && writes[i];
      if (i >= call.args.size()) {
        // What a function captured is shared by all iterations, whichever subscripts it uses.
        std::optional<unsigned> captured = capturedVariable(call, i);
        if (isWritten && (!captured || types.kind(call.callee->params[i]) == Kind::Cell))
          report(diag::Id::ParallelConflict, site).arg(call.callee->function->name);
        else if (captured && types.isShared(call.callee->params[i]) && !assigned.test(*captured))
          accesses.push_back({site, *captured, isWritten, {}});
        continue;
      }
      NodeId arg = call.args[i].node();
      if (!arg)
        continue;
      if (types.isShared(instance.type(arg)))
        record(arg, isWritten);
      else if (isWritten && types.isFunction(instance.type(arg)))
        report(diag::Id::ParallelConflict, arg).arg(call.callee->function->name);
    }
  };

  unsigned loops = 0;
  std::function<void(NodeId)> visit = [&](NodeId n) {
    if (!n || tree.is<ast::FunctionDef>(n) || tree.is<ast::Lambda>(n))
      return;
    switch (tree.kind(n)) {
    case ast::Kind::Return:
      report(diag::Id::ParallelExit, n).arg("return");
      return;
    case ast::Kind::Break:
      if (loops == 0)
        report(diag::Id::ParallelExit, n).arg("break");
      return;
    case ast::Kind::Assign: {
      auto assign = tree.as<ast::Assign>(n);
      for (NodeId target : assign.targets())
        if (auto name = tree.dyn<ast::Name>(target))
          if (auto local = function().localIndex.find(name->id()); local != function().localIndex.end())
            if (auto info = instance.exprs.find(assign.value().index);
                info != instance.exprs.end() && types.isShared(info->second.type))
              if (auto view = resolve(assign.value(), false))
                views[local->second] = *view;
      break;
    }
    case ast::Kind::AugAssign:
      if (NodeId target = tree.as<ast::AugAssign>(n).target();
          tree.is<ast::Subscript>(target) || types.isShared(instance.type(target)))
        record(tree.as<ast::AugAssign>(n).target(), true);
      break;
    case ast::Kind::Subscript: {
      auto subscript = tree.as<ast::Subscript>(n);
      record(n, subscript.ctx() == ast::ExprContext::Store);
      // The array itself is covered; its subscripts may hold more accesses.
      visit(subscript.slice());
      if (!tree.is<ast::Name>(subscript.value()) && !tree.is<ast::Subscript>(subscript.value()))
        visit(subscript.value());
      return;
    }
    case ast::Kind::Attribute:
      // `a.shape` touches no element.
      return;
    case ast::Kind::Name:
      if (tree.as<ast::Name>(n).ctx() == ast::ExprContext::Load)
        record(n, false);
      return;
    case ast::Kind::Call:
      if (auto call = instance.calls.find(n.index);
          call != instance.calls.end() && call->second.builtin == typed::Builtin::Len)
        return;
      if (auto call = instance.calls.find(n.index); call != instance.calls.end() && call->second.callee)
        recordCall(n, call->second);
      break;
    default:
      break;
    }
    bool isLoop = tree.is<ast::For>(n) || tree.is<ast::While>(n);
    loops += isLoop;
    ast::forEachChild(tree, n, visit);
    loops -= isLoop;
  };
  for (NodeId stmt : node.body())
    visit(stmt);

  for (const Access &write : accesses) {
    if (!write.isWrite)
      continue;
    llvm::StringRef array = function().locals[write.variable];
    if (!shareSafely(write, write)) {
      report(diag::Id::ParallelConflict, write.node)
          .arg(array)
          .hint("one subscript must be the loop variable `" + loopVariable.str() + "`, plus a constant if need be");
      return;
    }
    for (const Access &other : accesses) {
      if (other.variable != write.variable || shareSafely(write, other))
        continue;
      report(other.isWrite ? diag::Id::ParallelConflict : diag::Id::ParallelRace, write.node)
          .arg(array)
          .label(tree.range(other.node), other.isWrite ? "also written here" : "read here");
      return;
    }
  }
}

} // namespace amaru::sema
