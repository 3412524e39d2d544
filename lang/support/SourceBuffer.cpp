// The line table: built once per text, searched by bisection.
#include "lang/support/SourceBuffer.h"
#include "lang/support/Scan.h"

#include <algorithm>
#include <cassert>

namespace amaru::support {

SourceBuffer::SourceBuffer(FileId id, std::string name, std::string text)
    : fileId(id), bufferName(std::move(name)), bytes(std::move(text)) {
  assert(bytes.size() <= SourceManager::maxBytes && "the caller refuses larger texts");
  lineStarts.reserve(bytes.size() / 32 + 1);
  lineStarts.push_back(0);
  const char *begin = bytes.data(), *end = begin + bytes.size();
  for (const char *at = begin; (at = findAny<'\n', '\r'>(at, end)) != end;) {
    at += *at == '\r' && at + 1 != end && at[1] == '\n' ? 2 : 1;
    lineStarts.push_back(static_cast<uint32_t>(at - begin));
  }
}

uint32_t SourceBuffer::lineNumber(uint32_t offset) const {
  auto next = std::upper_bound(lineStarts.begin(), lineStarts.end(), offset);
  return static_cast<uint32_t>(next - lineStarts.begin());
}

llvm::StringRef SourceBuffer::line(uint32_t line) const {
  if (line == 0 || line > lineCount())
    return {};
  uint32_t end = line < lineCount() ? lineStarts[line] : size();
  return text().slice(lineStart(line), end).rtrim("\r\n");
}

LineColumn SourceBuffer::lineColumn(uint32_t offset) const {
  offset = std::min(offset, size());
  uint32_t line = lineNumber(offset);
  llvm::StringRef before = text().slice(lineStart(line), offset);
  auto isLead = [](char byte) { return (byte & 0xC0) != 0x80; };
  auto codePoints = static_cast<uint32_t>(std::count_if(before.begin(), before.end(), isLead));
  return {line, static_cast<uint32_t>(before.size()) + 1, codePoints + 1};
}

const SourceBuffer &SourceManager::add(std::string name, std::string text) {
  FileId id{static_cast<uint32_t>(buffers.size() + 1)};
  buffers.push_back(std::make_unique<SourceBuffer>(id, std::move(name), std::move(text)));
  return *buffers.back();
}

} // namespace amaru::support
