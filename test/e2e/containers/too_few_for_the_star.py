"""Unpacking with a star needs the others."""


a = [1]
x, *y, z = a
print(x, y, z)
