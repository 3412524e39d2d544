"""The methods of arrays: functions with the array as their first argument."""
import primitive
from numpy import elementwise, indexing, linear, numeric, reductions, repeating, sorting, views
from numpy.shape import copy as copied
from numpy.shape import ravel as raveled
from numpy.shape import reshape as reshaped


def sum(self, axis=None, dtype=None, out=None, keepdims: comptime = False):
    """numpy.sum."""
    return reductions.sum(self, axis, dtype, out, keepdims)


def prod(self, axis=None, dtype=None, out=None, keepdims: comptime = False):
    """numpy.prod."""
    return reductions.prod(self, axis, dtype, out, keepdims)


def mean(self, axis=None, dtype=None, out=None, keepdims: comptime = False):
    """numpy.mean."""
    return reductions.mean(self, axis, dtype, out, keepdims)


def var(self, axis=None, dtype=None, out=None, ddof=0, keepdims: comptime = False):
    """numpy.var."""
    return reductions.var(self, axis, dtype, out, ddof, keepdims)


def std(self, axis=None, dtype=None, out=None, ddof=0, keepdims: comptime = False):
    """numpy.std."""
    return reductions.std(self, axis, dtype, out, ddof, keepdims)


def max(self, axis=None, out=None, keepdims: comptime = False):
    """numpy.max."""
    return reductions.max(self, axis, out, keepdims)


def min(self, axis=None, out=None, keepdims: comptime = False):
    """numpy.min."""
    return reductions.min(self, axis, out, keepdims)


def any(self, axis=None, out=None, keepdims: comptime = False):
    """numpy.any."""
    return reductions.any(self, axis, out, keepdims)


def all(self, axis=None, out=None, keepdims: comptime = False):
    """numpy.all."""
    return reductions.all(self, axis, out, keepdims)


def argmax(self, axis=None, out=None, keepdims: comptime = False):
    """numpy.argmax."""
    return sorting.argmax(self, axis, out, keepdims)


def argmin(self, axis=None, out=None, keepdims: comptime = False):
    """numpy.argmin."""
    return sorting.argmin(self, axis, out, keepdims)


def cumsum(self, axis=None, dtype=None):
    """numpy.cumsum."""
    return numeric.cumsum(self, axis, dtype)


def cumprod(self, axis=None, dtype=None):
    """numpy.cumprod."""
    return numeric.cumprod(self, axis, dtype)


def copy(self, order: comptime = None):
    """numpy.copy."""
    return copied(self, order)


def ravel(self, order: comptime = "C"):
    """numpy.ravel."""
    return raveled(self, order)


def flatten(self, order: comptime = "C"):
    """A copy of the elements as one axis."""
    if order == "F":
        return primitive.flat(copied(primitive.transpose(self)))
    else:
        return primitive.flat(copied(self))


def reshape(self, *shape, order: comptime = "C"):
    """numpy.reshape; the extents may also stand as arguments of their own."""
    if len(shape) == 1:
        return reshaped(self, shape[0], order)
    else:
        return reshaped(self, shape, order)


def transpose(self, *axes):
    """numpy.transpose; the axes may also stand as arguments of their own."""
    if len(axes) == 0:
        return primitive.transpose(self)
    elif primitive.form_of(axes[0]) == "tuple":
        return views.permuted(self, axes[0])
    else:
        return views.permuted(self, axes)


def swapaxes(self, axis1, axis2):
    """numpy.swapaxes."""
    return views.swapaxes(self, axis1, axis2)


def squeeze(self, axis):
    """numpy.squeeze."""
    return views.squeeze(self, axis)


def diagonal(self, offset=0):
    """numpy.diagonal."""
    return views.diagonal(self, offset)


def trace(self, offset=0):
    """numpy.trace."""
    return linear.trace(self, offset)


def dot(self, b):
    """numpy.dot."""
    return linear.dot(self, b)


def fill(self, value):
    """Sets every element."""
    self[...] = value


def astype(self, dtype, order: comptime = None, casting=None, copy=True):
    """A copy with elements of another dtype; numbers that do not fit are cut off as NumPy does."""
    if order is not None and order == "F":
        return primitive.transpose(astype(primitive.transpose(self), dtype))
    else:
        b = primitive.empty(self.shape, dtype)
        b[...] = self
        return b


def view(self, dtype):
    """The same memory read as another dtype; the last axis grows or shrinks, and has to be contiguous for that.

    ValueError where the bytes of the last axis are no multiple of the new size.
    """
    old = self.itemsize
    new = primitive.itemsize(primitive.cast(0, dtype))
    if old == new:
        return primitive.strided(self, dtype, 0, self.shape, self.strides)
    else:
        last = self.ndim - 1
        if self.shape[last] != 1 and self.strides[last] != old:
            raise ValueError("To change to a dtype of a different size, the last axis must be contiguous")
        size = self.shape[last] * old
        if size % new != 0:
            raise ValueError(
                "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis "
                "of the array."
            )
        shape = primitive.tuple_replace(self.shape, last, size // new)
        return primitive.strided(self, dtype, 0, shape, primitive.tuple_replace(self.strides, last, new))


def sort(self, axis=-1, kind=None):
    """Sorts along one axis, in place."""
    sorting.sort_in_place(self, axis)


def argsort(self, axis=-1, kind=None):
    """numpy.argsort."""
    return sorting.argsort(self, axis)


def searchsorted(self, v, side="left"):
    """numpy.searchsorted."""
    return sorting.searchsorted(self, v, side)


def nonzero(self):
    """numpy.nonzero."""
    return indexing.nonzero(self)


def take(self, indices, axis=None):
    """numpy.take."""
    return indexing.take(self, indices, axis)


def compress(self, condition, axis=None):
    """numpy.compress."""
    return indexing.compress(condition, self, axis)


def repeat(self, repeats, axis=None):
    """numpy.repeat."""
    return repeating.repeat(self, repeats, axis)


def clip(self, min=None, max=None):
    """numpy.clip."""
    return elementwise.clip(self, min, max)


def round(self, decimals=0):
    """numpy.round."""
    return elementwise.round(self, decimals)


def conjugate(self):
    """numpy.conjugate."""
    return elementwise.conjugate(self)


def conj(self):
    """numpy.conjugate."""
    return elementwise.conjugate(self)


def _contains(self, value):
    """`value in self`: whether any element equals it; both broadcast."""
    return (self == value).any()


def tolist(self):
    """The elements as Python numbers, in lists for the axes."""
    if self.ndim == 0:
        return self.item()
    elif self.ndim == 1:
        return [x.item() for x in self]
    else:
        return [tolist(row) for row in self]


def item(self, *args):
    """One element as a Python number: the only one, the one at a place in C order, or at an index."""
    if len(args) == 0:
        if self.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return raveled(self)[0].item()
    elif len(args) == 1:
        return raveled(self)[args[0]].item()
    else:
        return self[args].item()


def partition(self, kth, axis=-1):
    """Sorts along one axis, which puts the element `kth` where `numpy.partition` would."""
    sorting.sort_in_place(self, axis)


def argpartition(self, kth, axis=-1):
    """numpy.argpartition."""
    return sorting.argpartition(self, kth, axis)


def put(self, indices, values):
    """numpy.put."""
    indexing.put(self, indices, values)
