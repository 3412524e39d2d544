"""The Mandelbrot set: how often z = z*z + c can be repeated before it leaves the circle of radius 2.

    amaru run examples/01_mandelbrot.py [SIZE] [--pgm]

Prints a small picture in characters and a checksum; with --pgm the picture itself, as a text PGM file of SIZE x SIZE:

    amaru run examples/01_mandelbrot.py 800 --pgm > mandelbrot.pgm
"""

import sys

import amaru
import numpy as np

LIMIT = 200


@amaru.jit
def escape_time(cr: float, ci: float) -> int:
    """The number of steps until the orbit of (cr, ci) escapes; LIMIT if it does not."""
    zr = 0.0
    zi = 0.0
    for k in range(LIMIT):
        if zr * zr + zi * zi > 4.0:
            return k
        t = zr * zr - zi * zi + cr
        zi = 2.0 * zr * zi + ci
        zr = t
    return LIMIT


@amaru.jit
def mandelbrot(counts: amaru.i64[:, :]):
    """Fills `counts` with the escape times over -2 ≤ x < 0.5 and -1.25 ≤ y < 1.25."""
    height = counts.shape[0]
    width = counts.shape[1]
    for i in amaru.prange(height):
        for j in range(width):
            counts[i, j] = escape_time(-2.0 + 2.5 * j / width, -1.25 + 2.5 * i / height)


def checksum(counts):
    """Every count takes part with its position, so that a shifted picture is noticed."""
    total = 0
    for i in range(counts.shape[0]):
        for j in range(counts.shape[1]):
            total = (total * 31 + int(counts[i, j])) % 1000000007
    return total


def print_pgm(counts):
    print("P2")
    print(counts.shape[1], counts.shape[0])
    print(LIMIT)
    for i in range(counts.shape[0]):
        for j in range(counts.shape[1]):
            print(LIMIT - counts[i, j], end=" ")
        print()


def print_characters(counts, rows, columns):
    for i in range(rows):
        for j in range(columns):
            count = counts[i * counts.shape[0] // rows, j * counts.shape[1] // columns]
            if count == LIMIT:
                print("#", end="")
            elif count > 12:
                print("+", end="")
            elif count > 6:
                print(".", end="")
            else:
                print(" ", end="")
        print()


def main():
    size = 400
    if len(sys.argv) > 1:
        size = int(sys.argv[1])
    counts = np.zeros((size, size), dtype=np.int64)
    mandelbrot(counts)
    if len(sys.argv) > 2 and sys.argv[2] == "--pgm":
        print_pgm(counts)
    else:
        print_characters(counts, 20, 40)
        print(f"checksum {checksum(counts)}")


main()
