"""Programs release everything that they counted: AMARU_COUNT_OBJECTS tells how many objects are alive at the end."""

import glob
import os

import pytest
from conftest import ROOT

PROGRAMS = [
    path
    for folder in ("containers", "exceptions")
    for path in sorted(glob.glob(os.path.join(ROOT, "test", "e2e", folder, "*.py")))
]


@pytest.mark.parametrize("path", PROGRAMS, ids=[os.path.relpath(path, os.path.join(ROOT, "test", "e2e")) for path in PROGRAMS])
def test_nothing_is_left(amaru, path):
    result = amaru("run", path, environment={"AMARU_COUNT_OBJECTS": "1"})
    assert "amaru: 0 objects alive" in result.stderr, result.stderr[-2000:]


def test_an_exception_leaves_nothing(amaru):
    amaru.write(
        "program.py",
        """\
        import numpy as np

        def inner(table, names, n):
            rows = [np.ones(i) for i in range(n)]
            pairs = [(str(i), rows[i]) for i in range(n)]
            table["k"] = pairs
            names += [pairs[0][0], "x" + str(n)]
            return names[n * 100]

        def outer():
            table = {"k": [("a", np.zeros(3))]}
            inner(table, ["b" + str(1)], 4)

        outer()
        """,
    )
    result = amaru("run", "program.py", environment={"AMARU_COUNT_OBJECTS": "1"})
    assert "IndexError: list index out of range" in result.stderr
    assert "amaru: 0 objects alive" in result.stderr


def test_what_lives_is_counted(amaru):
    amaru.write("program.py", "kept = [1, 2]\ndef f():\n    return len(kept)\nprint(f())\n")
    result = amaru("run", "program.py", environment={"AMARU_COUNT_OBJECTS": "1"})
    assert result.stderr == "amaru: 1 objects alive\n"
