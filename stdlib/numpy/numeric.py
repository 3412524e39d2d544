"""Differences, running totals, interpolation, convolution, counting."""
import primitive
from amaru import f64, i64
from numpy import views
from numpy.elementwise import conjugate
from numpy.reductions import sum
from numpy.shape import copy, ravel
from numpy.sorting import insertion_point


def diff(a, n=1, axis=-1):
    """The differences of neighbours along an axis, taken `n` times; booleans give whether neighbours differ."""
    if n < 0:
        raise ValueError("order must be non-negative but got " + str(n))
    k = views.axis_of(axis, a.ndim)
    result = copy(a)
    for _ in range(n):
        m = views.moveaxis(result, k, 0)
        count = m.shape[0] - 1 if m.shape[0] > 0 else 0
        smaller = primitive.empty(primitive.tuple_replace(result.shape, k, count), a.dtype)
        d = views.moveaxis(smaller, k, 0)
        if primitive.kind_of(a) == "bool":
            d[...] = m[1:] != m[: m.shape[0] - 1]
        elif count > 0:
            d[...] = m[1:] - m[: m.shape[0] - 1]
        result = smaller
    return result


def ediff1d(ary):
    """The differences of neighbours of all elements in C order."""
    return diff(ravel(ary))


def cumsum(a, axis=None, dtype=None, out=None):
    """The running totals along an axis, or of all elements in C order."""
    if dtype is None:
        return _running(a, axis, primitive.wide_dtype(a), True)
    else:
        return _running(a, axis, dtype, True)


def cumprod(a, axis=None, dtype=None, out=None):
    """The running products along an axis, or of all elements in C order."""
    if dtype is None:
        return _running(a, axis, primitive.wide_dtype(a), False)
    else:
        return _running(a, axis, dtype, False)


def _running(a, axis, dtype, isSum: comptime):
    if axis is None:
        return _running(ravel(a), 0, dtype, isSum)
    else:
        k = views.axis_of(axis, a.ndim)
        out = primitive.empty(a.shape, dtype)
        _run(views.moveaxis(out, k, -1), views.moveaxis(a, k, -1), isSum)
        return out


def _run(out, a, isSum: comptime):
    if a.ndim > 1:
        for i in range(len(a)):
            _run(out[i], a[i], isSum)
    elif len(a) > 0:
        dtype = primitive.dtype_of(out)
        total = primitive.cast(a[0], dtype)
        out[0] = total
        for i in range(1, len(a)):
            if isSum:
                total = primitive.cast(total + primitive.cast(a[i], dtype), dtype)
            else:
                total = primitive.cast(total * primitive.cast(a[i], dtype), dtype)
            out[i] = total


def gradient(f, spacing=1.0):
    """The slope of the values of one axis by central differences, one-sided at both ends; `spacing` is their distance."""
    n = len(f)
    if n < 2:
        raise ValueError(
            "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required."
        )
    values = f * 1.0 if primitive.kind_of(f) != "float" else copy(f)
    out = primitive.empty(n, values.dtype)
    out[1 : n - 1] = (values[2:] - values[: n - 2]) / (2.0 * spacing)
    out[0] = (values[1] - values[0]) / spacing
    out[n - 1] = (values[n - 1] - values[n - 2]) / spacing
    return out


def trapezoid(y, x=None, dx=1.0):
    """The area under the values of one axis, at the places `x` or `dx` apart."""
    n = len(y)
    if x is None:
        return sum((y[1:] + y[: n - 1]) * dx / 2.0)
    else:
        return sum((x[1:] - x[: n - 1]) * (y[1:] + y[: n - 1]) / 2.0)


