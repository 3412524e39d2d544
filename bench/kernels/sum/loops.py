"""A reduction over a parallel loop."""


def make(jit, prange):
    @jit
    def total(x):
        s = 0.0
        for i in prange(x.shape[0]):
            s += x[i]
        return s

    def run(d):
        d["out"][0] = total(d["x"])

    return run
