"""Arrays with the same elements in another shape: views where the elements lie so that one is enough, copies otherwise."""
import primitive
from numpy import views


def copy(a):
    """A new array with the same elements, in C order."""
    b = primitive.empty(a.shape, a.dtype)
    b[...] = a
    return b


def empty_as(a, dtype):
    """An unset array without gaps whose axes lie as those of `a` do: the one with the longest stride outermost."""
    if primitive.is_contiguous(a):
        return primitive.empty(a.shape, dtype)
    elif a.ndim < 2:
        return primitive.empty(a.shape, dtype)
    else:
        extents = a.shape
        lengths = a.strides
        for k in range(a.ndim):
            lengths = primitive.tuple_replace(lengths, k, lengths[k] if lengths[k] >= 0 else -lengths[k])
        places = primitive.tuple_repeat(0, a.ndim)
        for k in range(a.ndim):
            places = primitive.tuple_replace(places, k, k)
        # Each axis goes behind those with longer strides; axes that stay where they are are not compared with 0.
        for i in range(1, a.ndim):
            k = i
            while k > 0 and lengths[k - 1] != 0 and lengths[k] > lengths[k - 1]:
                lengths = _exchanged(lengths, k)
                extents = _exchanged(extents, k)
                places = _exchanged(places, k)
                k -= 1
        dense = primitive.empty(extents, dtype)
        strides = a.strides
        for k in range(a.ndim):
            strides = primitive.tuple_replace(strides, places[k], dense.strides[k])
        return views.view(dense, a.shape, strides)


def _exchanged(t, k):
    return primitive.tuple_replace(primitive.tuple_replace(t, k, t[k - 1]), k - 1, t[k])


def ascontiguousarray(a):
    """The array itself if its type says that it lies in C order, a copy otherwise."""
    if primitive.is_contiguous(a):
        return a
    else:
        return copy(a)


def array(a, dtype=None):
    """A new array: with the elements of another, of lists and tuples however deep, or of a number without axes.

    ValueError where lists beside each other differ in length.
    """
    if primitive.form_of(a) == "array":
        b = primitive.empty(a.shape, a.dtype if dtype is None else dtype)
        b[...] = a
        return b
    else:
        return asarray(a, dtype)


def _extents(a):
    """The shape of the array that nested lists and tuples make."""
    if primitive.nesting(a) == 0:
        return ()
    elif primitive.form_of(a) == "array":
        return a.shape
    elif len(a) == 0:
        return primitive.tuple_repeat(0, primitive.nesting(a))
    else:
        return primitive.tuple_insert(_extents(a[0]), 0, len(a))


def _fill(out, a, shape):
    """Copies lists to where they belong in an array of that shape. ValueError where lengths differ."""
    depth = len(shape) - out.ndim
    if len(a) != out.shape[0]:
        _raise_ragged(shape, depth)
    for i in range(len(a)):
        if primitive.nesting(a) == 1:
            out[i] = a[i]
        elif primitive.form_of(a[0]) == "array":
            if a[i].shape != out[i].shape:
                _raise_ragged(shape, depth + 1)
            out[i] = a[i]
        else:
            _fill(out[i], a[i], shape)


def _raise_ragged(shape, depth):
    detected = ""
    for i in range(depth):
        detected = detected + (", " if i > 0 else "") + str(shape[i])
    if depth == 1:
        detected = detected + ","
    raise ValueError(
        "setting an array element with a sequence. The requested array has an inhomogeneous shape after "
        f"{depth} dimensions. The detected shape was ({detected}) + inhomogeneous part."
    )


def asarray(a, dtype=None):
    """The array itself, or a copy with elements of another dtype; a number as an array without axes.

    Lists and tuples become an array. ValueError where lists beside each other differ in length.
    """
    if primitive.form_of(a) == "list" or primitive.form_of(a) == "tuple":
        kind = primitive.leaf_dtype(a) if dtype is None else dtype
        made = primitive.empty(_extents(a), kind)
        _fill(made, a, made.shape)
        return made
    elif primitive.form_of(a) == "array":
        if dtype is None:
            return a
        elif primitive.dtype_of(a) == dtype:
            return a
        else:
            b = primitive.empty(a.shape, dtype)
            b[...] = a
            return b
    elif dtype is None:
        c = primitive.empty((), primitive.dtype_of(a))
        c[...] = a
        return c
    else:
        d = primitive.empty((), dtype)
        d[...] = a
        return d


