// Diagnostics for people: the place, the words, the source lines with carets.
//
//   demo.py:3:9: error: TypeError: unsupported operand type(s) for +: 'int' and 'str' [unsupported-operand]
//     |
//   3 |     y = x + "a"
//     |         ^ - this is a str
//     = hint: convert it with int()
#include "lang/diag/Engine.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Unicode.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <map>

namespace amaru::diag {

namespace {

/// Reads a character of text that may be malformed; the length of what stands there.
size_t characterLength(llvm::StringRef text) {
  auto lead = static_cast<unsigned char>(text[0]);
  size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || length > text.size())
    return 0;
  for (size_t i = 1; i < length; ++i)
    if ((text[i] & 0xC0) != 0x80)
      return 0;
  return length;
}

uint32_t codePoint(llvm::StringRef character) {
  if (character.size() == 1)
    return static_cast<unsigned char>(character[0]);
  uint32_t c = character[0] & (0x7F >> character.size());
  for (char byte : character.drop_front())
    c = c << 6 | (byte & 0x3F);
  return c;
}

/// Characters that would move the cursor, or change the order in which the line is shown.
bool isHarmful(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || (c >= 0xD800 && c <= 0xDFFF);
}

std::string escaped(uint32_t c) {
  return c < 0x100 ? "\\x" + llvm::utohexstr(c, true, 2) : "\\u" + llvm::utohexstr(c, true, 4);
}

/// A source line as it is shown, and the column at which each of its bytes is.
struct ShownLine {
  std::string text;
  std::vector<unsigned> columnOf;

  ShownLine(llvm::StringRef line, unsigned tabWidth) {
    unsigned column = 0;
    while (!line.empty()) {
      size_t length = characterLength(line);
      llvm::StringRef character = line.take_front(std::max<size_t>(length, 1));
      columnOf.insert(columnOf.end(), character.size(), column);
      std::string shown = show(character, length != 0, column, tabWidth);
      int width = llvm::sys::unicode::columnWidthUTF8(shown);
      column += width < 0 ? 1 : width;
      text += shown;
      line = line.drop_front(character.size());
    }
    columnOf.push_back(column);
  }

  static std::string show(llvm::StringRef character, bool isValid, unsigned column, unsigned tabWidth) {
    if (character == "\t")
      return std::string(tabWidth - column % tabWidth, ' ');
    uint32_t c = isValid ? codePoint(character) : static_cast<unsigned char>(character[0]);
    return !isValid || isHarmful(c) ? escaped(c) : character.str();
  }

  unsigned column(size_t byte) const { return columnOf[std::min(byte, columnOf.size() - 1)]; }
};

/// A span on one line, in columns.
struct Mark {
  unsigned from, to;
  bool isPrimary;
  llvm::StringRef text;
};

class TextRenderer {
public:
  TextRenderer(llvm::raw_ostream &out, const support::SourceManager &sources, const RenderOptions &options)
      : out(out), sources(sources), options(options) {}

  void render(const Diagnostic &diagnostic) {
    renderHead(diagnostic);
    renderSource(diagnostic);
    for (const std::string &note : diagnostic.notes)
      renderFooter("note", note);
    for (const std::string &hint : diagnostic.hints)
      renderFooter("hint", hint);
    for (const Fix &fix : diagnostic.fixes)
      renderFooter("hint", fix.title);
  }

private:
  void renderHead(const Diagnostic &diagnostic) {
    constexpr llvm::StringLiteral severities[] = {"error", "warning", "note"};
    constexpr llvm::StringLiteral colours[] = {"\033[1;31m", "\033[1;33m", "\033[1;36m"};
    auto severity = static_cast<size_t>(diagnostic.severity());
    if (const support::SourceBuffer *source = sources.find(diagnostic.range.file)) {
      auto place = source->lineColumn(diagnostic.range.begin);
      out << colour("\033[1m") << escapeControl(source->name()) << ':' << place.line << ':' << place.codePointColumn
          << ": " << colour("\033[0m");
    }
    out << colour(colours[severity]) << severities[severity] << ": " << colour("\033[0m");
    llvm::StringRef pythonClass = info(diagnostic.id).pythonClass;
    if (!pythonClass.empty())
      out << pythonClass << ": ";
    out << escapeControl(diagnostic.message()) << " [" << info(diagnostic.id).kebab << "]\n";
  }

  void renderSource(const Diagnostic &diagnostic) {
    const support::SourceBuffer *source = sources.find(diagnostic.range.file);
    if (!source)
      return;
    std::map<uint32_t, std::vector<Label>> lines;
    lines[source->lineNumber(diagnostic.range.begin)];
    for (const Label &label : diagnostic.labels)
      if (label.range.file == source->id())
        lines[source->lineNumber(label.range.begin)].push_back(label);
    gutter = std::to_string(lines.rbegin()->first).size();
    bar() << '\n';
    uint32_t previous = 0;
    for (auto &[number, labels] : lines) {
      if (previous && number > previous + 1)
        out << std::string(gutter, ' ') << "...\n";
      previous = number;
      renderLine(*source, number, labels, diagnostic.range);
    }
    for (const Label &label : diagnostic.labels)
      if (const support::SourceBuffer *other = sources.find(label.range.file); other && other != source)
        renderElsewhere(*other, label);
  }

