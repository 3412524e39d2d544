# The traceback ends at the user's line: the function that raises is to them what a C function is to CPython.
import math


def root(x):
    return math.sqrt(x)


print(root(4.0))
print(root(-1.0))
