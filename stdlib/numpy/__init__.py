"""NumPy's namespace: each family of functions has a file of its own."""
from numpy.creation import arange, empty, empty_like, full, full_like, linspace, ones, ones_like, zeros, zeros_like
from numpy.elementwise import (
    abs, absolute, arccos, arcsin, arctan, arctan2, cbrt, ceil, clip, cos, cosh, exp, exp2, expm1, fabs, floor, fmax,
    fmin, hypot, isfinite, isinf, isnan, log, log10, log1p, log2, maximum, minimum, power, sign, sin, sinh, sqrt,
    square, tan, tanh, trunc, where,
)
from numpy.io import loadtxt
from numpy.reductions import amax, amin, max, mean, min, prod, sum
from numpy.shape import copy, ravel, transpose

pi = 3.141592653589793
e = 2.718281828459045
inf = 1e400
nan = 1e400 * 0.0
euler_gamma = 0.5772156649015329
