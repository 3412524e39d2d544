# Slices with bounds, steps and negative steps, as Python cuts lists.
import numpy as np

a = np.arange(10)
print(a[2:5], a[:3], a[7:], a[::3])
print(a[-3:], a[:-7], a[8:2:-2], a[::-1])
print(a[5:100], a[100:], a[4:4].size)
