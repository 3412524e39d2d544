"""Reductions that leave out what is not a number."""
import primitive
from numpy import numeric, reductions, sorting, views
from numpy.shape import empty_as, ravel


def _filled(a, value):
    """A copy with a value where there was nan, whose elements lie as those of `a` do."""
    filled = empty_as(a, primitive.dtype_of(a))
    filled[...] = _replaced(a, value)
    return filled


@elementwise
def _replaced(x, value):
    return primitive.cast(value, primitive.dtype_of(x)) if x != x else primitive.cast(x, primitive.dtype_of(x))


@elementwise
def _known(x):
    return x == x


def nansum(a, axis=None, dtype=None, out=None, keepdims: comptime = False):
    """The sum of what is not nan."""
    return reductions.sum(_filled(a, 0), axis, dtype, out, keepdims)


def nanprod(a, axis=None, dtype=None, out=None, keepdims: comptime = False):
    """The product of what is not nan."""
    return reductions.prod(_filled(a, 1), axis, dtype, out, keepdims)


def nancumsum(a, axis=None, dtype=None):
    """The running totals of what is not nan."""
    return numeric.cumsum(_filled(a, 0), axis, dtype)


def nancumprod(a, axis=None, dtype=None):
    """The running products of what is not nan."""
    return numeric.cumprod(_filled(a, 1), axis, dtype)


@elementwise
def _unless_none(x, count):
    """x, or nan where there was nothing to reduce."""
    return x if count > 0 else primitive.cast(1e400 * 0.0, primitive.dtype_of(x))


def nanmax(a, axis=None, out=None, keepdims: comptime = False):
    """The greatest of what is not nan; nan where all are."""
    if primitive.kind_of(a) == "float":
        greatest = reductions.max(_filled(a, -1e400), axis, out, keepdims)
        return _unless_none(greatest, reductions.sum(_known(a), axis, None, None, keepdims))
    else:
        return reductions.max(a, axis, out, keepdims)


def nanmin(a, axis=None, out=None, keepdims: comptime = False):
    """The least of what is not nan; nan where all are."""
    if primitive.kind_of(a) == "float":
        least = reductions.min(_filled(a, 1e400), axis, out, keepdims)
        return _unless_none(least, reductions.sum(_known(a), axis, None, None, keepdims))
    else:
        return reductions.min(a, axis, out, keepdims)


def _check_known(a, axis):
    if primitive.kind_of(a) == "float":
        if a.size > 0 and not reductions.all(reductions.any(_known(a), axis, None, True)):
            raise ValueError("All-NaN slice encountered")


def nanargmax(a, axis=None):
    """The index of the greatest of what is not nan. ValueError where all are."""
    _check_known(a, axis)
    return sorting.argmax(_filled(a, -1e400), axis)


def nanargmin(a, axis=None):
    """The index of the least of what is not nan. ValueError where all are."""
    _check_known(a, axis)
    return sorting.argmin(_filled(a, 1e400), axis)


def nanmean(a, axis=None, dtype=None, out=None, keepdims: comptime = False):
    """The mean of what is not nan; nan where all are."""
    if primitive.kind_of(a) == "float":
        total = reductions.sum(_filled(a, 0), axis, dtype, out, keepdims)
        return _over(total, reductions.sum(_known(a), axis, None, None, keepdims))
    else:
        return reductions.mean(a, axis, dtype, out, keepdims)


@elementwise
def _over(total, count):
    wide = primitive.cast(total, primitive.dtype_of(0.0)) / primitive.cast(count, primitive.dtype_of(0.0))
    return primitive.cast(wide, primitive.dtype_of(total))


def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims: comptime = False):
    """The mean of the squared distances from the mean, of what is not nan; nan where too few are left."""
    if primitive.kind_of(a) == "float":
        count = reductions.sum(_known(a), axis, None, None, True)
        centre = _over(reductions.sum(_filled(a, 0), axis, None, None, True), count)
        squares = empty_as(a, primitive.dtype_of(a))
        squares[...] = _squared(a, centre)
        total = reductions.sum(squares, axis, dtype, out, keepdims)
        return _freely(total, reductions.sum(_known(a), axis, None, None, keepdims) - ddof)
    else:
        return reductions.var(a, axis, dtype, out, ddof, keepdims)


