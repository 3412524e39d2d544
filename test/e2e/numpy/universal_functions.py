# Universal functions into an array, where a mask holds, in another dtype; and their methods.
import numpy as np

a = np.array([[4.0, 9.0], [16.0, 25.0]])
out = np.zeros((2, 2))
print(np.sqrt(a, out), np.add(a, 1, out=out), np.multiply(a, a, out=out, where=a > 5), out)
print(np.add(np.int8(100), np.array([100], dtype=np.int8), dtype=np.int64))
print(np.add.reduce(a), np.maximum.reduce(a, axis=1), np.multiply.accumulate(a, axis=1), np.hypot.reduce(a[:, 0]))
print(np.subtract.outer(np.arange(3), np.arange(2)), np.bitwise_or.reduce(np.array([1, 4, 8])))
counts = np.zeros(4)
np.add.at(counts, np.array([0, 1, 1, 3, 1]), 1)
np.maximum.at(counts, np.array([2]), np.array([7.5]))
print(counts, np.frexp(np.array([8.0, -0.3, 0.0])), np.modf(2.5), np.ldexp(0.75, 4), np.divmod(np.arange(4), 3))
try:
    np.add(a, 0.5, out=np.zeros((2, 2), dtype=np.int64))
except TypeError:
    print("TypeError")
