"""The rows of a sweep run in parallel."""

import amaru


@amaru.jit
def sweep(old: amaru.f64[:, :], new: amaru.f64[:, :]):
    for i in amaru.prange(1, old.shape[0] - 1):
        for j in range(1, old.shape[1] - 1):
            new[i, j] = 0.2 * (old[i, j] + old[i - 1, j] + old[i + 1, j] + old[i, j - 1] + old[i, j + 1])


def run(d):
    for _ in range(d["sweeps"] // 2):
        sweep(d["out"], d["other"])
        sweep(d["other"], d["out"])
