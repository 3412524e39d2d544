// np.loadtxt for two-dimensional f64 arrays: the file is read at once, the numbers go straight into their places.
#include "runtime/cpu/Error.h"
#include "runtime/cpu/FloatText.h"
#include "runtime/cpu/String.h"
#include "runtime/cpu/Text.h"
#include "runtime/cpu/Unicode.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace amaru::rt;

namespace {

/// Reads a whole file; true when it raised.
bool readFile(std::string_view path, TextBuffer &text) {
  int file = open(path.data(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    if (errno == ENOENT)
      return raiseError("FileNotFoundError", {path, " not found."});
    return raiseOsError(errno, path);
  }
  struct stat status;
  size_t expected = fstat(file, &status) == 0 && status.st_size > 0 ? size_t(status.st_size) + 1 : 64 << 10;
  int error = 0;
  while (!error) {
    size_t before = text.size();
    char *to = text.reserve(expected);
    if (!to)
      break;
    ssize_t got = read(file, to, expected);
    if (got < 0 && errno == EINTR)
      got = 0;
    else if (got == 0)
      error = -1;
    else if (got < 0)
      error = errno;
    text.truncate(before + size_t(got > 0 ? got : 0));
    expected = 64 << 10;
  }
  close(file);
  if (text.failed()) {
    amaru_rt_raise_memory_error();
    return true;
  }
  return error > 0 && raiseOsError(error, path);
}

bool isBlank(char c) { return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f); }

class TableReader {
public:
  TableReader(std::string_view text, char delimiter, char comment)
      : at(text.data()), end(text.data() + text.size()), delimiter(delimiter), comment(comment) {}

  void skipLines(int64_t count) {
    for (; count > 0 && at != end; --count)
      nextLine();
  }

  /// True when it raised.
  bool read(int64_t maxRows) {
    while (at != end && (maxRows < 0 || rows < maxRows)) {
      const char *lineEnd = contentEnd();
      const char *next = at;
      if (!isEmpty(lineEnd)) {
        if (columns < 0 && begin(lineEnd, maxRows))
          return true;
        if (readRow(lineEnd))
          return true;
        ++rows;
      }
      at = next;
      nextLine();
    }
    return false;
  }

  int64_t rows = 0, columns = -1;
  void *owner = nullptr;

private:
  void nextLine() {
    while (at != end && *at != '\n' && *at != '\r')
      ++at;
    if (at != end && *at++ == '\r' && at != end && *at == '\n')
      ++at;
  }

  /// Where the line's numbers end: at its end or at its comment.
  const char *contentEnd() const {
    const char *stop = at;
    while (stop != end && *stop != '\n' && *stop != '\r' && !(comment && *stop == comment))
      ++stop;
    return stop;
  }

  bool isEmpty(const char *lineEnd) const {
    const char *first = at;
    while (!delimiter && first != lineEnd && isBlank(*first))
      ++first;
    return first == lineEnd;
  }

  /// The next field of the line; false behind the last.
  bool nextField(const char *&cursor, const char *lineEnd, const char *&from, const char *&to) const {
    if (delimiter) {
      if (cursor > lineEnd)
        return false;
      from = to = cursor;
      while (to != lineEnd && *to != delimiter)
        ++to;
      // Behind a delimiter there is a field even if it is empty.
      cursor = to + 1;
      return true;
    }
    while (cursor != lineEnd && isBlank(*cursor))
      ++cursor;
    from = cursor;
    while (cursor != lineEnd && !isBlank(*cursor))
      ++cursor;
    to = cursor;
    return from != to;
  }

  int64_t countFields(const char *lineEnd) const {
    const char *cursor = at, *from, *to;
    int64_t count = 0;
    while (nextField(cursor, lineEnd, from, to))
      ++count;
    return count;
  }

  /// With the first row known, there are at most as many rows as lines.
  bool begin(const char *lineEnd, int64_t maxRows) {
    columns = countFields(lineEnd);
    int64_t lines = 1;
    for (const char *c = at; c != end; ++c)
      lines += *c == '\n' || *c == '\r';
    if (maxRows >= 0 && maxRows < lines)
      lines = maxRows;
    owner = amaru_rt_array_alloc(lines * columns * int64_t(sizeof(double)));
    next = owner ? reinterpret_cast<double *>(static_cast<char *>(owner) + AMARU_RT_ARRAY_DATA) : nullptr;
    return !owner;
  }

  bool readRow(const char *lineEnd) {
    const char *cursor = at, *from, *to;
    int64_t column = 0;
    for (; nextField(cursor, lineEnd, from, to); ++column) {
      if (column == columns)
        return raiseRagged(countFields(lineEnd));
      const char *first = from, *last = to;
      while (first != last && isBlank(*first))
        ++first;
      while (first != last && isBlank(last[-1]))
        --last;
      if (!parseFloat(first, last, *next++))
        return raiseBadRow(countFields(lineEnd), {from, size_t(to - from)}, column);
    }
    return column < columns && raiseRagged(column);
  }

  bool raiseRagged(int64_t found) const {
    TextBuffer text;
    text.append("the number of columns changed from ");
    appendInt(text, columns);
    text.append(" to ");
    appendInt(text, found);
    text.append(" at row ");
    appendInt(text, rows + 1);
    text.append("; use `usecols` to select a subset and avoid this error");
    return raiseError("ValueError", {text.view()});
  }

  /// A row of the wrong length is reported as such before its fields are looked at.
  bool raiseBadRow(int64_t found, std::string_view field, int64_t column) const {
    if (found != columns)
      return raiseRagged(found);
    TextBuffer text;
    text.append("could not convert string ");
    appendStrRepr(text, field, /*asciiOnly=*/false);
    text.append(" to float64 at row ");
    appendInt(text, rows);
    text.append(", column ");
    appendInt(text, column + 1);
    text.append('.');
    return raiseError("ValueError", {text.view()});
  }

  const char *at, *end;
  char delimiter, comment;
  double *next = nullptr;
};

} // namespace

extern "C" void *amaru_rt_loadtxt(void *path, int32_t delimiter, int32_t comment, int64_t skipRows, int64_t maxRows,
                                  void *rows, void *columns) {
  TextBuffer text;
  if (readFile(strView(path), text))
    return nullptr;
  TableReader reader(text.view(), char(delimiter), char(comment));
  reader.skipLines(skipRows);
  if (reader.read(maxRows)) {
    amaru_rt_release(reader.owner);
    return nullptr;
  }
  *static_cast<int64_t *>(rows) = reader.rows;
  // NumPy's shape for a file without data is (0, 1).
  *static_cast<int64_t *>(columns) = reader.columns < 0 ? 1 : reader.columns;
  return reader.owner ? reader.owner : amaru_rt_array_alloc(0);
}
