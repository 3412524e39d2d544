# Shifts, bit operations, floor division, remainder and powers of sized integers.
import numpy as np

for_signed = np.arange(-4, 4, dtype=np.int16)
u = np.arange(8, dtype=np.uint8)
print(for_signed << 1, for_signed >> 1, for_signed & 3, for_signed | 8, for_signed ^ 5, ~for_signed, -for_signed)
print(u << 6, u >> 1, ~u, -u, u - 1, u * 100)
print(for_signed // 3, for_signed % 3, for_signed // -2, for_signed % -2, u // 3, u % 3)
print(for_signed**2, for_signed**3, u**3, u**0, for_signed**u)
print(for_signed / 2, u / 4, (u / 4).dtype)
print(u << 9, for_signed >> 20)
