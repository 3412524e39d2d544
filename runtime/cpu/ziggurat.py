#!/usr/bin/env python3
"""Writes Ziggurat.inc, the tables by which Pcg64.cpp draws normal and exponential numbers as NumPy's Generator does.

    ziggurat.py > Ziggurat.inc

The method is that of Marsaglia and Tsang (2000), with 256 layers of equal area under a falling curve f; layer i reaches to
x[i]. A number with `bits` random bits k lies at k * w[i], where w[i] = x[i] / 2**bits, and certainly under the curve where k is
below the layer's limit, x[i - 1] / x[i] * 2**bits. NumPy's widths were rounded when they were made, so they are found here from
what NumPy draws: a number and the bits it was made of have only one width between them. The rest follows from the widths.
"""

import math

import numpy as np
from numpy.random import PCG64, Generator

NORMAL_TAIL, EXPONENTIAL_TAIL = 3.6541528853610087963519472518, 7.6971174701310497140446280481


def split_normal(raw):
    return raw & 0xFF, (raw >> 9) & 0xFFFFFFFFFFFFF


def split_exponential(raw):
    return (raw >> 3) & 0xFF, raw >> 11


def observe(draw, split, guess, seed):
    """Pairs (bits, number) for each layer, of numbers that one or two raw numbers made."""
    generator, raws = Generator(PCG64(seed)), PCG64(seed).random_raw(330_000)
    seen = [[] for _ in range(256)]
    at = 0
    while at < 300_000:
        number = abs(draw(generator))
        layer, k = split(int(raws[at]))
        state = generator.bit_generator.state["state"]["state"]
        steps = 1
        probe = PCG64(seed).advance(at + 1)
        while probe.state["state"]["state"] != state:
            probe.random_raw()
            steps += 1
        if steps <= 2 and k > 1 << 40 and abs(number / k / guess[layer] - 1) < 1e-12:
            seen[layer].append((k, number))
        at += steps
    return seen


def widths(seen, guess):
    """The one double for each layer that makes all its numbers."""
    found = []
    for layer, pairs in enumerate(seen):
        middle = max(pairs)[1] / max(pairs)[0]
        near = [middle + i * math.ulp(middle) for i in range(-4, 5)]
        fitting = [w for w in near if all(k * w == number for k, number in pairs)]
        assert len(fitting) == 1, (layer, len(pairs), fitting)
        found.append(fitting[0])
    return found


def guesses(bits, tail, curve, inverse, area):
    x = [0.0] * 256
    x[255] = tail
    for i in range(255, 1, -1):
        x[i - 1] = inverse(curve(x[i]) + area / x[i])
    return [area / curve(tail) / 2.0**bits] + [v / 2.0**bits for v in x[1:]]


def show(name, values):
    print(f"constexpr {name}[256] = {{")
    for at in range(0, 256, 4):
        print("    " + ", ".join(values[at : at + 4]) + ",")
    print("};")


def write(name, bits, tail, draw, split, curve, inverse, area):
    guess = guesses(bits, tail, curve, inverse, area)
    w = widths(observe(draw, split, guess, 1), guess)
    unit = 2.0**bits
    limits = [int(w[255] / w[0] * unit), 0] + [int(w[i - 1] / w[i] * unit) for i in range(2, 256)]
    heights = [1.0] + [curve(v * unit) for v in w[1:]]
    show(f"uint64_t {name}Limits", [f"0x{n:X}ull" for n in limits])
    show(f"double {name}Widths", [v.hex() for v in w])
    show(f"double {name}Heights", [v.hex() for v in heights])


if __name__ == "__main__":
    print("// Written by ziggurat.py.\n// clang-format off")
    half = math.sqrt(math.pi / 2) * math.erfc(NORMAL_TAIL / math.sqrt(2))
    write(
        "normal", 52, NORMAL_TAIL, Generator.standard_normal, split_normal, lambda x: math.exp(-0.5 * x * x),
        lambda y: math.sqrt(-2 * math.log(y)), NORMAL_TAIL * math.exp(-0.5 * NORMAL_TAIL**2) + half,
    )  # fmt: skip
    write(
        "exponential", 53, EXPONENTIAL_TAIL, Generator.standard_exponential, split_exponential, lambda x: math.exp(-x),
        lambda y: -math.log(y), (EXPONENTIAL_TAIL + 1) * math.exp(-EXPONENTIAL_TAIL),
    )  # fmt: skip
    print("// clang-format on")