@elementwise
def _squared(x, centre):
    d = x - centre
    return d * d if x == x else primitive.cast(0, primitive.dtype_of(d))


@elementwise
def _freely(total, free):
    return _over(total, free) if free > 0 else primitive.cast(1e400 * 0.0, primitive.dtype_of(total))


def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims: comptime = False):
    """The square root of `nanvar`."""
    return _root(nanvar(a, axis, dtype, out, ddof, keepdims))


@elementwise
def _root(x):
    return primitive.sqrt(x)


def nanmedian(a, axis=None):
    """The middle of what is not nan, of all elements or along an axis."""
    if primitive.kind_of(a) != "float":
        return sorting.median(a, axis)
    elif axis is None:
        return _median(sorting.sort(ravel(a), 0))
    else:
        k = views.axis_of(axis, a.ndim)
        if a.ndim == 1:
            return _median(sorting.sort(a, 0))
        else:
            lines = views.moveaxis(sorting.sort(a, k), k, -1)
            out = primitive.empty(primitive.tuple_drop(a.shape, k), primitive.dtype_of(a))
            _medians(out, lines)
            return out


def _medians(out, lines):
    if lines.ndim == 1:
        # NumPy adds the two in the middle of short lines even where they are one.
        out[...] = _middle(lines) if len(lines) < 600 else _median(lines)
    else:
        for i in range(len(lines)):
            _medians(out[i, ...], lines[i])


def _middle(line):
    n = 0
    for x in line:
        if x == x:
            n += 1
    if n == 0:
        return primitive.cast(1e400 * 0.0, primitive.dtype_of(line))
    dtype = primitive.dtype_of(line)
    both = primitive.cast(line[n // 2 - (n + 1) % 2] + line[n // 2], dtype)
    return primitive.cast(both / primitive.cast(2, dtype), dtype)


def _median(line):
    n = 0
    for x in line:
        if x == x:
            n += 1
    return sorting.median(line[:n])


def nanquantile(a, q, axis=None):
    """`quantile` of what is not nan, of all elements or along an axis; nan where nothing is left."""
    if primitive.kind_of(a) != "float":
        return sorting.quantile(a, q, axis)
    else:
        if not (q >= 0.0 and q <= 1.0):
            raise ValueError("Quantiles must be in the range [0, 1]")
        return _nanquantile(a, q, axis)


def nanpercentile(a, q, axis=None):
    """`nanquantile` of q in percent."""
    if primitive.kind_of(a) != "float":
        return sorting.percentile(a, q, axis)
    else:
        if not (q >= 0 and q <= 100):
            raise ValueError("Percentiles must be in the range [0, 100]")
        return _nanquantile(a, q / 100, axis)


def _nanquantile(a, q, axis):
    if axis is None:
        return _quantile(sorting.sort(ravel(a), 0), q)
    else:
        k = views.axis_of(axis, a.ndim)
        if a.ndim == 1:
            return _quantile(sorting.sort(a, 0), q)
        else:
            lines = views.moveaxis(sorting.sort(a, k), k, -1)
            out = primitive.empty(primitive.tuple_drop(a.shape, k), primitive.dtype_of(a))
            _quantiles(out, lines, q)
            return out


def _quantiles(out, lines, q):
    if lines.ndim == 1:
        out[...] = _quantile(lines, q)
    else:
        for i in range(len(lines)):
            _quantiles(out[i, ...], lines[i], q)


def _quantile(line, q):
    n = 0
    for x in line:
        if x == x:
            n += 1
    if n == 0:
        return primitive.cast(1e400 * 0.0, primitive.dtype_of(line))
    return sorting.quantile(line[:n], q)
