# An axis that the array does not have: NumPy raises AxisError, a ValueError of its own.
# expect: ValueError at line 7

import numpy as np

a = np.zeros((2, 3))
print(a.sum(axis=2))
