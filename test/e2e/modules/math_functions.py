# math: what is exact is printed as it is, what passes through a series is rounded.
import math

print(math.sqrt(2.0), math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.fabs(-3))
print(math.pi, math.e, math.inf, math.tau)
print(f"{math.sin(1.0):.12f} {math.cos(1.0):.12f} {math.tan(1.0):.12f}")
print(f"{math.exp(1.5):.12f} {math.log(10.0):.12f} {math.log2(10.0):.12f} {math.log10(5.0):.12f}")
print(f"{math.atan2(1.0, -1.0):.12f} {math.hypot(3.0, 4.0):.12f} {math.erf(0.5):.12f}")
