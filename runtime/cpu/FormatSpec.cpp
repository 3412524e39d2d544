// format(value, spec): Python's format mini-language for int, bool, float and str, after CPython 3.11's own
// Python/formatter_unicode.c in behaviour and in the text of its errors.
#include "runtime/cpu/Error.h"
#include "runtime/cpu/FloatText.h"
#include "runtime/cpu/String.h"
#include "runtime/cpu/Text.h"
#include "runtime/cpu/Unicode.h"

#include <climits>
#include <cmath>

using namespace amaru::rt;

namespace {

/// [[fill]align][sign][z][#][0][width][grouping][.precision][type]
struct Spec {
  uint32_t fill = ' ';
  char align;
  char sign = 0;
  bool noNegativeZero = false;
  bool alternate = false;
  int64_t width = -1;
  char separator = 0;
  int groupSize = 3;
  int64_t precision = -1;
  uint32_t type;
};

bool isAlign(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

/// 'd', or '\x1' where the character does not print.
void appendCode(TextBuffer &out, uint32_t c) {
  out.append('\'');
  if (c > 32 && c < 128) {
    out.append(char(c));
  } else {
    out.append("\\x");
    bool started = false;
    for (int shift = 28; shift >= 0; shift -= 4) {
      uint32_t digit = (c >> shift) & 15;
      started |= digit != 0 || shift == 0;
      if (started)
        out.append("0123456789abcdef"[digit]);
    }
  }
  out.append('\'');
}

bool raiseValueError(std::string_view message) { return raiseError("ValueError", {message}); }

bool raiseUnknownCode(uint32_t code, std::string_view typeName) {
  TextBuffer shown;
  appendCode(shown, code);
  return raiseError("ValueError", {"Unknown format code ", shown.view(), " for object of type '", typeName, "'"});
}

/// Reads a format specification. All functions here return true when they raised.
class SpecReader {
public:
  SpecReader(std::string_view text, std::string_view typeName)
      : text(text), typeName(typeName), at(text.data()), end(text.data() + text.size()) {}

  bool read(Spec &spec) {
    char defaultAlign = spec.align;
    bool hasFill = false, hasAlign = false;
    readAlign(spec, hasFill, hasAlign);
    if (at != end && (*at == ' ' || *at == '+' || *at == '-'))
      spec.sign = *at++;
    spec.noNegativeZero = accept('z');
    spec.alternate = accept('#');
    if (!hasFill && accept('0')) {
      spec.fill = '0';
      if (!hasAlign && defaultAlign == '>')
        spec.align = '=';
    }
    if (readInteger(spec.width))
      return true;
    if (accept(','))
      spec.separator = ',';
    if (accept('_')) {
      if (spec.separator)
        return raiseValueError("Cannot specify both ',' and '_'.");
      spec.separator = '_';
    }
    if (spec.separator == '_' && at != end && *at == ',')
      return raiseValueError("Cannot specify both ',' and '_'.");
    if (accept('.')) {
      if (readInteger(spec.precision))
        return true;
      if (spec.precision < 0)
        return raiseValueError("Format specifier missing precision");
    }
    if (at != end)
      spec.type = decodeUtf8(at, end);
    if (at != end)
      return raiseError("ValueError", {"Invalid format specifier '", text, "' for object of type '", typeName, "'"});
    return spec.separator && checkSeparator(spec);
  }

private:
  bool accept(char c) {
    if (at == end || *at != c)
      return false;
    ++at;
    return true;
  }

  void readAlign(Spec &spec, bool &hasFill, bool &hasAlign) {
    if (at == end)
      return;
    const char *next = at;
    uint32_t first = decodeUtf8(next, end);
    if (next != end && isAlign(uint8_t(*next))) {
      spec.fill = first;
      spec.align = *next;
      at = next + 1;
      hasFill = hasAlign = true;
    } else if (isAlign(first)) {
      spec.align = char(first);
      at = next;
      hasAlign = true;
    }
  }

  /// Leaves -1 where there is no digit.
  bool readInteger(int64_t &value) {
    for (; at != end && *at >= '0' && *at <= '9'; ++at) {
      int64_t digit = *at - '0';
      if (value < 0)
        value = 0;
      if (value > (INT64_MAX - digit) / 10)
        return raiseValueError("Too many decimal digits in format string");
      value = value * 10 + digit;
    }
    return false;
  }

  bool checkSeparator(Spec &spec) {
    switch (spec.type) {
    case 'd':
    case 'e':
    case 'f':
    case 'g':
    case 'E':
    case 'F':
    case 'G':
    case '%':
    case 0:
      return false;
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      if (spec.separator == '_') {
        spec.groupSize = 4;
        return false;
      }
    }
    TextBuffer code;
    appendCode(code, spec.type);
    return raiseError("ValueError", {"Cannot specify '", {&spec.separator, 1}, "' with ", code.view(), "."});
  }

  std::string_view text, typeName;
  const char *at, *end;
};

void appendFill(TextBuffer &out, uint32_t fill, int64_t count) {
  char text[4];
  int bytes = encodeUtf8(fill, text);
  if (bytes == 1)
    return out.fill(text[0], count);
  for (; count > 0; --count)
    out.append({text, size_t(bytes)});
}

/// How much of the padding goes to the left, between sign and digits, and to the right.
struct Padding {
  int64_t left = 0, middle = 0, right = 0;

  Padding(const Spec &spec, int64_t length) {
    int64_t total = spec.width - length;
    if (total <= 0)
      return;
    switch (spec.align) {
    case '<':
      right = total;
      break;
    case '^':
      left = total / 2;
      right = total - left;
      break;
    case '=':
      middle = total;
      break;
    default:
      left = total;
    }
  }
};

/// Digits with separators, filled with zeros to a width of at least `minWidth`.
void appendGrouped(TextBuffer &out, std::string_view digits, const Spec &spec, int64_t minWidth) {
  int64_t count = int64_t(digits.size());
  if (!spec.separator) {
    out.fill('0', minWidth - count);
    out.append(digits);
    return;
  }
  // Count from the right: each full group costs one more character for its separator.
  int64_t total = count, groups = (count - 1) / spec.groupSize;
  while (total + groups < minWidth) {
    ++total;
    groups = (total - 1) / spec.groupSize;
  }
  for (int64_t i = total; i > 0; --i) {
    out.append(i > count ? '0' : digits[size_t(count - i)]);
    if (i > 1 && (i - 1) % spec.groupSize == 0)
      out.append(spec.separator);
  }
}

/// sign, prefix, digits and what follows them (`.5e+10%`), grouped and padded.
void appendNumber(TextBuffer &out, const Spec &spec, bool isNegative, std::string_view prefix, std::string_view digits,
                  std::string_view rest) {
  char sign = isNegative ? '-' : spec.sign == '+' ? '+' : spec.sign == ' ' ? ' ' : '\0';
  int64_t fixed = (sign != 0) + int64_t(prefix.size()) + int64_t(rest.size());
  TextBuffer grouped;
  bool fillsWithZeros = spec.fill == '0' && spec.align == '=';
  if (!digits.empty())
    appendGrouped(grouped, digits, spec, fillsWithZeros ? spec.width - fixed : 0);
  Padding padding(spec, fixed + int64_t(grouped.size()));
  appendFill(out, spec.fill, padding.left);
  if (sign)
    out.append(sign);
  out.append(prefix);
  appendFill(out, spec.fill, padding.middle);
  out.append(grouped.view());
  out.append(rest);
  appendFill(out, spec.fill, padding.right);
}

/// Fraction digits are written as they are; only their number is bounded by memory.
void appendFloatDigits(TextBuffer &out, double value, const Spec &spec, char type, int64_t precision,
                       bool addsPointZero) {
  bool isUpper = type == 'E' || type == 'F' || type == 'G';
  char kind = char(type | 0x20);
  if (!std::isfinite(value)) {
    std::string_view word = std::isnan(value) ? (isUpper ? "NAN" : "nan") : (isUpper ? "INF" : "inf");
    return out.append(word);
  }
  Digits digits;
  bool usesExponent = false;
  // How many digits follow the decimal point.
  int64_t fraction = 0;
  if (kind == 'f') {
    fixedDigits(digits, value, precision > 1100 ? 1100 : int(precision));
    fraction = precision;
  } else if (kind == 'e') {
    roundedDigits(digits, value, precision > 1100 ? 1100 : int(precision) + 1);
    usesExponent = true;
    fraction = precision;
  } else {
    int64_t significant = precision == 0 ? 1 : precision;
    int64_t exponentLimit = significant - addsPointZero;
    if (kind == 'r') {
      shortestDigits(digits, value, FloatKind::F64);
      exponentLimit = 16;
    } else {
      roundedDigits(digits, value, significant > 1100 ? 1100 : int(significant));
    }
    int64_t pointAt = digits.exponent + 1;
    usesExponent = pointAt <= -4 || pointAt > exponentLimit;
    int64_t shown = spec.alternate && kind == 'g' ? significant : digits.count;
    fraction = usesExponent ? shown - 1 : shown - pointAt;
    if (!usesExponent && addsPointZero && fraction < 1)
      fraction = 1;
    if (fraction < 0)
      fraction = 0;
  }
  int exponent = digits.exponent;
  if (usesExponent)
    digits.exponent = 0;
  int shown = fraction > 1100 ? 1100 : int(fraction);
  appendPositional(out, digits, shown);
  out.fill('0', fraction - shown);
  if (fraction == 0 && spec.alternate)
    out.append('.');
  if (usesExponent)
    appendExponent(out, exponent, /*minDigits=*/2, isUpper ? 'E' : 'e');
}

bool formatFloat(TextBuffer &out, double value, Spec &spec) {
  char type = char(spec.type);
  int64_t precision = spec.precision;
  if (precision > INT_MAX)
    return raiseValueError("precision too big");
  bool addsPointZero = type == 0, isPercent = type == '%';
  if (type == 0)
    type = precision < 0 ? 'r' : 'g';
  else if (type == 'n')
    type = 'g';
  else if (isPercent)
    type = 'f';
  if (isPercent)
    value *= 100;
  if (precision < 0)
    precision = 6;
  TextBuffer number;
  appendFloatDigits(number, value, spec, type, precision, addsPointZero);
  std::string_view text = number.view();
  bool isNegative = std::signbit(value) && !std::isnan(value);
  if (isNegative && spec.noNegativeZero) {
    size_t mantissa = text.find_first_of("eE");
    size_t nonzero = text.find_first_of("123456789infa");
    isNegative = nonzero < mantissa && nonzero != text.npos;
  }
  if (isPercent)
    number.append('%');
  text = number.view();
  size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
    ++digits;
  appendNumber(out, spec, isNegative, "", {text.data(), digits}, {text.data() + digits, text.size() - digits});
  return false;
}

bool formatInt(TextBuffer &out, uint64_t magnitude, bool isNegative, Spec &spec) {
  if (spec.precision >= 0)
    return raiseValueError("Precision not allowed in integer format specifier");
  if (spec.noNegativeZero)
    return raiseValueError("Negative zero coercion (z) not allowed in integer format specifier");
  char text[65];
  char *end = text + sizeof(text), *at = end;
  if (spec.type == 'c') {
    if (spec.sign)
      return raiseValueError("Sign not allowed with integer format specifier 'c'");
    if (spec.alternate)
      return raiseValueError("Alternate form (#) not allowed with integer format specifier 'c'");
    if (isNegative || magnitude > 0x10ffff)
      return raiseError("OverflowError", {"%c arg not in range(0x110000)"});
    int bytes = encodeUtf8(uint32_t(magnitude), text);
    Padding padding(spec, 1);
    appendFill(out, spec.fill, padding.left + padding.middle);
    out.append({text, size_t(bytes)});
    appendFill(out, spec.fill, padding.right);
    return false;
  }
  unsigned base = spec.type == 'b' ? 2 : spec.type == 'o' ? 8 : spec.type == 'x' || spec.type == 'X' ? 16 : 10;
  const char *letters = spec.type == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
  do {
    *--at = letters[magnitude % base];
    magnitude /= base;
  } while (magnitude);
  char prefix[2] = {'0', char(spec.type)};
  bool hasPrefix = spec.alternate && base != 10;
  appendNumber(out, spec, isNegative, {prefix, hasPrefix ? size_t(2) : 0}, {at, size_t(end - at)}, "");
  return false;
}

/// int and its kin: the integer formats, or those of float after conversion.
bool formatInteger(TextBuffer &out, uint64_t magnitude, bool isNegative, std::string_view spec,
                   std::string_view typeName) {
  Spec parsed = {.align = '>', .type = 'd'};
  if (SpecReader(spec, typeName).read(parsed))
    return true;
  switch (parsed.type) {
  case 'b':
  case 'c':
  case 'd':
  case 'o':
  case 'x':
  case 'X':
  case 'n':
    return formatInt(out, magnitude, isNegative, parsed);
  case 'e':
  case 'E':
  case 'f':
  case 'F':
  case 'g':
  case 'G':
  case '%':
    return formatFloat(out, isNegative ? -double(magnitude) : double(magnitude), parsed);
  }
  return raiseUnknownCode(parsed.type, typeName);
}

/// The letters that show a number as a float, whatever kind of number it is.
static bool isFloatLetter(int type) { return std::string_view("eEfFgGn").find(char(type)) != std::string_view::npos; }

bool formatFloatSpec(TextBuffer &out, double value, std::string_view spec) {
  Spec parsed = {.align = '>', .type = 0};
  if (SpecReader(spec, "float").read(parsed))
    return true;
  if (parsed.type == 0 || parsed.type == '%' || isFloatLetter(parsed.type))
    return formatFloat(out, value, parsed);
  return raiseUnknownCode(parsed.type, "float");
}

/// The two parts each as a float, with one field around both.
bool formatComplexSpec(TextBuffer &out, double real, double imaginary, std::string_view spec) {
  Spec parsed = {.align = '>', .type = 0};
  if (SpecReader(spec, "complex").read(parsed))
    return true;
  if (parsed.fill == '0' && parsed.align == '=')
    return raiseValueError("Zero padding is not allowed in complex format specifier");
  if (parsed.align == '=')
    return raiseValueError("'=' alignment flag is not allowed in complex format specifier");
  if (parsed.type != 0 && !isFloatLetter(parsed.type))
    return raiseUnknownCode(parsed.type, "complex");
  const bool isPlain = parsed.type == 0, hasReal = !isPlain || real != 0 || std::signbit(real);
  Spec part = parsed;
  part.width = -1;
  part.fill = ' ';
  TextBuffer text;
  // Without a type the parts are printed as repr() or %g does, never with a `.0`.
  auto append = [&](double value, const Spec &how) {
    char type = isPlain ? (how.precision < 0 ? 'r' : 'g') : how.type == 'n' ? 'g' : char(how.type);
    TextBuffer number;
    appendFloatDigits(number, value, how, type, how.precision < 0 ? 6 : how.precision, /*addsPointZero=*/false);
    std::string_view shown = number.view();
    size_t digits = 0;
    while (digits < shown.size() && shown[digits] >= '0' && shown[digits] <= '9')
      ++digits;
    appendNumber(text, how, std::signbit(value) && !std::isnan(value), "", {shown.data(), digits},
                 {shown.data() + digits, shown.size() - digits});
  };
  if (isPlain && hasReal)
    text.append('(');
  if (hasReal)
    append(real, part);
  if (hasReal)
    part.sign = '+';
  append(imaginary, part);
  text.append(isPlain && hasReal ? "j)" : "j");
  Padding padding(parsed, int64_t(text.size()));
  appendFill(out, parsed.fill, padding.left);
  out.append(text.view());
  appendFill(out, parsed.fill, padding.right);
  return false;
}

bool formatStr(TextBuffer &out, std::string_view text, std::string_view spec) {
  Spec parsed = {.align = '<', .type = 's'};
  if (SpecReader(spec, "str").read(parsed))
    return true;
  if (parsed.type != 's')
    return raiseUnknownCode(parsed.type, "str");
  if (parsed.sign)
    return raiseValueError(parsed.sign == ' ' ? "Space not allowed in string format specifier"
                                              : "Sign not allowed in string format specifier");
  if (parsed.noNegativeZero)
    return raiseValueError("Negative zero coercion (z) not allowed in string format specifier");
  if (parsed.alternate)
    return raiseValueError("Alternate form (#) not allowed in string format specifier");
  if (parsed.align == '=')
    return raiseValueError("'=' alignment not allowed in string format specifier");
  int64_t length = countCodePoints(text);
  if (parsed.precision >= 0 && parsed.precision < length) {
    length = parsed.precision;
    const char *end = skipCodePoints(text.data(), text.data() + text.size(), length);
    text = {text.data(), size_t(end - text.data())};
  }
  Padding padding(parsed, length);
  appendFill(out, parsed.fill, padding.left);
  out.append(text);
  appendFill(out, parsed.fill, padding.right);
  return false;
}

/// The specification as text, or (for a count below 0) as a string object.
std::string_view specView(void *spec, int64_t bytes) {
  return bytes < 0 ? strView(spec) : std::string_view(static_cast<char *>(spec), size_t(bytes));
}

uint64_t magnitudeOf(int64_t value) { return value < 0 ? 0 - uint64_t(value) : uint64_t(value); }

} // namespace

extern "C" {

void *amaru_rt_format_int(int64_t value, void *spec, int64_t bytes) {
  TextBuffer out;
  return formatInteger(out, magnitudeOf(value), value < 0, specView(spec, bytes), "int") ? nullptr : newStr(out);
}

void *amaru_rt_format_uint(int64_t value, void *spec, int64_t bytes) {
  TextBuffer out;
  return formatInteger(out, uint64_t(value), /*isNegative=*/false, specView(spec, bytes), "int") ? nullptr
                                                                                                 : newStr(out);
}

void *amaru_rt_format_float(double value, void *spec, int64_t bytes) {
  if (specView(spec, bytes).empty())
    return amaru_rt_str_from_float(value);
  TextBuffer out;
  return formatFloatSpec(out, value, specView(spec, bytes)) ? nullptr : newStr(out);
}

void *amaru_rt_format_complex(double real, double imaginary, void *spec, int64_t bytes) {
  if (specView(spec, bytes).empty())
    return amaru_rt_str_from_complex(real, imaginary);
  TextBuffer out;
  return formatComplexSpec(out, real, imaginary, specView(spec, bytes)) ? nullptr : newStr(out);
}

void *amaru_rt_format_bool(bool value, void *spec, int64_t bytes) {
  if (specView(spec, bytes).empty())
    return amaru_rt_str_from_bool(value);
  TextBuffer out;
  return formatInteger(out, value, /*isNegative=*/false, specView(spec, bytes), "bool") ? nullptr : newStr(out);
}

void *amaru_rt_format_str(void *str, void *spec, int64_t bytes) {
  TextBuffer out;
  return formatStr(out, strView(str), specView(spec, bytes)) ? nullptr : newStr(out);
}

} // extern "C"
