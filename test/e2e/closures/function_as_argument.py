# A function takes functions: one instance per function that it is given.
import numpy as np


def integrate(f, a, b, n):
    h = (b - a) / n
    s = 0.0
    for i in range(n):
        s += f(a + (i + 0.5) * h)
    return s * h


def square(x):
    return x * x


def apply_to(f, a):
    for i in range(len(a)):
        a[i] = f(a[i])
    return a


k = 3.0
print(round(integrate(square, 0.0, 1.0, 1000), 6))
print(round(integrate(lambda x: k * x, 0.0, 1.0, 1000), 6))
print(apply_to(lambda x: x + 1, np.zeros(3)))


def outer(m):
    return integrate(lambda x: m * x * x, 0.0, 2.0, 100)


print(round(outer(2.0), 3), round(outer(5), 3))
