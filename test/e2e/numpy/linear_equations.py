# np.linalg by LAPACK: equations, factors, eigenvalues, norms; what is singular raises LinAlgError.
import numpy as np


def show(x):
    print(np.round(x, 9) + 0.0)


a = np.array([[4.0, 1.0, 2.0], [1.0, 3.0, 0.0], [2.0, 0.0, 5.0]])
b = np.array([1.0, 2.0, 3.0])
show(np.linalg.solve(a, b))
show(np.linalg.inv(a))
show(np.linalg.solve(np.stack((a, a * 2)), a[:, :2]))
show(np.array([np.linalg.det(a), np.linalg.norm(a), np.linalg.norm(b, 1), np.linalg.cond(a)]))
show(np.linalg.cholesky(a))
q, r = np.linalg.qr(a[:, :2])
show(q @ r)
u, s, vh = np.linalg.svd(a[:2], full_matrices=False)
show(u * s @ vh)
w, v = np.linalg.eigh(a)
show(w)
show(v * w @ v.T)
show(np.sort(np.linalg.eigvals(a)))
x, distances, rank, values = np.linalg.lstsq(a[:, :2], b)
show(x)
show(distances)
print(rank, np.linalg.matrix_rank(np.ones((3, 2))), np.linalg.matrix_power(np.array([[1, 1], [1, 0]]), 10))
show(np.linalg.pinv(a[:, :1]))
try:
    np.linalg.inv(np.zeros((2, 2)))
except np.linalg.LinAlgError as error:
    print(error)
np.linalg.cholesky(-a)
