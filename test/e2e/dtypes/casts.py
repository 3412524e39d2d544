# astype, scalar constructors and view between all kinds of numbers.
import numpy as np

a = np.arange(-3, 3)
print(a.astype(np.int8), a.astype(np.uint8), a.astype(np.uint16), a.astype(np.float32), a.astype(bool))
print(a.astype(np.float16), a.astype(np.complex64), (a * 1.7).astype(int), (a * 1.7).astype(np.int16))
print(a.astype(np.int32).view(np.uint32), a.astype(np.int8).view(np.uint8))
f = np.arange(4, dtype=np.float32)
print(f.view(np.int32), f.view(np.uint8).shape, f.view(np.uint8)[:8])
print(np.int8(3), np.uint16(40000), np.float32(0.1), np.float16(0.1), np.float64(0.1), np.bool_(2))
print(np.float32(1) / np.float32(3), np.float64(np.float32(0.1)), np.int64(2.9), np.uint8(200) + np.uint8(50))
print(np.float32(a))
