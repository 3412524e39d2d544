"""Elementary functions under `@amaru.jit`: within 0.95 ulp of a reference of 64 significant bits, and the same in scalars
and vectors.

The reference is NumPy's `longdouble` (x87's 64 bits, libm's expl and so on) for f64 and f64 for f32: its own error is below
a fiftieth of an ulp of the result.
"""

import importlib.util
import math
import os
import sys

import amaru
import numpy as np
import pytest

build = os.environ.get("AMARU_BUILD")
if build and not os.path.exists(os.path.join(build, "lib", "libamaru-compiler.so")):
    pytest.skip("this build has no compiler", allow_module_level=True)

BOUND = 0.95
EDGES = [
    0.0,
    -0.0,
    math.inf,
    -math.inf,
    math.nan,
    1.0,
    -1.0,
    sys.float_info.max,
    -sys.float_info.max,
]


@amaru.jit
def exp(x):
    return np.exp(x)


@amaru.jit
def log(x):
    return np.log(x)


@amaru.jit
def sin(x):
    return np.sin(x)


@amaru.jit
def cos(x):
    return np.cos(x)


@amaru.jit
def tanh(x):
    return np.tanh(x)


@amaru.jit
def exp2(x):
    return np.exp2(x)


@amaru.jit
def expm1(x):
    return np.expm1(x)


@amaru.jit
def log2(x):
    return np.log2(x)


@amaru.jit
def log10(x):
    return np.log10(x)


@amaru.jit
def log1p(x):
    return np.log1p(x)


@amaru.jit
def tan(x):
    return np.tan(x)


@amaru.jit
def arctan(x):
    return np.arctan(x)


@amaru.jit
def sinh(x):
    return np.sinh(x)


@amaru.jit
def cosh(x):
    return np.cosh(x)


@amaru.jit
def power(x, y):
    return np.power(x, y)


@amaru.jit
def erf_of_each(x, out):
    for i in range(len(x)):
        out[i] = math.erf(x[i])


@amaru.jit
def erf_of_one(x: float):
    return math.erf(x)


def erf(x):
    """Of an array or a number; computed in f64, whatever x is."""
    if not isinstance(x, np.ndarray):
        return x.dtype.type(erf_of_one(float(x)))
    out = np.empty_like(x)
    erf_of_each(x, out)
    return out


def wide_erf(x):
    """2 / sqrt(pi) exp(-x^2) (x + 2/3 x^3 + 4/15 x^5 + ...), whose terms have one sign."""
    x = np.asarray(x)
    size = np.minimum(np.abs(x), type(x.flat[0])(7))
    term = size.copy()
    total = size.copy()
    for n in range(1, 260):
        term = term * (2 * size * size) / (2 * n + 1)
        total = total + term
    pi = np.arctan(type(x.flat[0])(1)) * 4
    return np.copysign(2 / np.sqrt(pi) * np.exp(-size * size) * total, x)


def around(values, dtype):
    """The values and their neighbours in `dtype`."""
    with np.errstate(all="ignore"):
        v = np.array(values).astype(dtype)
        up, down = np.nextafter(v, dtype(np.inf)), np.nextafter(v, dtype(-np.inf))
    return np.concatenate((v, up, down, -v, -up, -down))


def exp_points(dtype):
    """All of exp's range densely, its ends, and what it sends to 1."""
    rng = np.random.default_rng(1)
    info = np.finfo(dtype)
    high, low = math.log(float(info.max)), math.log(float(info.smallest_subnormal))
    half = (
        np.arange(int(low / math.log(2)) - 1, int(high / math.log(2)) + 2) + 0.5
    ) * math.log(2)
    edges = around(
        [
            *EDGES,
            high,
            low,
            low - math.log(2),
            math.log(float(info.tiny)),
            info.eps,
            info.tiny,
            *half,
        ],
        dtype,
    )
    spread = [
        rng.uniform(low - 2, high + 2, 200_000),
        rng.uniform(-1, 1, 100_000),
        rng.uniform(low - 1, low + 45, 20_000),
    ]
    small = np.exp2(rng.uniform(-80, 0, 20_000)) * rng.choice([-1, 1], 20_000)
    return np.concatenate(
        (edges, *(s.astype(dtype) for s in spread), small.astype(dtype))
    )


