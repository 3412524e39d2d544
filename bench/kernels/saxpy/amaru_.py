"""Each iteration writes its own element."""

import amaru


@amaru.jit
def saxpy(a: amaru.f32, x: amaru.f32[:], y: amaru.f32[:], out: amaru.f32[:]):
    for i in amaru.prange(x.shape[0]):
        out[i] = a * x[i] + y[i]


def run(d):
    saxpy(d["a"], d["x"], d["y"], d["out"])
