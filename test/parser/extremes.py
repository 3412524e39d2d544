#!/usr/bin/env python3
"""Gives the parser texts that nobody writes: deep nesting of every kind, huge lines and files, bytes that are no text,
files cut off anywhere. Whatever comes, there must be a tree or a diagnostic, within bounds of time and memory.

    extremes.py --parser 'amaru parse' [--quick]

--quick takes smaller sizes; it is what the suite runs.
"""

import argparse
import os
import resource
import shlex
import subprocess
import sys
import sysconfig
import tempfile

MEGA = 1 << 20


def nestings(depth):
    """Each kind of nesting, `depth` deep: (name, text)."""
    wraps = {
        "parentheses": ("(", "x", ")"),
        "lists": ("[", "x", "]"),
        "sets": ("{", "x", "}"),
        "dicts": ("{1:", "x", "}"),
        "calls": ("f(", "x", ")"),
        "subscripts": ("a[", "x", "]"),
        "lambdas": ("lambda:", "x", ""),
        "conditionals": ("x if y else ", "x", ""),
        "nots": ("not ", "x", ""),
        "signs": ("-", "x", ""),
        "powers": ("x ** ", "x", ""),
        "awaits": ("await ", "x", ""),
        "f-strings": ("f'{", "x", "}'"),
        "generators": ("(y for y in ", "x", ")"),
        "walruses": ("(y := ", "x", ")"),
        "starred": ("[*", "x", "]"),
    }
    for name, (open_, middle, close) in wraps.items():
        yield name, open_ * depth + middle + close * depth + "\n"
        yield f"open {name}", open_ * depth
    yield "sum", "x = " + " + ".join(["a"] * (depth // 5)) + "\n"
    yield "right sum", "x = " + "a + (" * depth
    yield "attributes", "x" + ".a" * depth + "\n"
    yield "call chain", "x" + "()" * depth + "\n"
    yield "subscript chain", "x" + "[0]" * depth + "\n"
    yield "comparisons", "a" + " < a" * depth + "\n"
    yield "ands", "a" + " and a" * depth + "\n"
    yield "elifs", "if a: pass\n" + "elif a: pass\n" * depth
    yield "ifs", "".join(" " * i + "if a:\n" for i in range(min(depth, 5000)))
    yield "functions", "".join(" " * i + "def f():\n" for i in range(min(depth, 5000)))
    yield "comprehension clauses", "[x" + " for x in y if z" * depth + "]\n"
    yield "assignments", "a = " * depth + "1\n"
    yield "decorators", "@a\n" * depth + "def f(): pass\n"
    yield "or-patterns", "match x:\n case " + "1 | " * depth + "2: pass\n"
    yield "nested patterns", "match x:\n case " + "[" * depth + "y" + "]" * depth + ": pass\n"
    yield "strings", "x = " + "'a' " * depth + "\n"
    yield "global names", "global " + ", ".join(f"a{i}" for i in range(depth)) + "\n"
    yield "parameters", "def f(" + ", ".join(f"a{i}" for i in range(depth)) + "): pass\n"
    yield "keywords", "f(" + ", ".join(f"a{i}=1" for i in range(depth)) + ")\n"
    yield "keyword repeated", "f(" + "a=1, " * depth + ")\n"
    yield "backslashes", "x = \\\n" * depth + "1\n"
    yield "semicolons", "x; " * depth + "\n"
    yield "targets", "(" * 150 + "x" + ",)" * 150 + " = 1\n"
    yield "combining marks", "x" + "\u0301\u0323" * depth + "\n"


def faults(count):
    """Many errors in one text."""
    for name, line in {
        "bad characters": "$\n", "bad expressions": "x = (1 2)\n", "unclosed": "(\n", "closing": ")\n", "quotes": "'\n",
        "triple quotes": '"""\n', "indents": "  x\n", "dedents": "if x:\n    y\n  z\n", "tabs": "if x:\n        y\n\tz\n",
        "f-strings": "f'{'\n", "escapes": "'\\d'\n", "returns": "return\n", "nonlocals": "nonlocal x\n",
        "walrus": "[x := 1 for x in y]\n", "numbers": "1_\n", "colons": "if x\n", "matches": "match x:\n case y\n",
        "names": "é$\n",
    }.items():
        yield name, line * count


def long_texts(size):
    """Texts of about `size` bytes."""
    yield "one line of names", "x, " * (size // 3) + "\n"
    yield "one string", "x = '" + "a" * size + "'\n"
    yield "one triple string", 'x = """' + "a\n" * (size // 2) + '"""\n'
    yield "one comment", "#" + "a" * size + "\n"
    yield "one name", "a" * size + "\n"
    yield "one number", "1" * size + "\n"
    yield "one hexadecimal number", "0x" + "1" * size + "\n"
    yield "one float", "1." + "1" * size + "\n"
    yield "spaces", " " * size + "\n"
    yield "empty lines", "\n" * size
    yield "short lines", "x\n" * (size // 2)
    yield "carriage returns", "x\r" * (size // 2)
    yield "f-string fields", "f'" + "{x}" * (size // 3) + "'\n"
    yield "dict items", "{" + "1:2," * (size // 4) + "}\n"
    yield "errors in one line", "x = (1 2); " * (size // 80) + "x = (é 2); " * (size // 80) + "\n"


def cuts(folder, points):
    """Files of the standard library, each cut off at some places, and with a byte of no UTF-8 put in."""
    names = ["ast.py", "dataclasses.py", "typing.py", "argparse.py", "inspect.py", "enum.py", "json/decoder.py", "asyncio/tasks.py"]
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
        for i in range(points):
            at = len(data) * i // points
            yield f"{name} cut at {at}", data[:at]
        for i in range(points // 4):
            at = len(data) * i * 4 // points
            yield f"{name} with a wrong byte at {at}", data[:at] + b"\xff" + data[at:]
            yield f"{name} with a null byte at {at}", data[:at] + b"\0" + data[at:]


def processor_time():
    """Of the parsers that ended, so that a busy machine does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Checker:
    """Writes texts and gives them to the parser, several at a time."""

    def __init__(self, parser, folder):
        self.parser, self.folder = shlex.split(parser), folder
        self.count, self.failed = 0, []

    def check(self, texts, seconds, memory):
        """All texts within the seconds of processor time and the bytes of memory. `texts`: (name, text) pairs."""
        names = []
        for i, (name, text) in enumerate(texts):
            path = os.path.join(self.folder, f"{i}.py")
            with open(path, "wb") as file:
                file.write(text if isinstance(text, bytes) else text.encode())
            names.append((name, path))
        for suffix in ([], ["--json"]):
            start = processor_time()
            limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            run = subprocess.run([*self.parser, *suffix, "--quiet", "--threads=1", *(path for _, path in names)],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limit)
            took = processor_time() - start
            if run.returncode not in (0, 1, 2) or took > seconds:
                if len(names) > 1:
                    for name, path in names:
                        with open(path, "rb") as file:
                            text = file.read()
                        self.check([(name, text)], seconds, memory)
                    return
                self.failed.append(names[0][0])
                print(f"{names[0][0]}{' as JSON' * bool(suffix)}: exit code {run.returncode} after {took:.1f} s", flush=True)
        self.count += len(names)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--parser", required=True)
    options.add_argument("--quick", action="store_true")
    options = options.parse_args()
    quick = options.quick
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(options.parser, folder)
        deep, seconds = (100_000, 60)
        for pair in nestings(deep):
            checker.check([pair], seconds, 2 << 30)
        for pair in faults(20_000 if quick else 1_000_000):
            checker.check([pair], seconds, 4 << 30)
        for pair in long_texts(MEGA if quick else 200 * MEGA):
            checker.check([pair], 10 * seconds, 2 << 30 if quick else 16 << 30)
        batch = list(cuts(sysconfig.get_path("stdlib"), 20 if quick else 200))
        for i in range(0, len(batch), 100):
            checker.check(batch[i : i + 100], 2 * seconds, 2 << 30)
    print(f"{checker.count} texts, {len(checker.failed)} failed")
    sys.exit(bool(checker.failed))


if __name__ == "__main__":
    main()
