"""Choosing between arrays, and setting the elements that a condition picks."""
import primitive
from numpy import elementwise, indexing, views
from numpy.shape import asarray, copy, ravel


def select(condlist, choicelist, default=0):
    """For each place the choice whose condition is the first to hold, or `default`."""
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    if primitive.form_of(condlist) == "list":
        if len(condlist) == 0:
            raise ValueError("select with an empty condition list is not possible")
        shape = views.broadcast_shapes(condlist[0].shape, choicelist[0].shape)
        chosen = primitive.empty(shape, primitive.result_type(choicelist[0], default))
        chosen[...] = default
        for k in range(len(condlist)):
            i = len(condlist) - 1 - k
            chosen[...] = elementwise.where(condlist[i], choicelist[i], chosen)
        return chosen
    else:
        return _selected(condlist, choicelist, primitive.cast(default, _select_dtype(choicelist, default)))


def _select_dtype(choices, default):
    """Where all choices meet; Python's numbers among them are weak."""
    if len(choices) == 1:
        return primitive.result_type(choices[0], default)
    elif len(choices) == 2:
        return primitive.result_type(choices[0], choices[1], default)
    elif len(choices) == 3:
        return primitive.result_type(choices[0], choices[1], choices[2], default)
    else:
        rest = primitive.tuple_drop(primitive.tuple_drop(choices, 0), 0)
        return primitive.result_type(choices[0], choices[1], _select_dtype(rest, default))


def _selected(conditions, choices, default):
    if len(conditions) == 1:
        return _either(conditions[0], choices[0], default)
    else:
        rest = _selected(primitive.tuple_drop(conditions, 0), primitive.tuple_drop(choices, 0), default)
        return _either(conditions[0], choices[0], rest)


@elementwise
def _either(condition, choice, other):
    return primitive.cast(choice, primitive.dtype_of(other)) if condition else other


def choose(a, choices):
    """For each element of `a` the element at its place of the array with that number. ValueError for a number without one."""
    if primitive.form_of(choices) == "list":
        return _chosen(a, choices)
    else:
        out = primitive.empty(a.shape, primitive.dtype_of(choices[0]))
        places = ravel(a)
        for n in places:
            if n < 0 or n >= len(choices):
                raise ValueError("invalid entry in choice array")
        _take_chosen(primitive.flat(out), places, choices, a.shape, 0)
        return out


def _take_chosen(flat, places, choices, shape, which: comptime):
    values = ravel(views.broadcast_to(choices[which], shape))
    for k in range(len(flat)):
        if places[k] == which:
            flat[k] = values[k]
    if which + 1 < len(choices):
        _take_chosen(flat, places, choices, shape, which + 1)


def _chosen(a, choices):
    out = primitive.empty(a.shape, primitive.dtype_of(choices[0]))
    flat = primitive.flat(out)
    places = ravel(a)
    for k in range(len(flat)):
        n = int(places[k])
        if n < 0 or n >= len(choices):
            raise ValueError("invalid entry in choice array")
        flat[k] = ravel(views.broadcast_to(choices[n], a.shape))[k]
    return out


def copyto(dst, src, where=None):
    """`dst[...] = src`, or only where a mask holds."""
    if where is None:
        dst[...] = src
    else:
        dst[...] = elementwise.where(where, src, dst)


def putmask(a, mask, values):
    """Sets elements where a mask holds: the values repeat as often as needed, each for its own place in C order."""
    v = ravel(asarray(values))
    holds = ravel(mask)
    if len(holds) != a.size:
        raise ValueError("putmask: mask and data must be the same size")
    if len(v) > 0:
        out = copy(a)
        flat = primitive.flat(out)
        for k in range(len(flat)):
            if holds[k]:
                flat[k] = primitive.cast(v[k % len(v)], primitive.dtype_of(a))
        a[...] = out


def place(arr, mask, vals):
    """Sets elements where a mask holds: to the values one after the other, again and again."""
    v = ravel(asarray(vals))
    holds = ravel(mask)
    if len(holds) != arr.size:
        raise ValueError("place: mask and data must be the same size")
    out = copy(arr)
    flat = primitive.flat(out)
    n = 0
    for k in range(len(flat)):
        if holds[k]:
            if len(v) == 0:
                raise ValueError("Cannot insert from an empty array!")
            flat[k] = primitive.cast(v[n % len(v)], primitive.dtype_of(arr))
            n += 1
    arr[...] = out


def put_along_axis(arr, indices, values, axis):
    """Sets `arr` along an axis at indices of the same rank."""
    k = views.axis_of(axis, arr.ndim)
    full = views.broadcast_to(values, indices.shape)
    _put_lines(views.moveaxis(arr, k, -1), views.moveaxis(indices, k, -1), views.moveaxis(full, k, -1))


def _put_lines(a, indices, values):
    if a.ndim == 1:
        for i in range(len(indices)):
            a[indices[i]] = values[i]
    else:
        for j in range(len(indices)):
            _put_lines(a[j], indices[j], values[j])


def apply_along_axis(func1d, axis, arr, *args):
    """What a function gives for each line along an axis: numbers take the place of the lines, arrays lie along it."""
    k = views.axis_of(axis, arr.ndim)
    lines = views.moveaxis(arr, k, -1)
    if views.size_of(primitive.tuple_drop(arr.shape, k)) == 0:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    rest = primitive.tuple_drop(arr.shape, k)
    table = primitive.reshape(copy(lines), (views.size_of(rest), arr.shape[k]))
    first = func1d(table[0], *args)
    if primitive.form_of(first) == "array":
        rows = primitive.empty((len(table), len(first)), primitive.dtype_of(first))
        rows[0] = first
        for i in range(1, len(table)):
            rows[i] = func1d(table[i], *args)
        return copy(views.moveaxis(primitive.reshape(rows, rest + (len(first),)), -1, k))
    else:
        numbers = primitive.empty(len(table), primitive.dtype_of(first))
        numbers[0] = first
        for j in range(1, len(table)):
            numbers[j] = func1d(table[j], *args)
        if len(rest) == 0:
            return numbers[0]
        else:
            return primitive.reshape(numbers, rest)
