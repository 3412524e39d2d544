// The text of single values as Python and NumPy 2 print them.
#include "runtime/cpu/Text.h"

#include "runtime/abi/Runtime.h"
#include "runtime/cpu/Unicode.h"

#include <charconv>
#include <cmath>

namespace amaru::rt {

namespace {

template <typename T> void appendNumber(TextBuffer &out, T value) {
  char text[24];
  auto end = std::to_chars(text, text + sizeof(text), value).ptr;
  out.append({text, size_t(end - text)});
}

/// nan and inf as every float prints them; false for a finite value.
bool appendNonFinite(TextBuffer &out, double value) {
  if (std::isnan(value))
    out.append("nan");
  else if (std::isinf(value))
    out.append(value < 0 ? "-inf" : "inf");
  else
    return false;
  return true;
}

/// From where on NumPy prints a scalar with an exponent: where its type can no longer tell neighbouring integers apart.
double exponentFrom(FloatKind kind) { return kind == FloatKind::F16 ? 1e3 : kind == FloatKind::F32 ? 1e6 : 1e16; }

/// Shortest digits, positional for magnitudes from 1e-4 to that of the type. Integral values end in `.0` if asked for.
void appendShortest(TextBuffer &out, double value, FloatKind kind, bool withPointZero) {
  if (appendNonFinite(out, value))
    return;
  if (std::signbit(value))
    out.append('-');
  Digits digits;
  shortestDigits(digits, value, kind);
  double magnitude = std::fabs(value);
  if (magnitude == 0 || (magnitude >= 1e-4 && magnitude < exponentFrom(kind))) {
    int fraction = digits.count - 1 - digits.exponent;
    return appendPositional(out, digits, fraction < 1 ? withPointZero : fraction);
  }
  out.append(digits.text[0]);
  if (digits.count > 1) {
    out.append('.');
    out.append({digits.text + 1, size_t(digits.count - 1)});
  }
  appendExponent(out, digits.exponent, /*minDigits=*/2);
}

void appendComplexParts(TextBuffer &out, double real, double imaginary, FloatKind kind) {
  bool hasReal = real != 0 || std::signbit(real);
  if (hasReal) {
    out.append('(');
    appendShortest(out, real, kind, /*withPointZero=*/false);
    if (!std::signbit(imaginary) || std::isnan(imaginary))
      out.append('+');
  }
  appendShortest(out, imaginary, kind, /*withPointZero=*/false);
  out.append(hasReal ? "j)" : "j");
}

template <typename T> T load(const void *at) {
  T value;
  memcpy(&value, at, sizeof(value));
  return value;
}

struct DtypeName {
  const char *numpyName;
};
constexpr DtypeName dtypeNames[] = {
#define AMARU_DTYPE(code, Enum, name, numpyName, bytes) {numpyName},
#include "runtime/abi/DTypes.def"
};

void appendScalarText(TextBuffer &out, const void *value, int32_t dtype) {
  switch (dtype) {
  case AMARU_RT_DTYPE_Bool:
    return out.append(load<uint8_t>(value) ? "True" : "False");
  case AMARU_RT_DTYPE_F16:
    return appendNumpyFloat(out, halfValue(value), FloatKind::F16);
  case AMARU_RT_DTYPE_F32:
    return appendNumpyFloat(out, load<float>(value), FloatKind::F32);
  case AMARU_RT_DTYPE_F64:
    return appendFloat(out, load<double>(value));
  case AMARU_RT_DTYPE_C64:
    return appendNumpyComplex(out, load<float>(value), load<float>(static_cast<const char *>(value) + 4),
                              FloatKind::F32);
  case AMARU_RT_DTYPE_C128:
    return appendNumpyComplex(out, load<double>(value), load<double>(static_cast<const char *>(value) + 8),
                              FloatKind::F64);
  default:
    return isSignedDtype(dtype) ? appendInt(out, intElement(value, dtype))
                                : appendUint(out, uint64_t(intElement(value, dtype)));
  }
}

} // namespace

void appendInt(TextBuffer &out, int64_t value) { appendNumber(out, value); }
void appendUint(TextBuffer &out, uint64_t value) { appendNumber(out, value); }
void appendFloat(TextBuffer &out, double value) { appendShortest(out, value, FloatKind::F64, /*withPointZero=*/true); }
void appendNumpyFloat(TextBuffer &out, double value, FloatKind kind) {
  appendShortest(out, value, kind, /*withPointZero=*/true);
}
void appendComplex(TextBuffer &out, double real, double imaginary) {
  appendComplexParts(out, real, imaginary, FloatKind::F64);
}

void appendNumpyComplex(TextBuffer &out, double real, double imaginary, FloatKind kind) {
  appendComplexParts(out, real, imaginary, kind);
}

void appendStrRepr(TextBuffer &out, std::string_view text, bool asciiOnly) {
  bool hasSingle = text.find('\'') != text.npos, hasDouble = text.find('"') != text.npos;
  char quote = hasSingle && !hasDouble ? '"' : '\'';
  out.append(quote);
  for (const char *at = text.data(), *end = at + text.size(); at != end;) {
    const char *start = at;
    uint32_t c = decodeUtf8(at, end);
    if (c == uint32_t(quote) || c == '\\') {
      out.append('\\');
      out.append(char(c));
    } else if (c == '\n') {
      out.append("\\n");
    } else if (c == '\r') {
      out.append("\\r");
    } else if (c == '\t') {
      out.append("\\t");
    } else if (c < 0x80 ? (c >= ' ' && c != 0x7f) : (!asciiOnly && isPrintable(c))) {
      out.append({start, size_t(at - start)});
    } else {
      int width = c <= 0xff ? 2 : c <= 0xffff ? 4 : 8;
      out.append(width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U");
      for (int i = width - 1; i >= 0; --i)
        out.append("0123456789abcdef"[(c >> (4 * i)) & 15]);
    }
  }
  out.append(quote);
}

void appendScalar(TextBuffer &out, const void *value, int32_t dtype, bool asRepr) {
  if (!asRepr)
    return appendScalarText(out, value, dtype);
  out.append("np.");
  if (dtype == AMARU_RT_DTYPE_Bool) {
    out.append(load<uint8_t>(value) ? "True_" : "False_");
    return;
  }
  out.append(dtypeNames[dtype].numpyName);
  out.append('(');
  TextBuffer text;
  appendScalarText(text, value, dtype);
  std::string_view inner = text.view();
  // np.complex128(1+2j): one pair of parentheses is enough.
  if (!inner.empty() && inner.front() == '(')
    inner = {inner.data() + 1, inner.size() - 2};
  out.append(inner);
  out.append(')');
}

double halfValue(const void *at) { return double(load<_Float16>(at)); }

double floatElement(const void *at, int32_t dtype) {
  switch (dtype) {
  case AMARU_RT_DTYPE_F16:
    return halfValue(at);
  case AMARU_RT_DTYPE_F32:
  case AMARU_RT_DTYPE_C64:
    return load<float>(at);
  default:
    return load<double>(at);
  }
}

bool isSignedDtype(int32_t dtype) { return dtype >= AMARU_RT_DTYPE_I8 && dtype <= AMARU_RT_DTYPE_I64; }

int64_t intElement(const void *at, int32_t dtype) {
  switch (dtype) {
  case AMARU_RT_DTYPE_I8:
    return load<int8_t>(at);
  case AMARU_RT_DTYPE_I16:
    return load<int16_t>(at);
  case AMARU_RT_DTYPE_I32:
    return load<int32_t>(at);
  case AMARU_RT_DTYPE_Bool:
  case AMARU_RT_DTYPE_U8:
    return load<uint8_t>(at);
  case AMARU_RT_DTYPE_U16:
    return load<uint16_t>(at);
  case AMARU_RT_DTYPE_U32:
    return load<uint32_t>(at);
  default:
    return load<int64_t>(at);
  }
}

} // namespace amaru::rt
