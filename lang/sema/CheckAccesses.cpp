// No iteration of a parallel loop writes what another one reads or writes.
//
// A write is accepted if one subscript is affine and injective in the loop variable, or if what is written is private to
// the iteration. Everything else is an error that shows both accesses. Variables of the loop that share storage with what
// lies outside (`row = a[i]`) stand for it. Two variables are taken for different arrays.
#include "lang/sema/Checker.h"
#include "lang/sema/Scopes.h"

#include "llvm/ADT/BitVector.h"

namespace amaru::sema {

namespace {

using llvm::SmallVector;

/// A subscript as `coefficient * i + offset + rest`, where `rest` is the text of what does not depend on `i`.
struct AffineForm {
  int64_t coefficient = 0;
  int64_t offset = 0;
  std::string rest;
  bool isAffine = true;

  bool isInjective() const { return isAffine && coefficient != 0; }
  friend bool operator==(const AffineForm &, const AffineForm &) = default;
};

/// What an expression reaches of the storage outside of the loop.
struct Place {
  /// The variable, with the fields and elements that lead from it to the array: `particles.x`.
  std::string storage;
  /// The attribute whose subscripts these are, as `a.T`; of the array itself when empty.
  std::string view;
  SmallVector<AffineForm, 4> subscripts;
  /// Subscripts that follow say nothing more about which elements these are.
  bool isClosed = false;

  friend bool operator==(const Place &, const Place &) = default;
};
using Places = SmallVector<Place, 2>;

/// One of the two blocks of an `if` whose condition is the same in every iteration.
struct Arm {
  NodeId branch;
  bool isElse;
};

struct Access {
  NodeId node;
  Place place;
  bool isWrite;
  /// The arms around it, outermost first.
  SmallVector<Arm, 2> arms = {};
};

/// Whether one of them is a part of the other.
bool overlap(llvm::StringRef a, llvm::StringRef b) {
  if (a.size() > b.size())
    std::swap(a, b);
  return b.starts_with(a) && (a.size() == b.size() || b[a.size()] == '.' || b[a.size()] == '[');
}

/// Whether iterations that differ reach different elements.
bool areApart(const Place &a, const Place &b) {
  if (a.storage != b.storage || a.view != b.view)
    return false;
  return llvm::any_of(llvm::zip(a.subscripts, b.subscripts), [](auto both) {
    return std::get<0>(both).isInjective() && std::get<0>(both) == std::get<1>(both);
  });
}

/// Whether no run of the loop makes both: they stand in the two arms of one `if`.
bool areExclusive(const Access &a, const Access &b) {
  return llvm::any_of(llvm::zip(a.arms, b.arms), [](auto both) {
    auto [x, y] = both;
    return x.branch == y.branch && x.isElse != y.isElse;
  });
}

class AccessFinder {
public:
  std::vector<Access> accesses;

  AccessFinder(const types::TypeTable &types, const typed::Instance &instance, llvm::StringRef loopVariable,
               llvm::BitVector assigned)
      : types(types), instance(instance), function(*instance.function), module(*function.module), tree(module.tree),
        loopVariable(loopVariable), assigned(std::move(assigned)) {}

  void run(llvm::ArrayRef<NodeId> body) {
    for (NodeId stmt : body)
      walk(stmt, [&](NodeId node) { countStore(node); });
    for (NodeId stmt : body)
      walk(stmt, [&](NodeId node) { define(node); });
    for (size_t known = SIZE_MAX; known != bound;) {
      known = bound;
      for (NodeId stmt : body)
        walk(stmt, [&](NodeId node) { bindAll(node); });
    }
    for (NodeId stmt : body)
      visit(stmt);
  }

private:
  const types::TypeTable &types;
  const typed::Instance &instance;
  const typed::Function &function;
  const typed::Module &module;
  const ast::Tree &tree;
  llvm::StringRef loopVariable;
  /// The local variables that the loop assigns: each iteration has its own.
  llvm::BitVector assigned;
  /// What those share with the outside, and how much of it was found.
  llvm::DenseMap<unsigned, Places> shared;
  size_t bound = 0;
  /// How often the loop assigns a variable, and the values of those that it assigns once, affine in the loop variable.
  llvm::DenseMap<unsigned, unsigned> stores;
  llvm::DenseMap<unsigned, NodeId> definitions;
  /// The comprehensions around, innermost last; and the arms.
  SmallVector<NodeId> comprehensions;
  SmallVector<Arm, 2> arms;

