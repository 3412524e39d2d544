# A vectorized function is applied to every element, with broadcasting.
import amaru
import numpy as np


@amaru.vectorize
def clamp(x, low, high):
    if x < low:
        return low
    if x > high:
        return high
    return x


a = np.arange(6.0).reshape(2, 3)
print(clamp(a, 1.0, 4.0), clamp(2.5, 0.0, 1.0), clamp(a, np.arange(3.0), 3.0))
