# Long lines are broken at 75 characters; above 1,000 elements the middle is left out.
import numpy as np

print(np.arange(40))
print(np.arange(2000))
print(np.linspace(0.0, 1.0, 15))
