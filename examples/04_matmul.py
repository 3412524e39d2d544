"""Matrix multiplication as everybody writes it first: three loops. The rows run on all cores.

    amaru run examples/04_matmul.py [N] [--time]

The elements are small whole numbers, so that every order of addition gives the same sums.
"""

import sys
import time

import amaru
import numpy as np


@amaru.jit
def matmul(a: amaru.f64[:, :], b: amaru.f64[:, :], c: amaru.f64[:, :]):
    """c = a times b."""
    for i in amaru.prange(a.shape[0]):
        for j in range(b.shape[1]):
            s = 0.0
            for k in range(a.shape[1]):
                s += a[i, k] * b[k, j]
            c[i, j] = s


@amaru.jit
def fill(a: amaru.f64[:, :], p: int, q: int):
    """Whole numbers from -5 to 5, in a pattern given by p and q."""
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            a[i, j] = (i * p + j * q) % 11 - 5


def main():
    n = 256
    if len(sys.argv) > 1:
        n = int(sys.argv[1])
    a = np.empty((n, n))
    b = np.empty((n, n))
    c = np.zeros((n, n))
    fill(a, 7, 3)
    fill(b, 5, 2)
    start = time.perf_counter()
    matmul(a, b, c)
    seconds = time.perf_counter() - start
    print(c[0, 0], c[n // 2, n // 3], c[-1, -1])
    print("sum", np.sum(c), "smallest", np.min(c), "largest", np.max(c))
    if len(sys.argv) > 2 and sys.argv[2] == "--time":
        print(f"{2.0 * n * n * n / seconds / 1e9:.2f} GFlop/s")


main()
