"""Arrays with the same elements in another shape: views where the elements lie so that one is enough, copies otherwise."""
import primitive
from numpy import views


def copy(a, order: comptime = None):
    """A new array with the same elements, in C order or, with `order="F"`, in Fortran order."""
    if order is None:
        return _copy(a)
    elif order == "F":
        return primitive.transpose(_copy(primitive.transpose(a)))
    else:
        return _copy(a)


def _copy(a):
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
        turned = reshape(primitive.transpose(a), reversed_axes(views.shape_of(shape)))
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


def reversed_axes(t):
    """A tuple from behind."""
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


def asfortranarray(a):
    """A copy in Fortran order, or the array itself if its type says that it lies so."""
    if primitive.is_contiguous(primitive.transpose(a)):
        return a
    else:
        return primitive.transpose(copy(primitive.transpose(a)))


def atleast_3d(a):
    """The array with at least three axes: a vector becomes the middle one, a matrix the first two."""
    b = atleast_1d(a)
    if b.ndim >= 3:
        return b
    elif b.ndim == 2:
        return b[:, :, None]
    else:
        return b[None, :, None]


def resize(a, new_shape):
    """An array of a shape with the elements again and again in C order; zeros where there are none."""
    flat = ravel(asarray(a))
    out = primitive.empty(views.shape_of(new_shape), primitive.dtype_of(flat))
    target = primitive.flat(out)
    for i in range(len(target)):
        if len(flat) == 0:
            target[i] = primitive.cast(0, primitive.dtype_of(flat))
        else:
            target[i] = flat[i % len(flat)]
    return out
