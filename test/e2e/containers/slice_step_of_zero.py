"""A step of zero."""


def every(a, n):
    return a[::n]


print(every([1, 2, 3], 2))
print(every([1, 2, 3], 0))
