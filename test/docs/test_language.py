"""The blocks of code in docs/language do what the pages say. The format is described in docs/language/README.md."""

import glob
import json
import os
import re
import subprocess
import sys

import pytest

from blocks import blocks_of, matches

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
AMARU = os.path.join(os.environ.get("AMARU_BUILD") or os.path.join(ROOT, "build", "dev"), "bin", "amaru")
PAGES = sorted(glob.glob(os.path.join(ROOT, "docs", "language", "*.md")))


def every_block():
    for page in PAGES:
        name = os.path.basename(page)
        if name == "README.md":
            continue
        with open(page, encoding="utf-8") as file:
            for block in blocks_of(file.read()):
                yield pytest.param(block, id=f"{name}:{block.line}")


class Folder:
    """Runs commands beside the program, with a cache of their own."""

    def __init__(self, path):
        self.path = path

    def run(self, *command, **options):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("AMARU_")}
        environment.update(AMARU_CACHE_DIR=str(self.path / "cache"), PYTHONDONTWRITEBYTECODE="1")
        environment.update(options.pop("environment", {}))
        return subprocess.run(command, cwd=self.path, env=environment, capture_output=True, text=True, timeout=120, **options)


@pytest.mark.parametrize("block", list(every_block()))
def test_block(block, tmp_path):
    folder = Folder(tmp_path)
    if block.kind == "repl":
        return check_session(folder, block)
    (tmp_path / block.name).write_text(block.text, encoding="utf-8")
    if block.errors or "error" in block.results:
        return check_errors(folder, block)
    check_types(folder, block)
    if "output" not in block.results and not block.raises:
        done = folder.run(AMARU, "check", block.name)
        assert (done.returncode, done.stderr) == (0, "")
        return
    check_run(block, folder.run(AMARU, "run", block.name))
    if block.kind == "python" and "differs" not in block.words:
        paths = os.pathsep.join([os.path.join(ROOT, "python"), os.environ.get("PYTHONPATH", "")])
        check_run(block, folder.run(sys.executable, block.name, environment={"PYTHONPATH": paths, "AMARU_DISABLE_JIT": "1"}))


def check_run(block, done):
    assert done.stdout == block.results.get("output", ""), done.stderr
    if not block.raises:
        assert (done.returncode, done.stderr) == (0, "")
        return
    line, words = block.raises
    assert done.returncode == 1
    assert matches(done.stderr.rstrip().splitlines()[-1], words), done.stderr
    frames = re.findall(r'^  File ".*example\.\w+", line (\d+)', done.stderr, re.M)
    assert int(frames[-1]) == line, done.stderr


def check_errors(folder, block):
    if "error" in block.results:
        done = folder.run(AMARU, "check", block.name)
        assert (done.returncode, done.stderr) == (1, block.results["error"])
    if not block.errors:
        return
    done = folder.run(AMARU, "check", "--error-format=json", block.name)
    # What a call does inside the stdlib is said of the call, too.
    found = [e for e in map(json.loads, done.stderr.splitlines()) if e["file"] == block.name]
    found.sort(key=lambda e: e["line"])
    said = [(e["line"], f"{e['class']}: {e['message']} [{e['id']}]".removeprefix(": ")) for e in found]
    wanted = block.errors
    assert [line for line, _ in said] == [line for line, _ in wanted], said
    for (_, words), (line, pattern) in zip(said, wanted):
        assert matches(words, pattern), f"line {line}: {words}"


def check_types(folder, block):
    if not block.types:
        return
    done = folder.run(AMARU, "explain", block.name)
    assert done.returncode == 0, done.stderr
    notes, line = {}, 0
    for text in done.stdout.splitlines():
        if match := re.match(r" *(\d+) \|", text):
            line = int(match[1])
        elif match := re.match(r" +\w+: (.*)$", text):
            notes.setdefault(line, []).append(match[1])
    for number, wanted in block.types:
        assert wanted in notes.get(number, []), f"line {number}: {notes.get(number)}"


def check_session(folder, block):
    typed, shown = [], []
    for line in block.text.splitlines():
        if line.startswith((">>> ", "... ")):
            typed.append(line[4:])
        elif line in (">>>", "..."):
            typed.append("")
        else:
            shown.append(line)
    done = folder.run(AMARU, "repl", input="\n".join(typed) + "\n")
    assert (done.stdout + done.stderr).splitlines() == shown


def test_every_page_is_listed():
    with open(os.path.join(ROOT, "docs", "language", "README.md"), encoding="utf-8") as file:
        text = file.read()
    for page in PAGES:
        name = os.path.basename(page)
        assert name == "README.md" or f"]({name})" in text
