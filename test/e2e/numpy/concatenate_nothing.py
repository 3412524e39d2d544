"""A list without arrays has nothing to concatenate."""
import numpy as np

a = [np.zeros(1)]
a.clear()
print(np.concatenate(a))
