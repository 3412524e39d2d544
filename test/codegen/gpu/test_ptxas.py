"""NVIDIA's assembler takes the kernels for every architecture that it knows."""

import os
import re
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
sys.path.insert(0, os.path.join(ROOT, "utils"))
from cuda_toolkit import find_toolkit  # noqa: E402

AMARU = os.path.join(os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build", "dev")), "bin", "amaru")
TOOLKIT = find_toolkit()
PROGRAMS = {
    "saxpy": "examples/02_saxpy.py",
    "mandelbrot": "examples/01_mandelbrot.py",
    "matmul": "examples/04_matmul.py",
    "sum": "test/codegen/gpu/Inputs/sum.py",
    "tiled matmul": "bench/gpu/programs/matmul.py",
    "shared sum": "bench/gpu/programs/sum.py",
    "grid": "test/codegen/gpu/Inputs/kernels/grid.py",
}


def architectures():
    """What `ptxas --help` names, the oldest first."""
    if not TOOLKIT:
        return []
    text = subprocess.run([TOOLKIT + "/bin/ptxas", "--help"], capture_output=True, text=True, check=True).stdout
    named = re.search(r"--gpu-name.*?Allowed values for this option:(.*?)\n\S", text, re.S)[1]
    found = set(re.findall(r"'(sm_\d+[a-z]?)'", named))
    return sorted(found, key=lambda name: (int(re.search(r"\d+", name)[0]), name))


def emit(program, chip, path):
    command = [AMARU, "build", os.path.join(ROOT, PROGRAMS[program]), "--emit=ptx", "--target=" + chip, "-o", path]
    subprocess.run(command, check=True)


def assemble(ptx, chip, path):
    command = [TOOLKIT + "/bin/ptxas", "-arch=" + chip, ptx, "-o", path]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, done.stdout + done.stderr


def test_there_is_an_assembler():
    assert TOOLKIT, "./dev installs one where the CUDA Toolkit is missing"
    assert {"sm_80", "sm_90"} <= set(architectures())


@pytest.mark.parametrize("program", PROGRAMS)
def test_ptx_for_the_oldest_is_taken_for_all(program, tmp_path):
    oldest = architectures()[0]
    emit(program, oldest, tmp_path / "kernels.ptx")
    for chip in architectures():
        assemble(tmp_path / "kernels.ptx", chip, tmp_path / (chip + ".cubin"))


@pytest.mark.parametrize("chip", architectures())
def test_ptx_for_the_chip_itself(chip, tmp_path):
    emit("sum", chip, tmp_path / "kernels.ptx")
    assemble(tmp_path / "kernels.ptx", chip, tmp_path / "kernels.cubin")
