# The rank of a result does not depend on how many rows there are; NumPy drops the axes of a single one.
# expect: output (1, 1)
import numpy as np

print(np.cov(np.ones((1, 3))).shape)