  template <typename Callback> void walk(NodeId node, Callback &&callback) {
    if (!node || tree.is<ast::FunctionDef>(node) || tree.is<ast::Lambda>(node))
      return;
    callback(node);
    visitInScope(tree, node, comprehensions, [&](NodeId child) { walk(child, callback); });
  }

  /// Null for what was not checked, in a branch that is never taken.
  TypeId typeOf(NodeId expr) const {
    auto info = instance.exprs.find(expr.index);
    return info == instance.exprs.end() ? TypeId{} : info->second.type;
  }
  bool isArray(NodeId expr) const { return typeOf(expr) && types.isArray(typeOf(expr)); }
  /// An array or a container.
  bool holdsElements(NodeId expr) const { return typeOf(expr) && types.isShared(typeOf(expr)); }
  bool isShared(NodeId expr) const { return typeOf(expr) && mayShare(types, typeOf(expr)); }
  std::string text(NodeId expr) const { return module.source->text(tree.range(expr)).str(); }

  std::optional<unsigned> localVariable(llvm::StringRef name) const { return function.findLocal(name, comprehensions); }
  /// Whether each iteration has the variable to itself; the targets of comprehensions are such variables.
  bool isOwn(unsigned local) const {
    return assigned.test(local) || llvm::StringRef(function.locals[local]).contains('@');
  }

  //===- Subscripts ---------------------------------------------------------------------------------------------===//

  AffineForm form(NodeId expr) const {
    if (auto constant = tree.dyn<ast::Constant>(expr))
      if (constant->value().kind == ast::ConstantValue::Kind::Int && constant->value().fitsInt64)
        return {0, constant->value().intValue, "", true};
    if (auto name = tree.dyn<ast::Name>(expr)) {
      if (name->id() == loopVariable)
        return {1, 0, "", true};
      auto local = localVariable(name->id());
      if (!local || !isOwn(*local))
        return {0, 0, name->id().str(), true};
      auto definition = definitions.find(*local);
      return definition != definitions.end() ? form(definition->second) : AffineForm{0, 0, "", false};
    }
    auto binary = tree.dyn<ast::BinOp>(expr);
    return binary ? form(*binary, expr) : AffineForm{0, 0, "", false};
  }

  AffineForm form(ast::BinOp binary, NodeId expr) const {
    AffineForm l = form(binary.left()), r = form(binary.right());
    bool affine = l.isAffine && r.isAffine;
    if (binary.op() == ast::Operator::Add)
      return {l.coefficient + r.coefficient, l.offset + r.offset, l.rest + (r.rest.empty() ? "" : "+" + r.rest),
              affine};
    if (binary.op() == ast::Operator::Sub)
      return {l.coefficient - r.coefficient, l.offset - r.offset, l.rest + (r.rest.empty() ? "" : "-" + r.rest),
              affine};
    if (binary.op() == ast::Operator::Mult && affine) {
      if (l.coefficient == 0 && l.rest.empty())
        std::swap(l, r);
      if (r.coefficient == 0 && r.rest.empty() && l.rest.empty())
        return {l.coefficient * r.offset, l.offset * r.offset, "", true};
    }
    if (l.coefficient == 0 && r.coefficient == 0)
      return {0, 0, text(expr), affine};
    return {0, 0, "", false};
  }

  /// One form for each axis, up to a part that stands for another number of axes than one.
  SmallVector<AffineForm, 4> forms(NodeId index) const {
    SmallVector<NodeId, 4> parts{index};
    if (auto tuple = tree.dyn<ast::Tuple>(index))
      parts.assign(tuple->elts().begin(), tuple->elts().end());
    SmallVector<AffineForm, 4> found;
    for (NodeId part : parts) {
      auto constant = tree.dyn<ast::Constant>(part);
      bool isAxis = !constant || constant->value().kind == ast::ConstantValue::Kind::Int;
      if (!isAxis || (isArray(part) && types[typeOf(part)].rank > 1))
        break;
      found.push_back(form(part));
    }
    return found;
  }

  //===- Places -------------------------------------------------------------------------------------------------===//

