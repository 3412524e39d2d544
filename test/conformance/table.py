"""Which calls of NumPy's functions are compared: one row for each function, with the dtypes and ranks it is given.

    call("sum", "biufc", "np.sum(a)", "np.sum(a, axis=ax)", ranks=(1, 3))

Names in an expression stand for arguments that arguments.py makes:

    a        an array of the row's kinds (b bool, i signed, u unsigned, f float, c complex; h float16, d float64) and ranks
    b        another one, of a shape that broadcasts with that of `a`; its dtype is another as often as not
    c        one of the dtype and shape of `a`
    t        one of the dtype of `a`, whose first axis alone is as that of `a`
    v, w     of one axis and of the dtype of `a`; v is not empty
    g        of one axis, int64 or float64, not empty
    s        of one axis, sorted, not empty
    M, N, V  matrices of matching inner extents, and a vector that fits `M`; Q is square, and R has three columns
    i        int64 indices into the first axis of `a`, and j into all its elements
    m, q     truth values: of the shape of `a`, and of its first axis
    ax, bx   axes of `a`, of which one in twenty is not there
    k, n     ints, of -3 to 3 and of 0 to 6
    x, y, z  floats; z lies between 0 and 1

Text before a `;` runs first: methods that change an array are compared by what they leave behind. `values` narrows the
numbers: `whole` (small ints, whatever the dtype: sums are exact in any order), `finite`, `small`, `positive`. Results are
the same to the last bit, except those of `ulps`, which are compared with NumPy's own result in a wider dtype, and of
`close`, a part of the largest result; with `zeros=False` zero has no sign.
"""

from dataclasses import dataclass

ALL, NUMBER, REAL, FLOAT, WHOLE = "biufc", "iufc", "iuf", "f", "iu"


@dataclass(frozen=True)
class Call:
    name: str
    kinds: str
    expressions: tuple
    ranks: tuple = (0, 3)
    values: str = "any"
    ulps: float = 0
    close: float = 0
    zeros: bool = True


TABLE = []


def call(name, kinds, *expressions, **options):
    TABLE.append(Call(name, kinds, expressions, **options))


def ufuncs(names, kinds, **options):
    """Functions of one array, or of two where the name is followed by a 2."""
    for name in names.split():
        if name.endswith(":2"):
            call(name[:-2], kinds, f"np.{name[:-2]}(a, b)", f"np.{name[:-2]}(a, 3)", f"np.{name[:-2]}(a, x)" if "f" in kinds else f"np.{name[:-2]}(a, n)", **options)
        else:
            call(name, kinds, f"np.{name}(a)", **options)


# --- making arrays
call("arange", "d", "np.arange(n)", "np.arange(k, n)", "np.arange(n, k, -1)", "np.arange(x)", "np.arange(k, n, 0.5)", "np.arange(n, dtype=np.float32)", ranks=(0, 0), values="small")
call("linspace", "d", "np.linspace(x, y, n)", "np.linspace(np.float32(x), np.float32(y), n)", "np.linspace(k, n, 7)", "np.linspace(x, y, n, endpoint=False)", "np.linspace(x, y, n + 2, retstep=True)", "np.linspace(x, y, n, dtype=np.int64)", "np.linspace(x, y)", ranks=(0, 0), values="small")
call("logspace", "d", "np.logspace(x, y, n)", "np.logspace(x, y, n, base=2.0)", ranks=(0, 0), values="small", close=1e-14)
call("geomspace", "d", "np.geomspace(z + 1, y * y + 1, n)", "np.geomspace(z + 1, 7.0, n, endpoint=False)", ranks=(0, 0), values="small", close=1e-14)
call("zeros", ALL, "np.zeros((n + 1, 3), a.dtype, order='F').strides", "np.zeros((n, 2), a.dtype)", "np.zeros(n)", "np.zeros(a.shape)")
call("ones", ALL, "np.ones((2, n), a.dtype)", "np.ones(n)", "np.ones(a.shape, dtype=a.dtype)")
call("empty", ALL, "np.empty((n, 2), a.dtype).shape", "np.empty(n).dtype == np.float64")
call("full", ALL, "np.full((n, 2), 3, a.dtype)", "np.full(n, x)", "np.full(a.shape, k)", "np.full(n, True)")
call("zeros_like", ALL, "np.zeros_like(a)", "np.zeros_like(a, dtype=np.float32)", "np.zeros_like(a, shape=(2, n))")
call("ones_like", ALL, "np.ones_like(a)", "np.ones_like(a, dtype=np.int8)")
call("empty_like", ALL, "np.empty_like(a).shape", "np.empty_like(a, dtype=np.int8).dtype == np.int8")
call("full_like", ALL, "np.full_like(a, 1)", "np.full_like(a, k, dtype=np.float64)")
call("eye", "d", "np.eye(n)", "np.eye(n, 3)", "np.eye(n, 4, k)", "np.eye(n, k=k, dtype=np.int32)", ranks=(0, 0))
call("identity", "d", "np.identity(n)", "np.identity(n, dtype=np.int8)", ranks=(0, 0))
call("tri", "d", "np.tri(n)", "np.tri(n, 4, k)", "np.tri(n, k=k, dtype=np.int64)", ranks=(0, 0))
call("tril", ALL, "np.tril(a)", "np.tril(a, k)", ranks=(2, 3))
call("triu", ALL, "np.triu(a)", "np.triu(a, k)", ranks=(2, 3))
call("diag", ALL, "np.diag(a)", "np.diag(a, k)", ranks=(1, 2))
call("diagflat", ALL, "np.diagflat(a)", "np.diagflat(a, k)", ranks=(1, 2))
call("vander", NUMBER, "np.vander(v)", "np.vander(v, n)", "np.vander(v, 3, increasing=True)", ranks=(1, 1), values="whole")
call("indices", "d", "np.indices((n, 3))", ranks=(0, 0))
call("array", ALL, "np.array(a)", "np.array(a, dtype=np.complex128)")
call("asarray", ALL, "np.asarray(a)", "np.asarray([k, n])", "np.asarray([[x, y], [1.0, 2.0]])")
call("ascontiguousarray", ALL, "np.ascontiguousarray(a)", ranks=(1, 3))
call("copy", ALL, "np.copy(a)", "a.copy()")
call("meshgrid", ALL, "np.meshgrid(v, w)", "np.meshgrid(v, w, indexing='ij')", ranks=(1, 1))

