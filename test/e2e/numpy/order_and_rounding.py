# Arrays in Fortran order when asked for; tens of whole numbers; limits by other names.
import numpy as np

print(np.zeros((2, 3), order="F").strides, np.full((2, 2), 7, order="F"), np.ones((3, 2)).copy("F").strides)
a = np.array([14, -25, 35, 96])
print(np.round(a, -1), np.around(a, 2), np.round(np.array([1.25 + 2.75j]), 1), np.clip(a, min=0), np.clip(a, 0, 20, out=a), a)
