# Comparing arrays gives an array of bools.
import numpy as np

a = np.arange(5)
print(a < 3, a == 2)
print(np.sum(a < 3))
