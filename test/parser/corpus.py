"""Compares Amaru's trees with CPython's `ast` over every .py file below the given folders (by default the standard
library of the interpreter that runs this).

    python3 test/parser/corpus.py PARSER [FOLDER…] [--packages FOLDER…] [--suffix .amaru] [--show N] [--limit N] [--jobs N]

PARSER is `amaru parse`, or the parse-main of the tests. A folder given with --packages is a site-packages; each package
in it is counted by itself. With --suffix .amaru each file is read by that name, so as Amaru instead of Python: the trees
must be the same.

A file counts as accepted by CPython when `compile` takes it. Left out of the comparison: fields that this interpreter
does not have, and before 3.12 the positions inside f-strings, which were wrong there. Files that use syntax newer than
the interpreter count apart.
"""
import argparse
import ast
import collections
import concurrent.futures
import json
import os
import shlex
import subprocess
import sys
import sysconfig
import tempfile
import warnings

POSITIONS = ("lineno", "col_offset", "end_lineno", "end_col_offset")
EXACT_FSTRING_POSITIONS = sys.version_info >= (3, 12)
CHUNK = 40

sys.setrecursionlimit(100_000)
warnings.simplefilter("ignore")


def encode(value):
    """A constant as the parser's JSON writes it."""
    if isinstance(value, bytes):
        return {"_bytes": value.decode("latin-1")}
    if value is Ellipsis:
        return {"_ellipsis": True}
    if isinstance(value, complex):
        return {"_complex": value.imag}
    if isinstance(value, str):
        # Two halves of a pair, written as escapes, read back as one character on both sides.
        return json.loads(json.dumps(value))
    return value


def difference(theirs, ours, in_fstring=False):
    """What differs between a node of CPython's and our JSON, with the path to it; None when they are equal."""
    if isinstance(theirs, list):
        if not isinstance(ours, list) or len(theirs) != len(ours):
            return f": {len(theirs)} items, ours {len(ours) if isinstance(ours, list) else ours}"
        for i, (a, b) in enumerate(zip(theirs, ours)):
            found = difference(a, b, in_fstring)
            if found:
                return f"[{i}]{found}"
        return None
    if not isinstance(theirs, ast.AST):
        if type(theirs) is type(ours) and theirs == ours:
            return None
        value = encode(theirs)
        if type(value) is not type(ours) or (value != ours and value == value):
            return f": {value!r}, ours {ours!r}"
        return None
    name = type(theirs).__name__
    if not isinstance(ours, dict) or ours.get("_type") != name:
        return f": {name}, ours {ours.get('_type') if isinstance(ours, dict) else ours!r}"
    if theirs._attributes and (EXACT_FSTRING_POSITIONS or not in_fstring):
        place = tuple(getattr(theirs, p, None) for p in POSITIONS)
        our_place = tuple(ours.get(p) for p in POSITIONS)
        if place != our_place:
            return f" {name}: at {place}, ours {our_place}"
    in_fstring |= name == "JoinedStr"
    for field in theirs._fields:
        if field not in ours:
            return f": no field {field}"
        found = difference(getattr(theirs, field, None), ours[field], in_fstring)
        if found:
            return f".{field}{found}"
    return None


def of_cpython(path):
    """The tree, or the error."""
    with open(path, "rb") as file:
        source = file.read()
    try:
        tree = ast.parse(source, path)
        compile(source, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as caught:
        return None, caught
    except RecursionError:
        return None, None
    return tree, None


def compare(parser, paths, suffix):
    """What became of each file: (path, outcome, words)."""
    with tempfile.TemporaryDirectory() as folder:
        named = paths
        if suffix:
            named = [os.path.join(folder, f"{i}{suffix}") for i in range(len(paths))]
            for path, name in zip(paths, named):
                os.symlink(os.path.abspath(path), name)
        listing = os.path.join(folder, "list")
        with open(listing, "w") as file:
            file.writelines(name + "\n" for name in named)
        run = subprocess.run([*parser, "--json", "--threads=1", "--error-format=json", "@" + listing], capture_output=True)
    if run.returncode not in (0, 1, 2):
        return [(path, "crashed", f"exit code {run.returncode} over a list with this file") for path in paths]
    errors = {}
    for line in run.stderr.splitlines():
        error = json.loads(line)
        if error["severity"] == "error":
            errors.setdefault(error.get("file"), f"line {error.get('line')}: {error['message']}")
    results = []
    for path, name, line in zip(paths, named, run.stdout.splitlines()):
        ours = json.loads(line)
        tree, error = of_cpython(path)
        accepts = ours["exit"] == 0
        if tree is None and error is None:
            results.append((path, "too deep for CPython", ""))
        elif accepts and tree is not None:
            found = difference(tree, ours["tree"])
            results.append((path, "different" if found else "equal", found))
        elif accepts:
            results.append((path, "only we accept", f"CPython: {error}"))
        elif tree is not None:
            results.append((path, "only CPython accepts", errors.get(name, "cannot be read")))
        else:
            results.append((path, "rejected by both", ""))
    return results


def files_below(folder):
    if os.path.isfile(folder):
        yield folder
    for base, dirs, names in os.walk(folder):
        dirs.sort()
        dirs[:] = [d for d in dirs if d not in ("site-packages", "dist-packages", "__pycache__")]
        yield from (os.path.join(base, n) for n in sorted(names) if n.endswith(".py"))


def packages_in(folder):
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isdir(path) and not name.endswith((".dist-info", ".libs", "__pycache__")):
            yield name, path


def main():
    options = argparse.ArgumentParser()
    options.add_argument("parser")
    options.add_argument("folders", nargs="*")
    options.add_argument("--packages", nargs="+", default=[], help="site-packages folders")
    options.add_argument("--suffix", default="", help="read each file as if its name ended so")
    options.add_argument("--show", type=int, default=20, help="how many differences to print")
    options.add_argument("--limit", type=int, default=0, help="stop after that many files")
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    options = options.parse_args()
    folders = options.folders or ([] if options.packages else [sysconfig.get_path("stdlib")])
    corpora = [(folder, folder) for folder in folders]
    corpora += [package for folder in options.packages for package in packages_in(folder)]

    shown, bad = 0, False
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        for name, folder in corpora:
            paths = list(files_below(folder))
            paths = paths[: options.limit] if options.limit else paths
            chunks = [paths[i : i + CHUNK] for i in range(0, len(paths), CHUNK)]
            counts = collections.Counter()
            work = [pool.submit(compare, shlex.split(options.parser), chunk, options.suffix) for chunk in chunks]
            for done in work:
                for path, outcome, words in done.result():
                    counts[outcome] += 1
                    if outcome in ("different", "only CPython accepts", "only we accept", "crashed"):
                        bad |= outcome != "only we accept"
                        shown += 1
                        if shown <= options.show:
                            print(f"{path}: {outcome}{words if outcome == 'different' else ': ' + words}", flush=True)
            rest = "".join(f", {outcome} {count}" for outcome, count in sorted(counts.items()) if outcome != "equal")
            print(f"{name}: {sum(counts.values())} files, equal {counts['equal']}{rest}", flush=True)
    sys.exit(bad)


if __name__ == "__main__":
    main()
