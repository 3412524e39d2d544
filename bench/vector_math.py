#!/usr/bin/env python3
"""Elementary functions over arrays: the largest error, and nanoseconds an element beside Numba and clang with libm.

    vector_math.py [--size N] [--rounds N] [FUNCTION…]      PYTHONPATH has the built package

Each function is the textbook loop `y[i] = f(x[i])`. Errors are in ulps of the type, over 400,000 points, against
libquadmath (113 bits). Times are medians of interleaved rounds, divided by the number of elements.
"""

import argparse
import ctypes
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time

import amaru
import numpy as np

# Name, the function in Python, the range of its arguments in f64 and in f32, that of a second argument.
FUNCTIONS = [
    ("exp", "np.exp(x[i])", (-708, 709), (-87, 88), None),
    ("exp2", "np.exp2(x[i])", (-1021, 1023), (-125, 127), None),
    ("expm1", "np.expm1(x[i])", (-5, 5), (-5, 5), None),
    ("log", "np.log(x[i])", (1e-3, 1e3), (1e-3, 1e3), None),
    ("log2", "np.log2(x[i])", (1e-3, 1e3), (1e-3, 1e3), None),
    ("log10", "np.log10(x[i])", (1e-3, 1e3), (1e-3, 1e3), None),
    ("log1p", "np.log1p(x[i])", (-0.9, 5), (-0.9, 5), None),
    ("sin", "np.sin(x[i])", (-100, 100), (-100, 100), None),
    ("cos", "np.cos(x[i])", (-100, 100), (-100, 100), None),
    ("tan", "np.tan(x[i])", (-100, 100), (-100, 100), None),
    ("atan", "np.arctan(x[i])", (-10, 10), (-10, 10), None),
    ("sinh", "np.sinh(x[i])", (-5, 5), (-5, 5), None),
    ("cosh", "np.cosh(x[i])", (-5, 5), (-5, 5), None),
    ("tanh", "np.tanh(x[i])", (-5, 5), (-5, 5), None),
    ("erf", "math.erf(x[i])", (-4, 4), (-4, 4), None),
    ("pow", "np.power(x[i], z[i])", (0.1, 10), (0.1, 10), (-20, 20)),
]

QUAD = """
#include <quadmath.h>
#define WRITE(i, r) high[i] = (double)(r); low[i] = (double)((r) - high[i]);
"""
LIBM = "#include <math.h>\n"


def sources():
    """C for the reference in 113 bits and for the loops over libm."""
    quad, libm = QUAD, LIBM
    for name, _, _, _, second in FUNCTIONS:
        z, arguments = (", const double *z", "x[i], z[i]") if second else ("", "x[i]")
        quad += (
            f"void ref_{name}(long n, const double *x{z}, double *high, double *low)"
        )
        quad += f" {{ for (long i = 0; i < n; i++) {{ __float128 r = {name}q({arguments}); WRITE(i, r) }} }}\n"
        for type, suffix in (("double", ""), ("float", "f")):
            z = f", const {type} *z" if second else ""
            libm += f"void {name}_{type}(long n, const {type} *x{z}, {type} *y)"
            libm += f" {{ for (long i = 0; i < n; i++) y[i] = {name}{suffix}({arguments}); }}\n"
    return quad, libm


def compiled(folder, name, text, command):
    source, library = (
        os.path.join(folder, name + ".c"),
        os.path.join(folder, name + ".so"),
    )
    with open(source, "w") as file:
        file.write(text)
    subprocess.run(
        [
            *command,
            "-shared",
            "-fPIC",
            "-o",
            library,
            source,
            *(["-lquadmath"] if name == "quad" else []),
            "-lm",
        ],
        check=True,
    )
    return ctypes.CDLL(library)


def call(function, *arrays):
    function(
        ctypes.c_long(len(arrays[0])), *(ctypes.c_void_p(a.ctypes.data) for a in arrays)
    )


