"""Python's builtin functions that need no help from the compiler beyond arithmetic."""
import primitive


@elementwise
def abs(x):
    """The absolute value. OverflowError for the smallest int of 64 bits."""
    if primitive.kind_of(x) == "complex":
        return _length(x)
    if primitive.is_floating(x):
        return primitive.fabs(x)
    return x if x >= 0 else -x


def _length(z):
    length = primitive.hypot(z.real, z.imag)
    if primitive.is_python(z) and length == 1e400 and primitive.fabs(z.real) < 1e400 and primitive.fabs(z.imag) < 1e400:
        raise OverflowError("absolute value too large")
    return length


def divmod(a, b):
    """`(a // b, a % b)`. ZeroDivisionError for b == 0."""
    return a // b, a % b


def pow(base, exponent):
    """`base ** exponent`."""
    return base**exponent


def round(x, ndigits=None):
    """The nearest int, ties to even; with `ndigits`, the nearest number of that many decimals, correctly rounded."""
    if ndigits is None:
        return int(primitive.round_even(float(x)))
    return primitive.round_digits(float(x), ndigits)


def sum(values, start=0):
    """The sum of an array's elements in order, one rounding for each addition."""
    total = start
    for value in values:
        total = total + value
    return total
