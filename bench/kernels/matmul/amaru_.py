"""i, j, k; the rows run in parallel."""

import amaru


@amaru.jit
def matmul(a: amaru.f64[:, :], b: amaru.f64[:, :], out: amaru.f64[:, :]):
    for i in amaru.prange(a.shape[0]):
        for j in range(b.shape[1]):
            s = 0.0
            for k in range(a.shape[1]):
                s += a[i, k] * b[k, j]
            out[i, j] = s


def run(d):
    matmul(d["a"], d["b"], d["out"])
