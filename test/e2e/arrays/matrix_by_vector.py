# A dot product of each row, written out.
import numpy as np


def multiply(m, v, out):
    for i in range(m.shape[0]):
        s = 0.0
        for j in range(m.shape[1]):
            s += m[i, j] * v[j]
        out[i] = s


m = np.ones((3, 2))
m[1, 0] = -4.0
out = np.zeros(3)
multiply(m, np.arange(1.0, 3.0), out)
print(out)
