# correlate conjugates its second argument; the sign of a complex number is its direction.
import numpy as np

z = np.array([1 + 2j, 3 - 1j, 2j])
print(np.correlate(z, np.array([1j, 2 + 1j])), np.correlate(np.array([1j]), z, "full"))
inf = np.inf
print(np.sign(np.array([3 + 4j, 0j, complex(inf, 1), complex(1, -inf), complex(inf, inf)])))
print(np.nan_to_num(np.array([complex(np.nan, 1), complex(2, inf)]), posinf=9.0))
print(np.array([1 + 3j, 2 - 1j, 4], dtype=np.complex64).mean())
