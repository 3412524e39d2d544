// The rules that patterns obey. Patterns nest no deeper than brackets do, so plain recursion is safe here.
#include "parser/CheckSyntax.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace amaru::parser {

using ast::NodeId;
using ast::Symbol;
using diag::Id;

namespace {

class PatternChecker {
public:
  PatternChecker(const ast::Tree &tree, diag::Engine &diagnostics) : tree(tree), diagnostics(diagnostics) {}

  void checkCases(llvm::ArrayRef<NodeId> cases) {
    for (size_t i = 0; i < cases.size(); ++i) {
      auto item = tree.as<ast::MatchCase>(cases[i]);
      if (i + 1 < cases.size() && !item.guard())
        refuseIrrefutable(item.pattern());
      Names bound;
      check(item.pattern(), bound);
    }
  }

private:
  using Names = llvm::SmallDenseSet<uint32_t, 4>;

  /// A pattern that matches everything hides what follows.
  void refuseIrrefutable(NodeId pattern) {
    auto capture = tree.dyn<ast::MatchAs>(pattern);
    if (!capture)
      return;
    if (capture->pattern())
      return refuseIrrefutable(capture->pattern());
    if (capture->nameSymbol())
      report(Id::CaptureUnreachable, pattern).arg(capture->name());
    else
      report(Id::WildcardUnreachable, pattern);
  }

  void check(NodeId pattern, Names &bound) {
    switch (tree.kind(pattern)) {
    case ast::Kind::MatchOr:
      return checkAlternatives(pattern, bound);
    case ast::Kind::MatchAs:
      bind(tree.as<ast::MatchAs>(pattern).nameSymbol(), pattern, bound);
      break;
    case ast::Kind::MatchStar:
      bind(tree.as<ast::MatchStar>(pattern).nameSymbol(), pattern, bound);
      break;
    case ast::Kind::MatchSequence: {
      auto isStar = [&](NodeId item) { return tree.is<ast::MatchStar>(item); };
      if (llvm::count_if(tree.as<ast::MatchSequence>(pattern).patterns(), isStar) > 1)
        report(Id::TwoStarredPatterns, pattern);
      break;
    }
    case ast::Kind::MatchMapping: {
      auto mapping = tree.as<ast::MatchMapping>(pattern);
      checkKeys(mapping);
      bind(mapping.restSymbol(), pattern, bound);
      break;
    }
    case ast::Kind::MatchClass:
      checkAttributes(tree.as<ast::MatchClass>(pattern));
      break;
    default:
      break;
    }
    ast::forEachChild(tree, pattern, [&](NodeId child) {
      if (ast::category(tree.kind(child)) == ast::Category::Pattern)
        check(child, bound);
    });
  }

  /// Every alternative binds the same names, and none but the last matches everything.
  void checkAlternatives(NodeId pattern, Names &bound) {
    auto alternatives = tree.as<ast::MatchOr>(pattern).patterns();
    Names first;
    bool isFirst = true, differs = false, isHidden = false;
    for (NodeId alternative : alternatives) {
      size_t before = diagnostics.errorCount();
      if (alternative != alternatives.back())
        refuseIrrefutable(alternative);
      isHidden |= diagnostics.errorCount() != before;
      Names own = bound;
      check(alternative, own);
      if (isFirst)
        first = own;
      bool isSame =
          own.size() == first.size() && llvm::all_of(own, [&](uint32_t name) { return first.contains(name); });
      differs |= !isSame;
      isFirst = false;
    }
    if (differs && !isHidden)
      report(Id::AlternativesBind, pattern);
    bound = first;
  }

  void bind(Symbol name, NodeId pattern, Names &bound) {
    if (name && !bound.insert(name.index).second)
      report(Id::DuplicateCapture, pattern).arg(tree.strings().text(name));
  }

  void checkAttributes(ast::MatchClass pattern) {
    Names seen;
    for (Symbol attribute : pattern.kwd_attrs().symbols())
      if (!seen.insert(attribute.index).second)
        report(Id::RepeatedAttribute, pattern.node()).arg(tree.strings().text(attribute));
  }

  /// Only literal strings and small integers are compared; that is what people repeat.
  void checkKeys(ast::MatchMapping mapping) {
    llvm::SmallDenseSet<std::pair<unsigned, uint64_t>, 4> seen;
    for (NodeId key : mapping.keys()) {
      auto literal = tree.dyn<ast::Constant>(key);
      if (!literal)
        continue;
      auto value = literal->value();
      bool isText = value.kind == ast::ConstantKind::Str;
      if (!isText && !(value.kind == ast::ConstantKind::Int && value.fitsInt64))
        continue;
      // Equal strings of a tree are one string in its pool.
      uint64_t identity = isText ? reinterpret_cast<uintptr_t>(value.text.data()) : uint64_t(value.intValue);
      if (!seen.insert({isText, identity}).second)
        report(Id::RepeatedPatternKey, mapping.node())
            .arg(isText ? "'" + value.text.str() + "'" : std::to_string(value.intValue));
    }
  }

  diag::Builder report(Id id, NodeId node) { return diagnostics.report(id, tree.range(node)); }

  const ast::Tree &tree;
  diag::Engine &diagnostics;
};

} // namespace

void checkMatch(ast::Match match, const ast::Tree &tree, diag::Engine &diagnostics) {
  PatternChecker(tree, diagnostics).checkCases(match.cases());
}

} // namespace amaru::parser
