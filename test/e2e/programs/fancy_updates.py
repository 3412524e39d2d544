# Writes through index arrays and masks: repeated indices, np.add.at, mixed axes, broadcasting of what is stored.
import numpy as np

a = np.zeros(6)
i = np.array([0, 2, 2, 5])
a[i] += 1.0
print(a)
np.add.at(a, i, 1.0)
print(a)
a[i] = [10.0, 20.0, 30.0, 40.0]
print(a, a[i[::-1]], a[-i])
m = np.arange(20).reshape(4, 5)
m[[0, 3], 1] = -1
m[1:3, [0, 4]] *= 10
print(m)
m[m % 2 == 0] = 0
print(m, (m != 0).sum(axis=1))
rows, cols = np.nonzero(m > 10)
print(rows, cols, m[rows, cols])
m[rows, cols] -= np.arange(len(rows))
print(m[rows, cols], m[:, ::2][m[:, 0] > 0], m[np.array([[0, 1], [2, 3]]), 0])
mask = np.array([True, False, True, False])
m[mask] = np.arange(5)
m[~mask, -1] = 99
print(m, m[mask][:, mask.nonzero()[0]], np.take(m, [1, 1], axis=0)[:, 3])
b = np.arange(5.0)
b[1:] += b[:-1]
print(b)
b[::-1] = b.copy()
b[b > 3] **= 2
print(b, np.clip(b, 1, 30), np.where(b > 10)[0])
