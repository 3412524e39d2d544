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
    """The sum of the elements in order, one rounding for each addition."""
    total = start
    for value in values:
        total = total + value
    return total


def any(values):
    """Whether an element is true."""
    for value in values:
        if value:
            return True
    return False


def all(values):
    """Whether every element is true."""
    for value in values:
        if not value:
            return False
    return True


def sorted(values, key=None, reverse=False):
    """A new list of the elements in order: equal ones keep theirs."""
    result = list(values)
    result.sort(key=key, reverse=reverse)
    return result


def min(values, key=None):
    """The first of the least elements. ValueError if there is none."""
    if key is None:
        found = False
        for value in values:
            if not found or value < best:
                best = value
            found = True
        if not found:
            raise ValueError("min() arg is an empty sequence")
        return best
    else:
        any_found = False
        for element in values:
            measure = key(element)
            if not any_found or measure < limit:
                limit = measure
                chosen = element
            any_found = True
        if not any_found:
            raise ValueError("min() arg is an empty sequence")
        return chosen


def max(values, key=None):
    """The first of the greatest elements. ValueError if there is none."""
    if key is None:
        found = False
        for value in values:
            if not found or value > best:
                best = value
            found = True
        if not found:
            raise ValueError("max() arg is an empty sequence")
        return best
    else:
        any_found = False
        for element in values:
            measure = key(element)
            if not any_found or measure > limit:
                limit = measure
                chosen = element
            any_found = True
        if not any_found:
            raise ValueError("max() arg is an empty sequence")
        return chosen


def min_or(values, default, key=None):
    """min(values), or `default` if there is no element."""
    for value in values:
        return min(values, key)
    return default


def max_or(values, default, key=None):
    """max(values), or `default` if there is no element."""
    for value in values:
        return max(values, key)
    return default
