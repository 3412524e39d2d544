"""Window functions: M weights, as float64."""
import primitive
from amaru import f64


def bartlett(M):
    """A triangle."""
    if M == 1:
        return _ones()
    out = primitive.empty(_length(M), f64)
    for i in range(len(out)):
        n = primitive.cast(1 - M + 2 * i, f64)
        size = primitive.cast(M - 1, f64)
        out[i] = 1.0 + n / size if n <= 0.0 else 1.0 - n / size
    return out


def hanning(M):
    """A raised cosine that ends at zero."""
    return _cosines(M, 0.5, 0.5, 0.0)


def hamming(M):
    """A raised cosine that does not end at zero."""
    return _cosines(M, 0.54, 0.46, 0.0)


def blackman(M):
    """Three terms of cosines."""
    return _cosines(M, 0.42, 0.5, 0.08)


def _cosines(M, a, b, c):
    if M == 1:
        return _ones()
    out = primitive.empty(_length(M), f64)
    for i in range(len(out)):
        n = primitive.cast(1 - M + 2 * i, f64)
        angle = 3.141592653589793 * n / primitive.cast(M - 1, f64)
        value = a + b * primitive.cos(angle)
        if c != 0.0:
            value += c * primitive.cos(2.0 * 3.141592653589793 * n / primitive.cast(M - 1, f64))
        out[i] = value
    return out


def _length(M):
    return int(M) if M > 0 else 0


def _ones():
    out = primitive.empty(1, f64)
    out[0] = 1.0
    return out
