# NVIDIA's assembler takes the kernels for every generation that it knows.
# REQUIRES: ptxas
# RUN: %amaru build --emit=ptx --target=sm_80 -o %t.80.ptx %s && ptxas -arch=sm_80 %t.80.ptx -o %t.80.cubin
# RUN: %amaru build --emit=ptx --target=sm_90 -o %t.90.ptx %s && ptxas -arch=sm_90 %t.90.ptx -o %t.90.cubin
# RUN: %amaru build --emit=ptx --target=sm_100 -o %t.100.ptx %s && ptxas -arch=sm_100 %t.100.ptx -o %t.100.cubin
# RUN: %amaru build --emit=ptx --target=sm_120 -o %t.120.ptx %s && ptxas -arch=sm_120 %t.120.ptx -o %t.120.cubin
import amaru
import numpy as np


@amaru.jit
def saxpy(a, x, y):
    for i in amaru.prange(x.shape[0]):
        y[i] = a * x[i] + y[i]


@amaru.jit
def mandelbrot(limit, out):
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


@amaru.jit
def matmul(a, b, c):
    for i in amaru.prange(a.shape[0]):
        for j in range(b.shape[1]):
            s = 0.0
            for k in range(a.shape[1]):
                s += a[i, k] * b[k, j]
            c[i, j] = s


x = np.empty(1000)
m = np.empty((64, 64))
saxpy(2.5, x, x)
mandelbrot(100, m)
matmul(m, m, m)
