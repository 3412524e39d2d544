"""Making arrays. Shapes are an int or a tuple of ints; ValueError for a negative extent, MemoryError for too large a one."""
import primitive
from amaru import f64, i64
from numpy import views
from numpy.shape import ravel, reversed_axes


def empty(shape, dtype=float, order: comptime = None):
    """An array whose elements are not set; with `order="F"` the first axis is the innermost one."""
    if order is None:
        return primitive.empty(shape, dtype)
    elif order == "F":
        return primitive.transpose(primitive.empty(reversed_axes(views.shape_of(shape)), dtype))
    elif order == "C":
        return primitive.empty(shape, dtype)
    else:
        raise ValueError("order must be one of 'C', 'F', 'A', or 'K' (got '" + order + "')")


def zeros(shape, dtype=float, order: comptime = None):
    """An array of zeros, in an order as of `empty`."""
    a = empty(shape, dtype, order)
    a[...] = 0
    return a


def ones(shape, dtype=float, order: comptime = None):
    """An array of ones, in an order as of `empty`."""
    a = empty(shape, dtype, order)
    a[...] = 1
    return a


def full(shape, fill_value, dtype=None, order: comptime = None):
    """An array with every element `fill_value`; its dtype is that of the value unless given."""
    if dtype is None:
        a = empty(shape, primitive.dtype_of(fill_value), order)
        a[...] = fill_value
        return a
    else:
        b = empty(shape, dtype, order)
        b[...] = fill_value
        return b


def empty_like(prototype, dtype=None, shape=None):
    """An unset array with the shape and dtype of another, unless others are given."""
    if dtype is None:
        if shape is None:
            return primitive.empty(prototype.shape, prototype.dtype)
        else:
            return primitive.empty(shape, prototype.dtype)
    elif shape is None:
        return primitive.empty(prototype.shape, dtype)
    else:
        return primitive.empty(shape, dtype)


def zeros_like(a, dtype=None, shape=None):
    """Zeros with the shape and dtype of another array, unless others are given."""
    b = empty_like(a, dtype, shape)
    b[...] = 0
    return b


def ones_like(a, dtype=None, shape=None):
    """Ones with the shape and dtype of another array, unless others are given."""
    b = empty_like(a, dtype, shape)
    b[...] = 1
    return b


def full_like(a, fill_value, dtype=None, shape=None):
    """An array of `fill_value` with the shape and dtype of another, unless others are given."""
    b = empty_like(a, dtype, shape)
    b[...] = fill_value
    return b


def eye(N, M=None, k=0, dtype=float):
    """A matrix of N rows and M columns (N unless given) with ones on diagonal k and zeros elsewhere."""
    if M is None:
        return eye(N, N, k, dtype)
    else:
        a = zeros((N, M), dtype)
        for i in range(N):
            if i + k >= 0 and i + k < M:
                a[i, i + k] = 1
        return a


def identity(n, dtype=float):
    """The square matrix with ones on its diagonal."""
    return eye(n, n, 0, dtype)


def tri(N, M=None, k=0, dtype=float):
    """A matrix of N rows and M columns (N unless given) with ones on and below diagonal k."""
    if M is None:
        return tri(N, N, k, dtype)
    else:
        a = zeros((N, M), dtype)
        for i in range(N):
            for j in range(M):
                if j <= i + k:
                    a[i, j] = 1
        return a


def tril(m, k=0):
    """A copy with zeros above diagonal k."""
    return _triangle(m, k, True)


def triu(m, k=0):
    """A copy with zeros below diagonal k."""
    return _triangle(m, k, False)


def _triangle(m, k, isLower: comptime):
    out = primitive.empty(m.shape, m.dtype)
    out[...] = m
    for i in range(m.shape[m.ndim - 2]):
        for j in range(m.shape[m.ndim - 1]):
            if j > i + k if isLower else j < i + k:
                out[..., i, j] = 0
    return out


def diag(v, k=0):
    """The square matrix with these elements on diagonal k; of a matrix, a copy of that diagonal."""
    if v.ndim == 1:
        n = len(v) + (k if k >= 0 else -k)
        a = zeros((n, n), v.dtype)
        for i in range(len(v)):
            if k >= 0:
                a[i, i + k] = v[i]
            else:
                a[i - k, i] = v[i]
        return a
    else:
        rows = v.shape[0] + k if k < 0 else v.shape[0]
        columns = v.shape[1] - k if k > 0 else v.shape[1]
        count = rows if rows < columns else columns
        if count < 0:
            count = 0
        b = primitive.empty(count, v.dtype)
        for i in range(count):
            b[i] = v[i, i + k] if k >= 0 else v[i - k, i]
        return b


def diagflat(v, k=0):
    """The square matrix with all elements, in C order, on diagonal k."""
    return diag(ravel(v), k)


