"""Distributions of whole numbers of `np.random`, by the algorithms of `RandomState`."""
import primitive
from amaru import f64, i64
from numpy import views
from numpy.shape import asarray
from numpy.sampling import check_positive, libm_exp, libm_log, libm_pow, many_1, many_2, next_double, next_gamma


def poisson(lam=1.0, size=None):
    """How often something happens whose mean is `lam`."""
    check_positive(lam, "lam")
    return many_1(_poisson, lam, size, i64)


def _poisson(given):
    lam = float(given)
    if lam >= 10.0:
        return _poisson_of_many(lam)
    if lam == 0.0:
        return 0
    limit = libm_exp(-lam)
    count = 0
    product = 1.0
    while True:
        product *= next_double()
        if product > limit:
            count += 1
        else:
            return count


def _poisson_of_many(lam):
    """By Hoermann's transformed rejection."""
    slam = primitive.sqrt(lam)
    loglam = libm_log(lam)
    b = 0.931 + 2.53 * slam
    a = -0.059 + 0.02483 * b
    invalpha = 1.1239 + 1.1328 / (b - 3.4)
    vr = 0.9277 - 3.6224 / (b - 2.0)
    while True:
        u = next_double() - 0.5
        v = next_double()
        us = 0.5 - primitive.fabs(u)
        k = int(primitive.floor((2.0 * a / us + b) * u + lam + 0.43))
        if us >= 0.07 and v <= vr:
            return k
        if k < 0 or us < 0.013 and v > us:
            continue
        if (libm_log(v) + libm_log(invalpha) - libm_log(a / (us * us) + b)
                <= -lam + float(k) * loglam - _log_gamma(float(k + 1))):
            return k


def _log_gamma(x):
    """The logarithm of the gamma function, by Stirling's series."""
    n = int(7.0 - x) if x < 7.0 else 0
    if x == 1.0 or x == 2.0:
        return 0.0
    x0 = x + float(n)
    x2 = (1.0 / x0) * (1.0 / x0)
    sum = -1.39243221690590e00
    for c in (
        1.796443723688307e-01, -2.955065359477124e-02, 6.410256410256410e-03, -1.917526917526918e-03,
        8.417508417508418e-04, -5.952380952380952e-04, 7.936507936507937e-04, -2.777777777777778e-03,
        8.333333333333333e-02,
    ):
        sum = sum * x2 + c
    result = sum / x0 + 0.5 * 1.8378770664093453e00 + (x0 - 0.5) * libm_log(x0) - x0
    for _ in range(n):
        result -= libm_log(x0 - 1.0)
        x0 -= 1.0
    return result


def geometric(p, size=None):
    """How many trials a first success takes."""
    return many_1(_geometric, p, size, i64)


def _geometric(given):
    p = float(given)
    if not (p > 0.0 and p <= 1.0):
        raise ValueError("p <= 0, p > 1 or p contains NaNs")
    if p >= 0.333333333333333333333333:
        # By adding up.
        x = 1
        product = p
        sum = p
        q = 1.0 - p
        u = next_double()
        while u > sum:
            product *= q
            sum += product
            x += 1
        return x
    return int(primitive.ceil(libm_log(1.0 - next_double()) / libm_log(1.0 - p)))


def binomial(n, p, size=None):
    """How many of n trials succeed."""
    return many_2(_binomial, n, p, size, i64)


def _binomial(count, given):
    n = int(count)
    p = float(given)
    if n < 0:
        raise ValueError("n < 0")
    if not (p >= 0.0 and p <= 1.0):
        raise ValueError("p < 0, p > 1 or p contains NaNs")
    if n == 0 or p == 0.0:
        return 0
    if p <= 0.5:
        return _binomial_of_few(n, p) if p * float(n) <= 30.0 else _binomial_of_many(n, p)
    q = 1.0 - p
    return n - (_binomial_of_few(n, q) if q * float(n) <= 30.0 else _binomial_of_many(n, q))


def _binomial_of_few(n, p):
    """By adding up."""
    q = 1.0 - p
    qn = libm_exp(float(n) * libm_log(q))
    np = float(n) * p
    most = np + 10.0 * primitive.sqrt(np * q + 1.0)
    bound = int(float(n) if float(n) < most else most)
    x = 0
    px = qn
    u = next_double()
    while u > px:
        x += 1
        if x > bound:
            x = 0
            px = qn
            u = next_double()
        else:
            u -= px
            px = (float(n - x + 1) * p * px) / (float(x) * q)
    return x


