"""Arrays beside each other, and their parts: joined along an axis, split into views, with elements put in or left out."""
import primitive
from numpy import views
from numpy.shape import asarray, atleast_1d, atleast_2d, copy, ravel


def concatenate(arrays, axis=0):
    """Arrays one after the other along an axis, or with `axis=None` their elements as one axis.

    ValueError where another axis differs.
    """
    if axis is None:
        return concatenate(_raveled(arrays))
    elif primitive.nesting(arrays) == 2 and primitive.form_of(arrays[0]) == "list":
        return concatenate([asarray(a) for a in arrays], axis)
    else:
        if len(arrays) == 0:
            raise ValueError("need at least one array to concatenate")
        first = arrays[0]
        k = views.axis_of(axis, first.ndim)
        total = _length(arrays, k)
        out = primitive.empty(primitive.tuple_replace(first.shape, k, total), _dtype(arrays))
        _place(views.moveaxis(out, k, 0), arrays, k, 0, 0, first.shape)
        return out


def _raveled(arrays):
    if primitive.form_of(arrays) == "list":
        return [ravel(a) for a in arrays]
    elif len(arrays) == 1:
        return (ravel(arrays[0]),)
    else:
        return (ravel(arrays[0]),) + _raveled(primitive.tuple_drop(arrays, 0))


def _dtype(arrays):
    """The dtype in which all arrays meet."""
    if primitive.form_of(arrays) == "list":
        return primitive.dtype_of(arrays[0])
    elif len(arrays) == 1:
        return primitive.dtype_of(arrays[0])
    else:
        return primitive.result_type(arrays[0], _dtype(primitive.tuple_drop(arrays, 0)))


def _length(arrays, axis):
    if primitive.form_of(arrays) == "list":
        total = 0
        for a in arrays:
            total += a.shape[axis]
        return total
    elif len(arrays) == 1:
        return arrays[0].shape[axis]
    else:
        return arrays[0].shape[axis] + _length(primitive.tuple_drop(arrays, 0), axis)


def _place(out, arrays, axis, start, position, shape):
    """Copies arrays to where they belong along the first axis of `out`, which is their `axis`."""
    if primitive.form_of(arrays) == "list":
        for a in arrays:
            start = _place_one(out, a, axis, start, position, shape)
            position += 1
    else:
        after = _place_one(out, arrays[0], axis, start, position, shape)
        if len(arrays) > 1:
            _place(out, primitive.tuple_drop(arrays, 0), axis, after, position + 1, shape)


def _place_one(out, a, axis, start, position, shape):
    if a.ndim != out.ndim:
        raise ValueError(
            f"all the input array dimensions except for the concatenation axis must match exactly, but along dimension "
            f"{axis}, the array at index 0 has size {out.ndim} and the array at index {position} has size {a.ndim}"
        )
    for d in range(out.ndim):
        if d != axis and a.shape[d] != shape[d]:
            raise ValueError(
                f"all the input array dimensions except for the concatenation axis must match exactly, but along "
                f"dimension {d}, the array at index 0 has size {shape[d]} and the array at index {position} has size "
                f"{a.shape[d]}"
            )
    n = a.shape[axis]
    out[start : start + n] = views.moveaxis(a, axis, 0)
    return start + n


def stack(arrays, axis=0):
    """Arrays of one shape along a new axis."""
    if primitive.form_of(arrays) == "list":
        if len(arrays) == 0:
            raise ValueError("need at least one array to stack")
        for a in arrays:
            if a.shape != arrays[0].shape:
                raise ValueError("all input arrays must have the same shape")
        return concatenate([views.expand_dims(a, axis) for a in arrays], axis)
    k = views.axis_of(axis, arrays[0].ndim + 1)
    return concatenate(_expanded(arrays, k, arrays[0].shape), k)


def _expanded(arrays, axis, shape):
    if arrays[0].ndim != len(shape):
        raise ValueError("all input arrays must have the same shape")
    for d in range(len(shape)):
        if arrays[0].shape[d] != shape[d]:
            raise ValueError("all input arrays must have the same shape")
    if len(arrays) == 1:
        return (views.expand_dims(arrays[0], axis),)
    else:
        return (views.expand_dims(arrays[0], axis),) + _expanded(primitive.tuple_drop(arrays, 0), axis, shape)


