# A nested function and a lambda read variables of the function around them.
import numpy as np


def scale(values, factor):
    pair = (factor, 2)

    def one(x):
        return x * pair[0] + pair[1]

    total = 0.0
    for i in range(len(values)):
        total += one(values[i])
    return total


def element(values):
    at = lambda i: values[i]
    return at(0) + at(2)


print(scale(np.arange(1.0, 4.0), 3.0))
print(element(np.arange(5)))
print((lambda x, y=2: x * y)(21))
