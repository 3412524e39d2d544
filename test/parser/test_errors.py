"""What the parser says about wrong programs, compared with the expectation written above each and with CPython.

A file of test/parser/errors holds cases with a line `# ----` between them. A case begins with what is expected, one
line per diagnostic in the order of their places, and the whole case is the program:

    # 2: SyntaxError: invalid syntax [invalid-syntax]
    x = 1 +

`[id]` names the row of lang/diag/Diagnostics.def. The first error has to be CPython's in class, line and message, when
the interpreter that runs the tests is 3.13 or newer (older ones word some differently: then class and line). A case
marked `# differs: REASON` is not compared. Every row of the table before the section `types and names` needs a case.
"""

import glob
import os
import re
import subprocess
import sys
import warnings

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build"))
PARSER = os.path.join(BUILD, "bin", "amaru-parse-main")
EXPECTED = re.compile(r"^# (\d+): (?:warning|(\w+)): (.*) \[([a-z0-9-]+)\]$")
REPORTED = re.compile(r"^[^\n]*?:(\d+):\d+: (error|warning): (?:(\w+): )?(.*) \[([a-z0-9-]+)\]$")
# These need a file that is not text, or not there; test_command.py has them.
ELSEWHERE = {"cannot-read", "file-too-large", "binary-file", "unknown-encoding", "encoding-conflict", "invalid-utf8",
             "undecodable-file", "null-byte"}


def cases():
    for path in sorted(glob.glob(os.path.join(HERE, "errors", "*.py"))):
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        for number, case in enumerate(re.split(r"(?m)^# ----\n", text)):
            yield pytest.param(case, id=f"{os.path.basename(path)[:-3]}-{number + 1}")


def header(case):
    """The expectations at the top of a case, and why it is not compared with CPython."""
    expected, differs = [], None
    for line in case.splitlines():
        if line.startswith("# differs: "):
            differs = line[11:]
        elif match := EXPECTED.match(line):
            expected.append((int(match[1]), match[2], match[3], match[4]))
        else:
            break
    return expected, differs


def report(tmp_path, case):
    path = tmp_path / "case.py"
    path.write_bytes(case.encode())
    run = subprocess.run([PARSER, "--quiet", str(path)], capture_output=True, text=True, errors="replace")
    assert run.returncode in (0, 1), run.stderr
    found = [REPORTED.match(line) for line in run.stderr.splitlines()]
    return [(int(m[1]), m[3] if m[2] == "error" else None, m[4], m[5]) for m in found if m]


@pytest.mark.parametrize("case", list(cases()))
def test_case(case, tmp_path):
    expected, differs = header(case)
    assert expected, "a case begins with what is expected"
    assert report(tmp_path, case) == expected
    error = next((e for e in expected if e[1]), None)
    if differs or not error:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(case, "case.py", "exec", dont_inherit=True)
        except SyntaxError as caught:
            if sys.version_info >= (3, 13):
                assert (caught.lineno, type(caught).__name__, caught.msg) == error[:3]
            else:
                assert (caught.lineno, type(caught).__name__) == error[:2]
        else:
            # What is newer than this interpreter is checked by the newer one.
            assert sys.version_info < (3, 13), "CPython accepts this"


def test_every_diagnostic_has_a_case():
    with open(os.path.join(ROOT, "lang", "diag", "Diagnostics.def"), encoding="utf-8") as file:
        syntax = file.read().split("// --- types and names")[0]
    ids = set(re.findall(r'^DIAG\(\w+, "([a-z0-9-]+)"', syntax, re.M))
    shown = {expected[3] for case in cases() for expected in header(case.values[0])[0]}
    assert ids - shown - ELSEWHERE == set()
    assert shown <= ids
