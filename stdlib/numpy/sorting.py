"""Sorting and searching. nan stands behind all numbers. Sorting is stable, whatever `kind` asks for."""
import primitive
from amaru import f32, i64
from numpy import views
from numpy.shape import asarray, copy, ravel


def before(x, y):
    """Whether x stands before y: by `<`, with nan last."""
    return x < y or y != y and x == x


def sort(a, axis=-1, kind=None):
    """A sorted copy, along one axis or with `axis=None` of all elements."""
    if axis is None:
        return sort(copy(ravel(a)), 0)
    else:
        out = copy(a)
        _sort_lines(views.moveaxis(out, axis, -1))
        return out


def sort_in_place(a, axis=-1):
    """Sorts along one axis."""
    _sort_lines(views.moveaxis(a, axis, -1))


def _sort_lines(a):
    if a.ndim > 1:
        for i in range(len(a)):
            _sort_lines(a[i])
    elif len(a) > 1:
        line = copy(a)
        a[...] = _merge_sorted(line, primitive.empty(len(a), a.dtype))


@jit(boundscheck=False, overflow="wrap")
def _merge_sorted(line, other):
    """Sorts by merging runs that double in length, from one array into the other and back."""
    n = len(line)
    # Runs of 16 by insertion.
    for start in range(0, n, 16):
        end = start + 16 if start + 16 < n else n
        for i in range(start + 1, end):
            x = line[i]
            j = i
            while j > start and before(x, line[j - 1]):
                line[j] = line[j - 1]
                j -= 1
            line[j] = x
    width = 16
    source = line
    target = other
    while width < n:
        for low in range(0, n, 2 * width):
            middle = low + width if low + width < n else n
            high = low + 2 * width if low + 2 * width < n else n
            i = low
            j = middle
            for k in range(low, high):
                if i < middle and (j >= high or not before(source[j], source[i])):
                    target[k] = source[i]
                    i += 1
                else:
                    target[k] = source[j]
                    j += 1
        swapped = source
        source = target
        target = swapped
        width *= 2
    return source


def argsort(a, axis=-1, kind=None):
    """The indices that sort the array along an axis, or with `axis=None` all elements; equal elements keep their order."""
    if axis is None:
        return argsort(ravel(a), 0)
    else:
        out = primitive.empty(a.shape, int)
        _argsort_lines(views.moveaxis(out, axis, -1), views.moveaxis(a, axis, -1))
        return out


def _argsort_lines(out, a):
    if a.ndim > 1:
        for i in range(len(a)):
            _argsort_lines(out[i], a[i])
    else:
        order = primitive.empty(len(a), int)
        for i in range(len(a)):
            order[i] = i
        out[...] = _merge_ordered(copy(a), order, primitive.empty(len(a), int))


@jit(boundscheck=False, overflow="wrap")
def _merge_ordered(keys, line, other):
    n = len(line)
    width = 1
    source = line
    target = other
    while width < n:
        for low in range(0, n, 2 * width):
            middle = low + width if low + width < n else n
            high = low + 2 * width if low + 2 * width < n else n
            i = low
            j = middle
            for k in range(low, high):
                if i < middle and (j >= high or not before(keys[source[j]], keys[source[i]])):
                    target[k] = source[i]
                    i += 1
                else:
                    target[k] = source[j]
                    j += 1
        swapped = source
        source = target
        target = swapped
        width *= 2
    return source


def partition(a, kth, axis=-1):
    """A copy in which the element `kth` is where sorting puts it, smaller ones before, greater ones behind."""
    return sort(a, axis)


def argpartition(a, kth, axis=-1):
    """The indices that do what `partition` does."""
    return argsort(a, axis)


def lexsort(keys):
    """The indices that sort by the last key, then by the one before it, and so on; keys are arrays of one axis."""
    return _lexsort(keys, argsort(keys[0]))


def _lexsort(keys, order):
    if len(keys) == 1:
        return order
    else:
        rest = primitive.tuple_drop(keys, 0)
        return _lexsort(rest, order[argsort(rest[0][order])])


def searchsorted(a, v, side="left", sorter=None):
    """Where values would be put into a sorted array of one axis: before equal ones, or behind them with side "right"."""
    if primitive.form_of(v) == "array":
        out = primitive.empty(v.shape, int)
        flat = primitive.flat(out)
        values = ravel(v)
        for i in range(len(flat)):
            flat[i] = insertion_point(a, values[i], side == "right")
        return out
    else:
        return primitive.cast(insertion_point(a, v, side == "right"), primitive.dtype_of(0))


