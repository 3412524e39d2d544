# Writing through a slice changes the array it came from; an assignment is a reference.
import numpy as np

a = np.zeros(6)
b = a[1:5:2]
b[0] = 1.0
b[1] = 2.0
c = a
c[5] = 9.0
print(a)
