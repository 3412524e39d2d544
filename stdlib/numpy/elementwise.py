"""NumPy's universal functions: each is written for scalars; given arrays, it is applied to every element.

Nothing raises here: what has no value is nan, as in NumPy. Float functions of integers give the float that NumPy gives.
"""
import primitive
from amaru import bool_, f16, f32, f64, i8, i16, i32, i64, u8, u16, u32, u64
from numpy.indexing import nonzero


@elementwise
def sqrt(x):
    """The square root; nan below 0."""
    return primitive.sqrt(primitive.as_float(x))


@elementwise
def cbrt(x):
    """The cube root."""
    return primitive.cbrt(primitive.as_float(x))


@elementwise
def exp(x):
    """e raised to x."""
    return primitive.exp(primitive.as_float(x))


@elementwise
def exp2(x):
    """2 raised to x."""
    return primitive.exp2(primitive.as_float(x))


@elementwise
def expm1(x):
    """exp(x) - 1, exact near 0."""
    return primitive.expm1(primitive.as_float(x))


@elementwise
def log(x):
    """The natural logarithm."""
    return primitive.log(primitive.as_float(x))


@elementwise
def log2(x):
    """The logarithm to base 2."""
    return primitive.log2(primitive.as_float(x))


@elementwise
def log10(x):
    """The logarithm to base 10."""
    return primitive.log10(primitive.as_float(x))


@elementwise
def log1p(x):
    """log(1 + x), exact near 0."""
    return primitive.log1p(primitive.as_float(x))


@elementwise
def sin(x):
    """The sine of x radians."""
    return primitive.sin(primitive.as_float(x))


@elementwise
def cos(x):
    """The cosine of x radians."""
    return primitive.cos(primitive.as_float(x))


@elementwise
def tan(x):
    """The tangent of x radians."""
    return primitive.tan(primitive.as_float(x))


@elementwise
def arcsin(x):
    """The arc sine, in radians."""
    return primitive.asin(primitive.as_float(x))


@elementwise
def arccos(x):
    """The arc cosine, in radians."""
    return primitive.acos(primitive.as_float(x))


@elementwise
def arctan(x):
    """The arc tangent, in radians."""
    return primitive.atan(primitive.as_float(x))


@elementwise
def arctan2(y, x):
    """The angle of the point (x, y), in radians."""
    a, b = _floats(y, x)
    return primitive.atan2(a, b)


@elementwise
def sinh(x):
    """The hyperbolic sine."""
    return primitive.sinh(primitive.as_float(x))


@elementwise
def cosh(x):
    """The hyperbolic cosine."""
    return primitive.cosh(primitive.as_float(x))


@elementwise
def tanh(x):
    """The hyperbolic tangent."""
    return primitive.tanh(primitive.as_float(x))


@elementwise
def hypot(x, y):
    """The length of the vector (x, y)."""
    a, b = _floats(x, y)
    return primitive.hypot(a, b)


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


@elementwise
def maximum(x, y):
    """The greater of two; nan if either is."""
    a, b = _same(x, y)
    return a if a >= b or a != a else b


@elementwise
def minimum(x, y):
    """The lesser of two; nan if either is."""
    a, b = _same(x, y)
    return a if a <= b or a != a else b


@elementwise
def fmax(x, y):
    """The greater of two; the other if one is nan."""
    a, b = _same(x, y)
    return a if a >= b or b != b else b


@elementwise
def fmin(x, y):
    """The lesser of two; the other if one is nan."""
    a, b = _same(x, y)
    return a if a <= b or b != b else b


@elementwise
def power(x, y):
    """x raised to y."""
    a, b = _same(x, y)
    return a**b


def clip(a, a_min=None, a_max=None):
    """a, but not below `a_min` and not above `a_max`; either may be None."""
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


def _same(x, y):
    """Both as the sized type in which they meet."""
    dtype = primitive.result_type(x, y)
    return primitive.cast(x, dtype), primitive.cast(y, dtype)


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


#===- Arithmetic as functions -----------------------------------------------------------------------------------------#


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
    a, b = _same(x, y)
    if primitive.kind_of(a) == "float":
        return a // b
    else:
        return a // b if b != 0 else primitive.cast(0, primitive.dtype_of(a))


@elementwise
def remainder(x, y):
    """x % y, with the sign of y; 0 for an integer divisor of 0."""
    a, b = _same(x, y)
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
    a, b = _same(x, y)
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
def float_power(x, y):
    """x raised to y as float64."""
    return primitive.pow(primitive.cast(x, primitive.dtype_of(0.0)), primitive.cast(y, primitive.dtype_of(0.0)))


@elementwise
def rint(x):
    """The nearest whole number, ties to even."""
    return primitive.round_even(primitive.as_float(x))


