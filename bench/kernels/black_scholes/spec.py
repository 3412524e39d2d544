"""Option prices: log, exp, sqrt and erf of every element."""

import numpy as np

TITLE = "Black-Scholes, 1M options, f64"
SIZE = 1_000_000
CPYTHON_SIZE = 20_000
TOLERANCE = 1e-10
C_ARGUMENTS = ["size", "spot", "strike", "years", "rate", "volatility", "out"]


def work(size):
    return size


def data(size):
    random = np.random.default_rng(5)
    return {
        "size": size,
        "spot": random.uniform(10, 50, size),
        "strike": random.uniform(10, 50, size),
        "years": random.uniform(0.1, 2, size),
        "rate": 0.03,
        "volatility": 0.2,
        "out": np.zeros((2, size)),
    }
