"""Kernels that are written thread by thread: run on the CPU with and without `--target=gpu-sim`, under CPython in their pure
meaning and compiled there, and as PTX; the answers are equal, and NumPy's."""

import os
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
BUILD = os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build", "dev"))
AMARU = os.path.join(BUILD, "bin", "amaru")
KERNELS = os.path.join(ROOT, "test", "codegen", "gpu", "Inputs", "kernels")
PYTHONPATH = os.pathsep.join([os.path.join(BUILD, "python"), os.path.join(ROOT, "python")])

WAYS = {
    "cpu": [AMARU, "run"],
    "gpu-sim": [AMARU, "run", "--target=gpu-sim"],
    "jit": [sys.executable],
    "pure": [sys.executable],
}


def run(way, path, *args):
    environment = dict(os.environ, PYTHONPATH=PYTHONPATH, AMARU_DISABLE_JIT="1" if way == "pure" else "0")
    return subprocess.run([*WAYS[way], path, *args], capture_output=True, text=True, env=environment)


@pytest.mark.parametrize("way", ["cpu", "gpu-sim", "jit"])
@pytest.mark.parametrize("program", ["sum.py", "sum.py 3", "matmul.py", "grid.py"])
def test_answers(program, way):
    name, *args = program.split()
    path = os.path.join(KERNELS, name)
    compiled, pure = run(way, path, *args), run("pure", path, *args)
    assert (compiled.stdout, compiled.stderr) == (pure.stdout, pure.stderr) and pure.returncode == 0


def test_the_sum_is_numpys(program):
    assert run("cpu", os.path.join(KERNELS, "sum.py"), "5000").stdout.endswith("True\n")
    assert run("cpu", os.path.join(KERNELS, "matmul.py")).stdout.endswith("\n0.0\n")


@pytest.mark.parametrize("way", ["cpu", "gpu-sim"])
@pytest.mark.parametrize(
    "program, expected",
    [
        ("saxpy.py 1000 3", "largest difference 0.0"),
        ("mandelbrot.py 64", "pixels that differ: few"),
        ("matmul.py 50", "largest difference 0.0"),
        ("sum.py 10000", "difference 0.0"),
    ],
)
def test_the_measured_programs(program, expected, way):
    name, *args = program.split()
    done = run(way, os.path.join(ROOT, "bench", "gpu", "programs", name), *args)
    assert (done.stdout, done.stderr) == (expected + "\n", "")


FAILING = """
@amaru.gpu.kernel
def scatter(a: amaru.i64[:], at: amaru.i64[:]):
    t = amaru.gpu.block_id.x * amaru.gpu.block_dim.x + amaru.gpu.thread_id.x
    amaru.gpu.barrier()
    a[at[t]] = t


a = np.zeros(4, dtype=np.int64)
at = np.zeros(8, dtype=np.int64)
at[5] = 7
at[6] = 9
scatter[2, 4](a, at)
"""


@pytest.mark.parametrize("way", ["cpu", "gpu-sim", "jit", "pure"])
def test_an_index_out_of_range_is_raised_by_the_launch(program, way):
    done = run(way, program(FAILING))
    assert done.returncode == 1
    assert "IndexError: index 7 is out of bounds for axis 0 with size 4" in done.stderr
    assert "a[at[t]] = t" in done.stderr and "scatter[2, 4](a, at)" in done.stderr


@pytest.mark.parametrize(
    "shape, message",
    [
        ("0, 4", "the grid of a launch is 0 along x, and 1 to 2147483647 are possible"),
        ("(1, 2), (32, 2048)", "the block of a launch is 2048 along y, and 1 to 1024 are possible"),
        ("1, (64, 32)", "the block of a launch has 2048 threads, and at most 1024 are possible"),
        ("(1, 70000), 1", "the grid of a launch is 70000 along y, and 1 to 65535 are possible"),
    ],
)
@pytest.mark.parametrize("way", ["cpu", "gpu-sim", "jit", "pure"])
def test_extents_that_no_device_has(program, way, shape, message):
    text = """
@amaru.gpu.kernel
def nothing(n: int):
    amaru.gpu.barrier()


nothing[%s](1)
"""
    done = run(way, program(text % shape))
    assert done.returncode == 1 and done.stderr.endswith("ValueError: " + message + "\n")