@elementwise
def fix(x):
    """x without its fraction."""
    return trunc(x)


def round(a, decimals=0):
    """The nearest number of so many decimals, ties to even: scaled, rounded and scaled back, as NumPy does."""
    if primitive.kind_of(a) == "float":
        return _rounded(a, decimals)
    elif primitive.kind_of(a) == "complex":
        return _complex_rounded(a, decimals)
    elif decimals < 0 and primitive.kind_of(a) != "bool":
        return _tens_rounded(a, decimals)
    else:
        return positive(a)


@elementwise
def _complex_rounded(x, decimals):
    return primitive.complex(_rounded(x.real, decimals), _rounded(x.imag, decimals))


@elementwise
def _tens_rounded(x, decimals):
    # As NumPy does it, by way of float64.
    scale = 1.0
    for _ in range(-decimals):
        scale *= 10.0
    return primitive.cast(primitive.round_even(primitive.cast(x, float) / scale) * scale, primitive.dtype_of(x))


def around(a, decimals=0):
    """`round`."""
    return round(a, decimals)


@elementwise
def _rounded(x, decimals):
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
def copysign(x, y):
    """The size of x with the sign of y."""
    a, b = _floats(x, y)
    return primitive.copysign(a, b)


@elementwise
def signbit(x):
    """Whether x has a minus sign, -0.0 included."""
    one = primitive.cast(1, primitive.dtype_of(primitive.as_float(x)))
    return primitive.copysign(one, primitive.as_float(x)) < 0


@elementwise
def heaviside(x, h):
    """0 below zero, 1 above, `h` at zero."""
    a, b = _floats(x, h)
    zero = primitive.cast(0, primitive.dtype_of(a))
    one = primitive.cast(1, primitive.dtype_of(a))
    if a != a:
        return a
    return zero if a < 0 else one if a > 0 else b


@elementwise
def logaddexp(x, y):
    """log(exp(x) + exp(y)), without overflow."""
    a, b = _floats(x, y)
    if primitive.itemsize(a) == 2:
        # Halves as float32, rounded once.
        return primitive.cast(logaddexp(primitive.cast(a, f32), primitive.cast(b, f32)), primitive.dtype_of(a))
    if a == b:
        return a + primitive.cast(0.6931471805599453, primitive.dtype_of(a))
    d = a - b
    if d > 0:
        return a + primitive.log1p(primitive.exp(-d))
    if d <= 0:
        return b + primitive.log1p(primitive.exp(d))
    return d


@elementwise
def logaddexp2(x, y):
    """log2(2**x + 2**y), without overflow."""
    a, b = _floats(x, y)
    one = primitive.cast(1, primitive.dtype_of(a))
    scale = primitive.cast(1.4426950408889634, primitive.dtype_of(a))
    if primitive.itemsize(a) == 2:
        return primitive.cast(logaddexp2(primitive.cast(a, f32), primitive.cast(b, f32)), primitive.dtype_of(a))
    if a == b:
        return a + one
    d = a - b
    if d > 0:
        return a + scale * primitive.log1p(primitive.exp2(-d))
    if d <= 0:
        return b + scale * primitive.log1p(primitive.exp2(d))
    return d


@elementwise
def arcsinh(x):
    """The inverse hyperbolic sine."""
    return primitive.asinh(primitive.as_float(x))


@elementwise
def arccosh(x):
    """The inverse hyperbolic cosine; nan below 1."""
    return primitive.acosh(primitive.as_float(x))


@elementwise
def arctanh(x):
    """The inverse hyperbolic tangent."""
    return primitive.atanh(primitive.as_float(x))


@elementwise
def degrees(x):
    """Radians to degrees."""
    return _scaled(primitive.as_float(x), 57.29577951308232)


@elementwise
def rad2deg(x):
    """Radians to degrees."""
    return degrees(x)


@elementwise
def radians(x):
    """Degrees to radians."""
    return _scaled(primitive.as_float(x), 0.017453292519943295)


def _scaled(x, factor):
    """x * factor; halves as float32, rounded once."""
    if primitive.itemsize(x) == 2:
        return primitive.cast(primitive.cast(x, f32) * primitive.cast(factor, f32), primitive.dtype_of(x))
    else:
        return x * primitive.cast(factor, primitive.dtype_of(x))


@elementwise
def deg2rad(x):
    """Degrees to radians."""
    return radians(x)


@elementwise
def sinc(x):
    """sin(pi x) / (pi x), 1 at zero."""
    v = primitive.as_float(x)
    # Near enough to zero for a sine that is its argument.
    little = primitive.cast(0.0009765625 if primitive.itemsize(v) == 2 else 1e-20, primitive.dtype_of(v))
    y = (v if v != 0 else little) * primitive.cast(3.141592653589793, primitive.dtype_of(v))
    return primitive.sin(y) / y


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


