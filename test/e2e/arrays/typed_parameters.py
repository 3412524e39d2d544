# An array parameter typed by dtype and rank takes arrays of that kind.
import amaru
import numpy as np


@amaru.jit
def trace(m: amaru.f64[:, :]):
    s = 0.0
    for i in range(m.shape[0]):
        s += m[i, i]
    return s


print(trace(np.ones((3, 3))))
