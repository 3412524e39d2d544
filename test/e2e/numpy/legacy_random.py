# np.random has NumPy's bits for the same seed.
import numpy as np

np.random.seed(1234)
print(np.random.rand(), np.random.rand(2, 2), np.random.random(3))
print(np.random.randint(0, 100, 8), np.random.randint(5), np.random.randint(0, 2**40, (2,)))
print(np.random.uniform(-1.0, 1.0, 3), np.random.permutation(6), np.random.choice(10, 4, replace=False))
print(np.random.choice(np.array([1.5, 2.5, 3.5]), 5, p=[0.2, 0.3, 0.5]))
deck = [1, 2, 3, 4, 5]
np.random.shuffle(deck)
print(deck, np.round(np.random.randn(3), 9), np.round(np.random.normal(10.0, 2.0, 2), 9))
print(np.round(np.random.exponential(2.0, 2), 9), np.random.poisson(3.0, 6), np.random.binomial(40, 0.3, 4))
np.random.seed([1, 2, 3])
print(np.random.random_sample(), np.random.multinomial(10, [0.5, 0.25, 0.25]))
try:
    np.random.seed(-1)
except ValueError as error:
    print(error)