@jit(boundscheck=False, overflow="wrap")
def insertion_point(a, x, isRight):
    """Where x belongs in a sorted line: behind its equals if `isRight`, else before them."""
    low = 0
    high = len(a)
    while low < high:
        middle = (low + high) // 2
        if isRight:
            goes = not before(x, a[middle])
        else:
            goes = before(a[middle], x)
        if goes:
            low = middle + 1
        else:
            high = middle
    return low


def _extreme(a, isMax: comptime):
    best = 0
    for i in range(1, len(a)):
        if a[best] != a[best]:
            return best
        if isMax:
            if a[i] > a[best] or a[i] != a[i]:
                best = i
        else:
            if a[i] < a[best] or a[i] != a[i]:
                best = i
    return best


def _extremes(out, a, isMax: comptime):
    if a.ndim == 1:
        out[...] = _extreme(a, isMax)
    else:
        for i in range(len(a)):
            _extremes(out[i, ...], a[i], isMax)


def _arg(a, axis, keepdims: comptime, isMax: comptime):
    if axis is None:
        if a.size == 0:
            if isMax:
                raise ValueError("attempt to get argmax of an empty sequence")
            else:
                raise ValueError("attempt to get argmin of an empty sequence")
        return primitive.cast(_extreme(ravel(a), isMax), primitive.dtype_of(0))
    else:
        k = views.axis_of(axis, a.ndim)
        if a.shape[k] == 0:
            if isMax:
                raise ValueError("attempt to get argmax of an empty sequence")
            else:
                raise ValueError("attempt to get argmin of an empty sequence")
        if keepdims:
            kept = primitive.empty(primitive.tuple_replace(a.shape, k, 1), int)
            moved = views.moveaxis(kept, k, -1)
            _extremes(moved[..., 0], views.moveaxis(a, k, -1), isMax)
            return kept
        elif a.ndim == 1:
            return primitive.cast(_extreme(a, isMax), primitive.dtype_of(0))
        else:
            out = primitive.empty(primitive.tuple_drop(a.shape, k), int)
            _extremes(out, views.moveaxis(a, k, -1), isMax)
            return out


def argmax(a, axis=None, out=None, keepdims: comptime = False):
    """The index of the greatest element (the first of several, or of a nan): in C order, or along an axis."""
    return _arg(a, axis, keepdims, True)


def argmin(a, axis=None, out=None, keepdims: comptime = False):
    """The index of the least element (the first of several, or of a nan): in C order, or along an axis."""
    return _arg(a, axis, keepdims, False)


#===- Order statistics ------------------------------------------------------------------------------------------------#


def median(a, axis=None, out=None, overwrite_input=False, keepdims: comptime = False):
    """The middle element, or the mean of the two in the middle; nan if an element is nan."""
    return _statistic(a, 0.5, axis, keepdims, True)


def quantile(a, q, axis=None, keepdims: comptime = False):
    """The element below which a part `q` (0 to 1) of the elements lies, between neighbours by linear interpolation."""
    if primitive.form_of(q) == "list":
        return quantile(a, asarray(q), axis, keepdims)
    elif primitive.form_of(q) == "array":
        return _statistics(a, q, axis, keepdims)
    else:
        if not (q >= 0.0 and q <= 1.0):
            raise ValueError("Quantiles must be in the range [0, 1]")
        return _statistic(a, q, axis, keepdims, False)


def percentile(a, q, axis=None, keepdims: comptime = False):
    """`quantile` of q in percent."""
    if primitive.form_of(q) == "list":
        return percentile(a, asarray(q), axis, keepdims)
    elif primitive.form_of(q) == "array":
        return quantile(a, q / 100.0, axis, keepdims)
    else:
        if not (q >= 0 and q <= 100):
            raise ValueError("Percentiles must be in the range [0, 100]")
        return _statistic(a, q / 100, axis, keepdims, False)


def _statistics(a, q, axis, keepdims: comptime):
    if axis is None and a.ndim >= 1:
        out = primitive.empty(len(q), primitive.result_type(_result_dtype(a), q * 1.0))
        line = sort(ravel(a), 0)
        for i in range(len(q)):
            if not (q[i] >= 0.0 and q[i] <= 1.0):
                raise ValueError("Quantiles must be in the range [0, 1]")
            out[i] = _between(line, q[i], primitive.dtype_of(out))
        return out
    else:
        k = views.axis_of(axis, a.ndim)
        if a.shape[k] == 0:
            raise IndexError("index 0 is out of bounds for axis 0 with size 0")
        table = primitive.empty((len(q),) + primitive.tuple_drop(a.shape, k), primitive.result_type(_result_dtype(a), q * 1.0))
        lines = sort(a, k)
        for i in range(len(q)):
            _fill(table[i, ...], views.moveaxis(lines, k, -1), q[i], False)
        return table


