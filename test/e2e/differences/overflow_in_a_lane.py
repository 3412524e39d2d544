# Of the iterations that run side by side one leaves 64 bits: it raises where the serial loop does.
# expect: OverflowError at line 10
import numpy as np


def powers(n, out):
    for i in range(n):
        x = 1
        for k in range(20):
            x = x * (i + 1)
        out[i] = x


out = np.zeros(30, dtype=np.int64)
powers(8, out)
print(out)
powers(30, out)
