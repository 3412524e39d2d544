# Operators work element by element; a number meets every element.
import numpy as np

a = np.arange(4)
b = np.full(4, 2.5)
print(a + b, a * 2, 1 - a, -b)
print(a / 2, a // 2, a % 3, a**2)
print(a * b + 1.0)
