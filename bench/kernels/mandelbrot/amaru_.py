"""The rows run in parallel."""

import amaru


@amaru.jit
def mandelbrot(limit: int, out: amaru.i32[:, :]):
    height, width = out.shape
    for i in amaru.prange(height):
        for j in range(width):
            cr = -2.0 + 2.5 * j / width
            ci = -1.25 + 2.5 * i / height
            zr = 0.0
            zi = 0.0
            k = 0
            while k < limit and zr * zr + zi * zi <= 4.0:
                t = zr * zr - zi * zi + cr
                zi = 2.0 * zr * zi + ci
                zr = t
                k += 1
            out[i, j] = k


def run(d):
    mandelbrot(d["limit"], d["out"])
