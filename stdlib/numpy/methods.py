"""The methods of arrays: functions with the array as their first argument."""
import primitive
from numpy import reductions
from numpy import shape as shapes


def sum(self):
    """numpy.sum."""
    return reductions.sum(self)


def prod(self):
    """numpy.prod."""
    return reductions.prod(self)


def mean(self):
    """numpy.mean."""
    return reductions.mean(self)


def max(self):
    """numpy.max."""
    return reductions.max(self)


def min(self):
    """numpy.min."""
    return reductions.min(self)


def copy(self):
    """numpy.copy."""
    return shapes.copy(self)


def ravel(self):
    """numpy.ravel."""
    return shapes.ravel(self)


def flatten(self):
    """A copy of the elements in C order as one axis."""
    return primitive.flat(shapes.copy(self))


def transpose(self):
    """numpy.transpose."""
    return shapes.transpose(self)


def fill(self, value):
    """Sets every element."""
    self[...] = value


def astype(self, dtype):
    """A copy with elements of another dtype."""
    b = primitive.empty(self.shape, dtype)
    b[...] = self
    return b
