# Three-dimensional arrays: stencils over interiors, periodic edges by modulo, sums over planes, views of views.
import numpy as np


def laplacian(u):
    out = np.zeros_like(u)
    out[1:-1, 1:-1, 1:-1] = (
        u[2:, 1:-1, 1:-1] + u[:-2, 1:-1, 1:-1] + u[1:-1, 2:, 1:-1] + u[1:-1, :-2, 1:-1] + u[1:-1, 1:-1, 2:] + u[1:-1, 1:-1, :-2]
        - 6 * u[1:-1, 1:-1, 1:-1]
    )
    return out


def periodic(u, axis):
    out = np.empty_like(u)
    n = u.shape[axis]
    for i in range(u.shape[0]):
        for j in range(u.shape[1]):
            for k in range(u.shape[2]):
                at = (i, j, k)
                if axis == 0:
                    out[at] = u[(i + 1) % n, j, k] - u[i - 1, j, k]
                elif axis == 1:
                    out[at] = u[i, (j + 1) % n, k] - u[i, j - 1, k]
                else:
                    out[at] = u[i, j, (k + 1) % n] - u[i, j, k - 1]
    return out


u = (np.arange(60.0).reshape(3, 4, 5) ** 2) % 17
print(laplacian(u)[1])
print(periodic(u, 1)[0], periodic(u, 2)[2, 3], periodic(u, 0)[1, :, 0])
print(u.sum(axis=(0, 2)), u.max(axis=1)[0], u[::2, ::-1, 1::2][1, 0], u[..., None].shape, u[:, None, 1].shape)
v = u[1:, :, ::2][:, 1]
v[...] = -1
print(u[1, 1], u[2, 1], v.strides, v.flags.c_contiguous if False else v.ndim)
u[u > 10] = 0
u[:, 0] += np.array([100, 200, 300])[:, None]
print(u[:, 0, :3], np.where(u > 5, u, -u)[0, 2], (u == 0).sum())
