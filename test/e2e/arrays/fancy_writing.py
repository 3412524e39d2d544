# Arrays of indices and masks set elements; repeated indices keep the last value, and += counts once.
import numpy as np

a = np.zeros((4, 5))
i = np.arange(3)
a[i] = 1
a[i, i] = 7
print(a)
a[:, i + 1] = np.arange(3.0)
print(a)
a[a > 1] = -1
print(a)
a[a < 0] *= 2
print(a)
a[i, 4] += 0.5
b = np.zeros(4)
k = np.arange(6) % 3
b[k] += 1
print(b)
b[k] = np.arange(6.0)
print(b)
a[i[:, None], i] = np.arange(9.0).reshape(3, 3)
print(a)
c = np.arange(10)
c[c % 2 == 0] = c[c % 2 == 1]
print(c)
c[np.arange(3)] = c[:3][::-1]
print(c)
