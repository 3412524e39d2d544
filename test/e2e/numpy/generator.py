# np.random.default_rng has NumPy's bits for the same seed.
import numpy as np

rng = np.random.default_rng(2024)
print(rng.random(), rng.random(3), rng.integers(0, 10, 6), rng.integers(5), rng.integers(1, 6, endpoint=True))
print(rng.standard_normal(4), rng.normal(10.0, 2.0, (2, 2)), rng.exponential(3.0), rng.uniform(-1.0, 1.0, 2))
print(rng.permutation(7))


def mean_of(rng, n):
    total = 0.0
    for _ in range(n):
        total += rng.normal()
    return total / n


print(mean_of(rng, 10000), np.random.default_rng([1, 2]).random())
try:
    rng.integers(3, 3)
except ValueError as error:
    print(error)
