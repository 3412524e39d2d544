# A tuple of indices is one index for each of the first axes.
import numpy as np

a = np.arange(12).reshape(3, 4)
places = np.nonzero(a % 5 == 0)
print(a[places], a[np.where(a > 9)])
a[places] = -1
print(a)
a[np.where(a > 9)] += 100
index = (1, 2)
print(a[index], a)
a[index] = 7
a[index] += 1
print(a[index])
