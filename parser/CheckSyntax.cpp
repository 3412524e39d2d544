// One walk over the tree, parents before children, each node with what surrounds it. The walk has a stack of its own,
// so that no input is too deep for it.
#include "parser/CheckSyntax.h"
#include "parser/CheckSyntaxScopes.h"

#include "llvm/ADT/DenseSet.h"

namespace amaru::parser {

using ast::ExprContext;
using ast::Kind;
using ast::NodeId;
using ast::Symbol;
using diag::Id;
using ScopeKind = ScopeTable::Kind;

namespace {

/// Scopes in which an expression may not yield, await or assign.
enum class TypeScope : uint8_t { None, Bound, Constraint, Default, TupleDefault, SpecDefault, Alias, Generic };

/// What surrounds a node.
struct Context {
  uint32_t scope = 0;
  bool inLoop : 1 = false;
  bool inExceptStar : 1 = false;
  bool mayStar : 1 = false;
  bool inIterable : 1 = false;
  TypeScope typeScope = TypeScope::None;
};

class SyntaxChecker {
public:
  SyntaxChecker(const ast::Tree &tree, diag::Engine &diagnostics)
      : tree(tree), diagnostics(diagnostics), scopes(tree, diagnostics), debugSymbol(tree.strings().find("__debug__")) {
  }

  void run(bool isComplete) {
    Context context;
    context.scope = scopes.open(ScopeKind::Module, 0);
    checkFutureImports();
    push(tree.root(), context);
    while (!stack.empty()) {
      Item item = stack.back();
      stack.pop_back();
      size_t first = stack.size();
      visit(item.node, item.context);
      std::reverse(stack.begin() + first, stack.end());
    }
    for (size_t i = 0; i < scopes.size(); ++i)
      checkAsyncGenerator(scopes[i]);
    if (isComplete)
      scopes.resolveNonlocals();
  }

private:
  struct Item {
    NodeId node;
    Context context;
  };

  void push(NodeId node, Context context) {
    if (node)
      stack.push_back({node, context});
  }
  void push(llvm::ArrayRef<NodeId> nodes, Context context) {
    for (NodeId node : nodes)
      push(node, context);
  }
  void pushChildren(NodeId node, Context context) {
    ast::forEachChild(tree, node, [&](NodeId child) { push(child, context); });
  }

  diag::Builder report(Id id, NodeId node) { return diagnostics.report(id, tree.range(node)); }
  ScopeTable::Scope &scope(const Context &context) { return scopes[context.scope]; }
  bool isFunction(ScopeKind kind) { return kind != ScopeKind::Module && kind != ScopeKind::Class; }

