"""Syntax that is newer than the interpreter may be: what of it is Python 3.14 and what is not; ruff is asked too."""

import os
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PARSER = os.path.join(os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build")), "bin", "amaru-parse-main")

RIGHT = """\
def f[T](x: T) -> T: return x
def f[T: int, *Ts, **P](x): pass
def f[T: (int, str) = int, *Ts = *tuple[int], **P = [int]](): pass
class C[T = int](B[T]): pass
type X = int
type X[T] = list[T]
type = type(type)
type[0] = 1
async def f[T](): pass
f'{x!r:>{width}}'
f'{'nested'}'
f"{f"{f"{1}"}"}"
f'{x:{'{'}>10}'
f'''{
    x  # a comment
}'''
f'{x = !s:^10}'
f"{'\\n'.join(x)}"
t'{x}'
t'{x!r:{y}}' t'{z}'
rt'{x}\\d'
Tr'{x}'
t'{x=}'
try: pass
except A, B: pass
try: pass
except* A, B: pass
try: pass
except (A, B) as e: pass
with (a as b, c as d,): pass
match x:
    case {'a': 1, **rest}: pass
for x in *a, *b: pass
a[*b]
def f(*args: *Ts): pass
@x.y[0]()
def f(): pass
print(*a if b else c)
lambda *, x: x
def f():
    return *a, *b
"""

WRONG = """\
def f[](x): pass
def f[T:](x): pass
def f[*T: int](): pass
def f[T = ](): pass
class C[T, T]: pass
type X
type X[T]
type X.y = int
f'{'
f'{x!z}'
f'{}'
f'{x:{y:{z:{w}}}}'
f'{lambda x: 1}'
t'{x}' 'a'
t'{x}' f'{y}'
bt'{x}'
ut'{x}'
ft'{x}'
try: pass
except A, B as e: pass
try: pass
except* A, B as e: pass
try: pass
except A,: pass; x = (
a[**b]
def f(**args: *Ts): pass
x = *a
with (a as b, c as d: pass
match x:
    case {**rest, 'a': 1}: pass
def f[T](x: (yield)): pass
class C[T]((yield)): pass
type X = (yield)
type X = (y := 1)
"""


def programs(text):
    """A program begins with each line that is not indented and does not go on with the one before."""
    found = []
    for line in text.splitlines():
        goes_on = line[:1] in " }" or line.startswith("except") or (found and found[-1].startswith("@"))
        if goes_on:
            found[-1] += "\n" + line
        else:
            found.append(line)
    return [program + "\n" for program in found]


def accepts(command, program):
    return subprocess.run(command, input=program, capture_output=True, text=True).returncode == 0


CASES = [(program, True) for program in programs(RIGHT)] + [(program, False) for program in programs(WRONG)]


@pytest.mark.parametrize("program, is_right", CASES)
def test_newer_syntax(program, is_right):
    assert accepts([PARSER, "-", "--quiet"], program) == is_right


# What ruff's parser leaves to its rules or does not look at.
NOT_RUFFS = ("f'{x:{y:{z", "class C[T, T]", "def f[T](x: (yield))", "class C[T]((yield))", "type X = (yield)", "type X = (y := 1)")


def test_ruff_agrees():
    ruff = os.path.join(os.path.dirname(sys.executable), "ruff")
    command = [ruff, "check", "--isolated", "--no-cache", "--quiet", "--select=E902", "--target-version=py314", "-"]
    asked = [(program, is_right) for program, is_right in CASES if not program.startswith(NOT_RUFFS)]
    assert [program for program, is_right in asked if accepts(command, program) != is_right] == []
