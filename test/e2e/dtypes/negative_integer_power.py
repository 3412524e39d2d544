# A negative power of an array of integers raises.
import numpy as np

a = np.arange(1, 4)
n = -1
print(a**n)
