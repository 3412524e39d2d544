"""NumPy's universal functions: each is written for scalars; given arrays, it is applied to every element. This file has
arithmetic, rounding, choices and complex numbers; elementary.py, floats.py and logic.py have the others.
"""
import primitive
from amaru import bool_, f64, i8, i32, i64
from numpy.operands import same, floats
from numpy.indexing import nonzero


@elementwise
def floor(x):
    """The largest whole number that is not above x; integers stay as they are."""
    if primitive.is_floating(x):
        return primitive.floor(primitive.as_float(x))
    return primitive.cast(x, primitive.dtype_of(x))


@elementwise
def ceil(x):
    """The smallest whole number that is not below x; integers stay as they are."""
    if primitive.is_floating(x):
        return primitive.ceil(primitive.as_float(x))
    return primitive.cast(x, primitive.dtype_of(x))


@elementwise
def trunc(x):
    """x without its fraction; integers stay as they are."""
    if primitive.is_floating(x):
        return primitive.trunc(primitive.as_float(x))
    return primitive.cast(x, primitive.dtype_of(x))


@elementwise
def fabs(x):
    """The absolute value, as a float."""
    return primitive.fabs(primitive.as_float(x))


@elementwise
def absolute(x):
    """The absolute value."""
    if primitive.kind_of(x) == "complex":
        return primitive.hypot(x.real, x.imag)
    elif primitive.is_floating(x):
        return primitive.fabs(primitive.as_float(x))
    elif primitive.kind_of(x) == "int":
        v = primitive.cast(x, primitive.dtype_of(x))
        return v if v >= 0 else -v
    else:
        return primitive.cast(x, primitive.dtype_of(x))


@elementwise
def abs(x):
    """The absolute value."""
    return absolute(x)


@elementwise
def square(x):
    """x * x."""
    v = primitive.cast(x, primitive.dtype_of(x))
    return v * v


@elementwise
def sign(x):
    """-1, 0 or 1; nan stays nan."""
    if primitive.kind_of(x) == "complex":
        return _direction(x)
    v = primitive.cast(x, primitive.dtype_of(x))
    one = primitive.cast(1, primitive.dtype_of(x))
    zero = primitive.cast(0, primitive.dtype_of(x))
    if v > 0:
        return one
    if v < 0:
        return -one
    return zero if v == 0 else v


@elementwise
def maximum(x, y):
    """The greater of two; nan if either is."""
    a, b = same(x, y)
    return a if a >= b or a != a else b


@elementwise
def minimum(x, y):
    """The lesser of two; nan if either is."""
    a, b = same(x, y)
    return a if a <= b or a != a else b


@elementwise
def fmax(x, y):
    """The greater of two; the other if one is nan."""
    a, b = same(x, y)
    return a if a >= b or b != b else b


@elementwise
def fmin(x, y):
    """The lesser of two; the other if one is nan."""
    a, b = same(x, y)
    return a if a <= b or b != b else b


@elementwise
def power(x, y):
    """x raised to y."""
    a, b = same(x, y)
    return a**b


def clip(a, a_min=None, a_max=None, out=None, min=None, max=None):
    """a, but not below `a_min` (or `min`) and not above `a_max` (or `max`); either may be None."""
    low = a_min if min is None else min
    high = a_max if max is None else max
    if out is None:
        return _within(a, low, high)
    else:
        out[...] = _within(a, low, high)
        return out


def _within(a, a_min, a_max):
    if a_min is None and a_max is None:
        return positive(a)
    elif a_min is None:
        return minimum(a, a_max)
    elif a_max is None:
        return maximum(a, a_min)
    else:
        return _clipped(a, a_min, a_max)


@elementwise
def _clipped(x, low, high):
    return minimum(maximum(x, low), high)


def where(condition, x=None, y=None):
    """x where the condition holds, y elsewhere; of a condition alone, the indices where it holds."""
    if x is None:
        return nonzero(condition)
    else:
        return _chosen(condition, x, y)


@elementwise
def _chosen(condition, x, y):
    dtype = primitive.result_type(x, y)
    return primitive.cast(x, dtype) if condition else primitive.cast(y, dtype)


@elementwise
def add(x, y):
    """x + y."""
    return x + y


