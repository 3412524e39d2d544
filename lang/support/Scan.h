// Searching bytes eight at a time, for the loops over source text that see every byte.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace amaru::support {

/// The first byte of [at, end) that is one of the wanted; `end` when there is none.
template <char... wanted> const char *findAny(const char *at, const char *end) {
  static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
  constexpr uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
  // The lowest top bit that is set belongs to the first zero byte; bits above it may be wrong.
  auto zeros = [](uint64_t word) { return (word - ones) & ~word & tops; };
  for (; end - at >= 8; at += 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    if (uint64_t hits = (zeros(word ^ ones * static_cast<unsigned char>(wanted)) | ...))
      return at + std::countr_zero(hits) / 8;
  }
  while (at != end && ((*at != wanted) && ...))
    ++at;
  return at;
}

/// The first byte of [at, end) outside ASCII; `end` when there is none.
inline const char *findNonAscii(const char *at, const char *end) {
  for (; end - at >= 8; at += 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    if (uint64_t hits = word & 0x8080808080808080)
      return at + std::countr_zero(hits) / 8;
  }
  while (at != end && !(*at & 0x80))
    ++at;
  return at;
}

} // namespace amaru::support
