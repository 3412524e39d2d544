# Variables assigned in the body belong to their iteration.
import amaru
import numpy as np


@amaru.jit
def rows(m: amaru.f64[:, :], out: amaru.f64[:]):
    for i in amaru.prange(m.shape[0]):
        best = m[i, 0]
        for j in range(1, m.shape[1]):
            if m[i, j] > best:
                best = m[i, j]
        out[i] = best


m = np.zeros((4, 3))
for i in range(4):
    m[i, i % 3] = i + 1.0
out = np.empty(4)
rows(m, out)
print(out)
