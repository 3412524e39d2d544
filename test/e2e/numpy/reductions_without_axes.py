# An array without axes is reduced along axis 0 or -1 as if it had one.
import numpy as np

a = np.array(3.5)
print(np.sum(a, 0), np.prod(a, axis=-1), np.max(a, 0), np.var(a), np.std(a), np.mean(a))
try:
    print(np.mean(a, 0))
except ValueError as error:
    print("ValueError", error)