  Places placesOf(NodeId expr) {
    if (!isShared(expr))
      return {};
    switch (tree.kind(expr)) {
    case ast::Kind::Name:
      return ofName(tree.as<ast::Name>(expr).id());
    case ast::Kind::Attribute:
      return ofAttribute(expr);
    case ast::Kind::Subscript: {
      auto subscript = tree.as<ast::Subscript>(expr);
      // Two elements of a list may be one object.
      bool isRow = typeOf(subscript.value()) && types.isArray(typeOf(subscript.value()));
      return isRow || !holdsElements(subscript.value()) ? ofSubscript(subscript) : closed(placesOf(subscript.value()));
    }
    case ast::Kind::Call:
      return ofCall(expr);
    case ast::Kind::NamedExpr:
      return placesOf(tree.as<ast::NamedExpr>(expr).value());
    case ast::Kind::IfExp: {
      auto either = tree.as<ast::IfExp>(expr);
      return join(placesOf(either.body()), placesOf(either.orelse()));
    }
    case ast::Kind::Tuple: {
      Places all;
      for (NodeId element : tree.as<ast::Tuple>(expr).elts())
        all = join(std::move(all), placesOf(element));
      return closed(std::move(all));
    }
    default:
      // An operation makes an array of its own.
      return {};
    }
  }

  static Places join(Places all, Places more) {
    for (Place &place : more)
      if (!llvm::is_contained(all, place))
        all.push_back(std::move(place));
    return all;
  }

  /// Some part of these places, which is not known.
  static Places closed(Places places) {
    for (Place &place : places)
      place.isClosed = true;
    return places;
  }

  Places ofName(llvm::StringRef name) {
    if (auto local = localVariable(name)) {
      auto found = shared.find(*local);
      return !isOwn(*local)          ? Places{Place{name.str(), "", {}, false}}
             : found != shared.end() ? found->second
                                     : Places{};
    }
    return module.globals.contains(name) ? Places{Place{name.str(), "", {}, false}} : Places{};
  }

  Places ofAttribute(NodeId expr) {
    auto attribute = tree.as<ast::Attribute>(expr);
    TypeId object = typeOf(attribute.value());
    if (object && types.kind(object) == Kind::Module)
      return {Place{text(expr), "", {}, false}};
    Places places = placesOf(attribute.value());
    for (Place &place : places)
      if (!types.isArray(object))
        place.storage += "." + attribute.attr().str();
      else if (place.subscripts.empty())
        place.view = text(expr);
    return places;
  }

  Places ofSubscript(ast::Subscript subscript) {
    Places places = placesOf(subscript.value());
    if (holdsElements(subscript.value())) {
      // A write of one element of a dictionary may move all others, and what is deleted from a list moves some.
      bool isFixed = types.kind(typeOf(subscript.value())) != Kind::Dict && subscript.ctx() != ast::ExprContext::Del;
      for (Place &place : places)
        if (!std::exchange(place.isClosed, true) && isFixed)
          place.subscripts = forms(subscript.slice());
      return places;
    }
    auto constant = tree.dyn<ast::Constant>(subscript.slice());
    if (!constant)
      return places;
    for (Place &place : places)
      place.storage += "[" + text(subscript.slice()) + "]";
    return places;
  }

  /// What a call returns may be a part of what it is given.
  Places ofCall(NodeId expr) {
    auto call = instance.calls.find(expr.index);
    if (call == instance.calls.end())
      return {};
    Places all;
    if (auto method = tree.dyn<ast::Attribute>(tree.as<ast::Call>(expr).func()))
      all = placesOf(method->value());
    for (NodeId operand : call->second.operands)
      all = join(std::move(all), placesOf(operand));
    return returnsItsOwn(call->second) ? Places{} : closed(std::move(all));
  }

  /// Whether the result shares nothing with the arguments. While a recursive function is checked, that is not known.
  static bool returnsItsOwn(const typed::CallInfo &call) {
    const typed::Instance *callee = call.callee;
    return call.kind == typed::CallInfo::Kind::Function && callee && callee->state == typed::Instance::State::Done &&
           callee->returnsGlobals.empty() && !llvm::is_contained(callee->returnsParam, true);
  }

  /// Whether an expression has one value in all iterations, whatever they write.
  bool isInvariant(NodeId expr) const {
    if (auto name = tree.dyn<ast::Name>(expr)) {
      auto local = localVariable(name->id());
      return local && !isOwn(*local) && name->id() != loopVariable && types.isNumber(typeOf(expr));
    }
    bool isPure = tree.is<ast::Constant>(expr) || tree.is<ast::BinOp>(expr) || tree.is<ast::Compare>(expr) ||
                  tree.is<ast::BoolOp>(expr) || tree.is<ast::UnaryOp>(expr);
    bool areInvariant = isPure && typeOf(expr);
    ast::forEachChild(tree, expr, [&](NodeId child) { areInvariant = areInvariant && isInvariant(child); });
    return areInvariant;
  }

