// Source text and places in it.
//
// A SourceManager owns the texts of a compilation and numbers them; a SourceRange is a pair of byte offsets into one of
// them. Lines and columns are computed only when somebody asks.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace amaru::support {

/// The number of a text in its SourceManager; 0 is no text at all.
struct FileId {
  uint32_t index = 0;
  explicit operator bool() const { return index != 0; }
  bool operator==(const FileId &) const = default;
};

/// The bytes `[begin, end)` of a text.
struct SourceRange {
  uint32_t begin = 0;
  uint32_t end = 0;
  FileId file;

  explicit operator bool() const { return bool(file); }
  bool operator==(const SourceRange &) const = default;
  uint32_t size() const { return end - begin; }
};

/// Lines count from 1. Columns count from 1 as well, once in bytes and once in code points.
struct LineColumn {
  uint32_t line = 1;
  uint32_t byteColumn = 1;
  uint32_t codePointColumn = 1;
};

/// One text: a name for messages, its bytes (UTF-8) and the start of each line. Lines end with LF, CR LF or CR.
class SourceBuffer {
public:
  SourceBuffer(FileId id, std::string name, std::string text);

  FileId id() const { return fileId; }
  llvm::StringRef name() const { return bufferName; }
  llvm::StringRef text() const { return bytes; }
  uint32_t size() const { return static_cast<uint32_t>(bytes.size()); }

  uint32_t lineCount() const { return static_cast<uint32_t>(lineStarts.size()); }
  /// The number of the line, from 1, in which the offset lies.
  uint32_t lineNumber(uint32_t offset) const;
  /// The offset at which a line starts.
  uint32_t lineStart(uint32_t line) const { return lineStarts[line - 1]; }
  /// The text of a line without its end.
  llvm::StringRef line(uint32_t line) const;
  LineColumn lineColumn(uint32_t offset) const;
  llvm::StringRef text(SourceRange range) const { return text().slice(range.begin, range.end); }

private:
  uint32_t codePoints(uint32_t begin, uint32_t end) const;
  uint32_t continuationsBefore(uint32_t offset) const;

  FileId fileId;
  std::string bufferName;
  std::string bytes;
  std::vector<uint32_t> lineStarts;
  /// How many bytes that continue a code point lie before each block of the text; empty when the text is ASCII. So a
  /// column costs the same in a line of any length.
  std::vector<uint32_t> continuations;
};

/// Owns the texts of a compilation; a text stays where it is until the manager goes.
class SourceManager {
public:
  /// The largest text in bytes that is accepted; offsets fit 32 bits with room to spare.
  static constexpr uint64_t maxBytes = uint64_t(256) << 20;

  /// Takes in UTF-8 text. `parser::readSource` does so for bytes in any encoding.
  const SourceBuffer &add(std::string name, std::string text);
  const SourceBuffer &buffer(FileId id) const { return *buffers[id.index - 1]; }
  /// Null for a range without a file.
  const SourceBuffer *find(FileId id) const { return id ? buffers[id.index - 1].get() : nullptr; }

private:
  std::vector<std::unique_ptr<SourceBuffer>> buffers;
};

} // namespace amaru::support
