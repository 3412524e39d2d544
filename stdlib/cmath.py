"""Python's cmath: functions of complex numbers, also given as ints or floats.

ValueError("math domain error") where the result is not defined, OverflowError("math range error") where it is too large.
"""
import primitive

pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = 1e400
nan = 1e400 * 0.0


def _finite(z):
    return primitive.fabs(z.real) < 1e400 and primitive.fabs(z.imag) < 1e400


def _ranged(result, z):
    """OverflowError where a finite argument gave no finite result."""
    if not _finite(result) and _finite(z):
        raise OverflowError("math range error")
    return result


def sqrt(z):
    """The square root with a real part of at least 0."""
    return primitive.sqrt(complex(z))


def exp(z):
    """e raised to z."""
    return _ranged(primitive.exp(complex(z)), complex(z))


def log(z, base=None):
    """The natural logarithm, or that to a base. ValueError for 0."""
    w = complex(z)
    if w.real == 0.0 and w.imag == 0.0:
        raise ValueError("math domain error")
    if base is None:
        return primitive.log(w)
    else:
        return primitive.log(w) / log(base)


def log10(z):
    """The logarithm to base 10. ValueError for 0."""
    w = complex(z)
    if w.real == 0.0 and w.imag == 0.0:
        raise ValueError("math domain error")
    return primitive.log10(w)


def phase(z):
    """The angle in the plane, in radians."""
    w = complex(z)
    return primitive.atan2(w.imag, w.real)


def polar(z):
    """Length and angle (in radians)."""
    w = complex(z)
    return abs(w), phase(w)


def rect(r, phi):
    """The number of a length and an angle (in radians)."""
    length = float(r)
    a = float(phi)
    return complex(length * primitive.cos(a), length * primitive.sin(a))


def sin(z):
    """The sine."""
    return _ranged(primitive.sin(complex(z)), complex(z))


def cos(z):
    """The cosine."""
    return _ranged(primitive.cos(complex(z)), complex(z))


def tan(z):
    """The tangent."""
    return primitive.tan(complex(z))


def asin(z):
    """The arc sine."""
    return primitive.asin(complex(z))


def acos(z):
    """The arc cosine."""
    return primitive.acos(complex(z))


def atan(z):
    """The arc tangent. ValueError for i and -i."""
    w = complex(z)
    if w.real == 0.0 and (w.imag == 1.0 or w.imag == -1.0):
        raise ValueError("math domain error")
    return primitive.atan(w)


def sinh(z):
    """The hyperbolic sine."""
    return _ranged(primitive.sinh(complex(z)), complex(z))


def cosh(z):
    """The hyperbolic cosine."""
    return _ranged(primitive.cosh(complex(z)), complex(z))


def tanh(z):
    """The hyperbolic tangent."""
    return primitive.tanh(complex(z))


def asinh(z):
    """The inverse hyperbolic sine."""
    return primitive.asinh(complex(z))


def acosh(z):
    """The inverse hyperbolic cosine."""
    return primitive.acosh(complex(z))


def atanh(z):
    """The inverse hyperbolic tangent. ValueError for 1 and -1."""
    w = complex(z)
    if w.imag == 0.0 and (w.real == 1.0 or w.real == -1.0):
        raise ValueError("math domain error")
    return primitive.atanh(w)


def isnan(z):
    """Whether a part is nan."""
    w = complex(z)
    return w.real != w.real or w.imag != w.imag


def isinf(z):
    """Whether a part is infinite."""
    w = complex(z)
    return primitive.fabs(w.real) == 1e400 or primitive.fabs(w.imag) == 1e400


def isfinite(z):
    """Whether both parts are finite."""
    return _finite(complex(z))
