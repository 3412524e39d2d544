#!/usr/bin/env python3
"""What a call of a compiled function costs, beside a builtin of CPython's, an empty function, and Numba's dispatcher.

    calls.py [--rounds N]      PYTHONPATH has the built package; Numba is measured if it can be imported

Prints nanoseconds per call, the median of interleaved rounds, less those of the empty loop. A builtin with two float
arguments (`math.copysign`, METH_FASTCALL) is the least that any call of C code costs.
"""

import argparse
import math
import statistics
import time

import amaru
import numpy as np

CALLS = 100_000


def plain(x, y):
    return x


def first(a, i):
    return a[i]


def loop_over(function, x, y):
    """The time of one call; the loop itself is measured by `None`."""
    repeat = range(CALLS)
    if function is None:
        start = time.perf_counter_ns()
        for _ in repeat:
            pass
    else:
        start = time.perf_counter_ns()
        for _ in repeat:
            function(x, y)
    return (time.perf_counter_ns() - start) / CALLS


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=31)
    rounds = parser.parse_args().rounds
    array = np.arange(8.0)
    rows = {
        "math.copysign(float, float)": (math.copysign, 1.0, 2.0),
        "empty function of Python": (plain, 1.0, 2.0),
        "amaru, f(float, float)": (amaru.jit(plain), 1.0, 2.0),
        "amaru, f(array, int)": (amaru.jit(first), array, 3),
    }
    try:
        import numba
    except ImportError:
        print("numba is not installed; `./dev bench` installs it")
    else:
        rows["numba, f(float, float)"] = (numba.njit(plain), 1.0, 2.0)
        rows["numba, f(array, int)"] = (numba.njit(first), array, 3)
    for function, x, y in rows.values():
        function(x, y)
    times = {name: [] for name in rows}
    for _ in range(rounds):
        empty = loop_over(None, None, None)
        for name, row in rows.items():
            times[name].append(loop_over(*row) - empty)
    builtin = statistics.median(times["math.copysign(float, float)"])
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{name:30} {median:7.1f} ns   {median - builtin:+7.1f} against the builtin")


if __name__ == "__main__":
    main()