# --- universal functions
ufuncs("floor ceil trunc rint fabs fix spacing signbit", "iuf")
ufuncs("negative positive sign", NUMBER)
ufuncs("square", "iuf")
ufuncs("square", "c", values="finite", close=1e-15)
ufuncs("absolute", "iuf")
ufuncs("absolute abs", "c", ulps=2)
ufuncs("conjugate conj isnan isinf isfinite logical_not", ALL)
ufuncs("reciprocal", "iuf")
ufuncs("invert bitwise_not", "biu")
ufuncs("add:2 subtract:2", NUMBER)
ufuncs("multiply:2", REAL)
ufuncs("multiply:2", "c", values="finite", close=1e-15)
ufuncs("divide:2 true_divide:2", REAL)
ufuncs("floor_divide:2 remainder:2 mod:2 fmod:2", REAL)
ufuncs("maximum:2 minimum:2 fmax:2 fmin:2", "biuf", zeros=False)
ufuncs("logical_and:2 logical_or:2 logical_xor:2 equal:2 not_equal:2", ALL)
ufuncs("less:2 less_equal:2 greater:2 greater_equal:2", "biuf")
ufuncs("copysign:2 heaviside:2", "iuf")
ufuncs("bitwise_and:2 bitwise_or:2 bitwise_xor:2 left_shift:2 right_shift:2 gcd:2 lcm:2", "iu")
ufuncs("sqrt", "iuf")
ufuncs("exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh ", "iuf", ulps=2)
ufuncs("cbrt", "iuf", ulps=3)
ufuncs("nextafter:2", "iuf")
ufuncs("isposinf isneginf", "iuf")
ufuncs("isreal iscomplex", ALL)
ufuncs("bitwise_count", "iu")
call("ldexp", "iuf", "np.ldexp(a, 3)", "np.ldexp(a, k * 400)", "np.ldexp(a, i[:1])")
call("frexp", "iuf", "np.frexp(a)")
call("modf", "iuf", "np.modf(a)")
call("divmod", REAL, "np.divmod(a, c)", "np.divmod(a, 3)", ranks=(1, 3))
call("out", "iuf", "d = np.zeros(a.shape, a.dtype); np.add(a, c, out=d); d", "d = np.ones(a.shape); np.sqrt(a, d); d", "d = np.ones(a.shape); np.multiply(a, 2, out=d, where=m); d", "np.add(a, 1, dtype=np.float64)", "d = np.ones(a.shape, np.int8); np.add(a, c, out=d); d", ranks=(1, 3), ulps=2)
for name in "add multiply maximum minimum".split():
    call(f"{name}.reduce", "iuf", f"np.{name}.reduce(a)", f"np.{name}.reduce(a, axis=ax)", f"np.{name}.reduce(a, ax, keepdims=True)", ranks=(1, 3), zeros=False)
for name in "subtract logical_xor fmax hypot".split():
    call(f"{name}.reduce", "f", f"np.{name}.reduce(v)", f"np.{name}.reduce(a[:1], axis=0)", ranks=(1, 3), values="small", close=1e-14)
for name in "bitwise_and bitwise_or bitwise_xor gcd lcm".split():
    call(f"{name}.reduce", "iu", f"np.{name}.reduce(v)", f"np.{name}.reduce(np.append(v, v))", ranks=(1, 1))
for name in "add multiply maximum minimum subtract".split():
    call(f"{name}.accumulate", "iuf", f"np.{name}.accumulate(a)", f"np.{name}.accumulate(a, axis=ax)", ranks=(1, 3), zeros=False)
call("outer", "iuf", "np.add.outer(v, w)", "np.subtract.outer(a, v)", "np.less.outer(v, w)", ranks=(1, 2), zeros=False)
call("outer", "if", "np.maximum.outer(v, 3)", ranks=(1, 1), zeros=False)
call("at", "if", "d = a.copy(); np.add.at(d, i, 1); d", "d = a.copy(); np.maximum.at(d, i, 2); d", "d = a.copy(); np.negative.at(d, i); d", "d = a.copy(); np.subtract.at(d, (i, i * 0), 1); d", ranks=(2, 2))
ufuncs("arctan2:2 hypot:2", "iuf", ulps=2)
# Near a sum of 1 the result is a small difference.
ufuncs("logaddexp:2 logaddexp2:2", "iuf", ulps=3, close=1e-15)
ufuncs("degrees rad2deg radians deg2rad", "iuf", ulps=1)
ufuncs("sinc", "f", values="small", close=1e-15)
call("power", REAL, "np.power(a, 2)", "np.power(a, 3)", ulps=1, values="small")
call("power", "c", "np.power(a, 2)", "np.power(a, 3)", close=1e-15, values="small")
call("float_power", "iuf", "np.float_power(a, 2)", "np.float_power(a, b)", ulps=2)
call("clip", REAL, "np.clip(a, 1, 3)", "np.clip(a, None, 2)", "a.clip(1)", "np.clip(a, c, 5)", "np.clip(a, min=0, max=2)", "d = a.copy(); np.clip(d, 1, 2, out=d); d", zeros=False)
call("round", REAL, "np.round(a)", "np.round(a, 2)", "a.round(1)")
call("round", REAL, "np.around(a, -1)", "np.round(a, decimals=-2)", values="small")
call("round", "c", "np.round(a, 1)", values="finite")
call("nan_to_num", ALL, "np.nan_to_num(a)", "np.nan_to_num(a, nan=1.0)")
call("real", ALL, "np.real(a)", "a.real")
call("imag", ALL, "np.imag(a)", "a.imag")
call("angle", "fc", "np.angle(a)", ulps=2)
call("where", ALL, "np.where(m, a, b)", "np.where(m, a, c)", "np.where(m, a, 1)", "np.where(a)", ranks=(1, 3))
call("isclose", REAL, "np.isclose(a, c)", "np.isclose(a, b)", "np.isclose(a, c, equal_nan=True)")
call("allclose", REAL, "np.allclose(a, c)", "np.allclose(a, a)", "np.allclose(a, b, rtol=0.5)")
call("array_equal", ALL, "np.array_equal(a, c)", "np.array_equal(a, a)", "np.array_equal(a, v)")

