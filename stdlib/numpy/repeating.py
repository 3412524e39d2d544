"""Elements again and again, moved on, or with a border around them."""
import primitive
from numpy import views
from numpy.shape import atleast_1d, copy, ravel


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


def trim_zeros(filt, trim="fb"):
    """A vector without the zeros in front ("f") and behind ("b")."""
    first = 0
    last = len(filt)
    if trim == "f" or trim == "fb" or trim == "bf":
        while first < last and filt[first] == 0:
            first += 1
    if trim == "b" or trim == "fb" or trim == "bf":
        while last > first and filt[last - 1] == 0:
            last -= 1
    return filt[first:last]
