import numpy as np
import sparse

rng = np.random.default_rng(0)
a = sparse.random((6, 7), density=0.4, random_state=0)
b = sparse.random((7, 5), density=0.4, random_state=1)
for left in (a, a.asformat("gcxs")):
    for right in (b, b.asformat("gcxs")):
        left @ right
a @ rng.random((7, 3))
rng.random((3, 6)) @ a
a.asformat("gcxs") @ rng.random((7, 3))
rng.random((3, 6)) @ a.asformat("gcxs")
c = a.asformat("gcxs")
c[2], c[:, 1:4], c[1:5, 2], a[2], a[:, 1:4], a[[1, 2, 3]], a + a, a * a, c + c, a.reshape((7, 6)), c.reshape((7, 6)), a.T
a.sum(axis=0)
c.sum(axis=0)
sparse.concatenate([a, a])
sparse.stack([a, a])
sparse.concatenate([c, c])
a.todense()
c.todense()
d = sparse.DOK((4, 4)); d[1, 2] = 3.0; d.to_coo()
sparse.tensordot(a, b, axes=1)
sparse.dot(a, b)
sparse.kron(a, b)
sparse.where(a > 0.5, a, 0.0)
sparse.argmax(a, axis=0)
sparse.sort(a)
sparse.unique_values(a)
sparse.unique_counts(a)
sparse.diagonal(a)
sparse.tril(a)
sparse.random((5, 5), 0.5, random_state=3)
sparse.einsum("ij,jk->ik", a, b)
sparse.nanmax(a, axis=0)
sparse.take(a, np.array([0, 2]), axis=0)