def log_points(dtype):
    """All positive patterns at random, the neighbourhoods of 1 and of each end of the reduced range, subnormals."""
    rng = np.random.default_rng(2)
    info = np.finfo(dtype)
    unsigned = np.dtype(f"u{info.bits // 8}")
    patterns = rng.integers(
        0, int(np.array(np.inf, dtype).view(unsigned)), 200_000, dtype=unsigned
    ).view(dtype)
    subnormal = rng.integers(0, 2 ** (info.nmant + 1), 20_000, dtype=unsigned).view(
        dtype
    )
    powers = np.ldexp(dtype(math.sqrt(0.5)), np.arange(info.minexp, info.maxexp))
    edges = around(
        [
            *EDGES,
            info.tiny,
            info.smallest_subnormal,
            2 * info.smallest_subnormal,
            0.5,
            2.0,
        ],
        dtype,
    )
    near = [
        rng.uniform(0.5, 2, 100_000),
        1 + np.exp2(rng.uniform(-53, 0, 20_000)),
        1 - np.exp2(rng.uniform(-54, -1, 20_000)),
    ]
    return np.concatenate(
        (
            edges,
            around(powers, dtype),
            patterns,
            subnormal,
            *(n.astype(dtype) for n in near),
        )
    )


def odd_points(dtype, reach, fine):
    """Around zero to `reach`, densely to `fine`, all magnitudes below."""
    rng = np.random.default_rng(3)
    info = np.finfo(dtype)
    spread = [rng.uniform(-reach, reach, 100_000), rng.uniform(-fine, fine, 100_000)]
    small = np.exp2(rng.uniform(-60, 0, 20_000)) * rng.choice([-1, 1], 20_000)
    edges = around(
        [*EDGES, info.eps, info.tiny, info.smallest_subnormal, fine, reach], dtype
    )
    return np.concatenate(
        (edges, *(s.astype(dtype) for s in spread), small.astype(dtype))
    )


def growing_points(dtype, logarithm):
    """For functions that grow as the exponential function whose logarithm is given, and cross 0 or 1 at 0."""
    rng = np.random.default_rng(6)
    info = np.finfo(dtype)
    high, low = float(logarithm(info.max)), float(logarithm(info.smallest_subnormal))
    spread = [rng.uniform(low - 2, high + 2, 100_000), rng.uniform(-high - 1, -high + 1, 5_000)]
    edges = around([high, low, *range(-1100, 1100)], dtype)
    return np.concatenate((odd_points(dtype, 40, 1), edges, *(s.astype(dtype) for s in spread)))


def log1p_points(dtype):
    """Positive numbers of all sizes, and those between -1 and 0."""
    rng = np.random.default_rng(7)
    x = np.concatenate((log_points(dtype), -log_points(dtype)[::7], odd_points(dtype, 1, 0.5)))
    near = [-1 + np.exp2(rng.uniform(-50, 0, 20_000)), rng.uniform(-1, 4, 50_000)]
    return np.concatenate((x, *(n.astype(dtype) for n in near)))


def angle_points(dtype):
    """Small angles, multiples of pi / 4, and all magnitudes up to the largest."""
    rng = np.random.default_rng(4)
    largest = math.log2(float(np.finfo(dtype).max))
    quarters = around(
        np.concatenate((np.arange(2000), rng.integers(0, 2_000_000, 20_000)))
        * (math.pi / 4),
        dtype,
    )
    huge = np.exp2(rng.uniform(0, largest, 20_000)).astype(dtype)
    return np.concatenate(
        (odd_points(dtype, 1e6, 10), quarters, huge, around([2.0**20, 2.0**40], dtype))
    )


def power_points(dtype):
    """Powers over the whole range, near 1, of negative numbers, and all pairs of what has a rule of its own."""
    rng = np.random.default_rng(5)
    info = np.finfo(dtype)
    special = [
        *EDGES,
        0.5,
        -0.5,
        2.0,
        3.0,
        -2.0,
        -3.0,
        info.tiny,
        info.smallest_subnormal,
        2.0**53,
        2.0**53 + 2,
    ]
    first, second = np.repeat(special, len(special)), np.tile(special, len(special))
    x = [
        np.exp2(rng.uniform(info.minexp, info.maxexp, 50_000)),
        rng.uniform(0.5, 2, 50_000),
        1 + rng.uniform(-1e-4, 1e-4, 20_000),
    ]
    y = [
        rng.uniform(info.minexp - info.nmant - 10, info.maxexp + 5, len(v)) / np.log2(v)
        for v in x
    ]
    signed, whole = rng.uniform(-20, 20, 20_000), rng.integers(-20, 20, 20_000)
    with np.errstate(all="ignore"):
        return (
            np.concatenate((first, *x, signed)).astype(dtype),
            np.concatenate((second, *y, whole)).astype(dtype),
        )


