"""Subscripts with arrays in them, and the functions that pick elements by index.

The compiler applies slices first and brings the indexed axes to the front; what is left is done here. All indices are
checked before anything is written: IndexError names the axis of the original array.
"""
import primitive
from numpy import views
from numpy.shape import copy, ravel, shape_text
from numpy.views import broadcast_shapes, broadcast_to, size_of


def gather(v, indices, axes, before: comptime):
    """`v[i, j, …]` for arrays `i, j, …`: the elements, or the parts along the axes that are left.

    `axes` are their numbers in error messages; the axes of the indices come behind `before` axes of the rest.
    """
    shape = _common_shape(indices)
    offsets = _offsets(v, indices, axes, shape)
    rest = _behind(v.shape, len(indices))
    steps = _behind(v.strides, len(indices))
    out = primitive.empty((len(offsets),) + rest, primitive.dtype_of(v))
    _gather(out, v, offsets, rest, steps)
    result = primitive.reshape(out, shape + rest)
    if before == 0:
        return result
    else:
        return _fronts_moved(result, len(shape), before)


@jit(boundscheck=False, overflow="wrap")
def _gather(out, v, offsets, rest, steps):
    if len(rest) == 0:
        for k in range(len(offsets)):
            out[k] = primitive.strided(v, primitive.dtype_of(v), offsets[k], (), ())[()]
    else:
        for k in range(len(offsets)):
            out[k, ...] = primitive.strided(v, primitive.dtype_of(v), offsets[k], rest, steps)


def scatter(v, indices, axes, value, before: comptime):
    """`v[i, j, …] = value`, which is repeated to the shape that reading would give; where indices repeat, the last wins."""
    shape = _common_shape(indices)
    offsets = _offsets(v, indices, axes, shape)
    rest = _behind(v.shape, len(indices))
    steps = _behind(v.strides, len(indices))
    if primitive.form_of(value) == "array":
        # The values with the axes of the indices first, as one axis.
        total = _ahead(rest, before) + shape + _behind(rest, before)
        _check_fits(value, total)
        full = _rests_moved(broadcast_to(value, total), len(shape), before)
        values = primitive.reshape(copy(full), (len(offsets),) + rest)
        _scatter(v, offsets, values, rest, steps)
    else:
        _scatter_one(v, offsets, value, rest, steps)


@jit(boundscheck=False, overflow="wrap")
def _scatter(v, offsets, values, rest, steps):
    for k in range(len(offsets)):
        place = primitive.strided(v, primitive.dtype_of(v), offsets[k], rest, steps)
        place[...] = values[k, ...]


@jit(boundscheck=False, overflow="wrap")
def _scatter_one(v, offsets, value, rest, steps):
    for k in range(len(offsets)):
        place = primitive.strided(v, primitive.dtype_of(v), offsets[k], rest, steps)
        place[...] = value


def _check_fits(value, total):
    added = len(total) - value.ndim
    if len(total) < value.ndim:
        raise ValueError("shape mismatch: the value has more axes than the indexing result")
    elif value.ndim > 0:
        for k in range(value.ndim):
            if value.shape[k] != total[k + added] and value.shape[k] != 1:
                given = shape_text(value.shape)
                wanted = shape_text(total)
                raise ValueError(
                    f"shape mismatch: value array of shape {given} could not be broadcast to indexing result of shape {wanted}"
                )


def _offsets(v, indices, axes, shape):
    """Where each picked element starts, in bytes from the first element."""
    offsets = primitive.empty(size_of(shape), int)
    offsets[...] = 0
    _add_offsets(offsets, v.shape, v.strides, indices, axes, shape)
    return offsets


def _add_offsets(offsets, extents, strides, indices, axes, shape):
    index = indices[0]
    if primitive.form_of(index) == "array":
        _add_many(offsets, ravel(broadcast_to(index, shape)), extents[0], strides[0], axes[0])
    else:
        offsets += _checked(index, extents[0], axes[0]) * strides[0]
    if len(indices) > 1:
        _add_offsets(
            offsets,
            primitive.tuple_drop(extents, 0),
            primitive.tuple_drop(strides, 0),
            primitive.tuple_drop(indices, 0),
            primitive.tuple_drop(axes, 0),
            shape,
        )


@jit(boundscheck=False, overflow="wrap")
def _add_many(offsets, index, extent, stride, axis):
    for k in range(len(offsets)):
        i = int(index[k])
        if i < 0:
            i += extent
        if i < 0 or i >= extent:
            raise IndexError(f"index {index[k]} is out of bounds for axis {axis} with size {extent}")
        offsets[k] += i * stride


def _checked(index, extent, axis):
    i = int(index)
    if i < 0:
        i += extent
    if i < 0 or i >= extent:
        raise IndexError(f"index {index} is out of bounds for axis {axis} with size {extent}")
    return i


def _common_shape(indices):
    first = indices[0]
    if len(indices) == 1:
        return _shape(first)
    else:
        return _index_shapes(_shape(first), _common_shape(primitive.tuple_drop(indices, 0)))


def _shape(index):
    if primitive.form_of(index) == "array":
        return index.shape
    else:
        return ()


