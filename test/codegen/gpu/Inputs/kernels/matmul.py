"""A product of matrices in tiles: a block loads a tile of each factor, waits, multiplies, waits. Two axes, a barrier in a
loop whose number of rounds is the same for all threads, and what each thread adds up lives across the barriers."""

import amaru
import numpy as np

TILE = 8


@amaru.gpu.kernel
def matmul(a: amaru.f32[:, :], b: amaru.f32[:, :], c: amaru.f32[:, :]):
    left = amaru.gpu.shared((8, 8), amaru.f32)
    right = amaru.gpu.shared((8, 8), amaru.f32)
    x = amaru.gpu.thread_id.x
    y = amaru.gpu.thread_id.y
    row = amaru.gpu.block_id.y * TILE + y
    column = amaru.gpu.block_id.x * TILE + x
    total = np.float32(0)
    for start in range(0, a.shape[1], TILE):
        left[y, x] = a[row, start + x] if row < a.shape[0] and start + x < a.shape[1] else np.float32(0)
        right[y, x] = b[start + y, column] if start + y < b.shape[0] and column < b.shape[1] else np.float32(0)
        amaru.gpu.barrier()
        for k in range(TILE):
            total += left[y, k] * right[k, x]
        amaru.gpu.barrier()
    if row < c.shape[0] and column < c.shape[1]:
        c[row, column] = total


def fill(a: amaru.f32[:, :], p: int, q: int):
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            a[i, j] = (i * p + j * q) % 11 - 5


def main():
    n, m, p = 19, 13, 21
    a = np.empty((n, p), dtype=np.float32)
    b = np.empty((p, m), dtype=np.float32)
    c = np.zeros((n, m), dtype=np.float32)
    fill(a, 7, 3)
    fill(b, 5, 2)
    matmul[((m + 7) // 8, (n + 7) // 8), (8, 8)](a, b, c)
    print(c[0, 0], c[-1, -1], np.sum(c))
    worst = 0.0
    for i in range(n):
        for j in range(m):
            worst = max(worst, abs(float(np.sum(a[i] * b[:, j])) - float(c[i, j])))
    print(worst)


main()
