// Prints an exception as CPython 3.11 does: frames from the outermost, each with its source line and, where the columns
// single out a part of it, carets; frames that repeat are counted.
#include "runtime/cpu/Error.h"
#include "runtime/cpu/Stdout.h"
#include "runtime/cpu/Text.h"
#include "runtime/cpu/Unicode.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace amaru::rt {

namespace {

/// A source file in memory, for as long as frames of it are printed.
class SourceFile {
public:
  SourceFile() = default;
  SourceFile(const SourceFile &) = delete;
  SourceFile &operator=(const SourceFile &) = delete;
  ~SourceFile() { close(); }

  void open(const char *path) {
    if (name == path)
      return;
    close();
    name = path;
    int file = ::open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
      return;
    struct stat status;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
      void *mapped = mmap(nullptr, size_t(status.st_size), PROT_READ, MAP_PRIVATE, file, 0);
      if (mapped != MAP_FAILED)
        text = {static_cast<char *>(mapped), size_t(status.st_size)};
    }
    ::close(file);
  }

  /// A line without its end; empty when there is none.
  std::string_view line(int32_t number) const {
    const char *at = text.data(), *end = at + text.size();
    for (; number > 1 && at != end; --number) {
      auto *lineEnd = static_cast<const char *>(memchr(at, '\n', size_t(end - at)));
      at = lineEnd ? lineEnd + 1 : end;
    }
    const char *stop = at;
    while (stop != end && *stop != '\n' && *stop != '\r')
      ++stop;
    return {at, size_t(stop - at)};
  }

private:
  void close() {
    if (!text.empty())
      munmap(const_cast<char *>(text.data()), text.size());
    text = {};
  }

  const char *name = nullptr;
  std::string_view text;
};

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\f'; }
bool isWord(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || uint8_t(c) >= 0x80;
}

/// The part of an expression that its carets point at: a binary operator or a subscript; `from` is npos for neither.
struct Anchor {
  size_t from = std::string_view::npos, to = 0;
};

/// How loosely an operator binds; 0 is not one that joins two operands.
int looseness(std::string_view op) {
  if (op == "|")
    return 6;
  if (op == "^")
    return 5;
  if (op == "&")
    return 4;
  if (op == "<<" || op == ">>")
    return 3;
  if (op == "+" || op == "-")
    return 2;
  if (op == "*" || op == "/" || op == "//" || op == "%" || op == "@")
    return 1;
  return op == "**" ? 0 : -1;
}

/// Finds the outermost operation of an expression by its tokens. Whatever is not plain arithmetic or a subscript (a
/// comparison, `and`, a conditional, a call) has no anchor.
Anchor findAnchor(std::string_view text) {
  Anchor best;
  int bestLooseness = -1, depth = 0;
  bool afterOperand = false;
  size_t bracket = std::string_view::npos, bracketEnd = 0;
  for (size_t i = 0; i < text.size();) {
    char c = text[i];
    if (isBlank(c)) {
      ++i;
    } else if (c == '\'' || c == '"') {
      bool isTriple = i + 2 < text.size() && text[i + 1] == c && text[i + 2] == c;
      size_t length = isTriple ? 3 : 1;
      for (i += length; i < text.size(); ++i) {
        if (text[i] == '\\')
          ++i;
        else if (text[i] == c && (!isTriple || (i + 2 < text.size() && text[i + 1] == c && text[i + 2] == c)))
          break;
      }
      i += length;
      afterOperand = true;
    } else if (isWord(c) || c == '.') {
      size_t start = i;
      while (i < text.size() && (isWord(text[i]) || text[i] == '.'))
        ++i;
      std::string_view word(text.data() + start, i - start);
      for (std::string_view keyword : {"and", "or", "not", "if", "else", "in", "is", "lambda", "await", "yield",
                                       "return", "raise", "for", "import", "from", "assert", "del"})
        if (depth == 0 && word == keyword)
          return {};
      afterOperand = true;
    } else if (c == '(' || c == '[' || c == '{') {
      if (depth++ == 0)
        bracket = c == '[' && afterOperand ? i : std::string_view::npos;
      afterOperand = false;
      ++i;
    } else if (c == ')' || c == ']' || c == '}') {
      --depth;
      afterOperand = true;
      bracketEnd = ++i;
    } else {
      size_t length = i + 1 < text.size() && text[i + 1] == c && (c == '*' || c == '/' || c == '<' || c == '>') ? 2 : 1;
      bool isAssignment = i + length < text.size() && text[i + length] == '=';
      std::string_view op(text.data() + i, length);
      int found = looseness(op);
      if (depth == 0) {
        if (found < 0 ? c != '~' : isAssignment)
          return {};
        // Of equals the last one is outermost, but of powers the first.
        bool isOuter = found > bestLooseness || (found == bestLooseness && found > 0);
        if (afterOperand && isOuter) {
          best = {i, i + length};
          bestLooseness = found;
        } else if (!afterOperand && bestLooseness < 0) {
          // A sign in front of everything binds tighter than all but a power.
          bestLooseness = 0;
        }
      }
      afterOperand = false;
      i += length;
    }
  }
  bool endsInSubscript = bestLooseness < 0 && bracket != std::string_view::npos && bracketEnd == text.size();
  return endsInSubscript ? Anchor{bracket, text.size()} : best;
}

