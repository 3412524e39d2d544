# What NumPy's functions of integers do at the ends of a dtype.
import numpy as np

a = np.array([-2147483648, 6, -4, 719939251], dtype=np.int32)
print(np.gcd(a, np.int32(12)), np.lcm(a, np.int32(3)), np.gcd(a, a))
print(np.reciprocal(np.array([1, -1, 2, -7])), np.conjugate(np.array([True, False])).dtype)
print(np.bitwise_count(np.array([-1, 7, -8, 0])), np.vander(np.array([1, 2], dtype=np.int8), 3).dtype)
print(np.quantile(np.arange(3, dtype=np.uint64) * np.uint64(4611686018427387909), 0.25))
