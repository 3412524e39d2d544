"""Ctrl-C and closed pipes end a program as they end a Python program."""

import signal
import subprocess
import time

import pytest

from conftest import AMARU

ENDLESS = """
    def f() -> int:
        n = 0
        while True:
            n = (n * 3 + 1) % 1000003
        return n
    print("start", flush=True)
    print(f())
"""
LONG = """
    def f(n: int) -> float:
        s = 0.0
        for i in range(n):
            s += i * 0.5
        return s
    print("start", flush=True)
    print(f(1_000_000_000_000))
"""
PARALLEL = """
    from amaru import prange
    def f(n: int) -> float:
        s = 0.0
        for i in prange(1000):
            x = 0.0
            for j in range(n):
                x += j * 0.5
            s += x
        return s
    print("start", flush=True)
    print(f(1_000_000_000_000))
"""
REDUCTION = """
    from amaru import prange
    def f(n: int) -> float:
        s = 0.0
        for i in prange(n):
            s += i * 0.5
        return s
    print("start", flush=True)
    print(f(1_000_000_000_000))
"""


@pytest.mark.parametrize(
    "program",
    [
        pytest.param(ENDLESS, id="while"),
        pytest.param(LONG, id="for"),
        pytest.param(PARALLEL, id="prange"),
        pytest.param(REDUCTION, id="prange-reduction"),
    ],
)
def test_ctrl_c_ends_the_program_at_once(amaru, program):
    amaru.write("file.py", program)
    process = amaru.start("run", "file.py")
    assert process.stdout.readline() == "start\n"
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=3)
    assert process.returncode == 130
    assert errors.rstrip().endswith("KeyboardInterrupt")


def test_a_closed_pipe_is_an_exception(amaru):
    amaru.write("file.py", "for i in range(1000000):\n    print(i)\n")
    process = amaru.start("run", "file.py")
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    assert process.wait(timeout=20) in (1, 120)
    assert "BrokenPipeError: [Errno 32] Broken pipe" in errors


def test_a_full_disk_is_an_exception(amaru):
    amaru.write("file.py", "print(1)\n")
    with open("/dev/full", "w") as full:
        result = subprocess.run(
            [AMARU, "run", "file.py"], cwd=amaru.folder, env=amaru.environment, stdout=full, stderr=subprocess.PIPE
        )
    assert result.returncode == 120
    assert b"No space left on device" in result.stderr
