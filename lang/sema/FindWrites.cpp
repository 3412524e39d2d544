// Whose storage a function writes, and whose it returns: that of its parameters (captured variables are among them), and
// of the variables of modules. Callers ask: a read-only array must not be written, and `out = np.zeros_like(a); out[0] = 1` does not write
// `a`. What a local variable may share is collected over the whole body, in any order: more than can happen, never less.
// A container shares what was put into it.
#include "lang/sema/Checker.h"
#include "lang/sema/Scopes.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SetVector.h"

namespace amaru::sema {

namespace {

class StorageFinder {
public:
  StorageFinder(typed::Program &program, typed::Instance &instance)
      : program(program), types(program.types), instance(instance), function(*instance.function),
        module(*function.module), tree(module.tree), behind(function.locals.size()) {
    for (unsigned i = 0; i < instance.params.size(); ++i)
      behind[i] = single(i);
  }

  void run(llvm::ArrayRef<NodeId> statements) {
    llvm::SmallVector<NodeId> body(statements);
    auto lambda = tree.dyn<ast::Lambda>(function.node);
    if (lambda)
      body.push_back(lambda->body());
    for (size_t known = 0; known != size;) {
      known = size;
      size = 0;
      for (NodeId stmt : body)
        walk(stmt, [&](NodeId node) { bindAll(node); });
      for (const llvm::BitVector &roots : behind)
        size += roots.count();
    }
    llvm::BitVector written, returned;
    for (NodeId stmt : body)
      walk(stmt, [&](NodeId node) {
        written |= writtenBy(node);
        if (auto result = tree.dyn<ast::Return>(node); result && result->value())
          returned |= roots(result->value());
      });
    if (lambda)
      returned |= roots(lambda->body());
    // A variable that a nested function assigns is seen by all that captured it.
    for (unsigned i : assignedVariables(tree, function, body).set_bits())
      if (i < instance.params.size() && types.kind(instance.params[i]) == Kind::Cell)
        written |= single(i);
    instance.writesParam = ofParams(written);
    instance.writesGlobals = ofGlobals(written);
    instance.returnsParam = ofParams(returned);
    instance.returnsGlobals = ofGlobals(returned);
  }

private:
  typed::Program &program;
  types::TypeTable &types;
  typed::Instance &instance;
  const typed::Function &function;
  typed::Module &module;
  const ast::Tree &tree;
  /// Of each local variable the storage it may share. The first bits are the parameters, then come `globals`.
  std::vector<llvm::BitVector> behind;
  llvm::SetVector<const typed::Global *> globals;
  /// The comprehensions around, innermost last.
  llvm::SmallVector<NodeId> comprehensions;
  size_t size = 1;

  template <typename Callback> void walk(NodeId node, Callback &&callback) {
    if (!node || tree.is<ast::FunctionDef>(node) || tree.is<ast::Lambda>(node))
      return;
    callback(node);
    visitInScope(tree, node, comprehensions, [&](NodeId child) { walk(child, callback); });
  }

  static llvm::BitVector single(unsigned bit) {
    llvm::BitVector bits(bit + 1);
    bits.set(bit);
    return bits;
  }

  llvm::BitVector global(const typed::Global *found) {
    globals.insert(found);
    return single(unsigned(instance.params.size() + (llvm::find(globals, found) - globals.begin())));
  }

  llvm::SmallVector<bool, 4> ofParams(const llvm::BitVector &bits) const {
    llvm::SmallVector<bool, 4> flags;
    for (unsigned i = 0; i < instance.params.size(); ++i)
      flags.push_back(i < bits.size() && bits.test(i));
    return flags;
  }

  llvm::SmallVector<const typed::Global *, 1> ofGlobals(const llvm::BitVector &bits) const {
    llvm::SmallVector<const typed::Global *, 1> found;
    for (unsigned i = unsigned(instance.params.size()); i < bits.size(); ++i)
      if (bits.test(i))
        found.push_back(globals[i - instance.params.size()]);
    return found;
  }

  bool mayShare(TypeId type) const { return sema::mayShare(types, type); }

