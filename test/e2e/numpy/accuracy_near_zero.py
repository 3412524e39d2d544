# expm1 keeps its digits where exp(x) - 1 has lost them.
import math

import numpy as np

for x in (1e-3, 1e-8, -1e-12, 3e-300):
    series = x + x * x / 2 + x * x * x / 6
    print(abs(np.expm1(x) - series) <= 1e-12 * abs(x), abs(math.expm1(x) - series) <= 1e-12 * abs(x))
print(np.all(np.expm1(np.array([1e-8, 2e-8])) > np.array([1e-8, 2e-8])))
