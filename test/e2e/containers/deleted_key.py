"""A key that was removed."""


d = {1: 2, 3: 4}
del d[1]
print(d, len(d))
print(d[1])
