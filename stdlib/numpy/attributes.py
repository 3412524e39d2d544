"""The attributes of arrays that are more than a look at their type: functions with the array as their only argument."""
import primitive
from numpy import views


def strides(self):
    """The distance of neighbours along each axis, in bytes."""
    return primitive.strides_of(self)


def real(self):
    """The real parts; a view."""
    if primitive.kind_of(self) == "complex":
        return primitive.strided(self, _part(self), 0, self.shape, primitive.strides_of(self))
    else:
        return self


def imag(self):
    """The imaginary parts, a view; zeros for real numbers."""
    if primitive.kind_of(self) == "complex":
        return primitive.strided(self, _part(self), self.itemsize // 2, self.shape, primitive.strides_of(self))
    else:
        zeros = primitive.empty(self.shape, primitive.dtype_of(self))
        zeros[...] = 0
        return zeros


def _part(a):
    """The dtype of the parts of complex numbers."""
    return primitive.dtype_of(primitive.cast(0, a.dtype).real)


def flat(self):
    """The elements in C order, for reading."""
    if primitive.is_contiguous(self):
        return primitive.flat(self)
    else:
        b = primitive.empty(self.shape, primitive.dtype_of(self))
        b[...] = self
        return primitive.flat(b)
