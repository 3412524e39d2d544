#!/usr/bin/env python3
"""What surrounds a kernel: Python threads that call it, annotations, and how long a program takes to start.

    around.py [--build FOLDER] [--rounds N] [--readme]      PYTHONPATH has the built package

Every figure is the median of ratios of interleaved rounds, with its interquartile range.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import amaru
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
BEGIN, END = "<!-- begin: written by bench/around.py -->", "<!-- end: written by bench/around.py -->"


@amaru.jit
def scramble(seed, rounds):
    for i in range(rounds):
        seed = (seed * 1103515245 + 12345) % 2147483648
    return seed


@amaru.jit
def relax(a, rounds):
    for r in range(rounds):
        for i in range(1, len(a) - 1):
            a[i] = 0.5 * a[i] + 0.25 * (a[i - 1] + a[i + 1])
    return a[1]


@amaru.jit
def annotated(x: amaru.f64[::1], y: amaru.f64[::1], a: float) -> float:
    s = 0.0
    for i in range(len(x)):
        y[i] = a * x[i] + y[i]
        if y[i] > 1e6:
            y[i] = 0.0
        s += y[i]
    return s


@amaru.jit
def unannotated(x, y, a):
    s = 0.0
    for i in range(len(x)):
        y[i] = a * x[i] + y[i]
        if y[i] > 1e6:
            y[i] = 0.0
        s += y[i]
    return s


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_threads(work):
    threads = [threading.Thread(target=work, args=(k,)) for k in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def ratios(first, second, rounds):
    """The time of the first over that of the second: low quartile, median, high quartile."""
    first(), second()
    found = [seconds(first) / seconds(second) for _ in range(rounds)]
    return statistics.quantiles(found, n=4, method="inclusive")


def speed_up(work, rounds):
    return ratios(lambda: (work(0), work(1)), lambda: in_threads(work), rounds)


def run(command, environment):
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


def starts(build, rounds):
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "hello.py")
        with open(program, "w") as file:
            file.write('print("hello")\n')
        environment = dict(os.environ, AMARU_CACHE_DIR=os.path.join(folder, "cache"))
        command = [os.path.join(build, "bin", "amaru"), "run", program]
        python = [os.path.realpath(sys.executable), "-S", "-c", "pass"]
        warm = ratios(lambda: run(command, environment), lambda: run(python, environment), 4 * rounds)
        cold = []
        for number in range(rounds):
            environment["AMARU_CACHE_DIR"] = os.path.join(folder, f"cold{number}")
            cold.append(1e3 * seconds(lambda: run(command, environment)))
        return warm, statistics.quantiles(cold, n=4, method="inclusive")


def write_readme(text):
    path = os.path.join(HERE, "README.md")
    with open(path, encoding="utf-8") as file:
        before, rest = file.read().split(BEGIN, 1)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END, 1)[1]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", default=os.path.join(ROOT, "build", "dev"))
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--readme", action="store_true", help="put the table into bench/README.md")
    options = parser.parse_args()
    arrays = [np.ones(1000), np.ones(1000)]
    x, y = np.random.default_rng(0).random((2, 1_000_000))
    warm, cold = starts(options.build, options.rounds)
    rounds = options.rounds
    speeds = {
        "two Python threads calling one kernel of ints, speed-up": speed_up(lambda k: scramble(k, 20_000_000), rounds),
        "the same, each call 25 µs": speed_up(lambda k: [scramble(k, 20_000) for _ in range(500)], rounds),
        "two Python threads calling one kernel of arrays, speed-up": speed_up(lambda k: relax(arrays[k], 20_000), rounds),
    }
    free = ratios(lambda: unannotated(x, y, 0.5), lambda: annotated(x, y, 0.5), rounds)
    rows = [
        *speeds.items(),
        ("an unannotated kernel, time relative to the annotated one", free),
        ("`amaru run hello.py` from the cache, time relative to `python3 -S -c pass`", warm),
        ("`amaru run hello.py`, compiled, ms", cold),
    ]
    lines = ["| what | median (interquartile range) |", "|---|---|"]
    lines += [f"| {what} | {middle:.2f} ({low:.2f}–{high:.2f}) |" for what, (low, middle, high) in rows]
    text = "\n".join(lines)
    print(text)
    if options.readme:
        write_readme(text)


if __name__ == "__main__":
    main()
