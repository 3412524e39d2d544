"""`amaru.compat.numba`: Numba's names for what there is, and errors that name the rest."""

import os
import re
import subprocess
import sys

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

    @numba.vectorize([float64(float64)], cache=True)
    def half(x):
        return x / 2

    assert half(np.array([3.0])).tolist() == [1.5]


def test_typeof():
    values = [1, True, 1.5, np.float32(1), np.zeros((2, 3)), np.zeros((2, 3), "i4").T, np.arange(6)[::2], (1, np.zeros(2))]
    found = [repr(numba.typeof(value)) for value in values]
    assert found == ["i64", "bool_", "f64", "f32", "f64[:, ::1]", "i32[::1, :]", "i64[:]", "tuple[i64, f64[::1]]"]
    with pytest.raises(ValueError, match="object"):
        numba.typeof(object())


IN_NUMBAS_PLACE = """
import sys
from amaru.compat import numba as shim
shim.install()
import numba
import numba as nb
from numba import njit, prange, types, cuda
from numba.typed import List, Dict
from numba.extending import overload
from numba.core.errors import TypingError, NumbaPerformanceWarning
import numba.np.unsafe
import numpy as np

@overload(np.clip)
def clip(a):
    return None

def meaning():
    return 1

@overload(meaning)
def other_meaning():
    return lambda: 2

@numba.guvectorize([(nb.float64[:], nb.float64[:])], "(n)->()")
def total(x, out):
    out[0] = x.sum()

@njit(["f8(f8, i8)"], cache=True)
def scaled(x: "ignored", n: np.ndarray):
    return numba.float32(x) * n

@nb.njit
def gather(n):
    found = nb.typed.List()
    for i in prange(n):
        pass
    for i in range(n):
        found.append(i * numba.config.NUMBA_NUM_THREADS // numba.config.NUMBA_NUM_THREADS)
    return found

print(scaled(1, 3), gather(3), cuda.is_available(), issubclass(TypingError, Exception), List is list)
for use in (lambda: total(np.ones(3)), lambda: njit(lambda: meaning())(), lambda: numba.typed.Lists(), lambda: bool(numba.carray), numba.gdb):
    try:
        use()
    except (NotImplementedError, numba.NumbaError) as error:
        print(*[line for line in str(error).splitlines() if " " in line][:1])
"""


def test_in_numbas_place(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(IN_NUMBAS_PLACE)
    run = subprocess.run([sys.executable, program], capture_output=True, text=True)
    assert run.stderr == ""
    assert run.stdout.splitlines() == [
        "3.0 [0, 1, 2] False True True",
        "total is made by numba.guvectorize, which Amaru does not have in this version",
        f"{program}:43:61: error: the global `meaning`, which numba.overload gives another meaning, is not supported in this "
        "version [unsupported]",
        "amaru.compat.numba has no `typed.Lists`: Amaru does not have it in this version",
        "amaru.compat.numba has no `carray`: Amaru does not have it in this version",
        "amaru.compat.numba has no `gdb`: Amaru does not have it in this version",
    ]


def test_types_convert():
    assert numba.float32(1.5) == np.float32(1.5) and type(numba.uint8(3)) is np.uint8


def test_threads():
    numba.set_num_threads(numba.get_num_threads())


@pytest.mark.parametrize("options", [{"nopython": False}, {"forceobj": True}, {"locals": {"x": int64}}])
def test_options_that_mean_something_else(options):
    with pytest.raises(NotImplementedError, match=next(iter(options))):
        numba.jit(**options)


def test_division_as_numpys():
    @njit(error_model="numpy")
    def divided(x, y):
        return x / y, x // y, x % y

    assert repr(divided(1.0, 0.0)) == "(inf, inf, nan)"
    assert repr(divided(-2, 0)) == "(-inf, 0, 0)"
    assert divided(7, 2) == (3.5, 3, 1)
    with pytest.raises(ZeroDivisionError):
        njit(error_model="python")(lambda x: x / 0.0)(1.0)


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


PAGE = os.path.join(os.path.dirname(__file__), "..", "..", "docs", "howto", "from-numba.md")


def names_of_the_page():
    with open(PAGE) as page:
        rows = re.findall(r"(?m)^\| (`\w+`(?:, `\w+`)*) \| (yes|imports) \|", page.read())
    return [(name, state) for names, state in rows for name in re.findall(r"\w+", names)]


ASK_FOR_EACH = """
import sys
from amaru.compat import numba as shim
from amaru.compat._absent import Absent
shim.install()
import numba
for name in sys.argv[1:]:
    found = getattr(numba, name)
    print(name, "imports" if isinstance(found, Absent) or name in ("experimental", "extending", "cuda") else "yes")
"""


def test_the_page_says_what_is_there():
    expected = names_of_the_page()
    assert len(expected) > 80
    run = subprocess.run([sys.executable, "-c", ASK_FOR_EACH, *(name for name, _ in expected)], capture_output=True, text=True)
    assert [tuple(line.split()) for line in run.stdout.splitlines()] == expected, run.stderr
