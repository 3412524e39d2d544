# Counts between edges: the edges have the dtype of floats, and the last part includes its end.
import numpy as np

a = np.array([0.5, 1.25, 2.0, 2.0, -1.0, 3.0], dtype=np.float32)
counts, edges = np.histogram(a, 4)
print(counts, edges, edges.dtype)
print(np.histogram(a, np.array([0.0, 1.0, 2.0])), np.histogram(a, 3, range=(0.0, 3.0), density=True)[0])
print(np.histogram(a, 2, weights=np.arange(6.0))[0], np.histogram_bin_edges(np.array([1, 1]), 2))
print(np.digitize(np.array([0.5, 1.0, 2.5]), np.array([3.0, 2.0, 1.0])))
try:
    np.histogram(a, np.array([1.0, 0.0]))
except ValueError as error:
    print(error)
