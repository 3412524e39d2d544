# A negative power of a matrix of integers would be one of floats.
# expect: ValueError at line 5
import numpy as np

print(np.linalg.matrix_power(np.array([[1, 2], [3, 5]]), -1))
