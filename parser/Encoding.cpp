// From the bytes of a file to UTF-8 text: byte order mark, coding line (PEP 263), conversion.
#include "parser/Parser.h"
#include "parser/Unicode.h"

#include "llvm/ADT/StringExtras.h"

#include <iconv.h>

namespace amaru::parser {

using diag::Id;

namespace {

/// The name in a comment such as `# -*- coding: latin-1 -*-`; empty when the line has none.
llvm::StringRef codingIn(llvm::StringRef line) {
  llvm::StringRef text = line.ltrim(" \t\f");
  if (!text.starts_with("#"))
    return {};
  for (size_t at = text.find("coding"); at != llvm::StringRef::npos; at = text.find("coding", at + 1)) {
    llvm::StringRef rest = text.substr(at + 6);
    if (!rest.consume_front(":") && !rest.consume_front("="))
      continue;
    rest = rest.ltrim(" \t");
    auto isNamePart = [](char c) { return llvm::isAlnum(c) || c == '-' || c == '_' || c == '.'; };
    if (llvm::StringRef name = rest.take_while(isNamePart); !name.empty())
      return name;
  }
  return {};
}

/// The coding line is the first or the second; the second only behind a blank or comment line.
llvm::StringRef findCoding(llvm::StringRef bytes) {
  for (unsigned i = 0; i < 2; ++i) {
    size_t lineEnd = bytes.find_first_of("\r\n");
    llvm::StringRef line = bytes.take_front(lineEnd);
    if (llvm::StringRef name = codingIn(line); !name.empty())
      return name;
    llvm::StringRef code = line.ltrim(" \t\f");
    if ((!code.empty() && !code.starts_with("#")) || lineEnd == llvm::StringRef::npos)
      return {};
    bytes = bytes.drop_front(lineEnd + (bytes.substr(lineEnd).starts_with("\r\n") ? 2 : 1));
  }
  return {};
}

std::string normalizedName(llvm::StringRef name) {
  std::string lower = name.lower();
  std::replace(lower.begin(), lower.end(), '_', '-');
  if (lower == "utf-8" || lower == "utf8" || llvm::StringRef(lower).starts_with("utf-8-"))
    return "utf-8";
  if (lower == "latin-1" || lower == "iso-8859-1" || lower == "iso8859-1" || lower == "latin1" || lower == "l1" ||
      llvm::StringRef(lower).starts_with("latin-1-"))
    return "iso-8859-1";
  return lower;
}

enum class Conversion { Done, Unknown, Malformed };

Conversion convert(const std::string &encoding, llvm::StringRef bytes, std::string &out) {
  iconv_t converter = iconv_open("UTF-8", encoding.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1))
    return Conversion::Unknown;
  char *in = const_cast<char *>(bytes.data());
  size_t inLeft = bytes.size();
  bool isMalformed = false;
  while (inLeft && !isMalformed) {
    char chunk[4096];
    char *to = chunk;
    size_t toLeft = sizeof chunk;
    bool isStuck = iconv(converter, &in, &inLeft, &to, &toLeft) == static_cast<size_t>(-1) && errno != E2BIG;
    out.append(chunk, sizeof chunk - toLeft);
    isMalformed = isStuck;
  }
  iconv_close(converter);
  return isMalformed ? Conversion::Malformed : Conversion::Done;
}

/// CPython's reason for a byte that is not UTF-8.
llvm::StringRef utf8Reason(llvm::StringRef rest) {
  auto lead = static_cast<unsigned char>(rest[0]);
  if (lead < 0xC2 || lead > 0xF4)
    return "invalid start byte";
  unsigned length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  return rest.size() < length ? "unexpected end of data" : "invalid continuation byte";
}

} // namespace

const support::SourceBuffer *readSource(support::SourceManager &sources, std::string name, std::string bytes,
                                        diag::Engine &diagnostics) {
  if (bytes.size() > support::SourceManager::maxBytes) {
    diagnostics.report(Id::FileTooLarge).arg(name);
    return nullptr;
  }
  bool hasMark = llvm::StringRef(bytes).starts_with("\xEF\xBB\xBF");
  if (hasMark)
    bytes.erase(0, 3);
  if (size_t null = bytes.find('\0'); null != std::string::npos) {
    auto line = llvm::StringRef(bytes).take_front(null).count('\n') + 1;
    diagnostics.report(Id::BinaryFile).arg(name).arg(std::to_string(line));
    return nullptr;
  }
  llvm::StringRef coding = findCoding(bytes);
  std::string encoding = coding.empty() ? "utf-8" : normalizedName(coding);
  // Behind a byte order mark CPython takes only the name with the hyphen.
  if (hasMark && (encoding != "utf-8" || coding.equals_insensitive("utf8"))) {
    diagnostics.report(Id::EncodingConflict).arg(coding);
    return nullptr;
  }
  if (encoding == "utf-8") {
    if (auto bad = unicode::firstInvalidUtf8(bytes)) {
      llvm::StringRef rest = llvm::StringRef(bytes).substr(*bad);
      // The file's text cannot be shown, but the place can be named.
      auto line = llvm::StringRef(bytes).take_front(*bad).count('\n') + 1;
      diagnostics.report(Id::InvalidUtf8)
          .arg(llvm::utohexstr(static_cast<unsigned char>(rest[0]), /*LowerCase=*/true))
          .arg(std::to_string(*bad))
          .arg(utf8Reason(rest))
          .note(name + ", line " + std::to_string(line));
      return nullptr;
    }
    return &sources.add(std::move(name), std::move(bytes));
  }
  std::string text;
  switch (convert(encoding, bytes, text)) {
  case Conversion::Done:
    return &sources.add(std::move(name), std::move(text));
  case Conversion::Unknown:
    diagnostics.report(Id::UnknownEncoding).arg(coding).note(name);
    return nullptr;
  case Conversion::Malformed:
    diagnostics.report(Id::UndecodableFile).arg(coding).note(name);
    return nullptr;
  }
  return nullptr;
}

} // namespace amaru::parser
