"""`np.random.default_rng`: NumPy's Generator on PCG64, with the bits of NumPy's for the same seed.

`size` is None for one number, an int or a tuple for an array of them. Parameters are numbers. A Generator lives in compiled
code; it can be passed to functions, but not to or from CPython.
"""
import primitive
from amaru import f64, i64, u32, u64
from dataclasses import dataclass
from numpy.sampling import libm_exp, swap
from numpy.shape import asarray, copy


def default_rng(seed=None):
    """A Generator whose stream follows from an int, or from several; from the system's entropy without one."""
    state = primitive.empty(6, u64)
    if seed is None:
        primitive.runtime_call("pcg64_seed", None, state, primitive.empty(1, u32), -1)
    elif primitive.form_of(seed) == "number":
        if seed < 0:
            raise ValueError("expected non-negative integer")
        words = primitive.empty(2, u32)
        words[0] = primitive.cast(int(seed) & 4294967295, u32)
        words[1] = primitive.cast(int(seed) >> 32, u32)
        primitive.runtime_call("pcg64_seed", None, state, words, 2 if words[1] > 0 else 1)
    else:
        keys = asarray(seed)
        many = primitive.empty(2 * len(keys), u32)
        n = 0
        for key in keys:
            if key < 0:
                raise ValueError("expected non-negative integer")
            many[n] = primitive.cast(int(key) & 4294967295, u32)
            n += 1
            if int(key) >> 32 > 0:
                many[n] = primitive.cast(int(key) >> 32, u32)
                n += 1
        primitive.runtime_call("pcg64_seed", None, state, many, n)
    return Generator(state)


def _double(state):
    return primitive.runtime_call("pcg64_double", float, state)


def _normal(state):
    return primitive.runtime_call("pcg64_normal", float, state)


def _exponential(state):
    return primitive.runtime_call("pcg64_exponential", float, state)


def _bounded(state, most):
    return primitive.runtime_call("pcg64_bounded", int, state, most)


def _filled(function, state, size, shift, scale):
    """`shift + scale * number`, once or for an array."""
    if size is None:
        return shift + scale * function(state)
    else:
        out = primitive.empty(size, f64)
        flat = primitive.flat(out)
        for k in range(len(flat)):
            flat[k] = shift + scale * function(state)
        return out


def _plain(function, state, size):
    if size is None:
        return function(state)
    else:
        out = primitive.empty(size, f64)
        flat = primitive.flat(out)
        for k in range(len(flat)):
            flat[k] = function(state)
        return out


def _check_scale(scale):
    if not scale >= 0:
        raise ValueError("scale < 0")


@dataclass(frozen=True)
class Generator:
    """A stream of random numbers."""

    state: u64[:]

    def random(self, size=None):
        """Numbers in [0, 1)."""
        return _plain(_double, self.state, size)

    def uniform(self, low=0.0, high=1.0, size=None):
        """Numbers in [low, high). ValueError for bounds that are the wrong way round."""
        if not primitive.fabs(float(high) - float(low)) < 1e400:
            raise OverflowError("high - low range exceeds valid bounds")
        if float(high) - float(low) < 0.0:
            raise ValueError("high - low < 0")
        return _filled(_double, self.state, size, float(low), float(high) - float(low))

    def standard_normal(self, size=None):
        """Numbers of the normal distribution with mean 0 and deviation 1, by the ziggurat."""
        return _plain(_normal, self.state, size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Numbers of the normal distribution with a mean and a deviation."""
        _check_scale(scale)
        return _filled(_normal, self.state, size, float(loc), float(scale))

    def standard_exponential(self, size=None):
        """Numbers of the exponential distribution with mean 1, by the ziggurat."""
        return _plain(_exponential, self.state, size)

    def exponential(self, scale=1.0, size=None):
        """Numbers of the exponential distribution with a mean."""
        _check_scale(scale)
        return _filled(_exponential, self.state, size, 0.0, float(scale))

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        """Numbers whose logarithms are normally distributed."""
        _check_scale(sigma)
        if size is None:
            return libm_exp(float(mean) + float(sigma) * _normal(self.state))
        else:
            out = primitive.empty(size, f64)
            flat = primitive.flat(out)
            for k in range(len(flat)):
                flat[k] = libm_exp(float(mean) + float(sigma) * _normal(self.state))
            return out

    def integers(self, low, high=None, size=None, endpoint=False):
        """Integers in [low, high), or in [0, low) if only one bound is given; up to the bound itself with `endpoint`."""
        start = 0 if high is None else int(low)
        end = int(low) if high is None else int(high)
        if not endpoint:
            end -= 1
        if start > end:
            raise ValueError("low >= high")
        if size is None:
            return primitive.cast(start + _bounded(self.state, end - start), i64)
        else:
            out = primitive.empty(size, i64)
            flat = primitive.flat(out)
            for k in range(len(flat)):
                flat[k] = start + _bounded(self.state, end - start)
            return out

    def shuffle(self, x):
        """Puts the elements of an array along its first axis, or of a list, into a random order."""
        n = len(x)
        for k in range(n - 1):
            i = n - 1 - k
            j = primitive.runtime_call("pcg64_interval", int, self.state, i)
            if i != j:
                swap(x, i, j)

    def permutation(self, x):
        """The numbers below an int, or the rows of an array, in a random order."""
        if primitive.form_of(x) == "number":
            order = primitive.empty(int(x), i64)
            for i in range(len(order)):
                order[i] = i
            self.shuffle(order)
            return order
        elif x.ndim == 1:
            line = copy(x)
            self.shuffle(line)
            return line
        else:
            return x[self.permutation(len(x))]
