"""NumPy's legacy random numbers, with the bits of `np.random` for the same seed: the Mersenne Twister, and the algorithms of
`RandomState` on it. Each thread has a generator of its own, which begins with numbers of the system until it is seeded.

`size` is None for one number, an int or a tuple for an array of them. Parameters may be arrays, which broadcast.
"""
import primitive
from amaru import f64, i64, u32
from numpy import sampling, sorting
from numpy.generator import Generator, default_rng
from numpy.numeric import cumsum
from numpy.reductions import sum as total_of
from numpy.sampling import many_0, many_2, next_bounded, next_double
from numpy.shape import asarray, copy
from numpy.discrete import binomial, dirichlet, geometric, multinomial, negative_binomial, poisson, zipf
from numpy.distributions import (
    beta, chisquare, exponential, f, gamma, gumbel, laplace, logistic, lognormal, normal, pareto, power, randn,
    rayleigh, standard_cauchy, standard_exponential, standard_gamma, standard_normal, standard_t, triangular, wald,
    weibull,
)


def seed(seed):
    """Starts this thread's generator anew, from an int of 0 to 2**32 - 1 or several of them."""
    if primitive.form_of(seed) == "number":
        if seed < 0 or seed > 4294967295:
            raise ValueError("Seed must be between 0 and 2**32 - 1")
        primitive.runtime_call("random_seed", None, int(seed))
    else:
        keys = primitive.empty(len(seed), u32)
        for i in range(len(seed)):
            keys[i] = primitive.cast(seed[i], u32)
        primitive.runtime_call("random_seed_array", None, keys, len(keys))


def random(size=None):
    """Numbers in [0, 1)."""
    return many_0(next_double, size)


def random_sample(size=None):
    """Numbers in [0, 1)."""
    return many_0(next_double, size)


def ranf(size=None):
    """Numbers in [0, 1)."""
    return many_0(next_double, size)


def sample(size=None):
    """Numbers in [0, 1)."""
    return many_0(next_double, size)


def rand(*shape):
    """Numbers in [0, 1), in an array whose extents are the arguments; one without any."""
    if len(shape) == 0:
        return next_double()
    else:
        return many_0(next_double, shape)


def uniform(low=0.0, high=1.0, size=None):
    """Numbers in [low, high)."""
    if primitive.form_of(low) == "number" and primitive.form_of(high) == "number":
        if not primitive.fabs(float(high) - float(low)) < 1e400:
            raise OverflowError("Range exceeds valid bounds")
    return many_2(_uniform, low, high, size, f64)


def _uniform(low, high):
    start = float(low)
    return start + (float(high) - start) * next_double()


def randint(low, high=None, size=None, dtype=int):
    """Integers in [low, high), or in [0, low) if only one bound is given. ValueError for an empty range."""
    if high is None:
        return randint(0, low, size, dtype)
    elif primitive.form_of(low) != "number" or primitive.form_of(high) != "number":
        return many_2(_integer, low, high, size, dtype)
    elif size is None:
        return _as_drawn(_integer(low, high), dtype)
    else:
        if low >= high:
            raise ValueError("low >= high")
        out = primitive.empty(size, dtype)
        flat = primitive.flat(out)
        start = int(low)
        most = int(high) - 1 - start
        for k in range(len(flat)):
            flat[k] = start + next_bounded(most)
        return out


def _as_drawn(value, dtype):
    if primitive.is_python(primitive.cast(0, dtype)):
        return value
    else:
        return primitive.cast(value, dtype)


def _integer(low, high):
    if low >= high:
        raise ValueError("low >= high")
    start = int(low)
    return start + next_bounded(int(high) - 1 - start)


def random_integers(low, high=None, size=None):
    """Integers of low to high, or of 1 to low if only one bound is given; both bounds included."""
    if high is None:
        return randint(1, low + 1, size, i64)
    else:
        return randint(low, high + 1, size, i64)