def atleast_1d(a):
    """The array with at least one axis."""
    if primitive.form_of(a) == "array":
        if a.ndim >= 1:
            return a
        else:
            return a[None]
    else:
        return asarray(a)[None]


def atleast_2d(a):
    """The array with at least two axes; new ones come first."""
    b = atleast_1d(a)
    if b.ndim >= 2:
        return b
    else:
        return b[None, :]


def ravel(a, order: comptime = "C"):
    """The elements as one axis, in C order or, with `order="F"`, in Fortran order: a view where they lie so."""
    if order == "F":
        return ravel(primitive.transpose(a))
    elif primitive.is_contiguous(a):
        return primitive.flat(a)
    else:
        return primitive.flat(copy(a))


def reshape(a, shape, order: comptime = "C", copy=None):
    """The elements in another shape; one extent may be -1, which stands for what is left.

    ValueError where the number of elements differs. A view where the elements lie so, a copy otherwise.
    """
    if order == "F":
        turned = reshape(primitive.transpose(a), _reversed(views.shape_of(shape)))
        return primitive.transpose(turned)
    else:
        wanted = _completed(a.size, views.shape_of(shape))
        if primitive.is_contiguous(a):
            return primitive.reshape(a, wanted)
        elif a.ndim > 0:
            return _reshaped(a, wanted)
        else:
            return primitive.reshape(_copied(a), wanted)


def _copied(a):
    return copy(a)


def _reversed(t):
    result = t
    for k in range(len(t)):
        result = primitive.tuple_replace(result, k, t[len(t) - 1 - k])
    return result