def _index_shapes(s, t):
    added = len(s) - len(t)
    if len(s) >= len(t) and len(t) > 0:
        for k in range(len(t)):
            if s[k + added] != t[k] and s[k + added] != 1 and t[k] != 1:
                a = shape_text(s)
                b = shape_text(t)
                raise IndexError(f"shape mismatch: indexing arrays could not be broadcast together with shapes {a} {b} ")
    elif len(s) < len(t) and len(s) > 0:
        for k in range(len(s)):
            if t[k - added] != s[k] and t[k - added] != 1 and s[k] != 1:
                a = shape_text(s)
                b = shape_text(t)
                raise IndexError(f"shape mismatch: indexing arrays could not be broadcast together with shapes {a} {b} ")
    return broadcast_shapes(s, t)


def _behind(t, count: comptime):
    """A tuple without its first elements."""
    if count == 0:
        return t
    else:
        return _behind(primitive.tuple_drop(t, 0), count - 1)


def _ahead(t, count: comptime):
    """The first elements of a tuple."""
    if len(t) == count:
        return t
    else:
        return _ahead(primitive.tuple_drop(t, len(t) - 1), count)


def _fronts_moved(a, count: comptime, before: comptime):
    """The first `count` axes moved behind the `before` that follow them."""
    shape = _turned(a.shape, count, before)
    return views.view(a, shape, _turned(a.strides, count, before))


def _turned(t, count: comptime, before: comptime):
    """A tuple with its first `count` elements moved behind the `before` that follow."""
    middle = _ahead(_behind(t, count), before)
    return middle + _ahead(t, count) + _behind(t, count + before)


def _rests_moved(a, count: comptime, before: comptime):
    """The `count` axes behind the first `before` moved to the front."""
    return views.view(a, _turned(a.shape, before, count), _turned(a.strides, before, count))


def mask_indices(a, mask, axis: comptime):
    """The indices at which a mask holds, an array for each of its axes. IndexError unless its shape is the array's."""
    for k in range(mask.ndim):
        if a.shape[axis + k] != mask.shape[k]:
            raise IndexError(
                f"boolean index did not match indexed array along axis {axis + k}; size of axis is "
                f"{a.shape[axis + k]} but size of corresponding boolean axis is {mask.shape[k]}"
            )
    return nonzero(mask)


def count_true(flat):
    """How many elements of one axis are not zero."""
    count = 0
    for k in range(len(flat)):
        if flat[k]:
            count += 1
    return count


def nonzero(a):
    """The indices of the elements that are not zero, in C order: an int64 array for each axis."""
    flat = ravel(a)
    found = primitive.empty((a.ndim, count_true(flat)), int)
    _find(found, flat, a.shape)
    return _rows(found, a.ndim)


@jit(boundscheck=False, overflow="wrap")
def _find(found, flat, shape):
    n = 0
    for i in range(len(flat)):
        if flat[i]:
            if len(shape) == 1:
                found[0, n] = i
            else:
                rest = i
                for d in range(len(shape)):
                    k = len(shape) - 1 - d
                    found[k, n] = rest % shape[k]
                    rest = rest // shape[k]
            n += 1


def _rows(a, count: comptime):
    """The first rows of a matrix as a tuple."""
    if count == 1:
        return (a[0],)
    else:
        return _rows(a, count - 1) + (a[count - 1],)


def argwhere(a):
    """The indices of the elements that are not zero, a row for each."""
    flat = ravel(a)
    found = primitive.empty((a.ndim, count_true(flat)), int)
    _find(found, flat, a.shape)
    return copy(primitive.transpose(found))


def flatnonzero(a):
    """The places in C order of the elements that are not zero."""
    return nonzero(ravel(a))[0]


def take(a, indices, axis=None):
    """The elements at these indices along an axis; of all elements in C order when none is given."""
    if axis is None:
        return _take(ravel(a), indices)
    else:
        return _take_along(a, indices, views.axis_of(axis, a.ndim))


def _take(flat, indices):
    if primitive.form_of(indices) == "array":
        return flat[indices]
    else:
        return flat[indices]


def _take_along(a, indices, axis):
    moved = views.moveaxis(a, axis, 0)
    if primitive.form_of(indices) == "array":
        picked = moved[indices]
        if indices.ndim == 1:
            return copy(views.moveaxis(picked, 0, axis))
        else:
            raise ValueError("take along an axis needs indices with one axis")
    else:
        return copy(moved[indices])


def compress(condition, a, axis=None):
    """The elements where a condition of one axis holds, along an axis or of all elements in C order."""
    places = nonzero(condition)[0]
    return take(a, places, axis)


def extract(condition, arr):
    """The elements where a condition of the same size holds, as one axis."""
    return ravel(arr)[nonzero(ravel(condition))[0]]


def take_along_axis(arr, indices, axis):
    """`arr` picked along an axis by indices of the same rank."""
    k = views.axis_of(axis, arr.ndim)
    out = primitive.empty(indices.shape, primitive.dtype_of(arr))
    _take_lines(views.moveaxis(out, k, -1), views.moveaxis(arr, k, -1), views.moveaxis(indices, k, -1))
    return out


def _take_lines(out, a, indices):
    if a.ndim == 1:
        for i in range(len(indices)):
            out[i] = a[indices[i]]
    else:
        for j in range(len(indices)):
            _take_lines(out[j], a[j], indices[j])


def put(a, ind, v):
    """Sets elements by their places in C order; `v` is one value or repeats as often as needed. `a` lies in C order."""
    flat = primitive.flat(a)
    if primitive.form_of(v) == "array":
        for i in range(len(ind)):
            flat[ind[i]] = v[i % len(v)]
    else:
        for i in range(len(ind)):
            flat[ind[i]] = v
