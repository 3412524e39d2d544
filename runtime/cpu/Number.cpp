// Arithmetic where Python's answer is not the machine's: correctly rounded division and rounding, floor and modulo of
// floats, powers, conversions that must be exact or raise.
#include "runtime/cpu/Error.h"
#include "runtime/cpu/FloatText.h"
#include "runtime/cpu/Text.h"

#include <cmath>
#include <cstring>

using namespace amaru::rt;

namespace {

uint64_t magnitudeOf(int64_t value) { return value < 0 ? 0 - uint64_t(value) : uint64_t(value); }

/// Number of bits of a value that is not 0.
int bitLength(uint64_t value) { return 64 - __builtin_clzll(value); }

/// 2^63: the first float that no int64 reaches.
constexpr double intLimit = 9223372036854775808.0;

/// An integral float as int64.
bool integralToInt(double value, void *result) {
  if (value >= -intLimit && value < intLimit) {
    *static_cast<int64_t *>(result) = int64_t(value);
    return false;
  }
  if (std::isnan(value))
    return raiseError("ValueError", {"cannot convert float NaN to integer"});
  if (std::isinf(value))
    return raiseError("OverflowError", {"cannot convert float infinity to integer"});
  TextBuffer shown;
  appendFloat(shown, value);
  return raiseError("OverflowError", {"float ", shown.view(), " does not fit in a 64-bit int"});
}

/// v = floor(v / w) * w + remainder, with w's sign; nan where w is 0.
double floatRemainder(double v, double w) {
  double remainder = std::fmod(v, w);
  if (remainder == 0)
    return std::copysign(0.0, w);
  return (w < 0) != (remainder < 0) ? remainder + w : remainder;
}

/// 10^18 is the largest power of ten that is of use here.
int64_t powerOfTen(int64_t exponent) {
  int64_t power = 1;
  for (; exponent > 0; --exponent)
    power *= 10;
  return power;
}

} // namespace