def _binomial_of_many(n, p):
    """By Kachitvichyanukul's and Schmeiser's BTPE."""
    count = float(n)
    r = p if p < 1.0 - p else 1.0 - p
    q = 1.0 - r
    fm = count * r + r
    m = int(primitive.floor(fm))
    p1 = primitive.floor(2.195 * primitive.sqrt(count * r * q) - 4.6 * q) + 0.5
    xm = float(m) + 0.5
    xl = xm - p1
    xr = xm + p1
    c = 0.134 + 20.5 / (15.3 + float(m))
    a = (fm - xl) / (fm - xl * r)
    laml = a * (1.0 + a / 2.0)
    a = (xr - fm) / (xr * q)
    lamr = a * (1.0 + a / 2.0)
    p2 = p1 * (1.0 + 2.0 * c)
    p3 = p2 + c / laml
    p4 = p3 + c / lamr
    nrq = count * r * q
    while True:
        u = next_double() * p4
        v = next_double()
        if u <= p1:
            return _turned(int(primitive.floor(xm - p1 * v + u)), n, p)
        if u <= p2:
            x = xl + (u - p1) / c
            v = v * c + 1.0 - primitive.fabs(float(m) - x + 0.5) / p1
            if v > 1.0:
                continue
            y = int(primitive.floor(x))
        elif u <= p3:
            y = int(primitive.floor(xl + libm_log(v) / laml)) if v > 0.0 else -1
            if y < 0 or v == 0.0:
                continue
            v = v * (u - p2) * laml
        else:
            y = int(primitive.floor(xr - libm_log(v) / lamr)) if v > 0.0 else n + 1
            if y > n or v == 0.0:
                continue
            v = v * (u - p3) * lamr
        if _is_accepted(y, v, m, n, r, q, nrq, xm):
            return _turned(y, n, p)


def _turned(y, n, p):
    return n - y if p > 0.5 else y


def _is_accepted(y, v, m, n, r, q, nrq, xm):
    k = y - m if y > m else m - y
    if not (k > 20 and float(k) < nrq / 2.0 - 1.0):
        s = r / q
        a = s * float(n + 1)
        f = 1.0
        if m < y:
            for i in range(m + 1, y + 1):
                f *= a / float(i) - s
        elif m > y:
            for j in range(y + 1, m + 1):
                f /= a / float(j) - s
        return v <= f
    rho = (float(k) / nrq) * ((float(k) * (float(k) / 3.0 + 0.625) + 0.16666666666666666) / nrq + 0.5)
    t = -float(k) * float(k) / (2.0 * nrq)
    # Inside or outside of bounds that are quick to compute.
    size = libm_log(v)
    if size < t - rho:
        return True
    if size > t + rho:
        return False
    x1 = float(y + 1)
    f1 = float(m + 1)
    z = float(n + 1 - m)
    w = float(n - y + 1)
    bound = (
        xm * libm_log(f1 / x1) + (float(n - m) + 0.5) * libm_log(z / w)
        + float(y - m) * libm_log(w * r / (x1 * q)) + _tail(f1) + _tail(z) + _tail(x1) + _tail(w)
    )
    return size <= bound


def _tail(x):
    s = x * x
    return (13680.0 - (462.0 - (132.0 - (99.0 - 140.0 / s) / s) / s) / s) / x / 166320.0


def negative_binomial(n, p, size=None):
    """How many trials fail before `n` succeed."""
    return many_2(_negative_binomial, n, p, size, i64)


def _negative_binomial(n, p):
    y = float(p)
    return _poisson(((1.0 - y) / y) * next_gamma(float(n)))


def zipf(a, size=None):
    """Numbers whose probability falls with the power `a`, above 1."""
    return many_1(_zipf, a, size, i64)


def _zipf(given):
    a = float(given)
    if not a > 1.0:
        raise ValueError("a <= 1 or a is NaN")
    am1 = a - 1.0
    b = libm_pow(2.0, am1)
    while True:
        u = 1.0 - next_double()
        v = next_double()
        x = primitive.floor(libm_pow(u, -1.0 / am1))
        if x > 9223372036854775807.0 or x < 1.0:
            continue
        t = libm_pow(1.0 + 1.0 / x, am1)
        if v * x * (t - 1.0) / (b - 1.0) <= t / b:
            return int(x)


def multinomial(n, pvals, size=None):
    """How many of n trials have each of several outcomes."""
    if primitive.form_of(pvals) == "list":
        return multinomial(n, asarray(pvals), size)
    elif size is None:
        counts = primitive.empty(len(pvals), i64)
        _multinomial(counts, n, pvals)
        return counts
    else:
        shape = views.shape_of(size) + (len(pvals),)
        table = primitive.empty((views.size_of(views.shape_of(size)), len(pvals)), i64)
        for k in range(len(table)):
            _multinomial(table[k], n, pvals)
        return primitive.reshape(table, shape)


def _multinomial(counts, n, pvals):
    counts[...] = 0
    rest = 1.0
    left = int(n)
    last = len(pvals) - 1
    for j in range(last):
        share = _binomial(left, float(pvals[j]) / rest)
        counts[j] = share
        left -= share
        if left <= 0:
            break
        rest -= float(pvals[j])
    if left > 0:
        counts[last] = left


def dirichlet(alpha, size=None):
    """Probabilities that sum to 1."""
    if primitive.form_of(alpha) == "list":
        return dirichlet(asarray(alpha), size)
    elif size is None:
        shares = primitive.empty(len(alpha), f64)
        _dirichlet(shares, alpha)
        return shares
    else:
        shape = views.shape_of(size) + (len(alpha),)
        table = primitive.empty((views.size_of(views.shape_of(size)), len(alpha)), f64)
        for k in range(len(table)):
            _dirichlet(table[k], alpha)
        return primitive.reshape(table, shape)


def _dirichlet(shares, alpha):
    total = 0.0
    for j in range(len(alpha)):
        shares[j] = next_gamma(float(alpha[j]))
        total = total + float(shares[j])
    scale = 1.0 / total
    for j in range(len(alpha)):
        shares[j] = shares[j] * scale
