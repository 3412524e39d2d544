"""The command line of `amaru parse`: what it prints, its exit codes, and files that cannot be used."""

import ast
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build"))
PARSER = os.path.join(BUILD, "bin", "amaru-parse-main")


def parse(tmp_path, content, *options, name="demo.py"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return subprocess.run([PARSER, str(path), *options], capture_output=True, text=True, errors="replace", timeout=60)


def test_a_right_file_is_ok(tmp_path):
    run = parse(tmp_path, "x = 1\n")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("demo.py: ok\n")
    assert parse(tmp_path, "x = 1\n", "--quiet").stdout == ""


def test_a_wrong_file_is_explained(tmp_path):
    run = parse(tmp_path, "x = (1 2)\n")
    assert run.returncode == 1
    assert "demo.py:1:6: error: SyntaxError: invalid syntax. Perhaps you forgot a comma? [forgotten-comma]" in run.stderr
    assert "1 | x = (1 2)\n  |      ^^^" in run.stderr


def test_dump_is_what_ast_dump_says(tmp_path):
    source = "def f(a, *, b=1):\n    return a[b:] + {**a} if not b else f'{a!r:>{b}}'\n"
    dumped = parse(tmp_path, source, "--dump").stdout
    flat = dumped.replace("\n", "").replace("  ", "")
    if sys.version_info >= (3, 13):
        assert flat == ast.dump(ast.parse(source))
    assert flat.startswith("Module(body=[FunctionDef(name='f', args=arguments(args=[arg(arg='a')]")


def test_json_has_positions(tmp_path):
    tree = json.loads(parse(tmp_path, "é = 2.0\n", "--json").stdout)
    value = tree["body"][0]["value"]
    assert (value["_type"], value["value"], value["col_offset"], value["end_col_offset"]) == ("Constant", 2.0, 5, 8)


def test_errors_as_json(tmp_path):
    run = parse(tmp_path, "x = \n", "--error-format=json")
    found = json.loads(run.stderr)
    assert (found["id"], found["class"], found["line"], found["column"]) == ("invalid-syntax", "SyntaxError", 1, 5)


def test_missing_file_and_folder(tmp_path):
    for path, word in ((tmp_path / "gone.py", "cannot read"), (tmp_path, "cannot read")):
        run = subprocess.run([PARSER, str(path)], capture_output=True, text=True)
        assert run.returncode == 2
        assert word in run.stderr and "[cannot-read]" in run.stderr and run.stderr.count("\n") == 1


def test_files_that_are_not_text(tmp_path):
    for content, ident in (
        (b"a\0b\n", "binary-file"),
        (b"x = '\xff'\n", "invalid-utf8"),
        (b"# coding: klingon\n", "unknown-encoding"),
        (b"\xef\xbb\xbf# coding: latin-1\n", "encoding-conflict"),
        (b"# coding: euc-jp\nx = '\xff\xff'\n", "undecodable-file"),
    ):
        run = parse(tmp_path, content)
        assert (run.returncode, f"[{ident}]" in run.stderr) == (2, True), run.stderr


def test_a_huge_file_is_refused(tmp_path):
    path = tmp_path / "huge.py"
    with open(path, "wb") as file:
        file.truncate((256 << 20) + 1)
    run = subprocess.run([PARSER, str(path)], capture_output=True, text=True)
    assert run.returncode == 2 and "[file-too-large]" in run.stderr


def test_usage(tmp_path):
    assert subprocess.run([PARSER], capture_output=True).returncode == 2
    assert parse(tmp_path, "", "--frobnicate").returncode == 2


def batch(tmp_path, *options, count=200):
    """Many files from a list; every tenth is wrong, and one is missing."""
    paths = [tmp_path / f"{i}.py" for i in range(count)]
    for i, path in enumerate(paths):
        path.write_text("x = \n" if i % 10 == 0 else f"x = {i}\n")
    (tmp_path / "list").write_text("".join(f"{path}\n" for path in [*paths, tmp_path / "gone.py"]))
    return paths, subprocess.run([PARSER, f"@{tmp_path}/list", *options], capture_output=True, text=True, timeout=60)


def test_many_files_are_printed_in_their_order(tmp_path):
    outputs = set()
    for threads in ("--threads=1", "--threads=3", "--threads=16"):
        paths, run = batch(tmp_path, threads)
        assert run.returncode == 2
        assert run.stdout.splitlines() == [f"{path}: ok" for i, path in enumerate(paths) if i % 10]
        outputs.add(run.stderr)
    assert len(outputs) == 1


def test_trees_of_many_files_name_their_file(tmp_path):
    paths, run = batch(tmp_path, "--json")
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert [line["file"] for line in found] == [*map(str, paths), str(tmp_path / "gone.py")]
    assert [line["exit"] for line in found] == [1 if i % 10 == 0 else 0 for i in range(len(paths))] + [2]
    assert [line["tree"] is None for line in found] == [line["exit"] != 0 for line in found]


def test_stats_add_up(tmp_path):
    paths, run = batch(tmp_path, "--quiet", "--stats")
    size = sum(path.stat().st_size for path in paths)
    assert run.stdout.startswith(f"{len(paths)} files, {size} bytes, ") and run.stdout.endswith(" MB/s\n")


def test_bad_lists_and_numbers_of_threads(tmp_path):
    for words in (["@" + str(tmp_path / "gone")], ["--threads=0", "x.py"], ["--threads=many", "x.py"]):
        run = subprocess.run([PARSER, *words], capture_output=True, text=True)
        assert run.returncode == 2 and run.stderr.count("\n") == 1


def test_the_worst_file_decides(tmp_path):
    (tmp_path / "right.py").write_text("x = 1\n")
    (tmp_path / "wrong.py").write_text("x = \n")
    run = subprocess.run([PARSER, str(tmp_path / "right.py"), str(tmp_path / "wrong.py")], capture_output=True, text=True)
    assert run.returncode == 1 and "right.py: ok" in run.stdout
