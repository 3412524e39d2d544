// Backward liveness over the structured tree: statements from last to first, loops until nothing changes.
#include "lang/sema/Liveness.h"

namespace amaru::sema {

using ast::Kind;
using ast::NodeId;

Liveness::Liveness(const ast::Tree &tree, const typed::Function &function, llvm::ArrayRef<NodeId> body)
    : tree(tree), function(function), raising(function.locals.size()) {
  llvm::BitVector live(function.locals.size());
  visitBlock(body, live);
}

void Liveness::visitBlock(llvm::ArrayRef<NodeId> block, llvm::BitVector &live) {
  for (NodeId stmt : llvm::reverse(block)) {
    visitStmt(stmt, live);
    // Any statement may raise, at its start as well.
    live |= raising;
  }
}

void Liveness::visitStmt(NodeId stmt, llvm::BitVector &live) {
  switch (tree.kind(stmt)) {
  case Kind::Return:
  case Kind::Raise:
    live.reset();
    use(stmt, live);
    return;
  case Kind::Break:
    live = targets.back().breakLive;
    return;
  case Kind::Continue:
    live = targets.back().continueLive;
    return;
  case Kind::Assign: {
    auto assign = tree.as<ast::Assign>(stmt);
    for (NodeId target : assign.targets())
      define(target, live);
    use(assign.value(), live);
    return;
  }
  case Kind::AnnAssign: {
    auto assign = tree.as<ast::AnnAssign>(stmt);
    if (!assign.value())
      return;
    define(assign.target(), live);
    use(assign.value(), live);
    return;
  }
  case Kind::AugAssign: {
    auto assign = tree.as<ast::AugAssign>(stmt);
    use(assign.target(), live);
    use(assign.value(), live);
    return;
  }
  case Kind::Delete:
    // `del x` needs x.
    use(stmt, live);
    return;
  case Kind::If: {
    auto node = tree.as<ast::If>(stmt);
    llvm::BitVector other = live;
    visitBlock(node.body(), live);
    visitBlock(node.orelse(), other);
    live |= other;
    use(node.test(), live);
    return;
  }
  case Kind::For: {
    auto node = tree.as<ast::For>(stmt);
    visitLoop(stmt, node.target(), NodeId{}, node.body(), node.orelse(), live);
    use(node.iter(), live);
    return;
  }
  case Kind::While: {
    auto node = tree.as<ast::While>(stmt);
    visitLoop(stmt, NodeId{}, node.test(), node.body(), node.orelse(), live);
    return;
  }
  case Kind::Try:
    return visitTry(stmt, live);
  case Kind::Unchecked:
    return visitBlock(tree.as<ast::Unchecked>(stmt).body(), live);
  case Kind::Wrapping:
    return visitBlock(tree.as<ast::Wrapping>(stmt).body(), live);
  case Kind::FunctionDef: {
    auto def = tree.as<ast::FunctionDef>(stmt);
    if (auto found = function.localIndex.find(def.name()); found != function.localIndex.end())
      live.reset(found->second);
    useFunction(stmt, live);
    for (NodeId decorator : def.decorator_list())
      use(decorator, live);
    return;
  }
  case Kind::ClassDef:
    return;
  default:
    use(stmt, live);
  }
}

void Liveness::visitTry(NodeId stmt, llvm::BitVector &live) {
  auto node = tree.as<ast::Try>(stmt);
  TryLiveness result;
  const llvm::BitVector outside = raising;
  if (!node.finalbody().empty()) {
    result.atFinal = outside;
    visitBlock(node.finalbody(), result.atFinal);
    // `break` and `continue` pass through it as well.
    live |= outside;
    if (!targets.empty()) {
      live |= targets.back().breakLive;
      live |= targets.back().continueLive;
    }
    visitBlock(node.finalbody(), live);
    raising |= result.atFinal;
  }
  result.atHandlers = raising;
  for (NodeId handler : node.handlers()) {
    auto except = tree.as<ast::ExceptHandler>(handler);
    llvm::BitVector caught = live;
    visitBlock(except.body(), caught);
    define(except.name(), caught);
    use(except.type(), caught);
    result.atHandlers |= caught;
  }
  visitBlock(node.orelse(), live);
  raising |= result.atHandlers;
  live |= raising;
  visitBlock(node.body(), live);
  raising = outside;
  tries[stmt.index] = std::move(result);
}

void Liveness::visitLoop(NodeId stmt, NodeId target, NodeId head, llvm::ArrayRef<NodeId> body,
                         llvm::ArrayRef<NodeId> orelse, llvm::BitVector &live) {
  LoopLiveness result;
  result.after = live;
  llvm::BitVector exhausted = live;
  visitBlock(orelse, exhausted);
  llvm::BitVector atHead = exhausted;
  while (true) {
    targets.push_back({result.after, atHead});
    llvm::BitVector inside = atHead;
    visitBlock(body, inside);
    targets.pop_back();
    if (target)
      define(target, inside);
    inside |= exhausted;
    if (head)
      use(head, inside);
    if (inside == atHead)
      break;
    inside |= atHead;
    if (inside == atHead)
      break;
    atHead = inside;
  }
  result.atHead = atHead;
  live = atHead;
  loops[stmt.index] = std::move(result);
}

void Liveness::use(NodeId expr, llvm::BitVector &live) {
  if (!expr)
    return;
  if (auto name = tree.dyn<ast::Name>(expr)) {
    if (auto found = function.localIndex.find(name->id()); found != function.localIndex.end())
      live.set(found->second);
    else if (auto known = function.known.find(name->id()); known != function.known.end())
      useFunction(known->second->node, live);
    return;
  }
  if (tree.is<ast::Lambda>(expr))
    return useFunction(expr, live);
  ast::forEachChild(tree, expr, [&](NodeId child) { use(child, live); });
}

void Liveness::useFunction(NodeId def, llvm::BitVector &live) {
  const typed::Function &nested = *function.module->functions.find(def.index)->second;
  for (const typed::Capture &capture : nested.captures)
    if (std::optional<unsigned> slot = function.slotOf(capture))
      live.set(*slot);
  auto arguments = tree.as<ast::Arguments>(tree.is<ast::Lambda>(def) ? tree.as<ast::Lambda>(def).args()
                                                                     : tree.as<ast::FunctionDef>(def).args());
  for (NodeId value : arguments.defaults())
    use(value, live);
  for (NodeId value : arguments.kw_defaults())
    use(value, live);
}

void Liveness::define(NodeId target, llvm::BitVector &live) {
  switch (tree.kind(target)) {
  case Kind::Name:
    return define(tree.as<ast::Name>(target).id(), live);
  case Kind::Tuple:
    for (NodeId element : tree.as<ast::Tuple>(target).elts())
      define(element, live);
    return;
  case Kind::List:
    for (NodeId element : tree.as<ast::List>(target).elts())
      define(element, live);
    return;
  case Kind::Starred:
    define(tree.as<ast::Starred>(target).value(), live);
    return;
  default:
    // `a[i] = …` and `a.x = …` read `a` and `i`.
    use(target, live);
  }
}

void Liveness::define(llvm::StringRef name, llvm::BitVector &live) {
  if (auto found = function.localIndex.find(name); found != function.localIndex.end())
    live.reset(found->second);
}

namespace {

void collectAssigned(const ast::Tree &tree, const typed::Function &function, NodeId node, llvm::BitVector &assigned) {
  if (!node)
    return;
  switch (tree.kind(node)) {
  case Kind::FunctionDef:
    if (auto found = function.localIndex.find(tree.as<ast::FunctionDef>(node).name());
        found != function.localIndex.end())
      assigned.set(found->second);
    return;
  case Kind::ClassDef:
  case Kind::Lambda:
    return;
  case Kind::Comprehension:
    // Its target is a variable of its own.
    collectAssigned(tree, function, tree.as<ast::Comprehension>(node).iter(), assigned);
    return;
  case Kind::Name: {
    auto name = tree.as<ast::Name>(node);
    if (name.ctx() != ast::ExprContext::Load)
      if (auto found = function.localIndex.find(name.id()); found != function.localIndex.end())
        assigned.set(found->second);
    return;
  }
  case Kind::ExceptHandler:
    if (auto found = function.localIndex.find(tree.as<ast::ExceptHandler>(node).name());
        found != function.localIndex.end())
      assigned.set(found->second);
    [[fallthrough]];
  default:
    ast::forEachChild(tree, node, [&](NodeId child) { collectAssigned(tree, function, child, assigned); });
  }
}

} // namespace

llvm::BitVector assignedVariables(const ast::Tree &tree, const typed::Function &function, llvm::ArrayRef<NodeId> body) {
  llvm::BitVector assigned(function.locals.size());
  for (NodeId stmt : body)
    collectAssigned(tree, function, stmt, assigned);
  return assigned;
}

} // namespace amaru::sema
