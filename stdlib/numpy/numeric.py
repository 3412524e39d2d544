"""Differences, running totals, interpolation, convolution, counting."""
import primitive
from amaru import f64, i64
from numpy import views
from numpy.elementwise import conjugate
from numpy.reductions import sum
from numpy.joining import concatenate
from numpy.shape import asarray, copy, ravel
from numpy.sorting import insertion_point


def diff(a, n=1, axis=-1, prepend=None, append=None):
    """The differences of neighbours along an axis, taken `n` times; booleans give whether neighbours differ. `prepend` and
    `append` are put before and behind first: numbers, or arrays of the same rank."""
    if n < 0:
        raise ValueError("order must be non-negative but got " + str(n))
    k = views.axis_of(axis, a.ndim)
    if prepend is not None and append is not None:
        return _diff(concatenate((_border(prepend, a, k), a, _border(append, a, k)), k), n, k)
    elif prepend is not None:
        return _diff(concatenate((_border(prepend, a, k), a), k), n, k)
    elif append is not None:
        return _diff(concatenate((a, _border(append, a, k)), k), n, k)
    else:
        return _diff(a, n, k)


def _border(values, a, axis):
    if primitive.form_of(values) == "array":
        if values.ndim > 0:
            return values
        else:
            return views.broadcast_to(values, primitive.tuple_replace(a.shape, axis, 1))
    else:
        return views.broadcast_to(asarray(values), primitive.tuple_replace(a.shape, axis, 1))


def _diff(a, n, k):
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


def ediff1d(ary, to_end=None, to_begin=None):
    """The differences of neighbours of all elements in C order, with values put behind and before them."""
    inner = diff(ravel(asarray(ary)))
    if to_begin is not None and to_end is not None:
        return concatenate((_as_row(to_begin, inner), inner, _as_row(to_end, inner)), 0)
    elif to_begin is not None:
        return concatenate((_as_row(to_begin, inner), inner), 0)
    elif to_end is not None:
        return concatenate((inner, _as_row(to_end, inner)), 0)
    else:
        return inner


def _as_row(values, like):
    flat = ravel(asarray(values))
    row = primitive.empty(len(flat), primitive.dtype_of(like))
    row[...] = flat
    return row


def cumsum(a, axis=None, dtype=None, out=None):
    """The running totals along an axis, or of all elements in C order."""
    if dtype is None:
        return _into(_running(asarray(a), axis, primitive.wide_dtype(asarray(a)), True), out)
    else:
        return _into(_running(asarray(a), axis, dtype, True), out)


def cumprod(a, axis=None, dtype=None, out=None):
    """The running products along an axis, or of all elements in C order."""
    if dtype is None:
        return _into(_running(asarray(a), axis, primitive.wide_dtype(asarray(a)), False), out)
    else:
        return _into(_running(asarray(a), axis, dtype, False), out)


def _into(result, out):
    if out is None:
        return result
    else:
        out[...] = result
        return out


def cumulative_sum(x, axis=None, dtype=None, include_initial: comptime = False):
    """`cumsum`, with `include_initial` begun by 0. An array of several axes needs an `axis`."""
    if x.ndim > 1 and axis is None:
        raise ValueError("For arrays which have more than one dimension ``axis`` argument is required.")
    if include_initial:
        return _begun(cumsum(x, axis, dtype), 0 if axis is None else axis, 0)
    else:
        return cumsum(x, axis, dtype)


def cumulative_prod(x, axis=None, dtype=None, include_initial: comptime = False):
    """`cumprod`, with `include_initial` begun by 1. An array of several axes needs an `axis`."""
    if x.ndim > 1 and axis is None:
        raise ValueError("For arrays which have more than one dimension ``axis`` argument is required.")
    if include_initial:
        return _begun(cumprod(x, axis, dtype), 0 if axis is None else axis, 1)
    else:
        return cumprod(x, axis, dtype)


def _begun(totals, axis, first):
    k = views.axis_of(axis, totals.ndim)
    n = totals.shape[k]
    out = primitive.empty(primitive.tuple_replace(totals.shape, k, n + 1), primitive.dtype_of(totals))
    moved = views.moveaxis(out, k, 0)
    moved[0, ...] = first
    moved[1:] = views.moveaxis(totals, k, 0)
    return out


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


def gradient(f, *varargs, axis=None, edge_order=1):
    """The slopes of values by central differences, one-sided at both ends (of second order with `edge_order=2`).

    An array for one axis, else a list of one for each axis. `varargs` are nothing, one distance for all axes, or one for
    each; a distance is a number, or an array of the places of the values.
    """
    if axis is not None:
        return _slopes(f, views.axis_of(axis, f.ndim), _spacing(varargs, 0), edge_order)
    elif f.ndim == 1:
        return _slopes(f, 0, _spacing(varargs, 0), edge_order)
    else:
        return _all_slopes(f, varargs, edge_order, 0)


def _all_slopes(f, varargs, edge_order, axis: comptime):
    one = (_slopes(f, axis, _spacing(varargs, axis), edge_order),)
    if axis + 1 == f.ndim:
        return one
    else:
        return one + _all_slopes(f, varargs, edge_order, axis + 1)


def _spacing(varargs, axis: comptime):
    if len(varargs) == 0:
        return 1.0
    elif len(varargs) == 1:
        return varargs[0]
    else:
        return varargs[axis]


def _slope_dtype(f):
    if primitive.kind_of(f) == "float" or primitive.kind_of(f) == "complex":
        return primitive.dtype_of(f)
    else:
        return f64


