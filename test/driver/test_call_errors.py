"""Wrong calls are reported before anything runs, in the words of CPython's own TypeError."""

import subprocess
import sys

import pytest

CALLS = [
    ("def f(x): pass", "f()"),
    ("def f(x, y): pass", "f()"),
    ("def f(x, y, z): pass", "f()"),
    ("def f(x, y, z): pass", "f(y=1)"),
    ("def f(): pass", "f(1)"),
    ("def f(x): pass", "f(1, 2)"),
    ("def f(x, y=1): pass", "f(1, 2, 3)"),
    ("def f(x, *, k=1): pass", "f(1, 2, k=3)"),
    ("def f(x, *, k): pass", "f(1)"),
    ("def f(x, *, j, k): pass", "f(1)"),
    ("def f(x): pass", "f(1, x=2)"),
    ("def f(x): pass", "f(1, y=2)"),
    ("def f(x, /): pass", "f(x=1)"),
    ("def f(x, /, y): pass", "f(x=1, y=2)"),
    ("def f(x): pass", "f(*3)"),
    ("def f(x): pass", "f(*(1, 2))"),
    ("def f(x): pass", "f(**{'x': 1, 'y': 2})"),
    ("def f(x): pass", "f(x=1, **{'x': 2})"),
    ("def f():\n    def g(x): pass\n    g()", "f()"),
    ("f = lambda x: x", "f()"),
    ("x = 3", "x(1)"),
]


@pytest.mark.parametrize("definition, call", CALLS)
def test_wrong_call(amaru, definition, call):
    program = amaru.write("wrong.py", f"{definition}\n{call}\n")
    reference = subprocess.run([sys.executable, program], capture_output=True, text=True)
    message = reference.stderr.strip().splitlines()[-1]
    assert message.startswith("TypeError: ")
    checked = amaru("check", program)
    assert checked.returncode == 1
    words = message.replace("__main__.", "")
    assert words in checked.stdout + checked.stderr
