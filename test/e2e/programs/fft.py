# A transform by hand: recursive, iterative with bit reversal, and naive; convolution by it; complex arrays and slices.
import cmath
import math

import numpy as np


def recursive(x):
    n = len(x)
    if n == 1:
        return x.copy()
    even, odd = recursive(x[::2]), recursive(x[1::2])
    out = np.empty(n, dtype=np.complex128)
    for k in range(n // 2):
        w = cmath.exp(-2j * math.pi * k / n) * odd[k]
        out[k], out[k + n // 2] = even[k] + w, even[k] - w
    return out


def iterative(x, inverse=False):
    n = len(x)
    out = x.astype(np.complex128)
    j = 0
    for i in range(1, n):
        bit = n >> 1
        while j & bit:
            j ^= bit
            bit >>= 1
        j |= bit
        if i < j:
            out[i], out[j] = out[j], out[i]
    size = 2
    while size <= n:
        step = cmath.exp((2j if inverse else -2j) * math.pi / size)
        for start in range(0, n, size):
            w = 1 + 0j
            for k in range(start, start + size // 2):
                a, b = out[k], out[k + size // 2] * w
                out[k], out[k + size // 2] = a + b, a - b
                w *= step
        size *= 2
    return out / n if inverse else out


def naive(x):
    n = len(x)
    k = np.arange(n)
    return np.exp(-2j * np.pi * k[:, None] * k / n) @ x.astype(np.complex128)


def convolve(a, b):
    n = 1
    while n < len(a) + len(b) - 1:
        n *= 2
    fa, fb = np.zeros(n), np.zeros(n)
    fa[: len(a)], fb[: len(b)] = a, b
    return iterative(iterative(fa) * iterative(fb), True).real[: len(a) + len(b) - 1]


x = np.array([1.0, 2.0, -1.0, 0.5, 3.0, 0.0, -2.0, 1.0])
one, two, three = recursive(x.astype(np.complex128)), iterative(x), naive(x)
print(np.round(one, 6))
print(np.abs(one - two).max() < 1e-12, np.abs(one - three).max() < 1e-12, np.round(iterative(two, True).real, 9))
print(np.round(convolve(np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.0, 0.5])), 9), np.round(np.angle(one[1]), 6), one.imag.sum() < 1e-9)
