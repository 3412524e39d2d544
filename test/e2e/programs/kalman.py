# A Kalman filter of a constant velocity, with small matrices in loops and as array expressions.
import numpy as np


def step(x, p, z, f, h, q, r):
    x = f @ x
    p = f @ p @ f.T + q
    s = h @ p @ h.T + r
    k = p @ h.T / s[0, 0]
    x = x + (k * (z - (h @ x)[0]))[:, 0]
    p = (np.eye(2) - k @ h) @ p
    return x, p


def run(measurements, dt=0.1):
    f = np.array([[1.0, dt], [0.0, 1.0]])
    h = np.array([[1.0, 0.0]])
    q, r = np.diag(np.array([0.01, 0.02])), np.array([[0.5]])
    x, p = np.zeros(2), np.eye(2)
    path = np.empty((len(measurements), 2))
    for i, z in enumerate(measurements):
        x, p = step(x, p, z, f, h, q, r)
        path[i] = x
    return path, p


path, p = run(np.array([0.1, 0.3, 0.2, 0.6, 0.7, 0.9]))
print(np.round(path, 6))
print(np.round(p, 6), path.shape, path[-1, 0] > path[0, 0])
