"""Whatever the input is, the exit code and the words are the agreed ones; never a stack trace or a signal."""

import os

import pytest


def only_error(result, code, *words):
    """The run failed with that code, without output, and its first line says what is wrong."""
    assert result.returncode == code, result.stderr
    assert result.stdout == ""
    first = result.stderr.splitlines()[0]
    for word in words:
        assert word in first
    for trace in ("Stack dump", "PLEASE submit", "#0 0x", "Aborted", "Segmentation"):
        assert trace not in result.stderr


def test_an_empty_file_runs(amaru):
    amaru.write("empty.py", "")
    result = amaru("run", "empty.py")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize("command", ["run", "check", "explain"])
def test_a_missing_file_is_reported_as_python_does(amaru, command):
    where = os.path.realpath(amaru.folder)
    only_error(
        amaru(command, "nope.py"), 2, f"can't open file '{where}/nope.py': [Errno 2] No such file or directory"
    )


def test_a_folder_cannot_be_run(amaru):
    os.mkdir(amaru.folder / "folder")
    only_error(amaru("run", "folder"), 2, "can't open file", "[Errno 21] Is a directory")


@pytest.mark.parametrize(
    "text, words",
    [
        (b"\x7fELF\x00\xff\xfe", ["is not a text file"]),
        (b"x = '\xff'\n", ["SyntaxError", "codec can't decode byte 0xff"]),
        ("x = (\n", ["1:5", "SyntaxError: '(' was never closed"]),
        ("print(y)\n", ["1:7", "NameError: name 'y' is not defined"]),
        ("print(1 + 'a')\n", ["1:7", "TypeError: unsupported operand type(s) for +"]),
        ("async def f(): pass\n", ["asynchronous code is not supported"]),
        ("import pandas\n", ["module `pandas` cannot be compiled"]),
        ("x = 1 if " + "(" * 5000 + "\n", ["SyntaxError: too many nested parentheses"]),
    ],
    ids=["binary", "not-utf8", "syntax", "name", "type", "unsupported", "import", "nested"],
)
@pytest.mark.parametrize("command", ["run", "check"])
def test_errors_in_the_file(amaru, command, text, words):
    amaru.write("file.py", text)
    only_error(amaru(command, "file.py"), 1, *words)


def test_an_import_that_cannot_be_compiled_shows_what_would_do(amaru):
    amaru.write("file.py", "import pandas\nprint(pandas.DataFrame())\n")
    result = amaru("run", "file.py")
    assert result.stderr.count("error:") == 1
    assert "import amaru" in result.stderr
    assert "@amaru.jit" in result.stderr


def test_check_goes_on_after_a_file_with_errors(amaru):
    amaru.write("a.py", "print(x)\n")
    amaru.write("b.py", "print(z)\n")
    result = amaru("check", "a.py", "b.py")
    assert result.returncode == 1
    assert "'x'" in result.stderr and "'z'" in result.stderr


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["run"], "run: which file?"),
        (["check"], "check: which file?"),
        (["run", "--bogus", "x.py"], "unknown option --bogus"),
        (["check", "--bogus", "x.py"], "unknown option --bogus"),
        (["check", "--overflow=maybe", "x.py"], "unknown option --overflow=maybe"),
        (["check", "--cpu=abacus", "x.py"], "unknown CPU `abacus`"),
        (["check", "--fastmath=quick", "x.py"], "`quick` names no flags"),
        (["bogus"], "unknown command bogus"),
        (["lsp"], "lsp is not in this version"),
        (["emit", "--stage=soup", "x.py"], "--stage is one of"),
        (["build", "x.py"], "`-o OUT`"),
        (["build", "x.py", "-o", "x", "--emit=amdgcn"], "--emit=amdgcn is not in this version"),
        (["build", "x.py", "-o", "x", "--emit=soup"], "--emit is one of"),
        (["cache", "polish"], "one of stats, clear, path"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage(amaru, arguments, words):
    amaru.write("x.py", "print(1)\n")
    only_error(amaru(*arguments), 2, words)


def test_help_without_arguments_is_wrong_usage(amaru):
    assert amaru().returncode == 2
    assert amaru("--help").returncode == 0


@pytest.mark.parametrize("kind", ["abort", "fatal", "memory", "stack"])
@pytest.mark.parametrize("command", [["run"], ["check"], ["build", "-o", "out"]], ids=["run", "check", "build"])
def test_a_crash_of_the_compiler_leaves_a_reproducer(amaru, command, kind):
    amaru.write("file.py", "print(42)\n")
    result = amaru(*command, "file.py", environment={"AMARU_CRASH": kind})
    assert result.returncode == 70, result.stderr
    assert result.stdout == ""
    assert result.stderr.startswith("amaru: internal compiler error: ")
    assert len(result.stderr.splitlines()) == 2
    (reproducer,) = amaru.folder.glob("amaru-crash-*.py")
    assert str(reproducer) in result.stderr
    assert reproducer.read_text().endswith("print(42)\n")
    assert f"amaru {command[0]}" in reproducer.read_text()


def test_a_read_only_output_is_an_error(amaru):
    amaru.write("file.py", "print(42)\n")
    only_error(amaru("build", "file.py", "-o", "no/such/folder/out"), 1, "no/such/folder/out")
