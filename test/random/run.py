#!/usr/bin/env python3
"""Compares programs that generate.py writes: CPython and compiled code must print the same and end the same way.

    run.py [--amaru BINARY] [-k SEED] [-j N] [--seeds FROM:TO] [--keep FOLDER] [--quiet]

Compared are stdout, the exit code, and the exception that ends a program; nothing may be left alive at its end, and the IR is
verified after every pass. A program that differs is kept in FOLDER (a temporary one
unless given) and named.
"""

import argparse
import os
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "e2e"))

import generate
import harness

# What every run of the suite compares; `./dev soak` takes others.
SEEDS = "0:30"


# Where a variable is None on every path that leads to an operation, the error is told before the program runs
# (operation_on_none in docs/language/differences.md): there is nothing to compare.
REJECTED = re.compile(r": error: TypeError: .*NoneType.* \[[a-z-]+\]$", re.MULTILINE)


def compare(path, options):
    want = harness.execute([sys.executable], path, [])
    with tempfile.TemporaryDirectory() as cache:
        checks = {"AMARU_VERIFY_PASSES": "1", "AMARU_COUNT_OBJECTS": "1"}
        got = harness.execute([options.amaru, "run"], path, [], AMARU_CACHE_DIR=cache, **checks)
    if got.exit_code == 1 and REJECTED.search(got.stderr):
        return []
    failures = []
    counted = "amaru: 0 objects alive\n"
    if got.exit_code in (0, 1) and not got.stderr.endswith(counted):
        failures.append("objects are left alive")
    got.stderr = got.stderr.removesuffix(counted)
    if got.stdout != want.stdout:
        failures += harness.first_difference(want.stdout, got.stdout)
    if got.exit_code != want.exit_code:
        failures.append(f"exit code {got.exit_code}, expected {want.exit_code}: {got.stderr[-1500:]}")
    elif got.exception != want.exception:
        failures.append(f"ends with `{got.exception}`, expected `{want.exception}`")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    harness.add_options(parser)
    parser.add_argument("--seeds", default=SEEDS, help="the first seed and the one after the last")
    parser.add_argument("--keep", default="", help="where programs that differ are kept")
    options = harness.parse_options(parser)
    first, last = (int(text) for text in options.seeds.split(":"))
    names = [f"seed {seed}" for seed in range(first, last) if options.k in f"seed {seed}"]
    folder = options.keep or tempfile.mkdtemp(prefix="amaru-random-")
    os.makedirs(folder, exist_ok=True)

    def run(name):
        path = os.path.join(folder, name.replace(" ", "-") + ".py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(generate.generate(int(name.split()[1])))
        failures = compare(path, options)
        if failures:
            return [*failures, f"the program is {path}"]
        os.remove(path)
        return []

    status = harness.run_all("random", names, run, options)
    if status == 0 and not options.keep:
        os.rmdir(folder)
    return status


if __name__ == "__main__":
    sys.exit(main())
