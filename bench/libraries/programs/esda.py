import numpy as np
import esda
from libpysal.weights import lat2W

rng = np.random.default_rng(0)
w = lat2W(5, 5)
y, z = rng.random(25), rng.random(25)
for statistic in (esda.Moran_Local, esda.G_Local, esda.Geary_Local):
    try:
        statistic(y, w, permutations=19)
    except Exception:
        try:
            statistic(permutations=19, connectivity=w).fit(y)
        except Exception as error:
            print(statistic, error)
for statistic in (esda.Moran_Local_BV, esda.Spatial_Pearson_Local if hasattr(esda, "Spatial_Pearson_Local") else esda.Moran_Local_BV):
    try:
        statistic(y, z, w, permutations=19)
    except Exception as error:
        print(statistic, error)
esda.Join_Counts_Local(connectivity=w, permutations=19).fit((y > 0.5).astype(int))
