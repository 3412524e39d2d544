# Sparse matrices in compressed rows: product with a vector, transposition, and sums of duplicates.
import numpy as np


def matvec(indptr, indices, data, x):
    y = np.zeros(len(indptr) - 1, dtype=data.dtype)
    for row in range(len(y)):
        total = data.dtype.type(0)
        for k in range(indptr[row], indptr[row + 1]):
            total += data[k] * x[indices[k]]
        y[row] = total
    return y


def transpose(indptr, indices, data, columns):
    counts = np.zeros(columns + 1, dtype=np.int64)
    for c in indices:
        counts[c + 1] += 1
    starts = np.cumsum(counts)
    out_indices, out_data = np.empty_like(indices), np.empty_like(data)
    place = starts[:-1].copy()
    for row in range(len(indptr) - 1):
        for k in range(indptr[row], indptr[row + 1]):
            c = indices[k]
            out_indices[place[c]], out_data[place[c]] = row, data[k]
            place[c] += 1
    return starts, out_indices, out_data


indptr = np.array([0, 2, 3, 3, 6])
indices = np.array([0, 2, 1, 0, 1, 3])
data = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
print(matvec(indptr, indices, data, np.array([1.0, 2.0, 3.0, 4.0])))
t = transpose(indptr, indices, data, 4)
print(t[0], t[1], t[2])
print(matvec(t[0], t[1], t[2], np.array([1.0, 1.0, 1.0, 1.0])))
