"""The methods of numbers: functions with the number as their first argument."""
import primitive
from amaru import bool_
from numpy import elementwise


def conjugate(self):
    """The number with the sign of its imaginary part turned."""
    if primitive.kind_of(self) == "complex":
        return primitive.complex(self.real, -self.imag)
    else:
        return self.real


def conj(self):
    """`conjugate`, of NumPy's numbers."""
    return conjugate(self)


def item(self):
    """The Python number of the same value."""
    if primitive.kind_of(self) == "complex":
        return complex(self)
    elif primitive.kind_of(self) == "float":
        return float(self)
    elif primitive.kind_of(self) == "bool":
        return bool(self)
    else:
        return int(self)


def astype(self, dtype):
    """The number as another dtype."""
    return primitive.cast(self, dtype)


def is_integer(self):
    """Whether the number is whole."""
    if primitive.kind_of(self) == "float":
        return bool(self == primitive.floor(self) and primitive.fabs(self) < 1e400)
    else:
        return True


def bit_length(self):
    """How many bits the size of an int takes."""
    n = self if self >= 0 else -(self + 1)
    bits = 0
    if self < 0:
        # -2**k needs a bit more than 2**k - 1.
        n = -(self + 1)
        if n & (n + 1) == 0:
            bits = 1
    while n > 0:
        n >>= 1
        bits += 1
    return bits


def round(self, decimals=0):
    """numpy.round."""
    return elementwise.round(self, decimals)


def clip(self, min=None, max=None):
    """numpy.clip."""
    return elementwise.clip(self, min, max)


def copy(self):
    """The number itself."""
    return self


def mean(self):
    """The number, integers as float64."""
    return self / 1 if primitive.kind_of(self) != "complex" else self


def prod(self):
    """The number itself."""
    return self


def any(self):
    """Whether it is not zero."""
    return primitive.cast(self, bool_)


def all(self):
    """Whether it is not zero."""
    return primitive.cast(self, bool_)


def sum(self):
    """The number itself."""
    return self


def max(self):
    """The number itself."""
    return self


def min(self):
    """The number itself."""
    return self
