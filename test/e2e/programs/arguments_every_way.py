# Calls with every kind of argument, through one another.
import numpy as np


def inner(a, b=2, *rest, scale=1, **options):
    return a * 100 + b * 10 + len(rest), scale, len(options)


def outer(*args, **kwargs):
    return inner(*args, **kwargs)


def positional(x, /, y, *, z=0):
    return x, y, z


def apply(f, *args):
    return f(*args)


def compose(first, second, *more):
    def composed(x):
        return second(first(x)) * 10 ** len(more)

    return composed


def total(*arrays, weights=(1.0, 1.0, 1.0)):
    out = np.zeros_like(arrays[0])
    for a, w in zip(arrays, weights):
        out += a * w
    return out


print(inner(1), inner(1, 3), inner(1, 3, 5, 7, scale=2), inner(b=4, a=3), outer(1, scale=9, extra=1, more=2))
print(positional(1, y=2), positional(1, 2, z=3), apply(lambda a, b, c: max(a, b, c), 3, 8, 5), apply(positional, 1, 2))
pair = (4, 5)
print(inner(*pair), inner(*pair, *pair), outer(*pair, scale=sum(pair)), apply(lambda x, y=1: x - y, 7))
print(compose(lambda x: x + 1, abs, 1, 2)(-4), compose(abs, lambda x: x * 2.5)(-3))
print(total(np.ones(3), np.arange(3.0)), total(np.ones(2), np.ones(2), weights=(2.0, -1.0, 5.0)))
