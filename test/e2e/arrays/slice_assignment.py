# A slice on the left takes a number or an array.
import numpy as np

a = np.zeros(6)
a[1:3] = 5.0
a[3:] = np.arange(3)
print(a)
a[::2] += 100.0
print(a)
