# A slice in each dimension, and an index beside a slice.
import numpy as np

a = np.arange(12.0)
m = np.zeros((3, 4))
for i in range(3):
    m[i, :] = a[4 * i : 4 * i + 4]
print(m[1:, 1:3])
print(m[:, 0], m[-1, ::2])
print(m[::-1, ::-2])
