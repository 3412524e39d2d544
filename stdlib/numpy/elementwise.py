"""NumPy's universal functions: each is written for scalars; given arrays, it is applied to every element.

Nothing raises here: what has no value is nan, as in NumPy. Float functions of integers give the float that NumPy gives.
"""
import primitive


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
    return primitive.atan2(primitive.as_float(y), primitive.as_float(x))


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
    return primitive.hypot(primitive.as_float(x), primitive.as_float(y))


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
    if primitive.is_floating(x):
        return primitive.fabs(primitive.as_float(x))
    v = primitive.cast(x, primitive.dtype_of(x))
    return v if v >= 0 else -v


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
    v = primitive.as_float(x)
    return v != v


@elementwise
def isinf(x):
    """Whether x is plus or minus infinity."""
    return primitive.fabs(primitive.as_float(x)) == 1e400


@elementwise
def isfinite(x):
    """Whether x is neither infinite nor nan."""
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


@elementwise
def clip(x, low, high):
    """x, but not below `low` and not above `high`."""
    return minimum(maximum(x, low), high)


@elementwise
def where(condition, x, y):
    """x where the condition holds, y elsewhere."""
    a, b = _same(x, y)
    return a if condition else b


def _same(x, y):
    """Both as the sized type in which they meet."""
    dtype = primitive.dtype_of(x + y)
    return primitive.cast(x, dtype), primitive.cast(y, dtype)
