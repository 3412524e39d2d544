"""NumPy's namespace: each family of functions has a file of its own."""
from numpy.creation import (
    arange, diag, diagflat, empty, empty_like, eye, full, full_like, geomspace, identity, indices, linspace, logspace,
    ones, ones_like, promote_types, result_type, tri, tril, triu, vander, zeros, zeros_like,
)
from numpy.elementwise import (
    abs, absolute, add, angle, arccos, arccosh, arcsin, arcsinh, arctan, arctan2, arctanh, around, bitwise_and,
    bitwise_count, bitwise_not, bitwise_or, bitwise_xor, cbrt, ceil, clip, conj, conjugate, copysign, cos, cosh,
    deg2rad, degrees, divide, divmod, equal, exp, exp2, expm1, fabs, fix, float_power, floor, floor_divide, fmax,
    fmin, fmod, frexp, gcd, greater, greater_equal, heaviside, hypot, imag, invert, iscomplex, isfinite, isinf, isnan,
    isneginf, isposinf, isreal, lcm, ldexp, left_shift, less, less_equal, log, log10, log1p, log2, logaddexp,
    logaddexp2, logical_and, logical_not, logical_or, logical_xor, maximum, minimum, mod, modf, multiply, nan_to_num,
    negative, nextafter, not_equal, positive, power, rad2deg, radians, real, reciprocal, remainder, right_shift, rint,
    round, sign, signbit, sin, sinc, sinh, spacing, sqrt, square, subtract, tan, tanh, true_divide, trunc, where,
    arccos as acos, arccosh as acosh, arcsin as asin, arcsinh as asinh, arctan as atan, arctan2 as atan2, arctanh as
    atanh, invert as bitwise_invert, left_shift as bitwise_left_shift, right_shift as bitwise_right_shift, power as
    pow,
)
from numpy.histograms import bincount, digitize, histogram, histogram_bin_edges
from numpy.indexing import argwhere, compress, extract, flatnonzero, nonzero, put, take, take_along_axis
from numpy.io import loadtxt
from numpy.linear import cross, dot, inner, kron, matmul, outer, trace, vdot
from numpy.nans import (
    nanargmax, nanargmin, nancumprod, nancumsum, nanmax, nanmean, nanmedian, nanmin, nanprod, nanstd, nansum, nanvar,
)
from numpy.numeric import (
    allclose, array_equal, convolve, correlate, cumprod, cumsum, diff, ediff1d, gradient, interp, isclose, trapezoid,
)
from numpy.polynomials import polyadd, polyder, polyint, polymul, polysub, polyval
from numpy.reductions import all, amax, amin, any, count_nonzero, max, mean, min, prod, ptp, std, sum, var
from numpy.sets import intersect1d, isin, setdiff1d, setxor1d, union1d, unique, unique_values
from numpy.shape import (
    append, array, array_split, asarray, ascontiguousarray, atleast_1d, atleast_2d, column_stack, concatenate, copy,
    delete, dsplit, dstack, hsplit, hstack, meshgrid, pad, ravel, repeat, reshape, roll, row_stack, split, stack,
    tile, vsplit, vstack, concatenate as concat,
)
from numpy.sorting import (
    argmax, argmin, argpartition, argsort, lexsort, median, partition, percentile, quantile, searchsorted, sort,
)
from numpy.statistics import average, corrcoef, cov
from numpy.views import (
    broadcast_arrays, broadcast_shapes, broadcast_to, diagonal, expand_dims, flip, fliplr, flipud, moveaxis, rollaxis,
    rot90, squeeze, swapaxes, transpose, transpose as permute_dims,
)
from numpy.windows import bartlett, blackman, hamming, hanning

pi = 3.141592653589793
e = 2.718281828459045
inf = 1e400
nan = 1e400 * 0.0
euler_gamma = 0.5772156649015329
