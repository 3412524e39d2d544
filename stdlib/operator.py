"""Python's operator module: operators as functions. `setitem` and `delitem` change their first argument.

What makes functions (`itemgetter`, `attrgetter`, `methodcaller`) is not there: write a lambda. No more are the augmented
ones, whose result depends on whether the type can change.
"""


def add(a, b):
    """a + b."""
    return a + b


def sub(a, b):
    """a - b."""
    return a - b


def mul(a, b):
    """a * b."""
    return a * b


def truediv(a, b):
    """a / b."""
    return a / b


def floordiv(a, b):
    """a // b."""
    return a // b


def mod(a, b):
    """a % b."""
    return a % b


def pow(a, b):
    """a ** b."""
    return a ** b


def matmul(a, b):
    """a @ b."""
    return a @ b


def and_(a, b):
    """a & b."""
    return a & b


def or_(a, b):
    """a | b."""
    return a | b


def xor(a, b):
    """a ^ b."""
    return a ^ b


def lshift(a, b):
    """a << b."""
    return a << b


def rshift(a, b):
    """a >> b."""
    return a >> b


def lt(a, b):
    """a < b."""
    return a < b


def le(a, b):
    """a <= b."""
    return a <= b


def eq(a, b):
    """a == b."""
    return a == b


def ne(a, b):
    """a != b."""
    return a != b


def ge(a, b):
    """a >= b."""
    return a >= b


def gt(a, b):
    """a > b."""
    return a > b


def neg(a):
    """-a."""
    return -a


def pos(a):
    """+a."""
    return +a


def invert(a):
    """~a."""
    return ~a


def inv(a):
    """~a."""
    return ~a


def not_(a):
    """not a."""
    return not a


def truth(a):
    """bool(a)."""
    return bool(a)


def contains(a, b):
    """b in a."""
    return b in a


def getitem(a, b):
    """a[b]."""
    return a[b]


def setitem(a, b, c):
    """a[b] = c."""
    a[b] = c


def delitem(a, b):
    """del a[b]."""
    del a[b]


def concat(a, b):
    """a + b, of sequences."""
    return a + b


def countOf(a, b):
    """How many elements of `a` equal `b`."""
    count = 0
    for x in a:
        if x == b:
            count += 1
    return count


def indexOf(a, b):
    """Where the first element of `a` is that equals `b`. Raises ValueError if there is none."""
    i = 0
    for x in a:
        if x == b:
            return i
        i += 1
    raise ValueError("sequence.index(x): x not in sequence")
