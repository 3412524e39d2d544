"""enumerate, zip, reversed, sorted, map, filter over everything."""
import numpy as np


def main():
    names = ["x", "y", "z"]
    values = [1.5, -2.0, 0.25]
    for i, (n, v) in enumerate(zip(names, values), start=1):
        print(i, n, v)
    for a, b, c in zip(names, range(10, 13), reversed(values)):
        print(a, b, c)
    print(list(reversed(range(5))), list(zip([1, 2], "ab")), sorted(zip(values, names)))
    print(list(enumerate(names, 10)), dict(enumerate(names)))
    for i, row in enumerate(np.arange(6).reshape(3, 2)):
        print(i, row, row.sum())
    print([x for x in reversed(names) if x != "y"], sorted(values, reverse=True), sorted(names, key=lambda s: -ord(s)))
    print(sum(x * y for x, y in zip([1, 2, 3], [4, 5, 6])), max(abs(v) for v in values), min((v, n) for v, n in zip(values, names)))
    print(any(v < 0 for v in values), all(n < "zz" for n in names), sum([0.1] * 10), sum([[1], [2]], []))
    for i in range(len(names) - 1, -1, -1):
        print(names[i], end=" ")
    print()
    it = {k: i for i, k in enumerate("abc")}
    print(it, list(it), list(it.keys()), list(it.values()), list(it.items()), sorted(it, reverse=True))
    evens, odds = [], []
    for i in range(7):
        (evens if i % 2 == 0 else odds).append(i)
    print(evens, odds)
    a, b, *c = range(6)
    print(a, b, c)
    [p, q] = [1, 2]
    (r, s), t = (3, 4), 5
    print(p, q, r, s, t)
    nested = [(1, (2, 3)), (4, (5, 6))]
    for a, (b, c2) in nested:
        print(a + b + c2)
    print(list(map(lambda a, b: a * b, [1, 2], [3, 4])), list(filter(None, [0, 1, 2])), list(map(abs, values)))


main()