  //===- What an expression shares ------------------------------------------------------------------------------===//

  llvm::BitVector roots(NodeId expr) {
    if (!expr)
      return {};
    auto info = instance.exprs.find(expr.index);
    if (info != instance.exprs.end() && info->second.type && !mayShare(info->second.type))
      return {};
    // What was not checked stands in a branch that is never taken.
    if (info == instance.exprs.end() &&
        (tree.is<ast::Name>(expr) || tree.is<ast::Attribute>(expr) || tree.is<ast::Call>(expr)))
      return {};
    if (info != instance.exprs.end() && info->second.type && isCopy(expr) && !sharesElements(info->second.type))
      return {};
    switch (tree.kind(expr)) {
    case ast::Kind::Name:
      return ofName(tree.as<ast::Name>(expr).id());
    case ast::Kind::Attribute:
      return ofAttribute(expr);
    case ast::Kind::Call:
      return ofCall(expr);
    case ast::Kind::Subscript:
      return roots(tree.as<ast::Subscript>(expr).value());
    case ast::Kind::Starred:
    case ast::Kind::IfExp:
    case ast::Kind::BoolOp:
    case ast::Kind::NamedExpr:
    case ast::Kind::Tuple:
    case ast::Kind::List:
    case ast::Kind::Dict:
    case ast::Kind::ListComp:
    case ast::Kind::DictComp:
    case ast::Kind::GeneratorExp:
      return ofParts(expr);
    case ast::Kind::BinOp:
      // A sum of lists holds the elements of both.
      return info != instance.exprs.end() && types.isContainer(info->second.type) ? ofParts(expr) : llvm::BitVector();
    default:
      // An operation makes an array of its own.
      return {};
    }
  }

  /// Whether an expression makes a container of its own, which shares no more than the elements.
  bool isCopy(NodeId expr) const {
    if (auto subscript = tree.dyn<ast::Subscript>(expr))
      return tree.is<ast::Slice>(subscript->slice()) && isContainer(expr);
    if (auto call = instance.calls.find(expr.index); call != instance.calls.end())
      return call->second.builtin == typed::Builtin::List || call->second.builtin == typed::Builtin::SetOf ||
             call->second.builtin == typed::Builtin::DictOf;
    return isContainer(expr) && !tree.is<ast::Name>(expr) && !tree.is<ast::Attribute>(expr) &&
           !tree.is<ast::Subscript>(expr) && !tree.is<ast::IfExp>(expr) && !tree.is<ast::BoolOp>(expr) &&
           !tree.is<ast::NamedExpr>(expr) && !tree.is<ast::Call>(expr);
  }

  bool sharesElements(TypeId container) const {
    return llvm::any_of(types[container].elements, [&](TypeId element) { return mayShare(element); });
  }

  llvm::BitVector ofParts(NodeId expr) {
    llvm::BitVector all;
    visitInScope(tree, expr, comprehensions, [&](NodeId child) { all |= roots(child); });
    return all;
  }

  llvm::BitVector ofName(llvm::StringRef name) {
    if (auto local = function.findLocal(name, comprehensions))
      return behind[*local];
    return ofGlobal(module, name);
  }

  llvm::BitVector ofGlobal(typed::Module &owner, llvm::StringRef name) {
    auto found = owner.globals.find(name);
    return found != owner.globals.end() && mayShare(found->second->type) ? global(found->second.get())
                                                                         : llvm::BitVector();
  }

  llvm::BitVector ofAttribute(NodeId expr) {
    auto attribute = tree.as<ast::Attribute>(expr);
    auto object = instance.exprs.find(attribute.value().index);
    if (object != instance.exprs.end() && types.kind(object->second.type) == Kind::Module)
      return ofGlobal(*program.modules[types[object->second.type].entity], attribute.attr());
    return roots(attribute.value());
  }

