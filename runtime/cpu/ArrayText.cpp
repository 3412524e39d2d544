// The text of arrays as NumPy 2 prints them with its default options: all shown elements are measured first, so that
// columns align; more than 1000 elements are summarised; lines break at 75 columns.
#include "runtime/cpu/ArrayText.h"

#include "runtime/cpu/String.h"
#include "runtime/cpu/Text.h"

#include <cmath>

using namespace amaru::rt;

namespace {

constexpr int64_t threshold = 1000;
constexpr int64_t edgeItems = 3;
constexpr int64_t lineWidth = 75;
constexpr int maxPrecision = 8;

/// Calls `visit` with the address of each element that is shown.
template <typename Visit>
void forEachShown(const ArrayView &array, bool summarised, const char *at, int32_t axis, Visit &visit) {
  if (axis == array.rank)
    return visit(at);
  int64_t size = array.sizes[axis];
  bool skips = summarised && size > 2 * edgeItems;
  for (int64_t i = 0; i < size; ++i) {
    if (skips && i == edgeItems)
      i = size - edgeItems;
    forEachShown(array, summarised, at + i * array.strides[axis], axis + 1, visit);
  }
}

int decimalLength(int value) { return value < 10 ? 1 : 1 + decimalLength(value / 10); }

/// Whether values between these, both positive, are printed with exponents. NumPy compares in the element's own type.
bool needsExponent(double smallest, double largest, FloatKind kind) {
  switch (kind) {
  case FloatKind::F16:
    return largest >= 1e3 || smallest < double(_Float16(1e-4)) || double(_Float16(largest / smallest)) > 1000;
  case FloatKind::F32:
    return largest >= 1e6 || smallest < double(1e-4f) || float(largest) / float(smallest) > 1000.0f;
  default:
    return largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000;
  }
}

/// The common form of a set of floats: `measure` sees each twice, then `append` prints.
class FloatFormat {
public:
  FloatFormat(FloatKind kind, bool alwaysSigned)
      : kind(kind), alwaysSigned(alwaysSigned), hasNegativeInf(alwaysSigned) {}

  /// First pass: the range of magnitudes.
  void measureRange(double value) {
    if (!std::isfinite(value)) {
      hasNonFinite = true;
      hasNegativeInf |= std::isinf(value) && value < 0;
      return;
    }
    double magnitude = std::fabs(value);
    if (magnitude == 0)
      return;
    if (largest == 0 || magnitude < smallest)
      smallest = magnitude;
    if (magnitude > largest)
      largest = magnitude;
  }

  void finishRange() { usesExponent = largest != 0 && needsExponent(smallest, largest, kind); }

  /// Second pass: how much room the parts need.
  void measureWidth(double value) {
    if (!std::isfinite(value))
      return;
    Digits digits;
    int fraction = roundDigits(digits, value);
    int whole = usesExponent || digits.exponent < 0 ? 1 : digits.exponent + 1;
    whole += hasSign(value);
    padLeft = whole > padLeft ? whole : padLeft;
    padRight = fraction > padRight ? fraction : padRight;
    if (usesExponent) {
      int length = decimalLength(std::abs(digits.exponent));
      exponentDigits = length > exponentDigits ? length : exponentDigits;
    }
  }

  void finishWidth() {
    precision = padRight;
    if (usesExponent)
      padRight += exponentDigits + 2;
    if (!hasNonFinite)
      return;
    int offset = padRight + 1;
    padLeft = padLeft > 3 - offset ? padLeft : 3 - offset;
    padLeft = padLeft > 3 + hasNegativeInf - offset ? padLeft : 3 + hasNegativeInf - offset;
  }

  /// `suffix` comes directly behind the digits, before the padding.
  void append(TextBuffer &out, double value, std::string_view suffix) const {
    if (!std::isfinite(value))
      return appendNonFinite(out, value, suffix);
    Digits digits;
    int fraction = precision;
    int exponent = 0;
    if (usesExponent) {
      roundedDigits(digits, value, precision + 1);
      exponent = digits.exponent;
      digits.exponent = 0;
    } else {
      fraction = roundDigits(digits, value);
    }
    int whole = (digits.exponent < 0 ? 1 : digits.exponent + 1) + hasSign(value);
    out.fill(' ', padLeft - whole);
    if (std::signbit(value))
      out.append('-');
    else if (alwaysSigned)
      out.append('+');
    appendPositional(out, digits, fraction);
    if (fraction == 0)
      out.append('.');
    if (usesExponent)
      appendExponent(out, exponent, exponentDigits);
    out.append(suffix);
    if (!usesExponent)
      out.fill(' ', padRight - fraction);
  }

private:
  bool hasSign(double value) const { return alwaysSigned || std::signbit(value); }

