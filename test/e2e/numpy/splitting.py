# The parts of an array are a list of views, however many there are.
import numpy as np

a = np.arange(24).reshape(4, 6)
n = 3
for part in np.split(a, n, axis=1) + np.array_split(a, 4, 1):
    print(part.shape, part.sum())
first, second = np.split(np.arange(5), [2])
second[0] = 9
print(first, second, len(np.vsplit(a, 2)), len(np.hsplit(a, [1, 4])), np.dsplit(a[None], 3)[1])
for sections in (5, -2):
    try:
        np.split(a, sections)
    except ValueError as error:
        print(error)