def vstack(tup):
    """Arrays one above the other; arrays of one axis are rows."""
    return concatenate(_rows(tup), 0)


def row_stack(tup):
    """`vstack`."""
    return vstack(tup)


def _rows(arrays):
    if primitive.form_of(arrays) == "list":
        return [atleast_2d(a) for a in arrays]
    elif len(arrays) == 1:
        return (atleast_2d(arrays[0]),)
    else:
        return (atleast_2d(arrays[0]),) + _rows(primitive.tuple_drop(arrays, 0))


def hstack(tup):
    """Arrays side by side: along the second axis, or along the only one."""
    if tup[0].ndim == 1:
        return concatenate(tup, 0)
    else:
        return concatenate(tup, 1)


def dstack(tup):
    """Arrays along a third axis."""
    return concatenate(_depths(tup), 2)


def _depths(arrays):
    if primitive.form_of(arrays) == "list":
        return [_depth(a) for a in arrays]
    elif len(arrays) == 1:
        return (_depth(arrays[0]),)
    else:
        return (_depth(arrays[0]),) + _depths(primitive.tuple_drop(arrays, 0))


def _depth(a):
    b = atleast_2d(a)
    if b.ndim == 2:
        return b[:, :, None]
    else:
        return b


def column_stack(tup):
    """Arrays side by side; arrays of one axis are columns."""
    return concatenate(_columns(tup), 1)


def _columns(arrays):
    if primitive.form_of(arrays) == "list":
        return [_column(a) for a in arrays]
    elif len(arrays) == 1:
        return (_column(arrays[0]),)
    else:
        return (_column(arrays[0]),) + _columns(primitive.tuple_drop(arrays, 0))


def _column(a):
    if a.ndim == 1:
        return a[:, None]
    else:
        return a


def append(arr, values, axis=None):
    """The elements of both, as one axis unless one is named."""
    if axis is None:
        return concatenate((ravel(arr), ravel(atleast_1d(values))), 0)
    else:
        return concatenate((arr, values), axis)


def split(ary, indices_or_sections, axis=0):
    """A list of views: so many equal parts along an axis (ValueError where it does not divide), or what lies between
    indices."""
    k = _split_axis(axis, ary.ndim)
    if primitive.form_of(indices_or_sections) == "number":
        if ary.shape[k] % indices_or_sections != 0:
            raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, k)


def array_split(ary, indices_or_sections, axis=0):
    """A list of views: so many parts along an axis, the first ones longer by one where it does not divide, or what lies
    between indices."""
    k = _split_axis(axis, ary.ndim)
    a = views.moveaxis(ary, k, 0)
    n = a.shape[0]
    parts = []
    start = 0
    if primitive.form_of(indices_or_sections) == "number":
        if indices_or_sections <= 0:
            raise ValueError("number sections must be larger than 0.")
        count = int(indices_or_sections)
        for i in range(count):
            end = start + n // count + (1 if i < n % count else 0)
            parts.append(_part(a, start, end, k))
            start = end
    else:
        for place in indices_or_sections:
            parts.append(_part(a, start, int(place), k))
            start = int(place)
        parts.append(_part(a, start, n, k))
    return parts


def _split_axis(axis, ndim):
    if axis < -ndim or axis >= ndim:
        raise IndexError("tuple index out of range")
    return views.axis_of(axis, ndim)


def _part(a, start, end, axis):
    return views.moveaxis(a[start:end], 0, axis)


def vsplit(ary, indices_or_sections):
    """`split` along the first axis. ValueError for an array with less than two."""
    if ary.ndim < 2:
        raise ValueError("vsplit only works on arrays of 2 or more dimensions")
    return split(ary, indices_or_sections, 0)


def hsplit(ary, indices_or_sections):
    """`split` along the second axis, or along the only one."""
    if ary.ndim == 1:
        return split(ary, indices_or_sections, 0)
    else:
        return split(ary, indices_or_sections, 1)


def dsplit(ary, indices_or_sections):
    """`split` along the third axis. ValueError for an array with less than three."""
    if ary.ndim < 3:
        raise ValueError("dsplit only works on arrays of 3 or more dimensions")
    return split(ary, indices_or_sections, 2)


