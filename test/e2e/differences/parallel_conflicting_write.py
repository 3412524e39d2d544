# Two iterations of a prange loop may not write the same element; run by CPython one after the other, the last wins.
# expect: error before running at line 10
import amaru
import numpy as np


@amaru.jit
def write(a: amaru.i64[:]):
    for i in amaru.prange(8):
        a[i // 2] = i


a = np.zeros(4, dtype=np.int64)
write(a)
print(a)
