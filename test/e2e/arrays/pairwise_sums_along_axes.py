# Float sums along axes have the bits of NumPy, whatever the layout.
import numpy as np

a = np.sin(np.arange(3 * 50 * 70) * 0.37).astype(np.float32).reshape(3, 50, 70)
print(a.sum(axis=0).sum(), a.sum(axis=1).sum(), a.sum(axis=2).sum(), a.sum())
print(a.T.sum(axis=0).sum(), a.T.sum(), a[:, ::2].sum(), a[:, :, ::3].sum(axis=(0, 2)).sum(), a[::-1].sum())
print(a.sum(axis=(0, 1))[:4], a.sum(axis=(1, 2)), a.mean(axis=0)[0, :3], a.var(axis=1)[0, :3])
