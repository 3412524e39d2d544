"""The README tells the truth: its example prints what it says, and a row that says *works* has tests."""

import os
import re
import subprocess

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
README = open(os.path.join(ROOT, "README.md"), encoding="utf-8").read()
AMARU = os.path.join(os.environ["AMARU_BUILD"], "bin", "amaru")


def status_rows():
    table = README[README.index("| area | state |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table]


def test_example_prints_what_the_readme_says(tmp_path):
    program = re.search(r"```python\n(.*?)```", README, re.S)[1]
    expected = re.search(r"prints what CPython prints:\n\n```\n(.*?)```", README, re.S)[1]
    (tmp_path / "smooth.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [AMARU, "run", "smooth.py"], cwd=tmp_path, capture_output=True, text=True,
        env=dict(os.environ, AMARU_CACHE_DIR=str(tmp_path / "cache")),
    )
    assert done.stdout + done.stderr == expected
    assert done.returncode == 1


@pytest.mark.parametrize("area, state, shown", status_rows())
def test_a_working_area_has_tests(area, state, shown):
    assert state in ("works", "partly", "not yet")
    if state == "not yet":
        assert not shown
        return
    folder = os.path.join(ROOT, shown)
    tests = [name for _, _, names in os.walk(folder) for name in names if name.endswith(".py")]
    assert tests, f"{shown} has no tests"
