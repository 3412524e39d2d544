# Tuples compare element by element.
print((1, 2) == (1, 2), (1, 2) != (1, 3))
print((1, 2) < (1, 3), (2, 0) > (1, 9))