  llvm::BitVector ofCall(NodeId expr) {
    llvm::BitVector all;
    auto call = instance.calls.find(expr.index);
    if (call == instance.calls.end() || !isCompiled(call->second)) {
      if (call != instance.calls.end() && takesTypeOnly(call->second.builtin)) {
        for (NodeId arg : tree.as<ast::Call>(expr).args().drop_front())
          all |= roots(arg);
        return all;
      }
      // Some of the primitives make views, and objects hold what they were made of.
      return ofParts(expr);
    }
    forEachCallee(call->second, [&](const typed::CallInfo &info) {
      // While a recursive function is checked, nothing is known of it.
      size_t known = info.callee->returnsParam.size();
      for (unsigned i = 0; i < std::max(known, info.args.size()); ++i)
        if (i >= known || info.callee->returnsParam[i])
          all |= passedTo(info, i);
      for (const typed::Global *returned : info.callee->returnsGlobals)
        all |= global(returned);
    });
    return all;
  }

  /// The first argument of these primitives says no more than the type of what they make.
  static bool takesTypeOnly(typed::Builtin builtin) {
    return builtin == typed::Builtin::NewList || builtin == typed::Builtin::NewRecord ||
           builtin == typed::Builtin::NewEntries;
  }

  /// These put the arguments that follow into the first.
  static bool fillsFirst(typed::Builtin builtin) {
    return builtin == typed::Builtin::Push || builtin == typed::Builtin::SetRecordIndex ||
           builtin == typed::Builtin::SetRecordEntries;
  }

  static bool isCompiled(const typed::CallInfo &call) {
    return call.kind == typed::CallInfo::Kind::Choice || (call.kind == typed::CallInfo::Kind::Function && call.callee);
  }

  /// Calls back with the call, or with each that may be chosen for it.
  template <typename Callback> static void forEachCallee(const typed::CallInfo &call, Callback &&callback) {
    if (call.callee)
      callback(call);
    for (const typed::CallInfo &choice : call.choices)
      forEachCallee(choice, callback);
  }

  /// What the caller hands on as a parameter of the callee's instance.
  llvm::BitVector passedTo(const typed::CallInfo &call, unsigned param) {
    llvm::BitVector all;
    if (param < call.args.size()) {
      const typed::BoundArg &arg = call.args[param];
      if (arg.kind == typed::BoundArg::Kind::Operand)
        all |= roots(arg.source.node);
      if (arg.slot)
        all |= global(arg.slot);
      for (const typed::ArgSource &packed : arg.pack)
        all |= roots(packed.node);
      return all;
    }
    const typed::Function &callee = *call.callee->function;
    unsigned capture = param - callee.params.size();
    auto slot = capture < callee.captures.size() ? function.slotOf(callee.captures[capture]) : std::nullopt;
    if (slot)
      return behind[*slot];
    // A function that was passed in holds what it captured.
    return call.hasCallee ? roots(call.operands[0]) : all;
  }

  //===- Bindings and writes ------------------------------------------------------------------------------------===//

  void bindAll(NodeId node) {
    if (auto assign = tree.dyn<ast::Assign>(node)) {
      for (NodeId target : assign->targets())
        bind(target, assign->value());
    } else if (auto annotated = tree.dyn<ast::AnnAssign>(node)) {
      bind(annotated->target(), annotated->value());
    } else if (auto named = tree.dyn<ast::NamedExpr>(node)) {
      bind(named->target(), named->value());
    } else if (auto loop = tree.dyn<ast::For>(node)) {
      bind(loop->target(), loop->iter());
    } else if (auto generator = tree.dyn<ast::Comprehension>(node)) {
      bind(generator->target(), generator->iter());
      // The first iterable belongs to the scope around.
      NodeId inner = comprehensions.pop_back_val();
      llvm::BitVector outside = roots(generator->iter());
      comprehensions.push_back(inner);
      bind(generator->target(), outside);
    } else if (auto augmented = tree.dyn<ast::AugAssign>(node); augmented && isContainer(augmented->target())) {
      fill(augmented->target(), roots(augmented->value()));
    } else if (auto call = instance.calls.find(node.index); call != instance.calls.end()) {
      fillArguments(node, call->second);
    }
  }

  void bind(NodeId target, NodeId value) {
    bind(target, roots(value));
    // What is put into a container later is seen through each of its names.
    if (value && isContainer(value))
      if (auto name = tree.dyn<ast::Name>(target))
        fill(value, ofName(name->id()));
  }

