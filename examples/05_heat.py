"""Heat in a plate whose upper edge is kept at 100 degrees: each point becomes the mean of itself and its neighbours.

amaru run examples/05_heat.py [N] [STEPS]
"""

import sys

import amaru
import numpy as np


@amaru.jit
def step(old: amaru.f64[:, :], new: amaru.f64[:, :]):
    """One sweep of the 5-point stencil over the inner points."""
    for i in amaru.prange(1, old.shape[0] - 1):
        for j in range(1, old.shape[1] - 1):
            new[i, j] = 0.2 * (old[i, j] + old[i - 1, j] + old[i + 1, j] + old[i, j - 1] + old[i, j + 1])


def main():
    n = 200
    steps = 200
    if len(sys.argv) > 1:
        n = int(sys.argv[1])
    if len(sys.argv) > 2:
        steps = int(sys.argv[2])
    a = np.zeros((n, n))
    a[0, :] = 100.0
    b = np.zeros((n, n))
    b[:, :] = a
    for _ in range(steps // 2):
        step(a, b)
        step(b, a)
    print(f"{a[1, n // 2]:.6f} {a[n // 4, n // 2]:.6f} {a[n // 2, n // 2]:.6f}")
    print(f"mean {np.sum(a) / a.size:.9f}")


main()
