// The text of single values, str() and repr(), appended to a buffer.
#pragma once

#include "runtime/cpu/FloatText.h"
#include "runtime/cpu/TextBuffer.h"

#include <cstdint>
#include <string_view>

namespace amaru::rt {

void appendInt(TextBuffer &out, int64_t value);
void appendUint(TextBuffer &out, uint64_t value);
/// repr() of a Python float, str() of np.float64.
void appendFloat(TextBuffer &out, double value);
/// str() of a NumPy float of that kind.
void appendNumpyFloat(TextBuffer &out, double value, FloatKind kind);
/// repr() of a Python complex.
void appendComplex(TextBuffer &out, double real, double imaginary);
/// str() of a NumPy complex whose parts are of that kind.
void appendNumpyComplex(TextBuffer &out, double real, double imaginary, FloatKind kind);
/// repr() of a str; with `asciiOnly`, ascii().
void appendStrRepr(TextBuffer &out, std::string_view text, bool asciiOnly);
/// str() of the NumPy scalar at that address; with `asRepr`, repr().
void appendScalar(TextBuffer &out, const void *value, int32_t dtype, bool asRepr);

/// The parts of an array element as numbers.
double halfValue(const void *at);
double floatElement(const void *at, int32_t dtype);
bool isSignedDtype(int32_t dtype);
int64_t intElement(const void *at, int32_t dtype);

} // namespace amaru::rt