  /// Shortest digits, cut to the greatest precision; returns how many follow the point.
  int roundDigits(Digits &digits, double value) const {
    shortestDigits(digits, value, kind);
    int fraction = digits.count - 1 - (usesExponent ? 0 : digits.exponent);
    if (fraction > maxPrecision) {
      if (usesExponent)
        roundedDigits(digits, value, maxPrecision + 1);
      else
        fixedDigits(digits, value, maxPrecision);
      fraction = digits.count - 1 - (usesExponent ? 0 : digits.exponent);
    }
    return fraction < 0 ? 0 : fraction;
  }

  void appendNonFinite(TextBuffer &out, double value, std::string_view suffix) const {
    std::string_view text = std::isnan(value) ? "nan" : "inf";
    bool isNegative = !std::isnan(value) && value < 0;
    out.fill(' ', padLeft + padRight + 1 - int64_t(text.size()) - (isNegative || alwaysSigned));
    if (isNegative)
      out.append('-');
    else if (alwaysSigned)
      out.append('+');
    out.append(text);
    out.append(suffix);
  }

  FloatKind kind;
  bool alwaysSigned;
  double smallest = 0, largest = 0;
  bool hasNonFinite = false, hasNegativeInf;
  bool usesExponent = false;
  int padLeft = 0, padRight = 0, precision = 0;
  int exponentDigits = 2;
};

FloatKind floatKind(int32_t dtype) {
  switch (dtype) {
  case AMARU_RT_DTYPE_F16:
    return FloatKind::F16;
  case AMARU_RT_DTYPE_F32:
  case AMARU_RT_DTYPE_C64:
    return FloatKind::F32;
  default:
    return FloatKind::F64;
  }
}

/// How each element of one array is printed.
class ElementFormat {
public:
  ElementFormat(const ArrayView &array, bool summarised)
      : dtype(array.dtype), isScalar(array.rank == 0), real(floatKind(array.dtype), /*alwaysSigned=*/false),
        imaginary(floatKind(array.dtype), /*alwaysSigned=*/true) {
    if (dtype < AMARU_RT_DTYPE_F16) {
      auto measure = [&](const char *at) { measureInt(at); };
      forEachShown(array, summarised, array.data, 0, measure);
      return;
    }
    isComplex = dtype >= AMARU_RT_DTYPE_C64;
    auto measureRange = [&](const char *at) {
      real.measureRange(realPart(at));
      if (isComplex)
        imaginary.measureRange(imaginaryPart(at));
    };
    auto measureWidth = [&](const char *at) {
      real.measureWidth(realPart(at));
      if (isComplex)
        imaginary.measureWidth(imaginaryPart(at));
    };
    forEachShown(array, summarised, array.data, 0, measureRange);
    real.finishRange();
    imaginary.finishRange();
    forEachShown(array, summarised, array.data, 0, measureWidth);
    real.finishWidth();
    imaginary.finishWidth();
  }

  void append(TextBuffer &out, const char *at) const {
    if (dtype == AMARU_RT_DTYPE_Bool) {
      out.append(!*at ? "False" : isScalar ? "True" : " True");
    } else if (dtype < AMARU_RT_DTYPE_F16) {
      TextBuffer text;
      appendInteger(text, at);
      out.fill(' ', width - int64_t(text.size()));
      out.append(text.view());
    } else {
      real.append(out, realPart(at), "");
      if (isComplex)
        imaginary.append(out, imaginaryPart(at), "j");
    }
  }

private:
  void appendInteger(TextBuffer &out, const char *at) const {
    if (isSignedDtype(dtype))
      appendInt(out, intElement(at, dtype));
    else
      appendUint(out, uint64_t(intElement(at, dtype)));
  }

  void measureInt(const char *at) {
    TextBuffer text;
    appendInteger(text, at);
    width = int64_t(text.size()) > width ? int64_t(text.size()) : width;
  }

  double realPart(const char *at) const { return floatElement(at, dtype); }
  double imaginaryPart(const char *at) const { return floatElement(at + (dtype == AMARU_RT_DTYPE_C64 ? 4 : 8), dtype); }

  int32_t dtype;
  bool isScalar;
  bool isComplex = false;
  int64_t width = 0;
  FloatFormat real, imaginary;
};

/// Writes the brackets, separators and line breaks.
class ArrayWriter {
public:
  ArrayWriter(TextBuffer &out, const ArrayView &array, std::string_view separator, int64_t indent, int64_t width)
      : out(out), array(array), separator(separator), summarised(array.elementCount() > threshold),
        format(array, summarised), firstIndent(indent), width(width) {}

  void write() { writeAxis(array.data, 0, firstIndent + 1, width); }

private:
  /// `indent`: where the lines of this axis begin. `room`: how long they may get.
  void writeAxis(const char *at, int32_t axis, int64_t indent, int64_t room) {
    if (axis == array.rank)
      return format.append(out, at);
    out.append('[');
    if (axis == array.rank - 1)
      writeRow(at, axis, indent, room);
    else
      writeRows(at, axis, indent, room);
    out.append(']');
  }

