# A mask has to have the shape of what it masks.
import numpy as np

a = np.arange(4)
m = np.arange(3) > 0
print(a[m])