  void visit(NodeId node, Context context) {
    bool mayStar = context.mayStar;
    context.mayStar = false;
    switch (tree.kind(node)) {
    case Kind::FunctionDef:
      return visitFunction(tree.as<ast::FunctionDef>(node), ScopeKind::Function, context);
    case Kind::AsyncFunctionDef:
      return visitFunction(tree.as<ast::AsyncFunctionDef>(node), ScopeKind::AsyncFunction, context);
    case Kind::ClassDef:
      return visitClass(tree.as<ast::ClassDef>(node), context);
    case Kind::Lambda:
      return visitLambda(tree.as<ast::Lambda>(node), context);
    case Kind::ListComp:
      return visitComprehension(node, tree.as<ast::ListComp>(node).generators(), context);
    case Kind::SetComp:
      return visitComprehension(node, tree.as<ast::SetComp>(node).generators(), context);
    case Kind::DictComp:
      return visitComprehension(node, tree.as<ast::DictComp>(node).generators(), context);
    case Kind::GeneratorExp:
      return visitComprehension(node, tree.as<ast::GeneratorExp>(node).generators(), context);

    case Kind::Return:
      visitReturn(tree.as<ast::Return>(node), context);
      break;
    case Kind::Break:
    case Kind::Continue:
      visitJump(node, context);
      break;
    case Kind::While: {
      auto loop = tree.as<ast::While>(node);
      push(loop.test(), context);
      return visitLoop(loop.body(), loop.orelse(), context);
    }
    case Kind::For: {
      auto loop = tree.as<ast::For>(node);
      visitTarget(loop.target());
      push(loop.target(), context);
      push(loop.iter(), context);
      return visitLoop(loop.body(), loop.orelse(), context);
    }
    case Kind::AsyncFor: {
      requireAsync(node, "async for", context);
      auto loop = tree.as<ast::AsyncFor>(node);
      visitTarget(loop.target());
      push(loop.target(), context);
      push(loop.iter(), context);
      return visitLoop(loop.body(), loop.orelse(), context);
    }
    case Kind::AsyncWith:
      requireAsync(node, "async with", context);
      break;
    case Kind::TryStar:
      return visitTryStar(tree.as<ast::TryStar>(node), context);
    case Kind::Match:
      checkMatch(tree.as<ast::Match>(node), tree, diagnostics);
      break;
    case Kind::Assign:
      for (NodeId target : tree.as<ast::Assign>(node).targets())
        visitTarget(target);
      break;
    case Kind::WithItem:
      if (NodeId vars = tree.as<ast::WithItem>(node).optional_vars())
        visitTarget(vars);
      break;
    case Kind::AnnAssign: {
      auto assign = tree.as<ast::AnnAssign>(node);
      if (auto name = tree.dyn<ast::Name>(assign.target()); name && assign.simple()) {
        uint8_t flags = scope(context).names.lookup(name->idSymbol().index);
        if ((flags & (ScopeTable::Global | ScopeTable::Nonlocal)) && scope(context).kind != ScopeKind::Module)
          report(Id::AnnotatedGlobal, node).arg(name->id()).arg(flags & ScopeTable::Global ? "global" : "nonlocal");
        scopes.note(context.scope, name->idSymbol(), ScopeTable::Annotated);
      }
      break;
    }
    case Kind::Global:
      scopes.declare(context.scope, node, tree.as<ast::Global>(node).names(), /*isGlobal=*/true);
      break;
    case Kind::Nonlocal:
      scopes.declare(context.scope, node, tree.as<ast::Nonlocal>(node).names(), /*isGlobal=*/false);
      break;
    case Kind::ImportFrom:
      visitImportFrom(tree.as<ast::ImportFrom>(node), context);
      break;
    case Kind::Alias: {
      auto alias = tree.as<ast::Alias>(node);
      bind(alias.asnameSymbol() ? alias.asnameSymbol() : alias.nameSymbol(), node, context);
      break;
    }
    case Kind::ExceptHandler:
      bind(tree.as<ast::ExceptHandler>(node).nameSymbol(), node, context);
      break;
    case Kind::MatchAs:
      bind(tree.as<ast::MatchAs>(node).nameSymbol(), node, context);
      break;
    case Kind::MatchStar:
      bind(tree.as<ast::MatchStar>(node).nameSymbol(), node, context);
      break;
    case Kind::MatchMapping:
      bind(tree.as<ast::MatchMapping>(node).restSymbol(), node, context);
      break;
    case Kind::TypeAlias: {
      auto alias = tree.as<ast::TypeAlias>(node);
      checkTypeParams(alias.type_params());
      push(alias.name(), context);
      push(alias.type_params(), context);
      context.typeScope = TypeScope::Alias;
      push(alias.value(), context);
      return;
    }
    case Kind::TypeVar: {
      auto param = tree.as<ast::TypeVar>(node);
      bool hasConstraints = param.bound() && tree.is<ast::Tuple>(param.bound());
      push(param.bound(), inTypeScope(context, hasConstraints ? TypeScope::Constraint : TypeScope::Bound));
      push(param.default_value(), inTypeScope(context, TypeScope::Default));
      return;
    }
    case Kind::TypeVarTuple:
      context = inTypeScope(context, TypeScope::TupleDefault);
      context.mayStar = true;
      break;
    case Kind::ParamSpec:
      context = inTypeScope(context, TypeScope::SpecDefault);
      break;

    case Kind::Yield:
    case Kind::YieldFrom:
      visitYield(node, context);
      break;
    case Kind::Await:
      visitAwait(node, context);
      break;
    case Kind::NamedExpr:
      return visitNamedExpr(tree.as<ast::NamedExpr>(node), context);
    case Kind::Name:
      return visitName(tree.as<ast::Name>(node), context);
    case Kind::Attribute: {
      auto attribute = tree.as<ast::Attribute>(node);
      if (attribute.ctx() != ExprContext::Load)
        checkDebug(attribute.attrSymbol(), node, attribute.ctx());
      break;
    }
    case Kind::Starred:
      if (!mayStar && tree.as<ast::Starred>(node).ctx() == ExprContext::Load)
        report(Id::CannotStarHere, node);
      break;
    case Kind::List:
    case Kind::Tuple:
    case Kind::Set:
    case Kind::Call:
      context.mayStar = true;
      if (auto call = tree.dyn<ast::Call>(node))
        checkKeywords(call->keywords());
      break;
    case Kind::Arg:
      // `*args: *Ts`
      context.mayStar = true;
      break;
    default:
      break;
    }
    pushChildren(node, context);
  }

