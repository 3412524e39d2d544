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


CLASS = "from collections import namedtuple\nfrom dataclasses import dataclass\nP = namedtuple('P', 'x y')\n"
CLASS += "@dataclass(frozen=True)\nclass D:\n    x: int\n    size: int = 1\n    def area(self): return self.x\n"

ATTRIBUTES = ["P(1)", "P(1, 2, 3)", "P(1, 2).z", "D()", "D(1, 2, 3)", "D(1, z=2)", "D(1).siz", "D.zero", "D(1) + 1"]


@pytest.mark.parametrize("expression", ATTRIBUTES)
def test_wrong_use_of_a_class(amaru, expression):
    program = amaru.write("wrong.py", f"{CLASS}{expression}\n")
    reference = subprocess.run([sys.executable, program], capture_output=True, text=True)
    message = reference.stderr.strip().splitlines()[-1]
    checked = amaru("check", program)
    assert checked.returncode == 1
    assert message.split(". Did you mean")[0] in checked.stdout + checked.stderr


def test_attribute_did_you_mean(amaru):
    program = amaru.write("wrong.py", f"{CLASS}D(1).siz\n")
    checked = amaru("check", program)
    assert "did you mean `size`?" in checked.stdout + checked.stderr


def test_closure_that_writes_in_a_parallel_loop(amaru):
    program = amaru.write(
        "conflict.py",
        """\
        import amaru
        import numpy as np

        def run(a):
            def put(i):
                a[0] = i
            for i in amaru.prange(10):
                put(i)

        run(np.zeros(3))
        """,
    )
    checked = amaru("check", program)
    assert checked.returncode == 1
    assert "[parallel-conflict]" in checked.stdout + checked.stderr


@pytest.mark.parametrize(
    "body",
    [
        "j = n - i\n        a[j] = a[j - 1]",
        "j = n - i\n        j = j % 2\n        a[j] = 1.0",
        "for j in range(3):\n            a[j] = i",
        "if a[0] > 1.0:\n            a[i] = b[i]\n        else:\n            b[i] = a[i - 1]",
        "if i % 2 == 0:\n            a[i] = b[i]\n        else:\n            b[i] = a[i - 1]",
        "if n > 3:\n            a[i] = b[i - 1]\n        b[i] = 2.0",
    ],
)
def test_what_may_meet_in_a_parallel_loop_is_an_error(amaru, body):
    amaru.write(
        "race.py",
        f"""import amaru
import numpy as np


def run(a, b, n):
    for i in amaru.prange(1, n):
        {body}


run(np.zeros(9), np.zeros(9), 8)
""",
    )
    checked = amaru("check", "race.py")
    assert checked.returncode == 1
    assert "[parallel-" in checked.stderr


def test_too_many_instances_end_in_an_error_wherever_the_last_one_is_asked_for(amaru):
    functions = "".join(f"def f{i}(x):\n    return x + {i}\nf{i}(1)\n" for i in range(2000))
    arrays = "import numpy as np\na = np.zeros(3)\nb = np.zeros((3, 3))\nw = np.arange(2)\n"
    amaru.write("many.py", arrays + functions + "a[w]\na[w] = 1.0\nb @ b\n")
    result = amaru("check", "many.py")
    assert result.returncode == 1
    assert "`gather` is called with too many different types" in result.stderr
    assert "`matmul` is called with too many different types" in result.stderr
