"""`amaru.compat.numba`: Numba's names for what there is, and errors that name the rest."""

import os

import numpy as np
import pytest

build = os.environ.get("AMARU_BUILD")
if build and not os.path.exists(os.path.join(build, "lib", "libamaru-compiler.so")):
    pytest.skip("this build has no compiler", allow_module_level=True)

import amaru
from amaru.compat import numba
from amaru.compat.numba import float64, int64, njit, prange


@njit
def bare(x):
    return x + 1


@numba.jit(nopython=True, parallel=True, fastmath={"reassoc"}, cache=False, error_model="python")
def with_options(a):
    s = 0.0
    for i in prange(len(a)):
        s += a[i]
    return s


def test_decorators():
    assert bare(1) == 2
    assert with_options(np.arange(4.0)) == 6.0
    assert isinstance(bare, amaru.Function)


@pytest.mark.parametrize(
    "signature",
    [
        float64(float64[:], int64), "float64(float64[:], int64)", "f8(f8[:], i8)", (float64[:], int64),
        numba.types.float64(numba.types.Array(float64, 1, "A"), numba.types.int64),
    ],
)  # fmt: skip
def test_signatures(signature):
    f = njit(signature)(lambda a, i: a[i])
    assert f.signatures == ["f64(f64[:], i64)"]
    assert f(np.arange(3.0), 2) == 2.0


def test_lists_of_signatures():
    f = njit([int64(int64), "f8(f8)"])(lambda x: x * x)
    assert f.signatures == ["i64(i64)", "f64(f64)"]
    g = numba.njit("void(float32[:, ::1])")(lambda a: None)
    assert g.signatures == ["None(f32[:, ::1])"]


def test_vectorize():
    @numba.vectorize(nopython=True)
    def relu(x):
        return x if x > 0.0 else 0.0

    assert relu(np.array([-1.5, 2.0])).tolist() == [0.0, 2.0]
    with pytest.raises(NotImplementedError, match="signatures"):
        numba.vectorize([float64(float64)])


def test_types_convert():
    assert numba.float32(1.5) == np.float32(1.5) and type(numba.uint8(3)) is np.uint8


def test_threads():
    numba.set_num_threads(numba.get_num_threads())


@pytest.mark.parametrize("options", [{"nopython": False}, {"forceobj": True}, {"error_model": "numpy"}, {"locals": {"x": int64}}])
def test_options_that_mean_something_else(options):
    with pytest.raises(NotImplementedError, match=next(iter(options))):
        numba.jit(**options)


def test_unknown_options():
    with pytest.raises(TypeError, match="'fastmaths'"):
        numba.jit(fastmaths=True)


@pytest.mark.parametrize("name", ["cuda", "guvectorize", "typed", "no_such_name"])
def test_what_is_missing_is_named(name):
    with pytest.raises(AttributeError, match=f"has no `{name}`"):
        getattr(numba, name)
    with pytest.raises(ImportError, match=name):
        exec(f"from amaru.compat.numba import {name}")
    with pytest.raises(AttributeError, match="types.pyobject"):
        numba.types.pyobject
