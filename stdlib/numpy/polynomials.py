"""Polynomials as coefficients, the highest power first."""
import primitive
from amaru import f64, i64
from numpy import numeric
from numpy.shape import asarray, copy


def polyval(p, x):
    """The value at `x`, by Horner's scheme."""
    if primitive.form_of(p) == "list" or primitive.form_of(p) == "tuple":
        return polyval(asarray(p), x)
    elif primitive.form_of(x) == "array":
        y = primitive.empty(x.shape, primitive.result_type(primitive.cast(0, primitive.result_type(x, x)), p))
        y[...] = 0
        for c in p:
            y[...] = y * x + c
        return y
    else:
        total = primitive.cast(0, primitive.result_type(primitive.cast(x, primitive.dtype_of(x)), p))
        for coefficient in p:
            total = primitive.cast(total * x + coefficient, primitive.dtype_of(total))
        return total


def polyadd(a1, a2):
    """The sum."""
    n = len(a1) if len(a1) > len(a2) else len(a2)
    out = primitive.empty(n, primitive.result_type(a1, a2))
    out[...] = 0
    out[n - len(a1) :] = a1
    out[n - len(a2) :] += a2
    return out


def polysub(a1, a2):
    """The difference."""
    n = len(a1) if len(a1) > len(a2) else len(a2)
    out = primitive.empty(n, primitive.result_type(a1, a2))
    out[...] = 0
    out[n - len(a1) :] = a1
    out[n - len(a2) :] -= a2
    return out


def polymul(a1, a2):
    """The product; zeros in front of the operands are left out."""
    return numeric.convolve(_trimmed(a1), _trimmed(a2))


def _trimmed(p):
    first = 0
    while first < len(p) - 1 and p[first] == 0:
        first += 1
    return copy(p[first:])


def polyder(p, m: int = 1):
    """The derivative, `m` times."""
    if m < 0:
        raise ValueError("Order of derivative must be positive (see polyint)")
    # The powers are int64.
    dtype = primitive.result_type(p, i64)
    result = primitive.empty(len(p), dtype)
    result[...] = p
    for _ in range(m):
        n = len(result) - 1 if len(result) > 0 else 0
        smaller = primitive.empty(n, dtype)
        for i in range(n):
            smaller[i] = result[i] * primitive.cast(n - i, dtype)
        result = smaller
    return result


def polyint(p, k=0.0):
    """The antiderivative with the constant `k`."""
    n = len(p)
    out = primitive.empty(n + 1, primitive.result_type(p, f64))
    for i in range(n):
        out[i] = p[i] / primitive.cast(n - i, f64)
    out[n] = k
    return out
