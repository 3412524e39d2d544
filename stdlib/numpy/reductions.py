"""Reductions of whole arrays to a scalar.

Float sums follow NumPy's own pairwise tree bit for bit: leaves of at most 128 elements summed in 8 lanes, halves added.
"""
import primitive
from numpy.shape import ravel


def sum(a):
    """The sum of all elements: floats in their own dtype, integers in 64 bits."""
    if primitive.is_floating(a):
        return _float_sum(a)
    total = _wide_zero(a)
    for x in ravel(a):
        total += x
    return total


def _wide_zero(a):
    """0 in the dtype that NumPy sums these integers in."""
    return primitive.cast(0, primitive.wide_dtype(a))


def _float_sum(a):
    if a.ndim == 1 or primitive.is_contiguous(a):
        flat = _line(a)
        return _pairwise(flat, 0, len(flat))
    else:
        # NumPy walks the last axis and adds up the rows' sums.
        total = primitive.cast(0, a.dtype)
        for row in a:
            total += _float_sum(row)
        return total


def _line(a):
    if a.ndim == 1:
        return a
    return primitive.flat(a)


@jit(boundscheck=False, overflow="wrap")
def _pairwise(a, first, n):
    if n < 8:
        total = primitive.cast(0, a.dtype)
        for i in range(n):
            total += a[first + i]
        return total
    if n <= 128:
        r0 = a[first]
        r1 = a[first + 1]
        r2 = a[first + 2]
        r3 = a[first + 3]
        r4 = a[first + 4]
        r5 = a[first + 5]
        r6 = a[first + 6]
        r7 = a[first + 7]
        for block in range(1, n // 8):
            k = first + block * 8
            r0 += a[k]
            r1 += a[k + 1]
            r2 += a[k + 2]
            r3 += a[k + 3]
            r4 += a[k + 4]
            r5 += a[k + 5]
            r6 += a[k + 6]
            r7 += a[k + 7]
        total = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7))
        for i in range(n - n % 8, n):
            total += a[first + i]
        return total
    half = n // 2
    half -= half % 8
    return _pairwise(a, first, half) + _pairwise(a, first + half, n - half)


def prod(a):
    """The product of all elements: floats in their own dtype, integers in 64 bits."""
    if primitive.is_floating(a):
        result = primitive.cast(1, a.dtype)
        for x in ravel(a):
            result *= x
        return result
    else:
        product = primitive.cast(1, primitive.wide_dtype(a))
        for y in ravel(a):
            product *= y
        return product


def mean(a):
    """The sum divided by the number of elements; nan for an empty array."""
    if primitive.is_floating(a):
        return primitive.cast(sum(a) / a.size, a.dtype)
    # NumPy sums integers as float64 for their mean.
    flat = ravel(a)
    b = primitive.empty(len(flat), float)
    b[...] = flat
    return _pairwise(b, 0, len(b)) / len(b)


def max(a):
    """The greatest element; nan if one is nan. ValueError for an empty array."""
    flat = ravel(a)
    if len(flat) == 0:
        raise ValueError("zero-size array to reduction operation maximum which has no identity")
    best = flat[0]
    for x in flat:
        if x > best or x != x:
            best = x
        if best != best:
            break
    return best


def min(a):
    """The least element; nan if one is nan. ValueError for an empty array."""
    flat = ravel(a)
    if len(flat) == 0:
        raise ValueError("zero-size array to reduction operation minimum which has no identity")
    best = flat[0]
    for x in flat:
        if x < best or x != x:
            best = x
        if best != best:
            break
    return best


def amax(a):
    """The greatest element."""
    return max(a)


def amin(a):
    """The least element."""
    return min(a)