# --- reductions
for name in "sum prod".split():
    # Products of complex numbers of size 1, which do not overflow.
    for kinds, a, close in (("biuf", "a", 0), ("c", "a" if name == "sum" else "np.sign(a)", 0 if name == "sum" else 1e-13)):
        texts = [f"np.{name}({a})", f"np.{name}({a}, axis=ax)", f"{a}.{name}(ax, keepdims=True)", f"np.{name}({a}, axis=(0, -1))", f"np.{name}({a}, initial=2)"]
        call(name, kinds, *texts, ranks=(2, 3), values="any" if a == "a" else "whole", close=close)
        call(name, kinds, f"np.{name}({a})", f"np.{name}({a}, 0)", ranks=(0, 1), values="any" if a == "a" else "whole", close=close)
    call(name, "biuf", f"np.{name}(a, dtype=np.float64)", f"np.{name}(a, ax, np.float32)", ranks=(1, 3))
for name in "max min amax amin".split():
    call(name, "biuf", f"np.{name}(a)", f"np.{name}(a, axis=ax)", f"np.{name}(a, axis=ax, keepdims=True)", f"np.{name}(a, axis=(-1, 0))", f"np.{name}(a, initial=2)", ranks=(2, 3), zeros=False)
    call(name, "biuf", f"np.{name}(a)", f"np.{name}(a, 0)", ranks=(0, 1), zeros=False)
for name in "any all".split():
    call(name, ALL, f"np.{name}(a)", f"np.{name}(a, axis=ax)", f"a.{name}(axis=ax, keepdims=True)", ranks=(2, 3))
    call(name, ALL, f"np.{name}(a)", ranks=(0, 1))
for name in "mean var std".split():
    for kinds, close in (("biuf", 0), ("c", 1e-14)):
        call(name, kinds, f"np.{name}(a)", f"np.{name}(a, axis=ax)", f"a.{name}(ax, keepdims=True)", f"np.{name}(a, axis=(0, 1))", ranks=(2, 3), close=close)
        call(name, kinds, f"np.{name}(a)", ranks=(0, 1), close=close)
call("var", "iuf", "np.var(a, ddof=1)", "np.var(a, axis=ax, ddof=n)", ranks=(2, 3))
call("std", "iuf", "np.std(a, ddof=1)", "np.std(a, axis=ax, ddof=n)", ranks=(2, 3))
call("count_nonzero", ALL, "np.count_nonzero(a)", "np.count_nonzero(a, axis=ax)", "np.count_nonzero(a, axis=ax, keepdims=True)", ranks=(1, 3))
call("ptp", "iuf", "np.ptp(a)", "np.ptp(a, axis=ax)", "np.ptp(a, axis=ax, keepdims=True)", ranks=(1, 3))
call("argmax", "biuf", "np.argmax(a)", "np.argmax(a, axis=ax)", "np.argmax(a, axis=ax, keepdims=True)", "a.argmax()", ranks=(1, 3))
call("argmin", "biuf", "np.argmin(a)", "np.argmin(a, axis=ax)", "np.argmin(a, axis=ax, keepdims=True)", "a.argmin()", ranks=(1, 3))
call("median", "iuf", "np.median(a)", "np.median(a, axis=ax)", "np.median(a, axis=ax, keepdims=True)", ranks=(1, 3), zeros=False)
call("percentile", "iuf", "np.percentile(a, 100 * z)", "np.percentile(a, 30, axis=ax)", "np.percentile(a, np.array([10.0, 50.0, 75.0]))", "np.percentile(a, 75, axis=ax, keepdims=True)", "np.percentile(a, [25, 75])", ranks=(1, 3), zeros=False)
call("quantile", "iuf", "np.quantile(a, z)", "np.quantile(a, 0.25, axis=ax)", "np.quantile(a, np.array([0.1, 0.5]), axis=ax)", ranks=(1, 3), zeros=False)
for name in "nansum nanprod nanmean nanvar nanstd".split():
    call(name, REAL, f"np.{name}(a)", f"np.{name}(a, axis=ax)", f"np.{name}(a, axis=ax, keepdims=True)", ranks=(1, 3))
for name in "nanmax nanmin".split():
    call(name, REAL, f"np.{name}(a)", f"np.{name}(a, axis=ax)", f"np.{name}(a, axis=ax, keepdims=True)", ranks=(1, 3), zeros=False)
for name in "nanargmax nanargmin".split():
    call(name, REAL, f"np.{name}(a)", f"np.{name}(a, axis=ax)", ranks=(1, 3))
call("nanmedian", REAL, "np.nanmedian(a)", "np.nanmedian(a, axis=ax)", ranks=(1, 3), zeros=False)
for name in "nancumsum nancumprod".split():
    call(name, REAL, f"np.{name}(a)", f"np.{name}(a, axis=ax)", ranks=(1, 3))

