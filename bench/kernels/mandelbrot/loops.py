"""The rows run in parallel."""


def make(jit, prange):
    @jit
    def mandelbrot(limit, out):
        height, width = out.shape
        for i in prange(height):
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

    return lambda d: mandelbrot(d["limit"], d["out"])
