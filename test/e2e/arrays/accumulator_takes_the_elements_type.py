# A number that meets array elements becomes their type.
import numpy as np


def total(a):
    s = 0
    for i in range(len(a)):
        s += a[i]
    return s


print(total(np.arange(5)), total(np.arange(3.0)), total(np.ones(3, dtype=np.float32)))
