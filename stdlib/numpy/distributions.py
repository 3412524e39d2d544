"""Continuous distributions of `np.random`, by the algorithms of `RandomState`."""
import primitive
from amaru import f64
from numpy.sampling import (
    check_above_zero, check_positive, libm_exp, libm_log, libm_log1p, libm_pow, many_0, many_1, many_2, next_double,
    next_exponential, next_gamma, next_gauss,
)


def standard_normal(size=None):
    """Numbers of the normal distribution with mean 0 and deviation 1."""
    return many_0(next_gauss, size)


def randn(*shape):
    """`standard_normal`, in an array whose extents are the arguments; one without any."""
    if len(shape) == 0:
        return next_gauss()
    else:
        return many_0(next_gauss, shape)


def normal(loc=0.0, scale=1.0, size=None):
    """Numbers of the normal distribution with a mean and a deviation."""
    check_positive(scale, "scale")
    return many_2(_normal, loc, scale, size, f64)


def _normal(loc, scale):
    return float(loc) + float(scale) * next_gauss()


def lognormal(mean=0.0, sigma=1.0, size=None):
    """Numbers whose logarithms are normally distributed."""
    check_positive(sigma, "sigma")
    return many_2(_lognormal, mean, sigma, size, f64)


def _lognormal(mean, sigma):
    return libm_exp(_normal(mean, sigma))


def standard_exponential(size=None):
    """Numbers of the exponential distribution with mean 1."""
    return many_0(next_exponential, size)


def exponential(scale=1.0, size=None):
    """Numbers of the exponential distribution with a mean."""
    check_positive(scale, "scale")
    return many_1(_scaled_exponential, scale, size, f64)


def _scaled_exponential(scale):
    return float(scale) * next_exponential()


def standard_gamma(shape, size=None):
    """Numbers of the gamma distribution with scale 1."""
    check_positive(shape, "shape")
    return many_1(next_gamma, shape, size, f64)


def gamma(shape, scale=1.0, size=None):
    """Numbers of the gamma distribution."""
    check_positive(shape, "shape")
    check_positive(scale, "scale")
    return many_2(_scaled_gamma, shape, scale, size, f64)


def _scaled_gamma(shape, scale):
    return float(scale) * next_gamma(shape)


def beta(a, b, size=None):
    """Numbers of the beta distribution."""
    check_above_zero(a, "a")
    check_above_zero(b, "b")
    return many_2(_beta, a, b, size, f64)


def _beta(first, second):
    a = float(first)
    b = float(second)
    if a <= 1.0 and b <= 1.0:
        while True:
            u = next_double()
            v = next_double()
            x = libm_pow(u, 1.0 / a)
            y = libm_pow(v, 1.0 / b)
            if x + y <= 1.0 and u + v > 0.0:
                if x + y > 0.0:
                    return x / (x + y)
                # Both have vanished; their logarithms have not.
                p = libm_log(u) / a
                q = libm_log(v) / b
                most = p if p > q else q
                p -= most
                q -= most
                return libm_exp(p - libm_log(libm_exp(p) + libm_exp(q)))
    ga = next_gamma(a)
    gb = next_gamma(b)
    return ga / (ga + gb)


def chisquare(df, size=None):
    """Numbers of the chi-square distribution."""
    check_above_zero(df, "df")
    return many_1(_chisquare, df, size, f64)


def _chisquare(df):
    return 2.0 * next_gamma(float(df) / 2.0)


def f(dfnum, dfden, size=None):
    """Numbers of the F distribution."""
    check_above_zero(dfnum, "dfnum")
    check_above_zero(dfden, "dfden")
    return many_2(_f, dfnum, dfden, size, f64)


def _f(dfnum, dfden):
    above = _chisquare(dfnum) * float(dfden)
    return above / (_chisquare(dfden) * float(dfnum))


def standard_t(df, size=None):
    """Numbers of Student's t distribution."""
    check_above_zero(df, "df")
    return many_1(_student, df, size, f64)


