"""NumPy's functions under `@amaru.jit`, against NumPy itself: dtypes, layouts and empty arrays, bit for bit."""

import importlib.util
import os
import textwrap

import amaru
import numpy as np
import pytest

build = os.environ.get("AMARU_BUILD")
if build and not os.path.exists(os.path.join(build, "lib", "libamaru-compiler.so")):
    pytest.skip("this build has no compiler", allow_module_level=True)

# Expressions of a matrix `a`, gathered in functions that return them all: one compilation for each group.
ANY = {
    "views": ["a.T", "a[::-1]", "a[:, 1]", "a.reshape(-1)", "np.swapaxes(a, 0, 1)", "np.flip(a, 1)", "np.diagonal(a)"],
    "picking": ["a[a != 0]", "a[np.nonzero(a)]", "np.take(a, 1, axis=1)", "a[np.arange(2)]", "np.where(a != 0, a, a[0, 0])"],
    "joining": ["np.concatenate((a, a), axis=1)", "np.stack((a, a), axis=1)", "np.tile(a, 2)", "np.roll(a, 1)", "np.repeat(a, 2)"],
    "copies": ["a.copy()", "a.ravel()", "a.flatten()", "np.zeros_like(a)", "np.ones_like(a)", "np.full_like(a, 1)"],
    "logic": ["np.any(a)", "np.all(a, axis=0)", "np.count_nonzero(a)", "a == a[0]", "a != 2", "np.logical_not(a)"],
}  # fmt: skip
NUMBER = {
    "arithmetic": ["a + a", "a - 1", "a * a.sum()", "a / 2", "-a", "a ** 2", "abs(a)", "a + a[0]"],
    "sums": ["a.sum()", "a.sum(axis=0)", "a.sum(axis=1)", "a.prod()", "a.sum(axis=(0, 1))", "a.sum(axis=0, keepdims=True)"],
    "moments": ["a.mean()", "a.mean(axis=0)", "np.cumsum(a)", "np.cumsum(a, axis=0)", "np.diff(a)"],
}  # fmt: skip
REAL = {
    "order": ["a.max()", "a.min(axis=0)", "np.argmax(a)", "np.argmin(a, axis=1)", "np.sort(a)", "np.ptp(a, axis=1)", "a < 3"],
    "rounding": ["np.floor(a)", "np.sign(a)", "np.clip(a, 1, 3)", "np.maximum(a, 2)", "np.square(a)", "a // 2", "a % 3"],
    "spread": ["a.std()", "a.var(axis=0)", "a.std(axis=1, ddof=1)", "np.median(a)", "np.median(a, axis=0)"],
}  # fmt: skip


def matrix(dtype, layout):
    a = (np.arange(24) * 7 % 11).astype(dtype)
    if np.dtype(dtype).kind in "fc":
        a = (a / np.dtype(dtype).type(3)).astype(dtype)
    a = a.reshape(4, 6)
    return {"C": a, "F": np.asfortranarray(a), "strided": a[::2, ::-2]}[layout]


@pytest.fixture(scope="module")
def kernels(tmp_path_factory):
    """A compiled function for each group of expressions, and the same in plain Python."""
    path = tmp_path_factory.mktemp("kernels") / "kernels.py"
    groups = {**ANY, **NUMBER, **REAL}
    text = "import numpy as np\n"
    for name, expressions in groups.items():
        body = ",\n".join(f"        {expression}" for expression in expressions)
        text += f"\n\ndef {name}(a):\n    return (\n{body},\n    )\n"
    path.write_text(textwrap.dedent(text))
    spec = importlib.util.spec_from_file_location("numpy_kernels", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: (amaru.jit(getattr(module, name)), getattr(module, name)) for name in groups}


def assert_same(got, want, what):
    assert type(got) is type(want), what
    if isinstance(want, tuple):
        for one, other in zip(got, want, strict=True):
            assert_same(one, other, what)
        return
    if isinstance(want, (np.ndarray, np.generic)):
        assert got.dtype == want.dtype, what
        assert got.shape == want.shape, what
        assert np.array_equal(got, want, equal_nan=want.dtype.kind in "fc"), f"{what}: {got!r}, expected {want!r}"
    else:
        assert got == want, what


CASES = [
    ("float64", "C"), ("float64", "strided"), ("float32", "F"), ("float16", "C"), ("int64", "C"), ("int32", "strided"),
    ("int8", "C"), ("uint8", "F"), ("uint64", "C"), ("complex128", "C"), ("complex64", "F"), ("bool", "C"),
]  # fmt: skip


def groups_for(dtype):
    kind = np.dtype(dtype).kind
    return [*ANY, *(NUMBER if kind != "b" else ()), *(REAL if kind in "fiu" else ())]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "name, dtype, layout",
    [(name, dtype, layout) for dtype, layout in CASES for name in groups_for(dtype)],
)
def test_group(kernels, name, dtype, layout):
    compiled, plain = kernels[name]
    a = matrix(dtype, layout)
    groups = {**ANY, **NUMBER, **REAL}
    for got, want, expression in zip(compiled(a), plain(a), groups[name], strict=True):
        assert_same(got, want, f"{expression} of {dtype} {layout}")


# --- complex numbers across the boundary


@amaru.jit
def twice(z):
    return z + z, z * 1j, z


@pytest.mark.parametrize(
    "value", [1 + 2j, complex(-0.0, 0.5), np.complex128(3 - 1j), np.complex64(0.5 + 2j), np.arange(3) * 1j]
)
def test_complex_values(value):
    for got, want in zip(twice(value), twice.__wrapped__(value), strict=True):
        assert_same(got, want, repr(value))


# --- vectorize


@amaru.vectorize
def limited(x, most):
    """Not above `most`."""
    return most if x > most else x


def test_vectorize_of_arrays_and_numbers():
    a = np.arange(6.0).reshape(2, 3)
    assert np.array_equal(limited(a, 2.5), np.minimum(a, 2.5))
    assert np.array_equal(limited(a, np.arange(3.0)), np.minimum(a, np.arange(3.0)))
    assert limited(3.0, 2.0) == 2.0
    assert limited.__doc__ == "Not above `most`."


@amaru.jit
def limited_sum(a):
    return limited(a, 1.5).sum() + limited(7.0, 1.0)


def test_vectorize_inside_jit():
    a = np.arange(4.0)
    assert limited_sum(a) == np.minimum(a, 1.5).sum() + 1.0


def test_vectorize_takes_functions_of_positional_parameters():
    with pytest.raises(TypeError, match="positional parameters only"):
        amaru.vectorize(lambda *x: x)
