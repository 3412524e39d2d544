# Sums of weights are float64 even when there are none.
# expect: output float64
import numpy as np

print(np.bincount(np.zeros(0, dtype=np.int64), weights=np.zeros(0)).dtype)
