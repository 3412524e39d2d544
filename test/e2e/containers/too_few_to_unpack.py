"""Unpacking a list that is too short."""


def first_two(a):
    x, y = a
    return x + y


print(first_two([1, 2]))
print(first_two([1]))
