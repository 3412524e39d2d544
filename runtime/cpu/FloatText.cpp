// Digits of binary floating-point numbers, by std::to_chars, which is exact; half floats, which it does not know, by
// trying one digit more until the text reads back.
#include "runtime/cpu/FloatText.h"

#include <charconv>
#include <cmath>
#include <locale.h>
#include <pthread.h>

namespace amaru::rt {

namespace {

/// Takes the digits and the exponent out of d.ddde±dd.
void parseScientific(Digits &digits, const char *at, const char *end) {
  digits.count = 0;
  for (; at != end && *at != 'e'; ++at)
    if (*at != '.')
      digits.text[digits.count++] = *at;
  while (digits.count > 1 && digits.text[digits.count - 1] == '0')
    --digits.count;
  digits.exponent = 0;
  if (at == end)
    return;
  bool isNegative = at[1] == '-';
  for (at += 2; at != end; ++at)
    digits.exponent = digits.exponent * 10 + (*at - '0');
  if (isNegative)
    digits.exponent = -digits.exponent;
}

/// The bits of the half float of that value, rounded to nearest even.
uint16_t halfBits(double value) {
  _Float16 half = _Float16(value);
  uint16_t bits;
  memcpy(&bits, &half, sizeof(bits));
  return bits;
}

/// Adds one unit in the last place.
void increment(Digits &digits) {
  int last = digits.count - 1;
  while (last >= 0 && digits.text[last] == '9')
    --last;
  if (last >= 0) {
    ++digits.text[last];
    digits.count = last + 1;
  } else {
    digits.text[0] = '1';
    digits.count = 1;
    ++digits.exponent;
  }
}

bool readsBackAsHalf(const Digits &digits, double value) {
  TextBuffer text;
  text.append("0.");
  text.append({digits.text, size_t(digits.count)});
  appendExponent(text, digits.exponent + 1, /*minDigits=*/1);
  double back = 0;
  parseFloat(text.data(), text.data() + text.size(), back);
  return halfBits(back) == halfBits(value);
}

void shortestHalfDigits(Digits &digits, double value) {
  for (int count = 1; count <= 8; ++count) {
    roundedDigits(digits, value, count);
    if (readsBackAsHalf(digits, value))
      return;
    // A power of two has more room above than below, so there the farther neighbour may read back.
    digits.count = count;
    increment(digits);
    if (readsBackAsHalf(digits, value))
      return;
  }
}

} // namespace

void shortestDigits(Digits &digits, double value, FloatKind kind) {
  char text[64];
  value = std::fabs(value);
  if (kind == FloatKind::F16)
    return shortestHalfDigits(digits, value);
  auto end = kind == FloatKind::F32
                 ? std::to_chars(text, text + sizeof(text), float(value), std::chars_format::scientific).ptr
                 : std::to_chars(text, text + sizeof(text), value, std::chars_format::scientific).ptr;
  parseScientific(digits, text, end);
}

void roundedDigits(Digits &digits, double value, int count) {
  // No double has more than 767 significant digits.
  char text[800 + 16];
  int precision = count > 780 ? 779 : count - 1;
  auto end = std::to_chars(text, text + sizeof(text), std::fabs(value), std::chars_format::scientific, precision).ptr;
  parseScientific(digits, text, end);
}

void fixedDigits(Digits &digits, double value, int fractionDigits) {
  value = std::fabs(value);
  if (fractionDigits >= 0) {
    // 309 digits before the point, and behind it no more than 1074 that are not zero.
    char text[1400];
    int precision = fractionDigits > 1074 ? 1074 : fractionDigits;
    const char *at = text;
    const char *end = std::to_chars(text, text + sizeof(text), value, std::chars_format::fixed, precision).ptr;
    const char *point = at;
    while (point != end && *point != '.')
      ++point;
    while (at != end && (*at == '0' || *at == '.'))
      ++at;
    digits.exponent = at == end ? 0 : at < point ? int(point - at) - 1 : int(point - at);
    digits.count = 0;
    for (; at != end; ++at)
      if (*at != '.' && digits.count < int(sizeof(digits.text)))
        digits.text[digits.count++] = *at;
    while (digits.count > 1 && digits.text[digits.count - 1] == '0')
      --digits.count;
    if (digits.count == 0)
      digits.text[digits.count++] = '0';
    return;
  }
  shortestDigits(digits, value, FloatKind::F64);
  int count = digits.exponent + 1 + fractionDigits;
  if (value == 0)
    return;
  if (count >= 1) {
    roundedDigits(digits, value, count);
    return;
  }
  // Less than one digit remains: it is 0 or 1, and 0 for a tie.
  bool roundsUp = false;
  if (count == 0) {
    roundedDigits(digits, value, 780);
    roundsUp = digits.text[0] > '5' || (digits.text[0] == '5' && digits.count > 1);
  }
  digits.text[0] = roundsUp ? '1' : '0';
  digits.count = 1;
  digits.exponent = roundsUp ? -fractionDigits : 0;
}

void appendPositional(TextBuffer &out, const Digits &digits, int fractionDigits) {
  for (int place = digits.exponent > 0 ? digits.exponent : 0; place >= 0; --place)
    out.append(digits.at(digits.exponent - place));
  if (fractionDigits <= 0)
    return;
  out.append('.');
  for (int place = 1; place <= fractionDigits; ++place)
    out.append(digits.at(digits.exponent + place));
}

void appendExponent(TextBuffer &out, int exponent, int minDigits, char letter) {
  out.append(letter);
  out.append(exponent < 0 ? '-' : '+');
  char text[16];
  auto end = std::to_chars(text, text + sizeof(text), exponent < 0 ? -exponent : exponent).ptr;
  out.fill('0', minDigits - (end - text));
  out.append({text, size_t(end - text)});
}

namespace {

bool equalsIgnoringCase(const char *at, const char *end, std::string_view lower) {
  if (size_t(end - at) != lower.size())
    return false;
  for (size_t i = 0; i < lower.size(); ++i)
    if ((at[i] | 0x20) != lower[i])
      return false;
  return true;
}

locale_t cLocale;
pthread_once_t cLocaleOnce = PTHREAD_ONCE_INIT;

/// The exact way, whatever locale the process has.
double parseSlowly(const char *at, const char *end) {
  pthread_once(&cLocaleOnce, [] { cLocale = newlocale(LC_ALL_MASK, "C", nullptr); });
  TextBuffer text;
  text.append({at, size_t(end - at)});
  text.append('\0');
  return text.failed() ? 0 : strtod_l(text.data(), nullptr, cLocale);
}

/// mantissa * 10^exponent, correctly rounded; false where this short way cannot tell.
bool scaleQuickly(uint64_t mantissa, int exponent, double &value) {
#ifdef __x86_64__
  // Powers of ten that 64 bits of mantissa hold exactly, as the mantissa itself is held.
  constexpr int largest = 27;
  static constexpr long double powers[largest + 1] = {
      1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,  1e9L,  1e10L, 1e11L, 1e12L, 1e13L,
      1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L, 1e20L, 1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L};
  if (exponent < -largest || exponent > largest)
    return false;
  auto exact = static_cast<long double>(mantissa);
  long double scaled = exponent < 0 ? exact / powers[-exponent] : exact * powers[exponent];
  // Rounding twice, to 64 bits and now to 53, goes wrong only beside the middle of two doubles.
  uint64_t bits;
  memcpy(&bits, &scaled, sizeof(bits));
  uint64_t cut = bits & 0x7ff;
  if (cut >= 0x3ff && cut <= 0x401)
    return false;
  value = double(scaled);
  return true;
#else
  return false;
#endif
}

} // namespace

bool parseFloat(const char *at, const char *end, double &value) {
  bool isNegative = at != end && *at == '-';
  if (at != end && (*at == '-' || *at == '+'))
    ++at;
  const char *start = at;
  uint64_t mantissa = 0;
  int digits = 0, exponent = 0;
  bool hasDigit = false, afterPoint = false, isExact = true;
  for (; at != end; ++at) {
    if (*at == '.' && !afterPoint) {
      afterPoint = true;
      continue;
    }
    if (*at < '0' || *at > '9')
      break;
    hasDigit = true;
    if (digits < 19) {
      mantissa = mantissa * 10 + uint64_t(*at - '0');
      digits += mantissa != 0;
      exponent -= afterPoint;
    } else {
      isExact = false;
    }
  }
  if (!hasDigit) {
    if (equalsIgnoringCase(start, end, "inf") || equalsIgnoringCase(start, end, "infinity"))
      value = HUGE_VAL;
    else if (equalsIgnoringCase(start, end, "nan"))
      value = NAN;
    else
      return false;
    value = isNegative ? -value : value;
    return true;
  }
  if (at != end) {
    if ((*at | 0x20) != 'e' || ++at == end)
      return false;
    bool isDown = *at == '-';
    if ((*at == '-' || *at == '+') && ++at == end)
      return false;
    int written = 0;
    for (; at != end; ++at) {
      if (*at < '0' || *at > '9')
        return false;
      if (written < 100000)
        written = written * 10 + (*at - '0');
    }
    exponent += isDown ? -written : written;
  }
  if (mantissa == 0 && isExact)
    value = 0;
  else if (!isExact || !scaleQuickly(mantissa, exponent, value))
    value = parseSlowly(start, end);
  if (isNegative)
    value = -value;
  return true;
}

} // namespace amaru::rt
