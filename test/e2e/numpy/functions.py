# Differences, interpolation, convolution, counting.
import numpy as np

x = np.arange(6.0) ** 2
print(np.diff(x), np.diff(x, 2), np.diff(x.reshape(2, 3), axis=0), np.gradient(x), np.trapezoid(x), np.trapezoid(x, dx=0.5))
print(np.interp(2.5, x, np.arange(6.0)), np.interp(np.arange(4.0) * 9, x, np.arange(6.0)))
print(np.convolve(x, np.ones(3)), np.convolve(x, np.ones(3), mode="same"), np.convolve(x, np.ones(2), mode="valid"))
print(np.correlate(x, np.arange(3.0)), np.bincount(np.arange(8) % 3), np.bincount(np.arange(3), minlength=5))
counts, edges = np.histogram(x, bins=4)
print(counts, edges)
counts, edges = np.histogram(x, bins=5, range=(0.0, 10.0))
print(counts, edges)
print(np.clip(x, 1, 10), np.clip(x, None, 3), np.where(x > 3, x, -1), np.allclose(x, x + 1e-12), np.array_equal(x, x))
print(np.isclose(x, x + 0.1), np.sign(x - 3), np.rint(x / 3), np.round(x / 3, 2), np.maximum(x, 4), np.fmin(x, 4))
print(np.isnan(x), np.isinf(x / 0.5), np.isfinite(x), np.floor(x / 7), np.hypot(x, 3.0), np.copysign(x, -1))
print(np.eye(3), np.eye(2, 3, 1), np.identity(2), np.tri(3), np.tril(np.ones((3, 3))), np.triu(np.ones((2, 3)), 1))
print(np.diag(np.arange(3)), np.diag(np.ones((2, 2))), np.full((2, 2), 7), np.zeros_like(x), np.ones_like(x, dtype=int))
print(np.arange(5, dtype=np.float32), np.arange(1, 2, 0.25), np.linspace(0, 1, 5), np.linspace(0, 1, 4, endpoint=False))
print(np.floor_divide(7, np.arange(1, 4)), np.remainder(-7, np.arange(1, 4)), np.gcd(12, np.arange(1, 5)), np.square(x))