# --- running totals, differences, sampled functions
for name in "cumsum cumprod".split():
    call(name, "biuf", f"np.{name}(a)", f"np.{name}(a, axis=ax)", f"a.{name}()", f"np.{name}(a, dtype=np.float64)", ranks=(1, 3))
    call(name, "c", f"np.{name}(a)", f"np.{name}(a, axis=ax)", ranks=(1, 3), values="whole")
call("diff", ALL, "np.diff(a)", "np.diff(a, n=2)", "np.diff(a, axis=ax)", ranks=(1, 3))
call("ediff1d", NUMBER, "np.ediff1d(a)", ranks=(1, 3))
call("gradient", "if", "np.gradient(v)", "np.gradient(v, 0.5)", ranks=(1, 1))
call("trapezoid", "iuf", "np.trapezoid(v)", "np.trapezoid(v, dx=0.5)", "np.trapezoid(c, a)", ranks=(1, 1))
call("interp", "iuf", "np.interp(g, s, s * 2.0)", "np.interp(x, s, s)", "np.interp(g, s, s, left=-1.0, right=9.0)", ranks=(1, 1), values="finite")
call("convolve", NUMBER, "np.convolve(v, w)", "np.convolve(v, w, 'same')", "np.convolve(v, w, mode='valid')", ranks=(1, 1), values="whole")
call("correlate", NUMBER, "np.correlate(v, w)", "np.correlate(v, w, 'full')", "np.correlate(v, w, mode='same')", ranks=(1, 1), values="whole")
call("bincount", "d", "np.bincount(np.abs(i))", "np.bincount(np.abs(i), minlength=n)", "np.bincount(np.append(np.abs(i), 2), weights=np.append(np.abs(i), 2) * 0.5)", ranks=(1, 1))
call("histogram", REAL, "np.histogram(a)", "np.histogram(a, n + 1)", "np.histogram(a, bins=5, range=(-2.0, 3.0))", "np.histogram(a, s)", "np.histogram(a, 4, density=True)", "np.histogram(a, 4, weights=c)", ranks=(1, 2), values="finite")
call("histogram_bin_edges", REAL, "np.histogram_bin_edges(a, 4)", "np.histogram_bin_edges(a, n, (-1.0, 2.5))", ranks=(1, 2), values="finite")

# --- sets
call("unique", "biuf", "np.unique(a, return_counts=True)", "np.unique(a, return_index=True)", "np.unique(a, return_inverse=True)", "np.unique(a, True, True, True)", ranks=(1, 3), zeros=False)
call("union1d", "biuf", "np.union1d(a, c)", ranks=(1, 2), zeros=False)
call("intersect1d", "biuf", "np.intersect1d(a, c)", "np.intersect1d(a, c, return_indices=True)", ranks=(1, 2), zeros=False)
call("setdiff1d", "iuf", "np.setdiff1d(a, c)", "np.setdiff1d(np.unique(a), np.unique(c), assume_unique=True)", ranks=(1, 2), zeros=False)
call("setxor1d", "iuf", "np.setxor1d(a, c)", ranks=(1, 2), zeros=False)
call("isin", "if", "np.isin(a, c)", "np.isin(a, v, invert=True)", "np.isin(k, c)", ranks=(1, 3))

# --- averages, polynomials, windows
call("average", "iuf", "np.average(a)", "np.average(a, axis=ax)", "np.average(a, weights=np.abs(c) + 1)", "np.average(a, axis=0, weights=np.abs(t[:, 0] * 0) + 2)", "np.average(a, ax, c * 0 + 1, returned=True)", ranks=(2, 2), values="small", close=1e-14)
call("cov", "iuf", "np.cov(v)", "np.cov(v, bias=True)", "np.cov(a, c)", "np.cov(R, rowvar=False)", "np.cov(np.append(R, R, axis=0), ddof=0)", ranks=(1, 1), values="small", close=1e-13)
call("corrcoef", "iuf", "np.corrcoef(v)", "np.corrcoef(a, c)", "np.corrcoef(R, rowvar=False)", ranks=(1, 1), values="small", close=1e-13)
call("polyval", NUMBER, "np.polyval(v, a)", "np.polyval(v, x)", ranks=(1, 2), values="whole")
for name in "polyadd polysub polymul".split():
    call(name, NUMBER, f"np.{name}(v, w)", ranks=(1, 1), values="whole")
call("polyder", "if", "np.polyder(v)", "np.polyder(v, 2)", ranks=(1, 1), values="whole")
call("polyint", "if", "np.polyint(v)", "np.polyint(v, k=2.0)", ranks=(1, 1), values="whole")
for name in "bartlett hanning hamming blackman".split():
    call(name, "d", f"np.{name}(n)", f"np.{name}(n * 9)", ranks=(0, 0), close=1e-15)


# --- linear algebra without a library
call("dot", NUMBER, "np.dot(M, N)", "np.dot(M, V)", "M.dot(N)", ranks=(1, 1), values="whole", zeros=False)
call("matmul", NUMBER, "np.matmul(M, N)", "M @ V", "M @ N", ranks=(1, 1), values="whole", zeros=False)
call("vdot", NUMBER, "np.vdot(a, c)", ranks=(1, 2), values="whole", zeros=False)
call("inner", NUMBER, "np.inner(a, c)", ranks=(1, 2), values="whole", zeros=False)
call("outer", NUMBER, "np.outer(v, w)", "np.outer(a, c)", ranks=(1, 2), values="whole")
call("kron", NUMBER, "np.kron(a, c)", ranks=(1, 2), values="whole")
call("trace", NUMBER, "np.trace(a)", "np.trace(a, k)", "a.trace()", ranks=(2, 2), values="whole")
call("cross", NUMBER, "np.cross(R, R[::-1] + 2)", ranks=(1, 1), values="whole")

