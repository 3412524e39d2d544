"""Makes the arguments of a comparison: arrays of every dtype, rank and layout, with the numbers at which functions go wrong.

All of it follows from a `random.Random`, so that a case can be made again from its seed.
"""

import math
import re

import numpy as np

DTYPES = {
    "b": ["bool"],
    "i": ["int64", "int32", "int64", "int16", "int8"],
    "u": ["uint8", "uint64", "uint32", "uint16"],
    "f": ["float64", "float32", "float64", "float16"],
    "c": ["complex128", "complex64"],
    "d": ["float64"],
    "h": ["float16"],
}
NAMES = re.compile(r"(?<![\w.'\"])(ax|bx|[abctvwgsMNVQRijmqknxyz])(?![\w'\"=])")
FLOAT_EDGES = [0.0, -0.0, 1.0, -1.0, math.inf, -math.inf, math.nan, 0.5, -2.5, 1e-5, 1e5, 2.0, 3.0]
EXTENTS = [1, 2, 2, 3, 3, 4, 5, 7, 8, 9, 12, 17]


def names_of(expression):
    """The arguments that an expression names, in order."""
    text = re.sub(r"\bd = ", "", expression)
    return sorted(set(NAMES.findall(text)))


def dtype_of(rng, kinds):
    return np.dtype(rng.choice(DTYPES[rng.choice(kinds)]))


def meet(first, second):
    """Whether two dtypes can be operands of one operation: int64 and uint64 cannot (docs/language/differences.md)."""
    kinds = {first.kind, second.kind}
    return kinds != {"i", "u"} or max(d.itemsize for d in (first, second) if d.kind == "u") < 8


def number(rng, dtype, profile):
    """One number of a dtype, as Python's."""
    kind = dtype.kind
    if kind == "b":
        return rng.random() < 0.5
    if kind == "c":
        return complex(number(rng, np.dtype("f4"), profile), number(rng, np.dtype("f4"), profile))
    roll = rng.random()
    if kind in "iu":
        info = np.iinfo(dtype)
        if roll < 0.2 and profile == "any":
            return rng.choice([info.min, info.max, info.max - 1, 0, 1])
        if roll < 0.4 and profile == "any":
            return rng.randint(info.min, info.max)
        low = 0 if kind == "u" else 1 if profile == "positive" else -9
        return rng.randint(low, 9)
    if profile == "whole":
        return float(rng.randint(-5, 5))
    if profile == "positive":
        return rng.uniform(0.01, 9.0)
    if profile == "any" and roll < 0.25:
        return rng.choice(FLOAT_EDGES + [float(np.finfo(dtype).max), float(np.finfo(dtype).tiny)])
    if roll < 0.5:
        return float(rng.randint(-4, 4))
    return rng.uniform(-3.0, 3.0) if roll < 0.9 or profile == "small" else rng.gauss(0.0, 100.0)


def extent(rng):
    roll = rng.random()
    return 0 if roll < 0.05 else rng.randint(100, 300) if roll > 0.95 else rng.choice(EXTENTS)


def shape_of(rng, rank):
    shape = [extent(rng) for _ in range(rank)]
    while math.prod(shape) > 3000:
        shape[shape.index(max(shape))] = 3
    return tuple(shape)


def layout_of(a):
    return "C" if a.flags.c_contiguous else "F" if a.flags.f_contiguous else "S"


def laid_out(rng, a, layout):
    """The same elements in another layout: Fortran order, or strided in one of several ways."""
    if layout == "C" or a.ndim == 0 or a.size == 0:
        return np.ascontiguousarray(a).reshape(a.shape)
    if layout == "F":
        return np.asfortranarray(a)
    steps = tuple(rng.choice([1, 2, -1, -2, 3]) for _ in range(a.ndim))
    order = list(range(a.ndim))
    rng.shuffle(order)
    outer = np.zeros([a.shape[k] * abs(steps[k]) for k in order], a.dtype)
    view = outer.transpose(np.argsort(order))[tuple(slice(None, None, s) for s in steps)]
    view = view[tuple(slice(0, n) for n in a.shape)]
    view[...] = a
    return view


def filled(rng, shape, dtype, profile):
    size = math.prod(shape)
    # Nine of ten arrays are tame: one of few values (ties), or without what is not finite.
    tame = "finite" if profile == "any" and rng.random() < 0.5 else profile
    few = [number(rng, dtype, tame) for _ in range(3)] if rng.random() < 0.15 else None
    values = [rng.choice(few) if few else number(rng, dtype, tame) for _ in range(size)]
    with np.errstate(all="ignore"):
        return np.array(values, dtype).reshape(shape)


