# Of the iterations that run side by side one reads beyond the array: those before it have stored.
import numpy as np


def last_digits(table, out):
    for i in range(out.shape[0]):
        n = i * i
        while n >= 10:
            n = n // 10
        s = 0.0
        for k in range(30):
            s += table[n] * k
        out[i] = s


def total(out):
    s = 0.0
    for x in out:
        s += x
    print(s)


out = np.zeros(40)
table = np.ones(10)
last_digits(table, out)
total(out)
last_digits(table[:6], out[:8])
total(out)
last_digits(table[:9], out)
