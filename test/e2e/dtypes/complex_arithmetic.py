# Python's complex numbers: arithmetic, comparison, text.
def show(z: complex, w: complex):
    print(z, w)
    print(z + w, z - w, z * w, z / w, -z, +z)
    print(abs(z), z.real, z.imag, z.conjugate())
    print(z == w, z != w, z == z, bool(z))


show(1 + 2j, 3 - 4j)
show(0j, 1j)
show(-0.0 + 1.5j, 2.5 + 0j)
show(1e300 + 1e300j, 1e-5 - 1e5j)
print(1j, complex(1, 2), complex(3), 1e20 + 1e-5j, (1j, 2 + 3j))
print((1 + 2j) ** 2, (1 + 2j) ** -1, 2 ** (1 + 0j), (3 + 4j) ** 5)
print(1 + 2j + 1, 2 * (1 + 2j), (1 + 2j) / 2, 1.5 - 1j)
print(f"{1 + 2j:.3f} {1.5j:>20} {2 - 3.25j} {3 + 4j:.2e}")
x = 2.5
print(x.real, x.imag, (3).real, (3).imag)