  // Definitions.

  template <typename Def> void visitFunction(Def def, ScopeKind kind, Context context) {
    bind(def.nameSymbol(), def.node(), context);
    push(def.decorator_list(), context);
    checkTypeParams(def.type_params());
    push(def.type_params(), context);
    if (!def.type_params().empty())
      context.typeScope = TypeScope::Generic;
    push(def.returns(), context);
    context.typeScope = TypeScope::None;
    visitBody(def.args(), kind, def.body(), context);
  }

  void visitLambda(ast::Lambda lambda, Context context) {
    NodeId body = lambda.body();
    visitBody(lambda.args(), ScopeKind::Lambda, llvm::ArrayRef(&body, 1), context);
  }

  /// Defaults and annotations belong to the scope around, parameters and body to the new one.
  void visitBody(NodeId args, ScopeKind kind, llvm::ArrayRef<NodeId> body, Context context) {
    uint32_t inner = scopes.open(kind, context.scope);
    llvm::SmallDenseSet<uint32_t, 8> seen;
    ast::forEachChild(tree, args, [&](NodeId child) {
      if (auto param = tree.dyn<ast::Arg>(child)) {
        if (!seen.insert(param->argSymbol().index).second)
          report(Id::DuplicateParameter, child).arg(param->arg());
        checkDebug(param->argSymbol(), child, ExprContext::Store);
        scopes.note(inner, param->argSymbol(), ScopeTable::Parameter);
      }
      push(child, context);
    });
    Context inside;
    inside.scope = inner;
    push(body, inside);
  }

  void visitClass(ast::ClassDef def, Context context) {
    bind(def.nameSymbol(), def.node(), context);
    push(def.decorator_list(), context);
    checkTypeParams(def.type_params());
    push(def.type_params(), context);
    checkKeywords(def.keywords());
    Context bases = context;
    bases.mayStar = true;
    if (!def.type_params().empty())
      bases.typeScope = TypeScope::Generic;
    push(def.bases(), bases);
    push(def.keywords(), bases);
    Context inside;
    inside.scope = scopes.open(ScopeKind::Class, context.scope);
    push(def.body(), inside);
  }

  void checkTypeParams(llvm::ArrayRef<NodeId> params) {
    llvm::SmallDenseSet<uint32_t, 4> seen;
    for (NodeId param : params) {
      std::optional<Symbol> name = typeParamName(param);
      if (name && !seen.insert(name->index).second)
        report(Id::DuplicateTypeParam, param).arg(tree.strings().text(*name));
    }
  }