def unstack(x, axis=0):
    """A list of the parts along an axis, without that axis."""
    k = views.axis_of(axis, x.ndim)
    moved = views.moveaxis(x, k, 0)
    return [moved[i] for i in range(len(moved))]


#===- Elements put in or left out -------------------------------------------------------------------------------------#


def insert(arr, obj, values, axis=None):
    """The array with values before an index or before each of several, along an axis or of all elements in C order."""
    if axis is None:
        return insert(ravel(asarray(arr)), obj, values, 0)
    elif primitive.form_of(obj) == "number":
        k = views.axis_of(axis, arr.ndim)
        n = arr.shape[k]
        place = _insertion(int(obj), n, k)
        new = _inserted(arr, values, k)
        count = new.shape[0]
        out = primitive.empty(primitive.tuple_replace(arr.shape, k, n + count), arr.dtype)
        target = views.moveaxis(out, k, 0)
        source = views.moveaxis(arr, k, 0)
        target[:place] = source[:place]
        target[place : place + count] = new
        target[place + count :] = source[place:]
        return out
    else:
        return _insert_many(arr, asarray(obj), values, views.axis_of(axis, arr.ndim))


def _insertion(place, n, axis):
    if place < -n or place > n:
        raise IndexError(f"index {place} is out of bounds for axis {axis} with size {n}")
    return place + n if place < 0 else place


def _inserted(arr, values, axis):
    """What goes in at one place, with the axis in front: one row, or as many as `values` has."""
    v = asarray(values)
    rest = primitive.tuple_drop(arr.shape, axis)
    if arr.ndim == 1:
        return atleast_1d(v)
    elif v.ndim == arr.ndim:
        return views.moveaxis(v, axis, 0)
    else:
        return views.broadcast_to(v, rest)[None]


def _insert_many(arr, obj, values, axis):
    n = arr.shape[axis]
    count = len(obj)
    places = primitive.empty(count, int)
    for i in range(count):
        places[i] = _insertion(int(obj[i]), n, axis)
    # Values keep the order of their places; those of one place the order in which they were given.
    order = primitive.empty(count, int)
    for i in range(count):
        j = i
        while j > 0 and places[order[j - 1]] > places[i]:
            order[j] = order[j - 1]
            j -= 1
        order[j] = i
    out = primitive.empty(primitive.tuple_replace(arr.shape, axis, n + count), arr.dtype)
    target = views.moveaxis(out, axis, 0)
    source = views.moveaxis(arr, axis, 0)
    v = _rows_of(values, arr, axis, count)
    done = 0
    for i in range(n + 1):
        while done < count and places[order[done]] == i:
            target[i + done, ...] = v[order[done] if v.shape[0] > 1 else 0]
            done += 1
        if i < n:
            target[i + done, ...] = source[i]
    return out


def _rows_of(values, arr, axis, count):
    v = asarray(values)
    if arr.ndim == 1:
        return atleast_1d(v)
    elif v.ndim == arr.ndim:
        return views.moveaxis(v, axis, 0)
    else:
        return views.broadcast_to(v, primitive.tuple_drop(arr.shape, axis))[None]


def delete(arr, obj, axis=None):
    """The elements without those at an index or at indices."""
    if axis is None:
        return delete(ravel(arr), obj, 0)
    else:
        k = views.axis_of(axis, arr.ndim)
        n = arr.shape[k]
        keep = primitive.empty(n, bool)
        keep[...] = True
        if primitive.form_of(obj) == "array":
            for i in obj:
                keep[i] = False
        else:
            if obj < -n or obj >= n:
                raise IndexError(f"index {obj} is out of bounds for axis {k} with size {n}")
            keep[obj] = False
        left = 0
        for i in range(n):
            if keep[i]:
                left += 1
        out = primitive.empty(primitive.tuple_replace(arr.shape, k, left), arr.dtype)
        source = views.moveaxis(arr, k, 0)
        target = views.moveaxis(out, k, 0)
        left = 0
        for i in range(n):
            if keep[i]:
                target[left, ...] = source[i, ...]
                left += 1
        return out
