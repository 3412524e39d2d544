# A default is evaluated once, where the function is defined.
import numpy as np

count = 2


def scaled(x, factor=count * 10, offset=(1, 2.5)):
    return x * factor + offset[1]


count = 100
print(scaled(1), scaled(1, 2), scaled(1, offset=(0, 0.0)))


def shared(x, buffer=np.zeros(2)):
    buffer[0] += x
    return buffer[0]


print(shared(1.0), shared(2.0), shared(4.0))


def make(n):
    def f(x, m=n * 2):
        if x == 0:
            return m
        return f(x - 1) + 1

    g = lambda x, m=n: x + m
    n = 1000
    return f(3), g(1), g(1, 5), n


print(make(7))
