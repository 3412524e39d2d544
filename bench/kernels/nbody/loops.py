"""The Benchmarks Game's n-body over arrays; the result is the energy at the end."""

import math


def make(jit, prange):
    @jit
    def nbody(steps, p, v, m):
        n = m.shape[0]
        dt = 0.01
        for _ in range(steps):
            for i in range(n):
                for j in range(i + 1, n):
                    dx = p[i, 0] - p[j, 0]
                    dy = p[i, 1] - p[j, 1]
                    dz = p[i, 2] - p[j, 2]
                    d2 = dx * dx + dy * dy + dz * dz
                    mag = dt / (d2 * math.sqrt(d2))
                    v[i, 0] -= dx * m[j] * mag
                    v[i, 1] -= dy * m[j] * mag
                    v[i, 2] -= dz * m[j] * mag
                    v[j, 0] += dx * m[i] * mag
                    v[j, 1] += dy * m[i] * mag
                    v[j, 2] += dz * m[i] * mag
            for i in range(n):
                for k in range(3):
                    p[i, k] += dt * v[i, k]
        e = 0.0
        for i in range(n):
            e += 0.5 * m[i] * (v[i, 0] * v[i, 0] + v[i, 1] * v[i, 1] + v[i, 2] * v[i, 2])
            for j in range(i + 1, n):
                dx = p[i, 0] - p[j, 0]
                dy = p[i, 1] - p[j, 1]
                dz = p[i, 2] - p[j, 2]
                e -= m[i] * m[j] / math.sqrt(dx * dx + dy * dy + dz * dz)
        return e

    def run(d):
        d["out"][0] = nbody(d["size"], d["p"], d["v"], d["m"])

    return run
