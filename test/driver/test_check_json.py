"""`amaru check --error-format=json`, as an editor calls it after each edit."""

import json
import random

import pytest

PROGRAM = """\
import math
from amaru import prange


def area(radius: float) -> float:
    return math.pi * radius ** 2


def total(values: list[int], names: str) -> int:
    # ünïcödé, tabs\tand a wide 字 before an error
    count: int = "three"
    for value in values:
        count += value
    text = "字é" + names + undefined
    return count + math.sqr(2.0)


if __name__ == "__main__":
    print(area(2.0), total([1, 2], "a"))
    print(area("2"), 1 + "a")
"""

KEYS = {"severity", "id", "class", "message", "file", "line", "column", "endLine", "endColumn", "labels", "notes", "hints", "fixes"}
PLACE = ("line", "column", "endLine", "endColumn")


def check(amaru, text, *options, name="editor.py"):
    """The diagnostics of a text on stdin."""
    process = amaru("check", "--error-format=json", f"--stdin-filename={name}", *options, "-", input=text)
    found = [json.loads(line) for line in process.stderr.splitlines()]
    assert process.stdout == ""
    assert process.returncode == any(one["severity"] == "error" for one in found)
    return found


def places(diagnostic):
    """Every place that a diagnostic names."""
    return [diagnostic, *diagnostic["labels"], *diagnostic["fixes"]]


def moved(diagnostics, after, lines):
    """The same with every place behind the line `after` moved down."""
    for one in (place for diagnostic in diagnostics for place in places(diagnostic)):
        for key in ("line", "endLine"):
            one[key] += lines * (one[key] > after)
    return diagnostics


def test_an_object_has_the_documented_keys(amaru):
    found = check(amaru, PROGRAM)
    assert len(found) >= 3
    lines = PROGRAM.splitlines()
    for one in found:
        assert set(one) == KEYS
        assert one["severity"] in ("error", "warning", "note")
        assert one["file"] == "editor.py"
        for place in places(one):
            assert all(type(place[key]) is int for key in PLACE)
            assert (place["line"], place["column"]) <= (place["endLine"], place["endColumn"])
            assert place["endColumn"] <= len(lines[place["endLine"] - 1]) + 1


def test_columns_count_code_points(amaru):
    (one,) = [d for d in check(amaru, 'x = "字é\U0001f600" + nobody\n') if d["id"] == "undefined-name"]
    assert (one["line"], one["column"], one["endColumn"]) == (1, 13, 19)


def test_the_same_text_gives_the_same_answer(amaru):
    assert check(amaru, PROGRAM) == check(amaru, PROGRAM)
    amaru.write("editor.py", PROGRAM)
    saved = amaru("check", "--error-format=json", "editor.py")
    assert [json.loads(line) for line in saved.stderr.splitlines()] == check(amaru, PROGRAM)


@pytest.mark.parametrize("seed", range(8))
def test_an_edit_that_moves_lines_moves_what_is_said_of_them(amaru, seed):
    lines = PROGRAM.splitlines(keepends=True)
    chosen = random.Random(seed)
    after = chosen.randrange(len(lines) + 1)
    extra = [chosen.choice(["\n", "# a comment\n", "    # another\n"]) for _ in range(chosen.randint(1, 5))]
    edited = "".join(lines[:after] + extra + lines[after:])
    assert check(amaru, edited) == moved(check(amaru, PROGRAM), after, len(extra))


def test_a_new_function_changes_nothing_elsewhere(amaru):
    added = "def fine(x: int) -> int:\n    return x + 1\n\n\n"
    before, behind = PROGRAM.split("def area")
    edited = before + added + "def area" + behind
    assert check(amaru, edited) == moved(check(amaru, PROGRAM), before.count("\n"), added.count("\n"))


def test_every_prefix_is_answered(amaru):
    """What is being typed has an answer at every moment: exit code 0 or 1, whole objects, places within the text."""
    for end in range(0, len(PROGRAM), 23):
        text = PROGRAM[:end]
        for one in check(amaru, text):
            assert 1 <= one["line"] <= text.count("\n") + 2


def test_fixes_mend_the_text(amaru):
    text = "for name in names\n    print(name)\n"
    (one,) = check(amaru, text)
    (fix,) = one["fixes"]
    lines = text.splitlines(keepends=True)
    line = lines[fix["line"] - 1]
    lines[fix["line"] - 1] = line[: fix["column"] - 1] + fix["replacement"] + line[fix["endColumn"] - 1 :]
    assert [d["id"] for d in check(amaru, "names = [1]\n" + "".join(lines))] == []


def test_the_name_decides_syntax_and_folder(amaru):
    text = "struct Point:\n    x: int\n"
    assert check(amaru, text)
    assert check(amaru, text, name="editor.amaru") == []
    (amaru.folder / "package").mkdir()
    amaru.write("package/helper.py", "def half(x: float) -> float:\n    return x / 2\n")
    text = "from helper import half\nprint(half(1.0))\n"
    assert [d["id"] for d in check(amaru, text)] != []
    assert check(amaru, text, name="package/main.py") == []


def test_stdin_is_read_once(amaru):
    process = amaru("check", "-", "-", input="")
    assert process.returncode == 2
    assert "stdin can be read once" in process.stderr
