"""Three loops as everybody writes them: who recognises them, wins by two orders of magnitude."""

import numpy as np

TITLE = "matmul, three loops, 512, f64"
SIZE = 512
CPYTHON_SIZE = 64
TOLERANCE = 1e-11
C_ARGUMENTS = ["size", "a", "b", "out"]


def work(size):
    return size**3


def data(size):
    random = np.random.default_rng(3)
    return {
        "size": size,
        "a": random.random((size, size)) - 0.5,
        "b": random.random((size, size)) - 0.5,
        "out": np.zeros((size, size)),
    }
