# What an expression makes lies in C order; NumPy's lies as its operands do.
# expect: output (16, 8)
import numpy as np

print((np.ones((2, 3)).T + 1).strides)
