# Optimisers that take functions: golden section, Newton with a fallback, Nelder and Mead, gradient descent with momentum.
import math

import numpy as np




def golden(f, a, b, tol=1e-8):
    ratio = (math.sqrt(5) - 1) / 2
    c, d = b - ratio * (b - a), a + ratio * (b - a)
    steps = 0
    while abs(b - a) > tol:
        if f(c) < f(d):
            b = d
        else:
            a = c
        c, d = b - ratio * (b - a), a + ratio * (b - a)
        steps += 1
    return (a + b) / 2, steps


def newton(f, df, x, lo, hi, tol=1e-12, maximum=50):
    for i in range(maximum):
        slope = df(x)
        step = f(x) / slope if slope != 0 else math.inf
        y = x - step
        if not lo <= y <= hi:
            y = (lo + hi) / 2
        if f(y) > 0:
            hi = y
        else:
            lo = y
        if abs(y - x) < tol:
            return y, i
        x = y
    raise ValueError("no convergence after " + str(maximum) + " steps")


def descend(gradient, x, rate=0.1, momentum=0.5, steps=60):
    velocity = np.zeros_like(x)
    history = []
    for _ in range(steps):
        g = gradient(x)
        velocity = momentum * velocity - rate * g
        x = x + velocity
        history.append(float(np.sqrt((g * g).sum())))
    return x, history


def simplex(f, start, steps=80):
    n = len(start)
    points = [start.copy() for _ in range(n + 1)]
    for i in range(n):
        points[i + 1][i] += 1.0
    for _ in range(steps):
        points.sort(key=lambda p: f(p))
        centre = sum([p for p in points[:-1]], np.zeros(n)) / n
        worst = points[-1]
        reflected = centre + (centre - worst)
        if f(reflected) < f(points[0]):
            expanded = centre + 2 * (centre - worst)
            points[-1] = expanded if f(expanded) < f(reflected) else reflected
        elif f(reflected) < f(points[-2]):
            points[-1] = reflected
        else:
            points[-1] = centre + 0.5 * (worst - centre)
    return points[0]


target = np.array([1.0, -2.0])
x, steps = golden(lambda x: (x - 1.25) ** 2 + 3, -4.0, 6.0)
print(round(x, 6), steps)
print(newton(lambda x: x**3 - 2, lambda x: 3 * x**2, 1.0, 0.0, 2.0)[0])
found, history = descend(lambda x: 2 * (x - target), np.zeros(2))
print(np.round(found, 6), len(history), history[0] > history[-1], round(history[0], 6))
print(np.round(simplex(lambda p: (p[0] - 3) ** 2 + (p[1] + 1) ** 2, np.zeros(2)), 3))
try:
    newton(lambda x: x * x + 1, lambda x: 2 * x, 1.0, -2.0, 2.0, maximum=5)
except ValueError as error:
    print("error:", error)
