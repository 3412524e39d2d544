"""The indices of diagonals and triangles, and of places counted in C order."""
import primitive
from amaru import i64
from numpy import views
from numpy.shape import asarray, copy, ravel


def fill_diagonal(a, val, wrap=False):
    """Sets the elements `a[i, i, …]`; the values repeat as often as needed. With `wrap` a tall matrix goes on behind a gap."""
    if a.ndim < 2:
        raise ValueError("array must be at least 2-d")
    v = ravel(asarray(val))
    if a.ndim == 2:
        rows = a.shape[0]
        columns = a.shape[1]
        n = 0
        i = 0
        while i < rows and len(v) > 0 and columns > 0:
            j = i % (columns + 1) if wrap else i
            if j < columns:
                a[i, j] = primitive.cast(v[n % len(v)], primitive.dtype_of(a))
                n += 1
            elif not wrap:
                break
            i += 1
    else:
        for k in range(1, a.ndim):
            if a.shape[k] != a.shape[0]:
                raise ValueError("All dimensions of input must be of equal length")
        if a.size > 0 and len(v) > 0:
            step = 0
            for k in range(a.ndim):
                step += a.strides[k]
            line = views.view(a, (a.shape[0],), (step,))
            for i in range(len(line)):
                line[i] = primitive.cast(v[i % len(v)], primitive.dtype_of(a))


def _numbers(n):
    line = primitive.empty(n, i64)
    for i in range(n):
        line[i] = i
    return line


def diag_indices(n, ndim: comptime = 2):
    """The indices of the diagonal of a square array: 0, 1, … for each axis."""
    return _repeated(_numbers(n), ndim)


def _repeated(line, count: comptime):
    if count == 1:
        return (line,)
    else:
        return (line,) + _repeated(line, count - 1)


def diag_indices_from(arr):
    """`diag_indices` for an array. ValueError unless its axes are of one length."""
    if arr.ndim < 2:
        raise ValueError("input array must be at least 2-d")
    for k in range(1, arr.ndim):
        if arr.shape[k] != arr.shape[0]:
            raise ValueError("All dimensions of input must be of equal length")
    return diag_indices(arr.shape[0], arr.ndim)


def _triangle(n, m, k, isLower: comptime):
    count = 0
    for i in range(n):
        for j in range(m):
            if j <= i + k if isLower else j >= i + k:
                count += 1
    rows = primitive.empty(count, i64)
    columns = primitive.empty(count, i64)
    count = 0
    for i in range(n):
        for j in range(m):
            if j <= i + k if isLower else j >= i + k:
                rows[count] = i
                columns[count] = j
                count += 1
    return rows, columns


def tril_indices(n, k=0, m=None):
    """The indices of the elements on and below diagonal k of a matrix of n rows and m columns (n unless given)."""
    return _triangle(n, n if m is None else m, k, True)


def triu_indices(n, k=0, m=None):
    """The indices of the elements on and above diagonal k of a matrix of n rows and m columns (n unless given)."""
    return _triangle(n, n if m is None else m, k, False)


def tril_indices_from(arr, k=0):
    """`tril_indices` for a matrix."""
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return _triangle(arr.shape[0], arr.shape[1], k, True)


def triu_indices_from(arr, k=0):
    """`triu_indices` for a matrix."""
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return _triangle(arr.shape[0], arr.shape[1], k, False)


def unravel_index(indices, shape):
    """The index for each axis of places counted in C order. ValueError for one outside."""
    sizes = views.shape_of(shape)
    total = views.size_of(sizes)
    if primitive.form_of(indices) == "number":
        if indices < 0 or indices >= total:
            raise ValueError(f"index {indices} is out of bounds for array with size {total}")
        places = sizes
        rest = int(indices)
        for d in range(len(sizes)):
            k = len(sizes) - 1 - d
            places = primitive.tuple_replace(places, k, rest % sizes[k])
            rest = rest // sizes[k]
        return _as_sized(places)
    else:
        flat = ravel(asarray(indices))
        table = primitive.empty((len(sizes), len(flat)), i64)
        for i in range(len(flat)):
            left = int(flat[i])
            if left < 0 or left >= total:
                raise ValueError(f"index {left} is out of bounds for array with size {total}")
            for d in range(len(sizes)):
                k = len(sizes) - 1 - d
                table[k, i] = left % sizes[k]
                left = left // sizes[k]
        return _rows(table, asarray(indices).shape, len(sizes))


def _as_sized(t):
    if len(t) == 1:
        return (primitive.cast(t[0], i64),)
    else:
        return (primitive.cast(t[0], i64),) + _as_sized(primitive.tuple_drop(t, 0))


def _rows(table, shape, count: comptime):
    last = primitive.reshape(copy(table[count - 1]), shape)
    if count == 1:
        return (last,)
    else:
        return _rows(table, shape, count - 1) + (last,)


def ravel_multi_index(multi_index, dims):
    """The places in C order of indices for each axis, given as a tuple. ValueError for one outside."""
    sizes = views.shape_of(dims)
    if primitive.form_of(multi_index[0]) == "number":
        place = 0
        for k in range(len(sizes)):
            if multi_index[k] < 0 or multi_index[k] >= sizes[k]:
                raise ValueError("invalid entry in coordinates array")
            place = place * sizes[k] + int(multi_index[k])
        return primitive.cast(place, i64)
    else:
        out = primitive.empty(multi_index[0].shape, i64)
        out[...] = 0
        _add_axis(out, multi_index, sizes)
        return out


def _add_axis(out, multi_index, sizes):
    index = multi_index[0]
    for x in ravel(index):
        if x < 0 or x >= sizes[0]:
            raise ValueError("invalid entry in coordinates array")
    out[...] = out * sizes[0] + index
    if len(multi_index) > 1:
        _add_axis(out, primitive.tuple_drop(multi_index, 0), primitive.tuple_drop(sizes, 0))


def ix_(*args):
    """Arrays of one axis as axes of a grid: each gets axes of extent 1 for the others."""
    return _grid(args, 0, len(args))


def _grid(args, axis: comptime, count: comptime):
    line = _places(asarray(args[axis]))
    shape = primitive.tuple_replace(primitive.tuple_repeat(1, count), axis, len(line))
    one = (primitive.reshape(line, shape),)
    if axis + 1 == count:
        return one
    else:
        return one + _grid(args, axis + 1, count)


def _places(line):
    if primitive.kind_of(line) == "bool":
        count = 0
        for holds in line:
            if holds:
                count += 1
        found = primitive.empty(count, i64)
        count = 0
        for i in range(len(line)):
            if line[i]:
                found[count] = i
                count += 1
        return found
    else:
        return copy(line)