# --- shapes
call("reshape", ALL, "np.reshape(a, -1)", "a.reshape(-1, 1)", "np.reshape(a, (1, -1), order='F')", "a.reshape((2, -1))")
call("ravel", ALL, "np.ravel(a)", "a.ravel()", "np.ravel(a, order='F')", "a.flatten()", "a.flatten('F')")
call("transpose", ALL, "np.transpose(a)", "a.T", "a.transpose()")
call("transpose", ALL, "np.transpose(a, (1, 0))", "a.transpose(1, 0)", ranks=(2, 2))
call("swapaxes", ALL, "np.swapaxes(a, ax, bx)", "a.swapaxes(0, 1)", ranks=(2, 3))
call("moveaxis", ALL, "np.moveaxis(a, ax, bx)", ranks=(1, 3))
call("rollaxis", ALL, "np.rollaxis(a, ax)", "np.rollaxis(a, ax, 1)", ranks=(2, 3))
call("expand_dims", ALL, "np.expand_dims(a, ax)", "np.expand_dims(a, 0)", ranks=(1, 2))
call("squeeze", ALL, "np.squeeze(a[None], 0)", "np.squeeze(a, ax)", ranks=(1, 3))
call("diagonal", ALL, "np.diagonal(a)", "np.diagonal(a, k)", "a.diagonal()", ranks=(2, 3))
call("flip", ALL, "np.flip(a)", "np.flip(a, ax)", ranks=(1, 3))
call("flipud", ALL, "np.flipud(a)", ranks=(1, 3))
call("fliplr", ALL, "np.fliplr(a)", ranks=(2, 3))
call("rot90", ALL, "np.rot90(a)", "np.rot90(a, k)", ranks=(2, 3))
call("broadcast_to", ALL, "np.broadcast_to(a, (2, 3) + a.shape)", ranks=(0, 2))
call("broadcast_arrays", ALL, "np.broadcast_arrays(a, b)", ranks=(1, 2))
call("atleast_1d", ALL, "np.atleast_1d(a)")
call("atleast_2d", ALL, "np.atleast_2d(a)")
call("concatenate", ALL, "np.concatenate((a, c))", "np.concatenate((a, c), axis=ax)", "np.concatenate((a, c), axis=None)", "np.concatenate([a, c, a], 0)", ranks=(1, 3))
call("stack", ALL, "np.stack((a, c))", "np.stack((a, c), axis=ax)", "np.stack([a, c, a], -1)", ranks=(1, 2))
call("vstack", ALL, "np.vstack((a, c))", ranks=(1, 3))
call("hstack", ALL, "np.hstack((a, c))", ranks=(1, 3))
call("dstack", ALL, "np.dstack((a, c))", ranks=(1, 3))
call("column_stack", ALL, "np.column_stack((a, c))", ranks=(1, 2))
call("append", ALL, "np.append(a, c)", "np.append(a, c, axis=0)", "np.append(v, 3)", ranks=(1, 2))
call("tile", ALL, "np.tile(a, 2)", "np.tile(a, (2, n))", ranks=(1, 2))
call("repeat", ALL, "np.repeat(a, 2)", "np.repeat(a, n, axis=ax)", "a.repeat(3)", ranks=(1, 3))
call("roll", ALL, "np.roll(a, k)", "np.roll(a, k, axis=ax)", ranks=(1, 3))
call("pad", NUMBER, "np.pad(v, 2)", "np.pad(v, (1, 2), mode='edge')", "np.pad(v, (n, 1), 'wrap')", "np.pad(v, 2, mode='reflect')", "np.pad(v, (n, 2), mode='symmetric')", ranks=(1, 1))
call("pad", NUMBER, "np.pad(a, 1)", "np.pad(a, ((1, 2), (0, 1)), constant_values=3)", ranks=(2, 2))
call("split", ALL, "np.split(a, 2)", "np.split(a, 1, ax)", "np.split(a, [1, n])", "np.split(a, np.array([2]), axis=-1)", ranks=(1, 2))
call("array_split", ALL, "np.array_split(a, n)", "np.array_split(a, 3, axis=ax)", "np.array_split(a, [2, 3])", ranks=(1, 2))
call("vsplit", ALL, "np.vsplit(a, 1)", "np.vsplit(a, [1])", ranks=(2, 3))
call("hsplit", ALL, "np.hsplit(a, 1)", "np.hsplit(a, [k])", ranks=(1, 3))
call("dsplit", ALL, "np.dsplit(a, [1])", ranks=(3, 3))
call("delete", ALL, "np.delete(v, 0)", "np.delete(v, -1)", "np.delete(a, i, axis=0)", "np.delete(a, 0, axis=ax)", ranks=(1, 2))

# --- picking
call("take", ALL, "np.take(a, i, axis=0)", "np.take(a, j)", "a.take(0)", ranks=(1, 3))
call("compress", ALL, "np.compress(q, a, axis=0)", "a.compress(q, axis=0)", ranks=(1, 3))
call("extract", ALL, "np.extract(m, a)", ranks=(1, 3))
call("nonzero", ALL, "np.nonzero(a)", "a.nonzero()", ranks=(1, 3))
call("argwhere", ALL, "np.argwhere(a)", ranks=(1, 3))
call("flatnonzero", ALL, "np.flatnonzero(a)", ranks=(1, 3))
call("take_along_axis", "iuf", "np.take_along_axis(a, np.argsort(a, axis=ax), ax)", ranks=(1, 3), zeros=False)
call("put", ALL, "d = a.copy(); np.put(d, j, 1); d", "d = a.copy(); np.put(d, j, v); d", ranks=(1, 2))
call("subscripts", ALL, "a[i]", "a[m]", "a[i, ...]", "a[::-2]", "a[k:n]", ranks=(1, 3))

