"""An index outside of a list."""


def get(a, i):
    return a[i]


print(get([1, 2, 3], -3))
print(get([1, 2, 3], 3))
