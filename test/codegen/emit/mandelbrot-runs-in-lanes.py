# Pixels of a row run in the lanes of vectors, however long each takes; the picture is that of the loop.
# RUN: %amaru emit --stage=asm --cpu=x86-64-v3 %s | FileCheck %s --check-prefix=AVX2
# RUN: %amaru emit --stage=asm --cpu=znver4 %s | FileCheck %s --check-prefix=AVX512
# AVX2: vmulpd {{.*}}%ymm
# AVX2: vaddpd {{.*}}%ymm
# AVX512: vmulpd {{.*}}%zmm
# AVX512: vaddpd {{.*}}%zmm
import amaru
import numpy as np


@amaru.jit
def escape_time(cr: float, ci: float) -> int:
    zr = 0.0
    zi = 0.0
    for k in range(200):
        if zr * zr + zi * zi > 4.0:
            return k
        t = zr * zr - zi * zi + cr
        zi = 2.0 * zr * zi + ci
        zr = t
    return 200


@amaru.jit
def mandelbrot(counts):
    height = counts.shape[0]
    width = counts.shape[1]
    for i in amaru.prange(height):
        for j in range(width):
            counts[i, j] = escape_time(-2.0 + 2.5 * j / width, -1.25 + 2.5 * i / height)


mandelbrot(np.empty((100, 100), dtype=np.int64))