  void bind(NodeId target, const llvm::BitVector &shared) {
    if (shared.none())
      return;
    if (auto name = tree.dyn<ast::Name>(target)) {
      if (auto local = function.findLocal(name->id(), comprehensions))
        behind[*local] |= shared;
    } else if (auto subscript = tree.dyn<ast::Subscript>(target)) {
      if (isContainer(subscript->value()))
        fill(subscript->value(), shared);
    } else {
      ast::forEachChild(tree, target, [&](NodeId child) { bind(child, shared); });
    }
  }

  bool isContainer(NodeId expr) const {
    auto info = instance.exprs.find(expr.index);
    return info != instance.exprs.end() && info->second.type && types.isContainer(info->second.type);
  }

  /// Adds to all variables through which the value of an expression may be reached.
  void fill(NodeId expr, const llvm::BitVector &shared) {
    if (shared.none())
      return;
    walk(expr, [&](NodeId node) {
      if (auto name = tree.dyn<ast::Name>(node))
        if (auto local = function.findLocal(name->id(), comprehensions))
          if (auto info = instance.exprs.find(node.index);
              info != instance.exprs.end() && info->second.type && mayShare(info->second.type))
            behind[*local] |= shared;
    });
  }

  /// What a call writes may hold any other of its arguments afterwards.
  void fillArguments(NodeId node, const typed::CallInfo &info) {
    if (fillsFirst(info.builtin)) {
      auto call = tree.as<ast::Call>(node);
      for (NodeId arg : call.args().drop_front())
        fill(call.args()[0], roots(arg));
      return;
    }
    forEachCallee(info, [&](const typed::CallInfo &call) {
      for (unsigned i = 0; i < std::min(call.args.size(), call.callee->writesParam.size()); ++i) {
        NodeId written = call.args[i].source.node;
        if (!call.callee->writesParam[i] || !written || !isContainer(written))
          continue;
        for (unsigned other = 0; other < call.args.size(); ++other)
          if (other != i)
            fill(written, passedTo(call, other));
      }
    });
  }

  llvm::BitVector writtenBy(NodeId node) {
    if (auto subscript = tree.dyn<ast::Subscript>(node); subscript && subscript->ctx() != ast::ExprContext::Load)
      return roots(subscript->value());
    if (auto augmented = tree.dyn<ast::AugAssign>(node)) {
      auto info = instance.exprs.find(augmented->target().index);
      bool inPlace = info != instance.exprs.end() && info->second.type && types.isShared(info->second.type);
      return inPlace ? roots(augmented->target()) : llvm::BitVector();
    }
    llvm::BitVector all;
    auto call = instance.calls.find(node.index);
    if (call != instance.calls.end() &&
        (fillsFirst(call->second.builtin) || call->second.builtin == typed::Builtin::Resize ||
         call->second.builtin == typed::Builtin::SetRecordSize || call->second.builtin == typed::Builtin::SetHash))
      return roots(tree.as<ast::Call>(node).args()[0]);
    if (call != instance.calls.end() && call->second.builtin == typed::Builtin::RuntimeCall) {
      for (NodeId arg : tree.as<ast::Call>(node).args())
        all |= roots(arg);
      return all;
    }
    if (call != instance.calls.end())
      forEachCallee(call->second, [&](const typed::CallInfo &info) {
        for (unsigned i = 0; i < info.callee->writesParam.size(); ++i)
          if (info.callee->writesParam[i])
            all |= passedTo(info, i);
        for (const typed::Global *written : info.callee->writesGlobals)
          all |= global(written);
      });
    return all;
  }
};

} // namespace

bool mayShare(const types::TypeTable &types, TypeId type) {
  Kind kind = types.kind(type);
  return types.isShared(type) || kind == Kind::Object || kind == Kind::Cell ||
         llvm::any_of(types[type].elements, [&](TypeId element) { return mayShare(types, element); });
}

void Checker::findWrites() { StorageFinder(sema.program, instance).run(body); }

} // namespace amaru::sema
