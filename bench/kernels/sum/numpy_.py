"""NumPy adds pairwise."""

import numpy as np


def run(d):
    d["out"][0] = np.sum(d["x"])
