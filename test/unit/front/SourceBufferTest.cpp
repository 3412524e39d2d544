// Lines and columns, and strings by number.
#include "lang/support/SourceBuffer.h"
#include "lang/support/StringPool.h"

#include "gtest/gtest.h"

using namespace amaru::support;

TEST(SourceBuffer, allThreeLineEndsCountOnce) {
  SourceManager sources;
  const SourceBuffer &buffer = sources.add("a.py", "one\ntwo\r\nthree\rfour");
  EXPECT_EQ(buffer.lineCount(), 4u);
  EXPECT_EQ(buffer.line(2), "two");
  EXPECT_EQ(buffer.line(3), "three");
  EXPECT_EQ(buffer.lineNumber(buffer.text().find("four")), 4u);
}

TEST(SourceBuffer, columnsCountBytesAndCodePoints) {
  SourceManager sources;
  const SourceBuffer &buffer = sources.add("a.py", "é = x");
  auto place = buffer.lineColumn(buffer.text().find('x'));
  EXPECT_EQ(place.byteColumn, 6u);
  EXPECT_EQ(place.codePointColumn, 5u);
}

TEST(SourceBuffer, anOffsetAtTheEndIsOnTheLastLine) {
  SourceManager sources;
  EXPECT_EQ(sources.add("a.py", "").lineColumn(0).line, 1u);
  EXPECT_EQ(sources.add("b.py", "x\n").lineColumn(2).line, 2u);
}

TEST(SourceManager, findsTextsByNumber) {
  SourceManager sources;
  const SourceBuffer &first = sources.add("a.py", "a");
  const SourceBuffer &second = sources.add("b.py", "b");
  EXPECT_EQ(&sources.buffer(first.id()), &first);
  EXPECT_EQ(sources.find(second.id()), &second);
  EXPECT_EQ(sources.find({}), nullptr);
}

TEST(StringPool, equalStringsHaveOneNumber) {
  StringPool pool;
  Symbol a = pool.intern("alpha");
  EXPECT_EQ(a, pool.intern(std::string("al") + "pha"));
  EXPECT_NE(a, pool.intern("beta"));
  EXPECT_FALSE(Symbol{});
  StringPool moved = std::move(pool);
  EXPECT_EQ(moved.text(a), "alpha");
}
