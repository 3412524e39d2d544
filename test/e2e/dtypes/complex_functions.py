# cmath and NumPy's functions of complex numbers, rounded: libm's last bits are its own.
import cmath

import numpy as np


def show(z: complex):
    print(f"{z:.10f}")


z = 0.5 - 1.25j
show(cmath.sqrt(z))
show(cmath.exp(z))
show(cmath.log(z))
show(cmath.sin(z))
show(cmath.cos(z))
show(cmath.tanh(z))
show(cmath.asin(z))
show(cmath.rect(2.0, 0.5))
print(f"{cmath.phase(z):.10f} {cmath.polar(3 + 4j)[0]:.10f}")
a = np.zeros(2, dtype=np.complex128)
a[0] = z
a[1] = 2j
r = np.exp(a)
print(f"{r[0].real:.10f} {r[1].imag:.10f}")
s = np.sqrt(a)
print(f"{s[0].real:.10f} {s[1].imag:.10f}")
print(f"{np.angle(a)[0]:.10f}")
