# The right side of a tuple assignment is evaluated before any target is set.
a, b = 1, 2
a, b = b, a
print(a, b)
a, b = b, a + b
print(a, b)
(a, b), c = (7, 8), 9
print(a, b, c)