  /// None for what stands where a type parameter should: the parser has reported it.
  std::optional<Symbol> typeParamName(NodeId param) {
    if (auto variable = tree.dyn<ast::TypeVar>(param))
      return variable->nameSymbol();
    if (auto spec = tree.dyn<ast::ParamSpec>(param))
      return spec->nameSymbol();
    if (auto tuple = tree.dyn<ast::TypeVarTuple>(param))
      return tuple->nameSymbol();
    return std::nullopt;
  }

  static Context inTypeScope(Context context, TypeScope typeScope) {
    context.typeScope = typeScope;
    return context;
  }

  /// True when the expression may not stand in the type scope around it.
  bool refuseInTypeScope(NodeId node, llvm::StringRef what, const Context &context) {
    constexpr llvm::StringLiteral names[] = {"",
                                             "a TypeVar bound",
                                             "a TypeVar constraint",
                                             "a TypeVar default",
                                             "a TypeVarTuple default",
                                             "a ParamSpec default",
                                             "a type alias",
                                             "the definition of a generic"};
    if (context.typeScope == TypeScope::None)
      return false;
    report(Id::ExpressionInTypeScope, node).arg(what).arg(names[static_cast<size_t>(context.typeScope)]);
    return true;
  }

  // Comprehensions.

  void visitComprehension(NodeId node, llvm::ArrayRef<NodeId> generators, Context context) {
    uint32_t inner = scopes.open(ScopeKind::Comprehension, context.scope, node);
    Context inside;
    inside.scope = inner;
    inside.typeScope = context.typeScope;
    bool isFirst = true;
    bool isAsync = false;
    for (NodeId part : generators) {
      auto generator = tree.as<ast::Comprehension>(part);
      isAsync |= generator.is_async();
      noteIteration(inner, generator.target());
      visitTarget(generator.target());
      push(generator.target(), inside);
      // The first iterable is evaluated in the scope around.
      Context iterable = isFirst ? context : inside;
      iterable.inIterable = true;
      push(generator.iter(), iterable);
      push(generator.ifs(), inside);
      isFirst = false;
    }
    if (isAsync)
      requireAsyncForComprehension(node, context);
    ast::forEachChild(tree, node, [&](NodeId child) {
      if (!tree.is<ast::Comprehension>(child))
        push(child, inside);
    });
  }

  /// The names that a comprehension's `for` binds, which `:=` may not rebind.
  void noteIteration(uint32_t scope, NodeId target) {
    if (auto name = tree.dyn<ast::Name>(target))
      scopes.note(scope, name->idSymbol(), ScopeTable::Iteration);
    else if (tree.is<ast::Tuple>(target) || tree.is<ast::List>(target) || tree.is<ast::Starred>(target))
      ast::forEachChild(tree, target, [&](NodeId child) { noteIteration(scope, child); });
  }

  void requireAsyncForComprehension(NodeId node, const Context &context) {
    ScopeKind around = scope(context).kind;
    if (!tree.is<ast::GeneratorExp>(node) && around != ScopeKind::AsyncFunction && around != ScopeKind::Comprehension)
      report(Id::AsyncComprehensionOutside, node);
  }

  void visitNamedExpr(ast::NamedExpr expr, Context context) {
    auto target = tree.as<ast::Name>(expr.target());
    bool isRefused = refuseInTypeScope(expr.node(), "named expression", context);
    if (scope(context).kind == ScopeKind::Comprehension || context.inIterable)
      isRefused |= refuseInComprehension(expr.node(), context);
    checkDebug(target.idSymbol(), target.node(), ExprContext::Store);
    if (!isRefused)
      scopes.bindNamedExpr(context.scope, target.node(), target.idSymbol());
    push(expr.value(), context);
  }

  bool refuseInComprehension(NodeId node, const Context &context) {
    if (context.inIterable) {
      report(Id::WalrusInIterable, node);
      return true;
    }
    uint32_t around = context.scope;
    while (scopes[around].kind == ScopeKind::Comprehension)
      around = scopes[around].parent;
    if (scopes[around].kind != ScopeKind::Class)
      return false;
    report(Id::WalrusInClass, node);
    return true;
  }

