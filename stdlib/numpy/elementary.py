"""Universal functions: roots, powers of e, logarithms, angles, hyperbolas. Integers give the float that NumPy gives.

Nothing raises here: what has no value is nan, as in NumPy.
"""
import primitive
from amaru import f32
from numpy.operands import floats


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
    """2 raised to x; halves as float32, rounded once."""
    v = primitive.as_float(x)
    if primitive.itemsize(v) == 2:
        return primitive.cast(primitive.exp2(primitive.cast(v, f32)), primitive.dtype_of(v))
    return primitive.exp2(v)


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
    a, b = floats(y, x)
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
    a, b = floats(x, y)
    return primitive.hypot(a, b)


@elementwise
def float_power(x, y):
    """x raised to y as float64."""
    return primitive.pow(primitive.cast(x, primitive.dtype_of(0.0)), primitive.cast(y, primitive.dtype_of(0.0)))


@elementwise
def logaddexp(x, y):
    """log(exp(x) + exp(y)), without overflow."""
    a, b = floats(x, y)
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
    a, b = floats(x, y)
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
