# A plain loop whose checks stay runs in lanes, whatever is left over at its end.
import math

import numpy as np


def transform(x, out):
    for i in range(len(x)):
        out[0, i] = math.exp(x[i])
        out[1, i] = math.log(x[i] + 700.0) + math.erf(x[i])


for n in (0, 1, 7, 40):
    x = np.linspace(-1.0, 1.0, n)
    out = np.zeros((2, n))
    transform(x, out)
    print(n, [f"{v:.10f}" for v in out[0]], [f"{v:.10f}" for v in out[1]])
