# Elements put in and left out, indices of triangles, choices between arrays.
import numpy as np

a = np.arange(12).reshape(3, 4)
print(np.insert(a, 1, 9, axis=1), np.insert(a[0], [1, 3], [7, 8]), np.trim_zeros(np.array([0, 1, 0, 2, 0])))
print(np.tril_indices(3), np.diag_indices(2), a[np.triu_indices_from(a, 2)], np.ix_([0, 2], [1, 3]))
d = a.copy()
np.fill_diagonal(d, -1)
np.putmask(d, d > 8, [100, 200])
print(d, np.unravel_index(7, (3, 4)), np.ravel_multi_index((1, 2), (3, 4)))
print(np.select([a < 3, a > 8], [a, a * 10], -1), np.choose(np.array([1, 0, 1]), (np.arange(3), a[1, :3])))
print(np.apply_along_axis(np.sort, 0, -a), np.gradient(np.array([1.0, 4.0, 9.0]), 0.5), np.tensordot(a, a.T, 1))
print(np.shape(a), np.ndim(3), np.unwrap(np.array([0.0, 6.0, 12.0])).round(9), np.sum((1, 2, 3)), np.max(4))