# --- sorting
call("sort", "biuf", "np.sort(a)", "np.sort(a, axis=ax)", "np.sort(a, axis=None)", "d = a.copy(); d.sort(); d", ranks=(1, 3), zeros=False)
call("argsort", "biuf", "np.argsort(a, kind='stable')", "np.argsort(a, axis=ax, kind='stable')", "np.argsort(a, axis=None, kind='stable')", ranks=(1, 3))
call("lexsort", "biuf", "np.lexsort((a, c))", ranks=(1, 1))
call("searchsorted", "iuf", "np.searchsorted(s, a)", "np.searchsorted(s, a, side='right')", "np.searchsorted(s, 2)", ranks=(1, 2))
call("digitize", "iuf", "np.digitize(a, s)", "np.digitize(a, s[::-1])", "np.digitize(a, s, right=True)", ranks=(1, 2), values="finite")
call("unique", "biuf", "np.unique(a)", ranks=(1, 3), zeros=False)
call("partition", "biuf", "np.partition(v, 0)[0]", ranks=(1, 1), zeros=False)

# --- methods and attributes
call("astype", "biuf", "a.astype(np.float32)", "a.astype(np.complex128)", "a.astype(np.bool_)", "a.astype(np.float16)")
call("astype", "biu", "a.astype(np.int8)", "a.astype(np.uint64)", "a.astype(np.int32)")
call("fill", ALL, "d = a.copy(); d.fill(1); d")
call("item", ALL, "a.ravel()[:1].item()", ranks=(1, 1))
call("tolist", "biuf", "a.tolist()", ranks=(1, 2), values="finite")
call("attributes", ALL, "(a.shape, a.ndim, a.size, a.itemsize, a.nbytes)")
call("operators", NUMBER, "a + b", "a - c", "a * 2", "-a", "a == c", "a + 1")
call("operators", "iuf", "a // 3", "a % 3", "a > c", "abs(a)", "a / c", "a // c", "a % c", ranks=(1, 3))
call("operators", "biu", "a & c", "a | c", "a ^ c", "~a")

# --- choosing, places, triangles
call("select", "if", "np.select([m, a > 1], [a, c], 7)", "np.select((m, a > 0), (a, 2))", ranks=(1, 2))
call("choose", "if", "np.choose(np.abs(k) % 2 + np.zeros(a.shape, np.int64), (a, c))", ranks=(1, 2))
call("copyto", ALL, "d = a.copy(); np.copyto(d, c); d", "d = a.copy(); np.copyto(d, c, where=m); d", ranks=(1, 3))
call("putmask", "iuf", "d = a.copy(); np.putmask(d, m, v); d", "d = a.copy(); np.putmask(d, m, 3); d", ranks=(1, 2))
call("place", "if", "d = a.copy(); np.place(d, m, v); d", ranks=(1, 2))
call("put_along_axis", "iuf", "d = a.copy(); np.put_along_axis(d, np.argsort(a, axis=ax, kind='stable'), c, ax); d", ranks=(1, 3), zeros=False)
call("apply_along_axis", "iuf", "np.apply_along_axis(np.sum, ax, a)", "np.apply_along_axis(np.sort, ax, a)", ranks=(2, 3), values="whole")
call("fill_diagonal", ALL, "d = a.copy(); np.fill_diagonal(d, 1); d", "d = a.copy(); np.fill_diagonal(d, v, wrap=True); d", ranks=(2, 2))
call("diag_indices", "d", "np.diag_indices(n)", "np.diag_indices(n, 3)", ranks=(0, 0))
call("diag_indices_from", ALL, "np.diag_indices_from(a)", ranks=(2, 2))
for name in "tril_indices triu_indices".split():
    call(name, "d", f"np.{name}(n)", f"np.{name}(n, k)", f"np.{name}(n, k, 4)", ranks=(0, 0))
    call(f"{name}_from", ALL, f"np.{name}_from(a)", f"np.{name}_from(a, k)", ranks=(2, 2))
call("unravel_index", "d", "np.unravel_index(n, (2, 3))", "np.unravel_index(np.abs(i), (5, 7))", ranks=(1, 1))
call("ravel_multi_index", "d", "np.ravel_multi_index((np.abs(i), np.abs(i)), (50, 60))", "np.ravel_multi_index((n, 1), (5, 3))", ranks=(1, 1))
call("ix_", "if", "np.ix_(i, v)", "np.ix_(q, i, i)", ranks=(1, 1))
call("shape", ALL, "np.shape(a)")
call("size", ALL, "np.size(a)", "np.size(a, 0)", ranks=(1, 3))
call("ndim", ALL, "np.ndim(a)", "np.ndim(k)")
call("isscalar", ALL, "np.isscalar(a)", "np.isscalar(k)")
call("iscomplexobj", ALL, "np.iscomplexobj(a)")
call("isrealobj", ALL, "np.isrealobj(a)")