  //===- Variables of the loop ----------------------------------------------------------------------------------===//

  void countStore(NodeId node) {
    auto name = tree.dyn<ast::Name>(node);
    if (name && name->ctx() != ast::ExprContext::Load)
      if (auto local = localVariable(name->id()))
        ++stores[*local];
  }

  /// Notes the value of a variable that is assigned once. What it reads of the loop's variables was noted before, so the
  /// definitions have no cycle.
  void define(NodeId node) {
    auto assign = tree.dyn<ast::Assign>(node);
    auto name = assign && assign->targets().size() == 1 ? tree.dyn<ast::Name>(assign->targets()[0]) : std::nullopt;
    auto local = name ? localVariable(name->id()) : std::nullopt;
    if (local && stores[*local] == 1 && form(assign->value()).isAffine)
      definitions[*local] = assign->value();
  }

  void bindAll(NodeId node) {
    if (auto assign = tree.dyn<ast::Assign>(node)) {
      for (NodeId target : assign->targets())
        bind(target, assign->value());
    } else if (auto annotated = tree.dyn<ast::AnnAssign>(node)) {
      if (annotated->value())
        bind(annotated->target(), annotated->value());
    } else if (auto named = tree.dyn<ast::NamedExpr>(node)) {
      bind(named->target(), named->value());
    } else if (auto loop = tree.dyn<ast::For>(node)) {
      bind(loop->target(), closed(placesOf(loop->iter())));
    } else if (auto generator = tree.dyn<ast::Comprehension>(node)) {
      bind(generator->target(), closed(placesOf(generator->iter())));
    }
  }

  void bind(NodeId target, NodeId value) {
    auto targets = tree.dyn<ast::Tuple>(target), values = tree.dyn<ast::Tuple>(value);
    if (targets && values && targets->elts().size() == values->elts().size()) {
      for (auto [to, from] : llvm::zip(targets->elts(), values->elts()))
        bind(to, from);
      return;
    }
    Places places = placesOf(value);
    bind(target, tree.is<ast::Name>(target) ? places : closed(places));
  }

  void bind(NodeId target, const Places &places) {
    if (places.empty() || tree.is<ast::Subscript>(target) || tree.is<ast::Attribute>(target))
      return;
    auto name = tree.dyn<ast::Name>(target);
    if (!name) {
      ast::forEachChild(tree, target, [&](NodeId child) { bind(child, places); });
      return;
    }
    auto local = localVariable(name->id());
    if (!local)
      return;
    Places &known = shared[*local];
    size_t before = known.size();
    known = join(std::move(known), places);
    bound += known.size() - before;
  }

  //===- Accesses -----------------------------------------------------------------------------------------------===//

  void record(NodeId expr, bool isWrite) {
    // An element, which has no storage of its own, lies in that of its array.
    auto subscript = tree.dyn<ast::Subscript>(expr);
    bool isElement = subscript && holdsElements(subscript->value());
    for (Place &place : isElement ? ofSubscript(*subscript) : placesOf(expr))
      accesses.push_back({expr, std::move(place), isWrite, arms});
  }

  /// A write to the object that is the value of an expression.
  void recordObject(NodeId expr) {
    for (Place &place : placesOf(expr))
      accesses.push_back({expr, std::move(place), true, arms});
  }

  void visitChildren(NodeId node) {
    visitInScope(tree, node, comprehensions, [&](NodeId child) { visit(child); });
  }

  void visit(NodeId node) {
    if (!node || tree.is<ast::FunctionDef>(node) || tree.is<ast::Lambda>(node))
      return;
    switch (tree.kind(node)) {
    case ast::Kind::Name:
      if (tree.as<ast::Name>(node).ctx() == ast::ExprContext::Load)
        record(node, false);
      return;
    case ast::Kind::Attribute:
      record(node, false);
      return visitInside(node);
    case ast::Kind::Subscript:
      record(node, tree.as<ast::Subscript>(node).ctx() != ast::ExprContext::Load);
      return visitInside(node);
    case ast::Kind::AugAssign:
      if (NodeId target = tree.as<ast::AugAssign>(node).target(); holdsElements(target))
        recordObject(target);
      return visitChildren(node);
    case ast::Kind::Call:
      return visitCall(node);
    case ast::Kind::If:
      return visitIf(node);
    default:
      return visitChildren(node);
    }
  }

