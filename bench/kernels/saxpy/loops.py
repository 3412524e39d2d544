"""Each iteration writes its own element."""


def make(jit, prange):
    @jit
    def saxpy(a, x, y, out):
        for i in prange(x.shape[0]):
            out[i] = a * x[i] + y[i]

    return lambda d: saxpy(d["a"], d["x"], d["y"], d["out"])