# --- more of shapes
call("atleast_3d", ALL, "np.atleast_3d(a)")
call("asfortranarray", ALL, "np.asfortranarray(a)", ranks=(1, 3))
call("asanyarray", ALL, "np.asanyarray(a)")
call("resize", ALL, "np.resize(a, (n, 3))", "np.resize(a, 7)", ranks=(1, 2))
call("unstack", ALL, "np.unstack(a, axis=ax)[0]", ranks=(2, 3))
call("insert", ALL, "np.insert(a, 0, 1)", "np.insert(v, k, w)", "np.insert(a, -1, 2, axis=ax)", "np.insert(v, [0, 1], [1, 0])", "np.insert(v, np.array([1, 0, 1]), 1)", ranks=(1, 2))
call("trim_zeros", NUMBER, "np.trim_zeros(v)", "np.trim_zeros(v, 'f')", ranks=(1, 1), values="whole")
call("matrix_transpose", ALL, "np.matrix_transpose(a)", ranks=(1, 3))
call("tensordot", NUMBER, "np.tensordot(M, N, 1)", "np.tensordot(a, c, axes=2)", "np.tensordot(a, c, axes=0)", ranks=(2, 2), values="whole", zeros=False)
call("einsum", NUMBER, "np.einsum('ij,jk->ik', M, N)", "np.einsum('ij,jk', M, N)", "np.einsum('ii', Q)", "np.einsum('ij->ji', a)", "np.einsum('ij,ij->', a, c)", "np.einsum('i,j->ji', v, w)", "np.einsum('ij,jk,kl->il', Q, Q, Q)", "np.einsum('ij,j->i', M, V)", ranks=(2, 2), values="whole", zeros=False)
call("vecdot", NUMBER, "np.vecdot(a, c)", ranks=(1, 2), values="whole", zeros=False)
call("matvec", NUMBER, "np.matvec(M, V)", ranks=(1, 1), values="whole", zeros=False)
call("vecmat", NUMBER, "np.vecmat(V, N)", ranks=(1, 1), values="whole", zeros=False)

# --- more of samples
call("diff", "if", "np.diff(a, prepend=0)", "np.diff(a, append=c)", "np.diff(a, axis=0, prepend=c, append=1)", ranks=(1, 2))
call("ediff1d", "if", "np.ediff1d(a, to_end=v, to_begin=1)", "np.ediff1d(a, 3)", ranks=(1, 2))
call("cumulative_sum", REAL, "np.cumulative_sum(v)", "np.cumulative_sum(a, axis=ax, include_initial=True)", ranks=(1, 2))
call("cumulative_prod", REAL, "np.cumulative_prod(v, include_initial=True)", "np.cumulative_prod(a, axis=ax)", ranks=(1, 2))
call("gradient", "if", "np.gradient(a)", "np.gradient(a, 2.0)", "np.gradient(a, 0.5, 2.0)", "np.gradient(a, axis=ax)", "np.gradient(a, axis=0, edge_order=2)", ranks=(2, 2), values="small", close=1e-15)
call("gradient", "d", "np.gradient(np.append(v, v), np.arange(2 * len(v)) ** 2)", "np.gradient(np.append(v, [1.0, 2.0]), np.sqrt(np.arange(len(v) + 2)), edge_order=2)", ranks=(1, 1), values="small", close=1e-14)
call("trapezoid", "iuf", "np.trapezoid(a, axis=ax)", "np.trapezoid(a, c, axis=ax)", "np.trapezoid(c, dx=0.5)", ranks=(2, 3), values="small", close=1e-15)
call("unwrap", "f", "np.unwrap(a)", "np.unwrap(a, axis=ax)", "np.unwrap(a, period=4.0)", ranks=(1, 2), values="small", close=1e-14)
call("array_equiv", ALL, "np.array_equiv(a, c)", "np.array_equiv(a, a)", "np.array_equiv(a, 1)", ranks=(1, 3))
call("nanquantile", "f", "np.nanquantile(a, z)", "np.nanquantile(a, 0.25, axis=ax)", ranks=(1, 3), zeros=False)
call("nanpercentile", "f", "np.nanpercentile(a, 100 * z)", "np.nanpercentile(a, 75, axis=ax)", ranks=(1, 3), zeros=False)

# --- LAPACK. Q + 9 I is well away from singular, and Q @ Q.T + I is positive definite.
W, P = "(Q + 9 * np.eye(len(Q)))", "(Q @ Q.T + np.eye(len(Q)))"
for name, kinds, expressions in [
    ("solve", NUMBER, ("np.linalg.solve({W}, Q)", "np.linalg.solve({W}, Q[0])", "np.linalg.solve(Q * 0, Q)", "np.linalg.solve(M, N)", "np.linalg.solve(np.stack(({W}, {W} * 2)), Q)")),
    ("inv", NUMBER, ("np.linalg.inv({W})", "np.linalg.inv(np.stack(({W}, {W} * 2)))", "np.linalg.inv(Q * 0)", "np.linalg.inv(M)")),
    ("det", NUMBER, ("np.linalg.det({W})", "np.linalg.det(Q)", "np.linalg.det(np.stack(({W}, {W} * 2)))", "np.linalg.det(Q * 0)")),
    ("slogdet", NUMBER, ("np.linalg.slogdet({W})", "np.linalg.slogdet(np.stack(({W}, {W} * 2)))")),
    ("cholesky", "if", ("np.linalg.cholesky({P})", "np.linalg.cholesky({P}, upper=True)", "np.linalg.cholesky(Q * 0 - 1)")),
    ("qr", "if", ("np.linalg.qr(M)", "np.linalg.qr(M, 'complete')", "np.linalg.qr({W}, mode='r')")),
    ("svd", "if", ("np.linalg.svd({W}, compute_uv=False)", "np.linalg.svd(M, full_matrices=False)[1]", "np.linalg.svd(M)[1]")),
    ("svdvals", NUMBER, ("np.linalg.svdvals(M)",)),
    ("eigh", "if", ("np.linalg.eigh({P})[0]", "np.linalg.eigh(np.stack(({P}, {P} * 2)), UPLO='U')[0]")),
    ("eigvalsh", "if", ("np.linalg.eigvalsh({P})", "np.linalg.eigvalsh({P}, 'U')")),
    ("eigvals", "if", ("np.sort(np.linalg.eigvals({P}))",)),
    ("lstsq", "if", ("np.linalg.lstsq({W}, Q)", "np.linalg.lstsq({W}, Q[0], rcond=None)[0]", "np.linalg.lstsq(np.concatenate(({W}, Q)), np.concatenate((Q, Q)))[1]")),
    ("norm", NUMBER, ("np.linalg.norm(a)", "np.linalg.norm(a, axis=ax)", "np.linalg.norm(a, axis=0, keepdims=True)", "np.linalg.norm(v, np.inf)", "np.linalg.norm(v, 1)", "np.linalg.norm(M, 'fro')", "np.linalg.norm(M, 2)", "np.linalg.norm(M, 1)", "np.linalg.norm(v, 3)", "np.linalg.norm(a, 2, ax)")),
    ("cond", "if", ("np.linalg.cond({W})", "np.linalg.cond({W}, 1)", "np.linalg.cond(Q * 0, 1)")),
    ("pinv", "if", ("np.linalg.pinv({W})", "np.linalg.pinv(np.concatenate(({W}, Q)))")),
    ("matrix_rank", NUMBER, ("np.linalg.matrix_rank({W})", "np.linalg.matrix_rank(Q * 0)", "np.linalg.matrix_rank(v)")),
    ("matrix_power", NUMBER, ("np.linalg.matrix_power(Q, 3)", "np.linalg.matrix_power(({W} * 1.0), -1)", "np.linalg.matrix_power(Q, 0)")),
]:
    call(f"linalg.{name}", kinds, *(text.format(W=W, P=P) for text in expressions), ranks=(2, 2), values="whole", close=1e-11, zeros=False)

