# Sums and products of floats that do not lie in C order have NumPy's bits: temporaries lie as the array does.
import numpy as np


def show(b):
    print(repr(b.var()), repr(b.std(axis=1)), repr(b.var(axis=0, ddof=1)))
    print(repr(b.prod()), repr(np.nanvar(b, axis=1)), repr(np.nansum(b)))


a = np.sin(np.arange(60.0)).round(6).reshape(5, 12)
show(a)
show(a.T)
show(a[::2, ::-3])
show(a.astype(np.float32).T)
