"""Lists of arrays, arrays of lists, dictionaries of arrays."""
import numpy as np


def main():
    rows = [np.arange(3.0) * i for i in range(4)]
    print(rows[2], len(rows), sum(r.sum() for r in rows))
    rows[1][2] = 10.0
    print(rows[1], max(r.max() for r in rows))
    rows.append(np.ones(3))
    total = np.zeros(3)
    for r in rows:
        total += r
    print(total)
    a = np.zeros((2, 3))
    for i, r in enumerate(a):
        r[:] = i + 1
    print(a)
    values = [1.5, 2.5, 3.5]
    b = np.array(values)
    print(b, b.dtype, np.array([[1, 2], [3, 4]]), np.array([1, 2, 3]).sum())
    c = np.asarray([i * i for i in range(5)], dtype=np.float64)
    print(c, c.mean(), list(b), b.tolist())
    named = {"x": np.arange(2), "y": np.arange(2) + 5}
    named["x"][0] = 7
    for k, v in named.items():
        print(k, v, v.sum())
    pair = (np.ones(2), [1, 2])
    pair[1].append(3)
    print(pair[1], pair[0])
    x = np.array([(1.0, 2.0), (3.0, 4.0)])
    print(x, x.shape)
    histogram = [0] * 4
    for v in np.array([0, 1, 1, 3, 3, 3]):
        histogram[v] += 1
    print(histogram)
    idx = [2, 0]
    print(np.arange(5.0)[np.array(idx)])


main()
