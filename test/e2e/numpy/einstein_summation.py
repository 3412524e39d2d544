# Einstein's summation: the letters say how many axes the result has.
import numpy as np

a = np.arange(6).reshape(2, 3)
b = np.arange(12).reshape(3, 4)
print(np.einsum("ij,jk->ik", a, b), np.einsum("ij,jk", a, b), np.einsum("ij->ji", a), np.einsum("ij->", a))
print(np.einsum("ii", b[:, :3]), np.einsum("ii->i", b[:, :3]), np.einsum("i,j->ij", a[0], b[0]), np.einsum("ij,ij->i", a, a))
print(np.einsum("ij, jk, k -> i", a, b, b[0] * 1.5), np.einsum("bij,bjk->bik", np.stack((a, a)), np.stack((b, -b))))
try:
    np.einsum("ij,jk->ik", a, a)
except ValueError:
    print("ValueError")
