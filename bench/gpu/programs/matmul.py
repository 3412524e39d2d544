"""A product of matrices of 32-bit floats, N by N, in tiles of 16 by 16 that a block shares.

matmul.py [N [ROUNDS]]
"""

import sys

import amaru
import numpy as np


@amaru.gpu.kernel
def matmul(a: amaru.f32[:, ::1], b: amaru.f32[:, ::1], c: amaru.f32[:, ::1]):
    left = amaru.gpu.shared((16, 16), amaru.f32)
    right = amaru.gpu.shared((16, 16), amaru.f32)
    x = amaru.gpu.thread_id.x
    y = amaru.gpu.thread_id.y
    row = amaru.gpu.block_id.y * 16 + y
    column = amaru.gpu.block_id.x * 16 + x
    zero = np.float32(0)
    total = zero
    for start in range(0, a.shape[1], 16):
        left[y, x] = a[row, start + x] if row < a.shape[0] and start + x < a.shape[1] else zero
        right[y, x] = b[start + y, column] if start + y < b.shape[0] and column < b.shape[1] else zero
        amaru.gpu.barrier()
        for k in range(16):
            total += left[y, k] * right[k, x]
        amaru.gpu.barrier()
    if row < c.shape[0] and column < c.shape[1]:
        c[row, column] = total


def fill(a: amaru.f32[:, ::1], p: int, q: int):
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            a[i, j] = (i * p + j * q) % 11 - 5


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    a = np.empty((n, n), dtype=np.float32)
    b = np.empty((n, n), dtype=np.float32)
    c = np.zeros((n, n), dtype=np.float32)
    fill(a, 7, 3)
    fill(b, 5, 2)
    blocks = (n + 15) // 16
    for k in range(rounds):
        matmul[(blocks, blocks), (16, 16)](a, b, c)
    # Whole numbers: every order of addition gives the same sums.
    worst = 0.0
    for i in range(0, n, 1 + n // 8):
        for j in range(n):
            worst = max(worst, abs(float(np.sum(a[i] * b[:, j])) - float(c[i, j])))
    print("largest difference", worst)


main()
