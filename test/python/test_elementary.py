"""exp and log under `@amaru.jit`: within 0.8 ulp of a reference of 64 significant bits, and the same in scalars and vectors.

The reference is NumPy's `longdouble` (x87's 64 bits, libm's expl and logl) for f64 and f64 for f32: its own error is below
a thousandth of an ulp of the result.
"""

import math
import os
import sys

import amaru
import numpy as np
import pytest

build = os.environ.get("AMARU_BUILD")
if build and not os.path.exists(os.path.join(build, "lib", "libamaru-compiler.so")):
    pytest.skip("this build has no compiler", allow_module_level=True)

BOUND = 0.8
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


def worst(got, want, dtype):
    """The largest error in ulps of `dtype` at the wide reference `want`, where that is finite; the others are compared."""
    with np.errstate(all="ignore"):
        rounded = want.astype(dtype)
    finite = np.isfinite(rounded)
    np.testing.assert_array_equal(got[~finite], rounded[~finite])
    assert np.isfinite(got[finite]).all()
    ulp = np.spacing(np.abs(rounded[finite])).astype(want.dtype)
    return float(np.max(np.abs(got[finite].astype(want.dtype) - want[finite]) / ulp))


CASES = [(exp, np.exp, exp_points), (log, np.log, log_points)]


@pytest.mark.parametrize(
    "dtype, wide", [(np.float64, np.longdouble), (np.float32, np.float64)]
)
@pytest.mark.parametrize("function, reference, points", CASES, ids=["exp", "log"])
def test_error(function, reference, points, dtype, wide):
    x = points(dtype)
    with np.errstate(all="ignore"):
        want = reference(x.astype(wide))
    assert worst(function(x), want, dtype) <= BOUND


@pytest.mark.parametrize(
    "function, reference", [(exp, np.exp), (log, np.log)], ids=["exp", "log"]
)
def test_every_part_of_f32(function, reference):
    """Every 331st of all patterns of 32 bits, NaN and infinity included."""
    x = np.arange(0, 2**32, 331, dtype=np.int64).astype(np.uint32).view(np.float32)
    with np.errstate(all="ignore"):
        want = reference(x.astype(np.float64))
    assert worst(function(x), want, np.float32) <= BOUND


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("function, reference, points", CASES, ids=["exp", "log"])
def test_scalars_have_the_bits_of_vectors(function, reference, points, dtype):
    x = points(dtype)
    x = np.concatenate((x[:500], x[:: len(x) // 2000]))
    one_by_one = np.array([function(v) for v in x], dtype)
    np.testing.assert_array_equal(function(x), one_by_one)


def test_math_raises_as_before():
    @amaru.jit
    def math_exp(x: float):
        return math.exp(x)

    @amaru.jit
    def math_log(x: float):
        return math.log(x)

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
