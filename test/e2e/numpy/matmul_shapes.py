# A matrix product of shapes that do not fit raises.
# compare: class
import numpy as np

a = np.ones((2, 3))
print(a @ a)
