"""The sum of an array of floats: who may reorder, vectorises."""

import numpy as np

TITLE = "sum, f64, 10M"
SIZE = 10_000_000
CPYTHON_SIZE = 500_000
TOLERANCE = 1e-11
C_ARGUMENTS = ["size", "x", "out"]


def work(size):
    return size


def data(size):
    return {"size": size, "x": np.random.default_rng(2).random(size), "out": np.zeros(1)}
