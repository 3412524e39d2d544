"""What an array or a number is, as functions."""
import primitive
from numpy.shape import asarray


def shape(a):
    """The extents."""
    return asarray(a).shape


def ndim(a):
    """The number of axes."""
    return asarray(a).ndim


def size(a, axis=None):
    """The number of elements, or of those along an axis."""
    if axis is None:
        return asarray(a).size
    else:
        return asarray(a).shape[axis]


def isscalar(element):
    """Whether it is a number or a string."""
    return primitive.form_of(element) == "number" or primitive.form_of(element) == "str"


def iscomplexobj(x):
    """Whether the dtype is complex."""
    return primitive.kind_of(x) == "complex"


def isrealobj(x):
    """Whether the dtype is not complex."""
    return primitive.kind_of(x) != "complex"