def worst(got, want, dtype):
    """The largest error in ulps of `dtype` at the wide reference `want`, where that is finite; the others are compared."""
    with np.errstate(all="ignore"):
        rounded = want.astype(dtype)
    # A result half an ulp from the largest number may become infinite.
    finite = np.isfinite(rounded) & np.isfinite(got)
    np.testing.assert_array_equal(got[~finite], rounded[~finite])
    zero = (got == 0) & (rounded == 0)
    np.testing.assert_array_equal(np.signbit(got[zero]), np.signbit(rounded[zero]))
    ulp = np.spacing(np.maximum(np.abs(rounded[finite]), np.abs(got[finite]))).astype(
        want.dtype
    )
    return float(np.max(np.abs(got[finite].astype(want.dtype) - want[finite]) / ulp))


CASES = {
    "exp": (exp, np.exp, lambda dtype: (exp_points(dtype),)),
    "exp2": (exp2, np.exp2, lambda dtype: (growing_points(dtype, np.log2),)),
    "expm1": (expm1, np.expm1, lambda dtype: (growing_points(dtype, np.log),)),
    "log": (log, np.log, lambda dtype: (log_points(dtype),)),
    "log2": (log2, np.log2, lambda dtype: (log_points(dtype),)),
    "log10": (log10, np.log10, lambda dtype: (log_points(dtype),)),
    "log1p": (log1p, np.log1p, lambda dtype: (log1p_points(dtype),)),
    "sin": (sin, np.sin, lambda dtype: (angle_points(dtype),)),
    "cos": (cos, np.cos, lambda dtype: (angle_points(dtype),)),
    "tan": (tan, np.tan, lambda dtype: (angle_points(dtype),)),
    "arctan": (arctan, np.arctan, lambda dtype: (odd_points(dtype, 1e3, 3),)),
    "sinh": (sinh, np.sinh, lambda dtype: (growing_points(dtype, np.log),)),
    "cosh": (cosh, np.cosh, lambda dtype: (growing_points(dtype, np.log),)),
    "tanh": (tanh, np.tanh, lambda dtype: (odd_points(dtype, 30, 1),)),
    "erf": (erf, wide_erf, lambda dtype: (odd_points(dtype, 7, 1.2),)),
    "pow": (power, np.power, power_points),
}
each_function = pytest.mark.parametrize(
    "function, reference, points", CASES.values(), ids=CASES
)


@pytest.mark.parametrize(
    "dtype, wide", [(np.float64, np.longdouble), (np.float32, np.float64)]
)
@each_function
def test_error(function, reference, points, dtype, wide):
    x = points(dtype)
    with np.errstate(all="ignore"):
        want = reference(*(v.astype(wide) for v in x))
    assert worst(function(*x), want, dtype) <= BOUND


