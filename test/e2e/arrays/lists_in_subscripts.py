# Lists of numbers stand for arrays in subscripts, and where they are stored in a part of an array.
import numpy as np
a = np.zeros(5)
a[1:3] = [1, 2]
a[[0, 4]] = [7, 8]
m = np.zeros((2, 3), dtype=np.int32)
m[:] = [[1, 2, 3], [4, 5, 6]]
m[:, [True, False, True]] += 10
m[1, [0, 2]] = [2.9, -3.9]
print(a, m, m[[1, 0]], m[[0, 1], [2, 1]], a[[-1]], [x for x in a[[1, 2]]])
i = [k for k in range(2)]
print(a[i], m[i, 1], a[[True, False, False, False, True]])
try:
    a[[0, 9]]
except IndexError as error:
    print(error)
try:
    a[:2] = [1, 2, 3]
except ValueError as error:
    print(error)
print(np.round(np.array([1234, -5678, 50, 150]), -2), np.round(np.array([250], dtype=np.uint8), -1), np.round(np.array([1.255 + 2.5j]), 1), round(1 / 3, 3), np.round(2.5 - 0.04j, 0))
