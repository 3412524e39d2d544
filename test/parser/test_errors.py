"""What the parser says about wrong programs, compared with the expectation written above each and with CPython.

A file of test/parser/errors holds cases with a line `# ----` between them, behind which the situation may be named. A
case begins with what is expected, one
line per diagnostic in the order of their places, and the whole case is the program:

    # 2: SyntaxError: invalid syntax [invalid-syntax]
    x = 1 +

`[id]` names the row of lang/diag/Diagnostics.def. The first error has to be CPython's in class, line and message, when
the interpreter that runs the tests is 3.13 or newer (older ones word some differently: then class and line). A case
marked `# differs: REASON` is not compared. Every row of the table before the section `types and names` needs a case.
"""

import glob
import json
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
# These need a file that is not text, or not there; test_command.py has them.
ELSEWHERE = {"cannot-read", "file-too-large", "binary-file", "unknown-encoding", "encoding-conflict", "invalid-utf8",
             "undecodable-file", "null-byte"}


def cases():
    for path in sorted(glob.glob(os.path.join(HERE, "errors", "*.py"))):
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        _, *rest = re.split(r"(?m)^# ----(.*)\n", "# ----\n" + text)
        for number, (name, case) in enumerate(zip(rest[::2], rest[1::2]), 1):
            yield pytest.param(case, id=f"{os.path.basename(path)[:-3]}-{name.strip() or number}")


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


def diagnostics_of(folder, texts):
    """What the parser says about each text: one run for all of them."""
    paths = [str(folder / f"{number}.py") for number in range(len(texts))]
    for path, text in zip(paths, texts):
        with open(path, "wb") as file:
            file.write(text.encode())
    (folder / "list").write_text("".join(path + "\n" for path in paths))
    command = [PARSER, "--quiet", "--error-format=json", f"@{folder}/list"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    found = {path: [] for path in paths}
    for line in run.stderr.splitlines():
        diagnostic = json.loads(line)
        found[diagnostic["file"]].append(diagnostic)
    return list(found.values())


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Case -> its diagnostics."""
    texts = [case.values[0] for case in cases()]
    return dict(zip(texts, diagnostics_of(tmp_path_factory.mktemp("cases"), texts)))


@pytest.mark.parametrize("case", list(cases()))
def test_case(case, reports):
    expected, differs = header(case)
    assert expected, "a case begins with what is expected"
    said = [(d["line"], d["class"] if d["severity"] == "error" else None, d["message"], d["id"]) for d in reports[case]]
    assert said == expected
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


def test_most_messages_are_cpythons():
    headers = [header(case.values[0]) for case in cases()]
    assert len(headers) >= 400
    assert sum(differs is not None for _, differs in headers) <= len(headers) / 10


def mended(case, fix):
    lines = case.split("\n")
    line = lines[fix["line"] - 1]
    assert fix["line"] == fix["endLine"]
    lines[fix["line"] - 1] = line[: fix["column"] - 1] + fix["replacement"] + line[fix["endColumn"] - 1 :]
    return "\n".join(lines)


def test_a_fix_mends_what_it_is_for(reports, tmp_path):
    place = lambda diagnostic: (diagnostic["id"], diagnostic["line"], diagnostic["column"])
    fixes = [(case, said[0], fix) for case, said in reports.items() if said for fix in said[0]["fixes"]]
    after = diagnostics_of(tmp_path, [mended(case, fix) for case, _, fix in fixes])
    assert len(fixes) > 30
    for (case, diagnostic, fix), said in zip(fixes, after):
        assert place(diagnostic) not in map(place, said), mended(case, fix)


def test_every_diagnostic_has_a_case():
    with open(os.path.join(ROOT, "lang", "diag", "Diagnostics.def"), encoding="utf-8") as file:
        syntax = file.read().split("// --- types and names")[0]
    ids = set(re.findall(r'^DIAG\(\w+, "([a-z0-9-]+)"', syntax, re.M))
    shown = {expected[3] for case in cases() for expected in header(case.values[0])[0]}
    assert ids - shown - ELSEWHERE == set()
    assert shown <= ids
