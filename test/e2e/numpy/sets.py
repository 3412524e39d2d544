# Sets as sorted arrays.
import numpy as np

a = np.array([3, 1, 2, 3, 1])
values, index, inverse, counts = np.unique(a, return_index=True, return_inverse=True, return_counts=True)
print(values, index, inverse, counts)
print(np.intersect1d(a, [1, 3, 9]), np.union1d(a, [7]), np.setdiff1d(a, [1]), np.setxor1d(a, [1, 5]))
print(np.isin(a, [1, 2]), np.isin(a, np.array([3]), invert=True), np.unique(np.array([np.nan, 1.0, np.nan])))
