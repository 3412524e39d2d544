"""Other views and copies of arrays."""
import primitive


def copy(a):
    """A new array with the same elements, in C order."""
    b = primitive.empty(a.shape, a.dtype)
    b[...] = a
    return b


def ravel(a):
    """The elements in C order as one axis: a view if they lie so, a copy otherwise."""
    if primitive.is_contiguous(a):
        return primitive.flat(a)
    return primitive.flat(copy(a))


def transpose(a):
    """The axes in reverse order; a view."""
    return primitive.transpose(a)
