// UTF-8 decoding and encoding, and the table of code points that repr() escapes.
#include "runtime/cpu/Unicode.h"

namespace amaru::rt {

namespace {

/// Boundaries: unprintable from the even entries up to, not including, the odd ones. Written by unprintable.py.
constexpr uint32_t unprintable[] = {
#include "runtime/cpu/Unprintable.inc"
};
constexpr int unprintableCount = int(sizeof(unprintable) / sizeof(unprintable[0]));

bool isContinuation(char c) { return (uint8_t(c) & 0xc0) == 0x80; }

} // namespace

uint32_t decodeUtf8(const char *&at, const char *end) {
  uint32_t first = uint8_t(*at++);
  if (first < 0xc0)
    return first;
  uint32_t c = first < 0xe0 ? first & 0x1f : first < 0xf0 ? first & 0xf : first & 7;
  while (at != end && isContinuation(*at))
    c = c << 6 | (uint8_t(*at++) & 0x3f);
  return c;
}

int encodeUtf8(uint32_t c, char *to) {
  if (c < 0x80) {
    to[0] = char(c);
    return 1;
  }
  int bytes = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (int i = bytes - 1; i > 0; --i, c >>= 6)
    to[i] = char(0x80 | (c & 0x3f));
  to[0] = char(uint32_t(bytes == 2 ? 0xc0 : bytes == 3 ? 0xe0 : 0xf0) | c);
  return bytes;
}

int64_t countCodePoints(std::string_view text) {
  int64_t count = 0;
  for (char c : text)
    count += !isContinuation(c);
  return count;
}

const char *skipCodePoints(const char *at, const char *end, int64_t count) {
  while (count > 0 && at != end) {
    ++at;
    while (at != end && isContinuation(*at))
      ++at;
    --count;
  }
  return at;
}

bool isPrintable(uint32_t codePoint) {
  // The number of boundaries at or below the code point: odd inside an unprintable range.
  int low = 0, high = unprintableCount;
  while (low < high) {
    int middle = (low + high) / 2;
    if (unprintable[middle] <= codePoint)
      low = middle + 1;
    else
      high = middle;
  }
  return low % 2 == 0;
}

bool isSpace(uint32_t c) {
  if (c < 0x80)
    return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f);
  return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
         c == 0x202f || c == 0x205f || c == 0x3000;
}

} // namespace amaru::rt
