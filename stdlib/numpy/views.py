"""Views of arrays with other axes. Nothing here copies elements; all share the storage of their argument.

Axes count from the end when negative; ValueError for one that the array does not have.
"""
import primitive


def axis_of(axis, ndim):
    """The axis counted from the front."""
    if axis < -ndim or axis >= ndim:
        raise ValueError(f"axis {axis} is out of bounds for array of dimension {ndim}")
    return axis + ndim if axis < 0 else int(axis)


def shape_of(shape):
    """A shape as a tuple: an int stands for one axis."""
    if primitive.form_of(shape) == "tuple":
        return shape
    else:
        return (int(shape),)


def size_of(shape):
    """The number of elements of a shape."""
    size = 1
    if len(shape) > 0:
        for k in range(len(shape)):
            size *= shape[k]
    return size


def view(a, shape, strides):
    """The elements from the first on, with another shape and other strides (in bytes)."""
    return primitive.strided(a, primitive.dtype_of(a), 0, shape, strides)


def broadcast_to(a, shape):
    """The array repeated to a shape, by strides of 0; do not write to it.

    ValueError where an axis fits neither the shape nor 1.
    """
    if primitive.form_of(a) == "array":
        return _broadcast_to(a, shape_of(shape))
    else:
        b = primitive.empty((), primitive.dtype_of(a))
        b[...] = a
        return _broadcast_to(b, shape_of(shape))


def _broadcast_to(a, shape):
    added = len(shape) - a.ndim
    strides = primitive.tuple_repeat(0, len(shape))
    if a.ndim > 0:
        for k in range(a.ndim):
            extent = a.shape[k]
            if extent == shape[k + added]:
                strides = primitive.tuple_replace(strides, k + added, a.strides[k])
            elif extent != 1:
                raise ValueError("could not broadcast input array to the shape")
    return view(a, shape, strides)


def broadcast_shapes(s, t):
    """The shape that two shapes have together. ValueError where an axis differs and neither has extent 1."""
    if len(s) < len(t):
        return broadcast_shapes(t, s)
    else:
        result = s
        added = len(s) - len(t)
        if len(t) > 0:
            for k in range(len(t)):
                if t[k] != s[k + added]:
                    if s[k + added] == 1:
                        result = primitive.tuple_replace(result, k + added, t[k])
                    elif t[k] != 1:
                        raise ValueError("shape mismatch: objects cannot be broadcast to a single shape")
        return result


def broadcast_arrays(a, b):
    """Both arrays repeated to their common shape."""
    shape = broadcast_shapes(a.shape, b.shape)
    return broadcast_to(a, shape), broadcast_to(b, shape)


def permuted(a, axes):
    """Axis k of the result is axis `axes[k]` of the array."""
    shape = a.shape
    strides = a.strides
    if a.ndim > 0:
        for k in range(a.ndim):
            j = axis_of(axes[k], a.ndim)
            shape = primitive.tuple_replace(shape, k, a.shape[j])
            strides = primitive.tuple_replace(strides, k, a.strides[j])
    return view(a, shape, strides)


def transpose(a, axes=None):
    """The axes in reverse order, or in the order of `axes`."""
    if axes is None:
        return primitive.transpose(a)
    else:
        return permuted(a, axes)


def moveaxis(a, source, destination):
    """One axis moved to another place; the others keep their order."""
    s = axis_of(source, a.ndim)
    d = axis_of(destination, a.ndim)
    shape = primitive.tuple_insert(primitive.tuple_drop(a.shape, s), d, a.shape[s])
    strides = primitive.tuple_insert(primitive.tuple_drop(a.strides, s), d, a.strides[s])
    return view(a, shape, strides)


def rollaxis(a, axis, start=0):
    """One axis moved before the axis `start`."""
    s = axis_of(axis, a.ndim)
    d = start + a.ndim if start < 0 else start
    return moveaxis(a, s, d - 1 if s < d else d)


def swapaxes(a, axis1, axis2):
    """Two axes exchanged."""
    i = axis_of(axis1, a.ndim)
    j = axis_of(axis2, a.ndim)
    shape = primitive.tuple_replace(primitive.tuple_replace(a.shape, i, a.shape[j]), j, a.shape[i])
    strides = primitive.tuple_replace(primitive.tuple_replace(a.strides, i, a.strides[j]), j, a.strides[i])
    return view(a, shape, strides)


