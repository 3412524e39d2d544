"""All points at once; those that have escaped are dropped as they do."""

import numpy as np


def run(d):
    n, limit, out = d["size"], d["limit"], d["out"]
    c = ((-2.0 + 2.5 * np.arange(n) / n)[None, :] + 1j * (-1.25 + 2.5 * np.arange(n) / n)[:, None]).ravel()
    z = np.zeros_like(c)
    counts = np.full(n * n, limit, dtype=np.int32)
    alive = np.arange(n * n)
    for k in range(limit):
        inside = z.real * z.real + z.imag * z.imag <= 4.0
        counts[alive[~inside]] = k
        alive, z, c = alive[inside], z[inside], c[inside]
        z = z * z + c
    out[...] = counts.reshape(n, n)
