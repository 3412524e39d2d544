# Products of vectors and matrices (whole numbers, so that every order of adding gives the same).
import numpy as np

a = np.arange(6.0).reshape(2, 3)
b = np.arange(12.0).reshape(3, 4)
v = np.arange(3.0)
print(a @ b, a @ v, v @ b, v @ v, np.dot(a, b), np.dot(v, v), np.matmul(a, b), a.dot(v))
print(np.outer(v, v), np.inner(v, v), np.vdot(a, a), np.kron(a, a[:, :2]), np.trace(b), np.cross(v, v[::-1]))
s = np.arange(12).reshape(2, 2, 3)
print(s @ s.transpose(0, 2, 1), s @ np.arange(3))
i = np.arange(4).reshape(2, 2)
print(i @ i, (i @ i).dtype)
