"""Messages, tracebacks and exception classes equal CPython's."""

import builtins
import ctypes as c
import os
import subprocess
import sys
import textwrap

import pytest
from sites import site

PROGRAMS = {
    "subscript": "def f(a):\n    return 1 + len(a[10])\n\nf([1, 2])\n",
    "operator": "def f(x, y):\n    return (x +  y) * x / y\nf(1, 0)\n",
    "nested operators": "x = 0\ny = 5 % x ** 2 // 3 - 7 * 2\n",
    "power": "x = 1 - 2 ** 3 ** 4 / 0 + 8\n",
    "call": "def f(x):\n    raise ValueError('bad {0} ' + str(x))\nf(\n    3\n)\n",
    "whole line": "def f():\n    g()\ndef g():\n    h = 1 / 0\nf()\n",
    "part of a line": "def g():\n    return 1 / 0\nx = [g() for _ in range(3)]\n",
    "recursion": "def f(n):\n    if n == 0:\n        raise KeyError('k')\n    f(n - 1)\nf(10)\n",
    "four": "def f(n):\n    if n == 0:\n        raise RuntimeError()\n    f(n - 1)\nf(4)\n",
    "mutual": "def f(n):\n    return g(n - 1)\ndef g(n):\n    return 1 // n if n == 0 else f(n)\nf(9)\n",
    "no message": "raise ValueError\n",
    "attribute": "x = (1).nothing + 2\n",
    "unicode": "é = [1]; ü = 'öä' + é[0 + 9] # ü\n",
    "two lines": "x = [1,\n     2 +\n     '']\n",
    "index of call": "def f(): return {}\nx = f()['a' + 'b']\n",
    "comparison": "x = 1 < 'a'\n",
    "unary": "x = -'a'\n",
    "conversion": "x = 3 + int('x]')\n",
    "double subscript": "m = [[1]]\nx = m[0][3]\n",
    "assertion": "assert 1 + 1 == 3, 'sum'\n",
    "tabs": "if True:\n\tx = 1 /  0\n",
    "shift": "x = 1 << -1\n",
}

DRIVER = """
import os, sys
sys.path.insert(0, {here!r})
from conftest import Runtime
from sites import raise_as
rt = Runtime(os.environ["AMARU_RT_LIBRARY"])
path = sys.argv[1]
try:
    exec(compile(open(path).read(), path, "exec"), {{}})
except BaseException as error:
    error.__traceback__ = error.__traceback__.tb_next
    kept = raise_as(rt, error)
    rt.error_print()
"""


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="carets are those of CPython 3.11")
@pytest.mark.parametrize("name", PROGRAMS)
def test_traceback(tmp_path, name):
    path = tmp_path / "program.py"
    path.write_text(PROGRAMS[name])
    reference = subprocess.run([sys.executable, path], capture_output=True, text=True)
    driver = DRIVER.format(here=os.path.dirname(__file__))
    ours = subprocess.run([sys.executable, "-c", driver, path], capture_output=True, text=True)
    assert ours.stderr == reference.stderr


def raised(rt):
    name, message = rt.error_class(), c.string_at(rt.error_message(), rt.error_message_bytes()).decode()
    return c.string_at(name).decode(), message


def test_message_arguments(rt):
    text = rt.str("key's")
    bits = c.c_int64.from_buffer(c.c_double(0.1)).value
    for template, arguments, expected in [
        ("index {0} is out of bounds for axis {1} with size {2}", (-11, 0, 10), "index -11 is out of bounds for axis 0 with size 10"),
        ("{0:u} {1:f} {0}", (-1, bits, 0), "18446744073709551615 0.1 -1"),
        ("{0:s}|{0:r}", (text, 0, 0), 'key\'s|"key\'s"'),
        ("{{0}} {3} {x} {0", (1, 2, 3), "{0} {3} {x} {0"),
        ("", (1, 2, 3), ""),
    ]:
        place = site(exception="ValueError", message=template)
        rt.raise_(c.byref(place), *arguments)
        assert raised(rt) == ("ValueError", expected)
        assert rt.error_frame_count() == 1
        rt.error_clear()
    rt.release(text)


def test_matches_follows_pythons_classes(rt):
    names = [n for n in dir(builtins) if isinstance(getattr(builtins, n), type) and issubclass(getattr(builtins, n), BaseException)]
    table = open(os.path.join(os.path.dirname(__file__), "../../runtime/abi/Exceptions.def")).read()
    known = [n for n in names if f"({n}, " in table]
    assert len(known) > 40
    for name in known:
        place = site(exception=name, message="")
        rt.raise_(c.byref(place), 0, 0, 0)
        for other in [*known, "BaseException"]:
            expected = issubclass(getattr(builtins, name), getattr(builtins, other))
            assert rt.error_matches(other.encode()) == expected, (name, other)
        rt.error_clear()


