"""A store outside of a list."""


def put(a, i):
    a[i] = 0


put([1, 2, 3], -4)
