# What each iteration of a prange loop touches is its own: of arrays, of their rows, and of arrays in structs and tuples.
import amaru
import numpy as np


@amaru.struct
class Points:
    x: amaru.f64[:]
    y: amaru.f64[:]


def fill(row, value):
    for j in range(len(row)):
        row[j] = value


@amaru.jit
def with_shape(a: amaru.i64[:, :]):
    for i in amaru.prange(a.shape[0]):
        for j in range(a.shape[1]):
            a[i, j] += a.shape[1] + len(a) + a.size + a.ndim


@amaru.jit
def with_rows(a: amaru.f64[:, :]):
    for i in amaru.prange(len(a)):
        row, k = a[i], i
        row[0] = row[1] + k
        fill(a[i, 2:], float(i))


@amaru.jit
def with_columns(a: amaru.f64[:, :]):
    for i in amaru.prange(a.shape[1]):
        a.T[i, 0] = a.T[i, 1] + i


def with_parts(n: int):
    points = Points(np.zeros(n), np.ones(n))
    pair = (np.zeros(n), np.ones(n))
    for i in amaru.prange(n):
        points.x[i] = points.y[n - 1 - i] + i
        pair[0][i] = pair[1][0] + i
    return points.x.sum() + pair[0].sum()


@amaru.jit
def backwards(a: amaru.f64[:], b: amaru.f64[:], k: int, step: int):
    for rev in amaru.prange(1, k):
        j = k - rev
        before = j - 1
        if step % 2 == 0:
            a[j] = b[before] + 1.0
        else:
            b[j] = a[before] + 2.0


whole = np.zeros((3, 4), dtype=np.int64)
with_shape(whole)
print(whole)
rows = np.arange(12.0).reshape(3, 4)
with_rows(rows)
with_columns(rows)
print(rows)
print(with_parts(5))
even, odd = np.arange(6.0), np.ones(6)
for step in range(3):
    backwards(even, odd, 6, step)
print(even, odd)
