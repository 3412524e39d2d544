# Edit distance of strings and of arrays by the same function; a table of distances; early exits.
import numpy as np


def distance(a, b, limit=None):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x != y)))
        if limit is not None and min(current) > limit:
            return limit + 1
        previous = current
    return previous[-1]


words = ["kitten", "sitting", "mitten", "", "knitting"]
for w in words:
    print(w, [distance(w, v) for v in words])
print(distance("abcdefgh", "zzzzzzzz", 3), distance(np.array([1, 2, 3, 4]), np.array([1, 3, 4, 5])), distance([1, 2], [2, 1], 5))
nearest = {w: min((distance(w, v), v) for v in words if v != w) for w in words}
for w, found in nearest.items():
    print(f"{w!r:>12} -> {found[1]:<10}{found[0]:3d}")
