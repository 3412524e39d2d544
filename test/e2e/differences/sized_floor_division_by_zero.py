# // of sized ints by zero raises, where NumPy warns and gives 0.
# expect: ZeroDivisionError at line 7
import numpy as np


def divide(a, b):
    return a[0] // b[0]


print(divide(np.ones(1, dtype=np.int64), np.zeros(1, dtype=np.int64)))
