import numpy as np
import pynndescent
from pynndescent import distances, sparse
import scipy.sparse

rng = np.random.default_rng(0)
x, y = rng.random(12).astype("f4"), rng.random(12).astype("f4")
p, q = x / x.sum(), y / y.sum()
for name, function in sorted(distances.named_distances.items()):
    try:
        function(p, q)
    except Exception:
        try:
            function(p, q, np.ones(12, "f4"))
        except Exception as error:
            print(name, error)
data = rng.random((60, 8)).astype("f4")
for metric in ("euclidean", "cosine", "manhattan", "hamming", "dot"):
    try:
        index = pynndescent.NNDescent(data, metric=metric, n_neighbors=5, n_trees=2, random_state=1, n_jobs=1)
        index.prepare(), index.query(data[:5], k=3)
    except Exception as error:
        print(metric, error)