def expand_dims(a, axis):
    """A new axis of extent 1, at the place `axis` of the result."""
    k = axis_of(axis, a.ndim + 1)
    return view(a, primitive.tuple_insert(a.shape, k, 1), primitive.tuple_insert(a.strides, k, 0))


def squeeze(a, axis):
    """The array without an axis of extent 1. `axis` has to be given: without it the rank would depend on the data."""
    k = axis_of(axis, a.ndim)
    if a.shape[k] != 1:
        raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
    return view(a, primitive.tuple_drop(a.shape, k), primitive.tuple_drop(a.strides, k))


def diagonal(a, offset=0):
    """The elements `a[i, i + offset]` as the last axis; the first two axes are gone."""
    rows = a.shape[0] + offset if offset < 0 else a.shape[0]
    columns = a.shape[1] - offset if offset > 0 else a.shape[1]
    n = rows if rows < columns else columns
    if n < 0:
        n = 0
    start = offset * a.strides[1] if offset >= 0 else -offset * a.strides[0]
    if n == 0:
        start = 0
    rest = primitive.tuple_drop(primitive.tuple_drop(a.shape, 0), 0)
    steps = primitive.tuple_drop(primitive.tuple_drop(a.strides, 0), 0)
    return primitive.strided(a, primitive.dtype_of(a), start, rest + (n,), steps + (a.strides[0] + a.strides[1],))


def flip(m, axis=None):
    """The elements in reverse order along an axis, or along all."""
    if axis is None:
        offset = 0
        strides = m.strides
        if m.ndim > 0:
            for k in range(m.ndim):
                if m.shape[k] > 0:
                    offset += (m.shape[k] - 1) * m.strides[k]
                strides = primitive.tuple_replace(strides, k, -m.strides[k])
        return primitive.strided(m, primitive.dtype_of(m), offset, m.shape, strides)
    else:
        j = axis_of(axis, m.ndim)
        last = m.shape[j] - 1 if m.shape[j] > 0 else 0
        turned = primitive.tuple_replace(m.strides, j, -m.strides[j])
        return primitive.strided(m, primitive.dtype_of(m), last * m.strides[j], m.shape, turned)


def flipud(m):
    """The rows in reverse order."""
    return flip(m, 0)


def fliplr(m):
    """The columns in reverse order."""
    return flip(m, 1)


def rot90(m, k=1):
    """The first two axes turned by k quarters, from the first towards the second."""
    turns = k % 4
    shape = m.shape
    strides = m.strides
    offset = 0
    rows = m.shape[0] - 1 if m.shape[0] > 0 else 0
    columns = m.shape[1] - 1 if m.shape[1] > 0 else 0
    if turns == 1:
        shape = primitive.tuple_replace(primitive.tuple_replace(shape, 0, m.shape[1]), 1, m.shape[0])
        strides = primitive.tuple_replace(primitive.tuple_replace(strides, 0, -m.strides[1]), 1, m.strides[0])
        offset = columns * m.strides[1]
    elif turns == 2:
        strides = primitive.tuple_replace(primitive.tuple_replace(strides, 0, -m.strides[0]), 1, -m.strides[1])
        offset = rows * m.strides[0] + columns * m.strides[1]
    elif turns == 3:
        shape = primitive.tuple_replace(primitive.tuple_replace(shape, 0, m.shape[1]), 1, m.shape[0])
        strides = primitive.tuple_replace(primitive.tuple_replace(strides, 0, m.strides[1]), 1, -m.strides[0])
        offset = rows * m.strides[0]
    return primitive.strided(m, primitive.dtype_of(m), offset, shape, strides)


def is_c_contiguous(a):
    """Whether the elements lie in C order without gaps."""
    if primitive.is_contiguous(a):
        return True
    else:
        expected = a.itemsize
        if a.ndim > 0:
            for i in range(a.ndim):
                k = a.ndim - 1 - i
                if a.shape[k] == 0:
                    return True
            for i in range(a.ndim):
                k = a.ndim - 1 - i
                if a.shape[k] != 1:
                    if a.strides[k] != expected:
                        return False
                    expected *= a.shape[k]
        return True


def matrix_transpose(x):
    """The last two axes exchanged. ValueError for less than two."""
    if x.ndim < 2:
        raise ValueError(f"Input array must be at least 2-dimensional, but it is {x.ndim}")
    return swapaxes(x, -1, -2)