def loop(folder, name, text, second):
    """The loop in Python, from a file, where compilers find its text."""
    path = os.path.join(folder, f"loop_{name}.py")
    with open(path, "w") as file:
        file.write("import math\n\nimport numpy as np\n\n\n")
        file.write(
            f"def loop({'x, z, y' if second else 'x, y'}):\n    for i in range(x.shape[0]):\n        y[i] = {text}\n"
        )
    spec = importlib.util.spec_from_file_location(f"loop_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.loop


def peers(function, library, inputs):
    """The loop by each of them, over arrays of its own."""
    out = np.empty_like(inputs[0])
    ours = amaru.jit(function)
    runs = {
        "Amaru": lambda: ours(*inputs, out),
        "clang": lambda: call(library, *inputs, out),
    }
    try:
        import numba

        theirs = numba.njit(function)
        runs["Numba"] = lambda: theirs(*inputs, out)
    except ImportError:
        pass
    return runs


def arguments(ranges, second, dtype, n):
    rng = np.random.default_rng(7)
    x = [rng.uniform(*ranges, n).astype(dtype)]
    if second:
        x.append(rng.uniform(*second, n).astype(dtype))
    return x


def largest_error(quad, name, run, inputs, dtype):
    got = np.empty_like(inputs[0])
    run(*inputs, got)
    wide = [a.astype(np.float64) for a in inputs]
    high, low = np.empty(len(got)), np.empty(len(got))
    call(getattr(quad, "ref_" + name), *wide, high, low)
    rounded = high.astype(dtype)
    fits = np.isfinite(rounded) & (np.abs(rounded) >= 1e-290)
    ulp = np.spacing(np.abs(rounded[fits])).astype(np.float64)
    return float(np.max(np.abs(got[fits] - high[fits] - low[fits]) / ulp))


def nanoseconds(runs, n, rounds):
    """The median of each, a round after the other; a call is repeated until it takes a millisecond."""
    repeats = {}
    for label, run in runs.items():
        start = time.perf_counter()
        run()
        run()
        repeats[label] = max(1, int(2e-3 / (time.perf_counter() - start)))
    times = {label: [] for label in runs}
    for _ in range(rounds):
        for label, run in runs.items():
            start = time.perf_counter()
            for _ in range(repeats[label]):
                run()
            times[label].append(
                (time.perf_counter() - start) / repeats[label] / n * 1e9
            )
    return {label: statistics.median(t) for label, t in times.items()}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=16384)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument(
        "functions", nargs="*", metavar="FUNCTION", help="all of them unless named"
    )
    options = parser.parse_args()
    quad_text, libm_text = sources()
    print(
        "| function | type | max ulp | ns/element | Numba, ns | clang with libm, ns |\n|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as folder:
        quad = compiled(folder, "quad", quad_text, ["gcc", "-O2"])
        libm = compiled(folder, "libm", libm_text, ["clang-22", "-O3", "-march=native"])
        for name, text, wide, narrow, second in FUNCTIONS:
            if options.functions and name not in options.functions:
                continue
            function = loop(folder, name, text, second)
            for dtype, ranges in ((np.float64, wide), (np.float32, narrow)):
                points = arguments(ranges, second, dtype, 400_000)
                error = largest_error(quad, name, amaru.jit(function), points, dtype)
                library = getattr(
                    libm, f"{name}_{'double' if dtype == np.float64 else 'float'}"
                )
                inputs = arguments(ranges, second, dtype, options.size)
                ns = nanoseconds(
                    peers(function, library, inputs), options.size, options.rounds
                )
                times = " | ".join(
                    f"{ns[p]:.2f}" if p in ns else "–"
                    for p in ("Amaru", "Numba", "clang")
                )
                print(
                    f"| {name} | f{np.dtype(dtype).itemsize * 8} | {error:.2f} | {times} |",
                    flush=True,
                )


if __name__ == "__main__":
    sys.exit(main())
