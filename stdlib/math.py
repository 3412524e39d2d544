"""Python's math module: functions of floats that raise where CPython's do.

Arguments are converted to float. ValueError("math domain error") where the function is not defined, and
OverflowError("math range error") where a finite argument gives an infinite result.
"""
import primitive

pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = 1e400
nan = 1e400 * 0.0


def isnan(x):
    """Whether x is not a number."""
    v = float(x)
    return v != v


def isinf(x):
    """Whether x is plus or minus infinity."""
    return primitive.fabs(float(x)) == inf


def isfinite(x):
    """Whether x is neither infinite nor nan."""
    return primitive.fabs(float(x)) < inf


def sqrt(x):
    """The square root."""
    v = float(x)
    if v < 0.0:
        raise ValueError("math domain error")
    return primitive.sqrt(v)


def cbrt(x):
    """The cube root."""
    return primitive.cbrt(float(x))


def exp(x):
    """e raised to x."""
    v = float(x)
    r = primitive.exp(v)
    if r == inf and v < inf:
        raise OverflowError("math range error")
    return r


def exp2(x):
    """2 raised to x."""
    v = float(x)
    r = primitive.exp2(v)
    if r == inf and v < inf:
        raise OverflowError("math range error")
    return r


def expm1(x):
    """exp(x) - 1, exact near 0."""
    v = float(x)
    r = primitive.expm1(v)
    if r == inf and v < inf:
        raise OverflowError("math range error")
    return r


def log(x, base=None):
    """The natural logarithm, or that to a base."""
    v = float(x)
    if v <= 0.0:
        raise ValueError("math domain error")
    if base is None:
        return primitive.log(v)
    else:
        b = float(base)
        if b <= 0.0:
            raise ValueError("math domain error")
        return primitive.log(v) / primitive.log(b)


def log2(x):
    """The logarithm to base 2."""
    v = float(x)
    if v <= 0.0:
        raise ValueError("math domain error")
    return primitive.log2(v)


def log10(x):
    """The logarithm to base 10."""
    v = float(x)
    if v <= 0.0:
        raise ValueError("math domain error")
    return primitive.log10(v)


def log1p(x):
    """log(1 + x), exact near 0."""
    v = float(x)
    if v <= -1.0:
        raise ValueError("math domain error")
    return primitive.log1p(v)


def sin(x):
    """The sine of x radians."""
    v = float(x)
    if primitive.fabs(v) == inf:
        raise ValueError("math domain error")
    return primitive.sin(v)


def cos(x):
    """The cosine of x radians."""
    v = float(x)
    if primitive.fabs(v) == inf:
        raise ValueError("math domain error")
    return primitive.cos(v)


def tan(x):
    """The tangent of x radians."""
    v = float(x)
    if primitive.fabs(v) == inf:
        raise ValueError("math domain error")
    return primitive.tan(v)


def asin(x):
    """The arc sine, in radians."""
    v = float(x)
    if primitive.fabs(v) > 1.0:
        raise ValueError("math domain error")
    return primitive.asin(v)


def acos(x):
    """The arc cosine, in radians."""
    v = float(x)
    if primitive.fabs(v) > 1.0:
        raise ValueError("math domain error")
    return primitive.acos(v)


def atan(x):
    """The arc tangent, in radians."""
    return primitive.atan(float(x))


def atan2(y, x):
    """The angle of the point (x, y), in radians."""
    return primitive.atan2(float(y), float(x))


def sinh(x):
    """The hyperbolic sine."""
    v = float(x)
    r = primitive.sinh(v)
    if primitive.fabs(r) == inf and primitive.fabs(v) < inf:
        raise OverflowError("math range error")
    return r


def cosh(x):
    """The hyperbolic cosine."""
    v = float(x)
    r = primitive.cosh(v)
    if r == inf and primitive.fabs(v) < inf:
        raise OverflowError("math range error")
    return r


def tanh(x):
    """The hyperbolic tangent."""
    return primitive.tanh(float(x))


def asinh(x):
    """The inverse hyperbolic sine."""
    return primitive.asinh(float(x))


def acosh(x):
    """The inverse hyperbolic cosine."""
    v = float(x)
    if v < 1.0:
        raise ValueError("math domain error")
    return primitive.acosh(v)


def atanh(x):
    """The inverse hyperbolic tangent."""
    v = float(x)
    if primitive.fabs(v) >= 1.0:
        raise ValueError("math domain error")
    return primitive.atanh(v)


def erf(x):
    """The error function."""
    return primitive.erf(float(x))


def erfc(x):
    """1 - erf(x), exact for large x."""
    return primitive.erfc(float(x))


def gamma(x):
    """The gamma function."""
    v = float(x)
    if v == -inf or (v <= 0.0 and v == primitive.floor(v)):
        raise ValueError("math domain error")
    r = primitive.gamma(v)
    if primitive.fabs(r) == inf and v < inf:
        raise OverflowError("math range error")
    return r


def lgamma(x):
    """The logarithm of the absolute value of the gamma function."""
    v = float(x)
    if v <= 0.0 and v == primitive.floor(v) and v > -inf:
        raise ValueError("math domain error")
    return primitive.lgamma(v)


def pow(x, y):
    """x raised to y, as a float."""
    a = float(x)
    b = float(y)
    r = primitive.pow(a, b)
    if isfinite(a) and isfinite(b):
        if r != r:
            raise ValueError("math domain error")
        if primitive.fabs(r) == inf:
            if a == 0.0:
                raise ValueError("math domain error")
            raise OverflowError("math range error")
    return r


def hypot(x, y):
    """The length of the vector (x, y)."""
    return primitive.hypot(float(x), float(y))


def fmod(x, y):
    """The remainder of x / y with the sign of x."""
    a = float(x)
    b = float(y)
    if (primitive.fabs(a) == inf and b == b) or (b == 0.0 and a == a):
        raise ValueError("math domain error")
    return primitive.fmod(a, b)


def copysign(x, y):
    """x with the sign of y."""
    return primitive.copysign(float(x), float(y))


def fabs(x):
    """The absolute value, as a float."""
    return primitive.fabs(float(x))


def floor(x):
    """The largest int that is not above x."""
    if primitive.is_floating(x):
        return int(primitive.floor(float(x)))
    return int(x)


def ceil(x):
    """The smallest int that is not below x."""
    if primitive.is_floating(x):
        return int(primitive.ceil(float(x)))
    return int(x)


def trunc(x):
    """x without its fraction, as an int."""
    return int(x)


def degrees(x):
    """Radians to degrees."""
    return float(x) * (180.0 / pi)


def radians(x):
    """Degrees to radians."""
    return float(x) * (pi / 180.0)


def gcd(a: int, b: int):
    """The greatest common divisor; not negative."""
    x = abs(a)
    y = abs(b)
    while y != 0:
        x, y = y, x % y
    return x


def isqrt(n: int):
    """The integer part of the square root of n."""
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    r = int(primitive.sqrt(float(n)))
    while r > 3037000499 or r * r > n:
        r -= 1
    while r < 3037000499 and (r + 1) * (r + 1) <= n:
        r += 1
    return r


def factorial(n: int):
    """n! as an int. OverflowError above 20!."""
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r
