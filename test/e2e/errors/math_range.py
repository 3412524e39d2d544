# math.exp beyond the largest float.
import math


def grow(x):
    return math.exp(x)


print(grow(0.0))
print(grow(1000.0))
