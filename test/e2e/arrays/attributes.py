# shape, size, ndim and dtype describe an array; len is the first extent.
import numpy as np

a = np.zeros((3, 4))
b = np.arange(5)
print(a.shape, a.size, a.ndim, a.dtype, len(a))
print(b.shape, b.size, b.ndim, b.dtype, len(b))
print(a.shape[0] * a.shape[1])
