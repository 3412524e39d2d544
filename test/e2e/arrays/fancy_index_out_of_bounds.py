# An index array out of range names the axis.
import numpy as np

a = np.zeros((3, 4))
i = np.arange(5)
print(a[:, i])
