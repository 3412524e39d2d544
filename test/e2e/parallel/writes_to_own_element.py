# Each iteration of a prange loop writes an element of its own.
import amaru
import numpy as np


@amaru.jit
def squares(n: int):
    a = np.zeros(n, dtype=np.int64)
    for i in amaru.prange(n):
        a[i] = i * i
    return a


print(squares(10))
print(np.sum(squares(1000)))
