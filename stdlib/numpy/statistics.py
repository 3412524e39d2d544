"""Averages with weights, covariance, correlation."""
import primitive
from amaru import f64
from numpy import linear, reductions, views
from numpy.joining import concatenate
from numpy.shape import asarray, atleast_2d, copy


def average(a, axis=None, weights=None, returned: comptime = False, keepdims: comptime = False):
    """The mean, or with `weights` (of the shape of `a`, or of the one axis) the sum of `a * weights` divided by that of the
    weights; with `returned` also that sum. ZeroDivisionError where it is zero."""
    if weights is None:
        mean = reductions.mean(a, axis, None, None, keepdims)
        _check_some(mean)
        if returned:
            return mean, _filled(mean, reductions.count_along(a, axis))
        else:
            return mean
    else:
        w = _spread(a, axis, weights)
        scale = reductions.sum(w, axis, _average_dtype(a, w), None, keepdims)
        _check_scale(scale)
        total = reductions.sum(_product(a, w, primitive.cast(0, _average_dtype(a, w))), axis, None, None, keepdims)
        if returned:
            return total / scale, scale
        else:
            return total / scale


def _check_some(mean):
    if primitive.form_of(mean) == "array":
        if mean.size == 0:
            raise ZeroDivisionError("division by zero")


def _average_dtype(a, w):
    """Where the elements and the weights meet; integers as float64."""
    if primitive.kind_of(a) == "float" or primitive.kind_of(a) == "complex":
        return primitive.result_type(a, w)
    else:
        return primitive.result_type(primitive.cast(0, primitive.result_type(a, w)), f64)


@elementwise
def _product(x, w, like):
    return primitive.cast(x, primitive.dtype_of(like)) * primitive.cast(w, primitive.dtype_of(like))


@elementwise
def _filled(x, count):
    return primitive.cast(count, primitive.dtype_of(x)) + (x - x if x == x and x - x == x - x else x) * 0


def _spread(a, axis, weights):
    if primitive.form_of(weights) == "list":
        return _spread(a, axis, asarray(weights))
    elif weights.ndim == a.ndim:
        if weights.shape != a.shape:
            raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
        return weights
    else:
        if axis is None:
            raise TypeError("Axis must be specified when shapes of a and weights differ.")
        else:
            k = views.axis_of(axis, a.ndim)
            if weights.ndim != 1:
                raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
            if weights.shape[0] != a.shape[k]:
                raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
            strides = primitive.tuple_replace(primitive.tuple_repeat(0, a.ndim), k, weights.strides[0])
            return views.view(weights, a.shape, strides)


def _check_scale(scale):
    if primitive.form_of(scale) == "array":
        for s in primitive.flat(scale):
            if s == 0:
                raise ZeroDivisionError("Weights sum to zero, can't be normalized")
    elif scale == 0:
        raise ZeroDivisionError("Weights sum to zero, can't be normalized")


def cov(m, y=None, rowvar: comptime = True, bias=False, ddof=None):
    """The covariances of variables: rows of `m`, or columns unless `rowvar`; `y` has more of them.

    Divided by the number of observations less 1, or less 0 with `bias`, or less `ddof`. A number for one variable.
    """
    x = _variables(m, rowvar)
    if y is None:
        return _scalar_or_matrix(_cov(x, bias, ddof), m, y)
    else:
        return _cov(concatenate((x, _variables(y, rowvar)), 0), bias, ddof)


def _variables(m, rowvar: comptime):
    if m.ndim < 2:
        return _as_float(atleast_2d(m))
    elif rowvar:
        return _as_float(m)
    else:
        return _as_float(primitive.transpose(m))


def _as_float(m):
    wide = primitive.empty(m.shape, primitive.result_type(m, f64))
    wide[...] = m
    return wide


def _cov(x, bias, ddof):
    n = x.shape[1]
    free = float(n - _freedom(bias, ddof))
    if free < 0.0:
        free = 0.0
    means = reductions.mean(x, 1, None, None, True)
    centred = x - means
    return linear.matmul(centred, _conjugated(primitive.transpose(centred))) / primitive.cast(free, f64)


def _freedom(bias, ddof):
    if ddof is None:
        return 0 if bias else 1
    else:
        return ddof


@elementwise
def _conjugated(x):
    if primitive.kind_of(x) == "complex":
        return primitive.complex(x.real, -x.imag)
    else:
        return x


def _scalar_or_matrix(c, m, y):
    """NumPy drops the axes of a single variable; so does this where the type says that there is one."""
    if m.ndim < 2:
        return views.view(c, (), ())
    else:
        return c


def corrcoef(x, y=None, rowvar: comptime = True):
    """The correlation coefficients of variables, given as for `cov`; not below -1 and not above 1."""
    if y is None and x.ndim < 2:
        return cov(x) / cov(x)
    else:
        c = cov(x, y, rowvar)
        deviations = primitive.empty(c.shape[0], f64)
        for i in range(c.shape[0]):
            deviations[i] = primitive.sqrt(_real(c[i, i]))
        rows = c / deviations[:, None]
        return _limited(rows / deviations[None, :])


def _real(z):
    return z.real


@elementwise
def _limited(x):
    if primitive.kind_of(x) == "complex":
        return primitive.complex(_limited_part(x.real), _limited_part(x.imag))
    else:
        return _limited_part(x)


def _limited_part(x):
    one = primitive.cast(1, primitive.dtype_of(x))
    return one if x > one else -one if x < -one else x
