import numpy as np
import numba_stats as ns
import importlib

x = np.linspace(-2, 3, 41)
u = np.linspace(0.01, 0.99, 23)
ARGUMENTS = {
    "norm": (0.5, 1.2), "expon": (0.1, 1.5), "uniform": (-1.0, 3.0), "truncnorm": (-1.0, 2.0, 0.3, 1.1),
    "truncexpon": (0.0, 2.0, 0.1, 1.5), "laplace": (0.1, 1.0), "poisson": (3.5,), "t": (3.0, 0.1, 1.2),
    "voigt": (0.5, 0.1, 1.0), "cruijff": (0.1, 1.0, 1.2, 0.1, 0.2), "crystalball": (1.5, 3.0, 0.1, 1.0),
    "crystalball_ex": (1.5, 3.0, 1.0, 1.5, 3.0, 1.0, 0.1), "bernstein": (np.array([1.0, 2.0, 3.0]), -2.0, 3.0),
    "qgaussian": (1.5, 0.1, 1.2), "binom": (10, 0.3), "lognorm": (0.5, 0.1, 1.2), "tsallis": (1.0, 3.0, 2.0),
}
for name, arguments in ARGUMENTS.items():
    module = importlib.import_module(f"numba_stats.{name}")
    for function in ("pdf", "logpdf", "pmf", "logpmf", "cdf", "ppf", "density", "integral"):
        if hasattr(module, function):
            values = u if function == "ppf" else np.arange(8) if name in ("poisson", "binom") else x
            try:
                getattr(module, function)(values, *arguments)
                getattr(module, function)(values.astype("f4"), *arguments)
            except Exception as error:
                print(name, function, error)
