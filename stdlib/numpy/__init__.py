"""NumPy's namespace: each family of functions has a file of its own."""
from numpy import linalg, random
from numpy.attributes_of import iscomplexobj, isrealobj, isscalar, ndim, shape, size
from numpy.choosing import apply_along_axis, choose, copyto, place, put_along_axis, putmask, select
from numpy.creation import (
    arange, diag, diagflat, empty, empty_like, eye, full, full_like, geomspace, identity, indices, linspace, logspace,
    ones, ones_like, promote_types, result_type, tri, tril, triu, vander, zeros, zeros_like,
)
from numpy.einsum import einsum
from numpy.elementary import (
    arccos, arccosh, arcsin, arcsinh, arctan, arctan2, arctanh, cbrt, cos, cosh, deg2rad, degrees, exp, exp2, expm1,
    float_power, hypot, log, log10, log1p, log2, logaddexp, logaddexp2, rad2deg, radians, sin, sinc, sinh, sqrt, tan,
    tanh, arccos as acos, arccosh as acosh, arcsin as asin, arcsinh as asinh, arctan as atan, arctan2 as atan2,
    arctanh as atanh,
)
from numpy.elementwise import (
    abs, absolute, add, angle, around, ceil, clip, conj, conjugate, divide, divmod, fabs, fix, floor, floor_divide,
    fmax, fmin, fmod, heaviside, imag, iscomplex, isreal, maximum, minimum, mod, multiply, nan_to_num, negative,
    positive, power, real, reciprocal, remainder, rint, round, sign, square, subtract, true_divide, trunc, where,
    power as pow,
)
from numpy.floats import (
    copysign, frexp, isfinite, isinf, isnan, isneginf, isposinf, ldexp, modf, nextafter, signbit, spacing,
)
from numpy.histograms import bincount, digitize, histogram, histogram_bin_edges
from numpy.indexing import argwhere, compress, extract, flatnonzero, nonzero, put, take, take_along_axis
from numpy.io import loadtxt
from numpy.joining import (
    append, array_split, column_stack, concatenate, delete, dsplit, dstack, hsplit, hstack, insert, row_stack, split,
    stack, unstack, vsplit, vstack, concatenate as concat,
)
from numpy.linear import cross, dot, inner, kron, matmul, matvec, outer, tensordot, trace, vdot, vecdot, vecmat
from numpy.logic import (
    bitwise_and, bitwise_count, bitwise_not, bitwise_or, bitwise_xor, equal, gcd, greater, greater_equal, invert, lcm,
    left_shift, less, less_equal, logical_and, logical_not, logical_or, logical_xor, not_equal, right_shift, invert as
    bitwise_invert, left_shift as bitwise_left_shift, right_shift as bitwise_right_shift,
)
from numpy.nans import (
    nanargmax, nanargmin, nancumprod, nancumsum, nanmax, nanmean, nanmedian, nanmin, nanpercentile, nanprod,
    nanquantile, nanstd, nansum, nanvar,
)
from numpy.numeric import (
    allclose, array_equal, array_equiv, convolve, correlate, cumprod, cumsum, cumulative_prod, cumulative_sum, diff,
    ediff1d, gradient, interp, isclose, trapezoid, unwrap,
)
from numpy.polynomials import polyadd, polyder, polyint, polymul, polysub, polyval
from numpy.reductions import all, amax, amin, any, count_nonzero, max, mean, min, prod, ptp, std, sum, var
from numpy.repeating import meshgrid, pad, repeat, roll, tile, trim_zeros
from numpy.sets import intersect1d, isin, setdiff1d, setxor1d, union1d, unique, unique_values
from numpy.shape import (
    array, asarray, ascontiguousarray, asfortranarray, atleast_1d, atleast_2d, atleast_3d, copy, ravel, reshape,
    resize, asarray as asanyarray,
)
from numpy.sorting import (
    argmax, argmin, argpartition, argsort, lexsort, median, partition, percentile, quantile, searchsorted, sort,
)
from numpy.statistics import average, corrcoef, cov
from numpy.triangles import (
    diag_indices, diag_indices_from, fill_diagonal, ix_, ravel_multi_index, tril_indices, tril_indices_from,
    triu_indices, triu_indices_from, unravel_index,
)
from numpy.views import (
    broadcast_arrays, broadcast_shapes, broadcast_to, diagonal, expand_dims, flip, fliplr, flipud, matrix_transpose,
    moveaxis, rollaxis, rot90, squeeze, swapaxes, transpose, transpose as permute_dims,
)
from numpy.windows import bartlett, blackman, hamming, hanning

pi = 3.141592653589793
e = 2.718281828459045
inf = 1e400
nan = 1e400 * 0.0
euler_gamma = 0.5772156649015329
