// The flat tree: what is put in comes out, and constants are exact.
#include "lang/ast/Build.h"
#include "lang/ast/Printer.h"

#include "gtest/gtest.h"

#include <cmath>

using namespace amaru;
using ast::ConstantKind;
using ast::ConstantValue;
using ast::NodeId;

namespace {

NodeId name(ast::Tree &tree, llvm::StringRef text) {
  return ast::make<ast::Name>(tree, 0, 1, tree.strings().intern(text), ast::ExprContext::Load);
}

ConstantValue roundTrip(const ConstantValue &value) {
  ast::Tree tree;
  NodeId node = ast::make<ast::Constant>(tree, 0, 1, tree.store(value), ast::ConstantPrefix::None);
  ConstantValue result = tree.as<ast::Constant>(node).value();
  // The text dies with the tree.
  static std::string text;
  text = result.text.str();
  result.text = text;
  return result;
}

ConstantValue integer(int64_t number) {
  ConstantValue value;
  value.kind = ConstantKind::Int;
  value.fitsInt64 = true;
  value.intValue = number;
  return value;
}

} // namespace

TEST(Tree, viewsReadWhatWasBuilt) {
  ast::Tree tree;
  NodeId left = name(tree, "a"), right = name(tree, "b");
  NodeId sum = ast::make<ast::BinOp>(tree, 0, 5, left, ast::Operator::FloorDiv, right, 2u);
  auto view = tree.dyn<ast::BinOp>(sum);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->left(), left);
  EXPECT_EQ(view->op(), ast::Operator::FloorDiv);
  EXPECT_EQ(view->opRange().begin, 2u);
  EXPECT_EQ(view->opRange().end, 4u);
  EXPECT_EQ(tree.as<ast::Name>(view->right()).id(), "b");
  EXPECT_FALSE(tree.dyn<ast::Call>(sum));
  EXPECT_FALSE(tree.dyn<ast::Call>(NodeId{}));
}

TEST(Tree, emptyListsTakeNoRoom) {
  ast::Tree tree;
  NodeId tuple = ast::make<ast::Tuple>(tree, 0, 2, llvm::ArrayRef<NodeId>(), ast::ExprContext::Load);
  EXPECT_TRUE(tree.as<ast::Tuple>(tuple).elts().empty());
}

TEST(Tree, childrenComeInTheOrderOfTheFieldsWithoutNone) {
  ast::Tree tree;
  NodeId key = name(tree, "k"), value = name(tree, "v"), other = name(tree, "w");
  llvm::SmallVector<NodeId, 2> keys{key, NodeId{}}, values{value, other};
  NodeId dict = ast::make<ast::Dict>(tree, 0, 9, llvm::ArrayRef<NodeId>(keys), llvm::ArrayRef<NodeId>(values));
  std::vector<uint32_t> seen;
  ast::forEachChild(tree, dict, [&](NodeId child) { seen.push_back(child.index); });
  EXPECT_EQ(seen, (std::vector<uint32_t>{key.index, value.index, other.index}));
}

TEST(Tree, aTrialLeavesNoTrace) {
  ast::Tree tree;
  name(tree, "kept");
  auto mark = tree.mark();
  size_t count = tree.nodeCount();
  name(tree, "dropped");
  tree.rewind(mark);
  EXPECT_EQ(tree.nodeCount(), count);
}

TEST(Constants, integersOfEverySize) {
  for (int64_t number : {int64_t(0), int64_t(1), int64_t(UINT32_MAX), int64_t(UINT32_MAX) + 1, INT64_MAX}) {
    ConstantValue value = roundTrip(integer(number));
    EXPECT_TRUE(value.fitsInt64);
    EXPECT_EQ(value.intValue, number);
  }
  ConstantValue large;
  large.kind = ConstantKind::Int;
  large.text = "18446744073709551616";
  EXPECT_FALSE(roundTrip(large).fitsInt64);
  EXPECT_EQ(roundTrip(large).text, "18446744073709551616");
}

TEST(Constants, textKeepsNullBytes) {
  ConstantValue value;
  value.kind = ConstantKind::Bytes;
  value.text = llvm::StringRef("a\0b", 3);
  EXPECT_EQ(roundTrip(value).text, llvm::StringRef("a\0b", 3));
}

TEST(Printer, doublesAreTheShortestThatReadBack) {
  EXPECT_EQ(ast::shortestDouble(1), "1.0");
  EXPECT_EQ(ast::shortestDouble(0.1), "0.1");
  EXPECT_EQ(ast::shortestDouble(1e100), "1e+100");
  EXPECT_EQ(ast::shortestDouble(HUGE_VAL), "1e999");
}