class Signature:
    """The types of the arguments of one compiled function: what stays the same over many calls."""

    def __init__(self, rng, call, expression):
        self.call = call
        self.names = names_of(expression)
        self.rank = rng.randint(*call.ranks)
        self.dtype = dtype_of(rng, call.kinds)
        self.other = self.dtype
        if rng.random() < 0.5:
            candidate = dtype_of(rng, call.kinds)
            if meet(self.dtype, candidate):
                self.other = candidate
        self.other_rank = rng.randint(max(0, self.rank - 1), self.rank)
        self.layouts = {name: rng.choice("CCCFS") for name in "abc"}
        self.exact = rng.random() < 0.5

    def __str__(self):
        parts = [f"{self.dtype.name}[{self.rank}] {self.layouts['a']}"] if set(self.names) & set("actvwmq") else []
        if "b" in self.names:
            parts.append(f"{self.other.name}[{self.other_rank}] {self.layouts['b']}")
        return ", ".join(parts)

    def arguments(self, rng):
        """One set of arguments, in the order of their names."""
        profile = self.call.values
        shape = shape_of(rng, self.rank)
        a = laid_out(rng, filled(rng, shape, self.dtype, profile), self.layouts["a"])
        first = shape[0] if shape else 1
        length = rng.choice(EXTENTS)
        inner, outer = rng.choice(EXTENTS[:8]), rng.choice(EXTENTS[:8])
        makers = {
            "a": lambda: a,
            "b": lambda: laid_out(rng, self.broadcastable(rng, shape, profile), self.layouts["b"]),
            "c": lambda: laid_out(rng, filled(rng, shape, self.dtype, profile), self.layouts["c"]),
            "t": lambda: filled(rng, (first,) + shape_of(rng, self.rank)[1:], self.dtype, profile),
            "v": lambda: filled(rng, (length,), self.dtype, profile),
            "w": lambda: filled(rng, (rng.choice(EXTENTS),), self.dtype, profile),
            "g": lambda: filled(rng, (length,), np.dtype("i8" if self.exact else "f8"), "finite"),
            "s": lambda: np.sort(filled(rng, (length,), self.dtype, "finite")),
            "M": lambda: filled(rng, (outer, inner), self.dtype, profile),
            "N": lambda: filled(rng, (inner, length), self.dtype, profile),
            "V": lambda: filled(rng, (inner,), self.dtype, profile),
            "Q": lambda: filled(rng, (inner, inner), self.dtype, profile),
            "R": lambda: filled(rng, (length, 3), self.dtype, profile),
            "i": lambda: self.indices(rng, first),
            "j": lambda: self.indices(rng, a.size),
            "m": lambda: filled(rng, shape, np.dtype(bool), profile),
            "q": lambda: filled(rng, (first,), np.dtype(bool), profile),
            "ax": lambda: self.axis(rng),
            "bx": lambda: self.axis(rng),
            "k": lambda: rng.randint(-3, 3),
            "n": lambda: rng.randint(0, 6),
            "x": lambda: number(rng, np.dtype("f8"), "small"),
            "y": lambda: number(rng, np.dtype("f8"), "small"),
            "z": lambda: rng.choice([0.0, 0.25, 0.5, 1.0, rng.random()]),
        }
        return [makers[name]() for name in self.names]

    def broadcastable(self, rng, shape, profile):
        """An array whose shape broadcasts with this one; one in twenty does not."""
        tail = list(shape[len(shape) - self.other_rank :])
        for axis in range(len(tail)):
            if rng.random() < 0.2:
                tail[axis] = 1
            elif rng.random() < 0.02:
                tail[axis] += 1
        return filled(rng, tuple(tail), self.other, profile)

    def axis(self, rng):
        bound = max(self.rank, 1)
        return rng.choice([bound, -bound - 1]) if rng.random() < 0.05 else rng.randint(-bound, bound - 1)

    def indices(self, rng, size):
        count = rng.choice(EXTENTS) if size else 0
        wild = 1 if rng.random() < 0.05 else 0
        return np.array([rng.randint(-size - wild, size - 1 + wild) for _ in range(count)], np.int64)
