"""A sum with a tile of shared memory: each block halves what its threads have found until one number is left."""

import sys

import amaru
import numpy as np


@amaru.gpu.kernel
def block_sum(a: amaru.f64[:], partial: amaru.f64[:]):
    tile = amaru.gpu.shared(128, amaru.f64)
    t = amaru.gpu.thread_id.x
    stride = amaru.gpu.grid_dim.x * amaru.gpu.block_dim.x
    s = 0.0
    i = amaru.gpu.block_id.x * amaru.gpu.block_dim.x + t
    while i < len(a):
        s += a[i]
        i += stride
    tile[t] = s
    amaru.gpu.barrier()
    half = amaru.gpu.block_dim.x // 2
    while half > 0:
        if t < half:
            tile[t] += tile[t + half]
        amaru.gpu.barrier()
        half //= 2
    if t == 0:
        partial[amaru.gpu.block_id.x] = tile[0]


n = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
a = np.empty(n)
for i in range(n):
    a[i] = i % 13 - 5
partial = np.zeros(4)
block_sum[4, 128](a, partial)
print(partial)
print(np.sum(partial) == np.sum(a))
