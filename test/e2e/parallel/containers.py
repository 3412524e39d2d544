"""Parallel loops read containers from outside, make their own, and write elements of a list."""
from amaru import prange


def read(n):
    names = [str(i) for i in range(n)]
    table = {name: i for i, name in enumerate(names)}
    total = 0
    for i in prange(n):
        total += table[names[i]] + len(names[i] + "x")
    return total


def own(n):
    rows = [[0, 1], [1], [2]]
    out = [0] * n
    for i in prange(n):
        products = [[k * i for k in row] for row in rows]
        for row in products:
            row.append(3)
        counts = {}
        for row in products:
            for k in row:
                counts[k] = counts.get(k, 0) + 1
        out[i] = sum(sum(row) for row in products) + len(counts)
    return out


def texts(n):
    out = [""] * n
    for i in prange(n):
        out[i] = str(i) + "!"
    return out


print(read(2000), own(5), texts(2000)[-1])
