"""Array expressions; NumPy itself has no erf, so SciPy's is used."""

import numpy as np
from scipy.special import erf


def normal(x):
    return 0.5 * (1.0 + erf(x * 0.7071067811865476))


def run(d):
    s, k, t, r, v = d["spot"], d["strike"], d["years"], d["rate"], d["volatility"]
    deviation = v * np.sqrt(t)
    d1 = (np.log(s / k) + (r + 0.5 * v * v) * t) / deviation
    discounted = k * np.exp(-r * t)
    call = s * normal(d1) - discounted * normal(d1 - deviation)
    d["out"][0] = call
    d["out"][1] = call - s + discounted