  void writeRows(const char *at, int32_t axis, int64_t indent, int64_t room) {
    int64_t size = array.sizes[axis];
    for (int64_t i = 0; i < size; ++i) {
      if (i > 0)
        startRow(axis, indent);
      if (skipsAt(i, size)) {
        out.append("...");
        startRow(axis, indent);
        i = size - edgeItems;
      }
      writeAxis(at + i * array.strides[axis], axis + 1, indent + 1, room - 1);
    }
  }

  void startRow(int32_t axis, int64_t indent) {
    if (separator.front() == ',')
      out.append(',');
    out.fill('\n', array.rank - axis - 1);
    out.fill(' ', indent);
  }

  void writeRow(const char *at, int32_t axis, int64_t indent, int64_t room) {
    int64_t size = array.sizes[axis], column = indent;
    for (int64_t i = 0; i < size; ++i) {
      if (skipsAt(i, size)) {
        writeWord("...", column, indent, room - 1);
        out.append(separator);
        column += int64_t(separator.size());
        i = size - edgeItems;
      }
      TextBuffer word;
      format.append(word, at + i * array.strides[axis]);
      writeWord(word.view(), column, indent, room - 1);
      if (i == size - 1)
        break;
      out.append(separator);
      column += int64_t(separator.size());
    }
  }

  /// Breaks the line first if the word would not fit and that helps.
  void writeWord(std::string_view word, int64_t &column, int64_t indent, int64_t room) {
    if (column + int64_t(word.size()) > room && column > indent) {
      while (out.size() > 0 && out.data()[out.size() - 1] == ' ')
        out.truncate(out.size() - 1);
      out.append('\n');
      out.fill(' ', indent);
      column = indent;
    }
    out.append(word);
    column += int64_t(word.size());
  }

  bool skipsAt(int64_t i, int64_t size) const { return summarised && i == edgeItems && size > 2 * edgeItems; }

  TextBuffer &out;
  const ArrayView &array;
  std::string_view separator;
  bool summarised;
  ElementFormat format;
  int64_t firstIndent, width;
};

struct DtypeName {
  const char *numpyName;
};
constexpr DtypeName dtypeNames[] = {
#define AMARU_DTYPE(code, Enum, name, numpyName, bytes) {numpyName},
#include "runtime/abi/DTypes.def"
};

/// Whether the elements' text alone tells the type.
bool isImpliedDtype(int32_t dtype) {
  return dtype == AMARU_RT_DTYPE_Bool || dtype == AMARU_RT_DTYPE_I64 || dtype == AMARU_RT_DTYPE_F64 ||
         dtype == AMARU_RT_DTYPE_C128;
}

void appendShape(TextBuffer &out, const ArrayView &array) {
  out.append("shape=(");
  for (int32_t axis = 0; axis < array.rank; ++axis) {
    if (axis > 0)
      out.append(", ");
    appendInt(out, array.sizes[axis]);
  }
  out.append(array.rank == 1 ? ",)" : ")");
}

} // namespace

void amaru::rt::appendArrayStr(TextBuffer &out, const ArrayView &array) {
  if (array.rank == 0)
    return appendScalar(out, array.data, array.dtype, /*asRepr=*/false);
  if (array.elementCount() == 0)
    return out.append("[]");
  ArrayWriter(out, array, " ", /*indent=*/0, lineWidth).write();
}

void amaru::rt::appendArrayRepr(TextBuffer &out, const ArrayView &array) {
  constexpr std::string_view prefix = "array(";
  int64_t count = array.elementCount();
  size_t start = out.size();
  out.append(prefix);
  if (count == 0)
    out.append("[]");
  else
    ArrayWriter(out, array, ", ", int64_t(prefix.size()), lineWidth - 1).write();

  TextBuffer extras;
  if ((count == 0 && !(array.rank == 1)) || count > threshold)
    appendShape(extras, array);
  if (!isImpliedDtype(array.dtype) || count == 0) {
    if (extras.size() > 0)
      extras.append(", ");
    extras.append("dtype=");
    extras.append(dtypeNames[array.dtype].numpyName);
  }
  if (extras.size() > 0) {
    out.append(',');
    std::string_view text(out.data() + start, out.size() - start);
    size_t lastBreak = text.rfind('\n');
    int64_t lastLine = int64_t(lastBreak == text.npos ? text.size() : text.size() - lastBreak - 1);
    bool breaks = lastLine + int64_t(extras.size()) + 2 > lineWidth;
    out.append(breaks ? '\n' : ' ');
    out.fill(' ', breaks ? int64_t(prefix.size()) : 0);
    out.append(extras.view());
  }
  out.append(')');
}

extern "C" {

void *amaru_rt_str_from_array(void *data, int32_t dtype, int32_t rank, void *sizes, void *strides) {
  TextBuffer out;
  appendArrayStr(out, arrayView(data, dtype, rank, sizes, strides));
  return newStr(out);
}

void *amaru_rt_str_from_array_repr(void *data, int32_t dtype, int32_t rank, void *sizes, void *strides) {
  TextBuffer out;
  appendArrayRepr(out, arrayView(data, dtype, rank, sizes, strides));
  return newStr(out);
}

} // extern "C"
