// UTF-8 and the one Unicode property that repr() needs. Strings hold valid UTF-8 (surrogates included), so decoding
// does not check; it never reads past the end.
#pragma once

#include <cstdint>
#include <string_view>

namespace amaru::rt {

/// The code point at `at`, which moves behind it.
uint32_t decodeUtf8(const char *&at, const char *end);

/// Writes a code point to at least four bytes and returns how many it took.
int encodeUtf8(uint32_t codePoint, char *to);

/// The number of code points in a text.
int64_t countCodePoints(std::string_view text);

/// The first byte of the code point with that index.
const char *skipCodePoints(const char *at, const char *end, int64_t count);

/// str.isprintable() of one code point, as in the reference CPython's Unicode version.
bool isPrintable(uint32_t codePoint);

/// str.isspace() of one code point.
bool isSpace(uint32_t codePoint);

} // namespace amaru::rt
