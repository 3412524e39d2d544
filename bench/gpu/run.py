#!/usr/bin/env python3
"""Runs the four programs on the GPU, checks their answers and writes how long their kernels took.

run.py --amaru PATH [--output FILE] [--small]

Each program is started once; its kernel runs 11 times. The time is the median of the last 10 launches on the device, by
the driver's events, without transfers.
"""

import argparse
import ctypes
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 11

# Program: kernel, size, a small size, what the program prints, the rate for a size and milliseconds.
PROGRAMS = {
    "saxpy": ("saxpy_0", 1 << 24, 500, "largest difference 0.0", lambda n, ms: f"{12 * n / ms / 1e6:.0f} GB/s"),
    "mandelbrot": ("mandelbrot", 2048, 8, "pixels that differ: few", lambda n, ms: f"{n * n / ms / 1e6:.2f} Gpixel/s"),
    "matmul": ("matmul", 2048, 20, "largest difference 0.0", lambda n, ms: f"{2 * n**3 / ms / 1e9:.2f} TFlop/s"),
    "sum": ("block_sum", 1 << 24, 300, "difference 0.0", lambda n, ms: f"{8 * n / ms / 1e6:.0f} GB/s"),
}


def has_driver():
    try:
        ctypes.CDLL("libcuda.so.1")
    except OSError:
        return False
    return True


def measure(amaru, name, size, rounds):
    """The device and the milliseconds of each launch. Exits where the program fails or its answer is wrong."""
    kernel, _, _, expected, _ = PROGRAMS[name]
    with tempfile.TemporaryDirectory() as folder:
        times = os.path.join(folder, "times")
        program = os.path.join(HERE, "programs", name + ".py")
        command = [amaru, "run", "--target=gpu", program, str(size), str(rounds)]
        done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, AMARU_GPU_TIMES=times))
        if done.returncode != 0:
            sys.exit(f"{name}: {done.stderr.strip()}")
        if done.stdout.strip() != expected:
            sys.exit(f"{name}: the answer is wrong: {done.stdout.strip()}")
        with open(times, encoding="utf-8") as file:
            rows = [line.rstrip("\n").split("\t") for line in file]
    assert {row[0] for row in rows} == {kernel}
    return rows[0][2], [float(row[1]) for row in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--amaru", required=True)
    parser.add_argument("--output", default=os.path.join(HERE, "RESULTS.md"))
    parser.add_argument("--small", action="store_true", help="sizes for a trial without a real device")
    options = parser.parse_args()
    if not has_driver():
        sys.exit("there is no NVIDIA driver here, so nothing is measured")
    rows, device, rounds = [], "", 3 if options.small else ROUNDS
    for name, (_, large, small, _, rate) in PROGRAMS.items():
        size = small if options.small else large
        device, times = measure(options.amaru, name, size, rounds)
        middle = statistics.median(times[1:])
        rows.append(f"| {name} | {size} | {middle:.3f} | {min(times):.3f} | {rate(size, middle)} |")
    lines = [
        "# GPU results",
        "",
        f"Device: {device}. Time of the kernel alone, by the driver's events, without transfers; the median and the least of "
        f"{rounds - 1} launches after a first one. Bounds checks are on. `./dev gpu` repeats it.",
        "",
        "| program | size | ms | least ms | rate |",
        "|---|---|---|---|---|",
        *rows,
    ]
    with open(options.output, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    print("\n".join(rows))
    print(f"{device}: written to {options.output}")


if __name__ == "__main__":
    main()
