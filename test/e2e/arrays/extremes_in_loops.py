# Loops that look for the largest or smallest float, and where it is, run in lanes: the first of equals, NaN and -0.0 as
# CPython has them, whatever order the elements come in.
import math

import numpy as np


def extremes(a, start):
    most = start
    least = start
    where = -1
    for i in range(len(a)):
        if a[i] > most:
            most = a[i]
    for i in range(len(a)):
        if a[i] < least:
            least = a[i]
            where = i
    return float(most), float(least), where


def largest_of_each_row(a):
    out = np.zeros(a.shape[0], a.dtype)
    for i in range(a.shape[0]):
        most = a[i, 0]
        for j in range(1, a.shape[1]):
            if a[i, j] > most:
                most = a[i, j]
        out[i] = most
    return out


for n in (0, 1, 7, 16, 17, 100):
    up = np.arange(n) * 0.5
    down = up[::-1].copy()
    wave = np.cos(np.arange(n) * 1.0).round(3)
    for a in (up, down, wave, -wave, np.zeros(n)):
        print(n, extremes(a, 0.0), extremes(a, math.nan), extremes(a, math.inf), extremes(a, -math.inf))

zeros = np.zeros(40)
zeros[::3] = -0.0
print(extremes(zeros, -1.0), extremes(-zeros, -1.0), extremes(zeros, 1.0), extremes(-zeros, 1.0))
holes = np.arange(40) * 1.0
holes[5] = math.nan
holes[39] = math.nan
print(extremes(holes, -1.0), extremes(holes, 100.0))

table = (np.arange(120) * 7 % 31).reshape(5, 24)
print(largest_of_each_row(table.astype(np.float32)), largest_of_each_row(table.astype(np.float64)))
