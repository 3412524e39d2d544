# Elementary functions work on numbers and arrays alike.
import numpy as np

a = np.arange(4.0)
print(np.sqrt(a * a), np.abs(-a), np.minimum(a, 1.5), np.maximum(a, 2.0))
x = np.exp(a) + np.log(a + 1.0) + np.sin(a) * np.cos(a)
for i in range(4):
    print(f"{x[i]:.10f}")
print(np.sqrt(2.0), np.minimum(3, 2))
