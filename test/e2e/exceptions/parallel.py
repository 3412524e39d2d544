# An exception of a parallel loop arrives at the loop, and the lowest failing iteration wins.
import amaru
import numpy as np


@amaru.jit(parallel=True)
def fill(a, bad):
    for i in amaru.prange(a.size):
        if i >= bad and i % 3 == 0:
            raise ValueError("iteration", i)
        a[i] = i


@amaru.jit(parallel=True)
def inside(a):
    for i in amaru.prange(a.size):
        try:
            a[i] = 10.0 / (i % 4 - 1)
        except ZeroDivisionError:
            a[i] = -1.0


a = np.zeros(100000)
try:
    fill(a, 5000)
except ValueError as e:
    print(e)
print(a[:5001].sum())
inside(a)
print(a[:8])
