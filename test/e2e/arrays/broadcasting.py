# An extent of one, or a missing dimension, is repeated.
import numpy as np

m = np.ones((2, 3))
row = np.arange(3.0)
column = np.zeros((2, 1))
column[1, 0] = 10.0
print(m + row)
print(m + column)
print(row + column)
