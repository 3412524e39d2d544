// The rule of parallel loops: which of them there are, the reductions in them, and that no iteration leaves its loop.
// CheckAccesses holds that no iteration writes what another one reads or writes.
#include "lang/sema/Checker.h"

namespace amaru::sema {

namespace {

template <typename Callback> void walk(const ast::Tree &tree, NodeId node, Callback &&callback) {
  if (!node || tree.is<ast::FunctionDef>(node) || tree.is<ast::Lambda>(node))
    return;
  callback(node);
  ast::forEachChild(tree, node, [&](NodeId child) { walk(tree, child, callback); });
}

} // namespace

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
  checkParallelExits(node.body());
  checkAccesses(loop, target->id());
  instance.parallelLoops[loop.index] = std::move(reductions);
}

void Checker::checkParallelExits(llvm::ArrayRef<NodeId> body) {
  unsigned loops = 0;
  std::function<void(NodeId)> visit = [&](NodeId node) {
    if (!node || tree.is<ast::FunctionDef>(node) || tree.is<ast::Lambda>(node))
      return;
    if (tree.is<ast::Return>(node))
      report(diag::Id::ParallelExit, node).arg("return");
    if (tree.is<ast::Break>(node) && loops == 0)
      report(diag::Id::ParallelExit, node).arg("break");
    bool isLoop = tree.is<ast::For>(node) || tree.is<ast::While>(node);
    loops += isLoop;
    ast::forEachChild(tree, node, visit);
    loops -= isLoop;
  };
  for (NodeId stmt : body)
    visit(stmt);
}

} // namespace amaru::sema