# --- random numbers: the same seed, the same bits
SIZES = ("{0})", "{0}, size=5)", "{0}, size=(2, 3))")
for name, parameters in [
    ("uniform", "x, y"), ("normal", "x, z"), ("randint", "n + 1"), ("randint", "k, 9"), ("randint", "0, 2**40"), ("exponential", "z"),
    ("lognormal", "x, z"), ("standard_gamma", "z * 3"), ("gamma", "z + 0.1, 2.0"), ("beta", "z + 0.1, z + 0.3"), ("beta", "2.5, z + 1"),
    ("chisquare", "z + 0.5"), ("f", "z + 1, 3.0"), ("standard_t", "z + 1"), ("laplace", "x, z"), ("gumbel", "x, z"),
    ("logistic", "x, z"), ("rayleigh", "z"), ("pareto", "z + 1"), ("weibull", "z + 0.5"), ("power", "z + 1"),
    ("wald", "z + 0.1, 2.0"), ("poisson", "z"), ("poisson", "z * 50 + 10"), ("geometric", "z / 2 + 0.1"), ("geometric", "0.5"),
    ("binomial", "n, z"), ("binomial", "500, z"), ("negative_binomial", "n + 1, 0.4"), ("zipf", "z + 1.5"), ("triangular", "-1.0, z, 2.0"),
    ("choice", "n + 3"), ("choice", "v"), ("random_integers", "3, 8"),
]:  # fmt: skip
    calls = [f"np.random.seed(n); np.random.{name}(" + size.format(parameters) for size in SIZES]
    call(f"random.{name}", "d", *calls, ranks=(1, 1), values="finite")
for name in "random random_sample ranf sample standard_normal standard_exponential standard_cauchy".split():
    call(f"random.{name}", "d", f"np.random.seed(n); np.random.{name}()", f"np.random.seed([n, 7]); np.random.{name}((2, n))", ranks=(1, 1))
call("random.rand", "d", "np.random.seed(n); np.random.rand()", "np.random.seed(n); np.random.rand(2, n)", ranks=(0, 0))
call("random.randn", "d", "np.random.seed(n); np.random.randn()", "np.random.seed(n); np.random.randn(3, n)", ranks=(0, 0))
call("random.shuffle", ALL, "np.random.seed(n); d = a.copy(); np.random.shuffle(d); d", ranks=(1, 2))
call("random.permutation", ALL, "np.random.seed(n); np.random.permutation(a)", "np.random.seed(n); np.random.permutation(n)", ranks=(1, 2))
call("random.choice", "d", "np.random.seed(n); np.random.choice(9, 4, replace=False)", "np.random.seed(n); np.random.choice(4, 9, p=[0.1, 0.2, 0.3, 0.4])", "np.random.seed(n); np.random.choice(4, 3, False, np.array([0.1, 0.2, 0.3, 0.4]))", ranks=(0, 0))
call("random.multinomial", "d", "np.random.seed(n); np.random.multinomial(20, [0.2, 0.3, 0.5])", "np.random.seed(n); np.random.multinomial(9, np.array([0.5, 0.5]), size=3)", ranks=(0, 0))
call("random.dirichlet", "d", "np.random.seed(n); np.random.dirichlet([0.5, 1.0, 2.0])", "np.random.seed(n); np.random.dirichlet(np.array([0.5, 3.0]), 2)", ranks=(0, 0))
call("random.normal", "d", "np.random.seed(n); np.random.normal(v, 1.0)", "np.random.seed(n); np.random.normal(0.0, np.abs(v) + 1)", ranks=(1, 1), values="finite")

# --- the Generator
for name, parameters in [
    ("random", ""), ("uniform", "x, y"), ("standard_normal", ""), ("normal", "x, z"), ("standard_exponential", ""),
    ("exponential", "z"), ("lognormal", "x, z"), ("integers", "n + 1"), ("integers", "k, 9"), ("integers", "0, 2**40"), ("integers", "-5, 5, endpoint=True"),
]:  # fmt: skip
    for size in ("", "size=9", "size=(40, n)"):
        arguments = ", ".join(part for part in (parameters, size) if part)
        call("random.Generator", "d", f"rng = np.random.default_rng(n); rng.{name}({arguments})", f"rng = np.random.default_rng([n, 5]); rng.{name}({arguments})", ranks=(0, 0))
call("random.Generator", ALL, "rng = np.random.default_rng(n); d = a.copy(); rng.shuffle(d); d", "rng = np.random.default_rng(n); rng.permutation(a)", "rng = np.random.default_rng(n * 10**10); rng.permutation(n)", ranks=(1, 2))
