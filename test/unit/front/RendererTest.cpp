// What a person and a program see of a diagnostic.
#include "lang/diag/Engine.h"

#include "gtest/gtest.h"

#include "llvm/Support/raw_ostream.h"

using namespace amaru;

namespace {

struct Case {
  support::SourceManager sources;
  diag::Engine engine{sources};
  const support::SourceBuffer *buffer = nullptr;

  explicit Case(std::string text) { buffer = &sources.add("demo.py", std::move(text)); }
  support::SourceRange find(llvm::StringRef part) {
    auto at = static_cast<uint32_t>(buffer->text().find(part));
    return {at, at + static_cast<uint32_t>(part.size()), buffer->id()};
  }
  std::string text(diag::RenderOptions options = {}) {
    std::string result;
    llvm::raw_string_ostream out(result);
    diag::renderText(out, engine, options);
    return result;
  }
};

} // namespace

TEST(Renderer, showsPlaceClassMessageAndCarets) {
  Case test("def f():\n    return 1 +\n");
  test.engine.report(diag::Id::InvalidSyntax, test.find("+"));
  EXPECT_EQ(test.text(), "demo.py:2:14: error: SyntaxError: invalid syntax [invalid-syntax]\n"
                         "  |\n"
                         "2 |     return 1 +\n"
                         "  |              ^\n");
}

TEST(Renderer, putsArgumentsIntoTheMessage) {
  Case test("x)\n");
  test.engine.report(diag::Id::UnmatchedBracket, test.find(")")).arg(")");
  EXPECT_NE(test.text().find("unmatched ')' [unmatched-bracket]"), std::string::npos);
}

TEST(Renderer, labelsStandBesideAndBelowTheirSpans) {
  Case test("total = left + right\n");
  test.engine.report(diag::Id::InvalidSyntax, test.find("+"))
      .label(test.find("left"), "an int")
      .label(test.find("right"), "a str");
  EXPECT_EQ(test.text(), "demo.py:1:14: error: SyntaxError: invalid syntax [invalid-syntax]\n"
                         "  |\n"
                         "1 | total = left + right\n"
                         "  |         ---- ^ ----- a str\n"
                         "  |         an int\n");
}

TEST(Renderer, labelsOnOtherLinesAreShownInOrder) {
  Case test("a = 1\nb = 2\nc = 3\nd = 4\n");
  test.engine.report(diag::Id::InvalidSyntax, test.find("d")).label(test.find("a"), "first set here");
  EXPECT_EQ(test.text(), "demo.py:4:1: error: SyntaxError: invalid syntax [invalid-syntax]\n"
                         "  |\n"
                         "1 | a = 1\n"
                         "  | - first set here\n"
                         " ...\n"
                         "4 | d = 4\n"
                         "  | ^\n");
}

TEST(Renderer, notesAndHintsFollow) {
  Case test("x\n");
  test.engine.report(diag::Id::InvalidSyntax, test.find("x")).note("a note").hint("a fix");
  EXPECT_NE(test.text().find("  = note: a note\n  = hint: a fix\n"), std::string::npos);
}

TEST(Renderer, caretsLineUpUnderTabsAndWideCharacters) {
  Case test("\t漢 = é ?\n");
  test.engine.report(diag::Id::InvalidSyntax, test.find("?"));
  // A tab of four columns, a character of two, then ` = é `.
  EXPECT_NE(test.text().find("1 |     漢 = é ?\n  |            ^\n"), std::string::npos) << test.text();
}

TEST(Renderer, combiningMarksTakeNoColumn) {
  Case test("e\u0301 ?\n");
  test.engine.report(diag::Id::InvalidSyntax, test.find("?"));
  EXPECT_NE(test.text().find("\n  |   ^\n"), std::string::npos) << test.text();
}

TEST(Renderer, controlAndBidiCharactersAreSpelledOut) {
  Case test("a = '\x1b[31m' # \u202e\n");
  test.engine.report(diag::Id::InvalidSyntax, test.find("a"));
  EXPECT_NE(test.text().find("a = '\\x1b[31m' # \\u202e"), std::string::npos) << test.text();
  EXPECT_EQ(diag::escapeControl("a\nb\x7f\xff"), "a\\nb\\x7f\\xff");
}

TEST(Renderer, aVeryLongLineIsCut) {
  std::string padding(5000, 'a');
  Case test(padding + " ? " + padding + "\n");
  test.engine.report(diag::Id::InvalidSyntax, test.find("?"));
  EXPECT_LT(test.text().size(), 700u);
  EXPECT_NE(test.text().find('^'), std::string::npos);
}

TEST(Renderer, withoutAPlaceThereIsOneLine) {
  Case test("");
  test.engine.report(diag::Id::CannotRead).arg("gone.py").arg("No such file");
  EXPECT_EQ(test.text(), "error: cannot read `gone.py`: No such file [cannot-read]\n");
}

TEST(Renderer, jsonIsOneObjectPerLine) {
  Case test("x ?\n");
  test.engine.report(diag::Id::InvalidSyntax, test.find("?")).hint("drop it");
  std::string result;
  llvm::raw_string_ostream out(result);
  diag::renderJson(out, test.engine);
  EXPECT_EQ(result, "{\"severity\":\"error\",\"id\":\"invalid-syntax\",\"class\":\"SyntaxError\",\"message\":\"invalid "
                    "syntax\",\"file\":\"demo.py\",\"line\":1,\"column\":3,\"endLine\":1,\"endColumn\":4,\"labels\":[],"
                    "\"notes\":[],\"hints\":[\"drop it\"],\"fixes\":[]}\n");
}

TEST(Engine, truncationKeepsTheCount) {
  Case test("a b c\n");
  test.engine.report(diag::Id::InvalidSyntax, test.find("a"));
  test.engine.report(diag::Id::InvalidEscape, test.find("b")).arg("d");
  test.engine.report(diag::Id::InvalidSyntax, test.find("c"));
  EXPECT_EQ(test.engine.errorCount(), 2u);
  test.engine.truncate(2);
  EXPECT_EQ(test.engine.errorCount(), 1u);
  EXPECT_EQ(test.engine.diagnostics().size(), 2u);
}

TEST(Engine, everyIdIsKebabAndUnique) {
  std::vector<llvm::StringRef> seen;
  for (size_t i = 0; i < diag::idCount(); ++i) {
    llvm::StringRef kebab = diag::info(static_cast<diag::Id>(i)).kebab;
    EXPECT_EQ(kebab.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), llvm::StringRef::npos) << kebab.str();
    EXPECT_FALSE(llvm::is_contained(seen, kebab)) << kebab.str();
    seen.push_back(kebab);
  }
}
