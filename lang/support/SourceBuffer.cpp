// The line table: built once per text, searched by bisection.
#include "lang/support/SourceBuffer.h"
#include "lang/support/Scan.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cassert>

namespace amaru::support {

namespace {

constexpr uint32_t blockBytes = 1024;

uint32_t countContinuations(llvm::StringRef utf8) {
  return static_cast<uint32_t>(llvm::count_if(utf8, [](char byte) { return (byte & 0xC0) == 0x80; }));
}

} // namespace

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
  if (findNonAscii(begin, end) == end)
    return;
  uint32_t count = 0;
  for (uint32_t block = 0; block <= size(); block += blockBytes) {
    continuations.push_back(count);
    count += countContinuations(llvm::StringRef(bytes).substr(block, blockBytes));
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
  uint32_t start = lineStart(line);
  return {line, offset - start + 1, codePoints(start, offset) + 1};
}

uint32_t SourceBuffer::codePoints(uint32_t begin, uint32_t end) const {
  return end - begin - (continuationsBefore(end) - continuationsBefore(begin));
}

uint32_t SourceBuffer::continuationsBefore(uint32_t offset) const {
  if (continuations.empty())
    return 0;
  uint32_t block = offset / blockBytes;
  return continuations[block] + countContinuations(text().slice(block * blockBytes, offset));
}

const SourceBuffer &SourceManager::add(std::string name, std::string text) {
  FileId id{static_cast<uint32_t>(buffers.size() + 1)};
  buffers.push_back(std::make_unique<SourceBuffer>(id, std::move(name), std::move(text)));
  return *buffers.back();
}

} // namespace amaru::support