def _completed(size, shape):
    """A shape with its -1 computed, checked against the number of elements."""
    result = shape
    known = 1
    unknown = -1
    if len(shape) > 0:
        for k in range(len(shape)):
            if shape[k] < 0:
                if unknown >= 0:
                    raise ValueError("can only specify one unknown dimension")
                unknown = k
            else:
                known *= shape[k]
        if unknown >= 0:
            if known > 0 and size % known == 0:
                result = primitive.tuple_replace(result, unknown, size // known)
                known = size
            else:
                known = -1
    if known != size:
        raise ValueError(f"cannot reshape array of size {size} into shape {shape_text(shape)}")
    return result


def shape_text(shape):
    """`(2,3)`, as NumPy writes shapes in its messages."""
    text = "("
    if len(shape) > 0:
        for k in range(len(shape)):
            if k > 0:
                text = text + ","
            text = text + str(shape[k])
    return text + ",)" if len(shape) == 1 else text + ")"


def _reshaped(a, shape):
    """A view with the new shape if strides can say it, as NumPy decides; a view of a copy otherwise.

    Runs of old axes and runs of new axes with the same number of elements are matched, and each run of old axes has to
    lie like one axis.
    """
    strides = primitive.tuple_repeat(0, len(shape))
    fits = a.size > 0 and len(shape) > 0
    # Old axes of one element are skipped.
    i = 0
    j = 0
    while fits and i < a.ndim and j < len(shape):
        if a.shape[i] == 1:
            i += 1
            continue
        if shape[j] == 1:
            j += 1
            continue
        oldEnd = i + 1
        newEnd = j + 1
        old = a.shape[i]
        new = shape[j]
        while new != old:
            if new < old:
                new *= shape[newEnd]
                newEnd += 1
            else:
                old *= a.shape[oldEnd]
                oldEnd += 1
        # Do the old axes of this run lie like one?
        last = i
        for k in range(i + 1, oldEnd):
            if a.shape[k] != 1:
                if a.strides[last] != a.shape[k] * a.strides[k]:
                    fits = False
                last = k
        step = a.strides[last]
        for m in range(newEnd - j):
            k = newEnd - 1 - m
            strides = primitive.tuple_replace(strides, k, step)
            step *= shape[k]
        i = oldEnd
        j = newEnd
    if fits:
        return views.view(a, shape, strides)
    else:
        dense = primitive.reshape(_copied(a), shape)
        return views.view(dense, shape, dense.strides)


#===- Joining and repeating -------------------------------------------------------------------------------------------#


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


def repeat(a, repeats, axis=None):
    """Each element as often as `repeats` says, along an axis or of all elements in C order."""
    if axis is None:
        return repeat(ravel(a), repeats, 0)
    else:
        k = views.axis_of(axis, a.ndim)
        total = 0
        for i in range(a.shape[k]):
            total += _times(repeats, i)
        out = primitive.empty(primitive.tuple_replace(a.shape, k, total), a.dtype)
        _repeat(views.moveaxis(out, k, 0), views.moveaxis(a, k, 0), repeats)
        return out


def _times(repeats, i):
    if primitive.form_of(repeats) == "array":
        return int(repeats[i])
    else:
        return int(repeats)


def _repeat(out, a, repeats):
    n = 0
    for i in range(a.shape[0]):
        for _ in range(_times(repeats, i)):
            out[n, ...] = a[i, ...]
            n += 1


def tile(A, reps):
    """The array laid out again and again, `reps` times along each axis."""
    times = views.shape_of(reps)
    a = atleast_1d(A)
    if len(times) > a.ndim:
        return tile(a[None], times)
    elif len(times) < a.ndim:
        return tile(a, primitive.tuple_insert(times, 0, 1))
    else:
        shape = a.shape
        for k in range(a.ndim):
            shape = primitive.tuple_replace(shape, k, a.shape[k] * times[k])
        out = primitive.empty(shape, a.dtype)
        _tile(out, a, times)
        return out


def _tile(out, a, times):
    n = a.shape[0]
    if a.ndim == 1:
        for i in range(len(out)):
            out[i] = a[i % n]
    else:
        for i in range(len(out)):
            _tile(out[i], a[i % n], primitive.tuple_drop(times, 0))


def roll(a, shift, axis=None):
    """The elements moved on by `shift` places; what falls off comes back at the other end."""
    if axis is None:
        flat = ravel(a)
        rolled = primitive.empty(len(flat), a.dtype)
        _roll(rolled, flat, shift)
        return primitive.reshape(rolled, a.shape)
    else:
        k = views.axis_of(axis, a.ndim)
        out = primitive.empty(a.shape, a.dtype)
        _roll(views.moveaxis(out, k, 0), views.moveaxis(a, k, 0), shift)
        return out


def _roll(out, a, shift):
    n = a.shape[0]
    if n > 0:
        s = shift % n
        out[s:] = a[: n - s]
        out[:s] = a[n - s :]


def meshgrid(x, y, indexing="xy"):
    """The coordinates of a grid: `x` repeated along rows and `y` along columns; with "ij" the other way round."""
    if indexing == "ij":
        shape = (len(x), len(y))
        return copy(views.broadcast_to(x[:, None], shape)), copy(views.broadcast_to(y[None, :], shape))
    else:
        grid = (len(y), len(x))
        return copy(views.broadcast_to(x[None, :], grid)), copy(views.broadcast_to(y[:, None], grid))


def pad(array, pad_width, mode="constant", constant_values=0):
    """The array with a border: of a constant, or of its own elements with mode "edge", "reflect", "symmetric" or "wrap".

    `pad_width` is one width for all, or (before, after) for an array of one axis, or such a pair for each axis.
    """
    before = primitive.tuple_repeat(0, array.ndim)
    after = before
    shape = array.shape
    for k in range(array.ndim):
        low, high = _widths(pad_width, k)
        before = primitive.tuple_replace(before, k, low)
        shape = primitive.tuple_replace(shape, k, low + array.shape[k] + high)
    out = primitive.empty(shape, array.dtype)
    _pad(out, array, before, mode, constant_values)
    return out


def _widths(pad_width, k):
    if primitive.form_of(pad_width) == "tuple":
        if primitive.form_of(pad_width[0]) == "tuple":
            return _pair(pad_width, k)
        else:
            return pad_width[0], pad_width[1]
    else:
        return pad_width, pad_width


def _pair(pairs, k):
    if k == 0 or len(pairs) == 1:
        return pairs[0]
    else:
        return _pair(_rest(pairs), k - 1)


def _rest(t):
    if len(t) > 1:
        return primitive.tuple_drop(t, 0)
    else:
        return t


def _source(i, n, mode):
    """Which element stands at place i, counted from the first one; -1 for none."""
    if i >= 0 and i < n:
        return i
    if mode == "edge":
        return 0 if i < 0 else n - 1
    if mode == "wrap":
        return i % n
    if mode == "symmetric":
        m = i % (2 * n)
        return m if m < n else 2 * n - 1 - m
    if mode == "reflect":
        if n == 1:
            return 0
        r = i % (2 * n - 2)
        return r if r < n else 2 * n - 2 - r
    return -1


def _pad(out, a, before, mode, constant):
    for i in range(len(out)):
        j = _source(i - before[0], len(a), mode)
        if a.ndim == 1:
            out[i] = constant if j < 0 else a[j]
        elif j < 0:
            out[i, ...] = constant
        else:
            _pad(out[i], a[j], primitive.tuple_drop(before, 0), mode, constant)


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
