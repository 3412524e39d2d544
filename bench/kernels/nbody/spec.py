"""Five bodies, one step after the other: latency of square roots and divisions, nothing to run in parallel."""

import math

import numpy as np

TITLE = "n-body, 500k steps"
SIZE = 500_000
CPYTHON_SIZE = 5_000
TOLERANCE = 1e-6
C_ARGUMENTS = ["size", "p", "v", "m", "out"]
# Array expressions over five bodies would measure NumPy's calls, not its arithmetic.
WITHOUT = {"NumPy": "nothing to vectorise over"}

_SUN = 4 * math.pi**2
_YEAR = 365.24
_P = [
    [0, 0, 0],
    [4.84143144246472090, -1.16032004402742839, -0.103622044471123109],
    [8.34336671824457987, 4.12479856412430479, -0.403523417114321381],
    [12.8943695621391310, -15.1111514016986312, -0.223307578892655734],
    [15.3796971148509165, -25.9193146099879641, 0.179258772950371181],
]
_V = [
    [0, 0, 0],
    [0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023],
    [-0.00276742510726411, 0.00499852801234917238, 0.0000230417297573763929],
    [0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556],
    [0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870],
]
_M = [1.0, 0.000954791938424326609, 0.000285885980666130812, 0.0000436624404335156298, 0.0000515138902046611451]


def work(size):
    return size


def data(size):
    p, v, m = np.array(_P), np.array(_V) * _YEAR, np.array(_M) * _SUN
    v[0] = -(v * m[:, None]).sum(axis=0) / _SUN
    return {"size": size, "p0": p, "v0": v, "p": p.copy(), "v": v.copy(), "m": m, "out": np.zeros(1)}


def reset(d):
    """A run moves the bodies; this puts them back, outside of the measured time."""
    d["p"][...] = d["p0"]
    d["v"][...] = d["v0"]
