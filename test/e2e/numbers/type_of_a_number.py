# type() of a number is its class: called, it converts; compared, it is decided by the types.
import numpy as np


def scaled(x, scale):
    return x * (type(scale)(1) / scale)


def noisy():
    print("called")
    return 2.0


def is_whole(x):
    return type(x) is int


print(scaled(3.0, 2.0), scaled(np.float32(3), np.float32(2)), type(7)(2.9))
print(type(noisy())(5))
print(type(1) == int, type(1) == float, type(np.float32(1)) == np.float32, is_whole(3), is_whole(3.0), is_whole(True))
print(type(1.5) is not float, type(2j) is complex, type(1) is type(2))
