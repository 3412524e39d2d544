# Reading past the end raises, and names index and extent.
import numpy as np


def read(a, i):
    return a[i]


a = np.zeros(3)
print(read(a, 2))
print(read(a, 3))
