// str: UTF-8 with its length in code points. A string whose length equals its bytes is ASCII and is indexed directly.
#include "runtime/cpu/String.h"

#include "runtime/cpu/Error.h"
#include "runtime/cpu/LiveObjects.h"
#include "runtime/cpu/Text.h"
#include "runtime/cpu/Unicode.h"

using namespace amaru::rt;

namespace {

amaru_rt_str *asStr(void *pointer) { return static_cast<amaru_rt_str *>(pointer); }

bool isAscii(const amaru_rt_str *str) { return str->length == str->bytes; }

void destroyStr(amaru_rt_owner *owner) {
  countObject(-1);
  free(owner);
}

/// Calls `append(buffer)` and makes a string of what it wrote.
template <typename Append> amaru_rt_str *strOf(Append append) {
  TextBuffer out;
  append(out);
  return newStr(out);
}

/// The text without white space at both ends.
std::string_view strip(std::string_view text) {
  const char *begin = text.data(), *end = begin + text.size();
  for (const char *at = begin; at != end;) {
    if (!isSpace(decodeUtf8(at, end)))
      break;
    begin = at;
  }
  while (end != begin) {
    const char *last = end - 1;
    while (last != begin && (uint8_t(*last) & 0xc0) == 0x80)
      --last;
    const char *at = last;
    if (!isSpace(decodeUtf8(at, end)))
      break;
    end = last;
  }
  return {begin, size_t(end - begin)};
}

int digitValue(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  char lower = char(c | 0x20);
  return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

/// Reads an optional prefix such as 0x, as int(text, base) allows it; `base` 0 means by prefix.
void readPrefix(const char *&at, const char *end, int64_t &base, bool &zeroOnly) {
  zeroOnly = false;
  int64_t found = 0;
  if (end - at >= 2 && *at == '0') {
    char letter = char(at[1] | 0x20);
    found = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  }
  if (found && (base == 0 || base == found)) {
    base = found;
    at += 2;
    if (at != end && *at == '_')
      ++at;
  } else if (base == 0) {
    // 007 is refused, 00 is not.
    zeroOnly = at != end && *at == '0';
    base = 10;
  }
}

enum class IntSyntax { Good, Bad, Overflow };

IntSyntax parseInt(std::string_view text, int64_t base, int64_t &result) {
  text = strip(text);
  const char *at = text.data(), *end = at + text.size();
  bool isNegative = at != end && *at == '-';
  if (at != end && (*at == '-' || *at == '+'))
    ++at;
  bool zeroOnly;
  readPrefix(at, end, base, zeroOnly);
  if (at == end)
    return IntSyntax::Bad;
  uint64_t value = 0;
  bool overflows = false, afterDigit = false;
  for (; at != end; ++at) {
    if (*at == '_' && afterDigit) {
      afterDigit = false;
      continue;
    }
    int digit = digitValue(*at);
    if (digit >= base || (zeroOnly && digit != 0))
      return IntSyntax::Bad;
    overflows |=
        __builtin_mul_overflow(value, uint64_t(base), &value) || __builtin_add_overflow(value, uint64_t(digit), &value);
    afterDigit = true;
  }
  if (!afterDigit)
    return IntSyntax::Bad;
  if (overflows || value > uint64_t(INT64_MAX) + isNegative)
    return IntSyntax::Overflow;
  result = int64_t(isNegative ? 0 - value : value);
  return IntSyntax::Good;
}

/// Python's float syntax: what parseFloat reads, with white space around it and single underscores between digits.
bool parsePythonFloat(std::string_view text, double &result) {
  text = strip(text);
  TextBuffer plain;
  for (size_t i = 0; i < text.size(); ++i) {
    auto isDigit = [&](size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    if (text[i] == '_' && i > 0 && isDigit(i - 1) && isDigit(i + 1))
      continue;
    plain.append(text[i]);
  }
  return parseFloat(plain.data(), plain.data() + plain.size(), result);
}

/// Where slice.indices() puts a bound.
int64_t clampBound(int64_t bound, int64_t length, int64_t step) {
  if (bound < 0) {
    bound += length;
    if (bound < 0)
      bound = step < 0 ? -1 : 0;
  }
  int64_t last = step < 0 ? length - 1 : length;
  return bound > last ? last : bound;
}

/// The bytes of the code points [first, last).
std::string_view codePointSlice(const amaru_rt_str *str, int64_t first, int64_t last) {
  if (isAscii(str))
    return {str->data + first, size_t(last - first)};
  const char *end = str->data + str->bytes;
  const char *from = skipCodePoints(str->data, end, first), *to = skipCodePoints(from, end, last - first);
  return {from, size_t(to - from)};
}

} // namespace

amaru_rt_str *amaru::rt::newBlankStr(int64_t bytes) {
  auto *str = bytes < 0 || bytes > INT64_MAX / 2
                  ? nullptr
                  : static_cast<amaru_rt_str *>(malloc(sizeof(amaru_rt_str) + size_t(bytes) + 1));
  if (!str) {
    amaru_rt_raise_memory_error();
    return nullptr;
  }
  str->owner = {1, destroyStr};
  countObject(1);
  str->length = str->bytes = bytes;
  str->hash = 0;
  str->data[bytes] = '\0';
  return str;
}

amaru_rt_str *amaru::rt::newStr(std::string_view text) {
  amaru_rt_str *str = newBlankStr(int64_t(text.size()));
  if (!str)
    return nullptr;
  memcpy(str->data, text.data(), text.size());
  str->length = countCodePoints(text);
  return str;
}

amaru_rt_str *amaru::rt::newStr(const TextBuffer &text) {
  if (text.failed()) {
    amaru_rt_raise_memory_error();
    return nullptr;
  }
  return newStr(text.view());
}

extern "C" {

void *amaru_rt_str_from_text(void *text, int64_t bytes) { return newStr({static_cast<char *>(text), size_t(bytes)}); }

void *amaru_rt_str_from_int(int64_t value) {
  return strOf([=](TextBuffer &out) { appendInt(out, value); });
}

void *amaru_rt_str_from_uint(int64_t value) {
  return strOf([=](TextBuffer &out) { appendUint(out, uint64_t(value)); });
}

void *amaru_rt_str_from_float(double value) {
  return strOf([=](TextBuffer &out) { appendFloat(out, value); });
}

void *amaru_rt_str_from_f32(float value) {
  return strOf([=](TextBuffer &out) { appendNumpyFloat(out, value, FloatKind::F32); });
}

void *amaru_rt_str_from_f16(float value) {
  return strOf([=](TextBuffer &out) { appendNumpyFloat(out, value, FloatKind::F16); });
}

void *amaru_rt_str_from_bool(bool value) { return newStr(value ? "True" : "False"); }

void *amaru_rt_str_from_complex(double real, double imaginary) {
  return strOf([=](TextBuffer &out) { appendComplex(out, real, imaginary); });
}

void *amaru_rt_str_from_c64(float real, float imaginary) {
  return strOf([=](TextBuffer &out) { appendNumpyComplex(out, real, imaginary, FloatKind::F32); });
}

void *amaru_rt_str_from_scalar(void *value, int32_t dtype) {
  return strOf([=](TextBuffer &out) { appendScalar(out, value, dtype, /*asRepr=*/false); });
}

void *amaru_rt_str_from_scalar_repr(void *value, int32_t dtype) {
  return strOf([=](TextBuffer &out) { appendScalar(out, value, dtype, /*asRepr=*/true); });
}

void *amaru_rt_str_repr(void *str) {
  return strOf([=](TextBuffer &out) { appendStrRepr(out, strView(str), /*asciiOnly=*/false); });
}

void *amaru_rt_str_ascii(void *str) {
  return strOf([=](TextBuffer &out) { appendStrRepr(out, strView(str), /*asciiOnly=*/true); });
}

void *amaru_rt_str_concat(void *a, void *b) {
  void *both[] = {a, b};
  return amaru_rt_str_join(both, 2);
}

void *amaru_rt_str_join(void *strings, int64_t count) {
  auto **parts = static_cast<amaru_rt_str **>(strings);
  int64_t bytes = 0, length = 0;
  for (int64_t i = 0; i < count; ++i) {
    bytes += parts[i]->bytes;
    length += parts[i]->length;
  }
  amaru_rt_str *result = newBlankStr(bytes);
  if (!result)
    return nullptr;
  result->length = length;
  char *to = result->data;
  for (int64_t i = 0; i < count; ++i) {
    memcpy(to, parts[i]->data, size_t(parts[i]->bytes));
    to += parts[i]->bytes;
  }
  return result;
}

void *amaru_rt_str_repeat(void *pointer, int64_t count) {
  amaru_rt_str *str = asStr(pointer);
  int64_t bytes = 0;
  if (count > 0 && __builtin_mul_overflow(str->bytes, count, &bytes))
    bytes = -1;
  amaru_rt_str *result = newBlankStr(bytes);
  if (!result || bytes == 0)
    return result;
  result->length = str->length * count;
  for (int64_t i = 0; i < count; ++i)
    memcpy(result->data + i * str->bytes, str->data, size_t(str->bytes));
  return result;
}

int64_t amaru_rt_str_length(void *str) { return asStr(str)->length; }

bool amaru_rt_str_equal(void *a, void *b) { return a == b || strView(a) == strView(b); }

int32_t amaru_rt_str_compare(void *a, void *b) {
  // UTF-8 sorts as its code points do.
  int order = strView(a).compare(strView(b));
  return order < 0 ? -1 : order > 0;
}

int64_t amaru_rt_str_hash(void *pointer) {
  amaru_rt_str *str = asStr(pointer);
  if (str->hash)
    return str->hash;
  // FNV-1a over words, with a final mix.
  uint64_t hash = 0xcbf29ce484222325u ^ uint64_t(str->bytes);
  const char *at = str->data;
  int64_t left = str->bytes;
  for (; left > 0; left -= 8, at += 8) {
    uint64_t word = 0;
    memcpy(&word, at, left < 8 ? size_t(left) : 8);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 32;
  }
  hash ^= hash >> 29;
  if (hash == 0)
    hash = 1;
  if (str->owner.count >= 0)
    str->hash = int64_t(hash);
  return int64_t(hash);
}

bool amaru_rt_str_contains(void *needle, void *haystack) {
  std::string_view sought = strView(needle), text = strView(haystack);
  return memmem(text.data(), text.size(), sought.data(), sought.size()) != nullptr;
}

int64_t amaru_rt_str_find(void *pointer, void *needle, int64_t first, int64_t last) {
  amaru_rt_str *str = asStr(pointer);
  std::string_view text = codePointSlice(str, first, last), sought = strView(needle);
  size_t at = text.find(sought);
  return at == std::string_view::npos ? -1 : first + countCodePoints(text.substr(0, at));
}

int64_t amaru_rt_str_rfind(void *pointer, void *needle, int64_t first, int64_t last) {
  amaru_rt_str *str = asStr(pointer);
  std::string_view text = codePointSlice(str, first, last), sought = strView(needle);
  size_t at = text.rfind(sought);
  return at == std::string_view::npos ? -1 : first + countCodePoints(text.substr(0, at));
}

void *amaru_rt_str_change_case(void *pointer, int64_t isUpper) {
  amaru_rt_str *str = asStr(pointer);
  if (!isAscii(str)) {
    raiseError("ValueError", {"case and kind of characters are known for ASCII only"});
    return nullptr;
  }
  amaru_rt_str *result = newBlankStr(str->bytes);
  for (int64_t i = 0; result && i < str->bytes; ++i) {
    char c = str->data[i];
    bool changes = isUpper ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z';
    result->data[i] = changes ? char(c ^ 0x20) : c;
  }
  return result;
}

bool amaru_rt_str_is_space(void *pointer) {
  std::string_view text = strView(pointer);
  const char *at = text.data(), *end = at + text.size();
  while (at != end)
    if (!isSpace(decodeUtf8(at, end)))
      return false;
  return !text.empty();
}

void *amaru_rt_str_index(void *pointer, int64_t index) {
  amaru_rt_str *str = asStr(pointer);
  if (index < 0)
    index += str->length;
  if (index < 0 || index >= str->length) {
    raiseError("IndexError", {"string index out of range"});
    return nullptr;
  }
  if (isAscii(str))
    return newStr({str->data + index, 1});
  const char *end = str->data + str->bytes;
  const char *at = skipCodePoints(str->data, end, index);
  return newStr({at, size_t(skipCodePoints(at, end, 1) - at)});
}

void *amaru_rt_str_slice(void *pointer, int64_t start, int64_t stop, int64_t step) {
  amaru_rt_str *str = asStr(pointer);
  int64_t length = str->length;
  if (step == 0) {
    raiseError("ValueError", {"slice step cannot be zero"});
    return nullptr;
  }
  if (step == INT64_MIN)
    step = INT64_MIN + 1;
  start = start == INT64_MIN ? (step < 0 ? length - 1 : 0) : clampBound(start, length, step);
  stop = stop == INT64_MIN ? (step < 0 ? -1 : length) : clampBound(stop, length, step);
  int64_t count = 0;
  if (step > 0 && start < stop)
    count = (stop - start - 1) / step + 1;
  else if (step < 0 && stop < start)
    count = (start - stop - 1) / -step + 1;
  const char *end = str->data + str->bytes;
  if (step == 1) {
    const char *from = isAscii(str) ? str->data + start : skipCodePoints(str->data, end, start);
    const char *to = isAscii(str) ? from + count : skipCodePoints(from, end, count);
    return newStr({from, size_t(to - from)});
  }
  if (isAscii(str)) {
    amaru_rt_str *result = newBlankStr(count);
    for (int64_t i = 0; result && i < count; ++i)
      result->data[i] = str->data[start + i * step];
    return result;
  }
  // Where each code point begins, so that any step is direct.
  TextBuffer starts;
  auto *offsets = reinterpret_cast<int64_t *>(starts.reserve(size_t(length + 1) * sizeof(int64_t)));
  TextBuffer out;
  if (offsets) {
    int64_t n = 0;
    for (const char *at = str->data; n <= length; at = skipCodePoints(at, end, 1))
      offsets[n++] = at - str->data;
    for (int64_t i = 0; i < count; ++i) {
      int64_t at = start + i * step;
      out.append({str->data + offsets[at], size_t(offsets[at + 1] - offsets[at])});
    }
  }
  return starts.failed() ? newStr(starts) : newStr(out);
}

void *amaru_rt_str_from_code_point(int64_t codePoint) {
  if (codePoint < 0 || codePoint > 0x10ffff) {
    raiseError("ValueError", {"chr() arg not in range(0x110000)"});
    return nullptr;
  }
  char text[4];
  return newStr({text, size_t(encodeUtf8(uint32_t(codePoint), text))});
}

bool amaru_rt_str_to_code_point(void *pointer, void *result) {
  amaru_rt_str *str = asStr(pointer);
  if (str->length != 1) {
    TextBuffer found;
    appendInt(found, str->length);
    return raiseError("TypeError", {"ord() expected a character, but string of length ", found.view(), " found"});
  }
  const char *at = str->data;
  *static_cast<int64_t *>(result) = decodeUtf8(at, str->data + str->bytes);
  return false;
}

bool amaru_rt_str_to_int(void *str, int64_t base, void *result) {
  if (base != 0 && (base < 2 || base > 36))
    return raiseError("ValueError", {"int() base must be >= 2 and <= 36, or 0"});
  IntSyntax syntax = parseInt(strView(str), base, *static_cast<int64_t *>(result));
  if (syntax == IntSyntax::Good)
    return false;
  TextBuffer baseText, shown;
  appendInt(baseText, base);
  appendStrRepr(shown, strView(str), /*asciiOnly=*/false);
  if (syntax == IntSyntax::Overflow)
    return raiseError("OverflowError", {"int() of ", shown.view(), " does not fit in 64 bits"});
  return raiseError("ValueError", {"invalid literal for int() with base ", baseText.view(), ": ", shown.view()});
}

bool amaru_rt_str_to_float(void *str, void *result) {
  if (parsePythonFloat(strView(str), *static_cast<double *>(result)))
    return false;
  TextBuffer shown;
  appendStrRepr(shown, strView(str), /*asciiOnly=*/false);
  return raiseError("ValueError", {"could not convert string to float: ", shown.view()});
}

} // extern "C"