  void renderElsewhere(const support::SourceBuffer &source, const Label &label) {
    auto place = source.lineColumn(label.range.begin);
    out << std::string(gutter + 1, ' ') << "--> " << escapeControl(source.name()) << ':' << place.line << ':'
        << place.codePointColumn << '\n';
    gutter = std::max(gutter, std::to_string(place.line).size());
    renderLine(source, place.line, {label}, {});
  }

  /// The line, below it the carets of all its spans, below those the words that found no room beside them.
  void renderLine(const support::SourceBuffer &source, uint32_t number, llvm::ArrayRef<Label> labels,
                  SourceRange primary) {
    ShownLine line(source.line(number), options.tabWidth);
    uint32_t start = source.lineStart(number), length = source.line(number).size();
    auto mark = [&](SourceRange range, bool isPrimary, llvm::StringRef text) {
      unsigned from = line.column(range.begin - start);
      unsigned to = line.column(std::min(range.end - start, length));
      return Mark{from, std::max(to, from + 1), isPrimary, text};
    };
    std::vector<Mark> marks;
    for (const Label &label : labels)
      marks.push_back(mark(label.range, false, label.text));
    if (primary && source.lineNumber(primary.begin) == number)
      marks.push_back(mark(primary, true, {}));
    auto [text, shift] = window(line.text, marks.back().from);
    std::string digits = std::to_string(number);
    out << std::string(gutter - digits.size(), ' ') << digits << " | " << text << '\n';
    renderMarks(marks, shift);
  }

  /// A very long line is cut around the place of interest. Columns to the left of the cut are subtracted.
  static std::pair<std::string, unsigned> window(const std::string &text, unsigned column) {
    constexpr unsigned maxColumns = 160, context = 60;
    if (text.size() <= maxColumns)
      return {text, 0};
    bool isAscii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
    unsigned from = column > context && isAscii ? column - context : 0;
    size_t end = std::min<size_t>(from + maxColumns, text.size());
    while (end < text.size() && (text[end] & 0xC0) == 0x80)
      ++end;
    return {text.substr(from, end - from), from};
  }

  void renderMarks(const std::vector<Mark> &marks, unsigned shift) {
    constexpr unsigned maxColumns = 240;
    std::string row;
    auto draw = [&](const Mark &mark) {
      unsigned from = mark.from - std::min(shift, mark.from),
               to = std::min(mark.to - std::min(shift, mark.to), maxColumns);
      if (from >= maxColumns)
        return;
      row.resize(std::max<size_t>(row.size(), to), ' ');
      std::fill(row.begin() + from, row.begin() + std::max(from, to), mark.isPrimary ? '^' : '-');
    };
    // The primary span is drawn last, over the others.
    for (const Mark &mark : marks)
      draw(mark);
    std::vector<const Mark *> spoken;
    for (const Mark &mark : marks)
      if (!mark.text.empty())
        spoken.push_back(&mark);
    std::sort(spoken.begin(), spoken.end(), [](const Mark *a, const Mark *b) { return a->from > b->from; });
    bool hasRoom = !spoken.empty() && spoken[0]->to - shift >= row.size();
    bar() << ' ' << colour("\033[1;31m") << row << colour("\033[0m");
    if (hasRoom)
      out << ' ' << escapeControl(spoken[0]->text);
    out << '\n';
    for (const Mark *mark : llvm::ArrayRef(spoken).drop_front(hasRoom))
      bar() << ' ' << std::string(std::min(mark->from - std::min(shift, mark->from), maxColumns), ' ')
            << escapeControl(mark->text) << '\n';
  }

  void renderFooter(llvm::StringRef word, llvm::StringRef text) {
    out << std::string(gutter, ' ') << " = " << word << ": " << escapeControl(text) << '\n';
  }

  llvm::raw_ostream &bar() { return out << std::string(gutter + 1, ' ') << '|'; }
  llvm::StringRef colour(llvm::StringRef code) const { return options.colour ? code : llvm::StringRef(); }

  llvm::raw_ostream &out;
  const support::SourceManager &sources;
  RenderOptions options;
  size_t gutter = 1;
};

} // namespace

std::string escapeControl(llvm::StringRef text) {
  std::string result;
  while (!text.empty()) {
    size_t length = characterLength(text);
    llvm::StringRef character = text.take_front(std::max<size_t>(length, 1));
    uint32_t c = length ? codePoint(character) : static_cast<unsigned char>(character[0]);
    result += length && !isHarmful(c) ? character.str() : c == '\n' && length ? "\\n" : escaped(c);
    text = text.drop_front(character.size());
  }
  return result;
}

void renderText(llvm::raw_ostream &out, const Diagnostic &diagnostic, const support::SourceManager &sources,
                const RenderOptions &options) {
  TextRenderer(out, sources, options).render(diagnostic);
}

void renderText(llvm::raw_ostream &out, const Engine &engine, const RenderOptions &options) {
  for (const Diagnostic &diagnostic : engine.diagnostics())
    renderText(out, diagnostic, engine.sources(), options);
}

} // namespace amaru::diag
