// Interning: a hash table over texts that live in an arena.
#include "lang/support/StringPool.h"

#include <cstring>

namespace amaru::support {

namespace {

uint64_t mix(uint64_t a, uint64_t b) {
  auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

template <typename Word> uint64_t read(const char *at) {
  Word word;
  memcpy(&word, at, sizeof word);
  return word;
}

/// Identifiers are short, so it is the set-up that counts: no more than a few multiplications for them.
uint32_t hashOf(llvm::StringRef text) {
  constexpr uint64_t first = 0xA0761D6478BD642F, second = 0xE7037ED1A0B428DB;
  const char *at = text.data();
  size_t length = text.size();
  uint64_t hash = first ^ length;
  for (; length > 16; at += 8, length -= 8)
    hash = mix(read<uint64_t>(at) ^ hash, second);
  uint64_t low = 0, high = 0;
  if (length >= 8)
    low = read<uint64_t>(at), high = read<uint64_t>(at + length - 8);
  else if (length >= 4)
    low = read<uint32_t>(at), high = read<uint32_t>(at + length - 4);
  else if (length > 0)
    low = read<uint8_t>(at) | read<uint8_t>(at + length / 2) << 8, high = read<uint8_t>(at + length - 1);
  return static_cast<uint32_t>(mix(mix(low ^ first, high ^ second) ^ hash, second));
}

} // namespace

/// The slot of an equal text, or the free slot where it belongs.
size_t StringPool::slotOf(llvm::StringRef text, uint32_t hash) const {
  size_t mask = slots.size() - 1;
  for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    uint32_t index = slots[slot];
    if (index == 0 || (hashes[index] == hash && texts[index] == text))
      return slot;
  }
}

void StringPool::grow() {
  slots.assign(std::max<size_t>(slots.size() * 2, 64), 0);
  for (size_t index = 1; index < texts.size(); ++index)
    slots[slotOf(texts[index], hashes[index])] = static_cast<uint32_t>(index);
}

Symbol StringPool::intern(llvm::StringRef text) {
  // At most two thirds are taken.
  if (texts.size() * 3 >= slots.size() * 2)
    grow();
  uint32_t hash = hashOf(text);
  uint32_t &slot = slots[slotOf(text, hash)];
  if (slot == 0) {
    slot = static_cast<uint32_t>(texts.size());
    texts.push_back(text.copy(arena));
    hashes.push_back(hash);
  }
  return {slot};
}

Symbol StringPool::find(llvm::StringRef text) const { return {slots.empty() ? 0 : slots[slotOf(text, hashOf(text))]}; }

} // namespace amaru::support
