// Strings as the runtime's own files see them.
#pragma once

#include "runtime/abi/Runtime.h"
#include "runtime/cpu/TextBuffer.h"

#include <string_view>

namespace amaru::rt {

inline std::string_view strView(const void *pointer) {
  auto *str = static_cast<const amaru_rt_str *>(pointer);
  return {str->data, size_t(str->bytes)};
}

/// A new string with count 1; null, with MemoryError raised, when there is no memory.
amaru_rt_str *newStr(std::string_view text);
amaru_rt_str *newStr(const TextBuffer &text);

/// A new string of so many bytes to be filled in; its length in code points is set to the bytes.
amaru_rt_str *newBlankStr(int64_t bytes);

} // namespace amaru::rt
