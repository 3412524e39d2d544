# Assigning to a slice needs as many elements as it has.
import numpy as np


def put(a, b):
    a[1:3] = b


put(np.zeros(5), np.ones(2))
put(np.zeros(5), np.ones(3))