def run(rt, code, **options):
    """Runs a program that uses the runtime directly."""
    header = f"""
        import ctypes as c, os, sys
        sys.path.insert(0, {os.path.dirname(__file__)!r})
        from conftest import Runtime
        from sites import site
        rt = Runtime(os.environ["AMARU_RT_LIBRARY"])
        argv = (c.c_char_p * 2)(b"prog", b"x")
        rt.start(2, argv)
    """
    program = textwrap.dedent(header) + textwrap.dedent(code)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, **options)


def test_uncaught_exception_after_output(rt):
    done = run(rt, """
        rt.write_text(b"before\\n", 7)
        place = site("nowhere.py", "<module>", 7, exception="ZeroDivisionError", message="division by zero")
        rt.raise_(c.byref(place), 0, 0, 0)
        os._exit(rt.finish())
    """)
    assert (done.returncode, done.stdout) == (1, "before\n")
    assert done.stderr == ('Traceback (most recent call last):\n  File "nowhere.py", line 7, in <module>\n'
                           "ZeroDivisionError: division by zero\n")


@pytest.mark.parametrize("template, argument, status, words", [("{0}", 3, 3, ""), ("", 0, 0, ""), ("gone", 0, 1, "gone\n")])
def test_system_exit(rt, template, argument, status, words):
    done = run(rt, f"""
        place = site(exception="SystemExit", message={template!r})
        rt.raise_(c.byref(place), {argument}, 0, 0)
        os._exit(rt.finish())
    """)
    assert (done.returncode, done.stderr) == (status, words)


def test_refused_output_is_reported_at_the_end(rt):
    code = """
        for _ in range(100000): rt.write_text(b"0123456789", 10)
        os._exit(rt.finish())
    """
    with open("/dev/full", "w") as full:
        program = run_to(full, rt, code)
    assert program.returncode == 120
    assert program.stderr.endswith("OSError: [Errno 28] No space left on device\n")
    read, write = os.pipe()
    os.close(read)
    program = run_to(write, rt, code)
    os.close(write)
    assert program.returncode == 120
    assert program.stderr.endswith("BrokenPipeError: [Errno 32] Broken pipe\n")


def run_to(stdout, rt, code):
    header = f"""
import ctypes as c, os, sys
sys.path.insert(0, {os.path.dirname(__file__)!r})
from conftest import Runtime
rt = Runtime(os.environ["AMARU_RT_LIBRARY"])
rt.start(0, None)
"""
    program = header + textwrap.dedent(code)
    return subprocess.run([sys.executable, "-c", program], stdout=stdout, stderr=subprocess.PIPE, text=True)


def test_ctrl_c_is_seen_by_polls_and_sleep(rt):
    done = run(rt, """
        import signal, time
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        rt.install_sigint()
        flag = c.c_int32.in_dll(rt.library, "amaru_rt_interrupted")
        assert not rt.poll()
        os.kill(os.getpid(), signal.SIGINT)
        assert flag.value == 1 and rt.poll() and flag.value == 0 and not (rt.error_clear() or rt.poll())
        pid = os.getpid()
        if os.fork() == 0:
            time.sleep(0.2); os.kill(pid, signal.SIGINT); os._exit(0)
        began = time.monotonic()
        raised = rt.sleep(20.0)
        os._exit(0 if raised and time.monotonic() - began < 10 else 9)
    """)
    assert done.returncode == 0, done.stderr


def test_arguments(rt):
    done = run(rt, """
        assert rt.argc() == 2 and rt.text(rt.argv(1)) == "x" and rt.text(rt.argv(-2)) == "prog"
        assert not rt.argv(2) and c.string_at(rt.error_class()) == b"IndexError"
    """)
    assert done.returncode == 0, done.stderr


def test_print_to_a_file(rt):
    done = run(rt, """
        s = rt.str("é'")
        rt.write_int(-5); rt.write_text(b" ", 1); rt.write_float(0.1); rt.write_bool(True); rt.write_none(); rt.write_str(s)
        rt.write_str_repr(s); rt.write_uint(-1); rt.write_complex(1.0, -2.0); rt.write_f32(0.1); rt.write_f16(0.5)
        rt.write_c128(0.0, 1.0); rt.write_c64(1.0, 1.0)
        rt.write_text(b"a" * 200000, 200000)
        os._exit(rt.finish())
    """)
    assert done.stdout == "-5 0.1TrueNoneé'\"é'\"18446744073709551615(1-2j)0.10.51j(1+1j)" + "a" * 200000
