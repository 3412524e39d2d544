"""Universal functions of the parts of floats: signs, exponents, neighbours, what is no number."""
import primitive
from amaru import bool_, f16, f32, f64, i16, i32, i64
from numpy.operands import floats


def _bits(x):
    """The bits of a float as an integer of its size."""
    if primitive.itemsize(x) == 2:
        return primitive.bitcast(x, i16)
    elif primitive.itemsize(x) == 4:
        return primitive.bitcast(x, i32)
    else:
        return primitive.bitcast(primitive.cast(x, f64), i64)


def _of_bits(n):
    """The float that these bits are."""
    if primitive.itemsize(n) == 2:
        return primitive.bitcast(n, f16)
    elif primitive.itemsize(n) == 4:
        return primitive.bitcast(n, f32)
    else:
        return primitive.bitcast(n, f64)


@elementwise
def nextafter(x1, x2):
    """The float next to x1 towards x2."""
    a, b = floats(x1, x2)
    if a != a or b != b:
        return a + b
    if a == b:
        # NumPy's halves keep the sign of x1's zero, its other floats take that of x2's.
        return a if primitive.itemsize(a) == 2 else b
    n = _bits(a)
    one = primitive.cast(1, primitive.dtype_of(n))
    if a == 0:
        return primitive.cast(primitive.copysign(_of_bits(one), b), primitive.dtype_of(a))
    away = (a < b) == (a > 0)
    return primitive.cast(_of_bits(n + one if away else n - one), primitive.dtype_of(a))


@elementwise
def spacing(x):
    """The distance to the next float away from zero, with the sign of x; of halves to the next greater one."""
    v = primitive.as_float(x)
    if primitive.fabs(v) == 1e400 or v != v:
        return primitive.cast(1e400 - 1e400, primitive.dtype_of(v))
    if primitive.itemsize(v) == 2:
        return nextafter(v, primitive.cast(1e400, primitive.dtype_of(v))) - v
    if v == 0:
        return nextafter(v, primitive.cast(1, primitive.dtype_of(v)))
    return nextafter(v, primitive.copysign(primitive.cast(1e400, primitive.dtype_of(v)), v)) - v


@elementwise
def ldexp(x1, x2):
    """x1 * 2**x2, rounded once."""
    v = primitive.as_float(x1)
    n = primitive.cast(x2, i64)
    y = primitive.cast(v, f64)
    # Two steps are exact as long as what is between them is no subnormal number.
    for _ in range(2):
        if n > 1023:
            y = y * _power_of_two(1023)
            n -= 1023
        elif n < -1022:
            y = y * _power_of_two(-969)
            n += 969
    n = n if n < 1023 else 1023
    n = n if n > -1022 else -1022
    return primitive.cast(y * _power_of_two(n), primitive.dtype_of(v))


def _power_of_two(n):
    return primitive.bitcast(primitive.cast(n + 1023, i64) << 52, f64)


def frexp(x):
    """Mantissas of at least 0.5 and below 1, and the int32 exponents of two that they are multiplied with."""
    return _mantissa(x), _exponent(x)


@elementwise
def _mantissa(x):
    v = primitive.as_float(x)
    if v == 0 or v != v or primitive.fabs(v) == 1e400:
        return v
    y = primitive.cast(v, f64)
    if primitive.fabs(y) < 2.2250738585072014e-308:
        y = y * 18014398509481984.0
    # The exponent of 0.5.
    kept = primitive.bitcast(y, i64) & ~(2047 << 52)
    return primitive.cast(primitive.bitcast(kept | (1022 << 52), f64), primitive.dtype_of(v))


@elementwise
def _exponent(x):
    v = primitive.as_float(x)
    if v == 0 or v != v or primitive.fabs(v) == 1e400:
        return primitive.cast(0, i32)
    y = primitive.cast(v, f64)
    shift = primitive.cast(0, i64)
    if primitive.fabs(y) < 2.2250738585072014e-308:
        y = y * 18014398509481984.0
        shift = primitive.cast(54, i64)
    return primitive.cast((primitive.bitcast(y, i64) >> 52 & 2047) - 1022 - shift, i32)


def modf(x):
    """The fractions and the whole parts, both with the sign of x."""
    return _fraction(x), _whole_part(x)


@elementwise
def _fraction(x):
    v = primitive.as_float(x)
    part = v - primitive.trunc(v) if primitive.fabs(v) != 1e400 else primitive.cast(0, primitive.dtype_of(v))
    return primitive.copysign(part, v) if v == v else v


@elementwise
def _whole_part(x):
    return primitive.trunc(primitive.as_float(x))


@elementwise
def isposinf(x):
    """Whether x is plus infinity."""
    return primitive.cast(primitive.as_float(x) == 1e400, bool_)


@elementwise
def isneginf(x):
    """Whether x is minus infinity."""
    return primitive.cast(primitive.as_float(x) == -1e400, bool_)


@elementwise
def copysign(x, y):
    """The size of x with the sign of y."""
    a, b = floats(x, y)
    return primitive.copysign(a, b)


@elementwise
def signbit(x):
    """Whether x has a minus sign, -0.0 included."""
    one = primitive.cast(1, primitive.dtype_of(primitive.as_float(x)))
    return primitive.copysign(one, primitive.as_float(x)) < 0


@elementwise
def isnan(x):
    """Whether x is not a number."""
    if primitive.kind_of(x) == "float" or primitive.kind_of(x) == "complex":
        v = primitive.as_float(x)
        return v != v
    else:
        return primitive.cast(False, bool_)


@elementwise
def isinf(x):
    """Whether x is plus or minus infinity."""
    if primitive.kind_of(x) == "complex":
        return isinf(x.real) | isinf(x.imag)
    return primitive.fabs(primitive.as_float(x)) == 1e400


@elementwise
def isfinite(x):
    """Whether x is neither infinite nor nan."""
    if primitive.kind_of(x) == "complex":
        return isfinite(x.real) & isfinite(x.imag)
    return primitive.fabs(primitive.as_float(x)) < 1e400
