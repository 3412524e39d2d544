"""str() and repr() of arrays equal NumPy's for random arrays of every type, rank, layout and magnitude."""

import ctypes as c

import numpy as np
import pytest

DTYPES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32",
          "float64", "complex64", "complex128"]
SHAPES = [(), (0,), (1,), (3,), (10,), (30,), (2, 0), (0, 3), (1, 1), (3, 4), (5, 20), (2, 3, 4), (3, 1, 2), (2, 2, 2, 2),
          (1001,), (1000,), (40, 30), (7, 7, 30), (3, 400), (6, 6, 6, 6), (2, 501)]


def texts(rt, array):
    sizes = (c.c_int64 * max(array.ndim, 1))(*array.shape)
    strides = (c.c_int64 * max(array.ndim, 1))(*array.strides)
    arguments = array.ctypes.data, DTYPES.index(array.dtype.name), array.ndim, sizes, strides
    return rt.text(rt.str_from_array(*arguments)), rt.text(rt.str_from_array_repr(*arguments))


def check(rt, array):
    as_str, as_repr = texts(rt, array)
    assert as_str == str(array)
    assert as_repr == repr(array)


def values(random, name, shape):
    """Random elements of one of several characters."""
    count = int(np.prod(shape))
    kind = np.dtype(name).kind
    character = random.integers(0, 9)
    if kind == "b":
        return random.integers(0, 2, shape).astype(bool)
    if kind in "iu":
        info = np.iinfo(name)
        width = int(random.integers(1, info.bits + 1))
        low, high = max(info.min, -(2**width)), min(info.max, 2**width)
        return random.integers(low, high, shape, dtype=name, endpoint=True)

    def part():
        if character == 0:
            return random.integers(0, 2**63, count).view(np.float64)
        if character == 1:
            return random.integers(-50, 50, count).astype(float)
        if character == 2:
            return random.integers(-5000, 5000, count) / random.choice([2, 4, 10, 100])
        if character == 3:
            return random.standard_normal(count) * 10.0 ** random.integers(-6, 10)
        if character == 4:
            return random.standard_normal(count) * 10.0 ** random.integers(-6, 6, count)
        if character == 5:
            return random.choice([0.0, -0.0, 1.0, -1.0, np.nan, np.inf, -np.inf, 0.5, 1e-4, 1e8, 999.5], count)
        if character == 6:
            return np.full(count, random.choice([np.nan, np.inf, -np.inf, 0.0, 1.0, -2.5, 1e20]))
        if character == 7:
            return random.uniform(0.9, 1.1, count) * random.choice([1e-4, 1e3, 1e6, 1e8, 1e16, 0.1])
        return np.where(random.random(count) < 0.2, np.nan, np.round(random.standard_normal(count), 3))

    with np.errstate(all="ignore"):
        if kind == "c":
            result = np.empty(count, np.complex128)
            result.real, result.imag = part(), part()
        else:
            result = part()
        return result.astype(name).reshape(shape)


@pytest.mark.parametrize("name", DTYPES)
def test_random_arrays(rt, name):
    random = np.random.default_rng(DTYPES.index(name))
    with np.errstate(all="ignore"):
        for _ in range(3 if np.dtype(name).kind in "biu" else 10):
            for shape in SHAPES:
                array = values(random, name, shape)
                check(rt, array)
                if array.ndim >= 1 and array.size:
                    check(rt, array.T)
                    check(rt, array[::-1])
                    check(rt, array[..., ::2])
                    check(rt, np.broadcast_to(array, (2, *array.shape)))


@pytest.mark.parametrize("name", ["float16", "float32", "float64", "complex64", "complex128"])
def test_many_small_float_arrays(rt, name):
    random = np.random.default_rng(99)
    with np.errstate(all="ignore"):
        for _ in range(1500):
            check(rt, values(random, name, (int(random.integers(1, 6)),)))


def test_long_lines(rt):
    for count in range(1, 60):
        check(rt, np.arange(count) * 10**6)
        check(rt, np.arange(count) / 7)
        check(rt, (np.arange(count) / 7).astype(np.float32))
        check(rt, np.arange(2 * count).reshape(2, count).astype(np.int8))


def test_high_rank(rt):
    check(rt, np.arange(32).reshape(1, 2, 1, 2, 2, 4, 1))
    check(rt, np.arange(2**11).reshape((2,) * 11))


def test_words_wider_than_the_line(rt):
    check(rt, np.arange(4.0).reshape((1,) * 32 + (4,)))
