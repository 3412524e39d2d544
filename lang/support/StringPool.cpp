// Interning: a hash table over texts that live in an arena.
#include "lang/support/StringPool.h"

namespace amaru::support {

Symbol StringPool::intern(llvm::StringRef text) {
  llvm::CachedHashStringRef key(text);
  if (auto found = indexOf.find(key); found != indexOf.end())
    return {found->second};
  Symbol symbol = add(text);
  indexOf.try_emplace(llvm::CachedHashStringRef(texts[symbol.index], key.hash()), symbol.index);
  return symbol;
}

Symbol StringPool::add(llvm::StringRef text) {
  texts.push_back(text.copy(arena));
  return {static_cast<uint32_t>(texts.size() - 1)};
}

} // namespace amaru::support
