"""Escape times: a while loop whose length depends on the data."""

import numpy as np

TITLE = "mandelbrot, 1000x1000, 200 steps"
SIZE = 1000
CPYTHON_SIZE = 100
# Contraction moves a few points of the boundary: the share of points that may differ.
TOLERANCE = 2e-3
COMPARE = "share"
C_ARGUMENTS = ["size", "limit", "out"]


def work(size):
    return size * size


def data(size):
    return {"size": size, "limit": 200, "out": np.zeros((size, size), dtype=np.int32)}