def _result_dtype(a):
    return primitive.dtype_of(primitive.as_float(primitive.cast(0, primitive.dtype_of(a))) + _weight(a))


def _weight(a):
    """Integers are interpolated as float64, floats as themselves."""
    if primitive.kind_of(a) == "float":
        return primitive.cast(0, primitive.dtype_of(a))
    else:
        return primitive.cast(0, primitive.dtype_of(0.0))


def _statistic(a, q, axis, keepdims: comptime, isMedian: comptime):
    if axis is None and not keepdims:
        return _one(sort(ravel(a), 0), q, _result_dtype(a), isMedian)
    elif axis is None:
        whole = primitive.empty(primitive.tuple_repeat(1, a.ndim), _result_dtype(a))
        whole[...] = _one(sort(ravel(a), 0), q, _result_dtype(a), isMedian)
        return whole
    else:
        k = views.axis_of(axis, a.ndim)
        if a.shape[k] == 0 and not isMedian:
            raise IndexError("index -1 is out of bounds for axis 0 with size 0")
        lines = views.moveaxis(sort(a, k), k, -1)
        if keepdims:
            kept = primitive.empty(primitive.tuple_replace(a.shape, k, 1), _result_dtype(a))
            moved = views.moveaxis(kept, k, -1)
            _fill(moved[..., 0], lines, q, isMedian)
            return kept
        elif a.ndim == 1:
            return _one(lines, q, _result_dtype(a), isMedian)
        else:
            out = primitive.empty(primitive.tuple_drop(a.shape, k), _result_dtype(a))
            _fill(out, lines, q, isMedian)
            return out


def _fill(out, lines, q, isMedian: comptime):
    if lines.ndim == 1:
        out[...] = _one(lines, q, primitive.dtype_of(out), isMedian)
    else:
        for i in range(len(lines)):
            _fill(out[i, ...], lines[i], q, isMedian)


def _one(line, q, dtype, isMedian: comptime):
    if isMedian:
        return _middle(line)
    else:
        return _between(line, q, dtype)


def _middle(line):
    n = len(line)
    dtype = _result_dtype(line)
    if n == 0:
        return primitive.cast(1e400 * 0.0, dtype)
    if line[n - 1] != line[n - 1]:
        return primitive.cast(line[n - 1], dtype)
    # The mean of one element or two, begun from 0; halves are added as float32.
    low = primitive.cast(line[n // 2 - (n + 1) % 2], dtype)
    high = primitive.cast(line[n // 2], dtype)
    zero = primitive.cast(0, f32 if primitive.itemsize(low) == 2 else dtype)
    if n % 2 == 1:
        return primitive.cast(zero + high, dtype)
    return primitive.cast((zero + low + high) / primitive.cast(2, primitive.dtype_of(zero)), dtype)


def _between(line, q, dtype):
    n = len(line)
    if n == 0:
        raise IndexError("index -1 is out of bounds for axis 0 with size 0")
    if line[n - 1] != line[n - 1]:
        return primitive.cast(line[n - 1], dtype)
    place = float(n - 1) * float(q)
    low = int(primitive.floor(place))
    high = low + 1
    if low >= n - 1:
        # As NumPy, which counts both from the end: an infinite last element gives nan.
        low = n - 1
        high = n - 1
        place = float(2 * n - 1)
    part = place - float(low)
    a = primitive.cast(line[low], dtype)
    b = primitive.cast(line[high], dtype)
    # The distance in the dtype of the elements, as NumPy has it; the parts are rounded to it from float64.
    distance = primitive.cast(_distance(line[low], line[high]), dtype)
    if primitive.cast(part, dtype) >= 0.5:
        return primitive.cast(b - distance * primitive.cast(1.0 - part, dtype), dtype)
    return primitive.cast(a + distance * primitive.cast(part, dtype), dtype)


def _distance(x, y):
    if primitive.kind_of(x) == "bool":
        return primitive.cast(y, i64) - primitive.cast(x, i64)
    else:
        return y - x
