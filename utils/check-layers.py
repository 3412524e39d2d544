#!/usr/bin/env python3
"""Holds who may include whom: an include path starts with its layer, and a layer uses only what stands below it.

    check-layers.py [ROOT]

Reads every #include of the C++ sources and every include of the TableGen files. Reports includes that the table below
does not allow, quoted includes that do not start with a layer, and rooms that include each other in a circle.
"""

import os
import re
import sys
from fnmatch import fnmatchcase

# Room -> the rooms that it may include (itself always). A row of the layer table in docs/architecture.md.
ALLOWED = {
    "lang/support": [],
    "lang/diag": ["lang/support"],
    "lang/ast": ["lang/support", "lang/diag", "lang/ops"],
    "lang/ops": ["lang/support", "lang/diag", "lang/ast", "lang/types"],
    "lang/types": ["lang/support", "lang/diag", "lang/ops"],
    "lang/typed": ["lang/support", "lang/diag", "lang/ast", "lang/types", "lang/ops", "runtime/abi"],
    "lang/sema": ["lang/*"],
    "parser": ["lang/support", "lang/diag", "lang/ast", "lang/ops"],
    "mlir-dialects/*/IR": ["mlir-dialects/*/IR"],
    "mlir-dialects/*/Transforms": ["mlir-dialects/*"],
    "runtime/abi": [],
    "runtime/*": ["runtime/*"],
    "launch": ["runtime/abi"],
    "codegen/emit": [
        "lang/support",
        "lang/diag",
        "lang/ast",
        "lang/types",
        "lang/ops",
        "lang/typed",
        "mlir-dialects/*/IR",
        "runtime/abi",
    ],
    "codegen/lower": ["mlir-dialects/*", "runtime/abi"],
    "codegen/pipeline": ["mlir-dialects/*", "codegen/lower", "codegen/target", "runtime/abi"],
    "codegen/target": ["runtime/abi"],
    "driver": ["lang/*", "parser", "mlir-dialects/*", "codegen/*", "runtime/abi", "launch"],
    "python/bindings": ["launch", "runtime/abi"],
    "tools/amaru": ["launch", "runtime/abi"],
    "tools/amaru-opt": ["mlir-dialects/*", "codegen/lower", "codegen/pipeline", "codegen/target"],
}

# Libraries that a room must not know, by the start of the include path.
FORBIDDEN = {
    "lang/*": ["mlir/"],
    "parser": ["mlir/"],
    "runtime/*": ["llvm/", "mlir/"],
    "launch": ["llvm/", "mlir/"],
    "codegen/target": ["mlir/"],
    "driver": ["Python.h", "nanobind/"],
    "python/bindings": ["llvm/", "mlir/"],
    "tools/amaru": ["llvm/", "mlir/"],
}

TOP = {room.split("/")[0] for room in ALLOWED}
# Nothing includes these, and they may include anything.
LEAVES = {"test", "bench", "examples", "docs", "cmake", "utils", "build"}
EXTERNAL = (
    "llvm/",
    "llvm-c/",
    "mlir/",
    "mlir-c/",
    "lld/",
    "clang/",
    "gtest/",
    "gmock/",
    "oneapi/",
    "nanobind/",
    "numpy/",
)
C_INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
TD_INCLUDE = re.compile(r'^\s*include\s+(")([^"]+)"')


def is_external(quote, include):
    return quote == "<" or include.startswith(EXTERNAL) or include == "Python.h"


def room_of(path):
    """The room that a path from the repository root lies in: the longest row of the table that fits."""
    folders = path.split("/")[:-1]
    for length in range(min(3, len(folders)), 0, -1):
        name = "/".join(folders[:length])
        if any(fnmatchcase(name, room) and room.count("/") == length - 1 for room in ALLOWED):
            return name
    return None


def row(table, room):
    exact = table.get(room)
    if exact is not None:
        return exact
    return next((names for pattern, names in table.items() if fnmatchcase(room, pattern)), [])


def is_allowed(room, other):
    return room == other or any(fnmatchcase(other, pattern) for pattern in row(ALLOWED, room))


def sources(root):
    for folder, folders, files in os.walk(root):
        if folder == root:
            folders[:] = sorted(set(folders) & TOP)
        for name in sorted(files):
            if name.endswith((".cpp", ".c", ".h", ".def", ".td", ".inc")):
                yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def find_circle(edges):
    """A list of rooms in which each includes the next and the last includes the first; empty if there is none."""
    state = {}

    def visit(room, path):
        state[room] = "open"
        for other in sorted(edges.get(room, ())):
            if state.get(other) == "open":
                return path[path.index(other) :] if other in path else [other]
            if other not in state:
                found = visit(other, path + [other])
                if found:
                    return found
        state[room] = "done"
        return []

    for room in sorted(edges):
        if room not in state:
            found = visit(room, [room])
            if found:
                return found
    return []


def check(root):
    """All violations below `root`, a sentence each."""
    problems, edges = [], {}
    for path in sources(root):
        room = room_of(path)
        if room is None:
            problems.append(f"{path}: lies in no room of the layer table")
            continue
        pattern = TD_INCLUDE if path.endswith(".td") else C_INCLUDE
        with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
            lines = file.readlines()
        for number, line in enumerate(lines, 1):
            match = pattern.match(line)
            if not match:
                continue
            quote, include = match.groups()
            where = f"{path}:{number}"
            if is_external(quote, include):
                for start in row(FORBIDDEN, room):
                    if include.startswith(start):
                        problems.append(f"{where}: {room} must not know {start.rstrip('/')}, yet includes {include}")
                continue
            if include.split("/")[0] not in TOP:
                problems.append(f"{where}: `{include}` does not start with a layer (write it from the repository root)")
                continue
            other = room_of(include)
            if other is None or not is_allowed(room, other):
                problems.append(f"{where}: {room} may not include {other or include} ({include})")
            elif other != room:
                edges.setdefault(room, set()).add(other)
    circle = find_circle(edges)
    if circle:
        problems.append("rooms include each other in a circle: " + " -> ".join(circle + circle[:1]))
    return problems


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    problems = check(root)
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
