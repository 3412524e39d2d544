# float16 computes through float32 and rounds each result.
import numpy as np

h = np.arange(1, 9, dtype=np.float16)
g = h / np.float16(3)
print(h, g, g + h, g - h, g * h, h // g, h % g, -g)
print(g.sum(), g.mean(), g.max(), h.prod(), np.sqrt(h), g.dtype)
print(np.float16(0.1) + np.float16(0.2), np.float16(1000) * np.float16(60), np.float16(65504) + np.float16(32))
print(g < h, g == g, h.astype(np.int32))
