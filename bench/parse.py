#!/usr/bin/env python3
"""Measures parsing against other parsers of Python: source text to syntax tree, over a folder of files.

    parse.py [--parser 'amaru parse'] [--folder FOLDER] [--rounds N]

Files are in memory before the clock starts, except for ruff, which has no other door than its command line: its figure
includes reading. Time is that of the processor, on one thread. Every round runs each parser once; from each round comes
the ratio to `ast.parse`, shown is the median. Slow parsers get every tenth file. The cost of a file of 50 MB per byte is
compared with that of one of 0.5 MB.
"""

import argparse
import ast
import os
import re
import resource
import shlex
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)


def read(folder):
    files = []
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f not in ("site-packages", "dist-packages", "__pycache__"))
        for name in sorted(names):
            if name.endswith(".py"):
                with open(os.path.join(base, name), "rb") as file:
                    data = file.read()
                try:
                    ast.parse(data)
                except (SyntaxError, ValueError):
                    continue
                files.append((file.name, data))
    return files


def in_process(parse):
    """A parser that is a Python function: seconds for the files."""

    def run(files):
        start = time.process_time()
        for _, data in files:
            parse(data)
        return time.process_time() - start

    return run


def amaru(parser):
    def run(files):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as names:
            names.writelines(name + "\n" for name, _ in files)
            names.flush()
            command = [*shlex.split(parser), "--quiet", "--stats", "--threads=1", "@" + names.name]
            output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        return float(re.search(r"([\d.]+) ms", output)[1]) / 1000

    return run


def ruff(program):
    def run(files):
        # No rule needs more than the tree; syntax errors are reported whatever the rules.
        command = [program, "check", "--isolated", "--no-cache", "--quiet", "--select=E902", *(name for name, _ in files)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, env=dict(os.environ, RAYON_NUM_THREADS="1"))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return run


def peers(options):
    """(name, run, takes every nth file); those that are not installed are named."""
    yield "Amaru", amaru(options.parser), 1
    yield "CPython's ast.parse", in_process(ast.parse), 1
    try:
        from ruff import find_ruff_bin

        yield "ruff", ruff(find_ruff_bin()), 1
    except (ImportError, FileNotFoundError):
        print("ruff is not installed")
    try:
        import tree_sitter
        import tree_sitter_python

        parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language()))
        yield "tree-sitter-python", in_process(parser.parse), 1
    except ImportError:
        print("tree-sitter-python is not installed")
    try:
        import libcst

        yield "LibCST", in_process(libcst.parse_module), 10
    except ImportError:
        print("LibCST is not installed")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--parser", default=os.path.join(ROOT, "build", "release", "bin", "amaru") + " parse")
    options.add_argument("--folder", default=sysconfig.get_path("stdlib"))
    options.add_argument("--rounds", type=int, default=5)
    options = options.parse_args()
    warnings.simplefilter("ignore")
    files = read(options.folder)
    size = sum(len(data) for _, data in files)
    print(f"{len(files)} files, {size / 1e6:.1f} MB, Python {sys.version.split()[0]}")
    chosen = list(peers(options))
    speeds = {name: [] for name, _, _ in chosen}
    for _ in range(options.rounds):
        for name, run, step in chosen:
            part = files[::step]
            speeds[name].append(sum(len(data) for _, data in part) / run(part) / 1e6)
    base = speeds["CPython's ast.parse"]
    print("| parser | MB/s | times ast.parse |\n|---|---|---|")
    for name, figures in speeds.items():
        ratios = [figure / other for figure, other in zip(figures, base)]
        print(f"| {name} | {statistics.median(figures):.1f} | {statistics.median(ratios):.1f} ({min(ratios):.1f}–{max(ratios):.1f}) |")
    text = b"".join(data for name, data in files if name.endswith(("argparse.py", "typing.py", "inspect.py", "ast.py")))
    text = re.sub(rb"(?m)^from __future__ .*\n", b"", text)
    with tempfile.TemporaryDirectory() as folder:
        costs = []
        for wanted in (500_000, 50_000_000):
            path = os.path.join(folder, f"{wanted}.py")
            copies = text * (wanted // len(text) + 1)
            with open(path, "wb") as file:
                file.write(copies)
            run = amaru(options.parser)
            costs.append(statistics.median(run([(path, copies)]) for _ in range(options.rounds)) / len(copies))
    print(f"a byte of a 50 MB file costs {costs[1] / costs[0]:.2f} times one of a 0.5 MB file")


if __name__ == "__main__":
    main()
