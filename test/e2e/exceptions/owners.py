# Arrays and strings are released once on every way out; `--count-owners` counts what is left (amaru-leaks.py).
import numpy as np


def work(n, mode):
    a = np.zeros(n)
    s = "text" + str(n)
    try:
        b = a + 1.0
        s = s + "/" + str(mode)
        if mode == 1:
            raise ValueError(s)
        a = b * 2.0
        if mode == 2:
            return a[n]
        if mode == 3:
            return a.sum()
        a[0] = mode
    except ValueError as e:
        s = s + repr(e)
        a = a - 5.0
    except IndexError as e:
        if n > 3:
            raise RuntimeError(s) from e
        s = s + str(e)
    finally:
        s = s + "."
        if mode == 4:
            raise KeyError(s)
    return a.sum() + len(s)


def many(rounds):
    total = 0.0
    for i in range(rounds):
        try:
            total += work(i % 5 + 1, i % 7)
        except (RuntimeError, KeyError) as e:
            total += len(str(e))
    return total


print(many(200))