  // Statements that leave something.

  void visitReturn(ast::Return statement, const Context &context) {
    if (!isFunction(scope(context).kind))
      report(Id::ReturnOutside, statement.node());
    else if (context.inExceptStar)
      report(Id::LeavesExceptStar, statement.node());
    if (statement.value())
      scope(context).returnsWithValue.push_back(statement.node());
  }

  void visitJump(NodeId node, const Context &context) {
    if (context.inLoop)
      return;
    if (context.inExceptStar)
      report(Id::LeavesExceptStar, node);
    else
      report(tree.is<ast::Break>(node) ? Id::BreakOutside : Id::ContinueOutside, node);
  }

  void visitLoop(llvm::ArrayRef<NodeId> body, llvm::ArrayRef<NodeId> orelse, Context context) {
    Context inside = context;
    inside.inLoop = true;
    push(body, inside);
    push(orelse, context);
  }

  void visitTryStar(ast::TryStar statement, Context context) {
    push(statement.body(), context);
    Context handler = context;
    handler.inExceptStar = true;
    handler.inLoop = false;
    push(statement.handlers(), handler);
    push(statement.orelse(), context);
    push(statement.finalbody(), context);
  }

  // Generators and coroutines.

  void visitYield(NodeId node, const Context &context) {
    if (refuseInTypeScope(node, "yield expression", context))
      return;
    ScopeTable::Scope &around = scope(context);
    if (around.kind == ScopeKind::Comprehension)
      report(Id::YieldInComprehension, node).arg(comprehensionName(around.node));
    else if (!isFunction(around.kind))
      report(tree.is<ast::Yield>(node) ? Id::YieldOutside : Id::YieldFromOutside, node);
    else if (around.kind == ScopeKind::AsyncFunction && tree.is<ast::YieldFrom>(node))
      report(Id::YieldFromInAsync, node);
    around.isGenerator = true;
  }

  llvm::StringRef comprehensionName(NodeId node) {
    switch (tree.kind(node)) {
    case Kind::ListComp:
      return "list comprehension";
    case Kind::SetComp:
      return "set comprehension";
    case Kind::DictComp:
      return "dict comprehension";
    default:
      return "generator expression";
    }
  }

  void visitAwait(NodeId node, const Context &context) {
    if (refuseInTypeScope(node, "await expression", context))
      return;
    ScopeTable::Scope &around = scope(context);
    if (!isFunction(around.kind))
      report(Id::AwaitOutside, node);
    else if (around.kind == ScopeKind::Comprehension)
      visitAwaitInComprehension(around);
    else if (around.kind != ScopeKind::AsyncFunction)
      report(Id::AwaitOutsideAsync, node);
  }

  /// An `await` makes the comprehension around it asynchronous.
  void visitAwaitInComprehension(ScopeTable::Scope &around) {
    if (around.isGenerator)
      return;
    around.isGenerator = true;
    Context outside;
    outside.scope = around.parent;
    requireAsyncForComprehension(around.node, outside);
  }

  void requireAsync(NodeId node, llvm::StringRef what, const Context &context) {
    if (scope(context).kind != ScopeKind::AsyncFunction)
      report(Id::AsyncOutside, node).arg(what);
  }

  void checkAsyncGenerator(ScopeTable::Scope &scope) {
    if (scope.kind != ScopeKind::AsyncFunction || !scope.isGenerator)
      return;
    for (NodeId statement : scope.returnsWithValue)
      report(Id::ReturnValueInAsyncGenerator, statement);
  }

  // Names and targets.

  void visitName(ast::Name name, const Context &context) {
    if (name.ctx() == ExprContext::Load) {
      scopes.note(context.scope, name.idSymbol(), ScopeTable::Used);
    } else {
      checkDebug(name.idSymbol(), name.node(), name.ctx());
      scopes.note(context.scope, name.idSymbol(), ScopeTable::Bound);
    }
  }

