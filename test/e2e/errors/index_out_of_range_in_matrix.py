# The message names the axis.
import numpy as np

m = np.zeros((2, 3))


def write(i, j):
    m[i, j] = 1.0


write(1, -3)
write(1, -4)
