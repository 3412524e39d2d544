# np.sum of floats adds pairwise: the same bits as NumPy for every length.
import numpy as np

for n in range(1, 400, 37):
    print(np.sum(1.0 / np.arange(1.0, n + 1.0)))
print(np.sum(np.full(100000, 0.1)))