@elementwise
def subtract(x, y):
    """x - y."""
    return x - y


@elementwise
def multiply(x, y):
    """x * y."""
    return x * y


@elementwise
def divide(x, y):
    """x / y; inf or nan for a zero divisor."""
    dtype = primitive.dtype_of(primitive.as_float(primitive.cast(0, primitive.result_type(x, y))))
    if primitive.kind_of(dtype) == "float" and primitive.kind_of(x) != "float" and primitive.kind_of(y) != "float":
        return primitive.cast(x, primitive.dtype_of(0.0)) / primitive.cast(y, primitive.dtype_of(0.0))
    else:
        return primitive.cast(x, dtype) / primitive.cast(y, dtype)


@elementwise
def true_divide(x, y):
    """x / y."""
    return divide(x, y)


@elementwise
def floor_divide(x, y):
    """x // y; 0 for an integer divisor of 0."""
    a, b = same(x, y)
    if primitive.kind_of(a) == "float":
        return a // b
    else:
        return a // b if b != 0 else primitive.cast(0, primitive.dtype_of(a))


@elementwise
def remainder(x, y):
    """x % y, with the sign of y; 0 for an integer divisor of 0."""
    a, b = same(x, y)
    if primitive.kind_of(a) == "float":
        return a % b
    else:
        return a % b if b != 0 else primitive.cast(0, primitive.dtype_of(a))


@elementwise
def mod(x, y):
    """x % y."""
    return remainder(x, y)


@elementwise
def fmod(x, y):
    """The remainder with the sign of x."""
    a, b = same(x, y)
    if primitive.kind_of(a) == "float":
        return primitive.fmod(a, b)
    else:
        zero = primitive.cast(0, primitive.dtype_of(a))
        if b == 0:
            return zero
        r = a % b
        return primitive.cast(r - b, primitive.dtype_of(a)) if r != 0 and (a < 0) != (b < 0) else r


@elementwise
def negative(x):
    """-x."""
    return -x


@elementwise
def positive(x):
    """+x."""
    return primitive.cast(x, primitive.dtype_of(x))


@elementwise
def reciprocal(x):
    """1 / x, in the dtype of x."""
    v = primitive.cast(x, primitive.dtype_of(x))
    one = primitive.cast(1, primitive.dtype_of(x))
    if primitive.kind_of(x) == "float" or primitive.kind_of(x) == "complex":
        return one / v
    else:
        if v == 0:
            return _cut_off(v)
        return primitive.cast(1.0 / primitive.cast(v, f64), primitive.dtype_of(x))


def _cut_off(x):
    """What is left of infinity in the dtype of an integer."""
    if primitive.kind_of(x) == "int":
        if primitive.itemsize(x) == 8:
            return primitive.cast(-9223372036854775807, i64) - primitive.cast(1, i64)
        elif primitive.itemsize(x) == 4:
            return primitive.cast(-2147483648, i32)
    return primitive.cast(0, primitive.dtype_of(x))


@elementwise
def rint(x):
    """The nearest whole number, ties to even."""
    return primitive.round_even(primitive.as_float(x))


@elementwise
def fix(x):
    """x without its fraction."""
    return trunc(x)


def round(a, decimals=0, out=None):
    """The nearest number of so many decimals, ties to even; -1 rounds to tens. Integers stay integers."""
    if primitive.kind_of(a) == "float" or primitive.kind_of(a) == "complex":
        rounded = _rounded(a, decimals)
    else:
        rounded = _rounded_whole(a, decimals)
    if out is None:
        return rounded
    else:
        out[...] = rounded
        return out


@elementwise
def _rounded_whole(x, decimals):
    v = primitive.cast(x, primitive.dtype_of(x))
    if decimals >= 0:
        return v
    scale = 1.0
    for _ in range(-decimals):
        scale = scale * 10.0
    return primitive.cast(primitive.round_even(primitive.cast(v, f64) / scale) * scale, primitive.dtype_of(x))


def around(a, decimals=0, out=None):
    """`round`."""
    return round(a, decimals, out)


