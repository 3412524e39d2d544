"""What `amaru.jit` can be asked for, and what the functions beside it tell."""

import io
import os

import amaru
import numpy as np
import pytest

build = os.environ.get("AMARU_BUILD")
if build and not os.path.exists(os.path.join(build, "lib", "libamaru-compiler.so")):
    pytest.skip("this build has no compiler", allow_module_level=True)


def dot(a, b):
    s = 0.0
    for i in range(len(a)):
        s += a[i] * b[i]
    return s


@pytest.mark.parametrize(
    "fastmath, flags",
    [
        (True, "fast"), ({"fast"}, "fast"), ("fast", "fast"), ({"nnan", "reassoc"}, "reassoc,nnan"),
        ("contract, afn", "contract,afn"), ({"nsz": True, "nnan": False}, "nsz"), (["ninf"], "ninf"),
    ],
)  # fmt: skip
def test_fastmath_reaches_the_instructions(fastmath, flags):
    text = amaru.jit(fastmath=fastmath)(dot).inspect("loops", "f64(f64[::1], f64[::1])")
    assert f"fastmath<{flags}>" in text


def test_fastmath_is_off_by_default():
    for fastmath in (False, set(), "", {"nnan": False}):
        assert "fastmath" not in amaru.jit(fastmath=fastmath)(dot).inspect("loops", "f64(f64[::1], f64[::1])")


def test_fastmath_in_parallel_loops():
    @amaru.jit(fastmath=True)
    def scale(a, k):
        for i in amaru.prange(len(a)):
            a[i] = a[i] * k + 1.0

    text = scale.inspect("llvm", "None(f64[::1], float)")
    assert "fmul fast" in text and "fadd fast" in text


@pytest.mark.parametrize("fastmath", ["quick", {"nan"}, 3])
def test_fastmath_of_unknown_flags(fastmath):
    with pytest.raises(ValueError, match="reassoc, nnan"):
        amaru.jit(fastmath=fastmath)(dot)


def test_several_signatures_are_compiled_at_once():
    f = amaru.jit(["int(int)", "f64(f64)"])(lambda x: x + x)
    assert f.signatures == ["int(int)", "f64(f64)"]
    assert f(2) == 4 and f(np.float64(2.5)) == 5.0
    with pytest.raises(TypeError, match="a signature as text"):
        amaru.jit([1])
    with pytest.raises(TypeError, match="returns int"):
        amaru.jit(["int(int)", "float(int)"])(lambda x: x)


def explained(function, signature=None):
    out = io.StringIO()
    amaru.explain(function, signature, file=out)
    return out.getvalue()


def test_explain():
    f = amaru.jit(dot)
    text = explained(f, "f64(f64[::1], f64[::1])")
    assert text.splitlines()[0].endswith("| def dot(a, b):")
    assert "compiled for (a: array(f64, 1d, C), b: array(f64, 1d, C)) -> f64" in text
    assert "check `b[i]` (index): out of the loop" in text
    assert "loop: not vectorised: the float sum keeps Python's order" in text
    f(np.ones(3), np.ones(3))
    assert explained(f) == text
    assert f.inspect("explain") == text


def test_explain_lists_what_was_asked_for():
    f = amaru.jit(fastmath=True, boundscheck=False, overflow="wrap")(dot)
    text = explained(f, "f64(f64[::1], f64[::1])")
    assert "asked for: fastmath, fast" in text
    assert "asked for: no index is checked against the bounds" in text
    assert "asked for: an int that leaves 64 bits wraps around" in text
    assert "loop: vectors of" in text


def test_explain_of_other_things():
    with pytest.raises(TypeError, match="not compiled by amaru.jit"):
        amaru.explain(len)
    with pytest.raises(ValueError, match="not called yet"):
        amaru.explain(amaru.jit(dot))


def test_threads():
    before = amaru.get_num_threads()
    assert before >= 1
    try:
        amaru.set_num_threads(3)
        assert amaru.get_num_threads() == 3
    finally:
        amaru.set_num_threads(before)
    for wrong in (0, -1, 1.5, True, "2"):
        with pytest.raises(ValueError, match="at least 1"):
            amaru.set_num_threads(wrong)


class OldTensor:
    """DLPack of the first kind, as PyTorch has offered it for long: it does not say whether memory may be written."""

    def __init__(self, array):
        self.array = array

    def __dlpack__(self, stream=None):
        return self.array.__dlpack__()

    def __dlpack_device__(self):
        return self.array.__dlpack_device__()


class Tensor(OldTensor):
    def __array__(self, dtype=None, copy=None):
        return self.array


def test_tensors_are_written_in_place():
    @amaru.jit
    def fill(a, value):
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                a[i, j] = value

    a = np.zeros((2, 3), np.float32)
    fill(Tensor(a), 2.5)
    assert a.tolist() == [[2.5] * 3] * 2
    fill(Tensor(a.T), 1.0)
    assert a.tolist() == [[1.0] * 3] * 2
    # Nothing says that this one may be written.
    with pytest.raises(ValueError, match="read-only"):
        fill(OldTensor(a), 0.0)
    total = amaru.jit(lambda x: x.sum())
    assert total(OldTensor(a)) == 6.0