def _slopes(f, axis, spacing, edge_order):
    n = f.shape[axis]
    if n < edge_order + 1:
        raise ValueError(
            "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required."
        )
    if edge_order != 1 and edge_order != 2:
        raise ValueError("'edge_order' greater than 2 not supported")
    dtype = _slope_dtype(f)
    values = primitive.empty(f.shape, dtype)
    values[...] = f
    out = primitive.empty(f.shape, dtype)
    y = views.moveaxis(values, axis, 0)
    d = views.moveaxis(out, axis, 0)
    if primitive.form_of(spacing) == "number":
        h = primitive.cast(spacing, dtype)
        two = primitive.cast(2, dtype)
        d[1 : n - 1] = (y[2:] - y[: n - 2]) / (two * h)
        if edge_order == 1:
            d[0, ...] = (y[1, ...] - y[0, ...]) / h
            d[n - 1, ...] = (y[n - 1, ...] - y[n - 2, ...]) / h
        else:
            d[0, ...] = (
                primitive.cast(-1.5, dtype) / h * y[0, ...] + two / h * y[1, ...] + primitive.cast(-0.5, dtype) / h * y[2, ...]
            )
            d[n - 1, ...] = (
                primitive.cast(0.5, dtype) / h * y[n - 3, ...] + -two / h * y[n - 2, ...]
                + primitive.cast(1.5, dtype) / h * y[n - 1, ...]
            )
    else:
        if len(spacing) != n:
            raise ValueError("when 1d, distances must match the length of the corresponding dimension")
        _uneven_slopes(d, y, spacing, n, edge_order)
    return out


def _uneven_slopes(d, y, x, n, edge_order):
    for i in range(1, n - 1):
        h1 = primitive.cast(x[i], f64) - primitive.cast(x[i - 1], f64)
        h2 = primitive.cast(x[i + 1], f64) - primitive.cast(x[i], f64)
        a = -h2 / (h1 * (h1 + h2))
        b = (h2 - h1) / (h1 * h2)
        c = h1 / (h2 * (h1 + h2))
        d[i, ...] = a * y[i - 1, ...] + b * y[i, ...] + c * y[i + 1, ...]
    first = primitive.cast(x[1], f64) - primitive.cast(x[0], f64)
    last = primitive.cast(x[n - 1], f64) - primitive.cast(x[n - 2], f64)
    if edge_order == 1:
        d[0, ...] = (y[1, ...] - y[0, ...]) / first
        d[n - 1, ...] = (y[n - 1, ...] - y[n - 2, ...]) / last
    else:
        second = primitive.cast(x[2], f64) - primitive.cast(x[1], f64)
        before = primitive.cast(x[n - 2], f64) - primitive.cast(x[n - 3], f64)
        d[0, ...] = (
            -(2.0 * first + second) / (first * (first + second)) * y[0, ...]
            + (first + second) / (first * second) * y[1, ...]
            + -first / (second * (first + second)) * y[2, ...]
        )
        d[n - 1, ...] = (
            last / (before * (before + last)) * y[n - 3, ...]
            + -(last + before) / (before * last) * y[n - 2, ...]
            + (2.0 * last + before) / (last * (before + last)) * y[n - 1, ...]
        )


def trapezoid(y, x=None, dx=1.0, axis=-1):
    """The area under values along an axis, at the places `x` (one for each value, or of the shape of `y`) or `dx` apart."""
    if x is None and (axis < -y.ndim or axis >= y.ndim):
        raise IndexError("list assignment index out of range")
    k = views.axis_of(axis, y.ndim)
    n = y.shape[k]
    moved = views.moveaxis(y, k, -1)
    if x is None:
        return sum(dx * (moved[..., 1:] + moved[..., : n - 1]) / 2.0, -1)
    elif x.ndim == 1:
        d = diff(x)
        return sum(d * (moved[..., 1:] + moved[..., : n - 1]) / 2.0, -1)
    else:
        e = views.moveaxis(diff(x, 1, k), k, -1)
        return sum(e * (moved[..., 1:] + moved[..., : n - 1]) / 2.0, -1)


def unwrap(p, discont=None, axis=-1, period=6.283185307179586):
    """Angles along an axis without jumps: each differs by at most half a period from the one before, or by `discont`."""
    k = views.axis_of(axis, p.ndim)
    out = primitive.empty(p.shape, _slope_dtype(p))
    out[...] = p
    _unwrap(views.moveaxis(out, k, -1), views.moveaxis(p, k, -1), discont, period)
    return out


def _unwrap(out, p, discont, period):
    if p.ndim > 1:
        for i in range(len(p)):
            _unwrap(out[i], p[i], discont, period)
    else:
        dtype = primitive.dtype_of(out)
        whole = primitive.cast(period, dtype)
        half = primitive.cast(period / 2.0, dtype)
        least = half if discont is None else primitive.cast(discont, dtype)
        if least < half:
            least = half
        correction = primitive.cast(0, dtype)
        for i in range(1, len(p)):
            step = primitive.cast(p[i], dtype) - primitive.cast(p[i - 1], dtype)
            wrapped = primitive.cast((step + half) % whole - half, dtype)
            if wrapped == -half and step > 0:
                wrapped = half
            change = wrapped - step
            if primitive.fabs(step) < least:
                change = primitive.cast(0, dtype)
            correction = primitive.cast(correction + change, dtype)
            out[i] = primitive.cast(p[i], dtype) + correction


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


def array_equiv(a1, a2):
    """Whether two arrays have the same elements when they are broadcast against each other."""
    a = asarray(a1)
    b = asarray(a2)
    if a.ndim < b.ndim:
        return array_equiv(b, a)
    else:
        added = a.ndim - b.ndim
        if b.ndim > 0:
            for k in range(b.ndim):
                if b.shape[k] != a.shape[k + added] and b.shape[k] != 1 and a.shape[k + added] != 1:
                    return False
        for x in ravel(a == b):
            if not x:
                return False
        return True
