# int64 with uint64 is an error before anything runs, where NumPy silently computes in float64.
# expect: TypeError before running at line 7
import numpy as np


def add(a, b):
    return a[0] + b[0]


print(add(np.ones(1, dtype=np.int64), np.ones(1, dtype=np.uint64)))
