// A growable piece of text, the one form in which the runtime builds what it prints. Short texts live inside the
// object; when memory runs out the buffer is marked failed and ignores what follows, so callers test once, at the end.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace amaru::rt {

class TextBuffer {
public:
  TextBuffer() = default;
  TextBuffer(const TextBuffer &) = delete;
  TextBuffer &operator=(const TextBuffer &) = delete;
  ~TextBuffer() {
    if (text != local)
      free(text);
  }

  const char *data() const { return text; }
  size_t size() const { return used; }
  bool failed() const { return outOfMemory; }
  std::string_view view() const { return {text, used}; }
  void clear() { used = 0; }

  /// Drops everything behind the first `size` bytes.
  void truncate(size_t size) { used = size; }

  void append(char c) {
    if (char *to = reserve(1))
      *to = c;
  }
  void append(std::string_view other) {
    if (char *to = reserve(other.size()))
      memcpy(to, other.data(), other.size());
  }
  void fill(char c, int64_t count) {
    if (count <= 0)
      return;
    if (char *to = reserve(size_t(count)))
      memset(to, c, size_t(count));
  }

  /// Room for `bytes` more, counted as used; null when there is no memory.
  char *reserve(size_t bytes) {
    if (bytes > capacity - used && !grow(bytes))
      return nullptr;
    char *to = text + used;
    used += bytes;
    return to;
  }

  /// Hands the text over as NUL-terminated memory to be freed by the caller; null when there is none.
  char *release() {
    append('\0');
    if (outOfMemory)
      return nullptr;
    if (text == local) {
      char *copy = static_cast<char *>(malloc(used));
      if (copy)
        memcpy(copy, local, used);
      return copy;
    }
    char *result = text;
    text = local;
    capacity = sizeof(local);
    used = 0;
    return result;
  }

private:
  bool grow(size_t bytes) {
    size_t wanted = capacity * 2 > used + bytes ? capacity * 2 : used + bytes;
    char *larger = outOfMemory ? nullptr : static_cast<char *>(text == local ? malloc(wanted) : realloc(text, wanted));
    if (!larger) {
      outOfMemory = true;
      return false;
    }
    if (text == local)
      memcpy(larger, local, used);
    text = larger;
    capacity = wanted;
    return true;
  }

  size_t used = 0;
  size_t capacity = sizeof(local);
  bool outOfMemory = false;
  char *text = local;
  char local[256];
};

} // namespace amaru::rt
