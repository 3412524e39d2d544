// Powers and elementary functions of complex numbers. Powers follow CPython and NumPy step by step; the rest is libm's.
#include "runtime/abi/Runtime.h"
#include "runtime/cpu/Error.h"

#include <cmath>

using namespace amaru::rt;

namespace {

/// Two doubles; C's own type multiplies by other rules.
struct Pair {
  double re, im;
};

Pair product(Pair a, Pair b) { return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }

/// CPython's quotient, by a divisor that is not zero.
Pair quotient(Pair a, Pair b) {
  if (std::fabs(b.re) >= std::fabs(b.im)) {
    double ratio = b.im / b.re, scale = b.re + b.im * ratio;
    return {(a.re + a.im * ratio) / scale, (a.im - a.re * ratio) / scale};
  }
  if (std::fabs(b.im) >= std::fabs(b.re)) {
    double ratio = b.re / b.im, scale = b.re * ratio + b.im;
    return {(a.re * ratio + a.im) / scale, (a.im * ratio - a.re) / scale};
  }
  return {NAN, NAN};
}

/// 1 / b as NumPy computes it.
Pair reciprocal(Pair b) {
  if (std::fabs(b.re) >= std::fabs(b.im)) {
    double ratio = b.im / b.re, scale = 1.0 / (b.re + b.im * ratio);
    return {(1.0 + 0.0 * ratio) * scale, (0.0 - 1.0 * ratio) * scale};
  }
  double ratio = b.re / b.im, scale = 1.0 / (b.im + b.re * ratio);
  return {(1.0 * ratio + 0.0) * scale, (0.0 * ratio - 1.0) * scale};
}

/// a to a whole power of at least 0, by squaring.
Pair wholePower(Pair a, long n) {
  Pair result{1, 0}, power = a;
  for (long mask = 1; mask > 0 && n >= mask; mask <<= 1) {
    if (n & mask)
      result = product(result, power);
    power = product(power, power);
  }
  return result;
}

double _Complex toC(Pair a) { return __builtin_complex(a.re, a.im); }

Pair fromC(double _Complex z) { return {__real__ z, __imag__ z}; }

double give(Pair result, void *imaginary) {
  *static_cast<double *>(imaginary) = result.im;
  return result.re;
}

Pair logarithm10(Pair a) {
  Pair natural = fromC(__builtin_clog(toC(a)));
  return {natural.re * M_LOG10E, natural.im * M_LOG10E};
}

} // namespace

extern "C" {

bool amaru_rt_complex_pow(double are, double aim, double bre, double bim, void *re, void *im) {
  Pair a{are, aim}, b{bre, bim}, result{0, 0};
  bool isWhole = bim == 0 && bre == std::floor(bre) && std::fabs(bre) <= 100;
  bool isZero = are == 0 && aim == 0;
  if (isZero && (bim != 0 || bre < 0))
    return raiseError("ZeroDivisionError", {"0.0 to a negative or complex power"});
  if (isWhole && bre >= 0) {
    result = wholePower(a, long(bre));
  } else if (isWhole) {
    result = quotient({1, 0}, wholePower(a, long(-bre)));
  } else if (!isZero) {
    double magnitude = std::hypot(are, aim), length = std::pow(magnitude, bre), angle = std::atan2(aim, are);
    double phase = angle * bre;
    if (bim != 0) {
      length /= std::exp(angle * bim);
      phase += bim * std::log(magnitude);
    }
    result = {length * std::cos(phase), length * std::sin(phase)};
  }
  if (std::isinf(result.re) || std::isinf(result.im))
    return raiseError("OverflowError", {"complex exponentiation"});
  *static_cast<double *>(re) = result.re;
  *static_cast<double *>(im) = result.im;
  return false;
}

double amaru_rt_c128_pow(double are, double aim, double bre, double bim, void *im) {
  Pair a{are, aim};
  if (bre == 0 && bim == 0)
    return give({1, 0}, im);
  if (are == 0 && aim == 0)
    return give(bre > 0 && bim == 0 ? Pair{0, 0} : Pair{NAN, NAN}, im);
  if (bim == 0 && std::fabs(bre) < 100 && bre == std::trunc(bre)) {
    long n = long(bre);
    if (n == 1)
      return give(a, im);
    if (n == 2)
      return give(product(a, a), im);
    if (n == 3)
      return give(product(a, product(a, a)), im);
    Pair power = wholePower(a, n < 0 ? -n : n);
    return give(n < 0 ? reciprocal(power) : power, im);
  }
  return give(fromC(__builtin_cpow(toC(a), toC({bre, bim}))), im);
}

#define AMARU_COMPLEX_FUNCTION(name, function)                                                                         \
  double amaru_rt_complex_##name(double re, double im, void *result) {                                                 \
    return give(fromC(function(toC({re, im}))), result);                                                               \
  }
AMARU_COMPLEX_FUNCTION(sqrt, __builtin_csqrt)
AMARU_COMPLEX_FUNCTION(exp, __builtin_cexp)
AMARU_COMPLEX_FUNCTION(log, __builtin_clog)
AMARU_COMPLEX_FUNCTION(sin, __builtin_csin)
AMARU_COMPLEX_FUNCTION(cos, __builtin_ccos)
AMARU_COMPLEX_FUNCTION(tan, __builtin_ctan)
AMARU_COMPLEX_FUNCTION(asin, __builtin_casin)
AMARU_COMPLEX_FUNCTION(acos, __builtin_cacos)
AMARU_COMPLEX_FUNCTION(atan, __builtin_catan)
AMARU_COMPLEX_FUNCTION(sinh, __builtin_csinh)
AMARU_COMPLEX_FUNCTION(cosh, __builtin_ccosh)
AMARU_COMPLEX_FUNCTION(tanh, __builtin_ctanh)
AMARU_COMPLEX_FUNCTION(asinh, __builtin_casinh)
AMARU_COMPLEX_FUNCTION(acosh, __builtin_cacosh)
AMARU_COMPLEX_FUNCTION(atanh, __builtin_catanh)
#undef AMARU_COMPLEX_FUNCTION

double amaru_rt_complex_log10(double re, double im, void *result) { return give(logarithm10({re, im}), result); }

} // extern "C"
