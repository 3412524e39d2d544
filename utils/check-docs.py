#!/usr/bin/env python3
"""Holds the pages to what they speak of.

- Every relative link leads to a file that is there.
- docs/language/differences.md and test/e2e/differences/ name each other: no difference without a test, no test without
  an entry.
- docs/dependencies.md names every Debian and Python package that is installed, with the version that is pinned.
- No page carries a path of one machine.
"""

import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
SKIPPED = {"build", ".git", "node_modules"}


def read(*parts):
    with open(os.path.join(ROOT, *parts), encoding="utf-8") as file:
        return file.read()


def pages():
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(set(folders) - SKIPPED)
        for name in sorted(files):
            if name.endswith(".md"):
                yield os.path.relpath(os.path.join(folder, name), ROOT)


def without_code(text):
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


def check_links():
    for page in pages():
        for target in LINK.findall(without_code(read(page))):
            if re.match(r"[a-z]+:", target):
                continue
            if not os.path.exists(os.path.join(ROOT, os.path.dirname(page), target)):
                yield f"{page}: the link to {target} leads nowhere"


def check_differences():
    page = "docs/language/differences.md"
    linked = {os.path.basename(t) for t in LINK.findall(read(page)) if "test/e2e/differences/" in t}
    there = {f for f in os.listdir(os.path.join(ROOT, "test/e2e/differences")) if f.endswith(".py")}
    for name in sorted(there - linked):
        yield f"{page}: test/e2e/differences/{name} is not listed"
    for name in sorted(linked - there):
        yield f"{page}: there is no test/e2e/differences/{name}"


def check_dependencies():
    page = "docs/dependencies.md"
    cells = [{cell.strip(" `") for cell in line.split("|")} for line in read(page).splitlines()]
    for line in read("utils/packages.txt").splitlines():
        if line and not line.startswith("#") and not any(line in row for row in cells):
            yield f"{page}: the Debian package {line} is not listed"
    for file in ("requirements.txt", "requirements-ptxas.txt", "requirements-bench.txt"):
        for line in read(file).splitlines():
            if line and not line.startswith("#"):
                name, version = line.split("==")
                if not any(name in row and version in row for row in cells):
                    yield f"{page}: {name} {version} ({file}) is not listed"


def check_paths():
    for page in pages():
        for number, line in enumerate(read(page).splitlines(), 1):
            if re.search(r"(?<![\w.])/(home|root|work)/", line):
                yield f"{page}:{number}: names a path of one machine"


def main():
    problems = [*check_links(), *check_differences(), *check_dependencies(), *check_paths()]
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
