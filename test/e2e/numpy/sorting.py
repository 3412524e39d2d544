# Sorting, searching, unique values.
import numpy as np

a = (np.arange(20) * 7 % 11).reshape(4, 5)
print(np.sort(a), np.sort(a, axis=0), np.sort(a, axis=None), np.argsort(a[0]), np.unique(a))
x = np.sort(np.sin(np.arange(100.0)))
print(x[:3], np.searchsorted(x, 0.0), np.searchsorted(x, x[:4], side="right"), np.digitize(np.arange(4) - 1.5, x[::30]))
b = np.arange(10)[::-1].copy()
b.sort()
print(b, np.argsort(np.arange(5) % 2, kind="stable"))
n = np.zeros(4)
n[1] = np.nan
n[2] = -1
print(np.sort(n), np.argsort(n), np.argmax(n), np.median(n[2:]))
