"""Reductions of a parallel loop: a sum, the largest element and how many there are of a kind."""

import amaru
import numpy as np


@amaru.jit
def total(a: amaru.f64[:]) -> float:
    s = 0.0
    for i in amaru.prange(len(a)):
        s += a[i]
    return s


@amaru.jit
def extremes(a: amaru.f64[:], limit: float):
    lowest = a[0]
    highest = a[0]
    above = 0
    for i in amaru.prange(len(a)):
        lowest = min(lowest, a[i])
        highest = max(highest, a[i])
        if a[i] > limit:
            above += 1
    return lowest, highest, above


a = np.empty(1000)
for i in range(1000):
    a[i] = i % 7 - 3
print(total(a), extremes(a, 1.0))
