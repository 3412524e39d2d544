"""BLAS."""

import numpy as np


def run(d):
    np.matmul(d["a"], d["b"], out=d["out"])