int64_t columnsBetween(std::string_view line, size_t from, size_t to) {
  return countCodePoints({line.data() + from, to - from});
}

/// The line below the source line, if the site's columns single out a part of it.
void appendCarets(TextBuffer &out, const amaru_rt_site &site, std::string_view line, size_t indent, size_t lineEnd) {
  if (site.column < 0 || site.endColumn < 0 || site.endLine < site.line || size_t(site.column) < indent)
    return;
  auto from = size_t(site.column), to = site.endLine == site.line ? size_t(site.endColumn) : lineEnd;
  if (to > lineEnd)
    to = lineEnd;
  if (from >= to)
    return;
  Anchor anchor;
  if (site.endLine == site.line)
    anchor = findAnchor({line.data() + from, to - from});
  bool hasAnchor = anchor.from != std::string_view::npos;
  if (from == indent && to == lineEnd && !hasAnchor)
    return;
  size_t left = hasAnchor ? from + anchor.from : from, right = hasAnchor ? from + anchor.to : to;
  out.fill(' ', 4 + columnsBetween(line, indent, from));
  out.fill('~', columnsBetween(line, from, left));
  out.fill('^', columnsBetween(line, left, right));
  out.fill('~', columnsBetween(line, right, to));
  out.append('\n');
}

void printFrame(const amaru_rt_site &site, SourceFile &source) {
  TextBuffer out;
  out.append("  File \"");
  out.append(site.file);
  out.append("\", line ");
  appendInt(out, site.line);
  out.append(", in ");
  out.append(site.function);
  out.append('\n');
  source.open(site.file);
  std::string_view line = source.line(site.line);
  size_t indent = 0, lineEnd = line.size();
  while (indent < lineEnd && isBlank(line[indent]))
    ++indent;
  while (lineEnd > indent && isBlank(line[lineEnd - 1]))
    --lineEnd;
  if (indent < lineEnd) {
    out.append("    ");
    out.append({line.data() + indent, lineEnd - indent});
    out.append('\n');
    appendCarets(out, site, line, indent, lineEnd);
  }
  writeStderr(out.view());
}

void printCount(std::string_view before, int64_t count, std::string_view after) {
  TextBuffer out;
  out.append(before);
  appendInt(out, count);
  out.append(after);
  writeStderr(out.view());
}

/// CPython prints three of a row of equal frames.
void printRepeatedFrame(const Frame &frame, SourceFile &source) {
  constexpr int64_t shown = 3;
  for (int64_t i = 0; i < frame.repeats && i < shown; ++i)
    printFrame(*frame.site, source);
  if (frame.repeats > shown)
    printCount("  [Previous line repeated ", frame.repeats - shown,
               frame.repeats - shown == 1 ? " more time]\n" : " more times]\n");
}

} // namespace

void printTraceback(Exception &exception) {
  // What led to it comes first.
  if (exception.cause) {
    printTraceback(*exception.cause);
    writeStderr("\nThe above exception was the direct cause of the following exception:\n\n");
  } else if (exception.context && !exception.suppressesContext) {
    printTraceback(*exception.context);
    writeStderr("\nDuring handling of the above exception, another exception occurred:\n\n");
  }
  SourceFile source;
  if (exception.frameCount > 0)
    writeStderr("Traceback (most recent call last):\n");
  for (int64_t i = exception.frameCount - 1; i >= 0; --i) {
    printRepeatedFrame(exception.frame(i), source);
    if (i == Exception::half && exception.omitted > 0)
      printCount("  [", exception.omitted, " frames omitted]\n");
  }
  writeStderr(exception.shownClass());
  TextBuffer text;
  exception.appendStr(text);
  if (text.size() > 0) {
    writeStderr(": ");
    writeStderr(text.view());
  }
  writeStderr("\n");
}

} // namespace amaru::rt
