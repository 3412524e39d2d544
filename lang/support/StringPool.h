// Strings by number: each distinct string is kept once, and equal strings have equal numbers.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Allocator.h"

#include <cstdint>
#include <vector>

namespace amaru::support {

/// An interned string; 0 is none.
struct Symbol {
  uint32_t index = 0;
  explicit operator bool() const { return index != 0; }
  bool operator==(const Symbol &) const = default;
};

/// Texts stay where they are until the pool goes, also when the pool is moved.
class StringPool {
public:
  StringPool() : texts(1), hashes(1) {}

  Symbol intern(llvm::StringRef text);
  /// The number of a text that was interned; none when it was not.
  Symbol find(llvm::StringRef text) const;
  llvm::StringRef text(Symbol symbol) const { return texts[symbol.index]; }
  size_t bytes() const {
    return arena.getBytesAllocated() + texts.size() * (sizeof(llvm::StringRef) + sizeof(uint32_t)) +
           slots.size() * sizeof(uint32_t);
  }

private:
  size_t slotOf(llvm::StringRef text, uint32_t hash) const;
  void grow();

  llvm::BumpPtrAllocator arena;
  std::vector<llvm::StringRef> texts;
  std::vector<uint32_t> hashes;
  /// An open hash table of indices, its size a power of two; 0 is a free slot.
  std::vector<uint32_t> slots;
};

} // namespace amaru::support
