"""Kernels give Python's answers: their PTX is executed on the CPU (Inputs/ptx.py) and compared with the loop in Python."""

import os
import subprocess
import sys

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Inputs"))
from ptx import Memory, launch  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
AMARU = os.path.join(os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build", "dev")), "bin", "amaru")
NO_ERROR = (1 << 64) - 1


def compile_kernels(path, *options):
    command = [AMARU, "emit", "--stage=ptx", *options, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def kernels(tmp_path):
    """Compiles one function, given as text and signature."""

    def build(signature, text):
        path = tmp_path / "kernels.py"
        path.write_text("import amaru\n\n\n@amaru.jit\n" + text)
        return compile_kernels(path, "--function=" + signature)

    return build


class Call:
    """The arguments of a launch, with the error slot as the last."""

    def __init__(self):
        self.memory = Memory()
        self.slot = self.memory.array("Q", [NO_ERROR, 0, 0, 0, 0])

    def run(self, ptx, name, threads, *args, **shape):
        launch(ptx, name, self.memory, threads, [*args, self.slot], **shape)
        return self

    def values(self, address):
        return self.memory.values(address)

    def error(self):
        """The failing iteration and its site, None if there is none."""
        record = self.values(self.slot)[0]
        return None if record == NO_ERROR else (record >> 16, record & 0xFFFF)


def test_saxpy():
    ptx = compile_kernels(os.path.join(ROOT, "examples", "02_saxpy.py"))
    call = Call()
    x, y = call.memory.array("f", [1, 2, 3, 4, 5]), call.memory.array("f", [10, 20, 30, 40, 50])
    call.run(ptx, "saxpy_0", 5, 2.0, x, 5, y, 5)
    assert call.values(y) == [12, 24, 36, 48, 60]
    assert call.error() is None


def test_a_failing_check_ends_its_thread_alone():
    ptx = compile_kernels(os.path.join(ROOT, "examples", "02_saxpy.py"))
    call = Call()
    x, y = call.memory.array("f", [1, 2, 3, 4, 5, 6]), call.memory.array("f", [10, 20, 30])
    call.run(ptx, "saxpy_0", 6, 2.0, x, 6, y, 3)
    assert call.values(y) == [12, 24, 36]
    assert call.error() == (3, 0)


def test_matmul():
    ptx = compile_kernels(os.path.join(ROOT, "examples", "04_matmul.py"))
    n, p, m = 5, 7, 3
    a, b = [i % 11 - 5 for i in range(n * p)], [i % 7 - 3 for i in range(p * m)]
    call = Call()
    c = call.memory.array("d", [0.0] * (n * m))
    a_elements, b_elements = call.memory.array("d", a), call.memory.array("d", b)
    call.run(ptx, "matmul_0", n, a_elements, n, p, b_elements, p, m, c, n, m)
    assert call.values(c) == [sum(a[i * p + k] * b[k * m + j] for k in range(p)) for i in range(n) for j in range(m)]
    assert call.error() is None


def test_mandelbrot():
    ptx = compile_kernels(os.path.join(ROOT, "examples", "01_mandelbrot.py"))

    def escape_time(cr, ci):
        zr = zi = 0.0
        for k in range(200):
            if zr * zr + zi * zi > 4.0:
                return k
            zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
        return 200

    n = 9
    call = Call()
    counts = call.memory.array("q", [0] * (n * n))
    call.run(ptx, "mandelbrot_0", n, counts, n, n)
    expected = [escape_time(-2.0 + 2.5 * j / n, -1.25 + 2.5 * i / n) for i in range(n) for j in range(n)]
    assert call.values(counts) == expected


def test_range_with_a_start_and_subscripts_from_data(kernels):
    text = """def f(a: amaru.f64[:], at: amaru.i64[:], out: amaru.f64[:], lo: int, hi: int):
    for i in amaru.prange(lo, hi):
        out[i] = a[at[i]] + i
"""
    ptx = kernels("f(f64[:], i64[:], f64[:], int, int)", text)
    call = Call()
    a, at = call.memory.array("d", [1.0, 2.0, 3.0]), call.memory.array("q", [0, -1, 1, 3, 0, -4])
    out = call.memory.array("d", [0.0] * 6)
    call.run(ptx, "f_0", 5, a, 3, 1, at, 6, 1, out, 6, 1, 1, 6)
    # Iterations count from the start of the range: at[3] is out of range first.
    assert call.values(out)[:3] == [0.0, 4.0, 4.0]
    assert call.values(out)[4] == 5.0
    assert call.error()[0] == 2


def test_overflow(kernels):
    text = """def f(a: amaru.i64[:], k: int):
    for i in amaru.prange(len(a)):
        a[i] = i * k + i
"""
    ptx = kernels("f(i64[:], int)", text)
    call = Call()
    a = call.memory.array("q", [0] * 4)
    call.run(ptx, "f_0", 4, a, 4, 1, 1 << 62)
    assert call.values(a)[:2] == [0, (1 << 62) + 1]
    assert call.error()[0] == 2


@pytest.mark.parametrize(
    "p, q",
    [
        (7, 3),
        (-7, 3),
        (2**62 + 1, 3),
        (-(2**63), 7),
        (5, 2**62 + 3),
        (0, -(2**60)),
        (2**63 - 1, 2**63 - 1),
        (-1, 2**63 - 1),
        (2**63 - 1, 2**53 + 1),
        (-(2**53) - 1, 1),
        (-(2**63), -1),
    ],
)
def test_true_division_of_large_ints(kernels, p, q):
    text = """def f(a: amaru.f64[:], p: int, q: int):
    for i in amaru.prange(len(a)):
        a[i] = p / q
"""
    ptx = kernels("f(f64[:], int, int)", text)
    call = Call()
    a = call.memory.array("d", [0.0])
    call.run(ptx, "f_0", 1, a, 1, 1, p, q)
    assert repr(call.values(a)[0]) == repr(p / q)


def test_integer_power(kernels):
    text = """def f(a: amaru.i64[:], k: int):
    for i in amaru.prange(len(a)):
        a[i] = k ** i
"""
    ptx = kernels("f(i64[:], int)", text)
    call = Call()
    a = call.memory.array("q", [0] * 12)
    call.run(ptx, "f_0", 12, a, 12, 1, 100)
    assert call.values(a) == [100**i for i in range(10)] + [0, 0]
    assert call.error()[0] == 10


def test_a_view_of_a_strided_array(kernels):
    text = """def f(a: amaru.f64[:, :]):
    for i in amaru.prange(a.shape[0]):
        row = a[i, ::2]
        for j in range(len(row)):
            row[j] = i * 10.0 + j
"""
    ptx = kernels("f(f64[:, :])", text)
    call = Call()
    a = call.memory.array("d", [0.0] * 6)
    # The transposed view of an array of 3 rows and 2 columns.
    call.run(ptx, "f_0", 2, a, 2, 3, 1, 2)
    assert call.values(a) == [0.0, 10.0, 0.0, 0.0, 1.0, 11.0]


def test_division_and_remainder_of_negative_numbers(kernels):
    text = """def f(a: amaru.i64[:], b: amaru.i64[:], k: int):
    for i in amaru.prange(len(a)):
        j = i - 3
        a[i] = j // k
        b[i] = j % k
"""
    ptx = kernels("f(i64[:], i64[:], int)", text)
    for k in (2, -2, 3, -1):
        call = Call()
        a, b = call.memory.array("q", [0] * 7), call.memory.array("q", [0] * 7)
        call.run(ptx, "f_0", 7, a, 7, 1, b, 7, 1, k)
        assert call.values(a) == [(i - 3) // k for i in range(7)]
        assert call.values(b) == [(i - 3) % k for i in range(7)]
    call = Call()
    a, b = call.memory.array("q", [0] * 7), call.memory.array("q", [0] * 7)
    call.run(ptx, "f_0", 7, a, 7, 1, b, 7, 1, 0)
    assert call.error()[0] == 0


def tree_sum(values):
    """What a block of 256 threads makes of its share: threads take turns, then halves meet."""
    found = [sum(values[thread::256], 0.0) for thread in range(256)]
    reach = 128
    while reach:
        found = [found[i] + found[i + reach] for i in range(reach)]
        reach //= 2
    return found[0]


@pytest.mark.parametrize("n, blocks", [(1, 1), (255, 1), (1000, 4), (1000, 2), (0, 1)])
def test_a_sum_is_a_tree_of_fixed_shape(n, blocks):
    ptx = compile_kernels(os.path.join(ROOT, "test/codegen/gpu/Inputs/sum.py"), "--function=total(f64[::1])")
    values = [1.0 / (i + 1) for i in range(n)]
    call = Call()
    a, partial = call.memory.array("d", values), call.memory.array("d", [9.0] * blocks)
    call.run(ptx, "total_0", None, a, n, partial, blocks, block=256, grid=blocks)
    share = -(-(-(-n // 256)) // blocks) * 256
    assert call.values(partial) == [tree_sum(values[i * share : (i + 1) * share]) for i in range(blocks)]
    assert call.error() is None


def test_several_reductions_in_one_loop():
    ptx = compile_kernels(os.path.join(ROOT, "test/codegen/gpu/Inputs/sum.py"), "--function=extremes(f64[::1], float)")
    values = [float((i * 37) % 101 - 50) for i in range(600)]
    call = Call()
    a = call.memory.array("d", values)
    lowest, highest = call.memory.array("d", [0.0] * 3), call.memory.array("d", [0.0] * 3)
    above = call.memory.array("q", [0] * 3)
    call.run(ptx, "extremes_0", None, a, 600, 20.0, lowest, 3, highest, 3, above, 3, block=256, grid=3)
    blocks = [values[:256], values[256:512], values[512:]]
    assert call.values(lowest) == [min(block) for block in blocks]
    assert call.values(highest) == [max(block) for block in blocks]
    assert call.values(above) == [sum(v > 20.0 for v in block) for block in blocks]


def test_an_iteration_of_a_reduction_that_fails(kernels):
    text = """def f(a: amaru.i64[:], at: amaru.i64[:]) -> int:
    s = 0
    for i in amaru.prange(len(at)):
        s += a[at[i]]
    return s
"""
    ptx = kernels("f(i64[::1], i64[::1])", text)
    at = [i % 3 for i in range(700)]
    at[300] = at[690] = 3
    call = Call()
    a, at = call.memory.array("q", [1, 2, 3]), call.memory.array("q", at)
    partial = call.memory.array("q", [0, 0])
    call.run(ptx, "f_0", None, a, 3, at, 700, partial, 2, block=256, grid=2)
    assert call.error()[0] == 300
