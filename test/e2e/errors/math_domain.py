# math.sqrt of a negative number. The wording of the message changed between versions of Python.
# compare: class
import math


def root(x):
    return math.sqrt(x)


print(root(4.0))
print(root(-4.0))