@pytest.mark.parametrize("name", [name for name in CASES if name != "pow"])
def test_every_part_of_f32(name):
    """Every 1331st of all patterns of 32 bits, NaN and infinity included."""
    function, reference, _ = CASES[name]
    x = np.arange(0, 2**32, 1331, dtype=np.int64).astype(np.uint32).view(np.float32)
    with np.errstate(all="ignore"):
        want = reference(x.astype(np.float64))
    assert worst(function(x), want, np.float32) <= BOUND


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@each_function
def test_scalars_have_the_bits_of_vectors(function, reference, points, dtype):
    x = [np.concatenate((v[:500], v[:: len(v) // 2000])) for v in points(dtype)]
    one_by_one = np.array([function(*v) for v in zip(*x)], dtype)
    np.testing.assert_array_equal(function(*x), one_by_one)


@pytest.mark.parametrize("at", [[], [0], [3, 4], [17], list(range(40))])
def test_numbers_that_a_formula_leaves_to_libm_among_others(at):
    """Lanes in which libm is called leave the others alone."""
    x = np.linspace(0.5, 3.0, 40)
    small = x.copy()
    x[at] = 1e200
    rest = np.setdiff1d(np.arange(40), at)
    for function in (sin, cos):
        np.testing.assert_array_equal(function(x)[rest], function(small)[rest])
        np.testing.assert_array_equal(
            function(x)[at], [function(np.float64(1e200))] * len(at)
        )


def test_literals_have_the_bits_of_variables(tmp_path):
    """A literal argument is not evaluated by the library of the machine that compiles."""
    names = ["exp", "log", "sin", "cos", "tanh", "erf", "log2", "expm1"]
    numbers = [0.1 * (i + 1) for i in range(40)]
    lines = [f"    out[{i}] = math.{n}({x!r})\n" for i, (n, x) in enumerate((n, x) for n in names for x in numbers)]
    source = "import math\nimport amaru\n\n@amaru.jit\ndef literals(out):\n" + "".join(lines)
    source += "".join(f"\n@amaru.jit\ndef of_{n}(x: float):\n    return math.{n}(x)\n" for n in names)
    (tmp_path / "literals.py").write_text(source)
    spec = importlib.util.spec_from_file_location("literals", tmp_path / "literals.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    out = np.empty(len(lines))
    module.literals(out)
    want = [getattr(module, "of_" + n)(x) for n in names for x in numbers]
    np.testing.assert_array_equal(out, want)


def test_exact_powers():
    x, y = np.meshgrid(np.arange(-12.0, 13.0), np.arange(0.0, 13.0))
    np.testing.assert_array_equal(power(x, y), x**y)
    np.testing.assert_array_equal(power(x * x, np.full_like(x, 0.5)), np.abs(x))


def test_math_raises_as_before():
    @amaru.jit
    def math_exp(x: float):
        return math.exp(x)

    @amaru.jit
    def math_log(x: float):
        return math.log(x)

    @amaru.jit
    def math_sin(x: float):
        return math.sin(x)

    @amaru.jit
    def math_pow(x: float, y: float):
        return math.pow(x, y)

    assert math.isnan(math_sin(math.nan)) and math_sin(1e300) == math.sin(1e300)
    with pytest.raises(ValueError, match="math domain error"):
        math_sin(math.inf)
    assert math_pow(0.0, 0.0) == 1.0 and math_pow(-2.0, 3.0) == -8.0
    assert math_pow(-math.inf, -3.0) == 0.0
    for x, y, error in (
        (0.0, -1.0, ValueError),
        (-2.0, 0.5, ValueError),
        (10.0, 309.0, OverflowError),
    ):
        with pytest.raises(error):
            math_pow(x, y)
    assert (
        math_exp(-math.inf) == 0.0
        and math_exp(math.inf) == math.inf
        and math_exp(-0.0) == 1.0
    )
    assert math_log(math.inf) == math.inf and math_log(1.0) == 0.0
    assert math.isnan(math_exp(math.nan)) and math.isnan(math_log(math.nan))
    assert math.isfinite(math_exp(709.782712893384))
    for x in (709.7827128933841, 1e300):
        with pytest.raises(OverflowError, match="math range error"):
            math_exp(x)
    for x in (0.0, -1.0, -math.inf):
        with pytest.raises(ValueError, match="math domain error"):
            math_log(x)


@pytest.mark.parametrize("bad, error", [(-700.0, ValueError), (710.0, OverflowError)])
@pytest.mark.parametrize("at", [0, 17, 39])
def test_loop_ends_where_a_check_fails(at, bad, error):
    """The loop runs in lanes: the iterations before the failing one have been done, and none after it."""

    def transform(x, out):
        for i in range(len(x)):
            out[0, i] = math.exp(x[i])
            out[1, i] = math.log(x[i] + 700.0)

    def run(function):
        x = np.full(40, 0.5)
        x[at] = bad
        out = np.zeros((2, 40))
        with pytest.raises(error):
            function(x, out)
        return out

    got, want = run(amaru.jit(transform)), run(transform)
    np.testing.assert_allclose(got, want, rtol=1e-15)
    np.testing.assert_array_equal(got == 0.0, want == 0.0)
