#!/usr/bin/env python3
"""Runs every program of this folder under CPython and compiled by Amaru, and compares what they do.

    run.py [--amaru BINARY] [-k NAME] [-j N] [--target T] [--quiet] [--cpython-only]

Each NAME.py in a folder below this one is one test, run these ways:

    cpython    plain CPython, AMARU_DISABLE_JIT=1, PYTHONPATH=python
    jit        CPython with the compiled extension; programs that name `amaru.jit` only, once the extension is there
    cold       amaru run, with an empty cache
    cached     amaru run again, with the cache that the cold run left

Compared: the whole of stdout, the exit code and, for a program that ends in an exception, the last line of stderr
(class and message) and the `line N` of the traceback's frames that lie in the program. A program's first lines may say
otherwise:

    # args: 3 4             arguments for the program
    # compare: class        of an exception compare only its class, not its message and frames

A listed difference (differences/) says what Amaru does, and CPython must do something else:

    # expect: OverflowError at line 7               ends in this exception, raised in this line
    # expect: NameError before running at line 7    reports the error, and nothing runs; `error` for any class
    # expect: output 1 2                            prints this
"""

import argparse
import os
import re
import shlex
import sys
from dataclasses import dataclass, field

import harness

HERE = os.path.dirname(os.path.abspath(__file__))


@dataclass
class Program:
    path: str
    args: list = field(default_factory=list)
    compares_class_only: bool = False
    expect: str = ""
    uses_jit: bool = False

    @property
    def name(self):
        return os.path.relpath(self.path, HERE)[: -len(".py")]


def read_program(path):
    program = Program(path)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for key, value in re.findall(r"^# (args|compare|expect): *(.*)$", text, re.M):
        if key == "args":
            program.args = shlex.split(value)
        elif key == "compare":
            if value != "class":
                sys.exit(f"{path}: `# compare: {value}` is not known")
            program.compares_class_only = True
        else:
            program.expect = value
    program.uses_jit = "amaru.jit" in text
    return program


def find_programs(wanted):
    programs = []
    for folder, folders, files in os.walk(HERE):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        for name in sorted(files):
            path = os.path.join(folder, name)
            if name.endswith(".py") and folder != HERE:
                program = read_program(path)
                if wanted in program.name or wanted in f"e2e: {program.name}":
                    programs.append(program)
    return programs


def compare(program, want, got):
    """The ways in which two runs differ, a line each."""
    if got.exit_code != want.exit_code:
        tail = got.stderr.rstrip().splitlines()[-6:]
        yield f"exit code {got.exit_code}, expected {want.exit_code}" + "".join(f"\n      {line}" for line in tail)
    if got.stdout != want.stdout:
        yield from harness.first_difference(want.stdout, got.stdout)
    if want.exit_code and got.exit_code:
        if program.compares_class_only:
            if got.exception_class != want.exception_class:
                yield f"raised {got.exception_class}, expected {want.exception_class}"
            return
        if got.exception != want.exception:
            yield f"raised `{got.exception}`, expected `{want.exception}`"
        if got.chain != want.chain:
            yield f"what led to the exception is {got.chain}, expected {want.chain}"
        if got.frames != want.frames:
            yield f"traceback names lines {got.frames}, expected {want.frames}"


def compare_expected(program, got):
    """The same for a listed difference, whose outcome the program itself states."""
    match = re.fullmatch(r"(\w+) at line (\d+)", program.expect)
    if match:
        if got.exit_code != 1 or got.exception_class != match[1]:
            yield f"exit code {got.exit_code} with `{got.exception}`, expected {match[1]}"
        elif got.frames[-1:] != [int(match[2])]:
            yield f"raised in line {got.frames[-1:]}, expected {match[2]}"
        return
    match = re.fullmatch(r"(\w+) before running at line (\d+)", program.expect)
    if match:
        named = re.search(rf"(:|line ){match[2]}\b", got.stderr)
        if got.exit_code != 1 or got.stdout or match[1] not in got.stderr or not named:
            seen = f"printed `{got.stdout}` and `{got.stderr.rstrip()}`"
            yield f"exit code {got.exit_code}, {seen}, expected {program.expect}"
    elif program.expect.startswith("output "):
        if got.exit_code or got.stdout.split() != program.expect.split()[1:]:
            printed = " ".join(got.stdout.split())
            yield f"printed `{printed}` (exit code {got.exit_code}), expected `{program.expect[7:]}`"
    else:
        yield f"`# expect: {program.expect}` is not of a known form"


def run_program(program, options):
    """All ways of one program: the list of its failures."""
    failures = []
    want = harness.run_cpython(program.path, program.args)
    if program.expect:
        if not any(compare_expected(program, want)):
            failures.append("cpython: does what the difference expects of Amaru, so there is no difference")
    elif want.exit_code < 0 or "amaru." in want.exception:
        failures.append(f"cpython: {want.exception}")
    for way, got in harness.run_compiled(program.path, program.args, options, program.uses_jit):
        differences = compare_expected(program, got) if program.expect else compare(program, want, got)
        failures += [f"{way}: {text}" for text in differences]
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    harness.add_options(parser)
    options = harness.parse_options(parser)
    programs = {program.name: program for program in find_programs(options.k)}
    return harness.run_all("e2e", list(programs), lambda name: run_program(programs[name], options), options)


if __name__ == "__main__":
    sys.exit(main())
