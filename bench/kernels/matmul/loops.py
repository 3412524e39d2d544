"""i, j, k; the rows run in parallel."""


def make(jit, prange):
    @jit
    def matmul(a, b, out):
        for i in prange(a.shape[0]):
            for j in range(b.shape[1]):
                s = 0.0
                for k in range(a.shape[1]):
                    s += a[i, k] * b[k, j]
                out[i, j] = s

    return lambda d: matmul(d["a"], d["b"], d["out"])
