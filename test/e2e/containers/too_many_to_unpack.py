"""Unpacking a list that is too long."""


a = [1, 2, 3]
x, y = a
print(x, y)