#===- The parts of floats ---------------------------------------------------------------------------------------------#


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
    a, b = _floats(x1, x2)
    if a != a or b != b:
        return a + b
    if a == b:
        return b
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


def divmod(x1, x2):
    """`floor_divide` and `remainder`."""
    return floor_divide(x1, x2), remainder(x1, x2)


@elementwise
def bitwise_count(x):
    """How many bits of the absolute value are 1, as uint8."""
    n = primitive.cast(_magnitude(primitive.cast(x, primitive.dtype_of(x))), u64)
    count = primitive.cast(0, u8)
    while n != 0:
        n = n & (n - primitive.cast(1, u64))
        count += primitive.cast(1, u8)
    return count


@elementwise
def isposinf(x):
    """Whether x is plus infinity."""
    return primitive.cast(primitive.as_float(x) == 1e400, bool_)


@elementwise
def isneginf(x):
    """Whether x is minus infinity."""
    return primitive.cast(primitive.as_float(x) == -1e400, bool_)


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


#===- Comparisons and logic as functions ------------------------------------------------------------------------------#


@elementwise
def equal(x, y):
    """x == y."""
    return x == y


@elementwise
def not_equal(x, y):
    """x != y."""
    return x != y


@elementwise
def less(x, y):
    """x < y."""
    return x < y


@elementwise
def less_equal(x, y):
    """x <= y."""
    return x <= y


@elementwise
def greater(x, y):
    """x > y."""
    return x > y


@elementwise
def greater_equal(x, y):
    """x >= y."""
    return x >= y


@elementwise
def logical_and(x, y):
    """Whether both are not zero."""
    return primitive.cast(x, bool_) & primitive.cast(y, bool_)


@elementwise
def logical_or(x, y):
    """Whether one is not zero."""
    return primitive.cast(x, bool_) | primitive.cast(y, bool_)


@elementwise
def logical_xor(x, y):
    """Whether exactly one is not zero."""
    return primitive.cast(x, bool_) ^ primitive.cast(y, bool_)


@elementwise
def logical_not(x):
    """Whether x is zero."""
    return ~primitive.cast(x, bool_)


@elementwise
def bitwise_and(x, y):
    """x & y."""
    return x & y


@elementwise
def bitwise_or(x, y):
    """x | y."""
    return x | y


@elementwise
def bitwise_xor(x, y):
    """x ^ y."""
    return x ^ y


@elementwise
def invert(x):
    """~x."""
    return ~primitive.cast(x, primitive.dtype_of(x))


@elementwise
def bitwise_not(x):
    """~x."""
    return invert(x)


@elementwise
def left_shift(x, y):
    """x << y; 0 where nothing is left."""
    return x << y


@elementwise
def right_shift(x, y):
    """x >> y."""
    return x >> y


@elementwise
def gcd(x, y):
    """The greatest common divisor."""
    a, b = _same(x, y)
    return primitive.cast(_gcd(_magnitude(a), _magnitude(b)), primitive.dtype_of(a))


def _gcd(a, b):
    while b != 0:
        r = a % b
        a = b
        b = r
    return a


def _magnitude(x):
    """The absolute value, unsigned."""
    if primitive.kind_of(x) == "int":
        if primitive.itemsize(x) == 1:
            return primitive.cast(absolute(x), u8)
        elif primitive.itemsize(x) == 2:
            return primitive.cast(absolute(x), u16)
        elif primitive.itemsize(x) == 4:
            return primitive.cast(absolute(x), u32)
        else:
            return primitive.cast(absolute(x), u64)
    else:
        return x


@elementwise
def lcm(x, y):
    """The least common multiple, 0 if either is 0."""
    a, b = _same(x, y)
    m = _magnitude(a)
    n = _magnitude(b)
    d = _gcd(m, n)
    return primitive.cast(m // d * n if d != 0 else d, primitive.dtype_of(a))


#===- Complex numbers -------------------------------------------------------------------------------------------------#


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


def _floats(x, y):
    """Both as the float in which they meet."""
    if primitive.is_python(x) or primitive.is_python(y):
        weak = primitive.dtype_of(primitive.as_float(primitive.cast(0, primitive.result_type(x, y))))
        return primitive.cast(x, weak), primitive.cast(y, weak)
    else:
        # Each integer has a float of its own: uint16 and int16 meet in float32.
        dtype = primitive.result_type(primitive.as_float(x), primitive.as_float(y))
        return primitive.cast(x, dtype), primitive.cast(y, dtype)
