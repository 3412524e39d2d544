"""`amaru explain` and `amaru emit`: what the compiler found out, beside the lines it concerns."""

import re

PROGRAM = """\
import numpy as np
def axpy(a, x, y):
    for i in range(len(x)):
        y[i] = a * x[i] + y[i]
def total(x):
    s = 0.0
    for i in range(len(x)):
        s += x[i]
    return s
def gather(x, where):
    n = 0
    while n < len(where):
        x[where[n]] = 1.0
        n += 1
def unused(x):
    return x
x = np.ones(1000)
axpy(2.0, x, x)
print(total(x))
gather(x, np.arange(10))
z = x * 2.0 + x
print(z[0])
"""


def notes(amaru, *arguments, program=PROGRAM):
    """Line number -> its notes."""
    amaru.write("program.py", program)
    result = amaru("explain", *arguments, "program.py")
    assert (result.returncode, result.stderr) == (0, "")
    found, line = {}, 0
    for text in result.stdout.splitlines():
        if start := re.match(r" *(\d+) \| ", text + " "):
            line = int(start[1])
            found[line] = []
            assert text[8:] == program.splitlines()[line - 1]
        else:
            found[line].append(text.strip())
    assert len(found) == len(program.splitlines())
    return found


def test_types(amaru):
    found = notes(amaru)
    assert "compiled for (a: float, x: array(f64, 1d, C), y: array(f64, 1d, C)) -> None" in found[2]
    assert "i: int" in found[3]
    assert "s: float" in found[6]
    assert "x: array(f64, 1d, C)" in found[17]
    assert found[15] == ["not compiled: nothing calls it"]


def test_checks(amaru):
    found = notes(amaru)
    assert "check `x[i]` (index): proved, gone" in found[4]
    assert "check `y[i]` (index): out of the loop: tested at the loop's entry" in found[4]
    assert any(note.startswith("check `x[where[n]]` (index): kept: ") for note in found[13])


def test_vectors(amaru):
    found = notes(amaru, "--cpu=x86-64-v3")
    assert "loop: vectors of 4 elements" in found[3]
    assert "loop: not vectorised: the float sum keeps Python's order" in found[7]
    assert any(note.startswith("loop: not vectorised: ") for note in found[12])
    assert "array expression: vectors of 4 elements" in found[21]


def test_wider_vectors_for_another_cpu(amaru):
    assert "loop: vectors of 8 elements" in notes(amaru, "--cpu=znver4")[3]


def test_one_function(amaru):
    found = notes(amaru, "--function", "unused(f64[:])")
    assert found[15] == ["compiled for (x: array(f64, 1d, strided)) -> array(f64, 1d, strided)"]


def emit(amaru, *arguments):
    amaru.write("program.py", PROGRAM)
    return amaru("emit", *arguments, "program.py")


def test_stages(amaru):
    assert emit(amaru, "--stage=ast").stdout.startswith("Module(body=[")
    assert "total(x: array(f64, 1d, C)) -> " in emit(amaru, "--stage=types").stdout
    assert "amaru.check_index" in emit(amaru, "--stage=amaru").stdout
    assert "scf.for" in emit(amaru, "--stage=loops").stdout
    assert "fadd <" in emit(amaru, "--stage=llvm").stdout
    assert "amaru_main:" in emit(amaru, "--stage=asm").stdout


def test_one_function_of_a_stage(amaru):
    result = emit(amaru, "--stage=llvm", "--function=total(f64[::1])")
    assert "define i32 @total(" in result.stdout
    assert "amaru_main" not in result.stdout


def test_signatures_that_do_not_fit(amaru):
    for signature, words in [
        ("nothing(int)", "NameError: name 'nothing' is not defined"),
        ("total(int, int)", "total() takes 1 positional arguments but 2 were given"),
        ("total(soup)", "this annotation names no type"),
        ("total(", "'(' was never closed"),
        ("7", "a signature is written"),
    ]:
        result = emit(amaru, "--stage=types", "--function", signature)
        assert (result.returncode, result.stdout) == (1, ""), signature
        assert words in result.stderr


LANES = """\
import numpy as np
def roots(out):
    for i in range(out.shape[0]):
        x = 1.0
        for k in range(30):
            x = 0.5 * (x + i)
        out[i] = x
roots(np.empty(100))
"""


def test_loop_whose_iterations_run_side_by_side(amaru):
    found = notes(amaru, program=LANES)
    assert any(re.match(r"loop: \d+ iterations side by side, in vectors", note) for note in found[3])
    assert "loop: in the vectors of the loop around it" in found[5]
