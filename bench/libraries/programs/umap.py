import numpy as np
import umap
from umap import distances, layouts, umap_

rng = np.random.default_rng(0)
x, y = rng.random(12), rng.random(12)
for name, function in sorted(distances.named_distances.items()):
    try:
        function(x, y)
    except Exception:
        try:
            function(x, y, np.ones(12))
        except Exception as error:
            print(name, error)
for name, function in sorted(distances.named_distances_with_gradients.items()):
    try:
        function(x, y)
    except Exception as error:
        print(name, error)
data = rng.random((60, 5)).astype("f4")
umap.UMAP(n_neighbors=5, n_epochs=5, random_state=1, init="random").fit_transform(data)
umap.UMAP(n_neighbors=5, n_epochs=5, random_state=1, init="random", densmap=True).fit_transform(data)
umap.UMAP(n_neighbors=5, n_epochs=5, random_state=1, init="random").fit(data, (data[:, 0] > 0.5).astype(int)).transform(data[:5])