  void visitIf(NodeId node) {
    auto branch = tree.as<ast::If>(node);
    if (!isInvariant(branch.test()))
      return visitChildren(node);
    visit(branch.test());
    for (auto [isElse, block] : {std::pair(false, branch.body()), std::pair(true, branch.orelse())}) {
      arms.push_back({node, isElse});
      for (NodeId stmt : block)
        visit(stmt);
      arms.pop_back();
    }
  }

  void visitCall(NodeId node) {
    auto call = instance.calls.find(node.index);
    bool isLen = call != instance.calls.end() && call->second.builtin == typed::Builtin::Len;
    if (call != instance.calls.end())
      recordCall(node, call->second);
    auto callNode = tree.as<ast::Call>(node);
    // `x.sum()` reads x, which `x.shape` does not; no more does `len(x)`.
    if (auto method = tree.dyn<ast::Attribute>(callNode.func()); method && isShared(method->value()))
      visit(method->value());
    else
      visitInside(callNode.func());
    ast::forEachChild(tree, node, [&](NodeId child) {
      if (child != callNode.func())
        isLen ? visitInside(child) : visit(child);
    });
  }

  /// What the callee, or each that may be chosen, writes.
  void recordCall(NodeId site, const typed::CallInfo &call) {
    for (const typed::CallInfo &choice : call.choices)
      recordCall(site, choice);
    if (!call.callee)
      return;
    for (unsigned i = 0; i < call.callee->params.size(); ++i) {
      bool isWritten = i < call.callee->writesParam.size() && call.callee->writesParam[i];
      if (i >= call.args.size())
        recordCaptured(site, call, i, isWritten);
      else if (NodeId arg = call.args[i].node(); arg && isWritten && types.isFunction(typeOf(arg)))
        recordWhole(arg, call.callee->function->name, true);
      else if (arg && isWritten)
        recordObject(arg);
    }
    for (const typed::Global *global : call.callee->writesGlobals)
      recordWhole(site, global->module == &module ? global->name : global->module->name + "." + global->name, true);
  }

  /// What a function captured is shared by all iterations, whichever subscripts it uses.
  void recordCaptured(NodeId site, const typed::CallInfo &call, unsigned param, bool isWritten) {
    const typed::Function &callee = *call.callee->function;
    unsigned capture = param - callee.params.size();
    auto captured = capture < callee.captures.size() ? function.slotOf(callee.captures[capture]) : std::nullopt;
    TypeId type = call.callee->params[param];
    if (isWritten && (!captured || types.kind(type) == Kind::Cell))
      recordWhole(site, callee.name, true);
    else if (captured && mayShare(types, type) && !assigned.test(*captured))
      recordWhole(site, function.locals[*captured], isWritten);
  }

  void recordWhole(NodeId node, const std::string &storage, bool isWrite) {
    accesses.push_back({node, {storage, "", {}, true}, isWrite, arms});
  }

  /// The subscripts and calls within an access, whose arrays are covered.
  void visitInside(NodeId node) {
    if (auto subscript = tree.dyn<ast::Subscript>(node)) {
      visit(subscript->slice());
      visitInside(subscript->value());
    } else if (auto attribute = tree.dyn<ast::Attribute>(node)) {
      visitInside(attribute->value());
    } else if (!tree.is<ast::Name>(node)) {
      visit(node);
    }
  }
};

} // namespace

void Checker::checkAccesses(NodeId loop, llvm::StringRef loopVariable) {
  auto body = tree.as<ast::For>(loop).body();
  AccessFinder finder(types, instance, loopVariable, assignedVariables(tree, function(), body));
  finder.run(body);
  for (const Access &write : finder.accesses) {
    if (!write.isWrite)
      continue;
    if (!areApart(write.place, write.place)) {
      diag::Builder conflict = report(diag::Id::ParallelConflict, write.node).arg(write.place.storage);
      if (tree.is<ast::Subscript>(write.node))
        conflict.hint("one subscript must be the loop variable `" + loopVariable.str() +
                      "`, plus a constant if need be");
      return;
    }
    for (const Access &other : finder.accesses) {
      if (!overlap(other.place.storage, write.place.storage) || areApart(write.place, other.place) ||
          areExclusive(write, other))
        continue;
      report(other.isWrite ? diag::Id::ParallelConflict : diag::Id::ParallelRace, write.node)
          .arg(write.place.storage)
          .label(tree.range(other.node), other.isWrite ? "also written here" : "read here");
      return;
    }
  }
}

} // namespace amaru::sema
