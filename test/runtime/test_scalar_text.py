"""str() and repr() of numbers and strings equal CPython's and NumPy's."""

import ctypes as c
import sys

import numpy as np
from values import floats, ints


def test_float_is_pythons_repr(rt, rng):
    for value in floats(rng, 100_000):
        assert rt.text(rt.str_from_float(value)) == repr(value)


def test_int(rt, rng):
    for value in ints(rng, 5_000):
        assert rt.text(rt.str_from_int(value)) == str(value)
        assert rt.text(rt.str_from_uint(value)) == str(value % 2**64)


def test_every_half(rt):
    for value in np.arange(65536, dtype=np.uint16).view(np.float16):
        assert rt.text(rt.str_from_f16(float(value))) == str(value)


def test_f32(rt, rng):
    bits = np.array([rng.getrandbits(32) for _ in range(40_000)], dtype=np.uint32)
    powers = (np.arange(255, dtype=np.uint32) << 23).astype(np.uint32)
    decimals = np.array([rng.randint(1, 9999999) * 10.0 ** rng.randint(-30, 20) for _ in range(10_000)], dtype=np.float32)
    for value in np.concatenate([bits.view(np.float32), powers.view(np.float32), decimals]):
        assert rt.text(rt.str_from_f32(value)) == str(value)


def test_complex(rt, rng):
    values = list(floats(rng, 3000))
    rng.shuffle(values)
    for real, imaginary in zip(values, [0.0, -0.0, *values]):
        assert rt.text(rt.str_from_complex(real, imaginary)) == str(complex(real, imaginary))


DTYPES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32",
          "float64", "complex64", "complex128"]


def test_numpy_scalars(rt, rng):
    random = np.random.default_rng(1)
    for code, name in enumerate(DTYPES):
        size = np.dtype(name).itemsize
        data = random.integers(0, 256, 300 * size, dtype=np.uint8)
        values = (data % 2 if name == "bool" else data).view(name)
        for value in [*values, *np.array([0, 1, 1, 0], dtype=name), -np.zeros(1, name)[0] if code >= 9 else values[0]]:
            one = np.array([value])
            pointer = one.ctypes.data_as(c.c_void_p)
            assert rt.text(rt.str_from_scalar(pointer, code)) == str(value)
            assert rt.text(rt.str_from_scalar_repr(pointer, code)) == repr(value)


def test_every_code_point_in_repr(rt):
    for start in range(0, sys.maxunicode + 1, 4096):
        text = "".join(map(chr, range(start, min(start + 4096, sys.maxunicode + 1))))
        string = rt.str(text)
        assert rt.text(rt.str_repr(string)) == repr(text)
        assert rt.text(rt.str_ascii(string)) == ascii(text)
        rt.release(string)


def test_quotes_in_repr(rt):
    for text in ["", "'", '"', "'\"", "it's", 'say "x"', "\\", "\n\r\t\x00\x7f", "é😀\u200b\ud800"]:
        string = rt.str(text)
        assert rt.text(rt.str_repr(string)) == repr(text)
        rt.release(string)
