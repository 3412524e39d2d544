# Slices of tuples, and tuples times a constant.
from typing import NamedTuple


class Point(NamedTuple):
    x: int
    y: float


def tail(t):
    return t[1:], t[:-1], t[::2], t[::-1], t[-2:], t[5:], t[2:0:-1], t[-100:100:3]


def shape_of(rank):
    return (1,) * 3 + (rank,)


print(tail((1, 2.5, "a", (3, 4), True)))
print(tail(()), tail((7,)))
print(shape_of(5), 2 * (1, "b"), (1, 2) * 0, (1, 2) * -3, () * 5, (None,) * 2)
print(Point(1, 2.0)[:1], Point(1, 2.0) * 2, (1, 2, 3)[None:2])
a, b = (1, 2, 3, 4)[1:3]
print(a, b)