def _student(df):
    n = next_gauss()
    g = next_gamma(float(df) / 2.0)
    return primitive.sqrt(float(df) / 2.0) * n / primitive.sqrt(g)


def _cauchy():
    n = next_gauss()
    return n / next_gauss()


def standard_cauchy(size=None):
    """Numbers of the Cauchy distribution."""
    return many_0(_cauchy, size)


def laplace(loc=0.0, scale=1.0, size=None):
    """Numbers of the double exponential distribution."""
    check_positive(scale, "scale")
    return many_2(_laplace, loc, scale, size, f64)


def _laplace(loc, scale):
    while True:
        u = next_double()
        if u >= 0.5:
            return float(loc) - float(scale) * libm_log(2.0 - u - u)
        if u > 0.0:
            return float(loc) + float(scale) * libm_log(u + u)


def gumbel(loc=0.0, scale=1.0, size=None):
    """Numbers of the distribution of greatest values."""
    check_positive(scale, "scale")
    return many_2(_gumbel, loc, scale, size, f64)


def _gumbel(loc, scale):
    while True:
        u = 1.0 - next_double()
        if u < 1.0:
            return float(loc) - float(scale) * libm_log(-libm_log(u))


def logistic(loc=0.0, scale=1.0, size=None):
    """Numbers of the logistic distribution."""
    check_positive(scale, "scale")
    return many_2(_logistic, loc, scale, size, f64)


def _logistic(loc, scale):
    while True:
        u = next_double()
        if u > 0.0:
            return float(loc) + float(scale) * libm_log(u / (1.0 - u))


def rayleigh(scale=1.0, size=None):
    """Numbers of the Rayleigh distribution."""
    check_positive(scale, "scale")
    return many_1(_rayleigh, scale, size, f64)


def _rayleigh(scale):
    return float(scale) * primitive.sqrt(-2.0 * libm_log1p(-next_double()))


def pareto(a, size=None):
    """Numbers of the Pareto distribution that begins at 0."""
    check_above_zero(a, "a")
    return many_1(_pareto, a, size, f64)


def _pareto(a):
    return libm_exp(next_exponential() / float(a)) - 1.0


def weibull(a, size=None):
    """Numbers of the Weibull distribution."""
    check_positive(a, "a")
    return many_1(_weibull, a, size, f64)


def _weibull(a):
    if float(a) == 0.0:
        return 0.0
    return libm_pow(next_exponential(), 1.0 / float(a))


def power(a, size=None):
    """Numbers in [0, 1] of a power distribution."""
    check_above_zero(a, "a")
    return many_1(_power, a, size, f64)


def _power(a):
    return libm_pow(1.0 - libm_exp(-next_exponential()), 1.0 / float(a))


def triangular(left, mode, right, size=None):
    """Numbers of a triangular distribution."""
    if left > mode:
        raise ValueError("left > mode")
    if mode > right:
        raise ValueError("mode > right")
    if left == right:
        raise ValueError("left == right")
    if size is None:
        return _triangular(float(left), float(mode), float(right))
    else:
        out = primitive.empty(size, f64)
        flat = primitive.flat(out)
        for k in range(len(flat)):
            flat[k] = _triangular(float(left), float(mode), float(right))
        return out


def _triangular(left, mode, right):
    base = right - left
    ratio = (mode - left) / base
    u = next_double()
    if u <= ratio:
        return left + primitive.sqrt(u * ((mode - left) * base))
    return right - primitive.sqrt((1.0 - u) * ((right - mode) * base))


def wald(mean, scale, size=None):
    """Numbers of the inverse Gaussian distribution."""
    check_above_zero(mean, "mean")
    check_above_zero(scale, "scale")
    return many_2(_wald, mean, scale, size, f64)


def _wald(given, scale):
    mean = float(given)
    mu2l = mean / (2.0 * float(scale))
    y = next_gauss()
    y = mean * y * y
    x = mean + mu2l * (y - primitive.sqrt(4.0 * float(scale) * y + y * y))
    u = next_double()
    if u <= mean / (mean + x):
        return x
    return mean * mean / x
