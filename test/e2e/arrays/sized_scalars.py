# An element is NumPy's scalar: it wraps, keeps its width, and divides by zero to inf.
import numpy as np

a = np.full(2, 100, dtype=np.int32)
f = np.full(2, 0.1, dtype=np.float32)
print(a[0] * a[1], f[0], f[0] + f[1], f[0] * 3)
print(f.dtype, (f * 2).dtype, (a + 1).dtype, (a / 2).dtype)
