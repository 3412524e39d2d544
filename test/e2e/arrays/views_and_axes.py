# Transposing, reshaping and moving axes give views.
import numpy as np

a = np.arange(24).reshape(2, 3, 4)
print(a.T.shape, a.T.strides, a.strides, a.nbytes, a.itemsize)
print(np.swapaxes(a, 0, 2).shape, np.moveaxis(a, 0, -1).shape, a.transpose(1, 0, 2).shape)
print(a.reshape(6, 4), a.reshape(-1, 8).shape, a.reshape((4, -1)).shape, a.ravel().shape, a.flatten()[:3])
print(np.expand_dims(a, 1).shape, a[None].shape, a[:, None, 1].shape, a[..., None].shape, np.squeeze(a[:1], 0).shape)
b = a.reshape(4, 6)
b[0, 0] = 100
print(a[0, 0, 0])
t = a[0].T
t[0, 1] = -5
print(a[0])
print(np.diagonal(a[0]), a[0].diagonal(1), np.trace(a[0]), np.flip(a[0]), np.flipud(a[0]), np.fliplr(a[0]))
print(np.rot90(a[0]), np.rot90(a[0], 2), np.rot90(a[0], 3))
print(a[0].reshape(12)[::2].reshape(2, 3), a[0].T.reshape(12), a[0].reshape(4, 3, order="F"))
print(np.broadcast_to(np.arange(3), (2, 3)), a[0].T.ravel(), a[0].ravel(order="F"))
for row in a[0]:
    print(row)
print(np.zeros((0, 3)).shape, np.zeros((2, 0)), np.zeros((0, 3)).sum(axis=0), np.zeros((0, 3)).sum())
