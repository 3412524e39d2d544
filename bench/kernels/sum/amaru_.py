"""A reduction over a parallel loop."""

import amaru


@amaru.jit
def total(x: amaru.f64[:]):
    s = 0.0
    for i in amaru.prange(x.shape[0]):
        s += x[i]
    return s


def run(d):
    d["out"][0] = total(d["x"])
