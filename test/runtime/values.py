"""Numbers that tests like: random bit patterns, short decimals, and the edges of formats."""

import math
import struct


def float_from_bits(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


EDGE_FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 0.1, 1e15, 1e16, 9999999999999998.0, 1e17, 1e-4, 9.9999e-5, 1e22, 1e23,
               5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 123456789.0, 1 / 3, 2 / 3, 1e100, 2.0**53,
               2.0**63, 2.0**64, 0.3, 2.675, 1e-7, math.inf, -math.inf, math.nan]


def floats(rng, count):
    """Edges first, then in turn: any bits, any magnitude, short decimals, near integers, halves of ulps."""
    yield from EDGE_FLOATS
    for i in range(count):
        kind = i % 5
        if kind == 0:
            yield float_from_bits(rng.getrandbits(64))
        elif kind == 1:
            yield rng.uniform(-1, 1) * 10.0 ** rng.randint(-25, 25)
        elif kind == 2:
            yield round(rng.uniform(-1000, 1000), rng.randint(0, 6))
        elif kind == 3:
            yield float(rng.randint(-(10**rng.randint(1, 18)), 10**18))
        else:
            yield (rng.randint(-(10**6), 10**6) + 0.5) * 10.0 ** rng.randint(-6, 3)


EDGE_INTS = [0, 1, -1, 9, 10, 99, 100, 999, 1000, 2**31, 2**53, 2**53 + 1, 2**53 - 1, 2**62, 2**63 - 1, -(2**63), 10**18]


def ints(rng, count):
    yield from EDGE_INTS
    for _ in range(count):
        yield rng.getrandbits(rng.randint(1, 63)) * rng.choice((1, -1))
