"""Programs whose kernels run on the CPU (`--target=gpu-sim`) print what the same programs print on the CPU without kernels,
and what CPython prints."""

import os
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
AMARU = os.path.join(os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build", "dev")), "bin", "amaru")


def run(command):
    environment = dict(os.environ, AMARU_DISABLE_JIT="1", PYTHONPATH=os.path.join(ROOT, "python"))
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def outputs(path, *args):
    """With kernels, without, and under CPython."""
    return (
        run([AMARU, "run", "--target=gpu-sim", path, *args]),
        run([AMARU, "run", path, *args]),
        run([sys.executable, path, *args]),
    )


REDUCTIONS = """
@amaru.jit
def several(a: amaru.i64[:], at: amaru.i64[:]):
    s = 0
    low = 100
    high = -100
    x = 0
    some = False
    for i in amaru.prange(len(at)):
        s += a[at[i]]
        low = min(low, a[at[i]])
        high = max(high, a[at[i]])
        x ^= i
        some |= at[i] > 5
    return s, low, high, x, some


@amaru.jit
def product(n: int) -> int:
    p = 1
    for i in amaru.prange(n):
        p *= i + 1
    return p


a = np.empty(10, dtype=np.int64)
for i in range(10):
    a[i] = 3 * i - 7
at = np.empty(300000, dtype=np.int64)
for i in range(300000):
    at[i] = i * i % 7
print(several(a, at), several(a, at[:255]), several(a, at[:1]), product(20), product(0))
"""


def test_reductions_of_integers(program):
    kernels, cpu, python = outputs(program(REDUCTIONS))
    assert kernels.stderr == "" and kernels.stdout == cpu.stdout == python.stdout


def test_a_sum_of_floats_does_not_depend_on_threads(program):
    path = program(
        """
@amaru.jit
def total(a: amaru.f64[:]) -> float:
    s = 0.0
    for i in amaru.prange(len(a)):
        s += a[i]
    return s


a = np.empty(100000)
for i in range(100000):
    a[i] = 1.0 / (i + 1)
print(total(a), abs(total(a) - np.sum(a)) < 1e-12)
"""
    )
    seen = set()
    for threads in ("1", "2", "7"):
        os.environ["AMARU_NUM_THREADS"] = threads
        seen.add(run([AMARU, "run", "--target=gpu-sim", path]).stdout)
    del os.environ["AMARU_NUM_THREADS"]
    assert len(seen) == 1 and seen.pop().endswith("True\n")


def test_an_error_in_a_reduction_names_its_line_once(program):
    path = program(REDUCTIONS + "at[200] = 11\nat[299999] = 12\nprint(several(a, at))\n")
    kernels, cpu, _ = outputs(path)
    assert kernels.returncode == 1 and kernels.stderr == cpu.stderr
    assert "IndexError: index 11 is out of bounds for axis 0 with size 10" in kernels.stderr


def test_an_overflow_of_what_blocks_found(program):
    path = program(
        """
@amaru.jit
def total(a: amaru.i64[:]) -> int:
    s = 0
    for i in amaru.prange(len(a)):
        s += int(a[i])
    return s


a = np.empty(600, dtype=np.int64)
a[:] = 1 << 55
print(total(a))
"""
    )
    kernels, cpu, _ = outputs(path)
    assert kernels.returncode == cpu.returncode == 1
    assert "OverflowError" in kernels.stderr and "OverflowError" in cpu.stderr


@pytest.mark.parametrize("example", ["01_mandelbrot.py 60", "02_saxpy.py 1000", "04_matmul.py 40", "05_heat.py"])
def test_examples(example):
    name, *args = example.split()
    kernels = run([AMARU, "run", "--target=gpu-sim", os.path.join(ROOT, "examples", name), *args])
    cpu = run([AMARU, "run", os.path.join(ROOT, "examples", name), *args])
    assert kernels.stderr == "" and kernels.stdout == cpu.stdout
