"""Amaru's own statements: what they are read as, and that their words stay names wherever Python has names."""

import ast
import json
import os
import subprocess

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PARSER = os.path.join(os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build")), "bin", "amaru-parse-main")


def parse(folder, text, *options, suffix=".amaru"):
    path = folder / ("demo" + suffix)
    path.write_text(text, encoding="utf-8")
    return subprocess.run([PARSER, str(path), *options], capture_output=True, text=True)


def body(folder, text):
    run = parse(folder, text, "--json")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)["body"]


def test_parallel_for_is_a_marked_for(tmp_path):
    loop, plain = body(tmp_path, "parallel for i in r:\n    pass\nelse:\n    pass\nfor i in r: pass\n")
    assert (loop["_type"], loop["is_parallel"], loop["col_offset"]) == ("For", 1, 0)
    assert "is_parallel" not in plain


def test_struct_is_a_marked_class(tmp_path):
    first, second = body(tmp_path, "struct A[T](B):\n    x: int\n@d\nstruct C: pass\n")
    assert (first["_type"], first["is_struct"], second["is_struct"]) == ("ClassDef", 1, 1)
    assert len(second["decorator_list"]) == 1


def test_blocks(tmp_path):
    (outer,) = body(tmp_path, "unchecked:\n    wrapping:\n        x = 1\n")
    assert (outer["_type"], outer["body"][0]["_type"]) == ("Unchecked", "Wrapping")
    assert (outer["lineno"], outer["end_lineno"], outer["end_col_offset"]) == (1, 3, 13)


NAMES = """\
parallel = struct = unchecked = wrapping = 1
unchecked: int
wrapping: int = 2
unchecked.x: int
parallel(struct)
struct[parallel]
struct.wrapping = unchecked - wrapping
print(parallel for parallel in struct)
if unchecked: wrapping
x = {parallel: struct}
lambda unchecked: wrapping
def parallel(struct, unchecked): return wrapping
class struct: unchecked: int
for parallel in struct: pass
"""


def test_the_words_stay_names(tmp_path):
    assert body(tmp_path, NAMES) == json.loads(parse(tmp_path, NAMES, "--json", suffix=".py").stdout)["body"]
    ast.parse(NAMES)


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("parallel for i in r:\n", 1, "expected an indented block after 'for' statement on line 1"),
        ("unchecked:\nx = 1\n", 2, "expected an indented block after 'unchecked' statement on line 1"),
        ("struct A\n    x: int\n", 1, "expected ':'"),
        ("parallel while x: pass\n", 1, "invalid syntax"),
        ("parallel async for i in r: pass\n", 1, "invalid syntax"),
        ("@d\nunchecked:\n    x = 1\n", 2, "invalid syntax"),
    ],
)
def test_errors(tmp_path, text, line, words):
    run = parse(tmp_path, text, "--error-format=json")
    first = json.loads(run.stderr.splitlines()[0])
    assert (run.returncode, first["line"], first["message"]) == (1, line, words)


def test_a_python_file_says_where_the_words_are_keywords(tmp_path):
    run = parse(tmp_path, "parallel for i in r: pass\n", suffix=".py")
    assert run.returncode == 1 and "hint: `parallel` is a keyword in files that end in `.amaru`" in run.stderr
