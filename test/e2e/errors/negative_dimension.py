# An array cannot have a negative extent.
import numpy as np


def make(n):
    return np.zeros(n)


print(make(2))
print(make(-1))
