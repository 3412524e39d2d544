#!/usr/bin/env python3
"""Runs every example under CPython and compiled by Amaru, at a size that CPython can manage: the text must be the same.

    run.py [--amaru BINARY] [-k NAME] [-j N] [--target T] [--quiet] [--cpython-only]

The ways are those of test/e2e/run.py.
"""

import argparse
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "e2e"))
import harness  # noqa: E402

EXAMPLES = os.path.join(harness.ROOT, "examples")

# Example -> (arguments that make it small, text that must be in its output: results known from elsewhere).
SIZES = {
    "01_mandelbrot": (["100"], ""),
    "02_saxpy": (["20000"], "largest difference 0.0\n"),
    # The Benchmarks Game's own figures.
    "03_nbody": (["1000"], "-0.169075164\n-0.169087605\n"),
    "04_matmul": (["40"], ""),
    "05_heat": (["60", "20"], ""),
    # The predictions of scikit-learn 1.9.1, fitted to the other 149 rows each time.
    "06_iris_knn": (
        [],
        "00000000000000000000000000000000000000000000000000\n"
        "11111111111111111111212111111111121111111111111111\n"
        "22222212222222222221222222222222222222222222222222\n",
    ),
    "07_blackscholes": (["2000"], ""),
}


def run_example(name, options):
    """All ways of one example: the list of its failures."""
    if name not in SIZES:
        return [f"test/examples/run.py gives no arguments for {name}"]
    args, known = SIZES[name]
    path = os.path.join("examples", name + ".py")
    want = harness.run_cpython(path, args)
    if want.exit_code:
        return [f"cpython: {want.exception}"]
    failures = [] if known in want.stdout else ["cpython: the results known from elsewhere are not in its output"]
    for way, got in harness.run_compiled(path, args, options, uses_jit=True):
        if got.exit_code:
            failures.append(
                f"{way}: exit code {got.exit_code}\n      " + "\n      ".join(got.stderr.rstrip().splitlines()[-6:])
            )
        elif got.stdout != want.stdout:
            failures += [f"{way}: {text}" for text in harness.first_difference(want.stdout, got.stdout)]
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    harness.add_options(parser)
    options = harness.parse_options(parser)
    names = sorted(f[: -len(".py")] for f in os.listdir(EXAMPLES) if f.endswith(".py"))
    names = [name for name in names if options.k in name or options.k in f"examples: {name}"]
    return harness.run_all("examples", names, lambda name: run_example(name, options), options)


if __name__ == "__main__":
    sys.exit(main())
