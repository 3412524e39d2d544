# A function writes into the array it is given.
import numpy as np


def fill(a, value):
    for i in range(len(a)):
        a[i] = value + i


a = np.zeros(4)
fill(a, 10)
fill(a[1:3], -5)
print(a)
