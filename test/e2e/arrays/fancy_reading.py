# Arrays of indices and masks pick elements and rows.
import numpy as np

a = np.arange(24).reshape(4, 6)
i = np.arange(3)
j = np.arange(3) * 2
print(a[i], a[-i], a[i, j], a[i, 1], a[:, j], a[1, j], a[i, :2], a[i, None].shape)
print(a[i[:, None], j], a[i[:, None], j[None, :]].shape)
m = a % 3 == 0
print(a[m], a[a[:, 0] > 5], a[:, a[0] > 2])
b = np.arange(60).reshape(3, 4, 5)
print(b[i, :, i], b[:, i, i], b[..., i], b[0, i, i], b[i].shape, b[:, i].shape, b[i, :, 1:3].shape)
print(b[np.nonzero(b > 56)[0]].shape, np.where(b > 57), np.nonzero(a > 21))
print(a[m][::-1], a[np.flatnonzero(a[:, 1] > 5)], np.argwhere(a > 20))
e = np.arange(0)
print(a[e], a[e].shape, a[a < 0])
