# Elements are read and written by index; negative ones count from the end.
import numpy as np

a = np.arange(6)
a[0] = 10
a[-1] = 20
print(a, a[1], a[-2])
b = np.zeros((2, 3))
b[1, 2] = 5.0
b[-2, -3] = 1.5
print(b[0, 0], b[-1, -1])
print(b)