  /// A name bound by something other than a Name node.
  void bind(Symbol name, NodeId node, const Context &context) {
    if (!name)
      return;
    checkDebug(name, node, ExprContext::Store);
    scopes.note(context.scope, name, ScopeTable::Bound);
  }

  void checkDebug(Symbol name, NodeId node, ExprContext context) {
    if (name == debugSymbol && name)
      report(context == ExprContext::Del ? Id::CannotDelete : Id::CannotAssign, node).arg("__debug__");
  }

  void visitTarget(NodeId target) {
    if (tree.is<ast::Starred>(target)) {
      report(Id::StarredTargetAlone, target);
      return;
    }
    llvm::ArrayRef<NodeId> elements;
    if (auto tuple = tree.dyn<ast::Tuple>(target))
      elements = tuple->elts();
    else if (auto list = tree.dyn<ast::List>(target))
      elements = list->elts();
    bool hasStar = false;
    for (NodeId element : elements) {
      if (!tree.is<ast::Starred>(element)) {
        visitTarget(element);
        continue;
      }
      if (hasStar)
        report(Id::TwoStarredTargets, target);
      hasStar = true;
    }
  }

  void checkKeywords(llvm::ArrayRef<NodeId> keywords) {
    llvm::SmallDenseSet<uint32_t, 8> seen;
    for (NodeId keyword : keywords) {
      Symbol name = tree.as<ast::Keyword>(keyword).argSymbol();
      if (!name)
        continue;
      checkDebug(name, keyword, ExprContext::Store);
      if (!seen.insert(name.index).second)
        report(Id::RepeatedKeyword, keyword).arg(tree.strings().text(name));
    }
  }

  // Imports.

  void visitImportFrom(ast::ImportFrom import, const Context &context) {
    bool isStar = tree.as<ast::Alias>(import.names()[0]).name() == "*";
    if (isStar && scope(context).kind != ScopeKind::Module)
      report(Id::ImportStarInside, import.node());
    if (import.module() == "__future__" && import.level() == 0 && !leadingFutures.contains(import.node().index))
      report(Id::LateFutureImport, import.node());
  }

  /// Future imports stand before all else but the docstring.
  void checkFutureImports() {
    auto body = tree.as<ast::Module>(tree.root()).body();
    bool mayBeDocstring = true;
    for (NodeId statement : body) {
      auto import = tree.dyn<ast::ImportFrom>(statement);
      if (import && import->module() == "__future__" && import->level() == 0) {
        leadingFutures.insert(statement.index);
        checkFeatures(*import);
        mayBeDocstring = false;
        continue;
      }
      auto expr = tree.dyn<ast::Expr>(statement);
      bool isDocstring = mayBeDocstring && expr && tree.is<ast::Constant>(expr->value()) &&
                         tree.constant(expr->value()).kind == ast::ConstantKind::Str;
      if (!isDocstring)
        return;
      mayBeDocstring = false;
    }
  }

  void checkFeatures(ast::ImportFrom import) {
    constexpr llvm::StringLiteral features[] = {
        "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
        "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations"};
    for (NodeId alias : import.names()) {
      llvm::StringRef feature = tree.as<ast::Alias>(alias).name();
      if (feature == "braces")
        report(Id::FutureBraces, import.node());
      else if (!llvm::is_contained(features, feature))
        report(Id::UnknownFuture, import.node()).arg(feature);
    }
  }

  const ast::Tree &tree;
  diag::Engine &diagnostics;
  ScopeTable scopes;
  /// `__debug__`, which nothing may bind; none when the text lacks it.
  Symbol debugSymbol;
  std::vector<Item> stack;
  llvm::DenseSet<uint32_t> leadingFutures;
};

} // namespace

void checkSyntax(const ast::Tree &tree, diag::Engine &diagnostics, bool isComplete) {
  SyntaxChecker(tree, diagnostics).run(isComplete);
}

} // namespace amaru::parser
