# linspace includes both ends.
import numpy as np

print(np.linspace(0.0, 1.0, 5))
print(np.linspace(-1.0, 1.0, 3))
print(np.linspace(2.0, 3.0, 1))
