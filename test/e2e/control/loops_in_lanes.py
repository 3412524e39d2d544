# Outer loops whose iterations run in the lanes of vectors, with every number of lanes left over: the answers, in the order
# of the serial loop, for lanes that leave early, that take other branches, that overlap what others read, and that sum up.
import numpy as np


def escape(n, limit, out):
    for i in range(n):
        x = 0.3 + i * 0.013
        k = 0
        while k < limit and x < 50.0:
            x = x * x + 0.1
            k += 1
        out[i] = k


def collatz_longest(n):
    best = 0
    start = 0
    for i in range(1, n):
        x = i
        length = 1
        while x != 1:
            if x % 2 == 0:
                x = x // 2
            else:
                x = 3 * x + 1
            length += 1
        if length > best:
            best = length
            start = i
    return start, best


def column_dots(a, b, out):
    n, m = b.shape
    for j in range(m):
        s = 0.0
        for k in range(n):
            s += a[k] * b[k, j]
        out[j] = s


def count_hits(n, rounds):
    hits = 0
    total = 0.0
    for c in range(n):
        s = c * 7 + 1
        near = 0
        for _ in range(rounds):
            s = (s * 1103515245 + 12345) % 2147483648
            if s < 1073741824:
                near += 1
        hits += near
        total += near / rounds
    return hits, total


def branches(n, out):
    for i in range(n):
        v = 0
        if i % 3 == 0:
            for k in range(20):
                v += i // (k + 1)
        elif i % 3 == 1:
            d = i
            while d > 0:
                v += d % 10
                d //= 10
        else:
            v = -i
        out[i] = v


def guarded_division(n, z, out):
    for i in range(n):
        s = 0
        for k in range(12):
            d = i - 5
            if d != 0:
                s += 1000 // d
            if z != 0:
                s += 17 // z
        out[i] = s


def shifted(a, b, rounds):
    for i in range(a.shape[0]):
        s = a[i]
        for k in range(rounds):
            s = s * 0.5 + 1.0
        b[i] = s


def narrow(n, out):
    for i in range(n):
        x = np.int32(i)
        y = np.float32(0.1)
        for k in range(15):
            x = x * np.int32(1664525) + np.int32(1013904223)
            y = y * np.float32(1.5) + np.float32(x)
        out[i] = y


def argmin_distance(n, rounds):
    best = 1e300
    where = -1
    for i in range(n):
        d = 0.0
        for k in range(rounds):
            t = (i * 37 + k * 11) % 101 - 50.0
            d += t * t
        if d < best:
            best = d
            where = i
    return where, best


def nested(n, m, out):
    for i in range(n):
        for j in range(m):
            s = 0
            for k in range(j):
                s += i ^ k
            t = 0
            while t * t < s:
                t += 1
            out[i, j] = t


for q in range(8):
    n = q * q * q // 4 + q
    counts = np.zeros(n, dtype=np.int64)
    escape(n, 40, counts)
    print(counts)
    print(collatz_longest(n))
    print(count_hits(n, 10))
    branches(n, counts)
    print(counts)
    guarded_division(n, 0, counts)
    print(counts)
    guarded_division(n, 3, counts)
    print(counts)
    out32 = np.zeros(n, dtype=np.float32)
    narrow(n, out32)
    print(out32)
    print(argmin_distance(n, 10))
    grid = np.zeros((3, n), dtype=np.int64)
    nested(3, n, grid)
    print(grid)

b = np.zeros((9, 21))
for i in range(9):
    for j in range(21):
        b[i, j] = (i * 5 + j * 3) % 7 / 3.0
out = np.zeros(21)
column_dots(b[:, 0], b, out)
print(out)
column_dots(b[:, 0], b, b[4])
print(b[4])
v = np.arange(40) / 7.0
shifted(v[:-1], v[1:], 9)
print(v)
shifted(v[1:], v[:-1], 9)
print(v)
shifted(v, v, 9)
print(v)
shifted(v[::-1], v, 9)
print(v)
