// Strings by number: each distinct string is kept once, and equal strings have equal numbers.
#pragma once

#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseMap.h"
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
  StringPool() : texts(1) {}

  Symbol intern(llvm::StringRef text);
  /// Keeps a text that nobody compares: no look-up, no number shared with an equal one.
  Symbol add(llvm::StringRef text);
  llvm::StringRef text(Symbol symbol) const { return texts[symbol.index]; }
  size_t bytes() const { return arena.getBytesAllocated() + texts.size() * sizeof(llvm::StringRef); }

private:
  llvm::BumpPtrAllocator arena;
  std::vector<llvm::StringRef> texts;
  llvm::DenseMap<llvm::CachedHashStringRef, uint32_t> indexOf;
};

} // namespace amaru::support