def vander(x, N=None, increasing=False):
    """The powers of each element, a row each: N of them (as many as elements unless given), falling unless `increasing`."""
    if N is None:
        return vander(x, len(x), increasing)
    else:
        a = primitive.empty((len(x), N), _powers_dtype(x))
        for i in range(len(x)):
            power = primitive.cast(1, a.dtype)
            for j in range(N):
                a[i, j if increasing else N - 1 - j] = power
                power = primitive.cast(power * x[i], a.dtype)
        return a


def _powers_dtype(x):
    """Where the elements meet int64; uint64 does so in float64."""
    if primitive.kind_of(x) == "uint":
        if x.itemsize == 8:
            return f64
        else:
            return i64
    else:
        return primitive.result_type(x, i64)


def indices(dimensions):
    """The index of every place of a matrix: the rows' and the columns' numbers, stacked."""
    a = primitive.empty((2, dimensions[0], dimensions[1]), int)
    for i in range(dimensions[0]):
        for j in range(dimensions[1]):
            a[0, i, j] = i
            a[1, i, j] = j
    return a


def arange(start, stop=None, step=1, dtype=None):
    """Evenly spaced values from `start` (0 when only `stop` is given) up to, not including, `stop`.

    int64 for ints, float64 as soon as one argument is a float. The number of values is ceil((stop - start) / step).
    """
    if stop is None:
        return _arange(start * 0, start, step, dtype)
    else:
        return _arange(start, stop, step, dtype)


def _arange(start, stop, step, dtype):
    length = (stop - start) / step
    n = int(primitive.ceil(float(length)))
    if n < 0:
        n = 0
    if dtype is None:
        a = primitive.empty(n, primitive.dtype_of(start + step))
        for i in range(n):
            a[i] = start + i * step
        return a
    else:
        b = primitive.empty(n, dtype)
        for i in range(n):
            b[i] = start + i * step
        return b


def linspace(start, stop, num: int = 50, endpoint: bool = True, retstep: comptime = False, dtype=None):
    """`num` evenly spaced values from `start` to `stop`, with `stop` itself if `endpoint`, as the float in which the two meet
    unless `dtype` says otherwise. With `retstep` also their distance."""
    values, step = _spaced(start, stop, num, endpoint)
    if retstep:
        return _converted(values, dtype), step
    else:
        return _converted(values, dtype)


def _spaced(start, stop, num, endpoint):
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    dtype = primitive.dtype_of(primitive.as_float(primitive.cast(0, primitive.result_type(start, stop))))
    first = primitive.cast(start, dtype)
    last = primitive.cast(stop, dtype)
    delta = primitive.cast(last - first, dtype)
    div = num - 1 if endpoint else num
    a = primitive.empty(num, dtype)
    step = primitive.cast(1e400 * 0.0, dtype)
    if div > 0:
        step = primitive.cast(delta / primitive.cast(div, dtype), dtype)
        for i in range(num):
            place = primitive.cast(i, dtype)
            if step == 0.0:
                a[i] = place / primitive.cast(div, dtype) * delta + first
            else:
                a[i] = place * step + first
        if endpoint and num > 1:
            a[num - 1] = last
    else:
        for i in range(num):
            a[i] = primitive.cast(i, dtype) * delta + first
    return a, step


def _converted(a, dtype):
    if dtype is None:
        return a
    else:
        b = primitive.empty(a.shape, dtype)
        if primitive.kind_of(dtype) == "int" or primitive.kind_of(dtype) == "uint":
            for i in range(len(a)):
                b[i] = primitive.cast(primitive.floor(a[i]), dtype)
        else:
            b[...] = a
        return b


def logspace(start, stop, num: int = 50, endpoint: bool = True, base=10.0):
    """`base` raised to `num` evenly spaced powers from `start` to `stop`."""
    exponents, _ = _spaced(start, stop, num, endpoint)
    for i in range(num):
        exponents[i] = primitive.pow(primitive.cast(base, f64), exponents[i])
    return exponents


def geomspace(start, stop, num: int = 50, endpoint: bool = True):
    """`num` values from `start` to `stop`, each the same multiple of the one before; both of one sign, not 0."""
    low = primitive.cast(start, f64)
    high = primitive.cast(stop, f64)
    if low == 0.0 or high == 0.0:
        raise ValueError("Geometric sequence cannot include zero")
    sign = primitive.cast(1.0, f64)
    if low < 0.0 and high < 0.0:
        sign = primitive.cast(-1.0, f64)
        low = -low
        high = -high
    values = logspace(primitive.log10(low), primitive.log10(high), num, endpoint)
    if num > 0:
        values[0] = low
        if num > 1 and endpoint:
            values[num - 1] = high
    for i in range(num):
        values[i] = values[i] * sign
    return values


def result_type(a, b):
    """The dtype in which two arrays, dtypes or numbers meet; Python's numbers are weak."""
    return primitive.result_type(a, b)


def promote_types(type1, type2):
    """The dtype in which two dtypes meet."""
    return primitive.result_type(type1, type2)
