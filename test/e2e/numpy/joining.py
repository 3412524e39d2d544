# concatenate, stack and their relatives.
import numpy as np

a = np.arange(6).reshape(2, 3)
b = a * 1.5
print(np.concatenate((a, b)), np.concatenate((a, a), axis=1), np.concatenate((a, b, a), axis=None))
print(np.stack((a, a)), np.stack((a[0], a[1]), axis=1), np.vstack((a[0], a[1])), np.hstack((a, b)))
print(np.dstack((a, a)).shape, np.column_stack((a[0], a[1])), np.append(a[0], a[1]), np.append(a, 5))
print(np.tile(a, 2), np.tile(a[0], (2, 2)), np.repeat(a, 2), np.repeat(a, 2, axis=0), np.roll(a, 1), np.roll(a, -1, axis=1))
print(np.pad(a[0], 2), np.pad(a, 1, mode="edge"), np.pad(a[0], (1, 2), mode="reflect"), np.pad(a[0], 3, mode="wrap"))
x, y = np.meshgrid(np.arange(3), np.arange(2))
print(x, y)
first, second = np.split(np.arange(6), 2)
print(first, second, np.delete(np.arange(5), 2))
