"""saxpy: y = a*x + y over vectors of 32-bit floats, a thread for each element.

saxpy.py [N [ROUNDS]]
"""

import sys

import amaru
import numpy as np


@amaru.jit
def saxpy(a: amaru.f32, x: amaru.f32[::1], y: amaru.f32[::1]):
    for i in amaru.prange(len(x)):
        y[i] = a * x[i] + y[i]


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1 << 24
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    x = np.empty(n, dtype=np.float32)
    y = np.zeros(n, dtype=np.float32)
    for i in range(n):
        x[i] = i % 1000
    for k in range(rounds):
        saxpy(2.0, x, y)
    # Whole numbers below 2^24: exact, contracted or not.
    print("largest difference", np.max(np.abs(y - np.float32(2 * rounds) * x)))


main()