def shuffle(x):
    """Puts the elements of an array, along its first axis, or of a list into a random order."""
    n = len(x)
    for k in range(n - 1):
        i = n - 1 - k
        j = next_bounded(i)
        if i != j:
            sampling.swap(x, i, j)


def permutation(x):
    """The numbers below an int, or the rows of an array, in a random order."""
    if primitive.form_of(x) == "number":
        order = primitive.empty(int(x), int)
        for i in range(len(order)):
            order[i] = i
        shuffle(order)
        return order
    elif primitive.form_of(x) == "list":
        return permutation(asarray(x))
    elif x.ndim == 1:
        line = copy(x)
        shuffle(line)
        return line
    else:
        return x[permutation(len(x))]


def choice(a, size=None, replace=True, p=None):
    """Elements of an array of one axis, or numbers below an int: each as likely, or by the probabilities `p`.

    ValueError for nothing to choose from, for more than there are without `replace`, for probabilities that do not sum to 1.
    """
    if primitive.form_of(a) == "list":
        return choice(asarray(a), size, replace, p)
    elif primitive.form_of(a) == "number":
        if a <= 0:
            raise ValueError("a must be greater than 0 unless no samples are taken")
        return _chosen_places(int(a), size, replace, p)
    else:
        if len(a) == 0:
            raise ValueError("'a' cannot be empty unless no samples are taken")
        places = _chosen_places(len(a), size, replace, p)
        return a[places]


def _chosen_places(count, size, replace, p):
    if p is None:
        if size is None:
            return next_bounded(count - 1)
        else:
            if replace:
                return randint(0, count, size)
            return _without_repeats(count, size)
    else:
        q = asarray(p)
        _check_probabilities(q, count)
        if size is None:
            return _place(_cumulated(q), next_double())
        else:
            if replace:
                return _weighted(_cumulated(q), size)
            return _weighted_without_repeats(q, size)


def _check_probabilities(p, count):
    if len(p) != count:
        raise ValueError("'a' and 'p' must have same size")
    for x in p:
        if x < 0:
            raise ValueError("probabilities are not non-negative")
    if not primitive.fabs(float(total_of(p)) - 1.0) <= 1.4901161193847656e-08:
        raise ValueError("probabilities do not sum to 1")


def _cumulated(p):
    sums = cumsum(p)
    last = sums[len(sums) - 1]
    for i in range(len(sums)):
        sums[i] = sums[i] / last
    return sums


def _place(sums, x):
    return sorting.insertion_point(sums, x, True)


def _weighted(sums, size):
    out = primitive.empty(size, int)
    flat = primitive.flat(out)
    for k in range(len(flat)):
        flat[k] = _place(sums, next_double())
    return out


def _without_repeats(count, size):
    out = primitive.empty(size, int)
    if out.size > count:
        raise ValueError("Cannot take a larger sample than population when 'replace=False'")
    flat = primitive.flat(out)
    flat[...] = permutation(count)[: out.size]
    return out


def _weighted_without_repeats(p, size):
    out = primitive.empty(size, int)
    flat = primitive.flat(out)
    left = 0
    for x in p:
        if x > 0:
            left += 1
    if len(flat) > len(p):
        raise ValueError("Cannot take a larger sample than population when 'replace=False'")
    if left < len(flat):
        raise ValueError("Fewer non-zero entries in p than size")
    weights = primitive.empty(len(p), f64)
    weights[...] = p
    found = 0
    while found < len(flat):
        drawn = random(len(flat) - found)
        for i in range(found):
            weights[flat[i]] = 0.0
        sums = _cumulated(weights)
        places = primitive.empty(len(drawn), int)
        for j in range(len(drawn)):
            places[j] = _place(sums, drawn[j])
        # The first of each, in the order in which they were drawn.
        for m in range(len(places)):
            isNew = True
            for before in range(m):
                isNew = isNew and places[before] != places[m]
            if isNew:
                flat[found] = places[m]
                found += 1
    return out
