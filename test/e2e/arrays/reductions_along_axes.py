# Reductions along an axis, several axes, with keepdims.
import numpy as np

a = np.arange(24.0).reshape(2, 3, 4) / 7
print(a.sum(axis=0), a.sum(axis=1), a.sum(axis=2), a.sum(axis=-1), np.sum(a, axis=(0, 2)), np.sum(a, axis=(0, 1, 2)))
print(a.sum(axis=1, keepdims=True).shape, a.sum(keepdims=True), a.mean(axis=0), a.mean(axis=(1, 2)))
print(a.max(axis=0), a.min(axis=2), a.prod(axis=1), np.ptp(a, axis=0))
print(a.std(), a.var(), a.std(axis=0), a.var(axis=1, ddof=1), np.std(a, axis=(0, 1)))
i = np.arange(12).reshape(3, 4)
print(i.sum(axis=0), i.mean(axis=1), i.mean(), i.std(), (i > 5).sum(), (i > 5).sum(axis=0), (i > 5).mean())
print(np.argmax(i, axis=0), np.argmin(i, axis=1), i.argmax(), np.any(i > 10, axis=1), np.all(i >= 0), np.count_nonzero(i))
print(np.cumsum(i), np.cumsum(i, axis=0), np.cumprod(i[1]), i.cumsum(axis=1))
print(np.median(i), np.median(i, axis=0), np.percentile(i, 25), np.quantile(a, 0.3, axis=0))
print(np.sum(i, dtype=np.float32), np.sum(i.astype(np.uint8), axis=0), i.astype(np.int8).sum(axis=1).dtype)
x = np.zeros(4)
x[1] = np.nan
x[2] = 3
print(np.nansum(x), np.nanmean(x), np.nanmax(x), np.nanmin(x), np.nanstd(x), x.sum(), x.max())
