// Values that the parser reads from literals, and inputs that must not exhaust anything.
#include "parser/Parser.h"

#include "gtest/gtest.h"

#include <cmath>

using namespace amaru;
using ast::ConstantKind;

namespace {

struct Parsed {
  support::SourceManager sources;
  diag::Engine diagnostics{sources};
  ast::Tree tree;

  explicit Parsed(std::string text) { tree = parser::parse(sources.add("demo.py", std::move(text)), diagnostics); }
  llvm::ArrayRef<ast::NodeId> body() { return tree.as<ast::Module>(tree.root()).body(); }
  ast::NodeId expression() { return tree.as<ast::Expr>(body()[0]).value(); }
  ast::ConstantValue constant() { return tree.as<ast::Constant>(expression()).value(); }
  diag::Id firstError() { return diagnostics.diagnostics().front().id; }
};

std::string repeat(llvm::StringRef piece, unsigned count) {
  std::string result;
  for (unsigned i = 0; i < count; ++i)
    result += piece;
  return result;
}

} // namespace

TEST(Literals, integersAreExact) {
  EXPECT_EQ(Parsed("0x_7fff_ffff_ffff_ffff").constant().intValue, INT64_MAX);
  EXPECT_EQ(Parsed("9223372036854775807").constant().intValue, INT64_MAX);
  EXPECT_EQ(Parsed("9_223_372_036_854_775_808").constant().text, "9223372036854775808");
  EXPECT_EQ(Parsed("0x1_0000_0000_0000_0000").constant().text, "18446744073709551616");
  EXPECT_EQ(Parsed("0b101").constant().intValue, 5);
  EXPECT_EQ(Parsed("0o17").constant().intValue, 15);
  EXPECT_EQ(Parsed("00").constant().intValue, 0);
}

TEST(Literals, floatsAreRoundedCorrectly) {
  EXPECT_EQ(Parsed("0.1").constant().floatValue, 0.1);
  EXPECT_EQ(Parsed("1_0.5e-1_0").constant().floatValue, 10.5e-10);
  EXPECT_EQ(Parsed("2.2250738585072011e-308").constant().floatValue, 2.2250738585072011e-308);
  EXPECT_EQ(Parsed("1e400").constant().floatValue, HUGE_VAL);
  EXPECT_EQ(Parsed("1e-400").constant().floatValue, 0.0);
  EXPECT_EQ(Parsed("1.5J").constant().kind, ConstantKind::Complex);
  EXPECT_EQ(Parsed("1.5J").constant().floatValue, 1.5);
}

TEST(Literals, escapesAreDecoded) {
  EXPECT_EQ(Parsed(R"('\x41\101\n\N{LATIN SMALL LETTER E WITH ACUTE}\U0001F40D')").constant().text, "AA\né🐍");
  EXPECT_EQ(Parsed(R"(b'\x00\xff\N')").constant().text, llvm::StringRef("\0\xff\\N", 4));
  EXPECT_EQ(Parsed(R"(r'\d' '\\')").constant().text, "\\d\\");
  EXPECT_EQ(Parsed("'''a\r\nb\rc'''").constant().text, "a\nb\nc");
  // A lone surrogate stays one, three bytes long.
  EXPECT_EQ(Parsed(R"('\ud800')").constant().text, "\xED\xA0\x80");
}

TEST(Ranges, namesAndOperatorsHaveTheirOwn) {
  Parsed parsed("@d\ndef  foo(x): return x <<  1\n");
  auto def = parsed.tree.as<ast::FunctionDef>(parsed.body()[0]);
  EXPECT_EQ(parsed.sources.buffer(parsed.tree.fileId()).text(ast::nameRange(def)), "foo");
  auto value = parsed.tree.as<ast::Return>(def.body()[0]).value();
  EXPECT_EQ(parsed.sources.buffer(parsed.tree.fileId()).text(parsed.tree.as<ast::BinOp>(value).opRange()), "<<");
}

