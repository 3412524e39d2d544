"""`--threads=N`: how many threads a program's parallel loops use, as its process shows them."""

import os
import time

import pytest

PROGRAM = """
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


def threads_of(process, expected):
    """The most threads that the process has at once, waiting until there are as many as expected."""
    assert process.stdout.readline() == "start\n"
    most, deadline = 0, time.monotonic() + 20
    while most < expected and time.monotonic() < deadline:
        most = max(most, len(os.listdir(f"/proc/{process.pid}/task")))
        time.sleep(0.01)
    time.sleep(0.1)
    return max(most, len(os.listdir(f"/proc/{process.pid}/task")))


@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_program_from_the_cache_uses_so_many_threads(amaru, count):
    amaru.write("main.py", PROGRAM)
    first = amaru.start("run", f"--threads={count}", "main.py")
    assert first.stdout.readline() == "start\n"
    # The compiler would crash: the code does not depend on the number, and is the same entry.
    second = amaru.start("run", f"--threads={count}", "main.py", environment={"AMARU_CRASH": "abort"})
    assert threads_of(second, count) == count
    assert len(amaru.entries()) == 1


def test_the_option_counts_for_more_than_the_environment(amaru):
    amaru.write("main.py", PROGRAM)
    amaru("check", "main.py")
    process = amaru.start("run", "--threads=2", "main.py", environment={"AMARU_NUM_THREADS": "6"})
    process.stdout.readline()
    # That process compiled, which has a thread of its own; one from the cache has none.
    process = amaru.start("run", "--threads=2", "main.py", environment={"AMARU_NUM_THREADS": "6"})
    assert threads_of(process, 2) == 2


def test_any_number_of_threads_gives_the_same_answer(amaru):
    amaru.write("main.py", PROGRAM.replace("1_000_000_000_000", "1000"))
    answers = {amaru("run", f"--threads={count}", "main.py").stdout for count in (1, 2, 7, 5000)}
    assert len(answers) == 1 and "start" in answers.pop()


@pytest.mark.parametrize("text", ["0", "-1", "many", "", "2x", "99999999999999999999999999999999999999x"])
def test_a_wrong_number_is_wrong_usage(amaru, text):
    amaru.write("main.py", "print(1)\n")
    result = amaru("run", f"--threads={text}", "main.py")
    assert (result.returncode, result.stdout) == (2, "")
    assert "--threads needs a number of at least 1" in result.stderr


def test_a_command_without_threads_refuses_the_option(amaru):
    amaru.write("main.py", "print(1)\n")
    result = amaru("check", "--threads=2", "main.py")
    assert result.returncode == 2
    assert "--threads is for run, repl and parse" in result.stderr
