# The text of arrays: aligned columns, common precision, brackets for each dimension.
import numpy as np

print(np.arange(12))
print(np.linspace(0.0, 1.0, 4))
print(np.full((2, 2), -1.5))
print(np.zeros(0))
print(np.full(3, 1e10), np.full(2, 1e-10))
print(np.arange(3) > 1)
