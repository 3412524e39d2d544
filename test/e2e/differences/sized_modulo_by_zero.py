# % of sized ints by zero raises, where NumPy warns and gives 0.
# expect: ZeroDivisionError at line 7
import numpy as np


def modulo(a, b):
    return a[0] % b[0]


print(modulo(np.ones(1, dtype=np.int32), np.zeros(1, dtype=np.int32)))
