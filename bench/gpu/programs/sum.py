"""A sum of 64-bit floats: each block of 256 threads adds up its share in shared memory, the host what the blocks found.

sum.py [N [ROUNDS]]
"""

import sys

import amaru
import numpy as np


@amaru.gpu.kernel
def block_sum(a: amaru.f64[::1], partial: amaru.f64[::1]):
    tile = amaru.gpu.shared(256, amaru.f64)
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


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1 << 24
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    a = np.empty(n)
    for i in range(n):
        a[i] = i % 1000
    blocks = min(1024, (n + 255) // 256)
    partial = np.zeros(blocks)
    for k in range(rounds):
        block_sum[blocks, 256](a, partial)
    print("difference", np.sum(partial) - np.sum(a))


main()
