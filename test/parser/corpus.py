"""Compares Amaru's trees with CPython's `ast` over every .py file below the given folders (by default the standard
library of the interpreter that runs this).

    python3 test/parser/corpus.py PARSER [FOLDER…] [--show N] [--limit N]

PARSER is a program that takes `FILE --json` (the parse-main of the tests, or `amaru parse`). Left out of the
comparison: fields that this interpreter does not have, and before 3.12 the positions inside f-strings, which were wrong
there. Files that use syntax newer than the interpreter count apart.
"""
import argparse
import ast
import json
import os
import subprocess
import sys
import sysconfig
import warnings

POSITIONS = ("lineno", "col_offset", "end_lineno", "end_col_offset")
EXACT_FSTRING_POSITIONS = sys.version_info >= (3, 12)

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


def differences(theirs, ours, path, in_fstring=False):
    """Yields what differs between a node of CPython's and our JSON."""
    if isinstance(theirs, list):
        if not isinstance(ours, list) or len(theirs) != len(ours):
            yield f"{path}: {len(theirs)} items, ours {len(ours) if isinstance(ours, list) else ours}"
            return
        for i, (a, b) in enumerate(zip(theirs, ours)):
            yield from differences(a, b, f"{path}[{i}]", in_fstring)
        return
    if not isinstance(theirs, ast.AST):
        a = encode(theirs)
        if type(a) is not type(ours) or (a != ours and a == a):
            yield f"{path}: {a!r}, ours {ours!r}"
        return
    name = type(theirs).__name__
    if not isinstance(ours, dict) or ours.get("_type") != name:
        yield f"{path}: {name}, ours {ours.get('_type') if isinstance(ours, dict) else ours!r}"
        return
    if not (in_fstring and not EXACT_FSTRING_POSITIONS):
        place = tuple(getattr(theirs, p, None) for p in POSITIONS)
        our_place = tuple(ours.get(p) for p in POSITIONS)
        if place != our_place:
            yield f"{path} {name}: at {place}, ours {our_place}"
            return
    for field in theirs._fields:
        if field not in ours:
            yield f"{path}: no field {field}"
            continue
        yield from differences(getattr(theirs, field, None), ours[field], f"{path}.{field}",
                               in_fstring or name == "JoinedStr")


def files_below(folders):
    for folder in folders:
        if os.path.isfile(folder):
            yield folder
        for base, dirs, names in os.walk(folder):
            dirs.sort()
            dirs[:] = [d for d in dirs if d not in ("site-packages", "__pycache__")]
            yield from (os.path.join(base, n) for n in sorted(names) if n.endswith(".py"))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("parser")
    options.add_argument("folders", nargs="*", default=[sysconfig.get_path("stdlib")])
    options.add_argument("--show", type=int, default=20, help="how many differences to print")
    options.add_argument("--limit", type=int, default=0, help="stop after that many files")
    options = options.parse_args()

    both = neither = only_them = only_us = different = crashed = 0
    shown = 0

    def show(text):
        nonlocal shown
        shown += 1
        if shown <= options.show:
            print(text, flush=True)

    for index, path in enumerate(files_below(options.folders)):
        if options.limit and index >= options.limit:
            break
        with open(path, "rb") as file:
            source = file.read()
        error = tree = None
        try:
            tree = ast.parse(source, path)
            compile(source, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as caught:
            error = caught
        run = subprocess.run([options.parser, path, "--json"], capture_output=True)
        if run.returncode not in (0, 1, 2):
            crashed += 1
            show(f"{path}: exit code {run.returncode}")
        elif run.returncode == 0 and error is None:
            found = next(differences(tree, json.loads(run.stdout), ""), None)
            both += 1
            if found:
                different += 1
                show(f"{path}: {found}")
        elif run.returncode != 0 and error is not None:
            neither += 1
        elif error is not None:
            only_us += 1
            show(f"{path}: only we accept; CPython: {error}")
        else:
            only_them += 1
            show(f"{path}: only CPython accepts; ours: {run.stderr.decode(errors='replace').splitlines()[:1]}")
    print(f"accepted by both {both} (different {different}), rejected by both {neither}, "
          f"only CPython accepts {only_them}, only we accept {only_us}, crashed {crashed}")
    sys.exit(bool(different or only_them or crashed))


main()
