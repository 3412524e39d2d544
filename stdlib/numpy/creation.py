"""Making arrays. Shapes are an int or a tuple of ints; ValueError for a negative extent, MemoryError for too large a one."""
import primitive


def empty(shape, dtype=float):
    """An array whose elements are not set."""
    return primitive.empty(shape, dtype)


def zeros(shape, dtype=float):
    """An array of zeros."""
    a = primitive.empty(shape, dtype)
    a[...] = 0
    return a


def ones(shape, dtype=float):
    """An array of ones."""
    a = primitive.empty(shape, dtype)
    a[...] = 1
    return a


def full(shape, fill_value, dtype=None):
    """An array with every element `fill_value`; its dtype is that of the value unless given."""
    if dtype is None:
        a = primitive.empty(shape, primitive.dtype_of(fill_value))
        a[...] = fill_value
        return a
    else:
        b = primitive.empty(shape, dtype)
        b[...] = fill_value
        return b


def empty_like(a):
    """An unset array with the shape and dtype of another."""
    return primitive.empty(a.shape, a.dtype)


def zeros_like(a):
    """Zeros with the shape and dtype of another array."""
    return zeros(a.shape, a.dtype)


def ones_like(a):
    """Ones with the shape and dtype of another array."""
    return ones(a.shape, a.dtype)


def full_like(a, fill_value):
    """An array of `fill_value` with the shape and dtype of another."""
    return full(a.shape, fill_value, a.dtype)


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


def linspace(start, stop, num: int = 50, endpoint: bool = True):
    """`num` evenly spaced float64 values from `start` to `stop`, with `stop` itself if `endpoint`."""
    if num < 0:
        raise ValueError("Number of samples must be non-negative.")
    first = float(start)
    delta = float(stop) - first
    div = num - 1 if endpoint else num
    a = primitive.empty(num, float)
    if div > 0:
        step = delta / div
        for i in range(num):
            if step == 0.0:
                a[i] = i / div * delta + first
            else:
                a[i] = i * step + first
        if endpoint and num > 1:
            a[num - 1] = float(stop)
    else:
        for i in range(num):
            a[i] = i * delta + first
    return a
