"""saxpy: y = a*x + y over vectors of 32-bit floats, as a loop over threads and as an array expression.

amaru run examples/02_saxpy.py [N]
"""

import sys

import amaru
import numpy as np


@amaru.jit
def saxpy(a: amaru.f32, x: amaru.f32[:], y: amaru.f32[:]):
    """Adds a times x to y, in place."""
    for i in amaru.prange(len(x)):
        y[i] = a * x[i] + y[i]


def main():
    n = 1000000
    if len(sys.argv) > 1:
        n = int(sys.argv[1])
    x = np.empty(n, dtype=np.float32)
    y = np.ones(n, dtype=np.float32)
    for i in range(n):
        x[i] = i % 1000
    expected = 2.5 * x + y
    saxpy(2.5, x, y)
    print(y.dtype, y.shape[0])
    print(y[0], y[1], y[n // 2], y[-1])
    print("largest difference", np.max(np.abs(y - expected)))


main()
