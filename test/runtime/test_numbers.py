"""Arithmetic equals CPython's to the bit; what does not fit in 64 bits raises."""

import ctypes as c
import math
import struct

import numpy as np
import pytest
from values import floats, ints


def bits(value):
    return struct.pack("<d", value) if value == value else "nan"


def test_int_true_division(rt, rng):
    values = list(ints(rng, 30_000))
    others = values[:]
    rng.shuffle(others)
    for a, b in zip(values, others):
        if b:
            assert bits(rt.int_true_div(a, b)) == bits(a / b), (a, b)


def test_int_true_division_near_ties(rt, rng):
    for _ in range(20_000):
        b = rng.getrandbits(rng.randint(1, 10)) + 1
        a = ((rng.getrandbits(53) | 1 << 52) * 2 + 1) * b + rng.choice((-1, 0, 1))
        while a >= 2**63:
            a >>= 1
        assert bits(rt.int_true_div(-a, b)) == bits(-a / b), (a, b)


def test_float_floor_division_and_modulo(rt, rng):
    values = list(floats(rng, 30_000))
    others = values[:]
    rng.shuffle(others)
    for a, b in [*zip(values, others), *((x, 0.1) for x in values), *((7.0, x) for x in values)]:
        if b == 0:
            continue
        assert bits(rt.float_floor_div(a, b)) == bits(a // b), (a, b)
        assert bits(rt.float_mod(a, b)) == bits(a % b), (a, b)


def test_floor_division_by_zero_is_numpys(rt):
    with np.errstate(all="ignore"):
        for a in (1.0, -1.0, 0.0, math.inf, math.nan):
            for b in (0.0, -0.0):
                assert bits(rt.float_floor_div(a, b)) == bits(float(np.float64(a) // b))
                assert bits(rt.float_mod(a, b)) == bits(float(np.float64(a) % b))


def test_round_to_digits(rt, rng, outcome):
    for value in floats(rng, 40_000):
        digits = rng.choice([0, 1, 2, 3, 6, 15, -1, -2, -5, 17, 22, 300, 323, 324, -300, -308, -309, 2**62])
        got = outcome(lambda: bits(rt.checked(rt.float_round, value, digits, result=c.c_double)))
        assert got == outcome(lambda: bits(round(value, digits))), (value, digits)


def test_round_halves(rt):
    for i in range(-2000, 2000):
        for digits in (0, 1, 2):
            value = i / 8
            assert bits(rt.checked(rt.float_round, value, digits, result=c.c_double)) == bits(round(value, digits))


@pytest.mark.parametrize("name, reference", [("float_round_to_int", round), ("float_to_int", int),
                                             ("float_floor_to_int", math.floor), ("float_ceil_to_int", math.ceil)])
def test_float_to_int(rt, rng, outcome, name, reference):
    for value in [*floats(rng, 5000), 2.0**63, -(2.0**63), 9223372036854774784.0, -9223372036854777856.0]:
        expected = outcome(reference, value)
        got = outcome(lambda: rt.checked(getattr(rt, name), value))
        if isinstance(expected, int) and not -(2**63) <= expected < 2**63:
            assert got == ("OverflowError", f"float {value!r} does not fit in a 64-bit int")
        else:
            assert got == expected


def test_round_int(rt, rng, outcome):
    for value in ints(rng, 5000):
        for digits in (2, 0, -1, -2, -17, -18, -19, -20, -(2**62)):
            expected = round(value, max(digits, -30))
            got = outcome(lambda: rt.checked(rt.int_round, value, digits))
            assert got == expected if -(2**63) <= expected < 2**63 else got[0] == "OverflowError", (value, digits)


def test_int_power(rt, rng, outcome):
    for _ in range(5000):
        base, exponent = rng.randint(-20, 20), rng.randint(0, 70)
        if rng.random() < 0.3:
            base, exponent = rng.randint(-(2**40), 2**40), rng.randint(0, 3)
        expected = base**exponent
        got = outcome(lambda: rt.checked(rt.int_pow, base, exponent))
        if -(2**63) <= expected < 2**63:
            assert got == expected
        else:
            assert got == ("OverflowError", f"integer overflow: {base} ** {exponent} does not fit in 64 bits")
        assert rt.int_pow_wrap(base, exponent) % 2**64 == expected % 2**64
    assert rt.checked(rt.int_pow, -2, 63) == -(2**63)
    assert rt.checked(rt.int_pow, -1, 2**63 - 1) == -1
    assert outcome(lambda: rt.checked(rt.int_pow, 2, -1))[0] == "ValueError"
    assert outcome(lambda: rt.checked(rt.int_pow, 0, -1)) == outcome(lambda: 0**-1)


def test_float_power(rt, rng, outcome):
    values = list(floats(rng, 3000))
    for a in values:
        b = rng.choice([2.0, 0.5, -1.0, 3.0, 0.0, -0.5, 1e10, math.inf, -math.inf, math.nan, 1 / 3])
        expected = outcome(lambda: a**b)
        got = outcome(lambda: rt.checked(rt.float_pow, a, b, result=c.c_double))
        if isinstance(expected, complex):
            assert got[0] == "ValueError"
        elif isinstance(expected, float):
            assert bits(got) == bits(expected), (a, b)
        else:
            assert got == expected


def test_int_to_float_exact(rt, rng, outcome):
    for value in ints(rng, 5000):
        got = outcome(lambda: rt.checked(rt.int_to_float_exact, value, result=c.c_double))
        assert got == float(value) if int(float(value)) == value else got[0] == "OverflowError"


def test_compare_int_with_float(rt, rng):
    for value in ints(rng, 5000):
        for other in (float(value), math.nextafter(float(value), math.inf), math.nextafter(float(value), -math.inf),
                      value + 0.5, math.inf, -math.inf, rng.uniform(-1e19, 1e19)):
            assert rt.int_compare_float(value, other) == (value > other) - (value < other)
    assert rt.int_compare_float(0, math.nan) == 2


def test_float_hash(rt, rng):
    for value in floats(rng, 20_000):
        if value == value:
            assert rt.float_hash(value) == hash(value)
