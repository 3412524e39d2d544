# Integrators that take the right-hand side as a function, with a tuple of parameters passed on by a star.
import math

import numpy as np


def rk4(f, t, y, h, *args):
    k1 = f(t, y, *args)
    k2 = f(t + h / 2, y + h / 2 * k1, *args)
    k3 = f(t + h / 2, y + h / 2 * k2, *args)
    k4 = f(t + h, y + h * k3, *args)
    return y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


def solve(f, y, t_end, steps, args):
    t, h = 0.0, t_end / steps
    for _ in range(steps):
        y = rk4(f, t, y, h, *args)
        t += h
    return y


def lorenz(t, y, sigma, rho, beta):
    return np.array([sigma * (y[1] - y[0]), y[0] * (rho - y[2]) - y[1], y[0] * y[1] - beta * y[2]])


def decay(t, y, rate):
    return -rate * y


print(np.round(solve(lorenz, np.array([1.0, 1.0, 1.0]), 1.0, 100, (10.0, 28.0, 8 / 3)), 6))
print(round(solve(decay, 1.0, 2.0, 50, (0.5,)), 9), round(math.exp(-1.0), 9))
print(round(solve(lambda t, y: math.cos(t), 0.0, math.pi / 2, 20, ()), 7))
