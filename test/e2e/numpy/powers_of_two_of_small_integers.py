# exp2 of integers of 8 bits is a float16.
import numpy as np

print(np.exp2(np.array([8, -3, 0, 15, 100], dtype=np.int8)), np.exp2(np.arange(4, dtype=np.uint8) + np.uint8(7)), np.exp2(np.array([8, 3], dtype=np.int16)))