extern "C" {

bool amaru_rt_int_pow(int64_t base, int64_t exponent, void *result) {
  if (exponent < 0) {
    if (base == 0)
      return raiseError("ZeroDivisionError", {"0.0 cannot be raised to a negative power"});
    return raiseError("ValueError",
                      {"int ** int is an int, so the exponent must not be negative; write float(base) ** exponent"});
  }
  int64_t power = 1, square = base;
  bool overflows = false, squareOverflows = false;
  for (int64_t left = exponent; left != 0; left >>= 1) {
    if (left & 1)
      overflows |= squareOverflows | __builtin_mul_overflow(power, square, &power);
    squareOverflows |= __builtin_mul_overflow(square, square, &square);
  }
  if (overflows) {
    TextBuffer shown;
    appendInt(shown, base);
    shown.append(" ** ");
    appendInt(shown, exponent);
    return raiseError("OverflowError", {"integer overflow: ", shown.view(), " does not fit in 64 bits"});
  }
  *static_cast<int64_t *>(result) = power;
  return false;
}

int64_t amaru_rt_int_pow_wrap(int64_t base, int64_t exponent) {
  uint64_t power = 1, square = uint64_t(base);
  for (; exponent > 0; exponent >>= 1, square *= square)
    if (exponent & 1)
      power *= square;
  return int64_t(power);
}

double amaru_rt_int_true_div(int64_t a, int64_t b) {
  constexpr int64_t exact = int64_t(1) << 53;
  if (a >= -exact && a <= exact && b >= -exact && b <= exact)
    return double(a) / double(b);
  if (a == 0)
    return b < 0 ? -0.0 : 0.0;
  uint64_t dividend = magnitudeOf(a), divisor = magnitudeOf(b);
  // A quotient of 56 to 58 bits whose last bit also stands for what was cut off rounds to 53 bits as the true one does.
  int shift = 57 - (bitLength(dividend) - bitLength(divisor));
  if (shift < 0)
    shift = 0;
  auto scaled = static_cast<unsigned __int128>(dividend) << shift;
  auto quotient = uint64_t(scaled / divisor);
  if (scaled % divisor != 0)
    quotient |= 1;
  double result = std::ldexp(double(quotient), -shift);
  return (a < 0) != (b < 0) ? -result : result;
}

bool amaru_rt_int_to_float_exact(int64_t value, void *result) {
  double converted = double(value);
  if (converted < intLimit && int64_t(converted) == value) {
    *static_cast<double *>(result) = converted;
    return false;
  }
  TextBuffer shown;
  appendInt(shown, value);
  return raiseError("OverflowError", {"no float is equal to the int ", shown.view()});
}

bool amaru_rt_int_round(int64_t value, int64_t digits, void *result) {
  auto &rounded = *static_cast<int64_t *>(result);
  rounded = value;
  if (digits >= 0)
    return false;
  // 5 * 10^18 is less than 2^63, 10^19 is not.
  uint64_t magnitude = magnitudeOf(value);
  constexpr uint64_t half19 = 5000000000000000000u;
  bool fits = true;
  if (digits < -19 || (digits == -19 && magnitude <= half19)) {
    rounded = 0;
  } else if (digits == -19) {
    fits = false;
  } else {
    auto unit = uint64_t(powerOfTen(-digits));
    uint64_t low = magnitude / unit * unit, rest = magnitude - low;
    bool roundsUp = rest > unit / 2 || (rest == unit / 2 && (magnitude / unit) % 2 == 1);
    uint64_t nearest = low + (roundsUp ? unit : 0);
    fits = nearest <= uint64_t(INT64_MAX) + (value < 0);
    rounded = int64_t(value < 0 ? 0 - nearest : nearest);
  }
  return !fits && raiseError("OverflowError", {"the rounded int does not fit in 64 bits"});
}

double amaru_rt_float_floor_div(double a, double b) {
  if (b == 0)
    return a / b;
  double remainder = std::fmod(a, b);
  double quotient = (a - remainder) / b;
  if (remainder != 0 && (b < 0) != (remainder < 0))
    quotient -= 1;
  if (quotient == 0)
    return std::copysign(0.0, a / b);
  double floored = std::floor(quotient);
  return quotient - floored > 0.5 ? floored + 1 : floored;
}

double amaru_rt_float_mod(double a, double b) { return floatRemainder(a, b); }

bool amaru_rt_float_pow(double a, double b, void *result) {
  if (a == 0 && b < 0)
    return raiseError("ZeroDivisionError", {"0.0 cannot be raised to a negative power"});
  bool areFinite = std::isfinite(a) && std::isfinite(b);
  if (areFinite && a < 0 && b != std::floor(b))
    return raiseError("ValueError", {"a negative float to a fractional power is a complex number"});
  double power = std::pow(a, b);
  if (areFinite && std::isinf(power))
    return raiseError("OverflowError", {"(34, 'Numerical result out of range')"});
  *static_cast<double *>(result) = power;
  return false;
}

bool amaru_rt_float_round(double value, int64_t digits, void *result) {
  auto &rounded = *static_cast<double *>(result);
  rounded = value;
  // Beyond these no double changes, or all become 0.
  if (!std::isfinite(value) || digits > 323)
    return false;
  if (digits < -308) {
    rounded = std::copysign(0.0, value);
    return false;
  }
  Digits decimal;
  fixedDigits(decimal, value, int(digits));
  TextBuffer text;
  text.append("0.");
  text.append({decimal.text, size_t(decimal.count)});
  appendExponent(text, decimal.exponent + 1, /*minDigits=*/1);
  double magnitude = 0;
  parseFloat(text.data(), text.data() + text.size(), magnitude);
  if (std::isinf(magnitude))
    return raiseError("OverflowError", {"rounded value too large to represent"});
  rounded = std::copysign(magnitude, value);
  return false;
}

bool amaru_rt_float_round_to_int(double value, void *result) { return integralToInt(std::nearbyint(value), result); }
bool amaru_rt_float_to_int(double value, void *result) { return integralToInt(std::trunc(value), result); }
bool amaru_rt_float_floor_to_int(double value, void *result) { return integralToInt(std::floor(value), result); }
bool amaru_rt_float_ceil_to_int(double value, void *result) { return integralToInt(std::ceil(value), result); }

int32_t amaru_rt_int_compare_float(int64_t a, double b) {
  if (std::isnan(b))
    return 2;
  if (b >= intLimit)
    return -1;
  if (b < -intLimit)
    return 1;
  double whole = std::floor(b);
  auto floored = int64_t(whole);
  if (a != floored)
    return a < floored ? -1 : 1;
  return whole < b ? -1 : 0;
}

/// The value modulo the prime 2^61 - 1, as CPython's _Py_HashDouble.
int64_t amaru_rt_float_hash(double value) {
  constexpr int bits = 61;
  constexpr uint64_t modulus = (uint64_t(1) << bits) - 1;
  if (std::isnan(value))
    return 0;
  if (std::isinf(value))
    return value > 0 ? 314159 : -314159;
  int exponent;
  double mantissa = std::frexp(std::fabs(value), &exponent);
  uint64_t hash = 0;
  while (mantissa != 0) {
    hash = ((hash << 28) & modulus) | hash >> (bits - 28);
    mantissa *= 268435456.0;
    exponent -= 28;
    auto part = uint64_t(mantissa);
    mantissa -= double(part);
    hash += part;
    if (hash >= modulus)
      hash -= modulus;
  }
  exponent = exponent >= 0 ? exponent % bits : bits - 1 - ((-1 - exponent) % bits);
  hash = ((hash << exponent) & modulus) | hash >> (bits - exponent);
  int64_t result = value < 0 ? -int64_t(hash) : int64_t(hash);
  return result == -1 ? -2 : result;
}

float amaru_rt_float_for_half(double value) {
  // Rounded to odd: what was cut off leaves a trace in the last bit, so that rounding to a half sees it.
  float nearest = float(value);
  if (std::isnan(value) || double(nearest) == value)
    return nearest;
  uint32_t bits;
  memcpy(&bits, &nearest, sizeof(bits));
  if (std::fabs(double(nearest)) > std::fabs(value))
    --bits;
  bits |= 1;
  memcpy(&nearest, &bits, sizeof(bits));
  return nearest;
}

double amaru_rt_sin(double value) { return std::sin(value); }

double amaru_rt_cos(double value) { return std::cos(value); }

double amaru_rt_tan(double value) { return std::tan(value); }

double amaru_rt_pow(double a, double b) { return std::pow(a, b); }

double amaru_rt_hypot(double a, double b) { return std::hypot(a, b); }

double amaru_rt_gamma(double value) { return std::tgamma(value); }

double amaru_rt_lgamma(double value) {
  // The reentrant one: libm's lgamma writes a global sign.
  int sign;
  return lgamma_r(value, &sign);
}

} // extern "C"
