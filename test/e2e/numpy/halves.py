# Functions of float16 round once, from float32.
import numpy as np

h = np.array([1.109, 0.01, 300.0, -2.5], dtype=np.float16)
print(np.rad2deg(h), np.deg2rad(h), np.median(h), np.median(np.array([60000, 60000], dtype=np.float16)))
print(np.sinc(np.array([0.0, 1.5], dtype=np.float16))[0], np.spacing(h), np.nextafter(h, np.float16(0)))
