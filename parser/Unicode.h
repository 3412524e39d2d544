// What the parser needs to know of Unicode: which characters make identifiers, and their normal form.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>
#include <string>

namespace amaru::parser::unicode {

struct BadCharacter {
  uint32_t offset;
  uint32_t length;
  uint32_t codePoint;
};

/// The first character of valid UTF-8 text that cannot stand where it does in an identifier.
std::optional<BadCharacter> firstNonIdentifier(llvm::StringRef text);

/// The text in normal form NFKC, which is how Python compares identifiers.
std::string normalizeIdentifier(llvm::StringRef text);

bool isPrintable(uint32_t codePoint);

/// Reads one code point of valid UTF-8 and moves on.
uint32_t decode(const char *&at);
/// Adds a code point as UTF-8; a surrogate in the same manner (WTF-8).
void encode(std::string &text, uint32_t codePoint);

/// The offset of the first byte that is not UTF-8.
std::optional<size_t> firstInvalidUtf8(llvm::StringRef text);

} // namespace amaru::parser::unicode
