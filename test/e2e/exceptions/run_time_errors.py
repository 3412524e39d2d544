# What our own checks raise is caught like anything else.
import numpy as np


def attempt(n):
    a = np.zeros(4)
    try:
        if n == 0:
            return a[9]
        if n == 1:
            return 1.0 / a.size * 0 + 1.0 / (a.size - 4.0)
        if n == 2:
            return 5 % (n - 2)
        if n == 3:
            return float(int("12x"))
        if n == 4:
            return a[: n - 1].sum() + float(int(1e30) > 0) * 0 + np.zeros((2, 3))[1, n]
        if n == 5:
            return a[0] + np.zeros(n - 6).size
        if n == 6:
            return (2.0 ** 2000)
    except IndexError as e:
        print("index:", e)
    except (ZeroDivisionError, OverflowError) as e:
        print("arithmetic:", e)
    except ValueError as e:
        print("value:", e)
    return -1.0


for n in range(7):
    if n != 4:
        print(attempt(n))


def recursive(n):
    return recursive(n + 1) + 1


try:
    recursive(0)
except RecursionError as e:
    print(e)
