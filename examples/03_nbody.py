"""n-body, from the Computer Language Benchmarks Game: the planets' orbits, and the energy that should not change.

    amaru run examples/03_nbody.py [STEPS]

After 1,000 steps the two energies are -0.169075164 and -0.169087605.
"""

import math
import sys

import amaru
import numpy as np

PI = 3.141592653589793
SOLAR_MASS = 4.0 * PI * PI
DAYS_PER_YEAR = 365.24


def set_body(p, v, m, i, x, y, z, vx, vy, vz, mass):
    p[i, 0] = x
    p[i, 1] = y
    p[i, 2] = z
    v[i, 0] = vx * DAYS_PER_YEAR
    v[i, 1] = vy * DAYS_PER_YEAR
    v[i, 2] = vz * DAYS_PER_YEAR
    m[i] = mass * SOLAR_MASS


def set_bodies(p, v, m):
    """The sun and the four large planets: positions, velocities (a year), masses."""
    set_body(p, v, m, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    # Jupiter, Saturn, Uranus, Neptune.
    # fmt: off
    set_body(p, v, m, 1, 4.84143144246472090e00, -1.16032004402742839e00, -1.03622044471123109e-01,
             1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05, 9.54791938424326609e-04)
    set_body(p, v, m, 2, 8.34336671824457987e00, 4.12479856412430479e00, -4.03523417114321381e-01,
             -2.76742510726411e-03, 4.99852801234917238e-03, 2.30417297573763929e-05, 2.85885980666130812e-04)
    set_body(p, v, m, 3, 1.28943695621391310e01, -1.51111514016986312e01, -2.23307578892655734e-01,
             2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05, 4.36624404335156298e-05)
    set_body(p, v, m, 4, 1.53796971148509165e01, -2.59193146099879641e01, 1.79258772950371181e-01,
             2.68067772490389322e-03, 1.62824170038242295e-03, -9.51592254519715870e-05, 5.15138902046611451e-05)
    # fmt: on


@amaru.jit
def offset_momentum(v: amaru.f64[:, :], m: amaru.f64[:]):
    """Gives the sun the velocity that leaves the whole system in place."""
    for k in range(3):
        momentum = 0.0
        for i in range(len(m)):
            momentum += v[i, k] * m[i]
        v[0, k] = -momentum / SOLAR_MASS


@amaru.jit
def advance(p: amaru.f64[:, :], v: amaru.f64[:, :], m: amaru.f64[:], dt: float, steps: int):
    n = len(m)
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


@amaru.jit
def energy(p: amaru.f64[:, :], v: amaru.f64[:, :], m: amaru.f64[:]) -> float:
    e = 0.0
    for i in range(len(m)):
        e += 0.5 * m[i] * (v[i, 0] * v[i, 0] + v[i, 1] * v[i, 1] + v[i, 2] * v[i, 2])
        for j in range(i + 1, len(m)):
            dx = p[i, 0] - p[j, 0]
            dy = p[i, 1] - p[j, 1]
            dz = p[i, 2] - p[j, 2]
            e -= m[i] * m[j] / math.sqrt(dx * dx + dy * dy + dz * dz)
    return e


def main():
    steps = 1000
    if len(sys.argv) > 1:
        steps = int(sys.argv[1])
    p = np.zeros((5, 3))
    v = np.zeros((5, 3))
    m = np.zeros(5)
    set_bodies(p, v, m)
    offset_momentum(v, m)
    print(f"{energy(p, v, m):.9f}")
    advance(p, v, m, 0.01, steps)
    print(f"{energy(p, v, m):.9f}")


main()
