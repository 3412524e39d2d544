# One index of a matrix is a row, which is a view.
import numpy as np

a = np.zeros((2, 3))
row = a[1]
row[0] = 4.0
print(a)
print(a[1].shape, a[1][0])
