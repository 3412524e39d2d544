# When several iterations fail, the exception of the lowest is raised: here iteration 40 before 50.
import amaru
import numpy as np


@amaru.jit
def invert(a: amaru.i64[:], b: amaru.i64[:], k: int):
    for i in amaru.prange(len(a)):
        a[i] = b[2 * i] + 100 // (i - k)


invert(np.zeros(60, dtype=np.int64), np.zeros(100, dtype=np.int64), 40)
