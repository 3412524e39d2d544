"""What random numbers are made of: numbers of the generator, and arrays of samples.
"""
import primitive
from amaru import f64
from numpy import views
from numpy.shape import asarray, copy, ravel


def libm_exp(x):
    """exp with the bits of the C library, which NumPy's random numbers have."""
    return primitive.runtime_call("libm_exp", float, x)


def libm_log(x):
    """log with the bits of the C library."""
    return primitive.runtime_call("libm_log", float, x)


def libm_log1p(x):
    """log1p with the bits of the C library."""
    return primitive.runtime_call("libm_log1p", float, x)


def libm_pow(x, y):
    """pow with the bits of the C library."""
    return primitive.runtime_call("libm_pow", float, x, y)


def next_double():
    return primitive.runtime_call("random_double", float)


def next_gauss():
    return primitive.runtime_call("random_gauss", float)


def next_bounded(most):
    return primitive.runtime_call("random_bounded", int, most)


def many_0(function, size):
    if size is None:
        return function()
    else:
        out = primitive.empty(size, f64)
        flat = primitive.flat(out)
        for k in range(len(flat)):
            flat[k] = function()
        return out


def many_1(function, a, size, dtype):
    if primitive.form_of(a) == "list":
        return many_1(function, asarray(a), size, dtype)
    elif size is None and primitive.form_of(a) == "number":
        return function(a)
    elif size is None:
        return many_1(function, a, a.shape, dtype)
    else:
        out = primitive.empty(size, dtype)
        flat = primitive.flat(out)
        values = ravel(views.broadcast_to(a, out.shape))
        for k in range(len(flat)):
            flat[k] = function(values[k].item())
        return out


def many_2(function, a, b, size, dtype):
    if primitive.form_of(a) == "list":
        return many_2(function, asarray(a), b, size, dtype)
    elif primitive.form_of(b) == "list":
        return many_2(function, a, asarray(b), size, dtype)
    elif size is None and primitive.form_of(a) == "number" and primitive.form_of(b) == "number":
        return function(a, b)
    elif size is None:
        return many_2(function, a, b, views.broadcast_shapes(asarray(a).shape, asarray(b).shape), dtype)
    else:
        out = primitive.empty(size, dtype)
        flat = primitive.flat(out)
        if primitive.form_of(a) == "number" and primitive.form_of(b) == "number":
            for k in range(len(flat)):
                flat[k] = function(a, b)
        else:
            first = ravel(views.broadcast_to(a, out.shape))
            second = ravel(views.broadcast_to(b, out.shape))
            for i in range(len(flat)):
                flat[i] = function(first[i].item(), second[i].item())
        return out


def check_positive(value, name: comptime):
    """ValueError for a negative parameter."""
    if primitive.form_of(value) == "number":
        if not value >= 0 or primitive.copysign(1.0, float(value)) < 0:
            raise ValueError(name + " < 0")
    else:
        for x in ravel(asarray(value)):
            if not x >= 0:
                raise ValueError(name + " < 0")


def check_above_zero(value, name: comptime):
    if primitive.form_of(value) == "number":
        if not value > 0:
            raise ValueError(name + " <= 0")
    else:
        for x in ravel(asarray(value)):
            if not x > 0:
                raise ValueError(name + " <= 0")


def next_exponential():
    return -libm_log(1.0 - next_double())


def next_gamma(given):
    """By Johnk's method below 1, by Marsaglia's and Tsang's above."""
    shape = float(given)
    if shape == 1.0:
        return next_exponential()
    if shape == 0.0:
        return 0.0
    if shape < 1.0:
        while True:
            u = next_double()
            v = next_exponential()
            if u <= 1.0 - shape:
                x = libm_pow(u, 1.0 / shape)
                if x <= v:
                    return x
            else:
                y = -libm_log((1.0 - u) / shape)
                z = libm_pow(1.0 - shape + shape * y, 1.0 / shape)
                if z <= v + y:
                    return z
    b = shape - 1.0 / 3.0
    c = 1.0 / primitive.sqrt(9.0 * b)
    while True:
        n = next_gauss()
        w = 1.0 + c * n
        while w <= 0.0:
            n = next_gauss()
            w = 1.0 + c * n
        w = w * w * w
        t = next_double()
        if t < 1.0 - 0.0331 * (n * n) * (n * n):
            return b * w
        if libm_log(t) < 0.5 * n * n + b * (1.0 - w + libm_log(w)):
            return b * w


def swap(x, i, j):
    """Exchanges two elements of a list, or two of an array along its first axis."""
    if primitive.form_of(x) == "list":
        kept = x[i]
        x[i] = x[j]
        x[j] = kept
    elif x.ndim == 1:
        value = x[i]
        x[i] = x[j]
        x[j] = value
    else:
        row = copy(x[i])
        x[i, ...] = x[j]
        x[j, ...] = row
