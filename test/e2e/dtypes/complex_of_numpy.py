# NumPy's complex scalars and arrays.
import numpy as np

z = np.complex128(1 + 2j)
w = np.complex64(3 - 1j)
print(z, w, z * z, z / w, w * w, w / w, z + 1, w + 1.5, (z, w))
print(abs(z), abs(w), z.real, w.imag, z.conjugate(), z == w, z == 1 + 2j)
a = np.zeros(4, dtype=np.complex128)
a[0] = 1
a[1] = 2j
a[2] = 1 + 1j
a[3] = -1.5
print(a)
print(a + a, a - 1, a * 2, a / (1 + 1j), -a)
print(a.real, a.imag, np.conj(a), np.abs(a), a == a, a != 1)
print(a.sum(), a.mean(), a.prod())
a.real[1] = 7.0
print(a)
b = a.astype(np.complex64)
print(b, b.dtype, b.itemsize, b * b)
m = np.ones((2, 2), dtype=np.complex64)
m[0, 1] = 2 - 1.25j
print(m, m.T, m @ m)
print(np.zeros(2, dtype=complex), z**2, z**3)
