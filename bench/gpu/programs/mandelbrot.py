"""The Mandelbrot set, a thread for each pixel of an N by N picture; 200 steps at most.

mandelbrot.py [N [ROUNDS]]
"""

import sys

import amaru
import numpy as np

LIMIT = 200


def escape_time(cr: float, ci: float) -> int:
    zr = 0.0
    zi = 0.0
    for k in range(LIMIT):
        if zr * zr + zi * zi > 4.0:
            return k
        t = zr * zr - zi * zi + cr
        zi = 2.0 * zr * zi + ci
        zr = t
    return LIMIT


@amaru.gpu.kernel
def mandelbrot(counts: amaru.i64[:, ::1]):
    height, width = counts.shape
    i = amaru.gpu.block_id.y * amaru.gpu.block_dim.y + amaru.gpu.thread_id.y
    j = amaru.gpu.block_id.x * amaru.gpu.block_dim.x + amaru.gpu.thread_id.x
    if i < height and j < width:
        counts[i, j] = escape_time(-2.0 + 2.5 * j / width, -1.25 + 2.5 * i / height)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    counts = np.zeros((n, n), dtype=np.int64)
    for k in range(rounds):
        mandelbrot[((n + 31) // 32, (n + 7) // 8), (32, 8)](counts)
    different = 0
    for i in range(0, n, 16):
        for j in range(0, n, 16):
            expected = escape_time(-2.0 + 2.5 * j / n, -1.25 + 2.5 * i / n)
            if counts[i, j] != expected:
                different += 1
    # On the edge of the set a fused multiply-add may let an orbit escape earlier or later.
    print("pixels that differ:", "few" if different * 500 <= n * n // 256 else "many")


main()
