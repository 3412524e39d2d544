# A store in a branch that also computes what takes long: powers of any exponent, and a loop.
import numpy as np


def gradient(x, y):
    total = 0.0
    grad = np.zeros(x.shape)
    for i in range(x.shape[0]):
        size = np.abs(x[i]) + np.abs(y[i])
        if size > 0:
            total += np.abs(x[i] - y[i]) / size
            grad[i] = np.sign(x[i] - y[i]) / size - np.abs(x[i] - y[i]) * np.sign(x[i]) / size**2
    return total, grad


def rows(m, out, last):
    for i in range(m.shape[0]):
        if m[i, 0] > 0:
            largest = m[i, 0]
            for j in range(1, m.shape[1]):
                if m[i, j] > largest:
                    largest = m[i, j]
            out[i] = np.sin(largest) ** 3
            if largest > 5:
                last[i] = np.power(largest, 0.5)
        else:
            out[i] = -1.0


x = np.arange(37.0) % 7 - 3
print(gradient(x, x[::-1] * 0.5))
m = (np.arange(90.0).reshape(30, 3) * 7) % 11 - 2
out, last = np.zeros(30), np.full(30, 9.0)
rows(m, out, last)
print(np.round(out, 12), np.round(last, 12))
