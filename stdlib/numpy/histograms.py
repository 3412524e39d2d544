"""Counting: how often numbers stand in an array, and how many lie between edges."""
import primitive
from amaru import f64, i64
from numpy import creation, elementwise, reductions, sorting
from numpy.shape import copy, ravel


def bincount(x, weights=None, minlength=0):
    """How often each of the numbers 0, 1, … stands in `x`, or the sum of the weights there. ValueError for a negative one."""
    top = -1
    for value in x:
        if value < 0:
            raise ValueError("'list' argument must have no negative elements")
        if int(value) > top:
            top = int(value)
    if minlength < 0:
        raise ValueError("'minlength' must not be negative")
    n = top + 1 if top + 1 > minlength else minlength
    if weights is None:
        counts = primitive.empty(n, i64)
        counts[...] = 0
        for value in x:
            counts[value] += 1
        return counts
    else:
        if len(weights) != len(x):
            raise ValueError("The weights and list don't have the same length.")
        sums = primitive.empty(n, f64)
        sums[...] = 0
        for i in range(len(x)):
            sums[x[i]] += primitive.cast(weights[i], f64)
        return sums


def histogram(a, bins=10, range=None, density: comptime = False, weights=None):
    """How many elements lie in each of `bins` equal parts of their range (or of `range`), or between given edges.

    Returns the counts (int64, or sums of the weights) and the edges. The last part includes its upper edge. With `density`
    the counts are divided by their sum and the widths. ValueError for edges that fall, or a range that is not finite.
    """
    edges = histogram_bin_edges(a, bins, range)
    flat = ravel(a)
    if primitive.form_of(bins) == "number":
        if weights is None:
            counts = creation.zeros(bins, i64)
            _count_equal(counts, flat, edges, bins, None)
            return _scaled(counts, edges, density), edges
        else:
            _check_weights(a, weights)
            # The weights are added as float64 and rounded once.
            sums = creation.zeros(bins, primitive.result_type(primitive.cast(0, primitive.dtype_of(weights)), f64))
            _count_equal(sums, flat, edges, bins, ravel(weights))
            rounded = creation.empty(bins, primitive.dtype_of(weights))
            for i in _upto(bins):
                rounded[i] = primitive.cast(sums[i], primitive.dtype_of(weights))
            return _scaled(rounded, edges, density), edges
    elif weights is None:
        between = creation.zeros(len(edges) - 1, i64)
        _count_between(between, flat, edges)
        return _scaled(between, edges, density), edges
    else:
        _check_weights(a, weights)
        parts = creation.zeros(len(edges) - 1, primitive.dtype_of(weights))
        _weigh_between(parts, flat, edges, ravel(weights))
        return _scaled(parts, edges, density), edges


def histogram_bin_edges(a, bins=10, range=None):
    """The edges that `histogram` would use."""
    if primitive.form_of(bins) == "number":
        if bins < 1:
            raise ValueError("`bins` must be positive, when an integer")
        if range is None and a.size == 0:
            return creation.linspace(0.0, 1.0, bins + 1, True, False, _edge_dtype(a))
        low, high = _limits(a, range)
        return creation.linspace(low, high, bins + 1, True, False, _edge_dtype(a))
    elif primitive.form_of(bins) == "array":
        for i in _upto(len(bins) - 1):
            if bins[i] > bins[i + 1]:
                raise ValueError("`bins` must increase monotonically, when an array")
        return bins
    else:
        return histogram_bin_edges(a, _as_array(bins))


def _as_array(values):
    made = primitive.empty(len(values), primitive.leaf_dtype(values))
    for i in _upto(len(values)):
        made[i] = values[i]
    return made


def _upto(n):
    return range(n)


def _check_weights(a, weights):
    if weights.shape != a.shape:
        raise ValueError("weights should have the same shape as a.")


def _edge_dtype(a):
    """Floats are counted between floats of their own dtype, all others between float64."""
    if primitive.kind_of(a) == "float":
        return primitive.dtype_of(a)
    else:
        return f64


def _limits(a, given):
    dtype = _edge_dtype(a)
    if given is None:
        low = primitive.cast(reductions.min(a), dtype)
        high = primitive.cast(reductions.max(a), dtype)
        if not (primitive.fabs(low) < 1e400 and primitive.fabs(high) < 1e400):
            raise ValueError(f"autodetected range of [{low}, {high}] is not finite")
        return _apart(low, high)
    else:
        if given[0] > given[1]:
            raise ValueError("max must be larger than min in range parameter.")
        first = primitive.cast(given[0], f64)
        last = primitive.cast(given[1], f64)
        if not (primitive.fabs(first) < 1e400 and primitive.fabs(last) < 1e400):
            raise ValueError(f"supplied range of [{given[0]}, {given[1]}] is not finite")
        return _apart(first, last)


def _apart(low, high):
    if low == high:
        half = primitive.cast(0.5, primitive.dtype_of(low))
        return primitive.cast(low - half, primitive.dtype_of(low)), primitive.cast(high + half, primitive.dtype_of(low))
    return low, high


def _count_equal(counts, flat, edges, bins, weights):
    dtype = primitive.dtype_of(edges)
    low = edges[0]
    high = edges[len(edges) - 1]
    width = primitive.cast(high - low, dtype)
    for k in _upto(len(flat)):
        value = primitive.cast(flat[k], dtype)
        if value >= low and value <= high:
            place = primitive.cast(primitive.cast(value - low, dtype) / width, dtype) * primitive.cast(bins, dtype)
            i = int(place)
            if i == bins:
                i -= 1
            # Rounding may have put it one part too far.
            if value < edges[i]:
                i -= 1
            if value >= edges[i + 1] and i != bins - 1:
                i += 1
            if weights is None:
                counts[i] += 1
            else:
                counts[i] += primitive.cast(weights[k], primitive.dtype_of(counts))


def _count_between(counts, flat, edges):
    n = len(edges)
    for x in flat:
        if n > 1 and x >= edges[0] and x <= edges[n - 1]:
            place = sorting.insertion_point(edges, x, True)
            counts[place - 1 if place < n else n - 2] += 1


def _weigh_between(sums, flat, edges, weights):
    n = len(edges)
    for k in _upto(len(flat)):
        x = flat[k]
        if n > 1 and x >= edges[0] and x <= edges[n - 1]:
            place = sorting.insertion_point(edges, x, True)
            sums[place - 1 if place < n else n - 2] += weights[k]


def _scaled(counts, edges, density: comptime):
    if density:
        widths = primitive.empty(len(counts), f64)
        total = primitive.cast(0, f64)
        for i in _upto(len(counts)):
            widths[i] = primitive.cast(edges[i + 1] - edges[i], f64)
            total += primitive.cast(counts[i], f64)
        return counts / widths / total
    else:
        return counts


def digitize(x, bins, right=False):
    """The bin of each value: `bins[i-1] <= x < bins[i]` for increasing bins, with `right` `bins[i-1] < x <= bins[i]`."""
    n = len(bins)
    _check_monotonic(bins)
    if n > 1 and bins[0] > bins[n - 1]:
        return n - sorting.searchsorted(copy(bins[::-1]), x, "left" if right else "right")
    return sorting.searchsorted(bins, x, "left" if right else "right")


def _check_monotonic(bins):
    rises = False
    falls = False
    for i in range(1, len(bins)):
        rises = rises or bins[i] > bins[i - 1]
        falls = falls or bins[i] < bins[i - 1]
    if rises and falls:
        raise ValueError("bins must be monotonically increasing or decreasing")
