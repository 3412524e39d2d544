# The elements of a strided part are added in the order in which NumPy's iterator takes them: rows where they are long,
# else gathered, as many whole rows as fit in its buffer of 8192.
import amaru
import numpy as np


def numbers(n: int):
    x = np.empty(n)
    for i in range(n):
        x[i] = ((i * 7919) % 1009 - 500) / 7.0 * (1.0 + (i % 13) * 100.0)
    return x


@amaru.jit
def every(a):
    return np.sum(a)


@amaru.jit
def first_two(a):
    return np.sum(a, axis=(0, 1))


@amaru.jit
def last_two(a):
    return np.sum(a, axis=(1, 2))


@amaru.jit
def outer_two(a):
    return np.sum(a, axis=(0, 2))


x = numbers(2 * 107 * 120)
box = x[:10800].reshape(60, 30, 6)
print(every(box[:, ::2]), every(box[:, :, ::2]), every(box[::-1, :, ::-1]))
print(every(x[:20000].reshape(200, 100)[:, :99]), every(x[:20000].reshape(2, 10000)[:, ::-1]))
print(every(x[:20000].reshape(4, 5000)[:, 1:]), every(x[:20000].reshape(5000, 4)[:, 1:]))
print(every(x.reshape(2, 107, 120)[:, :, :116]))
narrow = x[:1320].reshape(1, 22, 1, 60)
print(every(narrow[:, ::2, :, ::-3]), every(np.transpose(narrow, (3, 0, 1, 2))[1:]))
part = np.transpose(x[:10800].reshape(12, 30, 30)[:, ::2, 1:], (2, 0, 1))
print(first_two(part), last_two(part), outer_two(part))
small = x.astype(np.float32)[:10800].reshape(12, 30, 30)[:, ::2, 1:]
print(every(np.transpose(small, (2, 0, 1))), np.mean(part[::-1]))
