# Elements before the failing iteration are written.
import numpy as np


def fill(a, n):
    for i in range(n):
        print(i, end=" ")
        a[i] = i


fill(np.zeros(4), 6)