def interp(x, xp, fp, left=None, right=None):
    """The piecewise linear function through the points (xp, fp), xp increasing; the end values outside of them."""
    if len(xp) == 0:
        raise ValueError("array of sample points is empty")
    if len(xp) != len(fp):
        raise ValueError("fp and xp are not of the same length.")
    low = primitive.cast(fp[0], f64)
    high = primitive.cast(fp[len(fp) - 1], f64)
    if left is not None:
        low = primitive.cast(left, f64)
    if right is not None:
        high = primitive.cast(right, f64)
    if primitive.form_of(x) == "array":
        out = primitive.empty(x.shape, f64)
        flat = primitive.flat(out)
        values = ravel(x)
        # NumPy computes all slopes first where there are at least as many values as points.
        for i in range(len(flat)):
            flat[i] = _interp(primitive.cast(values[i], f64), xp, fp, low, high)
        return out
    else:
        return _interp(primitive.cast(x, f64), xp, fp, low, high)


def _interp(x, xp, fp, low, high):
    n = len(xp)
    if x != x:
        return x
    if n == 1:
        only = primitive.cast(fp[0], f64)
        return low if x < xp[0] else high if x > xp[0] else only
    if x < xp[0]:
        return low
    if x > xp[n - 1]:
        return high
    j = insertion_point(xp, x, True) - 1
    if j == n - 1:
        return primitive.cast(fp[j], f64)
    if xp[j] == x:
        return primitive.cast(fp[j], f64)
    y0 = primitive.cast(fp[j], f64)
    y1 = primitive.cast(fp[j + 1], f64)
    x0 = primitive.cast(xp[j], f64)
    x1 = primitive.cast(xp[j + 1], f64)
    slope = (y1 - y0) / (x1 - x0)
    result = slope * (x - x0) + y0
    if result != result:
        result = slope * (x - x1) + y1
        if result != result and y0 == y1:
            result = y0
    return result


def convolve(a, v, mode="full"):
    """The discrete convolution of two arrays of one axis: all of it, as long as the longer ("same"), or where they overlap
    entirely ("valid")."""
    if len(a) == 0:
        raise ValueError("a cannot be empty")
    if len(v) == 0:
        raise ValueError("v cannot be empty")
    if len(v) > len(a):
        return _correlated(v, copy(views.flip(a, 0)), mode)
    return _correlated(a, copy(views.flip(v, 0)), mode)


def correlate(a, v, mode="valid"):
    """The cross-correlation of two arrays of one axis, `sum(a[n + k] * conj(v[n]))`; modes as for `convolve`."""
    if len(v) > len(a):
        return copy(views.flip(_correlated(conjugate(v), a, mode), 0))
    return _correlated(a, conjugate(v), mode)


def _correlated(a, v, mode):
    n = len(a)
    m = len(v)
    if mode == "full":
        length = n + m - 1
        start = 1 - m
    elif mode == "same":
        length = n
        start = -(m // 2)
    else:
        length = n - m + 1
        start = 0
    out = primitive.empty(length, primitive.result_type(a, v))
    for i in range(length):
        total = primitive.cast(0, primitive.result_type(a, v))
        place = start + i
        first = -place if place < 0 else 0
        last = n - place if n - place < m else m
        for j in range(first, last):
            total += a[place + j] * v[j]
        out[i] = total
    return out


#===- Comparing whole arrays ------------------------------------------------------------------------------------------#


@elementwise
def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether two numbers are equal within `atol + rtol * |b|`."""
    x = primitive.cast(a, f64)
    y = primitive.cast(b, f64)
    if x != x or y != y:
        return primitive.cast(equal_nan, primitive.dtype_of(True)) and x != x and y != y
    if primitive.fabs(x) == 1e400 or primitive.fabs(y) == 1e400:
        return x == y
    return primitive.fabs(x - y) <= atol + rtol * primitive.fabs(y)


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether all elements are close."""
    close = isclose(a, b, rtol, atol, equal_nan)
    if primitive.form_of(close) == "array":
        for x in ravel(close):
            if not x:
                return False
        return True
    else:
        return bool(close)


def array_equal(a1, a2):
    """Whether two arrays have the same shape and elements."""
    if a1.ndim != a2.ndim:
        return False
    elif a1.ndim == 0:
        return bool(a1[()] == a2[()])
    else:
        for k in range(a1.ndim):
            if a1.shape[k] != a2.shape[k]:
                return False
        for x in ravel(a1 == a2):
            if not x:
                return False
        return True
