"""Universal functions: comparisons, logic, bits, divisors."""
import primitive
from amaru import bool_, u8, u16, u32, u64
from numpy.operands import same
from numpy.elementwise import absolute


@elementwise
def equal(x, y):
    """x == y."""
    return x == y


@elementwise
def not_equal(x, y):
    """x != y."""
    return x != y


@elementwise
def less(x, y):
    """x < y."""
    return x < y


@elementwise
def less_equal(x, y):
    """x <= y."""
    return x <= y


@elementwise
def greater(x, y):
    """x > y."""
    return x > y


@elementwise
def greater_equal(x, y):
    """x >= y."""
    return x >= y


@elementwise
def logical_and(x, y):
    """Whether both are not zero."""
    return primitive.cast(x, bool_) & primitive.cast(y, bool_)


@elementwise
def logical_or(x, y):
    """Whether one is not zero."""
    return primitive.cast(x, bool_) | primitive.cast(y, bool_)


@elementwise
def logical_xor(x, y):
    """Whether exactly one is not zero."""
    return primitive.cast(x, bool_) ^ primitive.cast(y, bool_)


@elementwise
def logical_not(x):
    """Whether x is zero."""
    return ~primitive.cast(x, bool_)


@elementwise
def bitwise_and(x, y):
    """x & y."""
    return x & y


@elementwise
def bitwise_or(x, y):
    """x | y."""
    return x | y


@elementwise
def bitwise_xor(x, y):
    """x ^ y."""
    return x ^ y


@elementwise
def invert(x):
    """~x."""
    return ~primitive.cast(x, primitive.dtype_of(x))


@elementwise
def bitwise_not(x):
    """~x."""
    return invert(x)


@elementwise
def left_shift(x, y):
    """x << y; 0 where nothing is left."""
    return x << y


@elementwise
def right_shift(x, y):
    """x >> y."""
    return x >> y


@elementwise
def gcd(x, y):
    """The greatest common divisor."""
    a, b = same(x, y)
    return primitive.cast(_gcd(_magnitude(a), _magnitude(b)), primitive.dtype_of(a))


def _gcd(a, b):
    while b != 0:
        r = a % b
        a = b
        b = r
    return a


def _magnitude(x):
    """The absolute value, unsigned."""
    if primitive.kind_of(x) == "int":
        if primitive.itemsize(x) == 1:
            return primitive.cast(absolute(x), u8)
        elif primitive.itemsize(x) == 2:
            return primitive.cast(absolute(x), u16)
        elif primitive.itemsize(x) == 4:
            return primitive.cast(absolute(x), u32)
        else:
            return primitive.cast(absolute(x), u64)
    else:
        return x


@elementwise
def lcm(x, y):
    """The least common multiple, 0 if either is 0."""
    a, b = same(x, y)
    m = _magnitude(a)
    n = _magnitude(b)
    d = _gcd(m, n)
    return primitive.cast(m // d * n if d != 0 else d, primitive.dtype_of(a))


@elementwise
def bitwise_count(x):
    """How many bits of the absolute value are 1, as uint8."""
    n = primitive.cast(_magnitude(primitive.cast(x, primitive.dtype_of(x))), u64)
    count = primitive.cast(0, u8)
    while n != 0:
        n = n & (n - primitive.cast(1, u64))
        count += primitive.cast(1, u8)
    return count
