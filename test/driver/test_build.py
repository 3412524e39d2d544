"""`amaru build`: executables that stand alone, and modules that C and ctypes call."""

import ctypes
import os
import subprocess

import pytest

from conftest import BUILD

CLANG = os.path.join(os.path.dirname(os.environ.get("AMARU_LLVM_TOOLS") or "/usr/lib/llvm-22/bin"), "bin", "clang")
LIBRARIES = os.path.join(BUILD, "lib")

MODULE = """
    import numpy as np
    from amaru import f64, f32, i32, u8

    scale = 10.0
    offsets = np.ones(3)

    def axpy(a: float, x: f64[:], y: f64[:]) -> None:
        for i in range(len(x)):
            y[i] = a * x[i] + y[i]

    def total(m: f64[:, :]) -> float:
        s = 0.0
        for i in range(m.shape[0]):
            for j in range(m.shape[1]):
                s += m[i, j]
        return s

    def quotient(a: int, b: int) -> int:
        return a // b

    def both(a: bool, b: u8, c: i32, d: f32):
        return a and b + c > 0 and d > 0.5

    def doubled(x: f64[:]):
        return x * 2.0

    def scaled(x: float) -> float:
        return x * scale

    def generic(x):
        return x

    def pair(x: int):
        return x, x + 1

    def _private(x: int):
        return x

    if __name__ == "__main__":
        print("not when imported")
"""

CALLER = """
    #include "kernels.h"
    #include <stdio.h>
    #include <string.h>

    int main(void) {
      double x[] = {1, 9, 2, 9, 3, 9}, y[] = {10, 20, 30}, m[] = {1, 2, 3, 4, 5, 6}, result = 0;
      amaru_array_f64_1d every_other = {x, {3}, {2}, 0}, all = {y, {3}, {1}, 0}, doubles;
      amaru_array_f64_2d matrix = {m, {2, 3}, {3, 1}, 0};
      if (kernels_init() || axpy(2, &every_other, &all) || total(&matrix, &result))
        return 1;
      printf("%g %g %g %g\\n", y[0], y[1], y[2], result);
      bool flag;
      int64_t whole;
      if (both(true, 255, -3, 0.75f, &flag) || quotient(-7, 2, &whole) || scaled(2.5, &result))
        return 2;
      printf("%d %lld %g\\n", flag, (long long)whole, result);
      if (doubled(&every_other, &doubles))
        return 3;
      printf("%g %g %g\\n", doubles.data[0], doubles.data[1], doubles.data[2 * doubles.strides[0]]);
      amaru_rt_release(doubles.owner);
      if (quotient(1, 0, &whole) != 1)
        return 4;
      printf("%s: %s\\n", amaru_rt_error_class(), amaru_rt_error_message());
      amaru_rt_error_clear();
      return quotient(6, 3, &whole) + 100 * (whole != 2);
    }
"""
ANSWER = "12 24 36 21\n1 -4 25\n2 4 6\nZeroDivisionError: integer division or modulo by zero\n"


@pytest.fixture
def module(amaru):
    amaru.write("kernels.py", MODULE)
    amaru.write("caller.c", CALLER)

    def build(kind, name):
        result = amaru("build", "kernels.py", f"--emit={kind}", "-o", name)
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
        return str(amaru.folder / name)

    build("header", "kernels.h")
    amaru.build = build
    return amaru


def test_an_executable_runs_without_the_compiler(amaru):
    amaru.write("program.py", 'import sys\nprint("hello", len(sys.argv))\nx = 1 // (len(sys.argv) - 2)\n')
    assert amaru("build", "program.py", "-o", "program").returncode == 0
    result = subprocess.run([amaru.folder / "program", "a", "b"], capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (0, "hello 3\n")
    result = subprocess.run([amaru.folder / "program", "a"], capture_output=True, text=True, cwd=amaru.folder)
    assert result.returncode == 1
    assert result.stderr.endswith("ZeroDivisionError: integer division or modulo by zero\n")
    assert 'File "' in result.stderr and "line 3" in result.stderr


@pytest.mark.parametrize("kind, name", [("shared", "kernels.so"), ("object", "kernels.o"), ("static", "libkernels.a")])
def test_c_calls_a_module(module, kind, name):
    library = module.build(kind, name)
    command = [CLANG, "-Wall", "-Werror", "caller.c", library, "-L" + LIBRARIES, "-lamaru-rt"]
    command += ["-Wl,-rpath," + LIBRARIES, "-o", "caller"]
    subprocess.run(command, cwd=module.folder, check=True)
    result = subprocess.run([module.folder / "caller"], capture_output=True, text=True)
    assert (result.returncode, result.stdout, result.stderr) == (0, ANSWER, "")


def test_the_header_says_what_is_left_out(module):
    header = (module.folder / "kernels.h").read_text()
    assert "generic: its parameter `x` has no annotation" in header
    assert "pair: its result is tuple(int, int)" in header
    assert "_private" not in header
    assert "int both(bool a, uint8_t b, int32_t c, float d, bool *result_);" in header


def test_ctypes_calls_a_module(module):
    path = module.build("shared", "kernels.so")
    ctypes.CDLL(os.path.join(LIBRARIES, "libamaru-rt.so"), ctypes.RTLD_GLOBAL)
    library = ctypes.CDLL(path)

    class Array(ctypes.Structure):
        _fields_ = [
            ("data", ctypes.POINTER(ctypes.c_double)),
            ("sizes", ctypes.c_int64 * 2),
            ("strides", ctypes.c_int64 * 2),
            ("owner", ctypes.c_void_p),
        ]

    numbers = (ctypes.c_double * 6)(1, 2, 3, 4, 5, 6)
    transposed = Array(numbers, (3, 2), (1, 3), None)
    result = ctypes.c_double()
    assert library.total(ctypes.byref(transposed), ctypes.byref(result)) == 0
    assert result.value == 21.0


def test_llvm_and_assembly(module):
    with open(module.build("llvm", "kernels.ll")) as file:
        assert "define i32 @total(" in file.read()
    with open(module.build("asm", "kernels.s")) as file:
        assert "total:" in file.read()


def test_an_error_in_an_exported_function_is_reported(amaru):
    amaru.write("kernels.py", "def f(x: int):\n    return x + 'a'\n")
    result = amaru("build", "kernels.py", "--emit=shared", "-o", "kernels.so")
    assert result.returncode == 1
    assert "TypeError" in result.stderr
    assert not (amaru.folder / "kernels.so").exists()