@elementwise
def _rounded(x, decimals):
    if primitive.kind_of(x) == "complex":
        return primitive.complex(_rounded(x.real, decimals), _rounded(x.imag, decimals))
    v = primitive.as_float(x)
    if decimals == 0:
        return primitive.round_even(v)
    scale = primitive.cast(1, primitive.dtype_of(v))
    ten = primitive.cast(10, primitive.dtype_of(v))
    for _ in range(decimals if decimals > 0 else -decimals):
        scale = scale * ten
    if decimals > 0:
        return primitive.round_even(v * scale) / scale
    return primitive.round_even(v / scale) * scale


@elementwise
def heaviside(x, h):
    """0 below zero, 1 above, `h` at zero."""
    a, b = floats(x, h)
    zero = primitive.cast(0, primitive.dtype_of(a))
    one = primitive.cast(1, primitive.dtype_of(a))
    if a != a:
        return a
    return zero if a < 0 else one if a > 0 else b


@elementwise
def nan_to_num(x, nan=0.0, posinf=None, neginf=None):
    """x, with nan replaced by 0 and infinities by the largest numbers of its dtype, or by what is given."""
    if primitive.kind_of(x) == "float":
        v = primitive.as_float(x)
        if v != v:
            return primitive.cast(nan, primitive.dtype_of(v))
        if v == 1e400:
            return primitive.cast(_largest(v) if posinf is None else posinf, primitive.dtype_of(v))
        if v == -1e400:
            return primitive.cast(-_largest(v) if neginf is None else neginf, primitive.dtype_of(v))
        return v
    elif primitive.kind_of(x) == "complex":
        return primitive.complex(
            nan_to_num(x.real, nan, posinf, neginf), nan_to_num(x.imag, nan, posinf, neginf)
        )
    else:
        return primitive.cast(x, primitive.dtype_of(x))


def _largest(x):
    if primitive.itemsize(x) == 2:
        return 65504.0
    elif primitive.itemsize(x) == 4:
        return 3.4028234663852886e38
    else:
        return 1.7976931348623157e308


def divmod(x1, x2):
    """`floor_divide` and `remainder`."""
    return floor_divide(x1, x2), remainder(x1, x2)


@elementwise
def isreal(x):
    """Whether x has no imaginary part."""
    if primitive.kind_of(x) == "complex":
        return primitive.cast(x.imag == 0, bool_)
    else:
        return primitive.cast(True, bool_)


@elementwise
def iscomplex(x):
    """Whether x has an imaginary part."""
    if primitive.kind_of(x) == "complex":
        return primitive.cast(x.imag != 0, bool_)
    else:
        return primitive.cast(False, bool_)


@elementwise
def conjugate(x):
    """The number with the sign of its imaginary part turned."""
    if primitive.kind_of(x) == "complex":
        return primitive.complex(x.real, -x.imag)
    elif primitive.kind_of(x) == "bool":
        return primitive.cast(x, i8)
    else:
        return primitive.cast(x, primitive.dtype_of(x))


@elementwise
def conj(x):
    """`conjugate`."""
    return conjugate(x)


@elementwise
def angle(z, deg=False):
    """The angle of a complex number in the plane, in radians, or in degrees."""
    if primitive.kind_of(z) == "complex":
        a = primitive.atan2(z.imag, z.real)
        return a * primitive.cast(57.29577951308232, primitive.dtype_of(a)) if deg else a
    else:
        v = primitive.as_float(z)
        b = primitive.atan2(primitive.cast(0, primitive.dtype_of(v)), v)
        return b * primitive.cast(57.29577951308232, primitive.dtype_of(b)) if deg else b


def real(val):
    """The real part; of an array, a view."""
    return val.real


def imag(val):
    """The imaginary part; of an array, a view."""
    return val.imag


def _direction(z):
    """z / |z|; of two infinite parts, nan."""
    size = primitive.hypot(z.real, z.imag)
    zero = primitive.cast(0, primitive.dtype_of(size))
    if size != size:
        return primitive.complex(size, size)
    if size == 1e400:
        if primitive.fabs(z.real) == 1e400 and primitive.fabs(z.imag) == 1e400:
            return primitive.complex(size - size, size - size)
        if primitive.fabs(z.real) == 1e400:
            return primitive.complex(sign(z.real), zero)
        return primitive.complex(zero, sign(z.imag))
    return primitive.complex(z.real / size, z.imag / size) if size != 0 else primitive.complex(zero, zero)