TEST(Identifiers, areComparedInNormalForm) {
  Parsed parsed("ﬁ = 1\nfi\n");
  auto target = parsed.tree.as<ast::Assign>(parsed.body()[0]).targets()[0];
  EXPECT_EQ(parsed.tree.as<ast::Name>(target).id(), "fi");
  EXPECT_EQ(Parsed("한글\n").tree.nodeCount(), 4u);
}

TEST(Limits, longChainsParse) {
  EXPECT_FALSE(Parsed("x = a" + repeat(" + a", 20000) + "\n").diagnostics.hasErrors());
  EXPECT_FALSE(Parsed("x = a" + repeat(".b", 20000) + "\n").diagnostics.hasErrors());
  EXPECT_FALSE(Parsed("x = a" + repeat(" and a", 20000) + "\n").diagnostics.hasErrors());
  EXPECT_FALSE(Parsed("if a: pass\n" + repeat("elif b: pass\n", 20000)).diagnostics.hasErrors());
}

TEST(Limits, deepNestingIsAnError) {
  EXPECT_FALSE(Parsed(repeat("(", 199) + "1" + repeat(")", 199)).diagnostics.hasErrors());
  EXPECT_EQ(Parsed(repeat("(", 201)).firstError(), diag::Id::TooManyBrackets);
  EXPECT_EQ(Parsed("x = " + repeat("-", 100000) + "1").firstError(), diag::Id::TooDeep);
  EXPECT_EQ(Parsed("x = " + repeat("lambda: ", 100000) + "1").firstError(), diag::Id::TooDeep);
  EXPECT_EQ(Parsed(repeat("f'{", 200)).firstError(), diag::Id::TooManyFStrings);
}

TEST(Recovery, manyWarningsDoNotHideAnError) {
  Parsed parsed(repeat("x = '\\d'\n", 500) + "x = \n");
  EXPECT_EQ(parsed.diagnostics.errorCount(), 1u);
  EXPECT_LT(parsed.diagnostics.diagnostics().size(), 300u);
}

TEST(Limits, manyFaultsOnOneLineTakeLinearTime) {
  Parsed parsed("x = [" + repeat("'\\d', ", 100000) + "]\n");
  EXPECT_FALSE(parsed.diagnostics.hasErrors());
  EXPECT_TRUE(Parsed("f(a=1" + repeat(", b", 50000) + ")\n").diagnostics.hasErrors());
}

TEST(Recovery, independentErrorsAreAllReported) {
  Parsed parsed("x = 1 +\n"
                "def f(:\n"
                "    return 2 2\n"
                "y = (3\n"
                "class C:\n"
                "    z = $\n"
                "w = 4\n");
  std::vector<unsigned> lines;
  for (const diag::Diagnostic &diagnostic : parsed.diagnostics.diagnostics())
    lines.push_back(parsed.sources.find(diagnostic.range.file)->lineNumber(diagnostic.range.begin));
  EXPECT_EQ(lines, (std::vector<unsigned>{1, 2, 3, 4, 6}));
  EXPECT_EQ(parsed.tree.kind(parsed.body().back()), ast::Kind::Assign);
}

TEST(Encoding, aCodingLineIsObeyed) {
  support::SourceManager sources;
  diag::Engine diagnostics(sources);
  auto *latin = parser::readSource(sources, "a.py", "# -*- coding: latin-1 -*-\nx = '\xe9'\n", diagnostics);
  ASSERT_TRUE(latin);
  EXPECT_EQ(latin->line(2), "x = 'é'");
  auto *marked = parser::readSource(sources, "b.py", "\xEF\xBB\xBFx = 1\n", diagnostics);
  ASSERT_TRUE(marked);
  EXPECT_EQ(marked->text(), "x = 1\n");
  EXPECT_FALSE(parser::readSource(sources, "c.py", "# coding: klingon\n", diagnostics));
  EXPECT_FALSE(parser::readSource(sources, "d.py", "x = '\xff'\n", diagnostics));
  EXPECT_FALSE(parser::readSource(sources, "e.py", std::string("a\0b", 3), diagnostics));
  EXPECT_EQ(diagnostics.errorCount(), 3u);
}
