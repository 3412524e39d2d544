// Digits of binary floating-point numbers: the shortest that read back, or a given number correctly rounded.
#pragma once

#include "runtime/cpu/TextBuffer.h"

#include <cstdint>

namespace amaru::rt {

/// The formats whose shortest digits differ though the value is the same.
enum class FloatKind : uint8_t { F16, F32, F64 };

/// 0.d₀d₁d₂… × 10^(exponent + 1): `exponent` is that of the first digit. There are no trailing zeros, but there is at
/// least one digit.
struct Digits {
  char text[800];
  int count;
  int exponent;

  char at(int index) const { return index >= 0 && index < count ? text[index] : '0'; }
};

/// The fewest digits that identify |value| among the numbers of its kind. The value is finite.
void shortestDigits(Digits &digits, double value, FloatKind kind);

/// |value| rounded to so many digits, at least 1, ties of the exact value to even. More than a double has are zeros.
void roundedDigits(Digits &digits, double value, int count);

/// |value| rounded to so many digits behind the decimal point (before it when negative).
void fixedDigits(Digits &digits, double value, int fractionDigits);

/// ddd.ddd with exactly so many fraction digits, no point when there are none.
void appendPositional(TextBuffer &out, const Digits &digits, int fractionDigits);

/// The sign and at least `minDigits` digits of an exponent: e+05
void appendExponent(TextBuffer &out, int exponent, int minDigits, char letter = 'e');

/// Reads the decimal number that fills [at, end) as Python's float() does, without white space and underscores.
bool parseFloat(const char *at, const char *end, double &value);

} // namespace amaru::rt
