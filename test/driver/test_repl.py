"""`amaru repl`: each test is a session, with what Python would answer."""

import fcntl
import os
import re
import select
import signal
import subprocess
import termios
import textwrap
import time

import pytest

from conftest import AMARU


def session(amaru, text):
    """Its output and its errors."""
    result = subprocess.run(
        [AMARU, "repl"],
        cwd=amaru.folder,
        env=amaru.environment,
        input=textwrap.dedent(text).lstrip("\n"),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout, result.stderr


@pytest.mark.parametrize(
    "expression, shown",
    [
        ("1 + 2", "3"),
        ("1 / 2", "0.5"),
        ("True", "True"),
        ("'it' + \"'s\"", '"it\'s"'),
        ("'\\u00e9\\n'", "'é\\n'"),
        ("(1, 2.5, 'x', (True,))", "(1, 2.5, 'x', (True,))"),
        ("np.arange(3) * 2", "array([0, 2, 4])"),
        ("np.ones((2, 2))", "array([[1., 1.],\n       [1., 1.]])"),
        ("np.ones(2)[0]", "np.float64(1.0)"),
        ("np.float32(1.5)", "np.float32(1.5)"),
        ("1 + 2j", "(1+2j)"),
        ("np.complex64(1 - 2j)", "np.complex64(1-2j)"),
        ("np.zeros(1, np.complex128)[0]", "np.complex128(0j)"),
        ("(1 +\n  2)", "3"),
    ],
)
def test_values_are_shown_as_by_repr(amaru, expression, shown):
    assert session(amaru, f"import numpy as np\n{expression}\n") == (shown + "\n", "")


def test_containers(amaru):
    text = """
        a: list[int] = []
        a.append(3)
        a
        d = {"x": a}
        d["x"][0] = 9
        a, d, len(d)
        [x * 2 for x in a]
        _[0]
        b = [1.5, 2.5]
        b += [0.5]
        sorted(b)
        {1, 2} | {5}
        for x in b:
            print(x)

        "a b".split()
        a[10]
        [[1], [2, 3]], ("k", {2: [0.5]})
    """
    output, errors = session(amaru, text)
    assert output.splitlines() == [
        "[3]",
        "([9], {'x': [9]}, 1)",
        "[18]",
        "18",
        "[0.5, 1.5, 2.5]",
        "{1, 2, 5}",
        "1.5",
        "2.5",
        "0.5",
        "['a', 'b']",
        "([[1], [2, 3]], ('k', {2: [0.5]}))",
    ]
    assert "IndexError: list index out of range" in errors


def test_none_is_not_shown(amaru):
    assert session(amaru, "None\nprint(1)\n") == ("1\n", "")


def test_variables_keep_their_values(amaru):
    text = """
        import numpy as np
        x = 5; y = 2
        a = np.arange(3)
        b = a
        b[0] = 7
        x += y
        x
        a
    """
    assert session(amaru, text) == ("7\narray([7, 1, 2])\n", "")


def test_an_assignment_may_change_the_type(amaru):
    text = """
        x = 3
        x = x / 2
        x
        x = "abc"
        x
        x = 7
        x /= 2
        x
    """
    assert session(amaru, text) == ("1.5\n'abc'\n3.5\n", "")


def test_functions_see_the_current_variables(amaru):
    text = """
        def f(n):
            return n * k

        k = 3
        f(4)
        k = 2.5
        f(4)
        def count():
            global total
            total += 1
            return total

        total = 10
        count()
        total
    """
    assert session(amaru, text) == ("12\n10.0\n11\n11\n", "")


def test_a_name_may_become_something_else(amaru):
    text = """
        import math
        def f():
            return 1

        def g():
            return f() + 1

        g()
        def f():
            return 10

        g()
        f = 5
        f
        math.sqrt(4.0)
    """
    assert session(amaru, text) == ("2\n11\n5\n2.0\n", "")


def test_blocks_end_with_an_empty_line(amaru):
    text = """
        total = 0
        for i in range(4):
            if i > 1:
                total += i

        total
        if total: print("yes")
        else: print("no")

    """
    assert session(amaru, text) == ("5\nyes\n", "")


def test_errors_end_the_statement_alone(amaru):
    text = """
        x = 1
        nope
        x = x +
        x + "a"
        1 // 0
        import pandas
        for i in range(5):
            x += 1
            if i == 2: y = 1 // 0

        x
    """
    output, errors = session(amaru, text)
    assert output == "4\n"
    for words in [
        "NameError: name 'nope' is not defined",
        "SyntaxError: invalid syntax",
        "TypeError: unsupported operand",
        '  File "<stdin>", line 1, in <module>\nZeroDivisionError: integer division or modulo by zero\n',
        "module `pandas` cannot be compiled",
        '  File "<stdin>", line 3, in <module>\nZeroDivisionError',
    ]:
        assert words in errors


def test_ctrl_c_ends_the_statement_alone(amaru):
    process = subprocess.Popen(
        [AMARU, "repl"],
        env=amaru.environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    amaru.processes.append(process)
    process.stdin.write("x = 1\nprint('start', flush=True)\nwhile True: x = x * 3 % 1000\n\n")
    process.stdin.flush()
    assert process.stdout.readline() == "start\n"
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate("x > -1\n", timeout=10)
    assert (process.returncode, output) == (0, "True\n")
    assert errors.endswith("KeyboardInterrupt\n")


def test_the_program_may_leave(amaru):
    process = subprocess.run(
        [AMARU, "repl"], env=amaru.environment, input="import sys\nsys.exit(3)\nprint(1)\n", capture_output=True, text=True
    )
    assert (process.returncode, process.stdout, process.stderr) == (3, "", "")


def test_a_terminal_gets_prompts(amaru):
    pty = pytest.importorskip("pty")
    main, terminal = pty.openpty()
    process = subprocess.Popen(
        [AMARU, "repl"], env=amaru.environment, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    amaru.processes.append(process)
    os.close(terminal)
    # Ctrl-D.
    os.write(main, b"1 + 1\n\x04")
    output, errors = process.communicate(timeout=10)
    os.close(main)
    assert (process.returncode, errors) == (0, "")
    assert output.endswith("leaves\n>>> 2\n>>> \n")


def test_the_last_value(amaru):
    text = """
        import numpy as np
        1 + 2
        _ * 2
        _
        print(_)
        _ + 0.5
        "a" + "b"
        _ + _
        None
        _
        1 // 0
        _
        np.arange(3)
        _ + 1
        def f():
            return int(_[0])

        f()
        len("abc")
        _
        _ = "mine"
        5
        _
    """
    output, errors = session(amaru, text)
    shown = ["3", "6", "6", "6", "6.5", "'ab'", "'abab'", "'abab'", "'abab'", "array([0, 1, 2])", "array([1, 2, 3])"]
    assert output.splitlines() == [*shown, "1", "3", "3", "5", "'mine'"]
    assert errors.count("ZeroDivisionError") == 1


class Terminal:
    """A session at a terminal, as a person has it."""

    def __init__(self, amaru, **environment):
        self.pty = pytest.importorskip("pty")
        self.main, terminal = self.pty.openpty()
        self.process = subprocess.Popen(
            [AMARU, "repl"],
            env=dict(amaru.environment, TERM="vt100", **environment),
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        amaru.processes.append(self.process)
        os.close(terminal)
        self.seen = ""
        self.wait(">>> ")

    def wait(self, words):
        """What is shown up to these words, which come."""
        until = time.monotonic() + 30
        while words not in self.seen:
            assert time.monotonic() < until, self.seen
            if select.select([self.main], [], [], 1)[0]:
                self.seen += os.read(self.main, 4096).decode().replace("\r", "")
        shown, self.seen = self.seen.split(words, 1)
        return shown

    def type(self, keys):
        os.write(self.main, keys.encode())

    def leave(self):
        """Ctrl-D, whether or not the line is being read by now; nothing but the line's end is shown any more."""
        self.type("\x04")
        shown, until = b"", time.monotonic() + 30
        while time.monotonic() < until:
            if select.select([self.main], [], [], 1)[0]:
                try:
                    shown += os.read(self.main, 4096)
                except OSError:
                    # It ends when what it showed was read.
                    break
        assert self.process.wait(timeout=30) == 0
        os.close(self.main)
        assert re.sub(rb">>> |\^D|[\x08\r\n ]", b"", shown) == b""


def test_lines_can_be_edited(amaru):
    terminal = Terminal(amaru, AMARU_HISTORY=str(amaru.folder / "history"))
    # Two are deleted, then one is stepped over: 1234 becomes 12 and 1592.
    terminal.type("1234\x08\x08\x02" + "59\r")
    terminal.wait("\n1592\n")
    terminal.wait(">>> ")
    terminal.type("def f(x):\r    return x * 2\r\rf(21)\r")
    terminal.wait("\n42\n")
    terminal.wait(">>> ")
    terminal.leave()


def test_history_is_kept(amaru):
    environment = {"AMARU_HISTORY": str(amaru.folder / "history")}
    terminal = Terminal(amaru, **environment)
    terminal.type("6 * 7\r")
    terminal.wait("\n42\n")
    terminal.wait(">>> ")
    terminal.leave()
    terminal = Terminal(amaru, **environment)
    # The line before, with an end of its own.
    terminal.type("\x10 + 1\r")
    terminal.wait("\n43\n")
    terminal.wait(">>> ")
    terminal.leave()


def test_ctrl_c_clears_what_is_typed(amaru):
    terminal = Terminal(amaru, AMARU_HISTORY=str(amaru.folder / "history"))
    terminal.type("def f(x):\r")
    terminal.wait("... ")
    terminal.type("    retu\x03")
    terminal.wait("KeyboardInterrupt")
    terminal.wait(">>> ")
    terminal.type("1 +\x03")
    terminal.wait("KeyboardInterrupt")
    terminal.wait(">>> ")
    terminal.type("2 + 3\r")
    terminal.wait("\n5\n")
    terminal.wait(">>> ")
    terminal.leave()
