# Arrays without axes behave as their element.
import numpy as np

a = np.zeros(())
a[...] = 2.5
print(a, a.ndim, a.shape, a + 1, a * a, a[()], float(a), a > 1)
b = np.arange(4)[2, ...]
print(b, b + 1)
if a > 2:
    print("yes")
