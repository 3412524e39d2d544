# The rank of an array is part of its type, whatever the lists hold.
# expect: output (0, 0)
import numpy as np

rows = [[1.0]]
rows.clear()
print(np.array(rows).shape)
