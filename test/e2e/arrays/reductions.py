# np.sum, np.min and np.max of whole arrays.
import numpy as np

a = np.arange(10.0)
m = np.ones((3, 4))
print(np.sum(a), np.min(a), np.max(a), a.sum(), m.sum())
print(np.sum(np.arange(5)), np.max(np.arange(5)), np.min(a - 4.5))
