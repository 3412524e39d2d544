"""out = a * x + y over 32-bit floats: bound by memory."""

import numpy as np

TITLE = "saxpy, f32, 10M"
SIZE = 10_000_000
CPYTHON_SIZE = 500_000
# Contraction changes the last bit.
TOLERANCE = 2e-7
C_ARGUMENTS = ["size", "a", "x", "y", "out"]


def work(size):
    return size


def data(size):
    random = np.random.default_rng(1)
    return {
        "size": size,
        "a": np.float32(2.5),
        "x": random.random(size, dtype=np.float32),
        "y": random.random(size, dtype=np.float32),
        "out": np.zeros(size, dtype=np.float32),
    }
