// Identifiers by UAX 31 and normal form NFKC by UAX 15, on tables made from CPython's own data.
#include "parser/Unicode.h"

#include "lang/support/Scan.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Unicode.h"

#include <algorithm>

namespace amaru::parser::unicode {

namespace {

struct Range {
  uint32_t first, last;
};
struct Decomposition {
  uint32_t codePoint, offset, length;
};
struct CombiningRun {
  uint32_t first, last, combiningClass;
};
struct Composition {
  uint32_t first, second, composed;
};
#include "parser/UnicodeTables.inc"

template <typename Row, size_t count> const Row *findRun(const Row (&rows)[count], uint32_t codePoint) {
  auto next = std::upper_bound(std::begin(rows), std::end(rows), codePoint,
                               [](uint32_t c, const Row &row) { return c < row.first; });
  if (next == std::begin(rows) || std::prev(next)->last < codePoint)
    return nullptr;
  return std::prev(next);
}

bool isAsciiStart(uint32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isStart(uint32_t c) { return c < 128 ? isAsciiStart(c) : findRun(identifierStart, c) != nullptr; }
bool isPart(uint32_t c) {
  return c < 128 ? isAsciiStart(c) || (c >= '0' && c <= '9') : findRun(identifierPart, c) != nullptr;
}

uint32_t combiningClass(uint32_t c) {
  const CombiningRun *run = findRun(combiningRuns, c);
  return run ? run->combiningClass : 0;
}

// Hangul syllables are composed by rule: L + V + T.
constexpr uint32_t hangulBase = 0xAC00, leadBase = 0x1100, vowelBase = 0x1161, tailBase = 0x11A7;
constexpr uint32_t leadCount = 19, vowelCount = 21, tailCount = 28;

void decompose(uint32_t c, llvm::SmallVectorImpl<uint32_t> &out) {
  if (c >= hangulBase && c < hangulBase + leadCount * vowelCount * tailCount) {
    uint32_t index = c - hangulBase;
    out.push_back(leadBase + index / (vowelCount * tailCount));
    out.push_back(vowelBase + index / tailCount % vowelCount);
    if (index % tailCount)
      out.push_back(tailBase + index % tailCount);
    return;
  }
  auto row = std::lower_bound(std::begin(decompositions), std::end(decompositions), c,
                              [](const Decomposition &row, uint32_t c) { return row.codePoint < c; });
  if (row == std::end(decompositions) || row->codePoint != c)
    out.push_back(c);
  else
    out.append(decomposed + row->offset, decomposed + row->offset + row->length);
}

/// 0 when the two do not compose.
uint32_t compose(uint32_t first, uint32_t second) {
  if (first - leadBase < leadCount && second - vowelBase < vowelCount)
    return hangulBase + ((first - leadBase) * vowelCount + (second - vowelBase)) * tailCount;
  bool isOpenSyllable = first >= hangulBase && first < hangulBase + leadCount * vowelCount * tailCount &&
                        (first - hangulBase) % tailCount == 0;
  if (isOpenSyllable && second > tailBase && second < tailBase + tailCount)
    return first + (second - tailBase);
  auto isLess = [](const Composition &row, std::pair<uint32_t, uint32_t> key) {
    return std::pair(row.first, row.second) < key;
  };
  auto row = std::lower_bound(std::begin(compositions), std::end(compositions), std::pair(first, second), isLess);
  bool found = row != std::end(compositions) && row->first == first && row->second == second;
  return found ? row->composed : 0;
}

/// Combining marks in the order of their classes; marks of one class keep their order.
void orderMarks(llvm::SmallVectorImpl<uint32_t> &text) {
  llvm::SmallVector<std::tuple<uint32_t, size_t, uint32_t>, 8> marks;
  auto flush = [&](size_t end) {
    std::sort(marks.begin(), marks.end());
    for (size_t i = 0; i < marks.size(); ++i)
      text[end - marks.size() + i] = std::get<2>(marks[i]);
    marks.clear();
  };
  for (size_t i = 0; i < text.size(); ++i) {
    if (uint32_t mark = combiningClass(text[i]))
      marks.push_back({mark, i, text[i]});
    else
      flush(i);
  }
  flush(text.size());
}

void composeMarks(llvm::SmallVectorImpl<uint32_t> &text) {
  size_t starter = 0, out = 0;
  bool hasStarter = false;
  uint32_t lastClass = 0;
  for (uint32_t c : text) {
    uint32_t mark = combiningClass(c);
    bool isBlocked = out > starter + 1 && (lastClass >= mark);
    if (hasStarter && !isBlocked) {
      if (uint32_t composed = compose(text[starter], c)) {
        text[starter] = composed;
        continue;
      }
    }
    if (mark == 0)
      starter = out, hasStarter = true;
    lastClass = mark;
    text[out++] = c;
  }
  text.resize(out);
}

} // namespace

uint32_t decode(const char *&at) {
  auto lead = static_cast<unsigned char>(*at++);
  if (lead < 0x80)
    return lead;
  unsigned tail = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  uint32_t c = lead & (0x3F >> tail);
  while (tail--)
    c = c << 6 | (*at++ & 0x3F);
  return c;
}

void encode(std::string &text, uint32_t c) {
  auto tail = [&](unsigned shift) { text += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0 | c >> 12);
    tail(6), tail(0);
  } else {
    text += static_cast<char>(0xF0 | c >> 18);
    tail(12), tail(6), tail(0);
  }
}

std::optional<BadCharacter> firstNonIdentifier(llvm::StringRef text) {
  for (const char *at = text.begin(); at != text.end();) {
    const char *from = at;
    uint32_t c = decode(at);
    if (from == text.begin() ? !isStart(c) : !isPart(c))
      return BadCharacter{static_cast<uint32_t>(from - text.begin()), static_cast<uint32_t>(at - from), c};
  }
  return std::nullopt;
}

std::string normalizeIdentifier(llvm::StringRef text) {
  llvm::SmallVector<uint32_t, 32> codePoints;
  for (const char *at = text.begin(); at != text.end();)
    decompose(decode(at), codePoints);
  orderMarks(codePoints);
  composeMarks(codePoints);
  std::string result;
  for (uint32_t c : codePoints)
    encode(result, c);
  return result;
}

bool isPrintable(uint32_t c) {
  bool isSpace = c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
  return !isSpace && llvm::sys::unicode::isPrintable(static_cast<int>(c));
}

std::optional<size_t> firstInvalidUtf8(llvm::StringRef text) {
  auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  for (size_t i = 0; i < text.size();) {
    i = support::findNonAscii(text.begin() + i, text.end()) - text.begin();
    if (i == text.size())
      break;
    unsigned lead = byte(i);
    unsigned tail = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    // The second byte's range rules out overlong forms, surrogates and what lies beyond U+10FFFF.
    unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    bool isValid = lead >= 0xC2 && lead <= 0xF4 && byte(i + 1) >= low && byte(i + 1) <= high;
    for (unsigned k = 2; isValid && k <= tail; ++k)
      isValid = (byte(i + k) & 0xC0) == 0x80;
    if (!isValid)
      return i;
    i += tail + 1;
  }
  return std::nullopt;
}

} // namespace amaru::parser::unicode
