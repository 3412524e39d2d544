# zeros, ones, empty, full and arange make arrays of the shape and dtype asked for.
import numpy as np

print(np.zeros(3), np.ones((2, 2)))
print(np.full(4, 7), np.full((1, 2), 0.5))
print(np.arange(5), np.arange(2, 10, 3), np.arange(0.0, 1.0, 0.25))
print(np.zeros(2, dtype=np.int64), np.ones(2, dtype=np.float32))
print(np.empty((2, 3)).shape)
